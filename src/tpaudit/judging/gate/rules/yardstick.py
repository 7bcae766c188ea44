"""Yardstick: a score moved, or a touchpoint broke, by a change of the checklists and not by an answer.

The old answers are judged by today's questions, weights, curves, standards and importances; what differs then is this
change. A stricter checklist is no fall of the experience, so that it warns, but nobody can change a score in silence.
It compares with the baseline, and waivers do not reach it.

Default: warn.
Limits: none.

```yaml
gate:
  yardstick: {level: error, only: [order-line]}
```

What to do: check that the change of the checklist or of the importance is intended. Say so in the commit, as the
figures before and after do not compare.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint, earlier_item
from tpaudit.judging.compare.attribution import moved_items, parts
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_result
from tpaudit.judging.gate.falls import figures
from tpaudit.judging.gate.faults import FaultKey, fault_key, fault_message, fault_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    for touch in case.changed():
        yield from _moved(touch)
        yield from _broke(touch)


def _moved(touch: AlignedTouchpoint) -> Iterator[RuleFinding]:
    """Yield a touchpoint whose score or importance changed."""
    moved = abs(parts(*touch.steps).yardstick) > TOLERANCE
    old, new = touch.old.importance, touch.new.importance
    if moved or old != new:
        result = compared_result("yardstick", "moved" if moved else "importance", touch)
        result.old, result.new = touch.old.score, touch.rescored.score
        result.about = f"{old:g} → {new:g}" if old != new else ""
        result.items = [item for item in moved_items(touch) if item.part == "yardstick"]
        yield RuleFinding(result)


def _broke(touch: AlignedTouchpoint) -> Iterator[RuleFinding]:
    """Yield the faults that the old answers have under today's checklists alone."""
    before = _old_faults(touch)
    for fault in touch.rescored.faults:
        if fault_key(fault) not in before:
            result = fault_result("yardstick", touch.touch.id, touch.new, fault)
            here = touch.new.items.get(fault.item or "", touch.new)
            result.file, result.line = here.file, here.line
            yield RuleFinding(result)


def _old_faults(touch: AlignedTouchpoint) -> set[FaultKey]:
    """Return the faults of then, their items under the ids that they have now."""
    asked = touch.touch.asked.items()
    new_ids = {id(earlier_item(one.question, touch.old.items)): item_id for item_id, one in asked}
    renamed = {old_id: new_ids.get(id(item)) for old_id, item in touch.old.items.items()}
    return {fault_key(replace(fault, item=renamed.get(fault.item or ""))) for fault in touch.old.faults}


def _message(result: Result) -> tuple[Message, ...]:
    if result.kind not in ("moved", "importance"):
        fault = fault_message(result)
        return (Message(phrase="is broken by the rules alone: {fault}", values={"fault": fault}),)
    moved = Message(phrase="went from {old} to {new} by the rules alone ({change})", values=figures(result))
    weighs = Message(phrase="weighs otherwise: importance {importance}", values={"importance": result.about})
    return (*((moved,) if result.kind == "moved" else ()), *((weighs,) if result.about else ()))


YARDSTICK: Final = GateRule(
    id="yardstick",
    level="warn",
    compares=True,
    help="A score moved because questions, weights, curves, standards or importances did; no answer did.",
    find=_find,
    message=_message,
)
