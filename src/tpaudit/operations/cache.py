"""The cache: what came of audits in earlier runs, kept so that what has not changed is not judged again.

Nothing depends on it but time. It may be deleted; a damaged or foreign line counts as none; and it holds data only.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, NamedTuple

from platformdirs import user_cache_path

from tpaudit.operations.fingerprints import digest

_LONGEST: Final = 64 << 20
"""A longer line is none of ours."""
_LARGEST: Final = 2 << 30
"""A larger file is no cache of ours."""


class Codec(NamedTuple):
    """How something is kept as JSON, and how it is made of that again."""

    name: str
    """Of what is kept: results of one kind never stand for those of another."""
    encode: Callable[[Any], Any]
    """Raises ValueError for what cannot be kept."""
    decode: Callable[[Any], Any]
    """Raises TypeError or ValueError for what does not fit."""


class _Place(NamedTuple):
    """Where the line of an audit stands."""

    fingerprint: bytes
    start: int
    length: int


class Cache:
    """What is known of the audits of one folder: for each the newest result, and the fingerprint it belongs to.

    A line for each: its digest, the fingerprint, the path and the result. Only places are held in memory, so that
    ten thousand results, read and written one by one, take little of it.
    """

    def __init__(self, file: Path) -> None:
        """Look through what was kept; nothing if there is no such file, or it is not as it was written."""
        self._file = file
        self._known: dict[str, _Place] = {}
        self._fresh = set[str]()
        self._old = self._spool = None  # type: BinaryIO | None
        with suppress(OSError):
            self._old = file.open("rb")
            self._known = dict(_places(self._old))

    def has(self, audit: str, fingerprint: str) -> bool:
        """Return whether something is kept of an audit that was made from the same."""
        known = self._known.get(os.path.abspath(audit))
        return known is not None and known.fingerprint == fingerprint.encode()

    def get(self, audit: str) -> Any:
        """Return what is kept of an audit that `has` a result; None if it cannot be read any more."""
        known = self._known[os.path.abspath(audit)]
        parts = _parts(_at(self._old, known)) if self._old is not None else None
        try:
            return None if parts is None else json.loads(parts[2])
        except (ValueError, RecursionError):
            return None

    def put(self, audit: str, fingerprint: str, result: Any) -> None:
        """Keep what came of an audit, in place of what was kept before."""
        path = os.path.abspath(audit)
        text = json.dumps(result, ensure_ascii=True, separators=(",", ":")).encode()
        body = b" ".join([fingerprint.encode(), _quoted(path), text])
        with suppress(OSError):
            self._spool = self._spool or TemporaryFile()  # noqa: SIM115 (it has no name, and `save` closes it)
            self._spool.write(digest([body]).hex().encode() + b" " + body + b"\n")
            self._fresh.add(path)

    def save(self) -> None:
        """Write the file whole or not at all; where that is not possible, nothing is kept."""
        if self._spool is None:
            return
        fresh = self._file.with_name(f".{self._file.name}-{os.urandom(6).hex()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                with fresh.open("xb") as stream:
                    stream.writelines(self._lines(self._spool))
                fresh.replace(self._file)
            finally:
                fresh.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files."""
        for stream in (self._old, self._spool):
            if stream is not None:
                stream.close()

    def _lines(self, spool: BinaryIO) -> Iterator[bytes]:
        """Yield the lines to be kept: the new ones, then the old ones of other audits that are still there."""
        spool.seek(0)
        size = 0
        for line in spool:
            size += len(line)
            if size <= _LARGEST:
                yield line
        for audit, place in self._known.items():
            if audit not in self._fresh and os.path.isfile(audit) and self._old is not None:
                size += place.length
                if size <= _LARGEST:
                    yield _at(self._old, place)


def cache_file(folder: str, kind: str) -> Path:
    """Return where the results of a kind for the audits below a folder are kept."""
    name = digest([os.fsencode(os.path.realpath(folder)), kind.encode()]).hex()
    return user_cache_path("tpaudit", appauthor=False) / f"{kind}-{name}.lines"


def _places(stream: BinaryIO) -> Iterator[tuple[str, _Place]]:
    """Yield each audit that a sound line is about, with the line's place."""
    if os.fstat(stream.fileno()).st_size > _LARGEST:
        return
    start = 0
    while line := stream.readline(_LONGEST):
        parts = _parts(line)
        if parts is not None:
            with suppress(ValueError, RecursionError):
                yield str(json.loads(parts[1])), _Place(parts[0], start, len(line))
        start += len(line)


def _parts(line: bytes) -> list[bytes] | None:
    """Return the fingerprint, the path and the result of a line; None where it is not as it was written."""
    head, _, body = line.removesuffix(b"\n").partition(b" ")
    parts = body.split(b" ", 2)
    sound = line.endswith(b"\n") and len(parts) == 3 and head == digest([body]).hex().encode()  # noqa: PLR2004
    return parts if sound else None


def _at(stream: BinaryIO, place: _Place) -> bytes:
    stream.seek(place.start)
    return stream.read(place.length)


def _quoted(path: str) -> bytes:
    """Return a path as JSON without a space in it."""
    return json.dumps(path).replace(" ", "\\u0020").encode()
