"""Options that several commands share."""

from pydantic_core import PydanticCustomError

from tpaudit.documents.scalars import day
from tpaudit.errors import UsageError


def as_day(text: str | None) -> str | None:
    """Return a day given as `--as-of`; raises UsageError for what is not in the calendar."""
    try:
        return None if text is None else day(text)
    except PydanticCustomError as error:
        msg = f"--as-of: {error.message()}"
        raise UsageError(msg) from error
