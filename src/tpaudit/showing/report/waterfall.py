"""The waterfall of a report: from 100 down to the score, a bar for each loss."""

from typing import Any, Final

from tpaudit.results.scorecard import Scorecard

_LARGEST: Final = 14
"""Touchpoints that are named before the rest is one bar."""


def waterfall(card: Scorecard, rest: str) -> list[dict[str, Any]]:
    """Return the fall from 100 to the score: a bar for each of the largest losses; `rest` names the others."""
    losses = sorted(card.links().items(), key=lambda link: -link[1].lost)
    losses = [(touch_id, touch) for touch_id, touch in losses if touch.lost > 0]
    named = [(touch_id, touch.name, touch.lost) for touch_id, touch in losses[:_LARGEST]]
    if len(losses) > _LARGEST:
        named.append(("", rest, sum(touch.lost for _, touch in losses[_LARGEST:])))
    bars, level = [], 100.0
    for touch_id, name, lost in named:
        bars.append({"id": touch_id, "name": name, "lost": lost, "from": level, "to": level - lost})
        level -= lost
    return bars
