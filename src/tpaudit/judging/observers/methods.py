"""Methods compared: what mystery shoppers see, and what the team believes."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, get_args

from tpaudit.documents.asked import Asked
from tpaudit.documents.checklist import Method
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.scoring.combining import mean, voices
from tpaudit.results.agreement import MethodGap, MethodPair

_TEAM: Final = "team"
_ORDER: Final = (*(method for method in get_args(Method) if method != _TEAM), _TEAM)

_ByPlace = Mapping[str | None, Mapping[str | None, float]]
"""The score of an item by place and method."""
_ByAddress = Mapping[str, tuple[Asked, _ByPlace]]
"""An item and its scores, by address."""


def compare_methods(audit: LoadedAudit) -> list[MethodPair]:
    """Return each pair of methods that scored the same items at the same places (S3); pairs with the team first.

    Two methods are compared only at places that both scored; observations without a place count as one more
    place. A method's score of an item is the mean over these places, each combined as the item says. Every
    item counts once, whatever its weight. Observations without a method are left out.
    """
    scored = {
        f"{touch.id}/{address}": (asked, voices(asked.counting(), asked.question.item))
        for touch in audit.in_journey_order()
        for address, asked in touch.asked.items()
        if len(asked.observed) > 1
    }
    used = {method for _, by_place in scored.values() for methods in by_place.values() for method in methods}
    ordered = [method for method in _ORDER if method in used]
    pairs = [pair for methods in combinations(ordered, 2) for pair in _pair(*methods, scored)]
    return sorted(pairs, key=lambda pair: pair.other != _TEAM)


def _pair(method: str, other: str, scored: _ByAddress) -> Iterator[MethodPair]:
    gaps = [
        gap
        for address, (asked, by_place) in scored.items()
        for gap in _gap(address, asked, by_place, method, other)
    ]
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


def _gap(address: str, asked: Asked, by_place: _ByPlace, method: str, other: str) -> Iterator[MethodGap]:
    """Yield the difference between two methods on an item, if they have a place in common."""
    common = [methods for methods in by_place.values() if method in methods and other in methods]
    if common:
        score, other_score = (mean([methods[compared] for methods in common]) for compared in (method, other))
        yield MethodGap(
            at=address,
            score=score,
            other_score=other_score,
            difference=score - other_score,
            file=asked.file,
            line=asked.line,
        )
