"""Files and folders as they are found: bytes, audits, visits, everything that ends in .yaml."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

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


def twin(file: str) -> str | None:
    """Return the name of the file beside one that has the same name and the other ending, None if there is none."""
    stem, ending = os.path.splitext(file)
    other = stem + {".yaml": ".yml", ".yml": ".yaml"}.get(ending, "")
    return os.path.basename(other) if other != stem and os.path.isfile(other) else None


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
                if name.endswith(ENDINGS) and not name.startswith(".") and wanted(file):
                    yield file


def audit_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield the audits that paths name: of a folder every file with `touchpoints:` at the left margin."""
    return listed(paths, _has_touchpoints)


def _has_touchpoints(file: str) -> bool:
    return b"\ntouchpoints:" in b"\n" + contents(file).removeprefix(BOM)


def visit_files(file: str) -> list[str]:
    """Return the visits of an audit, in order of file name."""
    folder = os.path.splitext(file)[0] + ".visits"
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(ENDINGS)]
