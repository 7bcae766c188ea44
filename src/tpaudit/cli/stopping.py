"""Stopping on a signal: what takes long ends early, and what is there by then is used."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from tpaudit.errors import StoppedError

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Stopping:
    """Lets the first signal stop what takes long, and a second one the program."""

    def __init__(self, *, at_once: bool) -> None:
        """Take whether it may be stopped at any moment, or only where it asks."""
        self._at_once = at_once
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self.code: int | None = None
        """What the program ends with: 128 and the number of the signal; None if there was none."""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while it takes long; a signal that is ignored stays ignored."""
        for number in _SIGNALS:
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:
                self._before[number] = before
                signal.signal(number, self._stop)
        try:
            yield
        finally:
            self._restore()

    def check(self) -> None:
        """Raise StoppedError if there was a signal."""
        if self.code is not None:
            raise StoppedError

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self.code = 128 + number
        self._restore()
        if self._at_once:
            raise StoppedError

    def _restore(self) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
