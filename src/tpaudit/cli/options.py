"""Options that several commands share."""

from datetime import UTC, datetime

from pydantic_core import PydanticCustomError

from tpaudit.documents.scalars import day
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
