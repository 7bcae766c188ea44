"""Wants: the note or the photo that an answer has to come with."""

from typing import Final, Literal

from pydantic import Field

from tpaudit.documents.fields import Record, Several

Wanted = Literal["note", "photo"]
HALF: Final = 50.0
"""From here on an answer passes."""


class Wants(Record):
    """What an answer has to come with, by how it turns out."""

    fail: Several[Wanted] = ()
    """What an answer below 50 points wants, or one that fails: note, photo."""
    passing: Several[Wanted] = Field((), alias="pass")
    """What an answer of 50 points or more wants."""
    always: Several[Wanted] = Field((), alias="any")
    """What every answer wants but n/a, recorded ones too."""

    def of(self, score: float | None, *, fails: bool) -> tuple[Wanted, ...]:
        """Return what an answer wants; `score` is None for one that is recorded and not scored."""
        own: tuple[Wanted, ...] = ()
        if score is not None:
            own = self.fail if fails or score < HALF else self.passing
        return tuple(dict.fromkeys((*self.always, *own)))
