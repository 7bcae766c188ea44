"""Days and minutes as other programs write them; what could be two days is none."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded

_BETWEEN: Final = r"\s*[-/.年월月년]\s*"
_TIME: Final = (
    r"(?:[T,\s]+(?:(?P<before>上午|下午|오전|오후)\s*)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"(?:\s*(?P<after>[AP]\.?M\.?))?(?:\s*(?:Z|(?:GMT|UTC|MSK)?(?:[+-]\d{1,2}(?::?\d{2})?)?))?)?"
)
_DAYS: Final = tuple(
    re.compile(rf"{days}{_TIME}\s*\Z", re.ASCII | re.IGNORECASE)
    for days in (
        rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})(?:\s*[日일.])?",
        r"(?P<d>\d{1,2})[-.\s]+(?P<named>[a-z]{3,9})[-.,\s]+(?P<y>\d{4})",
        r"(?P<named>[a-z]{3,9})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})",
        r"(?P<first>\d{1,2})\s*[-/.]\s*(?P<second>\d{1,2})\s*[-/.]\s*(?P<third>\d{4}|\d{2})\.?",
    )
)
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NOON: Final = 12
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59
_CENTURY: Final = 2000
_FULL_YEAR: Final = 4
_SHORTEST_MONTH: Final = 3


class Refused(NamedTuple):
    """What is wrong in a cell, and what was expected."""

    message: str


def moment_of(text: str, order: str | None) -> str | Refused:
    """Return a day, or a minute of it, as visits write it; seconds and zones are not kept.

    `order` is dmy, mdy or ymd; without it a day that could be two is refused, and so is a year of two digits.
    """
    said = " ".join(text.split())
    match = next((found for pattern in _DAYS if (found := pattern.match(said))), None)
    if match is None:
        return Refused(
            Worded("`{text}` is no day that is known; expected one such as 2026-11-03 12:30", text=text)
        )
    days = sorted({day for day in _days(match, order) if day is not None})
    if len(days) > 1:
        several = " or ".join(day.isoformat() for day in days)
        return Refused(
            Worded(
                "`{text}` may be {several}; say which comes first with `date: dmy` or `date: mdy`",
                text=text,
                several=several,
            )
        )
    if not days:
        wanted = f" by `date: {order}`" if order else ""
        return Refused(
            Worded(
                "`{text}` is not in the calendar{wanted}; expected a day such as 2026-11-03",
                text=text,
                wanted=wanted,
            )
        )
    minute = _minute(match)
    if isinstance(minute, Refused):
        return minute
    return f"{days[0].isoformat()}{minute}"


def _days(match: re.Match[str], order: str | None) -> Iterator[date | None]:
    """Yield every day that the figures can be."""
    parts = match.groupdict()
    if parts.get("first") is None:
        month = _month(parts["named"]) if parts.get("named") else int(parts["m"])
        yield _day(int(parts["y"]), month, int(parts["d"]))
        return
    figures = (parts["first"], parts["second"], parts["third"])
    full = len(figures[2]) == _FULL_YEAR
    for known in [order] if order else ["dmy", "mdy"]:
        if not full and not order:
            continue
        named = dict(zip(known, map(int, figures), strict=True))
        if full and known == "ymd":
            continue
        yield _day(named["y"] if full else _CENTURY + named["y"], named["m"], named["d"])


def _month(name: str) -> int:
    known = [month for month in _MONTHS if month.startswith(name.lower()) and len(name) >= _SHORTEST_MONTH]
    return _MONTHS.index(known[0]) + 1 if len(known) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _minute(match: re.Match[str]) -> str | Refused:
    if match["hour"] is None:
        return ""
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["before"] or match["after"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= _NOON:
            return Refused(
                Worded(
                    "`{match}` has no such hour; expected one from 1 to 12 with {name}",
                    match=match[0],
                    name=half.upper(),
                )
            )
        hour = hour % _NOON + (_NOON if half in {"pm", "下午", "오후"} else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return Refused(Worded("`{match}` has no such time; expected one such as 12:30", match=match[0]))
    return f"T{hour:02}:{minute:02}"
