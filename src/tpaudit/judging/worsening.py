"""Worsening: the rules of the gate that hold an audit against an earlier one."""

from collections import Counter
from collections.abc import Iterator
from math import fsum

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.cases import Case, Found, touch_result, waiver_of
from tpaudit.judging.comparing import Moved, moved, parts
from tpaudit.judging.pairing import Pair, earlier_item
from tpaudit.judging.scorecard import Fault, ItemScore, ObservationScore, TouchpointScore
from tpaudit.judging.settling import FEWEST, bound, wanted
from tpaudit.judging.verdict import Result


def regression(case: Case, rule: Rule) -> Iterator[Found]:
    """Find touchpoints whose experience fell by more than `max_drop`; waived items are held at their old score."""
    limit = rule.max_drop or 0.0
    for one in case.changed():
        fell = -parts(one.old.score, one.before.score, one.between.score, one.new.score)[1]
        if fell > limit + TOLERANCE:
            items = [each for each in moved(one) if each.part == "experience"]
            falling = sorted((each for each in items if _share(each) < 0), key=_share)
            result = _result(
                "regression", "fell", one, old=one.before.score, new=one.between.score, limit=limit
            )
            result.items = sorted(items, key=_share)
            _point(result, falling)
            yield _judged(case, one, result, falling, fell)


def _judged(case: Case, one: Pair, result: Result, falling: list[Moved], fell: float) -> Found:
    """Say whether a regression is waived, as a whole or by its items, or hangs on too few observations."""
    limit = (result.limit or 0.0) + TOLERANCE
    waivers = {each.item: waiver_of(case, f"{one.touch.id}/{each.item}", each.new) for each in falling}
    held = [each for each in falling if waivers[each.item]]
    own = waiver_of(case, one.touch.id, one.new.score)
    if own or (held and fell + fsum(map(_share, held)) <= limit):
        return Found(result, waiver=own or waivers[held[0].item])
    doubts = {each.item: more for each in falling if not waivers[each.item] for more in _doubts(one, each)}
    apart = [each for each in falling if waivers[each.item] or each.item in doubts]
    if doubts and fell + fsum(map(_share, apart)) <= limit:
        result.kind = "unsettled"
        counts = [more for more in doubts.values() if more is not None]
        result.count = max(counts) if len(counts) == len(doubts) else None
        return Found(result, warns=True)
    return Found(result)


def _share(each: Moved) -> float:
    return each.points or 0.0


def items(case: Case, rule: Rule) -> Iterator[Found]:
    """Find items whose score fell by more than `max_drop`, even if others rose."""
    limit = rule.max_drop or 0.0
    for one in case.changed():
        for each in moved(one):
            if each.part != "experience" or each.old is None or each.new is None:
                continue
            if each.old - each.new > limit + TOLERANCE:
                doubts = list(_doubts(one, each))
                result = _item_result("item", "unsettled" if doubts else "fell", one, each.item)
                result.old, result.new, result.limit = each.old, each.new, limit
                result.items, result.count = [each], doubts[0] if doubts else None
                _point(result, [each])
                yield Found(result, bool(doubts), waiver_of(case, result.at, each.new))


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


def broken(case: Case, _rule: Rule) -> Iterator[Found]:
    """Find what is newly broken: the old and the new answers under the new yardstick."""
    links = case.card.links()
    for one in case.changed():
        before = {_key(fault) for fault in one.before.faults}
        for fault in one.new.faults:
            if _key(fault) not in before:
                result = _fault_result("broken", one.touch.id, one.new, fault)
                yield Found(result, waiver=waiver_of(case, result.at, result.new))
    for touch_id in case.both.added if case.both else ():
        for fault in links[touch_id].faults:
            yield Found(_fault_result("broken", touch_id, links[touch_id], fault), warns=True)


def _key(fault: Fault) -> tuple[str, str | None, str | None, str | None]:
    return ("item" if fault.item else fault.kind, fault.item, fault.promise, fault.by)


def _fault_result(rule: str, touch_id: str, touch: TouchpointScore, fault: Fault) -> Result:
    at = f"{touch_id}/{fault.item}" if fault.item else touch_id
    result = Result(
        rule, fault.kind, "error", at, touch.name, touch.stage, touch.owner, fault.file, fault.line
    )
    result.new = touch.items[fault.item].score if fault.item else touch.score
    result.count, result.of = fault.failing, fault.of
    result.about = fault.item or (f"{fault.promise} ({fault.by})" if fault.promise else "")
    return result


def removed(case: Case, _rule: Rule) -> Iterator[Found]:
    """Find what was scored at the baseline and is not any more, other than by a newer answer."""
    if case.both is None:
        return
    earlier = case.both.old.touchpoints | case.both.old.handovers
    for touch_id in case.both.removed:
        touch = earlier[touch_id]
        if touch.score is not None:
            here = (case.audit.file, case.audit.line("touchpoints"))
            result = Result(
                "removed", "touchpoint", "error", touch_id, touch.name, touch.stage, touch.owner, *here
            )
            result.was, result.old = f"{touch.file}:{touch.line}", touch.score
            yield Found(result, waiver=waiver_of(case, touch_id, None))
    for one in case.changed():
        if not one.new.missing and not one.old.missing:
            for result in _removed_items(one):
                yield Found(result, waiver=waiver_of(case, result.at, None))


def _removed_items(one: Pair) -> Iterator[Result]:
    named = set()
    for at, asked in one.touch.asked.items():
        old, new = earlier_item(asked.question, one.old.items), one.new.items[at]
        if old is None:
            continue
        named.add(id(old))
        if old.state != "scored":
            continue
        follows = (
            new.state == "n/a" and not asked.observed
        )  # from another item's answer, which says so itself
        if new.state != "scored" and not follows:
            yield _gone("item", one, at, old, (new.file, new.line), new.state)
        elif new.state == "scored" and _fewer(old.observations, new.observations):
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
    """Tell whether the observations left are a proper part of the old ones; those long past may go."""
    if len(new) >= len(old):
        return False
    past = Counter(_seen(one) for one in old if one.past)
    then = Counter(_seen(one) for one in old if not one.past)
    return Counter(_seen(one) for one in new) - past < then


def _seen(one: ObservationScore) -> tuple[str, str | None, str | None, str | None]:
    return (one.answer, one.on, one.by, one.method)


def yardstick(case: Case, _rule: Rule) -> Iterator[Found]:
    """Find scores that moved because questions, weights, curves, standards or importances did."""
    for one in case.changed():
        change = parts(one.old.score, one.before.score, one.between.score, one.new.score)[0]
        weighs = one.old.importance != one.new.importance
        if abs(change) > TOLERANCE or weighs:
            kind = "moved" if abs(change) > TOLERANCE else "importance"
            result = _result("yardstick", kind, one, old=one.old.score, new=one.before.score)
            result.about = f"{one.old.importance:g} → {one.new.importance:g}" if weighs else ""
            result.items = [each for each in moved(one) if each.part == "yardstick"]
            yield Found(result)
        before = {_key(fault) for fault in one.old.faults}
        for fault in one.before.faults:
            if _key(fault) not in before:
                yield Found(_fault_result("yardstick", one.touch.id, one.new, fault))


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
    ask = one.new.items[at].ask if at in one.new.items else at
    about = (ask, one.new.stage, one.new.owner)
    return Result(rule, kind, "error", f"{one.touch.id}/{at}", *about, one.new.file, one.new.line)
