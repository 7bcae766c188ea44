"""Files and folders as they are found: bytes, audits, visits, everything that ends in .yaml."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from tpaudit.errors import UsageError

BOM: Final = b"\xef\xbb\xbf"
ENDINGS: Final = (".yaml", ".yml")


def contents(file: str | Path) -> bytes:
    """Return a file's bytes; raises UsageError in plain words where it cannot be read."""
    try:
        with open(file, "rb") as stream:  # a third quicker than by way of a Path, for thousands of files
            return stream.read()
    except OSError as error:
        msg = f"{file}: {(error.strerror or str(error)).lower()}; expected a file that can be read"
        raise UsageError(msg) from error


class Files(Protocol):
    """Where files are read: on the disk, or as they were at a commit."""

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError where it cannot be read."""

    def names(self, folder: str | Path) -> list[str]:
        """Return the names of what lies in a folder, sorted; nothing if it is none."""

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""

    def shown(self, file: str) -> str:
        """Return what messages call a file."""


class Disk:
    """The files that lie on the disk now."""

    def contents(self, file: str | Path) -> bytes:
        return contents(file)

    def names(self, folder: str | Path) -> list[str]:
        try:
            return sorted(os.listdir(folder))
        except (OSError, ValueError):
            return []

    def is_file(self, path: str | Path) -> bool:
        return os.path.isfile(path)

    def shown(self, file: str) -> str:
        return file


DISK: Final = Disk()


class Source(NamedTuple):
    """A checklist or journey that can be named: where it lies, and whether it is built in."""

    path: Path
    built_in: bool


def shown(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    try:
        return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
    except OSError:
        return str(path)


def twin(file: str, files: Files) -> str | None:
    """Return the name of the file beside one that has the same name and the other ending, None if there is none."""
    stem, ending = os.path.splitext(file)
    other = stem + {".yaml": ".yml", ".yml": ".yaml"}.get(ending, "")
    return os.path.basename(other) if other != stem and files.is_file(other) else None


def listed(paths: Iterable[str], wanted: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files that paths name, each once: a file as it is, of a folder the YAML files that are wanted.

    Folders are searched to their ground, in order of name; what is hidden stays so.
    """
    seen: set[str] = set()
    for file in _walked(paths, wanted):
        real = os.path.realpath(file)
        if real not in seen:
            seen.add(real)
            yield file


def _walked(paths: Iterable[str], wanted: Callable[[str], bool]) -> Iterator[str]:
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = os.path.join(folder, name)
                named = name.endswith(ENDINGS) and not name.startswith(".")
                if named and os.path.isfile(file) and wanted(file):
                    yield file


def audit_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the audits that paths name: of a folder every file with `touchpoints:` at the left margin."""
    return listed(paths, lambda file: is_audit(contents(file)))


def is_audit(data: bytes) -> bool:
    """Tell whether a file is an audit: it has `touchpoints:` at the left margin."""
    return b"\ntouchpoints:" in b"\n" + data.removeprefix(BOM)


def visit_files(file: str, files: Files = DISK) -> list[str]:
    """Return the visits of an audit, in order of file name."""
    folder = os.path.splitext(file)[0] + ".visits"
    return [os.path.join(folder, name) for name in files.names(folder) if name.endswith(ENDINGS)]
