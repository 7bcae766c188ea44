"""Yardstick: the rules by which something scored is judged were changed.

It finds a score that moved, or a touchpoint that broke or is whole again, by a change of the questions, weights, curves,
options, standards, conditions or importances and not by an answer; and every such change of a question that is scored,
also where no score moves. A stricter checklist is no fall of the experience, so that it warns, but nobody can change
a score in silence.

Where the rules of a touchpoint changed, its new answers are judged by the rules of before as well. A fall, or a fault,
that is there by those rules and not by today's is reported as hidden: it is an error even where this rule warns, unless
`regression` did not fail at the baseline. Waivers reach what is hidden and nothing else. It compares with the baseline.

Default: warn.
Limits: none.

```yaml
gate:
  yardstick: {level: error, only: [order-line]}
```

What to do: check that the change of the checklist or of the importance is intended. Say so in the commit, as the
figures before and after do not compare. Change answers and rules in two changes.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.worded import Worded, linked, listing
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint, earlier_item
from tpaudit.judging.compare.attribution import moved_items, parts
from tpaudit.judging.compare.old_rules import changed_rules, under_old_rules
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_result, waiver_of
from tpaudit.judging.gate.falls import figures
from tpaudit.judging.gate.faults import FaultKey, fault_key, fault_message, fault_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.gate.rules.regression import fall
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    earlier = {touch.id: touch for touch in case.about.before.touches} if case.about.before else {}
    for touch in case.both.touchpoints.values() if case.both else ():
        moved = list(_moved(touch)) if touch.changed else []
        if touch.changed:
            for result in (*moved, *_broke(touch), *_healed(touch)):
                yield RuleFinding(result)
            yield from _hidden(case, touch)
        if touch.differs and touch.old_id in earlier:
            yield from map(RuleFinding, _changed(touch, earlier[touch.old_id], moved))


def _moved(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield a touchpoint whose score or importance changed."""
    moved = abs(parts(*touch.steps).yardstick) > TOLERANCE
    old, new = touch.old.importance, touch.new.importance
    if moved or old != new:
        result = compared_result("yardstick", "moved" if moved else "importance", touch)
        result.old, result.new = touch.old.score, touch.rescored.score
        result.about = f"{old:g} → {new:g}" if old != new else ""
        result.items = [item for item in moved_items(touch) if item.part == "yardstick"]
        yield result


def _changed(touch: AlignedTouchpoint, earlier: AuditedTouchpoint, moved: list[Result]) -> Iterator[Result]:
    """Yield the changes of rules of questions that are scored, other than those that are said to move a score."""
    said = {item.item for result in moved for item in result.items or ()}
    changed = [rule for rule in changed_rules(touch, earlier) if rule.item not in said]
    if changed:
        result = compared_result("yardstick", "rules", touch)
        rules = [
            Worded("{item}: {changes}", item=rule.item, changes=listing(rule.changes)) for rule in changed
        ]
        result.about = linked(rules, "{first}; {other}")
        first = touch.new.items[changed[0].item]
        result.file, result.line = first.file, first.line
        yield result


