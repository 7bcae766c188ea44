"""A ratchet: the gate that today's figures just pass, so that they can only get better."""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.gate.rules.assessed.na import share_not_applicable
from tpaudit.results.ratchet import Ratchet
from tpaudit.results.scorecard import Scorecard


def ratchet(cards: Sequence[Scorecard]) -> Ratchet:
    """Return the limits that some audits just pass."""
    links = [touch for card in cards for touch in card.links().items()]
    scores = [(touch_id, touch.score) for touch_id, touch in links if touch.score is not None]
    exempt = sorted({touch_id for touch_id, score in scores if score < 1.0})
    held = [(touch_id, score) for touch_id, score in scores if touch_id not in exempt]
    lowest = _lowest(score for _, score in held)
    return Ratchet(
        journey=_lowest(card.score for card in cards if card.score is not None),
        touchpoint=lowest,
        touchpoints=_own_floors(held, lowest or 0),
        exempt=exempt,
        coverage=_lowest(100.0 * (card.coverage or 0.0) for card in cards) or 0,
        na=max((ceil(share_not_applicable(touch) - TOLERANCE) for _, touch in links), default=0),
    )


def _own_floors(scores: Iterable[tuple[str, float]], lowest: int) -> dict[int, list[str]]:
    """Return the touchpoints whose floor is above the lowest of all, by that floor; of several audits the lower one."""
    floors: dict[str, int] = {}
    for touch_id, score in scores:
        own = floor(score + TOLERANCE)
        floors[touch_id] = min(own, floors.get(touch_id, own))
    return {
        limit: sorted(touch_id for touch_id, own in floors.items() if own == limit)
        for limit in sorted({*floors.values()}, reverse=True)
        if limit > lowest
    }


def _lowest(values: Iterable[float]) -> int | None:
    lowest = min(values, default=None)
    return None if lowest is None else floor(lowest + TOLERANCE)
