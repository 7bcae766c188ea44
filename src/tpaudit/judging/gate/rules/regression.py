"""Regression: what customers meet at a touchpoint got worse by more than `max_drop` points.

It counts the experience alone: new answers to items that are scored on both sides, under today's checklists. Within a
touchpoint a better item makes up for a worse one; another touchpoint never does. A waived item is held at its old
score. A fall that few observations do not settle is a warning. It compares with the baseline.

Default: error.
Limits: `max_drop`, default 0.

```yaml
gate:
  regression:
    - {level: error, max_drop: 2}
    - {level: warn, only: ["owner:Sales"]}
```

What to do: fix what got worse, or waive the item for a while. Where the old answer was wrong, the reason of the
waiver is the place to say so.
"""

from collections.abc import Iterator
from math import fsum
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Waived
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint
from tpaudit.judging.compare.attribution import moved_items, parts
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_result, waiver_of
from tpaudit.judging.gate.falls import doubts, figures, point_at_worst, points_fallen, unsettled
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.comparison import Moved
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result

Waivers = dict[str, Waived | None]


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    limit = rule.max_drop or 0.0
    for touch in case.changed():
        items = sorted((item for item in moved_items(touch) if item.part == "experience"), key=points_fallen)
        waivers = {item.item: waiver_of(case, f"{touch.touch.id}/{item.item}", item.new) for item in items}
        fell = -parts(*touch.steps).experience
        # What is waived is held where it was: it neither fails the touchpoint nor pays for another fall.
        held = fell + fsum(points_fallen(item) for item in items if waivers[item.item])
        if max(fell, held) > limit + TOLERANCE:
            yield _finding(case, touch, _result(touch, items, limit), waivers, held)


def _result(touch: AlignedTouchpoint, items: list[Moved], limit: float) -> Result:
    result = compared_result("regression", "fell", touch)
    result.old, result.new, result.limit = touch.rescored.score, touch.reanswered.score, limit
    result.items = items
    point_at_worst(result, [item for item in items if points_fallen(item) < 0])
    return result


def _finding(
    case: Case, touch: AlignedTouchpoint, result: Result, waivers: Waivers, held: float
) -> RuleFinding:
    """Return a fall as waived, where the touchpoint is or enough of its items are, as unsettled, or as it is."""
    items, limit = result.items or [], result.limit or 0.0
    own = waiver_of(case, touch.touch.id, touch.new.score)
    if own or held <= limit + TOLERANCE:
        of_an_item = next(filter(None, (waivers[item.item] for item in items)), None)
        return RuleFinding(result, waiver=own or of_an_item)
    return _settled(touch, result, [item for item in items if not waivers[item.item]], held)


def _settled(touch: AlignedTouchpoint, result: Result, items: list[Moved], fell: float) -> RuleFinding:
    """Say whether a fall hangs on too few observations of some items, and how many more would settle it."""
    doubtful = {item.item: more for item in items if points_fallen(item) < 0 for more in doubts(touch, item)}
    clear = fell + fsum(points_fallen(item) for item in items if item.item in doubtful)
    if not doubtful or clear > (result.limit or 0.0) + TOLERANCE:
        return RuleFinding(result)
    counts = [more for more in doubtful.values() if more is not None]
    result.kind = "unsettled"
    result.count = max(counts) if len(counts) == len(doubtful) else None
    return RuleFinding(result, warns=True)


_FELL: Final = "fell from {old} to {new} by its answers ({change})"
_FELL_FURTHER: Final = "fell from {old} to {new} by its answers ({change}; at most {limit} is allowed)"


def _message(result: Result) -> tuple[Message, ...]:
    fall = Message(phrase=_FELL_FURTHER if result.limit else _FELL, values=figures(result))
    return (unsettled(fall, result),)


REGRESSION: Final = GateRule(
    id="regression",
    level="error",
    compares=True,
    help="What customers meet at a touchpoint got worse: answers to questions that were scored before and "
    "are scored now. Other touchpoints that rose do not make up for it. Fix it, or waive the item for a while.",
    find=_find,
    message=_message,
)
