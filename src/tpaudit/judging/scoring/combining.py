"""Combining: from the observations of an item to its score. Points are 0-100, never rounded."""

from collections.abc import Callable, Sequence
from math import fsum
from typing import Final

from tpaudit.documents.asked import Observed
from tpaudit.documents.checklist import Item
from tpaudit.documents.net_promoter import NPS, Marks, interval, net, pooled
from tpaudit.results.net_promoter import NetPromoter


def item_score(counting: Sequence[Observed], item: Item) -> float:
    """Return an item's score, 0-100.

    The observations of one place and one method are combined, then the methods of a place are averaged,
    then the places; observations without a place count as one more place.
    """
    if len(counting) == 1:
        return counting[0].answer.score or 0.0
    return mean([mean(list(methods.values())) for methods in voices(counting, item).values()])


def voices(counting: Sequence[Observed], item: Item) -> dict[str | None, dict[str | None, float]]:
    """Return the combined score of the observations of each place and method."""
    if _has_marks(counting, item):
        return _net_voices(counting, item)
    scores_by_voice: dict[str | None, dict[str | None, list[float]]] = {}
    for observed in counting:
        scores_by_voice.setdefault(observed.place, {}).setdefault(observed.method, []).append(
            observed.answer.score or 0.0
        )
    combine_scores = COMBINE[item.combine]
    return {
        place: {method: combine_scores(scores) for method, scores in methods.items()}
        for place, methods in scores_by_voice.items()
    }


def _net_voices(counting: Sequence[Observed], item: Item) -> dict[str | None, dict[str | None, float]]:
    """Return the points of the net promoter score of each place and method: its marks are counted together."""
    marks: dict[str | None, dict[str | None, list[Marks | None]]] = {}
    for observed in counting:
        marks.setdefault(observed.place, {}).setdefault(observed.method, []).append(observed.answer.marks)
    return {
        place: {method: item.points(net(pooled(voice))) or 0.0 for method, voice in methods.items()}
        for place, methods in marks.items()
    }


def mean(scores: Sequence[float]) -> float:
    """Return the mean; the sum is exact, so the order does not matter."""
    return fsum(scores) / len(scores)


def _median(scores: Sequence[float]) -> float:
    ordered, half = sorted(scores), len(scores) // 2
    return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])


COMBINE: Final[dict[str, Callable[[Sequence[float]], float]]] = {
    "mean": mean,
    "median": _median,
    "worst": min,
    "best": max,
    "latest": mean,
}
"""How the observations of one place and method are combined; for `latest` the others are dropped before."""


def _has_marks(counting: Sequence[Observed], item: Item) -> bool:
    """Tell whether net promoter marks are known; earlier answers that the item takes no more have scores only."""
    return item.answer == NPS and all(observed.answer.marks for observed in counting)


def net_promoter(counting: Sequence[Observed], item: Item) -> NetPromoter | None:
    """Return the net promoter score of observations that count; None for other kinds of item."""
    if not _has_marks(counting, item):
        return None
    marks = pooled(observed.answer.marks for observed in counting)
    low, high = interval(marks)
    return NetPromoter(
        score=net(marks),
        promoters=marks.promoters,
        passives=marks.passives,
        detractors=marks.detractors,
        low=low,
        high=high,
    )
