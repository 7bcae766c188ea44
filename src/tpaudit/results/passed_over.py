"""Passed over: a path that was not read, and why."""

from typing import NamedTuple

from tpaudit.documents.worded import Worded, fixed


class PassedOver(NamedTuple):
    """A path that is passed over: why, and whether it could not be read although it may be wanted."""

    path: str
    why: str
    unreadable: bool = False

    @property
    def said(self) -> str:
        """What is said of the path."""
        return self.why if self.unreadable else Worded("passed over: {why}", why=fixed(self.why))

    def __str__(self) -> str:
        """Return the line for the terminal."""
        return f"tpaudit: {self.path}: {self.said}"
