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

from tpaudit.operations.many.fingerprints import digest

_LONGEST: Final = 64 << 20
"""A longer line is none of ours."""
_LARGEST: Final = 2 << 30
"""A larger file is no cache of ours."""
_FINGERPRINT: Final = slice(41, 81)
"""Where the fingerprint stands in a line: behind the digest of all that follows, and a blank."""


class Codec(NamedTuple):
    """How something is kept as JSON, and how it is made of that again."""

    name: str
    """Of what is kept: results of one kind never stand for those of another."""
    encode: Callable[[Any], Any]
    """Raises ValueError for what cannot be kept."""
    decode: Callable[[Any], Any]
    """Raises TypeError or ValueError for what does not fit."""


class Cache:
    """What is known of the audits of one folder: for each the newest result, by the fingerprint it belongs to.

    A line for each: its digest, the fingerprint, the path and the result. Only places are held in memory, so that
    ten thousand results, read and written one by one, take little of it.
    """

    def __init__(self, file: Path) -> None:
        """Look through what was kept; nothing if there is no such file. Lines are checked when they are needed."""
        self._file = file
        self._known: dict[bytes, tuple[int, int]] = {}
        self._used = set[bytes]()
        self._fresh = set[str]()
        self._old = self._spool = None  # type: BinaryIO | None
        with suppress(OSError):
            self._old = file.open("rb")
            self._known = dict(_places(self._old))

    def has(self, fingerprint: bytes) -> bool:
        """Return whether something may be kept of an audit that was made from the same."""
        return fingerprint.hex().encode() in self._known

    def get(self, fingerprint: bytes) -> Any:
        """Return what is kept of an audit that `has` a result; None where it is not as it was written."""
        mark = fingerprint.hex().encode()
        parts = _parts(self._line(mark))
        try:
            result = None if parts is None else json.loads(parts[2])
        except (ValueError, RecursionError):
            return None
        self._used.add(mark)
        return result

    def put(self, audit: str, fingerprint: bytes, result: Any) -> None:
        """Keep what came of an audit, in place of what was kept before."""
        path = os.path.abspath(audit)
        text = json.dumps(result, ensure_ascii=True, separators=(",", ":")).encode()
        body = b" ".join([fingerprint.hex().encode(), _quoted(path), text])
        with suppress(OSError):
            self._spool = self._spool or TemporaryFile()  # noqa: SIM115 (it has no name, and `save` closes it)
            self._spool.write(digest([body]).hex().encode() + b" " + body + b"\n")
            self._fresh.add(path)
            self._known.pop(fingerprint.hex().encode(), None)

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
        for mark in self._known:
            line = self._line(mark)
            if mark in self._used or self._is_of_another(line):
                size += len(line)
                if size <= _LARGEST:
                    yield line

    def _line(self, mark: bytes) -> bytes:
        start, length = self._known[mark]
        assert self._old is not None
        self._old.seek(start)
        return self._old.read(length)

    def _is_of_another(self, line: bytes) -> bool:
        """Tell whether a line that nobody asked for is sound, and about an audit of which nothing new is known."""
        parts = _parts(line)
        if parts is None:
            return False
        try:
            path = str(json.loads(parts[1]))
        except (ValueError, RecursionError):
            return False
        return path not in self._fresh and os.path.isfile(path)


def cache_file(folder: str, kind: str) -> Path:
    """Return where the results of a kind for the audits below a folder are kept."""
    name = digest([os.fsencode(os.path.realpath(folder)), kind.encode()]).hex()
    return user_cache_path("tpaudit", appauthor=False) / f"{kind}-{name}.lines"


def _places(stream: BinaryIO) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield each fingerprint that a line begins with, and where that line starts and how long it is."""
    if os.fstat(stream.fileno()).st_size > _LARGEST:
        return
    start = 0
    while line := stream.readline(_LONGEST):
        length = len(line)
        yield line[_FINGERPRINT], (start, length)
        start += length


def _parts(line: bytes) -> list[bytes] | None:
    """Return the fingerprint, the path and the result of a line; None where it is not as it was written."""
    head, _, body = line.removesuffix(b"\n").partition(b" ")
    parts = body.split(b" ", 2)
    sound = line.endswith(b"\n") and len(parts) == 3 and head == digest([body]).hex().encode()  # noqa: PLR2004
    return parts if sound else None


def _quoted(path: str) -> bytes:
    """Return a path as JSON without a space in it."""
    return json.dumps(path).replace(" ", "\\u0020").encode()
