"""Coverage: less was assessed than the workspace asks for.

Coverage is how much of the weight of all that applies was answered, in percent. Without `only` the rule looks at the
journey, with `only` at each touchpoint that it names. It needs no baseline, and waivers do not reach it.

Default: off.
Limits: `min`, which is needed.

```yaml
gate:
  coverage:
    - {level: error, min: 80}
    - {level: warn, min: 100, only: [order-line]}
```

What to do: answer more items, or say of an item that it does not apply (`n/a`, with a note that says why).
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, below, journey_result, touch_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Figure, Message
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.verdict import Result


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    limit = rule.min or 0.0
    for touch_id, touch in case.card.links().items() if rule.only else ():
        share = _percent(touch)
        if below(share, limit):
            result = touch_result("coverage", "touchpoint", touch_id, touch)
            result.new, result.limit = share, limit
            yield RuleFinding(result)
    whole = 100.0 * (case.card.coverage or 0.0)
    if below(whole, limit) and not _only_recorded(case):
        yield RuleFinding(journey_result("coverage", case, whole, limit))


def _only_recorded(case: Case) -> bool:
    """Tell whether an audit records answers, and asks nothing that could be scored."""
    links = case.card.links().values()
    return bool(case.card.recorded) and all(_percent(touch) is None for touch in links)


def _percent(touch: TouchpointScore) -> float | None:
    """Return how much of a touchpoint was assessed: 0 where everything is open, None where it asks nothing."""
    if touch.coverage is not None:
        return 100.0 * touch.coverage
    return 0.0 if any(item.state == "open" and item.weight for item in touch.items.values()) else None


def _message(result: Result) -> tuple[Message, ...]:
    share, limit = Figure(value=result.new, limit=result.limit), Figure(value=result.limit)
    phrase = "{share} % is assessed; expected {limit} % at least"
    return (Message(phrase=phrase, values={"share": share, "limit": limit}),)


COVERAGE: Final = GateRule(
    id="coverage",
    level="off",
    help="Less was assessed than the workspace asks for.",
    find=_find,
    message=_message,
)
