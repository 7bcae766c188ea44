"""Branch lines: the result types of one branch beside the others.

Scores are unrounded, 0-100 points; None where nothing is known.
"""

from typing import Literal

from tpaudit.results.branches import ShownFault
from tpaudit.results.computed import Computed, record

Told = Literal["below", "mean", "above"]


@record
class WaveScore(Computed):
    """One wave of a branch."""

    day: str | None
    """The day of its newest visit, or else of the audit."""
    score: float | None
    """Its score; null where too little is known for one."""
    visits: int
    """How many visits it rests on."""
    asked: str
    """Which checklists asked, by the id of `asked_alike`; empty for checklists of no newest wave."""
    file: str
    """The audit, by its path."""


@record
class BranchLine(Computed):
    """One branch."""

    id: str
    """What tells it apart from all others in this portfolio."""
    name: str
    """Its name for people."""
    company: str | None
    """Whose branch it is."""
    place: str | None
    """The id of the place within its audit; null for an audit of its own."""
    region: str | None
    """Its region."""
    format: str | None
    """What kind of branch it is."""
    tags: list[str]
    """Its tags."""
    file: str
    """The audit of its newest wave, by its path."""
    day: str | None
    """The day of its newest visit, or else of the audit."""
    visits: int
    """How many visits its score rests on."""
    score: float | None
    """Its score; null where nothing is scored, or too little for a verdict."""
    low: float | None
    """Nine times in ten the score that many visits would give lies between `low` and `high`."""
    high: float | None
    """See `low`."""
    told: Told | None
    """Whether it lies below or above the mean by more than chance explains, or cannot be told from the mean."""
    asked: str
    """Which checklists asked, by the id of `asked_alike`."""
    rank: int | None
    """1 is the best of those that were asked alike; who scores the same has the same rank."""
    of: int | None
    """How many are ranked together."""
    percentile: float | None
    """How many percent of the others score less."""
    change: float | None
    """By how much it changed since the wave before; null where that was asked by other checklists."""
    moved: bool | None
    """The change is more than chance explains; null where that is not known."""
    since: str | None
    """The day of the wave before."""
    asked_otherwise: bool
    """The wave before was asked by other checklists, so that no change is given."""
    failing: int
    """How many faults break its touchpoints."""
    fails: list[ShownFault]
    """The first of them."""
    waves: list[WaveScore]
    """The last eight waves, the oldest first."""
