"""Sections, as a scorecard shows them: the checklists of a touchpoint, each with its subtotal."""

from dataclasses import dataclass

from tpaudit.results.computed import Computed


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class SectionScore(Computed):
    """One checklist applied to a touchpoint."""

    name: str
    """The title of the checklist; its id where it has none."""
    score: float | None
    """Σ weight · score / Σ weight over its scored items, 0-100."""
    low: float | None
    """The score if its open items all fail; null where nothing is scored."""
    high: float | None
    """The score if its open items all pass; null where nothing is scored."""
    coverage: float | None
    """How much of it was assessed, 0-1; null where nothing is scored."""
    lost: float
    """The journey points that it costs: the sum of what its items lose."""
    weight: float | None
    """How much it counts within its touchpoint; null where the items of all sections are pooled."""
    minimum: float | None
    """The score below which it breaks its touchpoint."""
