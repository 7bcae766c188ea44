"""Walking folders: the YAML files in them, and whatever else has the name of a YAML file."""

import os
from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded, fixed, without_place
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DISK, FOLDER, LINKED_FOLDER, Files, is_yaml, yaml_paths

UNREADABLE: Final = "unreadable"
VISITS: Final = ".visits"


class WalkEntry(NamedTuple):
    """One entry of a walk: a YAML file, a link to a folder, something else, or what cannot be read."""

    path: str
    form: str
    error: str = ""
    """Why it cannot be read."""

    @property
    def why(self) -> str:
        """Return why it is passed over."""
        if self.form == LINKED_FOLDER:
            return "it is a link to a folder, which is not followed; expected the folder itself"
        return self.error or Worded("it is {form}; expected a file", form=fixed(self.form))


def walk(folder: str, files: Files = DISK) -> Iterator[WalkEntry]:
    """Yield the YAML files of a folder, sorted by name, then recursively those of its subfolders.

    Hidden entries are skipped. Links to folders are yielded, but not followed.
    """
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            entries = files.entries(folder)
        except UsageError as error:
            yield _unreadable(folder, error, files)
            continue
        subfolders, within = [], os.path.join(folder, "")
        for name, form in entries:
            path = within + name
            if name.startswith("."):
                continue
            if form == FOLDER:
                subfolders.append(path)
            elif form == LINKED_FOLDER:
                yield WalkEntry(path, form)
            elif is_yaml(name):
                yield _yaml_entry(path, files)
        folders.extend(reversed(subfolders))


def _yaml_entry(path: str, files: Files) -> WalkEntry:
    try:
        return WalkEntry(path, files.form(path))
    except UsageError as error:
        return _unreadable(path, error, files)


def _unreadable(path: str, error: UsageError, files: Files) -> WalkEntry:
    return WalkEntry(path, UNREADABLE, without_place(error.message, files.shown(path)))


def visits_folder(audit: str) -> str:
    """Return the folder of an audit's visits."""
    return os.path.splitext(audit)[0] + VISITS


def visits_of(audit: str, files: Files = DISK) -> list[WalkEntry]:
    """Return the entries of an audit's folder of visits, recursively, sorted by path.

    Raises UsageError if one of the folders cannot be read.
    """
    entries = sorted(walk(visits_folder(audit), files), key=lambda entry: entry.path.split(os.sep))
    for entry in entries:
        if entry.form == UNREADABLE:
            msg = Worded("{path}: {error}", path=files.shown(entry.path), error=entry.error)
            raise UsageError(msg)
    return entries


def audit_of(visit: str, files: Files = DISK) -> str | None:
    """Return the audit to which a file in a folder of visits belongs; None if there is none."""
    folder = os.path.dirname(visit)
    while folder and folder != os.path.dirname(folder):
        if folder.endswith(VISITS):
            audits = (path for path in yaml_paths(folder.removesuffix(VISITS)) if files.is_file(path))
            audit = next(audits, None)
            if audit is not None:
                return audit
        folder = os.path.dirname(folder)
    return None
