"""Floor: the score of a touchpoint, of a section, of a stage or of the journey lies below a fixed limit.

A section is one checklist of a touchpoint; its address is `touchpoint/checklist`.

It looks at the audit as it is now, and needs no baseline. What has no score lies below no floor. Waivers do not
reach it, nor does it look at an audit that another one follows.

Default: off.
Limits: `touchpoint`, `section`, `stage`, `journey`; at least one of them.

```yaml
gate:
  floor:
    - {level: error, journey: 60, touchpoint: 40}
    - {level: warn, touchpoint: 70, only: ["order-*", "stage:purchase"]}
    - {level: error, section: 70, only: ["kitchen/hygiene"]}
```

What to do: improve the touchpoint. Where a low score is known and accepted, exempt it:
`{level: off, only: [ADDRESS]}`. `tpaudit check --write-gate` proposes the floors that today's scores just pass.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, below, journey_result, touch_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Figure, Message
from tpaudit.results.verdict import Result


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    if case.about.followed:
        return
    for touch_id, touch in case.card.links().items():
        if below(touch.score, rule.touchpoint):
            result = touch_result("floor", "touchpoint", touch_id, touch)
            result.new, result.limit = touch.score, rule.touchpoint
            yield RuleFinding(result)
        for name, section in touch.sections.items():
            if below(section.score, rule.section):
                result = touch_result("floor", "section", f"{touch_id}/{name}", touch)
                result.new, result.limit = section.score, rule.section
                result.name = f"{touch.name}: {section.name}"
                yield RuleFinding(result)
    for stage_id, stage in case.card.stages.items():
        if below(stage.score, rule.stage):
            result = journey_result("floor", case, stage.score, rule.stage)
            result.kind, result.at = "stage", f"stage:{stage_id}"
            result.name, result.stage = stage.name, stage_id
            yield RuleFinding(result)
    if below(case.card.score, rule.journey):
        yield RuleFinding(journey_result("floor", case, case.card.score, rule.journey))


def _message(result: Result) -> tuple[Message, ...]:
    score, limit = Figure(value=result.new, limit=result.limit), Figure(value=result.limit)
    phrase = "scores {score}; expected {limit} at least"
    return (Message(phrase=phrase, values={"score": score, "limit": limit}),)


FLOOR: Final = GateRule(
    id="floor",
    level="off",
    help="A score lies below the floor that the workspace sets.",
    find=_find,
    message=_message,
)
