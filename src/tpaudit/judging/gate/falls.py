"""Falls: what the rules share that find worse answers: how far, by which items, and whether that is settled."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.compare.align import AlignedTouchpoint, observation_key
from tpaudit.judging.compare.significance import FEWEST_OBSERVATIONS, observations_needed, smallest_clear_drop
from tpaudit.results.comparison import Moved
from tpaudit.results.message import Difference, Figure, Message, MessageValue
from tpaudit.results.scorecard import ItemScore
from tpaudit.results.verdict import Result


def points_fallen(item: Moved) -> float:
    """Return how many of its touchpoint's points an item moved."""
    return item.points or 0.0


def point_at_worst(result: Result, items: list[Moved]) -> None:
    """Let a result point at the item that weighs most in it."""
    if items:
        worst = min(items, key=points_fallen)
        result.file, result.line = worst.file, worst.line


def doubts(touch: AlignedTouchpoint, item: Moved) -> Iterator[int | None]:
    """Yield how many more observations would settle a fall, if those that there are do not.

    Only where every earlier observation still stands: an answer that was changed is a fall, whatever the others say.
    """
    combine = touch.touch.asked[item.item].question.item.combine
    if combine != "mean" or item.old is None or item.new is None or not _all_stand(touch, item.item):
        return
    old, new = (_scores(side.items[item.item]) for side in (touch.rescored, touch.reanswered))
    enough = min(len(old), len(new)) >= FEWEST_OBSERVATIONS
    if enough and item.old - item.new < smallest_clear_drop(old, new) - TOLERANCE:
        yield observations_needed(old, new, item.old - item.new)


def _all_stand(touch: AlignedTouchpoint, item_id: str) -> bool:
    sides = (touch.rescored.items[item_id], touch.reanswered.items[item_id])
    old, new = (Counter(observation_key(seen) for seen in side.observations if seen.counts) for side in sides)
    return old <= new


def _scores(item: ItemScore) -> list[float]:
    return [seen.score for seen in item.observations if seen.counts and seen.score is not None]


def figures(result: Result) -> dict[str, MessageValue]:
    """Return the scores of a result, what lies between them, and the limit, as phrases name them."""
    return {
        "old": Figure(value=result.old),
        "new": Figure(value=result.new),
        "change": Difference(value=(result.new or 0.0) - (result.old or 0.0)),
        "limit": Figure(value=result.limit),
    }


_NEVER_SETTLED: Final = (
    "{text}; so few observations do not settle it, and those before spread too widely for more to do so"
)
_SETTLED_BY_ONE: Final = "{text}; so few observations do not settle it: one more observation like these would"
_SETTLED_BY: Final = "{text}; so few observations do not settle it: {count} more observation like these would"
_SETTLED_BY_MANY: Final = (
    "{text}; so few observations do not settle it: {count} more observations like these would"
)


def unsettled(fall: Message, result: Result) -> Message:
    """Add how many more observations would settle a fall, where those that there are do not."""
    if result.kind != "unsettled":
        return fall
    if result.count is None:
        return Message(phrase=_NEVER_SETTLED, values={"text": fall})
    if result.count == 1:
        return Message(phrase=_SETTLED_BY_ONE, values={"text": fall})
    return Message(
        phrase=_SETTLED_BY_MANY,
        one=_SETTLED_BY,
        number=result.count,
        values={"text": fall, "count": result.count},
    )
