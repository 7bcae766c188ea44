"""Coverage: less was assessed than the workspace asks for, or than before.

Coverage is how much of the weight of all that applies was answered, in percent. Without `only` the rule looks at the
journey, with `only` at each touchpoint that it names. It needs no baseline for that, and waivers do not reach it.

Beside a baseline it also warns, whatever its level, of answers that count no more since `since` was raised, and of what
a new wave has not walked yet: what the audit that it follows had answered. That is no bad news deleted, so that
`removed` does not find it. An audit that another one follows is history, and not looked at.

Default: warn.
Limits: `min`, which is needed in an entry.

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
from tpaudit.judging.gate.evidence import past_items, unwalked
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Figure, Message, MessageValue
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.verdict import Result


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    if case.about.followed:
        return
    yield from _since_the_baseline(case)
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


def _since_the_baseline(case: Case) -> Iterator[RuleFinding]:
    """Yield how many items of the baseline are not answered in a new wave, or have only past answers."""
    if case.both is None:
        return
    kind, key = ("unwalked", "touchpoints") if case.about.wave else ("past", "since")
    items = (
        unwalked(case.both)
        if case.about.wave
        else [item for touch in case.changed() for item in past_items(touch)]
    )
    if items:
        result = journey_result("coverage", case, 100.0 * (case.card.coverage or 0.0), None)
        result.kind, result.count, result.line = kind, len(items), case.audit.line("audit", key)
        yield RuleFinding(result, warns=True)


def _only_recorded(case: Case) -> bool:
    """Tell whether an audit records answers, and asks nothing that could be scored."""
    links = case.card.links().values()
    return bool(case.card.recorded) and all(_percent(touch) is None for touch in links)


def _percent(touch: TouchpointScore) -> float | None:
    """Return how much of a touchpoint was assessed: 0 where everything is open, None where it asks nothing."""
    if touch.coverage is not None:
        return 100.0 * touch.coverage
    return 0.0 if any(item.state == "open" and item.weight for item in touch.items.values()) else None


_COUNTED: Final = {
    "past": (
        "{count} item has only answers from before `since` now; {share} % is assessed",
        "{count} items have only answers from before `since` now; {share} % is assessed",
    ),
    "unwalked": (
        "{count} item of the audit that it follows is not answered yet; {share} % is assessed",
        "{count} items of the audit that it follows are not answered yet; {share} % is assessed",
    ),
}


def _message(result: Result) -> tuple[Message, ...]:
    if result.kind in _COUNTED:
        one, several = _COUNTED[result.kind]
        values: dict[str, MessageValue] = {"count": result.count or 0, "share": Figure(value=result.new)}
        return (Message(phrase=several, one=one, number=result.count or 0, values=values),)
    share, limit = Figure(value=result.new, limit=result.limit), Figure(value=result.limit)
    phrase = "{share} % is assessed; expected {limit} % at least"
    return (Message(phrase=phrase, values={"share": share, "limit": limit}),)


COVERAGE: Final = GateRule(
    id="coverage",
    level="warn",
    help="Less was assessed than the workspace asks for, or than before.",
    find=_find,
    message=_message,
)
