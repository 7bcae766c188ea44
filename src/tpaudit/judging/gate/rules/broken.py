"""Broken: a touchpoint is broken now, and was not broken before.

A touchpoint is broken where a must fails, an answer fails it, it is missing, another touchpoint breaks its promise, or
a critical problem was found there that is not resolved. Such a problem is reported once: by `finding`, or here where
`finding` is milder or off. The old answers are judged by today's checklists: what these alone break is found by
`yardstick`. A touchpoint that is new in the audit only warns, and so does what is broken in an audit that is new. In an
audit that follows another a question that fails in no more visits than chance explains warns, as for `regression`. It
compares with the baseline.

Default: error.
Limits: none.

```yaml
gate:
  broken: {level: error, only: ["stage:purchase", "stage:delivery"]}
```

What to do: fix it first, as no score makes up for it; or waive the item or the touchpoint for a while.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, waiver_of
from tpaudit.judging.gate.faults import fault_key, fault_message, fault_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.scorecard import Fault
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    for touch in case.changed():
        for fault in touch.new.faults:
            if not _was_there(fault, touch.rescored.faults):
                result = fault_result("broken", touch.touch.id, touch.new, fault)
                warns = case.about.wave and _may_be_chance(case, result)
                yield RuleFinding(result, warns, waiver_of(case, result.at, result.new))
    yield from _at_new_touchpoints(case)


def _was_there(fault: Fault, before: Sequence[Fault]) -> bool:
    """Tell whether a touchpoint had a fault before; a problem in the same words is the same, whatever its id."""
    if fault.finding and fault.note in {known.note for known in before if known.finding}:
        return True
    return fault_key(fault) in {fault_key(known) for known in before}


def _may_be_chance(case: Case, result: Result) -> bool:
    """Tell whether as many visits fail by chance, where the audit before had none that did."""
    if case.about.waves != "chance":
        return case.about.waves == "warn"
    found = case.about.falls.get(result.at)
    return found is not None and not found.clear


def _at_new_touchpoints(case: Case) -> Iterator[RuleFinding]:
    links = case.card.links()
    added = case.both.added if case.both else (links if case.about.new else ())
    for touch_id in added:
        for fault in links[touch_id].faults:
            yield RuleFinding(fault_result("broken", touch_id, links[touch_id], fault), warns=True)


def _message(result: Result) -> tuple[Message, ...]:
    return (Message(phrase="is newly broken: {fault}", values={"fault": fault_message(result)}),)


BROKEN: Final = GateRule(
    id="broken",
    level="error",
    compares=True,
    help="A touchpoint is newly broken: a must fails, an answer fails it, it is missing, its promise is broken, or a "
    "critical problem was found.",
    find=_find,
    message=_message,
)
