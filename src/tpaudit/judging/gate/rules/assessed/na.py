"""Na: too much of a touchpoint is said not to apply, or an item is n/a without a note.

What is n/a does not count, so that n/a is a way to raise a score. With `max` the rule limits the share of a
touchpoint's weight that may be n/a, in percent; with or without it, it finds each item of which an observation says
n/a and gives no reason. It needs no baseline, and waivers do not reach it.

Default: off.
Limits: `max`.

```yaml
gate:
  na: {level: warn, max: 30}
```

What to do: answer the item, or write a note that says why it does not apply; remove a checklist that does not fit
the touchpoint.
"""

from collections.abc import Iterator
from math import fsum
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, item_result, touch_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Figure, Message
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.verdict import Result


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    for touch_id, touch in case.card.links().items():
        share = share_not_applicable(touch)
        if rule.max is not None and share > rule.max + TOLERANCE:
            result = touch_result("na", "share", touch_id, touch)
            result.new, result.limit = share, rule.max
            yield RuleFinding(result)
        for item_id, item in touch.items.items():
            without_note = _without_note(case.asked(touch_id, item_id)) if item.state == "n/a" else []
            if without_note:
                result = item_result("na", "note", touch_id, touch, item_id)
                result.file, result.line = without_note[0].file, without_note[0].line
                yield RuleFinding(result)


def share_not_applicable(touch: TouchpointScore) -> float:
    """Return how much of a touchpoint's weight is n/a, in percent; 0 where it asks nothing."""
    counting = [item for item in touch.items.values() if not item.wow]
    whole = fsum(item.weight for item in counting)
    apart = fsum(item.weight for item in counting if item.state == "n/a")
    return 100.0 * apart / whole if whole else 0.0


def _without_note(asked: Asked) -> list[Observed]:
    """Return the observations that say n/a, and not why."""
    return [seen for seen in asked.observed if seen.answer.score is None and not (seen.note or seen.internal)]


def _message(result: Result) -> tuple[Message, ...]:
    if result.kind == "note":
        return (Message(phrase="is n/a without a note; expected a note that says why"),)
    phrase = "{share} % of its weight is n/a; expected {limit} % at most"
    values = {"share": Figure(value=result.new), "limit": Figure(value=result.limit)}
    return (Message(phrase=phrase, values=values),)


NA: Final = GateRule(
    id="na",
    level="off",
    help="More of a touchpoint is said not to apply than the workspace allows, or it is said without a note.",
    find=_find,
    message=_message,
)
