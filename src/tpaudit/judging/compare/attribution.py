"""Attribution: how far a score moved because the yardstick, the experience or what is known of it did.

One after the other is put in, in that order: first today's questions, curves and weights under the old
answers; then the new answers of the items that are scored on both sides; then all that was newly assessed,
set aside or withdrawn. Where a step leaves nothing scored, the score before it stands.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import fsum
from typing import Literal, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.questions import bare_question
from tpaudit.judging.compare.align import AlignedTouchpoint, Alignment, align, earlier_item, observation_key
from tpaudit.judging.compare.sides import old_side_of
from tpaudit.judging.scoring.sections import shares
from tpaudit.results.comparison import PARTS, Comparison, Moved, Part, Split, TouchpointSplit
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore
from tpaudit.results.standing import standing_of


def split(old: Scorecard, audit: LoadedAudit, new: Scorecard) -> Comparison:
    """Return why scores moved from an earlier scorecard to an audit and its scorecard.

    Of every touchpoint, and of the journey, the three parts add up to the difference within 1e-9 where
    both sides have a score.
    """
    return split_aligned(align(old_side_of(old), audit, new))


def split_aligned(both: Alignment) -> Comparison:
    """Return the same of two audits that lie side by side already."""
    touchpoints = {touch_id: _touchpoint(touch) for touch_id, touch in both.touchpoints.items()}
    later, earlier = both.new.touchpoints | both.new.handovers, both.old.links
    touchpoints |= {touch_id: _alone(later[touch_id], "added") for touch_id in both.added}
    ordered = {touch_id: touchpoints[touch_id] for touch_id in later}
    ordered |= {touch_id: _alone(earlier[touch_id], "removed") for touch_id in both.removed}
    return Comparison(
        old_file=both.old.file,
        new_file=both.new.file,
        journey=_journey(both),
        touchpoints=ordered,
        standing=standing_of(both.new),
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


def _touchpoint(touch: AlignedTouchpoint) -> TouchpointSplit:
    return TouchpointSplit(
        old=touch.old.score,
        new=touch.new.score,
        **parts(*touch.steps)._asdict(),
        name=touch.new.name,
        was=touch.old_id if touch.old_id != touch.touch.id else None,
        state="both",
        old_importance=touch.old.importance,
        new_importance=touch.new.importance,
        moved=moved_items(touch),
        file=touch.new.file,
        line=touch.new.line,
    )


def _alone(touch: TouchpointScore, state: Literal["added", "removed"]) -> TouchpointSplit:
    old, new = (None, touch) if state == "added" else (touch, None)
    return TouchpointSplit(
        old=old.score if old else None,
        new=new.score if new else None,
        yardstick=0.0,
        experience=0.0,
        knowledge=0.0,
        name=touch.name,
        was=None,
        state=state,
        old_importance=old.importance if old else None,
        new_importance=new.importance if new else None,
        moved=[],
        file=touch.file,
        line=touch.line,
    )


def _journey(both: Alignment) -> Split:
    """Return the journey's parts: what is gone leaves, and what is new comes, with what is known."""
    earlier = both.old.links
    gone = [(earlier[old_id].importance, earlier[old_id].score) for old_id in both.removed]
    there = both.touchpoints.values()
    rescored = _weighed_mean([*((touch.new.importance, touch.rescored.score) for touch in there), *gone])
    reanswered = _weighed_mean([*((touch.new.importance, touch.reanswered.score) for touch in there), *gone])
    moved = parts(both.old.score, rescored, reanswered, both.new.score)
    return Split(old=both.old.score, new=both.new.score, **moved._asdict())


def _weighed_mean(scores: Sequence[tuple[float, float | None]]) -> float | None:
    scored = [(weight, score) for weight, score in scores if score is not None]
    whole = fsum(weight for weight, _ in scored)
    return fsum(weight * score for weight, score in scored) / whole if scored else None


