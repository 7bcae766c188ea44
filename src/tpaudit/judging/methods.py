"""Methods side by side: what mystery shoppers see against what the team believes."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, get_args

from tpaudit.documents.checklist import Method
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.loaded import Asked, LoadedAudit
from tpaudit.judging.observers import MethodGap, MethodPair
from tpaudit.judging.scoring import mean, voices

_TEAM: Final = "team"
_ORDER: Final = (*(method for method in get_args(Method) if method != _TEAM), _TEAM)

_Scored = Mapping[str, tuple[Asked, Mapping[str, float]]]
"""By address, an item and what each method scores it."""


def compare_methods(audit: LoadedAudit) -> list[MethodPair]:
    """Return each pair of methods that scored the same items (S3); those with the team come first.

    A method's score of an item is the mean of its voices at the places, each combined as the item wants.
    Every item counts once, whatever its weight. Observations without a method take no part.
    """
    scored = {
        f"{touch.id}/{address}": (asked, scores)
        for touch in audit.in_journey_order()
        for address, asked in touch.asked.items()
        if len(asked.observed) > 1 and len(scores := _scores(asked)) > 1
    }
    found = [pair for two in combinations(_ORDER, 2) for pair in _pair(*two, scored)]
    return sorted(found, key=lambda pair: pair.other != _TEAM)


def _scores(asked: Asked) -> dict[str, float]:
    """Return what each method scores an item: one place, one voice."""
    heard: dict[str, list[float]] = {}
    for methods in voices(asked.counting(), asked.question.item.combine).values():
        for method, score in methods.items():
            if method is not None:
                heard.setdefault(method, []).append(score)
    return {method: mean(scores) for method, scores in heard.items()}


def _pair(method: str, other: str, scored: _Scored) -> Iterator[MethodPair]:
    gaps = [
        MethodGap(at, a := scores[method], b := scores[other], a - b, asked.file, asked.line)
        for at, (asked, scores) in scored.items()
        if method in scores and other in scores
    ]
    if gaps:
        score, other_score = mean([gap.score for gap in gaps]), mean([gap.other_score for gap in gaps])
        widest = sorted(
            (gap for gap in gaps if abs(gap.difference) > TOLERANCE),
            key=lambda gap: -round(abs(gap.difference), 9),
        )
        yield MethodPair(method, other, len(gaps), score, other_score, score - other_score, widest)
