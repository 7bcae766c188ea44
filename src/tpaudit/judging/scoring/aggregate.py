"""Aggregating: from touchpoints to any part of the journey, and the points that each of them loses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.judging.scoring.sections import Sums, section_of, shares, weighs_sections
from tpaudit.judging.scoring.touchpoint import Terms, score_touch
from tpaudit.judging.statistics.basis import basis_of_links
from tpaudit.results.scorecard import GroupScore, TouchpointScore


def score_touchpoints(
    touches: Iterable[AuditedTouchpoint], terms: Terms
) -> tuple[dict[str, TouchpointScore], dict[str, Sums]]:
    """Return the score and the sums of each touchpoint, by id."""
    results: dict[str, TouchpointScore] = {}
    sums: dict[str, Sums] = {}
    for touch in touches:
        results[touch.id], sums[touch.id] = score_touch(touch, terms)
    return results, sums


def fill_lost_points(results: Mapping[str, TouchpointScore], sums: Mapping[str, Sums]) -> None:
    """Fill in the lost points: the exact share of each touchpoint and item in what the journey lacks to 100."""
    total_importance = fsum(result.importance for result in results.values() if result.score is not None)
    for touch_id, result in results.items():
        if result.score is None:
            continue
        share = result.importance / total_importance
        result.lost = share * (100.0 - result.score)
        weight = sums[touch_id].weight
        if weight and not result.missing:
            parts = shares(result) if weighs_sections(result) else None
            for address, item in result.items.items():
                if item.score is not None and not item.wow and item.weight:
                    part = item.weight / weight if parts is None else parts.get(address, 0.0)
                    item.lost = share * part * (100.0 - item.score)
            _fill_sections(result)


def _fill_sections(result: TouchpointScore) -> None:
    if len(result.sections) == 1:
        next(iter(result.sections.values())).lost = result.lost
        return
    lost: dict[str, list[float]] = {}
    for address, item in result.items.items():
        if item.lost:
            lost.setdefault(section_of(address), []).append(item.lost)
    for name, points in lost.items():
        result.sections[name].lost = fsum(points)


def group_score(
    ids: Iterable[str],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    name: str = "",
    *,
    detailed: bool = True,
) -> GroupScore:
    """Return the importance-weighted score, interval (0-100) and coverage (0-1) of some touchpoints.

    All three are None if no touchpoint is scored. `detailed` says what they rest on, too.
    """
    ids = list(ids)
    scored = [touch_id for touch_id in ids if results[touch_id].score is not None]
    applicable = [touch_id for touch_id in ids if sums[touch_id].coverage is not None]
    scores = {touch_id: results[touch_id].score for touch_id in ids}
    if not scored:
        return GroupScore(
            name=name, score=None, low=None, high=None, coverage=None, lost=0.0, touchpoints=scores
        )
    scored_importance = fsum(results[touch_id].importance for touch_id in scored)
    applicable_importance = fsum(results[touch_id].importance for touch_id in applicable)

    def weighted_mean(value: Callable[[str], float], touch_ids: list[str], importance: float) -> float:
        return fsum(results[touch_id].importance * value(touch_id) for touch_id in touch_ids) / importance

    return GroupScore(
        name=name,
        score=weighted_mean(lambda touch_id: sums[touch_id].score or 0.0, scored, scored_importance),
        low=weighted_mean(lambda touch_id: sums[touch_id].low, applicable, applicable_importance),
        high=weighted_mean(lambda touch_id: sums[touch_id].high, applicable, applicable_importance),
        coverage=weighted_mean(
            lambda touch_id: sums[touch_id].coverage or 0.0, applicable, applicable_importance
        ),
        lost=fsum(results[touch_id].lost for touch_id in scored),
        touchpoints=scores,
        rests_on=basis_of_links(results[touch_id] for touch_id in scored) if detailed else None,
    )


def group_scores(
    names: Mapping[str, str],
    groups_of: Callable[[AuditedTouchpoint], Sequence[str]],
    touches: Sequence[AuditedTouchpoint],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    *,
    detailed: bool = True,
) -> dict[str, GroupScore]:
    """Return the score of each group of touchpoints; a touchpoint may be in several."""
    members: dict[str, list[str]] = {group: [] for group in names}
    for touch in touches:
        for group in groups_of(touch):
            members[group].append(touch.id)
    return {
        group: group_score(ids, results, sums, names[group], detailed=detailed)
        for group, ids in members.items()
    }