def _broke(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield the faults that the old answers have under today's checklists alone."""
    before = _old_faults(touch)
    for fault in touch.rescored.faults:
        if fault_key(fault) not in before:
            result = fault_result("yardstick", touch.touch.id, touch.new, fault)
            here = touch.new.items.get(fault.item or "", touch.new)
            result.file, result.line = here.file, here.line
            yield result


def _healed(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield the faults of items that the old answers do not have any more under today's checklists alone."""
    now = {fault_key(fault) for fault in touch.rescored.faults}
    for key in sorted(_old_faults(touch) - now, key=str):
        item = touch.new.items.get(key[1] or "")
        if item is not None:
            result = compared_result("yardstick", "healed", touch)
            result.at, result.name = f"{touch.touch.id}/{key[1]}", item.ask
            result.file, result.line = item.file, item.line
            yield result


def _old_faults(touch: AlignedTouchpoint) -> set[FaultKey]:
    """Return the faults of then, their items under the ids that they have now."""
    asked = touch.touch.asked.items()
    new_ids = {id(earlier_item(put.question, touch.old.items)): item_id for item_id, put in asked}
    renamed = {old_id: new_ids.get(id(item)) for old_id, item in touch.old.items.items()}
    return {fault_key(replace(fault, item=renamed.get(fault.item or ""))) for fault in touch.old.faults}


def _hidden(case: Case, touch: AlignedTouchpoint) -> Iterator[RuleFinding]:
    """Yield what the rules of before say of the new answers, and today's do not."""
    before = case.about.before
    then = under_old_rules(touch, before) if before else None
    if then is None or before is None:
        return
    entries = before.workspace.gate.regression or (Rule(level="error"),)
    failing = [entry.max_drop or 0.0 for entry in entries if entry.level == "error"]
    limit = min(failing, default=0.0)
    if not any(fall(case, touch, limit)):
        for finding in fall(case, then, limit):
            yield _as_hidden(case, touch, finding, fails=bool(failing))
    yield from _hidden_faults(case, touch, then, fails=bool(failing))


def _as_hidden(case: Case, touch: AlignedTouchpoint, finding: RuleFinding, *, fails: bool) -> RuleFinding:
    result = finding.result
    result.rule, result.kind, result.at = "yardstick", "hidden", touch.touch.id
    waiver = finding.waiver or waiver_of(case, touch.touch.id, touch.new.score)
    return RuleFinding(result, finding.warns, fails=fails and not finding.warns, waiver=waiver)


def _hidden_faults(
    case: Case, touch: AlignedTouchpoint, then: AlignedTouchpoint, *, fails: bool
) -> Iterator[RuleFinding]:
    """Yield the faults that the new answers would have by the rules of before, and that nobody reports."""
    known = {fault_key(fault) for fault in then.old.faults}
    called = {fault.item for fault in touch.new.faults}
    for fault in then.new.faults:
        if fault.item is not None and fault_key(fault) not in known and fault.item not in called:
            result = fault_result("yardstick", touch.touch.id, then.new, fault)
            result.about, result.kind = fault.kind, "hidden-fault"
            yield RuleFinding(result, fails=fails, waiver=waiver_of(case, result.at, result.new))


_HIDDEN: Final = "under the rules of before it fell from {old} to {new} ({change}): {answers}"


def _message(result: Result) -> tuple[Message, ...]:
    if result.kind == "hidden":
        fallen = tuple(item for item in result.items or () if (item.points or 0.0) < 0)
        return (Message(phrase=_HIDDEN, values={"answers": fallen or (), **figures(result)}),)
    if result.kind == "rules":
        return (Message(phrase="is judged by other rules: {rules}", values={"rules": result.about}),)
    if result.kind == "healed":
        return (Message(phrase="is not broken any more by the rules alone"),)
    if result.kind == "hidden-fault":
        fault = fault_message(replace(result, kind=result.about))
        return (
            Message(phrase="is newly broken under the rules of before: {fault}", values={"fault": fault}),
        )
    if result.kind not in ("moved", "importance"):
        fault = fault_message(result)
        return (Message(phrase="is broken by the rules alone: {fault}", values={"fault": fault}),)
    moved = Message(phrase="went from {old} to {new} by the rules alone ({change})", values=figures(result))
    weighs = Message(phrase="has another importance: {importance}", values={"importance": result.about})
    return (*((moved,) if result.kind == "moved" else ()), *((weighs,) if result.about else ()))


YARDSTICK: Final = GateRule(
    id="yardstick",
    level="warn",
    compares=True,
    help="A score moved because questions, weights, curves, standards or importances did; no answer did. Or such a "
    "change hides that an answer got worse.",
    find=_find,
    message=_message,
)
