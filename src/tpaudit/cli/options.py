"""Arguments and options that several commands share: written once, with what they mean."""

from math import inf
from pathlib import Path
from typing import Annotated, Any

import typer


def language_option(meaning: str) -> Any:
    """Return `--lang` with what it changes."""
    return typer.Option("--lang", metavar="LANGUAGE", help=meaning)


def output_option(meaning: str, metavar: str = "FILE") -> Any:
    """Return `--output` with what is written."""
    return typer.Option("--output", "-o", metavar=metavar, help=meaning)


def day_option(meaning: str) -> Any:
    """Return `--as-of` with what is judged for the day."""
    return typer.Option("--as-of", metavar="DAY", help=meaning)


AuditFile = Annotated[str, typer.Argument(metavar="AUDIT", help="An audit file.")]
Language = Annotated[str | None, language_option("en, ru or zh; default the workspace's.")]
Output = Annotated[Path | None, output_option("Write to a file, whole or not at all.")]
AsOf = Annotated[str | None, day_option("Judge freshness for a day; default the audit's date.")]


def languages_of(lang: str | None) -> tuple[str, ...]:
    """Return the languages to try for every text before those of the audit."""
    return (lang,) if lang else ()


def this_day() -> str:
    """Return today's day by UTC: the one look at the clock, for a gate that was given no other day."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def as_day(text: str | None) -> str | None:
    """Return a day given as `--as-of`; raises UsageError for what is not in the calendar."""
    from pydantic_core import PydanticCustomError

    from tpaudit.documents.scalars import day
    from tpaudit.errors import UsageError

    try:
        return None if text is None else day(text)
    except PydanticCustomError as error:
        msg = f"--as-of: {error.message()}"
        raise UsageError(msg) from error


def as_amount(option: str, text: str | None, most: float = inf) -> float | None:
    """Return a number of 0 or more given with an option; raises UsageError for what is none, or more than `most`."""
    from pydantic_core import PydanticCustomError

    from tpaudit.documents.scalars import within
    from tpaudit.errors import UsageError

    try:
        return None if text is None else within(0, most)(text)
    except PydanticCustomError as error:
        msg = f"{option}: {error.message()}"
        raise UsageError(msg) from error
