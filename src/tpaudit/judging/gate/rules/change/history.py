"""History: the answers of an audit that another one follows were changed.

Such an audit says what was found then. The audit that follows it is compared with it, so that a change there moves
every figure since. A fall in it is an error all the same, by `regression`. It compares with the baseline. Waivers do
not reach it.

Default: warn.
Limits: none.

```yaml
gate:
  history: error
```

What to do: leave it as it was, and put what was found since into the audit that follows. Where an answer was wrong from
the beginning, say so in the commit.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.worded import listing
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint, earlier_item, observation_key
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.scorecard import ItemScore
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    if case.both is None or not case.about.followed:
        return
    for touch in case.both.touchpoints.values():
        changed = list(_changed(touch))
        if changed:
            result = compared_result("history", "changed", touch)
            result.about = listing(changed)
            first = touch.new.items[changed[0]]
            result.file, result.line = first.file, first.line
            yield RuleFinding(result)


def _changed(touch: AlignedTouchpoint) -> Iterator[str]:
    """Yield the items whose observations are not what they were."""
    for item_id, new in touch.new.items.items():
        old = earlier_item(touch.touch.asked[item_id].question, touch.old.items)
        if old is not None and _observed(old) != _observed(new):
            yield item_id


def _observed(item: ItemScore) -> list[tuple[object, ...]]:
    return sorted((observation_key(seen) for seen in item.observations), key=str)


def _message(result: Result) -> tuple[Message, ...]:
    phrase = "was changed, although another audit follows this one: {items}"
    return (Message(phrase=phrase, values={"items": result.about}),)


HISTORY: Final = GateRule(
    id="history",
    level="warn",
    compares=True,
    help="An audit that another one follows was changed.",
    find=_find,
    message=_message,
)
