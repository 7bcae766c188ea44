"""Evidence: which observations of then still stand, became past, were replaced, or are gone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.judging.compare.align import AlignedTouchpoint, Alignment, earlier_item
from tpaudit.results.scorecard import ItemScore, ObservationScore

_RATE: Final = re.compile(r"^\s*\d+\s*/\s*(\d+)\s*$")
_Meaning = tuple[object, ...]


def unwalked(both: Alignment) -> list[str]:
    """Return the items that were scored in the audit that this one follows, and are not answered yet."""
    earlier = both.old.links
    there = [
        f"{touch_id}/{item_id}"
        for touch_id, touch in both.touchpoints.items()
        for item_id, asked in touch.touch.asked.items()
        if (old := earlier_item(asked.question, touch.old.items)) is not None
        and old.state == "scored"
        and touch.new.items[item_id].state == "open"
    ]
    gone = [
        f"{old_id}/{item_id}"
        for old_id in both.removed
        for item_id, item in earlier[old_id].items.items()
        if item.state == "scored"
    ]
    return there + gone


def past_items(touch: AlignedTouchpoint) -> Iterator[str]:
    """Yield the items that were scored and of which every answer still stands, but before `since` now."""
    for item_id, new in touch.new.items.items():
        old = earlier_item(touch.touch.asked[item_id].question, touch.old.items)
        if old is not None and old.state == "scored" and new.state != "scored" and is_past(old, new):
            yield item_id


def is_past(old: ItemScore, new: ItemScore) -> bool:
    """Tell whether all that counted still stands, and is past now."""
    then = Counter(_meaning(seen) for seen in old.observations if seen.counts)
    return then <= Counter(_meaning(seen) for seen in new.observations if seen.past)


def was_taken_away(old: Sequence[ObservationScore], new: Sequence[ObservationScore]) -> bool:
    """Tell whether evidence is gone and no newer one stands for it.

    As many answers as before are the same amount of evidence, however they are written: three answers, or the mean of
    three. Of fewer, each that is gone needs a newer one; where none stands any more, one that is newer than all of
    them is a new look.
    """
    before = [seen for seen in old if seen.counts]
    now = [seen for seen in new if seen.counts or seen.past or was_voided(seen)]
    if _amount(now) >= _amount(before):
        return False
    lost, added = _without(before, now), _without(now, before)
    newer = [seen for seen in added if all(_is_newer(seen, gone) for gone in lost)]
    anew = len(lost) == len(before) and bool(newer)
    return not anew and _amount(newer) < _amount(lost)


def was_voided(seen: ObservationScore) -> bool:
    """Tell whether an observation was disputed, and found not to hold."""
    return seen.disputed is not None and seen.disputed.decision == "voided"


def _without(some: Sequence[ObservationScore], others: Sequence[ObservationScore]) -> list[ObservationScore]:
    """Return the observations that the others do not have as well, each as often as it is missing there."""
    there = Counter(map(_meaning, others))
    left = []
    for seen in some:
        if there[_meaning(seen)]:
            there[_meaning(seen)] -= 1
        else:
            left.append(seen)
    return left


def _amount(observations: Sequence[ObservationScore]) -> int:
    return sum(_answers(seen) for seen in observations)


def _answers(seen: ObservationScore) -> int:
    """Return how many answers an observation sums up."""
    rate = _RATE.match(seen.answer)
    return seen.of or (int(rate[1]) if rate else 1)


def _is_newer(seen: ObservationScore, gone: ObservationScore) -> bool:
    """Tell whether an observation is of a later day, or of a later time of the same day where both say one."""
    new, old = seen.on or "", gone.on or ""
    return new > old if len(new) == len(old) else new[:10] > old[:10]


def _meaning(seen: ObservationScore) -> _Meaning:
    return (seen.score, seen.of, seen.on, seen.by, seen.method)
