"""Options that several commands share."""

from datetime import UTC, datetime
from math import inf

from pydantic_core import PydanticCustomError

from tpaudit.documents.scalars import day, within
from tpaudit.errors import UsageError


def this_day() -> str:
    """Return today's day by UTC: the one look at the clock, for a gate that nobody told another day."""
    return datetime.now(UTC).date().isoformat()


def as_day(text: str | None) -> str | None:
    """Return a day given as `--as-of`; raises UsageError for what is not in the calendar."""
    try:
        return None if text is None else day(text)
    except PydanticCustomError as error:
        msg = f"--as-of: {error.message()}"
        raise UsageError(msg) from error


def as_amount(option: str, text: str | None, most: float = inf) -> float | None:
    """Return a number of 0 or more given with an option; raises UsageError for what is none, or more than `most`."""
    try:
        return None if text is None else within(0, most)(text)
    except PydanticCustomError as error:
        msg = f"{option}: {error.message()}"
        raise UsageError(msg) from error
