"""The waterfall of a report: from 100 down to the score, a bar for each loss."""

from collections.abc import Mapping
from math import fsum
from typing import Any, Final

from tpaudit.results.scorecard import Scorecard

_LARGEST: Final = 14
"""Touchpoints that are named before the rest is one bar."""


def waterfall(card: Scorecard, lost: Mapping[str, float], rest: str) -> list[dict[str, Any]]:
    """Return the fall from 100 to the score: a bar for each of the largest losses; `rest` names the others.

    `lost` are the points of each touchpoint as they are shown.
    """
    losses = sorted(card.links().items(), key=lambda link: -link[1].lost)
    losses = [(touch_id, touch) for touch_id, touch in losses if touch.lost > 0]
    named = [(touch_id, touch.name, lost[touch_id]) for touch_id, touch in losses[:_LARGEST]]
    if len(losses) > _LARGEST:
        named.append(("", rest, fsum(lost[touch_id] for touch_id, _ in losses[_LARGEST:])))
    bars, level = [], 100.0
    for touch_id, name, points in named:
        bars.append({"id": touch_id, "name": name, "lost": points, "from": level, "to": level - points})
        level -= points
    return bars
