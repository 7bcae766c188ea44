"""Methods side by side: what mystery shoppers see against what the team believes."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, get_args

from tpaudit.documents.checklist import Method
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Asked, LoadedAudit
from tpaudit.judging.scoring.touchpoint import mean, voices
from tpaudit.results.agreement import MethodGap, MethodPair

_TEAM: Final = "team"
_ORDER: Final = (*(method for method in get_args(Method) if method != _TEAM), _TEAM)

_Heard = Mapping[str | None, Mapping[str | None, float]]
"""What each method scores an item at each place."""
_Scored = Mapping[str, tuple[Asked, _Heard]]
"""By address, an item and its scores."""


def compare_methods(audit: LoadedAudit) -> list[MethodPair]:
    """Return each pair of methods that scored the same items at the same places (S3); the team's come first.

    Two methods are compared at the places that both scored, those without a place at that one; at another
    place they saw another thing. A method's score of an item is the mean of its voices there, each combined
    as the item wants. Every item counts once, whatever its weight. Observations without a method take no part.
    """
    scored = {
        f"{touch.id}/{address}": (asked, voices(asked.counting(), asked.question.item.combine))
        for touch in audit.in_journey_order()
        for address, asked in touch.asked.items()
        if len(asked.observed) > 1
    }
    found = [pair for two in combinations(_ORDER, 2) for pair in _pair(*two, scored)]
    return sorted(found, key=lambda pair: pair.other != _TEAM)


def _pair(method: str, other: str, scored: _Scored) -> Iterator[MethodPair]:
    gaps = [gap for at, (asked, heard) in scored.items() for gap in _gap(at, asked, heard, method, other)]
    if gaps:
        score, other_score = mean([gap.score for gap in gaps]), mean([gap.other_score for gap in gaps])
        widest = sorted(
            (gap for gap in gaps if abs(gap.difference) > TOLERANCE),
            key=lambda gap: -round(abs(gap.difference), 9),
        )
        yield MethodPair(
            method=method,
            other=other,
            items=len(gaps),
            score=score,
            other_score=other_score,
            difference=score - other_score,
            widest=widest,
        )


def _gap(at: str, asked: Asked, heard: _Heard, method: str, other: str) -> Iterator[MethodGap]:
    """Yield how far two methods are apart, if they have a place in common."""
    common = [methods for methods in heard.values() if method in methods and other in methods]
    if common:
        score, other_score = (mean([methods[one] for methods in common]) for one in (method, other))
        yield MethodGap(
            at=at,
            score=score,
            other_score=other_score,
            difference=score - other_score,
            file=asked.file,
            line=asked.line,
        )
