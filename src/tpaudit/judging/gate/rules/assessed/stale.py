"""Stale: the newest observation of an item is older than its `valid_for`.

The age is counted up to `--as-of`, by default today. It needs no baseline, and waivers do not reach it. An
audit that another one follows is history, and does not grow stale.

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

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, item_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    links = {} if case.about.followed else case.card.links()
    for touch_id, touch in links.items():
        for item_id, item in touch.items.items():
            if item.stale:
                result = item_result("stale", "stale", touch_id, touch, item_id)
                newest = _newest(case.asked(touch_id, item_id))
                result.about = (newest.on or "")[:10]
                result.file, result.line = newest.file, newest.line
                yield RuleFinding(result)


def _newest(asked: Asked) -> Observed:
    """Return the newest observation that counts."""
    counting = asked.counting()
    return max((seen for seen in asked.observed if seen in counting), key=lambda seen: seen.on or "")


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
