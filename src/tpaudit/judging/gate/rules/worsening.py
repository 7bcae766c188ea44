"""Worsening: the rules of the gate that hold an audit against an earlier one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import fsum

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import Pair, earlier_item
from tpaudit.judging.compare.attribution import moved_items, parts
from tpaudit.judging.compare.significance import FEWEST, bound, wanted
from tpaudit.judging.gate.cases import Case, Finding, touch_result, waiver_of
from tpaudit.results.comparison import Moved
from tpaudit.results.scorecard import Fault, ItemScore, ObservationScore, TouchpointScore
from tpaudit.results.verdict import Result


def regression(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find touchpoints whose experience fell by more than `max_drop`; waived items are held at their old score."""
    limit = rule.max_drop or 0.0
    for one in case.changed():
        fell = -parts(one.old.score, one.before.score, one.between.score, one.new.score)[1]
        items = sorted((each for each in moved_items(one) if each.part == "experience"), key=_share)
        waivers = {each.item: waiver_of(case, f"{one.touch.id}/{each.item}", each.new) for each in items}
        # What is waived is held where it was: it neither fails the touchpoint nor pays for another fall.
        held = fell + fsum(_share(each) for each in items if waivers[each.item])
        if max(fell, held) > limit + TOLERANCE:
            result = _result(
                "regression", "fell", one, old=one.before.score, new=one.between.score, limit=limit
            )
            result.items = items
            _point(result, [each for each in items if _share(each) < 0])
            own = waiver_of(case, one.touch.id, one.new.score)
            if own or held <= limit + TOLERANCE:
                waived = next(filter(None, (waivers[each.item] for each in items)), None)
                yield Finding(result, waiver=own or waived)
            else:
                yield _settled(one, result, [each for each in items if not waivers[each.item]], held)


def _settled(one: Pair, result: Result, items: list[Moved], fell: float) -> Finding:
    """Say whether a fall hangs on too few observations of some items, and how many more would settle it."""
    doubts = {each.item: more for each in items if _share(each) < 0 for more in _doubts(one, each)}
    apart = fsum(_share(each) for each in items if each.item in doubts)
    if not doubts or fell + apart > (result.limit or 0.0) + TOLERANCE:
        return Finding(result)
    result.kind = "unsettled"
    counts = [more for more in doubts.values() if more is not None]
    result.count = max(counts) if len(counts) == len(doubts) else None
    return Finding(result, warns=True)


def _share(each: Moved) -> float:
    return each.points or 0.0


