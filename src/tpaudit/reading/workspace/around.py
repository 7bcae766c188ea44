"""The workspace around a file: where it is, and its language, without reading more of it."""

from pathlib import Path
from typing import Final

from tpaudit.reading.files.disk import DISK, FOLDER, NOTHING, Files, contents
from tpaudit.reading.files.kinds import SETTINGS

_SUBFOLDERS: Final = frozenset({"audits", "checklists", "journeys"})
"""Names of folders inside a workspace; without a `tpaudit.yaml` their parent is the workspace."""


def root_and_settings(folder: Path, files: Files = DISK) -> tuple[Path, Path | None]:
    """Return the root of the workspace around a folder, and its settings if it has any."""
    for above in (folder, *folder.parents):
        settings = above / SETTINGS
        if files.form(settings) not in (NOTHING, FOLDER):  # a link that leads nowhere is reported
            return above, settings
    return (folder.parent if folder.name in _SUBFOLDERS else folder), None


def language_around(folder: Path) -> str | None:
    """Return the language that the settings around a folder name, whatever else is in them; None if none is named.

    Raises UsageError for settings that cannot be read.
    """
    _, settings = root_and_settings(folder)
    if settings is None:
        return None
    from tpaudit.reading.yaml.builder import read

    data = read(contents(settings)).data
    language = data.get("language") if isinstance(data, dict) else None
    return language if isinstance(language, str) else None
