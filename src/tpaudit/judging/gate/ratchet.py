"""A ratchet: the gate that today's figures just pass, so that they can only get better."""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.gate.rules.na import share_not_applicable
from tpaudit.results.ratchet import Ratchet
from tpaudit.results.scorecard import Scorecard


def ratchet(cards: Sequence[Scorecard]) -> Ratchet:
    """Return the limits that some audits just pass."""
    links = [touch for card in cards for touch in card.links().items()]
    scores = [(at, touch.score) for at, touch in links if touch.score is not None]
    exempt = sorted({at for at, score in scores if score < 1.0})
    return Ratchet(
        journey=_lowest(card.score for card in cards if card.score is not None),
        touchpoint=_lowest(score for at, score in scores if at not in exempt),
        exempt=exempt,
        coverage=_lowest(100.0 * (card.coverage or 0.0) for card in cards) or 0,
        na=max((ceil(share_not_applicable(touch) - TOLERANCE) for _, touch in links), default=0),
    )


def _lowest(values: Iterable[float]) -> int | None:
    lowest = min(values, default=None)
    return None if lowest is None else floor(lowest + TOLERANCE)
