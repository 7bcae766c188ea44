"""Like for like: places, or methods, held against one another over the items that all of them have."""

from collections.abc import Mapping, Sequence

from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.judging.scoring.aggregate import group_score, score_touchpoints
from tpaudit.judging.scoring.touchpoint import Terms
from tpaudit.results.basis import Alike
from tpaudit.results.records import changed
from tpaudit.results.scorecard import TouchpointScore

_SIDES = 2
"""How many places make a comparison."""


def alike(
    groups: Mapping[str, tuple[Sequence[AuditedTouchpoint], Mapping[str, TouchpointScore]]], terms: Terms
) -> dict[str, Alike]:
    """Return each group over the items that all of them have scored; empty for one group, or without such items.

    A touchpoint that is missing is so for all of them, and scores 0.

    `groups` has the touchpoints of each group with its own observations alone, and their results.
    """
    if len(groups) < _SIDES:
        return {}
    shared = set.intersection(*(_scored(results) for _, results in groups.values()))
    if not shared:
        return {}
    return {group: _over(touches, shared, terms) for group, (touches, _) in groups.items()}


def _scored(results: Mapping[str, TouchpointScore]) -> set[tuple[str, str]]:
    """Return the items that are scored, by touchpoint and address; wow items have no part in a score."""
    return {
        (touch_id, address)
        for touch_id, result in results.items()
        if not result.missing
        for address, item in result.items.items()
        if item.state == "scored" and not item.wow
    }


def _over(touches: Sequence[AuditedTouchpoint], shared: set[tuple[str, str]], terms: Terms) -> Alike:
    with_items = {touch_id for touch_id, _ in shared}
    kept = [
        changed(
            touch,
            asked={address: touch.asked[address] for address in touch.asked if (touch.id, address) in shared},
        )
        for touch in touches
        if touch.document.missing or touch.id in with_items
    ]
    results, sums = score_touchpoints(kept, terms)
    return Alike(
        score=group_score(results, results, sums).score or 0.0,
        items=len(shared),
        observations=sum(len(asked.counting()) for touch in kept for asked in touch.asked.values()),
    )
