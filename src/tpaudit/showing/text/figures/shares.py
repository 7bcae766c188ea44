"""Shares as they are shown: tenths that add up to the whole as it is shown, by largest remainder."""

from collections.abc import Mapping, Sequence
from math import floor
from typing import TypeVar

from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.numbers import rounded

_Key = TypeVar("_Key")
_WHOLE_TENTHS = 1000
"""100 points in tenths."""
_AHEAD = 1.25
"""A stage that loses so many times what the next one does is the costliest; below that they are much the same."""
_SEEN = 0.05
"""Fewer points would be shown as 0.0."""


@record
class LostShown(Computed):
    """Lost points as an output shows them, with one decimal."""

    journey: float
    """100 minus the score as it is shown; 0 without one."""
    stages: dict[str, float]
    """They add up to the journey's."""
    touchpoints: dict[str, float]
    """Those of handovers, too; they add up to their stage's."""


def lost_as_shown(card: Scorecard, limits: Sequence[float]) -> LostShown:
    """Return the lost points of a scorecard so that every sum holds; `limits` are those that its score is shown with."""
    whole = _WHOLE_TENTHS - round(float(rounded(card.score, limits)) * 10) if card.score is not None else 0
    stages = shown_shares({stage: group.lost for stage, group in card.stages.items()}, whole)
    losing: dict[str, dict[str, float]] = {stage: {} for stage in stages}
    for touch_id, touch in card.links().items():
        losing[touch.stage][touch_id] = touch.lost
    touchpoints: dict[str, int] = {}
    for stage, lost in losing.items():
        touchpoints |= shown_shares(lost, stages[stage])
    return LostShown(
        journey=whole / 10,
        stages={stage: tenths / 10 for stage, tenths in stages.items()},
        touchpoints={touch_id: tenths / 10 for touch_id, tenths in touchpoints.items()},
    )


def costliest(lost: Mapping[str, float]) -> str | None:
    """Return the stage that loses clearly more than any other; None where two or more lose much the same.

    `lost` are the points that stages lose, as they are shown.
    """
    order = sorted(lost, key=lambda stage: -lost[stage])
    if not order or lost[order[0]] < _SEEN:
        return None
    return order[0] if len(order) == 1 or lost[order[0]] >= _AHEAD * lost[order[1]] else None


def shown_shares(parts: Mapping[_Key, float], whole: int) -> dict[_Key, int]:
    """Return the parts in tenths, rounded so that they add up to `whole` tenths.

    Each is rounded down, and those with the largest remainders get the tenths that are left, ties to the first. Where the whole is further
    from the sum of the parts than rounding explains, they come as near to it as a tenth for each of them allows.
    """
    tenths = {key: floor(part * 10 + 1e-9) for key, part in parts.items()}
    remainders = sorted(parts, key=lambda key: tenths[key] - parts[key] * 10)
    left = whole - sum(tenths.values())
    for key in remainders[: max(0, left)]:
        tenths[key] += 1
    return tenths
