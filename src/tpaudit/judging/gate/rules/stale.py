"""Stale: the newest observation of an item is older than its `valid_for`.

The age is counted up to `--as-of`, by default today. It needs no baseline, and waivers do not reach it.

Default: warn.
Limits: none; each item has its own `valid_for` in its checklist.

```yaml
gate:
  stale:
    - warn
    - {level: error, only: ["stage:purchase"]}
```

What to do: look again and add the new observation. Where the evidence holds for longer, give the item a longer
`valid_for`.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, item_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.scorecard import ItemScore
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    for touch_id, touch in case.card.links().items():
        for item_id, item in touch.items.items():
            if item.stale:
                result = item_result("stale", "stale", touch_id, touch, item_id)
                result.about = _last_day(item)
                yield RuleFinding(result)


def _last_day(item: ItemScore) -> str:
    """Return the day of the newest observation that counts."""
    return max((seen.on or "" for seen in item.observations if seen.counts), default="")[:10]


def _message(result: Result) -> tuple[Message, ...]:
    phrase = "was seen last on {day}, which is longer ago than it is valid for"
    return (Message(phrase=phrase, values={"day": result.about}),)


STALE: Final = GateRule(
    id="stale",
    level="warn",
    help="The newest observation of an item is older than its `valid_for`.",
    find=_find,
    message=_message,
)
