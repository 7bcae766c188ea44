"""What comes back from a walk: a visit file, or an archive of it and its photos, from a phone that nobody knows."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import LARGEST, contents, is_yaml
from tpaudit.reading.files.evidence import picture_kind

EVIDENCE: Final = "evidence"
"""The folder beside an audit in which pictures of visits lie, and the folder of an archive that holds them."""
_MOST_FILES: Final = 2_000
_LARGEST_VISIT: Final = 4 << 20
LARGEST_PHOTO: Final = 16 << 20
_LARGEST_TOTAL: Final = 256 << 20
"""How many bytes all files of an archive may have unpacked; what is packed is bounded as every input is."""
UNPACKABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises for an archive that is damaged, encrypted, or packed in a way that it does not know."""


class Returned(NamedTuple):
    """A visit that came back, and its pictures by the path from the audit's folder."""

    name: str
    """The visit's file in messages."""
    visit: bytes
    pictures: dict[str, bytes]


def returned_files(file: str) -> Returned:
    """Return what a visit file or an archive holds.

    Raises UsageError if it cannot be read, or for an archive with anything in it but one visit and pictures:
    paths that lead elsewhere, links, what is no picture, what unpacks to more than a visit may have.
    """
    data = contents(file)
    if not data.startswith(b"PK"):
        return Returned(file, data, {})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(file, archive)
    except UNPACKABLE as error:
        msg = Worded(
            "{file}: it is an archive that cannot be unpacked ({error}); expected one that a form made",
            file=file,
            error=str(error),
        )
        raise UsageError(msg) from error


def _unpacked(file: str, archive: zipfile.ZipFile) -> Returned:
    entries = list(files_in(file, archive))
    visits = [entry for entry in entries if is_yaml(entry.filename)]
    if len(visits) != 1:
        raise _refused(file, Worded("there are {count} visits in it", count=len(visits)), fixed("one"))
    visit = _bytes(file, archive, visits[0], min(_LARGEST_VISIT, LARGEST))
    pictures = {entry.filename: _picture(file, archive, entry) for entry in entries if entry is not visits[0]}
    return Returned(f"{file}/{visits[0].filename}", visit, pictures)


def files_in(file: str, archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files of an archive; raises UsageError for names and sizes that no form gives."""
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise _refused(
            file,
            Worded("there are {count} files in it", count=len(entries)),
            Worded("at most {most}", most=_MOST_FILES),
        )
    if sum(entry.file_size for entry in entries) > _LARGEST_TOTAL:
        raise _refused(
            file, fixed("it unpacks to too much"), Worded("at most {value} MiB", value=_LARGEST_TOTAL >> 20)
        )
    seen: set[str] = set()
    for entry in entries:
        if entry.is_dir():
            continue
        if _leads_elsewhere(entry.filename):
            raise _refused(
                file,
                Worded("`{filename}` leads elsewhere", filename=entry.filename),
                fixed("names inside the archive"),
            )
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise _refused(
                file,
                Worded("`{filename}` is a link or a device", filename=entry.filename),
                fixed("files alone"),
            )
        if entry.filename.casefold() in seen:
            raise _refused(
                file, Worded("`{filename}` is there twice", filename=entry.filename), fixed("each name once")
            )
        seen.add(entry.filename.casefold())
        yield entry


def _leads_elsewhere(name: str) -> bool:
    """Tell whether the name of a file is a path out of the archive, or may be one on some system."""
    parts = PurePosixPath(name).parts
    odd = any(part.startswith(".") or part != part.strip() or part.endswith(".") for part in parts)
    return odd or name.startswith("/") or "//" in name or any(c in '\\:*?"<>|' or c < " " for c in name)


def _picture(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if not entry.filename.startswith(f"{EVIDENCE}/"):
        raise _refused(
            file,
            Worded("`{filename}` does not lie in {evidence}/", filename=entry.filename, evidence=EVIDENCE),
            fixed("a visit and its pictures there"),
        )
    data = _bytes(file, archive, entry, LARGEST_PHOTO)
    if picture_kind(data) is None or not entry.filename.lower().endswith(_ENDINGS):
        raise _refused(
            file, Worded("`{filename}` is no picture", filename=entry.filename), "JPEG, PNG, GIF or WebP"
        )
    return data


_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp")


def _bytes(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of a file; never unpacks more than it may have, whatever its head says."""
    with archive.open(entry) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise _refused(
            file,
            Worded("`{filename}` is too large", filename=entry.filename),
            Worded("at most {value} MiB", value=most >> 20),
        )
    return data


def _refused(file: str, what: str, expected: str) -> UsageError:
    return UsageError(
        Worded(
            "{file}: {what}; nothing of it is taken; expected {expected}",
            file=file,
            what=what,
            expected=expected,
        )
    )
