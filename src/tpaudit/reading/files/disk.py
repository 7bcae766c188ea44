"""Files and folders on the disk: their bytes, their names, and what a path leads to."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError

ENDINGS: Final = (".yaml", ".yml")
LARGEST: Final = 64 << 20
"""The largest input in bytes: five times an audit of 2,000 touchpoints with 40 answers each."""

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
_SHELL_PATHS: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Paths of pipes that a shell opens for us: `tpaudit score <(command)`."""
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files are opened: if a pipe has replaced one by now, its other end is not waited for."""


def contents(file: str | Path) -> bytes:
    """Return a file's bytes; raises UsageError if it cannot be read.

    Pipes and devices are refused, as reading them might never end; so are files larger than LARGEST bytes.
    """
    path = os.fspath(file)
    try:
        status = os.stat(path)
        if stat.S_ISREG(status.st_mode):
            data = _read_regular(path, status.st_size)
        elif path.startswith(_SHELL_PATHS):
            data = _read_from_shell(path)
        else:
            kind = (
                fixed("is a directory")
                if stat.S_ISDIR(status.st_mode)
                else Worded("is {form}", form=fixed(_form(status)))
            )
            msg = Worded("{file}: {kind}; expected a file that can be read", file=file, kind=kind)
            raise UsageError(msg)
    except (OSError, ValueError) as error:
        msg = Worded(
            "{file}: {reason}; expected a file that can be read", file=file, reason=fixed(_reason(error))
        )
        raise UsageError(msg) from error
    if len(data) > LARGEST:
        raise too_large(file)
    return data


def too_large(file: str | Path) -> UsageError:
    """Return the error of a file that is larger than an input may be."""
    return UsageError(
        Worded("{file}: is too large; expected at most {largest} MiB", file=file, largest=LARGEST >> 20)
    )


def _read_regular(file: str, size: int) -> bytes:
    """Return the bytes of a file; of one that is too large only the first LARGEST + 1."""
    opened = os.open(file, _READING)
    try:
        data = os.read(opened, min(size, LARGEST) + 1)
        while size < len(data) <= LARGEST and (more := os.read(opened, LARGEST + 1 - len(data))):
            data += more  # it has grown, or its file system reports no size
    finally:
        os.close(opened)
    return data


def _read_from_shell(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read(LARGEST + 1)


def _form(status: os.stat_result) -> str:
    return _FORMS.get(stat.S_IFMT(status.st_mode), "no file")


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


class FolderEntry(NamedTuple):
    """An entry of a folder: its name, and its form: a folder, a link to one, or something else."""

    name: str
    form: str


class Files(Protocol):
    """Where files are read from: the disk, or a commit."""

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError if it cannot be read."""

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        """Return the entries of a folder, sorted by name; an empty list if there is no such folder.

        Raises UsageError if the folder cannot be read.
        """

    def form(self, path: str | Path) -> str:
        """Return what a path leads to, links followed; raises UsageError if that cannot be read."""

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""

    def shown(self, file: str) -> str:
        """Return the name of a file in messages."""


class Disk:
    """The files on the disk."""

    def contents(self, file: str | Path) -> bytes:
        return contents(file)

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        try:
            with os.scandir(folder) as scanned:
                return sorted(FolderEntry(entry.name, _entry_form(entry)) for entry in scanned)
        except (OSError, ValueError) as error:
            dangling = os.path.islink(folder)
            if _too_long(folder) or (isinstance(error, FileNotFoundError) and not dangling):
                return []
            fault = (
                Worded("is {dangling}", dangling=DANGLING)
                if isinstance(error, FileNotFoundError)
                else fixed(_reason(error))
            )
            msg = Worded("{folder}: {fault}; expected a folder that can be read", folder=folder, fault=fault)
            raise UsageError(msg) from error

    def form(self, path: str | Path) -> str:
        try:
            return _form(os.stat(path))
        except (FileNotFoundError, NotADirectoryError):
            return DANGLING if os.path.islink(path) else NOTHING
        except (OSError, ValueError) as error:
            if _too_long(path):
                return NOTHING
            msg = Worded(
                "{path}: {reason}; expected a file that can be read", path=path, reason=fixed(_reason(error))
            )
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
    """Tell whether a name is too long to exist; a path may be long, only its last part is measured."""
    return len(os.fsencode(os.path.basename(path))) > _LONGEST_NAME


class Source(NamedTuple):
    """A checklist or journey that an audit can name: its path, and whether it is built in."""

    path: Path
    built_in: bool
    replacement: bool = False
    """Put in the place of another checklist by the caller, so it may lie outside the workspace."""


def short_path(path: Path) -> str:
    """Return a path relative to the current folder if it is inside it, otherwise as it is."""
    try:
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)


class RealPaths:
    """The real paths of many files, of which most share their folders: each folder is resolved once."""

    def __init__(self) -> None:
        """Know no folder yet."""
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return the real path of a file, links followed."""
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir) or os.path.islink(path):
            return os.path.realpath(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.join(os.path.realpath(folder), "")
        return self._folders[folder] + name


def is_absent(file: str) -> bool:
    """Tell whether a file does not exist; False if its folder cannot be searched, as it may exist."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True


def is_yaml(name: str) -> bool:
    """Tell whether a name ends like that of a YAML file, in small letters or capitals."""
    return name.lower().endswith(ENDINGS)


def name_of(path: str | Path) -> str:
    """Return a path without its ending as text: its bytes are UTF-8, whatever the locale takes them for."""
    name = os.path.splitext(os.fspath(path))[0]
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "surrogateescape")


def path_of(name: str) -> str:
    """Return the path that has a name, as the locale sees it."""
    return name if name.isascii() else os.fsdecode(name.encode("utf-8"))


def yaml_paths(stem: str) -> Iterator[str]:
    """Yield the possible paths of a YAML file from its path without ending, the usual ones first."""
    for spelling in (str.lower, str.upper, str.capitalize):
        for ending in ENDINGS:
            yield f"{stem}.{spelling(ending[1:])}"


def file_of_same_name(file: str, files: Files) -> str | None:
    """Return the name of a file in the same folder that differs only in its ending; None if there is none."""
    stem, ending = os.path.splitext(file)
    if not is_yaml(ending):
        return None
    neighbours = (path for path in yaml_paths(stem) if path != file and files.is_file(path))
    return next((os.path.basename(path) for path in neighbours if not _is_same_entry(path, file)), None)


def _is_same_entry(path: str, other: str) -> bool:
    """Tell whether two paths are the same file on a file system that ignores capitals."""
    if path.lower() != other.lower() or os.path.islink(path) or os.path.islink(other):
        return False
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