def moved_items(touch: AlignedTouchpoint) -> list[Moved]:
    """Return the items that carry each part of a touchpoint's difference, in the order of the parts.

    Where a touchpoint came or went, none does: all of the difference is whether it is there.
    """
    if not touch.changed or touch.old.missing != touch.new.missing:
        return []
    return sorted(_moved(touch), key=lambda item: PARTS.index(item.part))


def _moved(touch: AlignedTouchpoint) -> Iterator[Moved]:
    followed = set()
    for item_id, rescored in touch.rescored.items.items():
        old = earlier_item(touch.touch.asked[item_id].question, touch.old.items)
        reanswered, new = touch.reanswered.items[item_id], touch.new.items[item_id]
        if old is not None:
            followed.add(id(old))
            if _rescored(old, rescored):
                yield _move("yardstick", item_id, old, rescored, new, said=old)
        if _differs(rescored.score, reanswered.score):
            yield _move("experience", item_id, rescored, reanswered, new, _points(touch, item_id), said=old)
        elif reanswered.state != new.state or _differs(reanswered.score, new.score):
            yield _move("knowledge", item_id, rescored, new, new, said=old)
    for item_id, old in touch.old.items.items():
        if id(old) not in followed and old.score is not None:
            yield _dropped(item_id, old, touch.new)


def _dropped(item_id: str, old: ItemScore, new: TouchpointScore) -> Moved:
    """Return an item that is not asked any more."""
    return Moved(
        item=item_id,
        part="yardstick",
        old=old.score,
        new=None,
        old_answers=_answers(old),
        new_answers=[],
        ask=bare_question(old.ask),
        old_labels=_labels(old),
        points=None,
        file=new.file,
        line=new.line,
    )


def _rescored(old: ItemScore, new: ItemScore) -> bool:
    """Tell whether an item counts otherwise under the new yardstick."""
    return (
        _differs(old.score, new.score)
        or old.state != new.state
        or (old.score is not None and (_differs(old.weight, new.weight) or old.wow != new.wow))
    )


def _differs(old: float | None, new: float | None) -> bool:
    return (old is None) != (new is None) or (
        old is not None and new is not None and abs(old - new) > TOLERANCE
    )


def _move(
    part: Part,
    item_id: str,
    before: ItemScore,
    after: ItemScore,
    new: ItemScore,
    points: float | None = None,
    *,
    said: ItemScore | None,
) -> Moved:
    """Return an item before and after a part was put in; it stands where an answer of it changed.

    `said` is the item of the old side as it was kept, with the words that its options had.
    """
    there = Counter(map(observation_key, before.observations))
    counting = [seen for seen in new.observations if seen.counts]
    first = next((seen for seen in counting if not there[observation_key(seen)]), None)
    return Moved(
        item=item_id,
        part=part,
        old=before.score,
        new=after.score,
        old_answers=_answers(before),
        new_answers=_answers(new),
        ask=bare_question(new.ask),
        old_labels=_labels(said or before),
        new_labels=_labels(new),
        claim=new.shortfall,
        points=points,
        file=first.file if first else new.file,
        line=first.line if first else new.line,
    )


def _answers(item: ItemScore) -> list[str]:
    """Return the answers that count, or would; a past one does not."""
    return [seen.answer for seen in item.observations if not seen.past]


def _labels(item: ItemScore) -> list[str] | None:
    """Return the same answers as the checklist writes them; None where it has no words for any of them."""
    counting = [seen for seen in item.observations if not seen.past]
    known = any(seen.label for seen in counting)
    return [seen.label or seen.answer for seen in counting] if known else None


def _points(touch: AlignedTouchpoint, item_id: str) -> float:
    """Return an item's exact share of a touchpoint's change of experience: both sides score the same items.

    Nothing of a touchpoint that is missing moves it.
    """
    if touch.new.missing:
        return 0.0
    before, after = touch.rescored.items[item_id], touch.reanswered.items[item_id]
    return shares(touch.rescored).get(item_id, 0.0) * ((after.score or 0.0) - (before.score or 0.0))
