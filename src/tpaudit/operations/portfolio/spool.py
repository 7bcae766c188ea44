"""The spool: extracts in a temporary file, so that a portfolio needs little memory however many there are.

The first of them stay in memory, since most portfolios are no larger, and are at hand at once. The file has no name and ends with whoever holds the spool. It holds data only.
"""

import marshal
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, Generic, TypeVar
from weakref import finalize

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import UsageError
from tpaudit.results.branches import BranchWave, Look, ShownFault
from tpaudit.results.claims import Claim
from tpaudit.results.scorecard import Fault

_T = TypeVar("_T")


class _Form(Generic[_T]):
    """How a record becomes a tuple of what it holds, and is made of that again."""

    def __init__(self, kind: Callable[..., _T]) -> None:
        self._kind = kind
        self.names: Final = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # a dataclass
        self.parts: Callable[[_T], tuple[Any, ...]] = attrgetter(*self.names)

    def made(self, parts: Sequence[Any]) -> _T:
        return self._kind(**dict(zip(self.names, parts, strict=True)))


_WAVE: Final = _Form(BranchWave)
_SHOWN: Final = _Form(ShownFault)
_FAULT: Final = _Form(Fault)
_CLAIM: Final = _Form(Claim)
_SHARED: Final = ("shape", "rounds")
"""What many extracts have in common: it is kept once, in memory."""
_SHARED_AT: Final = tuple(map(_WAVE.names.index, _SHARED))
_LOOKS, _FAULTS = map(_WAVE.names.index, ("looks", "faults"))
_CLAIMED: Final = _FAULT.names.index("claim")


AT_HAND: Final = 10_000
"""So many extracts stay in memory."""


class Spool:
    """Takes extracts, and gives each of them back by its number."""

    def __init__(self, near: int = AT_HAND) -> None:
        """Make the file; raises UsageError if that cannot be done. So many extracts stay in memory."""
        try:
            self._file = TemporaryFile()  # noqa: SIM115 (it has no name, and is closed with the spool)
        except OSError as error:
            raise _unusable(error) from error
        self._starts = array("Q", [0])
        self._near: list[BranchWave] = []
        self._most_near = near
        self._shared: dict[Any, int] = {}
        self._values: list[Any] = []
        finalize(self, _close, self._file)

    def __len__(self) -> int:
        """Return how many extracts there are."""
        return len(self._near) + len(self._starts) - 1

    def add(self, wave: BranchWave) -> None:
        """Take an extract behind those before it; raises UsageError where the disk is full."""
        numbers = [self._number(getattr(wave, name)) for name in _SHARED]
        if len(self._near) < self._most_near:
            for name, number in zip(_SHARED, numbers, strict=True):
                setattr(wave, name, self._values[number])
            self._near.append(wave)
            return
        parts = list(_WAVE.parts(wave))
        for index, number in zip(_SHARED_AT, numbers, strict=True):
            parts[index] = number
        parts[_LOOKS] = tuple(map(tuple, wave.looks))
        parts[_FAULTS] = tuple(map(_fault_parts, wave.faults))
        data = marshal.dumps(parts)
        try:
            self._file.seek(self._starts[-1])
            self._file.write(data)
        except OSError as error:
            raise _unusable(error) from error
        self._starts.append(self._starts[-1] + len(data))

    def _number(self, value: Any) -> int:
        """Return the number of a value that is kept once."""
        number = self._shared.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        return number

    def at(self, number: int) -> BranchWave:
        """Return an extract as it was added; raises UsageError if the file cannot be read."""
        if number < len(self._near):
            return self._near[number]
        number -= len(self._near)
        start, end = self._starts[number], self._starts[number + 1]
        try:
            self._file.seek(start)
            data = self._file.read(end - start)
        except OSError as error:
            raise _unusable(error) from error
        parts = marshal.loads(data)  # noqa: S302 (our own, from a file that nobody else has)
        for index in _SHARED_AT:
            parts[index] = self._values[parts[index]]
        parts[_LOOKS] = tuple(map(Look._make, parts[_LOOKS]))
        parts[_FAULTS] = tuple(map(_fault_of, parts[_FAULTS]))
        return _WAVE.made(parts)


def _fault_parts(shown: ShownFault) -> tuple[str, list[Any]]:
    parts = list(_FAULT.parts(shown.fault))
    if parts[_CLAIMED] is not None:
        parts[_CLAIMED] = _CLAIM.parts(parts[_CLAIMED])
    return shown.touchpoint, parts


def _fault_of(kept: tuple[str, list[Any]]) -> ShownFault:
    touchpoint, parts = kept
    if parts[_CLAIMED] is not None:
        parts[_CLAIMED] = _CLAIM.made(parts[_CLAIMED])
    return ShownFault(touchpoint=touchpoint, fault=_FAULT.made(parts))


def _close(file: BinaryIO) -> None:
    with suppress(OSError):  # a full disk, which the one who wrote has heard of
        file.close()


def _unusable(error: OSError) -> UsageError:
    msg = Worded(
        "a temporary file cannot be used: {reason}; expected a folder for temporary files (TMPDIR) with room in it",
        reason=fixed((error.strerror or str(error)).lower()),
    )
    return UsageError(msg)
