"""The cache: what came of audits in earlier runs, kept so that what has not changed is not judged again.

Nothing depends on it but time. It may be deleted; a damaged or foreign file counts as empty; and it holds data only.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from platformdirs import user_cache_path

from tpaudit.operations.fingerprints import digest

_LARGEST: Final = 256 << 20
"""A larger file is no cache of ours."""


class Codec(NamedTuple):
    """How something is kept as JSON, and how it is made of that again."""

    name: str
    """Of what is kept: results of one kind never stand for those of another."""
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    """Raises TypeError or ValueError for what does not fit."""


class Cache:
    """What is known of the audits of one folder: for each the newest result, and the fingerprint it belongs to."""

    def __init__(self, file: Path) -> None:
        """Read what was kept; nothing if there is no such file, or it is not as it was written."""
        self._file = file
        self._entries = _read(file)
        self._changed = False

    def get(self, audit: str, fingerprint: str) -> Any:
        """Return what is kept of an audit; None if it is not known, or was judged from something else."""
        known = self._entries.get(os.path.abspath(audit))
        return known[1] if known is not None and known[0] == fingerprint else None

    def put(self, audit: str, fingerprint: str, result: Any) -> None:
        """Keep what came of an audit, in place of what was kept before."""
        self._entries[os.path.abspath(audit)] = (fingerprint, result)
        self._changed = True

    def save(self) -> None:
        """Write the file whole or not at all; where that is not possible, nothing is kept."""
        if not self._changed:
            return
        there = {audit: entry for audit, entry in self._entries.items() if os.path.isfile(audit)}
        text = json.dumps(there, ensure_ascii=True, separators=(",", ":")).encode()
        fresh = self._file.with_name(f".{self._file.name}-{os.urandom(6).hex()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                fresh.write_bytes(digest([text]).hex().encode() + b"\n" + text)
                fresh.replace(self._file)
            finally:
                fresh.unlink(missing_ok=True)


def cache_file(folder: str, kind: str) -> Path:
    """Return where the results of a kind for the audits below a folder are kept."""
    name = digest([os.fsencode(os.path.realpath(folder)), kind.encode()]).hex()
    return user_cache_path("tpaudit", appauthor=False) / f"{kind}-{name}.json"


def _read(file: Path) -> dict[str, tuple[str, Any]]:
    try:
        if file.stat().st_size > _LARGEST:
            return {}
        head, _, text = file.read_bytes().partition(b"\n")
        entries = json.loads(text) if head == digest([text]).hex().encode() else {}
        return {audit: (fingerprint, result) for audit, (fingerprint, result) in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
