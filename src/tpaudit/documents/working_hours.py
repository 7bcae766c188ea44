"""Working hours: how much of the time between two moments somebody was there to answer."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from tpaudit.documents.worded import fixed

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART: Final = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+"
    r"(?P<from>\d{1,2})(?::(?P<from_minute>\d{2}))?-(?P<to>\d{1,2})(?::(?P<to_minute>\d{2}))?\Z"
)
_MOST_DAYS: Final = 3_660
"""Between question and answer; what took longer than ten years is counted to there."""
EXPECTED_HOURS: Final = fixed("expected days and hours such as Mon-Fri 9-18, Sat 10-14")


class WorkingHours(NamedTuple):
    """When somebody is there."""

    days: tuple[tuple[int, int, int], ...]
    """Day of the week from 0, Monday, and minutes of the day from which to which."""
    holidays: frozenset[str] = frozenset()
    """Days on which nobody is there, YYYY-MM-DD."""


def working_hours_of(text: str, holidays: frozenset[str] = frozenset()) -> WorkingHours | None:
    """Return the hours that a text such as `Mon-Fri 9-18, Sat 10:30-14` says; None for what says none."""
    found: list[tuple[int, int, int]] = []
    for part in text.lower().split(","):
        match = _PART.match(part.strip())
        if match is None or not {match["first"], match["last"] or match["first"]} <= set(_DAYS):
            return None
        start = int(match["from"]) * 60 + int(match["from_minute"] or 0)
        end = int(match["to"]) * 60 + int(match["to_minute"] or 0)
        first, last = _DAYS.index(match["first"]), _DAYS.index(match["last"] or match["first"])
        if not start < end <= 24 * 60 or first > last:
            return None
        found += [(day, start, end) for day in range(first, last + 1)]
    return None if _overlap(found) else WorkingHours(tuple(sorted(found)), holidays)


def _overlap(spans: list[tuple[int, int, int]]) -> bool:
    ordered = sorted(spans)
    return any(day == next_day and end > start for (day, _, end), (next_day, start, _) in pairwise(ordered))


def seconds_between(start: datetime, end: datetime, hours: WorkingHours | None) -> float:
    """Return the seconds between two moments, those of working hours alone if such are given.

    Working hours are those of the clock of `end`: the writer of the answer.
    """
    if hours is None:
        return (end - start).total_seconds()
    start = start.astimezone(end.tzinfo)
    return sum(
        max(0.0, (min(end, closes) - max(start, opens)).total_seconds())
        for opens, closes in _spans(start, end, hours)
    )


def _spans(start: datetime, end: datetime, hours: WorkingHours) -> Iterator[tuple[datetime, datetime]]:
    for passed in range(min((end.date() - start.date()).days, _MOST_DAYS) + 1):
        day = start.date() + timedelta(days=passed)
        if day.isoformat() in hours.holidays:
            continue
        midnight = datetime.combine(day, time(), tzinfo=end.tzinfo)
        for weekday, opens, closes in hours.days:
            if weekday == day.weekday():
                yield midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)
