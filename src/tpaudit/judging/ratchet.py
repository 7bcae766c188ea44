"""A ratchet: the gate that today's figures just pass, so that they can only get better."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.limits import set_aside
from tpaudit.judging.scorecard import Scorecard


@dataclass(slots=True, match_args=False)
class Ratchet:
    """Limits in whole points and percent; None where nothing is scored."""

    journey: int | None
    touchpoint: int | None
    """The lowest score of a touchpoint that scores at all."""
    exempt: list[str]
    """Touchpoints at 0, which no floor can hold: they are to be mended."""
    coverage: int
    na: int


def ratchet(cards: Sequence[Scorecard]) -> Ratchet:
    """Return the limits that some audits just pass."""
    links = [touch for card in cards for touch in card.links().items()]
    scores = [(at, touch.score) for at, touch in links if touch.score is not None]
    exempt = sorted({at for at, score in scores if score < 1.0})
    return Ratchet(
        _lowest(card.score for card in cards if card.score is not None),
        _lowest(score for at, score in scores if at not in exempt),
        exempt,
        _lowest(100.0 * (card.coverage or 0.0) for card in cards) or 0,
        max((ceil(set_aside(touch) - TOLERANCE) for _, touch in links), default=0),
    )


def _lowest(values: Iterable[float]) -> int | None:
    lowest = min(values, default=None)
    return None if lowest is None else floor(lowest + TOLERANCE)
