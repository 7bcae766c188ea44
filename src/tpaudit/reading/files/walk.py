"""Walking folders: the YAML files below them, and what else stands there under the name of one."""

import os
from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DISK, FOLDER, LINKED_FOLDER, Files, is_yaml, spellings

UNREADABLE: Final = "unreadable"
VISITS: Final = ".visits"


class Met(NamedTuple):
    """What is met on a walk: a YAML file, a folder behind a link, something else, or what cannot be read."""

    path: str
    form: str
    error: str = ""
    """Why it cannot be read."""

    @property
    def why(self) -> str:
        """Say why it is passed over."""
        if self.form == LINKED_FOLDER:
            return "it is a link to a folder, which is not followed; expected the folder itself"
        return self.error or f"it is {self.form}; expected a file"


def walk(folder: str, files: Files = DISK) -> Iterator[Met]:
    """Yield what lies below a folder: of each folder its files by name, then what lies in the folders within.

    What is hidden stays so, and what is neither a folder nor called like a YAML file. Links to folders are
    not followed.
    """
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            entries = files.entries(folder)
        except UsageError as error:
            yield _unreadable(folder, error, files)
            continue
        below = []
        for name, form in entries:
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if form == FOLDER:
                below.append(path)
            elif form == LINKED_FOLDER:
                yield Met(path, form)
            elif is_yaml(name):
                yield _met(path, files)
        folders.extend(reversed(below))


def _met(path: str, files: Files) -> Met:
    try:
        return Met(path, files.form(path))
    except UsageError as error:
        return _unreadable(path, error, files)


def _unreadable(path: str, error: UsageError, files: Files) -> Met:
    return Met(path, UNREADABLE, str(error).removeprefix(f"{files.shown(path)}: "))


def visits_folder(audit: str) -> str:
    """Return the folder in which the visits of an audit lie."""
    return os.path.splitext(audit)[0] + VISITS


def visits_of(audit: str, files: Files = DISK) -> list[Met]:
    """Return what lies in the folder of an audit's visits and in the folders within, sorted by path.

    Raises UsageError if one of the folders cannot be read.
    """
    found = sorted(walk(visits_folder(audit), files), key=lambda met: met.path.split(os.sep))
    for met in found:
        if met.form == UNREADABLE:
            msg = f"{files.shown(met.path)}: {met.error}"
            raise UsageError(msg)
    return found


def audit_of(visit: str, files: Files = DISK) -> str | None:
    """Return the audit in whose folder of visits a file lies, None if there is none."""
    folder = os.path.dirname(visit)
    while folder and folder != os.path.dirname(folder):
        if folder.endswith(VISITS):
            found = (one for one in spellings(folder.removesuffix(VISITS)) if files.is_file(one))
            audit = next(found, None)
            if audit is not None:
                return audit
        folder = os.path.dirname(folder)
    return None
