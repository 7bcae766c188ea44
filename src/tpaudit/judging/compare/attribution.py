"""Comparing: how far a score moved because the yardstick, the experience or what is known of it did.

One after the other is put in, in that order: first today's questions, curves and weights under the old
answers; then the new answers of the items that are scored on both sides; then all that was newly assessed,
set aside or withdrawn. Where a step leaves nothing scored, the score before it stands.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import Literal, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.compare.align import Pair, Paired, earlier_item, pair
from tpaudit.results.comparison import PARTS, Comparison, Moved, Part, Split, TouchpointSplit
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore


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
    return Comparison(
        old_file=both.old.file, new_file=both.new.file, journey=_journey(both), touchpoints=ordered
    )


class Parts(NamedTuple):
    """The three parts of a difference, in points."""

    yardstick: float
    experience: float
    knowledge: float


def parts(*steps: float | None) -> Parts:
    """Return the three parts of a score's way through four steps; a step without a score moves nothing."""
    moved, last = [], None
    for step in steps:
        moved.append(step - last if step is not None and last is not None else 0.0)
        last = last if step is None else step
    return Parts(*moved[1:])


def _touchpoint(one: Pair) -> TouchpointSplit:
    steps = (one.old.score, one.before.score, one.between.score, one.new.score)
    return TouchpointSplit(
        old=one.old.score,
        new=one.new.score,
        **parts(*steps)._asdict(),
        name=one.new.name,
        was=one.old_id if one.old_id != one.touch.id else None,
        state="both",
        old_importance=one.old.importance,
        new_importance=one.new.importance,
        moved=moved_items(one),
        file=one.new.file,
        line=one.new.line,
    )


def _alone(one: TouchpointScore, state: Literal["added", "removed"]) -> TouchpointSplit:
    old, new = (None, one) if state == "added" else (one, None)
    return TouchpointSplit(
        old=old.score if old else None,
        new=new.score if new else None,
        yardstick=0.0,
        experience=0.0,
        knowledge=0.0,
        name=one.name,
        was=None,
        state=state,
        old_importance=old.importance if old else None,
        new_importance=new.importance if new else None,
        moved=[],
        file=one.file,
        line=one.line,
    )


def _journey(both: Paired) -> Split:
    """Return the journey's parts: what is gone leaves, and what is new comes, with what is known."""
    earlier = both.old.touchpoints | both.old.handovers
    gone = [(earlier[one].importance, earlier[one].score) for one in both.removed]
    pairs = both.pairs.values()
    before = _weighed([*((one.new.importance, one.before.score) for one in pairs), *gone])
    between = _weighed([*((one.new.importance, one.between.score) for one in pairs), *gone])
    moved = parts(both.old.score, before, between, both.new.score)
    return Split(old=both.old.score, new=both.new.score, **moved._asdict())


def _weighed(scores: Sequence[tuple[float, float | None]]) -> float | None:
    scored = [(weight, score) for weight, score in scores if score is not None]
    whole = fsum(weight for weight, _ in scored)
    return fsum(weight * score for weight, score in scored) / whole if scored else None


def moved_items(one: Pair) -> list[Moved]:
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
            yield Moved(
                item=at,
                part="yardstick",
                old=item.score,
                new=None,
                old_answers=answers,
                new_answers=[],
                points=None,
                file=one.new.file,
                line=one.new.line,
            )


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
        item=at,
        part=part,
        old=old.score,
        new=item.score,
        old_answers=[one.answer for one in old.observations],
        new_answers=[one.answer for one in new.observations],
        points=points,
        file=first.file if first else new.file,
        line=first.line if first else new.line,
    )


def _points(one: Pair, at: str) -> float:
    """Return an item's exact share of a touchpoint's change of experience: both sides score the same items."""
    items = one.before.items
    whole = fsum(item.weight for item in items.values() if item.score is not None and not item.wow)
    item = items[at]
    change = (one.between.items[at].score or 0.0) - (item.score or 0.0)
    return 0.0 if item.wow else item.weight * change / whole
