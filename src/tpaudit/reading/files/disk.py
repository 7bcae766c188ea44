"""Files and folders as they are found on the disk: bytes, names, and what stands behind a name."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from tpaudit.errors import UsageError

BOM: Final = b"\xef\xbb\xbf"
ENDINGS: Final = (".yaml", ".yml")
LARGEST: Final = 64 << 20
"""How many bytes an input may have: five times an audit of 2,000 touchpoints with 40 answers each."""

FILE: Final = "a file"
FOLDER: Final = "a folder"
LINKED_FOLDER: Final = "a link to a folder"
DANGLING: Final = "a link that leads nowhere"
NOTHING: Final = "nothing"
_FORMS: Final = {
    stat.S_IFREG: FILE,
    stat.S_IFDIR: FOLDER,
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_LONGEST_NAME: Final = 255
_HANDED: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Where a shell hands over what is no file: `tpaudit score <(command)`."""


def contents(file: str | Path) -> bytes:
    """Return a file's bytes; raises UsageError in plain words where it cannot be read.

    What could be waited for without end, or has no end, is not opened: pipes, devices, files that are too large.
    """
    name = os.fspath(file)
    try:
        status = os.stat(name)
        if stat.S_ISREG(status.st_mode):
            data = _regular(name, status.st_size)
        elif name.startswith(_HANDED):
            data = _handed(name)
        else:
            what = "is a directory" if stat.S_ISDIR(status.st_mode) else f"is {_form(status)}"
            msg = f"{file}: {what}; expected a file that can be read"
            raise UsageError(msg)
    except (OSError, ValueError) as error:
        msg = f"{file}: {_reason(error)}; expected a file that can be read"
        raise UsageError(msg) from error
    if len(data) > LARGEST:
        raise too_large(file)
    return data


def too_large(file: str | Path) -> UsageError:
    """Return the error of a file that is larger than an input may be."""
    return UsageError(f"{file}: is too large; expected at most {LARGEST >> 20} MiB")


def _regular(file: str, size: int) -> bytes:
    """Return the bytes of a file, or of one that is too large only the first: one more than may be."""
    with open(file, "rb", buffering=0, opener=_without_waiting) as stream:
        data: bytes = stream.read(min(size, LARGEST) + 1)
        while size < len(data) <= LARGEST and (more := stream.read(LARGEST + 1 - len(data))):
            data += more  # it has grown, or its system tells no size
    return data


def _handed(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read(LARGEST + 1)


def _without_waiting(file: str, flags: int) -> int:
    """Open a file; if a pipe has taken its place since, nobody waits for its other end."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


def _form(status: os.stat_result) -> str:
    return _FORMS.get(stat.S_IFMT(status.st_mode), "no file")


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


class FolderEntry(NamedTuple):
    """What lies in a folder: its name, and whether it is a folder, a link to one, or something else."""

    name: str
    form: str


class Files(Protocol):
    """Where files are read: on the disk, or as they were at a commit."""

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError where it cannot be read."""

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        """Return what lies in a folder, sorted by name; nothing if there is no such folder.

        Raises UsageError where that cannot be found out.
        """

    def form(self, path: str | Path) -> str:
        """Return what a path leads to, links followed; raises UsageError where that cannot be found out."""

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""

    def shown(self, file: str) -> str:
        """Return what messages call a file."""


class Disk:
    """The files that lie on the disk now."""

    def contents(self, file: str | Path) -> bytes:
        return contents(file)

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        try:
            with os.scandir(folder) as found:
                return sorted(FolderEntry(one.name, _entry_form(one)) for one in found)
        except (OSError, ValueError) as error:
            dangling = os.path.islink(folder)
            if _too_long(folder) or (isinstance(error, FileNotFoundError) and not dangling):
                return []
            what = f"is {DANGLING}" if isinstance(error, FileNotFoundError) else _reason(error)
            msg = f"{folder}: {what}; expected a folder that can be read"
            raise UsageError(msg) from error

    def form(self, path: str | Path) -> str:
        try:
            return _form(os.stat(path))
        except (FileNotFoundError, NotADirectoryError):
            return DANGLING if os.path.islink(path) else NOTHING
        except (OSError, ValueError) as error:
            if _too_long(path):
                return NOTHING
            msg = f"{path}: {_reason(error)}; expected a file that can be read"
            raise UsageError(msg) from error

    def is_file(self, path: str | Path) -> bool:
        return os.path.isfile(path)

    def shown(self, file: str) -> str:
        return file


DISK: Final = Disk()


def _entry_form(entry: "os.DirEntry[str]") -> str:
    if entry.is_dir(follow_symlinks=False):
        return FOLDER
    if not entry.is_symlink():
        return FILE
    try:
        return LINKED_FOLDER if entry.is_dir() else FILE
    except OSError:
        return FILE


def _too_long(path: str | Path) -> bool:
    """Tell whether a name is longer than any that can be there; a whole path that is too long may be there."""
    return len(os.fsencode(os.path.basename(path))) > _LONGEST_NAME


class Source(NamedTuple):
    """A checklist or journey that can be named: where it lies, and whether it is built in."""

    path: Path
    built_in: bool


def short_path(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    try:
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)


def is_absent(file: str) -> bool:
    """Tell whether a file is not there; one in a folder that cannot be searched may be."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True


def is_yaml(name: str) -> bool:
    """Tell whether a name is that of a YAML file: by its ending, in small letters or capitals."""
    return name.lower().endswith(ENDINGS)


def spellings(stem: str) -> Iterator[str]:
    """Yield the paths that a YAML file may have whose path without ending is known, the usual ones first."""
    for change in (str.lower, str.upper, str.capitalize):
        for ending in ENDINGS:
            yield f"{stem}.{change(ending[1:])}"


def twin(file: str, files: Files) -> str | None:
    """Return the name of the file beside one that has the same name and another ending, None if there is none."""
    stem, ending = os.path.splitext(file)
    if not is_yaml(ending):
        return None
    others = (one for one in spellings(stem) if one != file and files.is_file(one))
    return next((os.path.basename(one) for one in others if not _same(one, file)), None)


def _same(one: str, other: str) -> bool:
    """Tell whether two names are one entry of a folder, where capitals do not count."""
    if one.lower() != other.lower() or os.path.islink(one) or os.path.islink(other):
        return False
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
