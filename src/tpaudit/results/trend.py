"""Trends: the result types of how a score went from visit to visit."""

from tpaudit.results.computed import Computed, record


@record
class TrendPoint(Computed):
    """A score on a day."""

    day: str | None
    """The day of its newest visit, or else of the audit."""
    score: float
    """0-100."""
    visits: int
    """How many visits it rests on."""
    low: float | None
    """Nine times in ten the score that many visits would give lies between `low` and `high`."""
    high: float | None
    """See `low`."""
    change: float | None
    """By how much it changed since the point before; null for the first, and where other checklists asked."""
    moved: bool | None
    """The change is more than chance explains; null where that is not known."""
    outside: bool
    """It lies outside the control limits."""
    failing: int
    """How many answers to must-be items fail."""
    musts: int
    """How many answers there are to must-be items."""
    share_low: float | None
    """Between which shares, 0-1, the failures should lie: the lower control limit."""
    share_high: float | None
    """The upper one."""
    share_outside: bool
    """The share of failures lies outside."""
    file: str
    """The audit, by its path."""


@record
class TrendLine(Computed):
    """How one branch, or one company, went."""

    id: str
    """What tells it apart from the others."""
    name: str
    """Its name for people."""
    mean: float | None
    """The mean of its scores; null, as both limits, below five points."""
    low: float | None
    """The lower control limit of its scores."""
    high: float | None
    """The upper one."""
    share: float | None
    """The share of must-be answers that fail over all points, 0-1; null below five."""
    points: list[TrendPoint]
    """The oldest first."""


@record
class Trend(Computed):
    """How scores went from visit to visit."""

    format: int
    """The format of this result: 1; it only grows."""
    engine: str
    """The version of tpaudit that judged."""
    since: str | None
    """What lies before it is left out."""
    lines: list[TrendLine]
    """A line for each branch, in the order of their names."""
