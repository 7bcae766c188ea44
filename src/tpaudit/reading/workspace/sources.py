"""Sources: which checklists and journeys can be named, the built-in ones and a workspace's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DANGLING, DISK, FILE, Files, Source, is_yaml, name_of, short_path

_PACKAGE: Final = Path(__file__).resolve().parents[2]
_DATA: Final = _PACKAGE if (_PACKAGE / "checklists").is_dir() else _PACKAGE.parent.parent
"""The folder of checklists/ and templates/: the installed package, or the root of a checkout."""

TEMPLATES: Final = _DATA / "templates"
SAMPLES: Final = _DATA / "audits"


def sources_of(
    kind: str, own_folder: Path | None, files: Files, replacements: Mapping[str, Path]
) -> dict[str, Source]:
    """Return the `checklists` or `journeys` that can be named, by name; own ones hide built-in ones.

    `replacements` are the paths of those that replace others. The workspace's own folder is listed in `files`.
    """
    subfolder = {"checklists": "checklists", "journeys": "templates/journeys"}[kind]
    built_in = {name: Source(path, built_in=True) for name, path in _yaml_files(_DATA / subfolder, DISK)}
    sources = dict(built_in)
    for name, path in _yaml_files(own_folder, files) if own_folder else ():
        # An unreadable file does not fall back to the built-in one.
        if name in built_in or _may_be_file(path, files):
            sources[name] = Source(path, built_in=False)
    for name, path in replacements.items():
        sources[name] = Source(path, built_in=False, replacement=True)
    return sources


def built_in_checklist(name: str) -> Path | None:
    """Return the path of a built-in checklist; None if there is none."""
    path = _DATA / "checklists" / f"{name}.yaml"
    return path if path.is_file() else None


def _yaml_files(folder: Path, files: Files) -> Iterator[tuple[str, Path]]:
    """Yield the name without ending and the path of each YAML file of a folder, readable or not."""
    for name, _ in files.entries(short_path(folder)):
        if is_yaml(name) and not name.startswith("."):
            yield name_of(name), folder / name


def _may_be_file(path: Path, files: Files) -> bool:
    """Tell whether a path is a file or cannot be examined; folders, pipes and the like are passed over."""
    try:
        return files.form(path) in (FILE, DANGLING)
    except UsageError:
        return True
