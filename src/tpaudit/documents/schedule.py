"""A schedule: how often every branch is visited, and the calendar periods in which visits are due."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final, Literal, NamedTuple

from tpaudit.documents.checklist import WrittenMethod
from tpaudit.documents.fields import Count, Record, Several, Written
from tpaudit.documents.scalars import named, written, wrong
from tpaudit.documents.worded import Worded

Unit = Literal["day", "week", "month", "year"]
_MONTHS: Final = 12
_WEEK: Final = 7
_EVERY: Final = re.compile(r"(?:(\d{1,3})\s+)?(day|week|month|quarter|year)s?\Z", re.ASCII)
_QUARTER: Final = 3


class Every(NamedTuple):
    """How long one period is."""

    units: int
    unit: Unit


class Period(NamedTuple):
    """A span of days in which visits are due."""

    first: str
    """Its first day."""
    last: str
    """Its last day."""


def _every(value: object) -> Every:
    if isinstance(value, Every):
        return value
    text = written(value)
    match = _EVERY.match((text or "").strip().casefold())
    count = int(match[1] or 1) if match else 0
    if match is None or not count:
        msg = Worded(
            "{value} is no interval; write such as 1 month, 2 weeks, 1 quarter or 1 year", value=named(value)
        )
        raise wrong(msg)
    if match[2] == "quarter":
        return Every(count * _QUARTER, "month")
    unit: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    return Every(count, unit[match[2]])


Interval = Annotated[
    Every,
    Written(_every, type="string", pattern=r"^(\d{1,3}\s+)?(day|week|month|quarter|year)s?$"),
]


class PlannedVisits(Record):
    """Visits that every branch is due."""

    every: Interval
    """How often: `1 month`, `2 weeks`, `1 quarter`. Periods are those of the calendar: months and quarters from
    their first day, weeks from Monday."""
    visits: Count = 1
    """How many visits a branch is due in each period."""
    method: WrittenMethod | None = None
    """By which method; default any."""
    regions: Several[str] = ()
    """Only branches of these regions; default all."""


def period_of(every: Every, on: str) -> Period:
    """Return the period in which a day lies; `on` is a day or a moment of the calendar."""
    day = date.fromisoformat(on[:10])
    if every.unit in ("month", "year"):
        months = every.units * (_MONTHS if every.unit == "year" else 1)
        start = (day.year * _MONTHS + day.month - 1) // months * months
        first, following = _first_of(start), _first_of(start + months)
    else:
        days = every.units * (_WEEK if every.unit == "week" else 1)
        start = (day.toordinal() - 1) // days * days + 1  # the first of all days is a Monday
        first, following = _day(start), _day(start + days)
    last = following if following == date.max else following - timedelta(days=1)
    return Period(first.isoformat(), last.isoformat())


def periods_until(every: Every, on: str) -> Iterator[Period]:
    """Yield the period of a day, then the one before it, and so on to the first of all days."""
    period = period_of(every, on)
    yield period
    while period.first != date.min.isoformat():
        period = period_of(every, (date.fromisoformat(period.first) - timedelta(days=1)).isoformat())
        yield period


def _first_of(month: int) -> date:
    """Return the first day of a month, given by its number since the year 0, within the calendar."""
    if month < _MONTHS:
        return date.min
    year = month // _MONTHS
    return date.max if year > date.max.year else date(year, month % _MONTHS + 1, 1)


def _day(number: int) -> date:
    return date.fromordinal(min(number, date.max.toordinal()))
