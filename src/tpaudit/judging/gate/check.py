"""The gate: which of the things that its rules find fail a build, which warn, and which are waived."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Final

from tpaudit.documents.joined import LoadedAudit, Waived
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Gate, Rule
from tpaudit.judging.compare.align import pair
from tpaudit.judging.compare.attribution import compared
from tpaudit.judging.gate.cases import Case, Finding, days_left
from tpaudit.judging.gate.rules.between import consistency, gap
from tpaudit.judging.gate.rules.limits import coverage, floor, na, stale, waiver
from tpaudit.judging.gate.rules.worsening import broken, items, regression, removed, yardstick
from tpaudit.judging.scoring.breakdown import only
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore
from tpaudit.results.verdict import Checked, Result, Unjudged, Verdict, WaiverShown
from tpaudit.version import VERSION

RULES: Final[dict[str, Callable[[Case, Rule], Iterator[Finding]]]] = {
    "regression": regression,
    "item": items,
    "broken": broken,
    "removed": removed,
    "floor": floor,
    "coverage": coverage,
    "na": na,
    "stale": stale,
    "yardstick": yardstick,
    "consistency": consistency,
    "gap": gap,
    "waiver": waiver,
}
"""The rules in the order in which they are told; a new one is a function and a line here."""
_ERROR: Final = (Rule(level="error"),)
_WARN: Final = (Rule(level="warn"),)
DEFAULTS: Final[dict[str, tuple[Rule, ...]]] = {
    "regression": _ERROR,
    "item": _WARN,
    "broken": _ERROR,
    "removed": _ERROR,
    "stale": _WARN,
    "yardstick": _WARN,
    "waiver": _ERROR,
}
"""What holds of a rule that the workspace does not mention; the others are off."""
_PLACE: Final = "place:"


def check_audit(
    audit: LoadedAudit, card: Scorecard, old: Scorecard | None, *, baseline: str | None, word: str = ""
) -> Checked:
    """Return what the gate of its workspace says of an audit, against an earlier scorecard if there is one."""
    both = pair(old, audit, card) if old else None
    case = Case(audit, card, both)
    return Checked(
        file=card.file,
        id=card.id,
        company=card.company,
        baseline=baseline,
        word=word,
        results=results(case, audit.workspace.gate),
        waivers=[waiver_shown(one, audit) for one in audit.waivers],
        comparison=compared(both) if both else None,
        touchpoints={touch_id: touch.name for touch_id, touch in card.links().items()},
    )


def gone(card: Scorecard, file: str, gate: Gate, baseline: str) -> Checked:
    """Return what a gate says of an audit that was there at the baseline and is not there any more."""
    levels = {rule.level for rule in rules_of(gate, "removed")}
    result = Result(
        rule="removed",
        kind="audit",
        level="error",
        at="",
        name=card.company or card.id,
        stage=None,
        owner=None,
        file=file,
        line=1,
    )
    result.level = "error" if "error" in levels else "warn"
    result.was, result.old = card.file, card.score
    told = [result] if levels & {"error", "warn"} else []
    return Checked(
        file=file,
        id=card.id,
        company=card.company,
        baseline=baseline,
        word="",
        results=told,
        waivers=[],
        comparison=None,
        touchpoints={},
    )


def verdict(
    audits: list[Checked], *, as_of: str | None, against: str | None, unjudged: Sequence[Unjudged] = ()
) -> Verdict:
    """Return the verdict on all audits together: it passes where all are judged and no error stands unwaived."""
    found = [result for one in audits for result in one.results]
    errors = sum(result.counts for result in found)
    waived = sum(result.waiver is not None for result in found)
    warnings = len(found) - errors - waived
    passed = not errors and not unjudged
    return Verdict(
        format=1,
        engine=VERSION,
        passed=passed,
        errors=errors,
        warnings=warnings,
        waived=waived,
        as_of=as_of,
        against=against,
        audits=audits,
        unjudged=list(unjudged),
    )


def results(case: Case, gate: Gate) -> list[Result]:
    """Return everything that the rules of a gate say: what fails it first."""
    found: list[Result] = []
    for name in RULES:
        found += _of_rule(name, rules_of(gate, name), case)
    return sorted(found, key=lambda one: (not one.counts, one.level != "error", list(RULES).index(one.rule)))


def rules_of(gate: Gate, name: str) -> tuple[Rule, ...]:
    """Return the entries of a rule: where nothing is written, or exemptions alone, the default stands as well."""
    written: tuple[Rule, ...] = getattr(gate, name) or ()
    exempting = all(rule.level == "off" and rule.only for rule in written)
    return (*DEFAULTS.get(name, ()), *written) if exempting else written


def _of_rule(name: str, rules: Iterable[Rule], case: Case) -> Iterator[Result]:
    """Yield what one rule says: of several entries that say the same the strictest counts, and `off` exempts."""
    rules = list(rules)
    exempt = [rule for rule in rules if rule.level == "off"]
    told: dict[tuple[object, ...], Result] = {}
    for rule in rules:
        if rule.level == "off":
            continue
        for place in (*_places(rule),) or (None,):
            here = case if place is None else _at(case, place)
            for found in RULES[name](here, rule):
                result = _leveled(found, rule, case)
                result.place = place
                if not _concerns(rule, result) or any(_concerns(one, result) for one in exempt):
                    continue
                key = (result.kind, result.at, result.about, place)
                if key not in told or (result.level == "error" and told[key].level == "warn"):
                    told[key] = result
    yield from told.values()


def _leveled(found: Finding, rule: Rule, case: Case) -> Result:
    result = found.result
    result.level = "warn" if found.warns or rule.level == "warn" else "error"
    result.waiver = waiver_shown(found.waiver, case.audit) if found.waiver else None
    return result


def waiver_shown(one: Waived, audit: LoadedAudit) -> WaiverShown:
    """Return a waiver as outputs show it."""
    reason = say(one.waiver.reason, [audit.workspace.language])
    left = days_left(one, audit.as_of)
    return WaiverShown(
        address=one.address,
        reason=reason,
        approved_by=one.waiver.approved_by,
        until=one.waiver.until,
        days=left,
        file=audit.file,
        line=one.line,
    )


def _places(rule: Rule) -> list[str]:
    return [one.removeprefix(_PLACE) for one in rule.only if one.startswith(_PLACE)]


def _concerns(rule: Rule, result: Result) -> bool:
    """Tell whether a rule's `only` reaches a result: its place, and any of the other patterns."""
    places, patterns = _places(rule), [one for one in rule.only if not one.startswith(_PLACE)]
    if places and result.place not in places:
        return False
    at = [result.at, *(f"{result.at}/{one.item}" for one in result.items or () if "/" not in result.at)]
    return not patterns or any(
        _matches(one, each, result.stage, result.owner) for one in patterns for each in at
    )