def items(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find items whose score fell by more than `max_drop`, even if others rose."""
    limit = rule.max_drop or 0.0
    for one in case.changed():
        for each in moved_items(one):
            if each.part != "experience" or each.old is None or each.new is None:
                continue
            if each.old - each.new > limit + TOLERANCE:
                doubts = list(_doubts(one, each))
                result = _item_result("item", "unsettled" if doubts else "fell", one, each.item)
                result.old, result.new, result.limit = each.old, each.new, limit
                result.items, result.count = [each], doubts[0] if doubts else None
                _point(result, [each])
                yield Finding(result, bool(doubts), waiver_of(case, result.at, each.new))


def _doubts(one: Pair, each: Moved) -> Iterator[int | None]:
    """Yield how many more observations would settle a drop, if those that there are do not."""
    old, new = one.before.items[each.item], one.between.items[each.item]
    if one.touch.asked[each.item].question.item.combine != "mean" or each.old is None or each.new is None:
        return
    then, now = _scores(old), _scores(new)
    if min(len(then), len(now)) >= FEWEST and each.old - each.new < bound(then, now) - TOLERANCE:
        yield wanted(then, now, each.old - each.new)


def _scores(each: ItemScore) -> list[float]:
    return [one.score for one in each.observations if one.counts and one.score is not None]


def broken(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find what is newly broken: the old and the new answers under the new yardstick."""
    links = case.card.links()
    for one in case.changed():
        before = {_key(fault) for fault in one.before.faults}
        for fault in one.new.faults:
            if _key(fault) not in before:
                result = _fault_result("broken", one.touch.id, one.new, fault)
                yield Finding(result, waiver=waiver_of(case, result.at, result.new))
    for touch_id in case.both.added if case.both else ():
        for fault in links[touch_id].faults:
            yield Finding(_fault_result("broken", touch_id, links[touch_id], fault), warns=True)


def _key(fault: Fault) -> tuple[str, str | None, str | None, str | None]:
    return ("item" if fault.item else fault.kind, fault.item, fault.promise, fault.by)


def _fault_result(rule: str, touch_id: str, touch: TouchpointScore, fault: Fault) -> Result:
    at = f"{touch_id}/{fault.item}" if fault.item else touch_id
    result = Result(
        rule=rule,
        kind=fault.kind,
        level="error",
        at=at,
        name=touch.name,
        stage=touch.stage,
        owner=touch.owner,
        file=fault.file,
        line=fault.line,
    )
    result.new = touch.items[fault.item].score if fault.item else touch.score
    result.count, result.of = fault.failing, fault.of
    result.about = fault.item or (f"{fault.promise} ({fault.by})" if fault.promise else "")
    return result


def removed(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find what was scored at the baseline and is not any more, other than by a newer answer."""
    if case.both is None:
        return
    earlier = case.both.old.touchpoints | case.both.old.handovers
    for touch_id in case.both.removed:
        touch = earlier[touch_id]
        if touch.score is not None or touch.broken or _scored(touch):
            result = touch_result("removed", "touchpoint", touch_id, touch)
            result.file, result.line = case.audit.file, case.audit.line("touchpoints")
            result.was, result.old = f"{touch.file}:{touch.line}", touch.score
            into = next((one.id for one in case.audit.touches if touch_id in one.document.was), "")
            result.kind, result.about = ("merged", into) if into else ("touchpoint", "")
            yield Finding(result, bool(into), waiver_of(case, touch_id, 0.0))
    for one in case.changed():
        for result in [] if one.new.missing else _removed_items(one):
            yield Finding(result, waiver=waiver_of(case, result.at, 0.0))


def _scored(touch: TouchpointScore) -> bool:
    return any(one.state == "scored" for one in touch.items.values())


def _removed_items(one: Pair) -> Iterator[Result]:
    if one.old.missing and one.new.score is None:
        result = touch_result("removed", "unscored", one.touch.id, one.new)
        result.was, result.old = f"{one.old.file}:{one.old.line}", one.old.score
        yield result
    named = set()
    for at, asked in one.touch.asked.items():
        old, new = earlier_item(asked.question, one.old.items), one.new.items[at]
        if old is None:
            continue
        named.add(id(old))
        if old.state != "scored":
            continue
        # It follows from another item's new answer, which says so itself; not from a question that changed.
        ruled_out = one.touch.left_out(asked) and not one.earlier.left_out(one.earlier.asked[at])
        follows = new.state == "n/a" and not asked.observed and ruled_out
        if new.state != "scored" and not follows:
            yield _gone("item", one, at, old, (new.file, new.line), new.state)
        elif new.state == "scored" and _fewer(one.before.items[at].observations, new.observations):
            yield _gone("observation", one, at, old, (new.file, new.line), "")
    for at, old in one.old.items.items():
        if id(old) not in named and old.state == "scored":
            yield _gone("dropped", one, at, old, (one.new.file, one.new.line), "")


def _gone(kind: str, one: Pair, at: str, old: ItemScore, here: tuple[str, int], state: str) -> Result:
    result = _item_result("removed", kind, one, at)
    result.name, result.old, result.about = old.ask, old.score, state
    result.file, result.line = here
    result.was = f"{old.file}:{old.line}"
    return result


def _fewer(old: list[ObservationScore], new: list[ObservationScore]) -> bool:
    """Tell whether the observations that count are a proper part of those that did, by what they mean."""
    then, now = ([_seen(one) for one in some if one.counts] for some in (old, new))
    return len(now) < len(then) and Counter(now) < Counter(then)


def _seen(one: ObservationScore) -> tuple[float | None, str | None, str | None, str | None]:
    return (one.score, one.on, one.by, one.method)


def yardstick(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find scores that moved because questions, weights, curves, standards or importances did."""
    for one in case.changed():
        change = parts(one.old.score, one.before.score, one.between.score, one.new.score)[0]
        weighs = one.old.importance != one.new.importance
        if abs(change) > TOLERANCE or weighs:
            kind = "moved" if abs(change) > TOLERANCE else "importance"
            result = _result("yardstick", kind, one, old=one.old.score, new=one.before.score)
            result.about = f"{one.old.importance:g} → {one.new.importance:g}" if weighs else ""
            result.items = [each for each in moved_items(one) if each.part == "yardstick"]
            yield Finding(result)
        names = {id(earlier_item(asked.question, one.old.items)): at for at, asked in one.touch.asked.items()}
        now = {at: names.get(id(old)) for at, old in one.old.items.items()}
        before = {_key(replace(fault, item=now.get(fault.item or ""))) for fault in one.old.faults}
        for fault in one.before.faults:
            if _key(fault) not in before:
                result = _fault_result("yardstick", one.touch.id, one.new, fault)
                here = one.new.items.get(fault.item or "", one.new)
                result.file, result.line = here.file, here.line
                yield Finding(result)


def _point(result: Result, items: list[Moved]) -> None:
    """Let a result point at the item that weighs most in it."""
    if items:
        worst = min(items, key=_share)
        result.file, result.line = worst.file, worst.line


def _result(
    rule: str, kind: str, one: Pair, *, old: float | None, new: float | None, limit: float | None = None
) -> Result:
    result = touch_result(rule, kind, one.touch.id, one.new)
    result.was = f"{one.old.file}:{one.old.line}"
    result.old, result.new, result.limit = old, new, limit
    return result


def _item_result(rule: str, kind: str, one: Pair, at: str) -> Result:
    result = touch_result(rule, kind, f"{one.touch.id}/{at}", one.new)
    result.name = one.new.items[at].ask if at in one.new.items else at
    return result
