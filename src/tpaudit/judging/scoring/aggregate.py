"""Weighing: from touchpoints to any part of the journey, and what each of them costs it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.judging.scoring.touchpoint import Sums, Terms, score_touch
from tpaudit.results.scorecard import GroupScore, TouchpointScore


def judged(
    touches: Iterable[AuditedTouchpoint], terms: Terms
) -> tuple[dict[str, TouchpointScore], dict[str, Sums]]:
    """Return the score and the sums of each touchpoint, by id."""
    results: dict[str, TouchpointScore] = {}
    sums: dict[str, Sums] = {}
    for touch in touches:
        results[touch.id], sums[touch.id] = score_touch(touch, terms)
    return results, sums


def share_lost(results: Mapping[str, TouchpointScore], sums: Mapping[str, Sums]) -> None:
    """Fill in the lost points: each item's exact share of what the journey lacks to 100."""
    total = fsum(result.importance for result in results.values() if result.score is not None)
    for touch_id, result in results.items():
        if result.score is None:
            continue
        share = result.importance / total
        result.lost = share * (100.0 - result.score)
        weight = sums[touch_id].weight
        if weight and not result.missing:
            for item in result.items.values():
                if item.score is not None and not item.wow:
                    item.lost = share * (item.weight / weight) * (100.0 - item.score)


def weighed(
    ids: Iterable[str], results: Mapping[str, TouchpointScore], sums: Mapping[str, Sums], name: str = ""
) -> GroupScore:
    """Return the importance-weighted score, interval and coverage of some touchpoints."""
    ids = list(ids)
    scored = [one for one in ids if results[one].score is not None]
    applies = [one for one in ids if sums[one].coverage is not None]
    scores = {one: results[one].score for one in ids}
    if not scored:
        return GroupScore(
            name=name, score=None, low=None, high=None, coverage=None, lost=0.0, touchpoints=scores
        )
    total = fsum(results[one].importance for one in scored)
    whole = fsum(results[one].importance for one in applies)

    def over(value: Callable[[str], float], some: list[str], by: float) -> float:
        return fsum(results[one].importance * value(one) for one in some) / by

    return GroupScore(
        name=name,
        score=over(lambda one: sums[one].score or 0.0, scored, total),
        low=over(lambda one: sums[one].low, applies, whole),
        high=over(lambda one: sums[one].high, applies, whole),
        coverage=over(lambda one: sums[one].coverage or 0.0, applies, whole),
        lost=fsum(results[one].lost for one in scored),
        touchpoints=scores,
    )


def groups(
    names: Mapping[str, str],
    of: Callable[[AuditedTouchpoint], Sequence[str]],
    touches: Sequence[AuditedTouchpoint],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
) -> dict[str, GroupScore]:
    """Return the score of each group of touchpoints; a touchpoint may be in several."""
    members: dict[str, list[str]] = {group: [] for group in names}
    for touch in touches:
        for group in of(touch):
            members[group].append(touch.id)
    return {group: weighed(ids, results, sums, names[group]) for group, ids in members.items()}


def weakest(links: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id with the lowest score; of equals the more important, then the earlier."""
    scores = {touch_id: link.score for touch_id, link in links.items() if link.score is not None}
    return _most({touch_id: -score for touch_id, score in scores.items()}, links)


def bottleneck(links: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id with the most lost points among those that are not strong; equals as for the weakest."""
    losing = {touch_id: link.lost for touch_id, link in links.items() if link.band in ("fair", "weak")}
    return _most(losing, links)


def _most(values: Mapping[str, float], links: Mapping[str, TouchpointScore]) -> str | None:
    if not values:
        return None
    most = max(values.values())
    equals = [one for one, value in values.items() if value >= most - TOLERANCE]
    return max(equals, key=lambda one: links[one].importance)
