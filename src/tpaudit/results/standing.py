"""Where a journey stands: what the first line of every verdict says of a scorecard."""

from dataclasses import dataclass

from tpaudit.results.computed import Computed
from tpaudit.results.scorecard import Band, Problems, Scorecard


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class WeakestLink(Computed):
    """The touchpoint or handover that limits the journey."""

    id: str
    name: str
    """Its name for people."""
    score: float | None
    """0-100; null for one that is broken and has no score."""
    band: Band | None
    missing: bool
    """It should exist and does not."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Standing(Computed):
    """A journey's score, what it is called, and its weakest link."""

    score: float | None
    """0-100, unrounded."""
    band: Band | None
    provisional: bool
    coverage: float | None
    """How much was assessed, 0-1."""
    enough: bool
    """The coverage is enough for a verdict."""
    answered: bool
    """Something was answered, scored or not."""
    applies: bool
    """Not every question was answered with n/a, or left out by its condition."""
    problems: Problems
    weakest: WeakestLink | None


def standing_of(card: Scorecard) -> Standing:
    """Return where the journey of a scorecard stands."""
    return Standing(
        score=card.score,
        band=card.band,
        provisional=card.provisional,
        coverage=card.coverage,
        enough=card.enough,
        answered=bool(card.observations or card.recorded),
        applies=_applies(card),
        problems=card.problems,
        weakest=_weakest(card),
    )


def _applies(card: Scorecard) -> bool:
    """Tell whether a question applies, or there is none at all."""
    states = {
        item.state for touch in (card.touchpoints | card.handovers).values() for item in touch.items.values()
    }
    return states != {"n/a"}


def _weakest(card: Scorecard) -> WeakestLink | None:
    """Return the weakest link; where too little is known, only one that is broken."""
    link = (card.touchpoints | card.handovers).get(card.weakest or "")
    if card.weakest is None or link is None or not (card.enough or link.broken):
        return None
    return WeakestLink(
        id=card.weakest, name=link.name, score=link.score, band=link.band, missing=link.missing
    )