def _matches(pattern: str, at: str, stage: str | None, owner: str | None) -> bool:
    kind, _, wanted = pattern.partition(":")
    if kind == "stage":
        return fnmatchcase(stage or "", wanted)
    if kind == "owner":
        return fnmatchcase(owner or "", wanted)
    return bool(at) and (fnmatchcase(at, pattern) or fnmatchcase(at.partition("/")[0], pattern))


def reaches(pattern: str, audit: LoadedAudit) -> bool:
    """Tell whether a pattern of `only` reaches anything in an audit: one that does not guards nothing."""
    if pattern.startswith(_PLACE):
        return pattern.removeprefix(_PLACE) in audit.audit.places
    if pattern.startswith("stage:") and any(fnmatchcase(one, pattern[6:]) for one in audit.stages):
        return True
    return any(
        _matches(pattern, at, touch.stage, touch.document.owner)
        for touch in audit.touches
        for at in (touch.id, *(f"{touch.id}/{item}" for item in touch.asked))
    )


def _at(case: Case, place: str) -> Case:
    """Return a case as one place alone saw it: the old answers there under today's yardstick."""
    audit = replace(case.audit, touches=[only(touch, "place", place) for touch in case.audit.touches])
    card = score_audit(audit)
    if case.both is None:
        return Case(audit, card, None)
    old = case.both.old
    earlier = replace(old, touchpoints=_seen(old.touchpoints, place), handovers=_seen(old.handovers, place))
    return Case(audit, card, pair(earlier, audit, card))


def _seen(touchpoints: dict[str, TouchpointScore], place: str) -> dict[str, TouchpointScore]:
    return {
        touch_id: replace(
            touch, score=None, items={at: _item_seen(one, place) for at, one in touch.items.items()}
        )
        for touch_id, touch in touchpoints.items()
    }


def _item_seen(one: ItemScore, place: str) -> ItemScore:
    seen = [each for each in one.observations if each.place == place]
    if any(each.counts for each in seen):
        return replace(one, observations=seen)
    return replace(one, observations=seen, state="open", score=None)
