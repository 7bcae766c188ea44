"""Item: the score of one item fell by more than `max_drop` points, even if others rose.

It sees what nets out within a touchpoint, which `regression` does not. Items are compared under today's checklists. A
fall that few observations do not settle is a warning, and so is one since the audit that this one follows, unless
`regression` has `waves: strict`. What a fall of the touchpoint names is not repeated as a warning. It compares with the baseline.

Default: warn.
Limits: `max_drop`, default 0.

```yaml
gate:
  item: {level: error, max_drop: 10, only: ["order-line/phone.*"]}
```

What to do: fix what got worse, or waive the item for a while.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint
from tpaudit.judging.compare.attribution import moved_items
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_item_result, waiver_of
from tpaudit.judging.gate.falls import doubts, figures, point_at_worst, unsettled
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.comparison import Moved
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    limit = rule.max_drop or 0.0
    for touch in case.changed():
        for item in moved_items(touch):
            if item.part == "experience" and _fall(item) > limit + TOLERANCE:
                yield _finding(case, touch, item, limit)


def _fall(item: Moved) -> float:
    return 0.0 if item.old is None or item.new is None else item.old - item.new


def _finding(case: Case, touch: AlignedTouchpoint, item: Moved, limit: float) -> RuleFinding:
    more = list(doubts(touch, item))
    result = compared_item_result("item", "unsettled" if more else "fell", touch, item.item)
    result.old, result.new, result.limit = item.old, item.new, limit
    result.claim = item.claim
    result.items, result.count = [item], more[0] if more else None
    point_at_worst(result, [item])
    warns = bool(more) or (case.about.wave and case.about.waves != "strict")
    return RuleFinding(result, warns, waiver_of(case, result.at, item.new))


_FELL: Final = "fell from {old} to {new}"
_FELL_BY_ANSWERS: Final = "fell from {old} to {new}: {answers}"


def _message(result: Result) -> tuple[Message, ...]:
    answers = tuple(result.items or ())
    phrase = _FELL_BY_ANSWERS if answers else _FELL
    return (unsettled(Message(phrase=phrase, values={"answers": answers, **figures(result)}), result),)


ITEM: Final = GateRule(
    id="item",
    level="warn",
    compares=True,
    help="One question is answered worse than before, even if others are answered better.",
    find=_find,
    message=_message,
)
