"""Comparing: how far a score moved because the yardstick, the experience or what is known of it did.

One after the other is put in, in that order: first today's questions, curves and weights under the old
answers; then the new answers of the items that are scored on both sides; then all that was newly assessed,
set aside or withdrawn. Where a step leaves nothing scored, the score before it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.loaded import LoadedAudit
from tpaudit.judging.pairing import Pair, Paired, earlier_item, pair
from tpaudit.judging.scorecard import ItemScore, Scorecard, TouchpointScore

Part = Literal["yardstick", "experience", "knowledge"]
PARTS: tuple[Part, ...] = ("yardstick", "experience", "knowledge")


@dataclass(slots=True, match_args=False)
class Split:
    """A difference of two scores and its three parts, in points; the parts add up to the difference."""

    old: float | None
    new: float | None
    yardstick: float
    """What the questions, weights, curves, standards and importances moved."""
    experience: float
    """What new answers moved, to items that are scored on both sides."""
    knowledge: float
    """What was moved by items that are newly assessed, newly n/a or newly open."""


@dataclass(slots=True, match_args=False)
class Moved:
    """An item that carries one part of a difference."""

    item: str
    """checklist.item"""
    part: Part
    old: float | None
    """Its score before this part was put in, 0-100; null for none."""
    new: float | None
    old_answers: list[str]
    new_answers: list[str]
    points: float | None
    """The touchpoint's points that it moved, exact for experience; null where the set of items changed as well."""
    file: str
    line: int


@dataclass(slots=True, match_args=False)
class TouchpointSplit(Split):
    """A touchpoint on both sides; on one of them alone, its parts are 0."""

    name: str
    was: str | None
    """Its id on the old side, where that is another."""
    state: Literal["both", "added", "removed"]
    old_importance: float | None
    new_importance: float | None
    moved: list[Moved]
    """The items that carry it, in the order of the parts."""
    file: str
    line: int


@dataclass(slots=True, match_args=False)
class Comparison:
    """Two audits, or one at two times."""

    old_file: str
    new_file: str
    journey: Split
    touchpoints: dict[str, TouchpointSplit]
    """Touchpoints and handovers in the new audit's order, then those that are gone."""


def split(old: Scorecard, audit: LoadedAudit, new: Scorecard) -> Comparison:
    """Return why scores moved from an earlier scorecard to an audit and its scorecard.

    Of every touchpoint, and of the journey, the three parts add up to the difference within 1e-9 where
    both sides have a score.
    """
    return compared(pair(old, audit, new))


def compared(both: Paired) -> Comparison:
    """Return the same of two audits that lie side by side already."""
    touchpoints = {touch_id: _touchpoint(one) for touch_id, one in both.pairs.items()}
    later, earlier = both.new.touchpoints | both.new.handovers, both.old.touchpoints | both.old.handovers
    touchpoints |= {one: _alone(later[one], "added") for one in both.added}
    ordered = {one: touchpoints[one] for one in later}
    ordered |= {one: _alone(earlier[one], "removed") for one in both.removed}
    return Comparison(both.old.file, both.new.file, _journey(both), ordered)


def parts(*steps: float | None) -> tuple[float, float, float]:
    """Return the three parts of a score's way through four steps; a step without a score moves nothing."""
    moved, last = [], None
    for step in steps:
        moved.append(step - last if step is not None and last is not None else 0.0)
        last = last if step is None else step
    return moved[1], moved[2], moved[3]


def _touchpoint(one: Pair) -> TouchpointSplit:
    steps = (one.old.score, one.before.score, one.between.score, one.new.score)
    return TouchpointSplit(
        one.old.score,
        one.new.score,
        *parts(*steps),
        one.new.name,
        one.old_id if one.old_id != one.touch.id else None,
        "both",
        one.old.importance,
        one.new.importance,
        moved(one),
        one.new.file,
        one.new.line,
    )


def _alone(one: TouchpointScore, state: Literal["added", "removed"]) -> TouchpointSplit:
    old, new = (None, one) if state == "added" else (one, None)
    return TouchpointSplit(
        old.score if old else None,
        new.score if new else None,
        0.0,
        0.0,
        0.0,
        one.name,
        None,
        state,
        old.importance if old else None,
        new.importance if new else None,
        [],
        one.file,
        one.line,
    )


def _journey(both: Paired) -> Split:
    """Return the journey's parts: what is gone leaves, and what is new comes, with what is known."""
    earlier = both.old.touchpoints | both.old.handovers
    gone = [(earlier[one].importance, earlier[one].score) for one in both.removed]
    pairs = both.pairs.values()
    before = _weighed([*((one.new.importance, one.before.score) for one in pairs), *gone])
    between = _weighed([*((one.new.importance, one.between.score) for one in pairs), *gone])
    return Split(both.old.score, both.new.score, *parts(both.old.score, before, between, both.new.score))


def _weighed(scores: Sequence[tuple[float, float | None]]) -> float | None:
    scored = [(weight, score) for weight, score in scores if score is not None]
    whole = fsum(weight for weight, _ in scored)
    return fsum(weight * score for weight, score in scored) / whole if scored else None


def moved(one: Pair) -> list[Moved]:
    """Return the items that carry each part of a touchpoint's difference, in the order of the parts."""
    return sorted(_moved(one), key=lambda item: PARTS.index(item.part)) if one.changed else []


def _moved(one: Pair) -> Iterator[Moved]:
    there = one.old.missing == one.new.missing
    named = set()
    for at, item in one.before.items.items():
        old = earlier_item(one.touch.asked[at].question, one.old.items)
        between, new = one.between.items[at], one.new.items[at]
        if old is not None:
            named.add(id(old))
            if _changed(old, item):
                yield _move("yardstick", at, old, item, new)
        if there and _differs(item.score, between.score):
            yield _move("experience", at, item, between, new, _points(one, at))
        elif item.state != new.state:
            yield _move("knowledge", at, item, new, new)
    for at, item in one.old.items.items():
        if id(item) not in named and item.score is not None:
            answers = [seen.answer for seen in item.observations]
            yield Moved(at, "yardstick", item.score, None, answers, [], None, one.new.file, one.new.line)


def _changed(old: ItemScore, item: ItemScore) -> bool:
    return (
        _differs(old.score, item.score)
        or old.state != item.state
        or (old.score is not None and (_differs(old.weight, item.weight) or old.wow != item.wow))
    )


def _differs(old: float | None, new: float | None) -> bool:
    return (old is None) != (new is None) or (
        old is not None and new is not None and abs(old - new) > TOLERANCE
    )


def _move(
    part: Part, at: str, old: ItemScore, item: ItemScore, new: ItemScore, points: float | None = None
) -> Moved:
    first = next((one for one in new.observations if one.counts), None)
    return Moved(
        at,
        part,
        old.score,
        item.score,
        [one.answer for one in old.observations],
        [one.answer for one in new.observations],
        points,
        first.file if first else new.file,
        first.line if first else new.line,
    )


def _points(one: Pair, at: str) -> float:
    """Return an item's exact share of a touchpoint's change of experience: both sides score the same items."""
    items = one.before.items
    whole = fsum(item.weight for item in items.values() if item.score is not None and not item.wow)
    item = items[at]
    change = (one.between.items[at].score or 0.0) - (item.score or 0.0)
    return 0.0 if item.wow else item.weight * change / whole
