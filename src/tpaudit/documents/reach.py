"""Reach: which points an item can reach at all, and whether it can fail and pass."""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.documents.answers import SEVERAL, answer_kind, scale
from tpaudit.documents.checklist import PASS, Checklist, Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.scalars import as_text
from tpaudit.documents.worded import Worded

_GOOD: Final = 80.0
"""The points that an item which can pass reaches: from here on a touchpoint is strong where nothing else is set."""
_FAR: Final = 1e9
"""A number beyond every limit that people write."""
_BESIDE: Final = 1e-6
"""How far beside a limit a curve is looked at; more than the tolerance of steps."""


class Reach(NamedTuple):
    """The fewest and the most points, 0-100, that an item can get."""

    least: float
    most: float


def reach(item: Item) -> Reach:
    """Return the points that an item can reach."""
    if item.options:
        return _of_options(item)
    if item.answer == NPS:
        return Reach(item.points(-100.0) or 0.0, item.points(100.0) or 0.0)
    ends = scale(item.answer)
    if ends is not None and item.of is not None:
        return Reach(100.0 * min(ends) / item.of, 100.0 * max(ends) / item.of)
    if item.score is None:
        return Reach(0.0, 100.0)
    worths = [item.score.points(value) for value in _looked_at(item)]
    if item.answer == "duration":
        worths.append(0.0)  # `never`
    return Reach(min(worths), max(worths))


def _of_options(item: Item) -> Reach:
    """Return the points that options reach: one of a choice, or of several none and all of them."""
    worths = [option.points for option in item.options.values()]
    if item.answer == SEVERAL:
        worths = [item.start, item.start + math.fsum(worths)]
    worths = [100.0 * points / (item.of or 100.0) for points in worths]
    return Reach(max(0.0, min(worths)), min(100.0, max(worths)))


def _looked_at(item: Item) -> list[float]:
    """Return the measured values at which a curve is highest or lowest: its limits, what lies beside, the ends."""
    least = -_FAR if answer_kind(item.answer).measured == "" else 0.0
    limits = [limit.value for limit in item.score.limits()] if item.score else []
    beside = [limit * (1 + sign * _BESIDE) + sign * _BESIDE for limit in limits for sign in (-1, 1)]
    far = max([_FAR, *(abs(limit) * 2 for limit in limits)])
    return [value for value in (*limits, *beside, least, far) if value >= least and math.isfinite(value)]


def reach_warnings(checklist: Checklist) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each item that can never fail or never pass: the path to the key, and the message."""
    for item_id, item in checklist.items.items():
        message = _warning(item)
        if message:
            yield ("items", item_id, "options" if item.options else "score"), message


def _warning(item: Item) -> str | None:
    if not item.weight and not item.must:
        return None  # it is recorded, and nothing hangs on its points
    least, most = reach(item)
    limit = item.must or PASS
    fails = any(option.fails for option in item.options.values())
    if most < (PASS if item.wow else _GOOD) - TOLERANCE:
        wanted = PASS if item.wow else _GOOD
        return Worded(
            "{said}, so it can never pass; expected a best answer of {wanted} points or more",
            said=_said(least, most),
            wanted=as_text(wanted),
        )
    if not item.wow and not fails and least >= limit - TOLERANCE:
        return Worded(
            "{said}, so it can never fail; expected a worst answer below {limit} points",
            said=_said(least, most),
            limit=as_text(limit),
        )
    return None


def _said(least: float, most: float) -> Worded:
    return Worded("its points {range}", range=_range(least, most))


def _range(least: float, most: float) -> str:
    low, high = as_text(round(least, 1)), as_text(round(most, 1))
    return (
        Worded("are always {low}", low=low)
        if low == high
        else Worded("range from {low} to {high}", low=low, high=high)
    )
