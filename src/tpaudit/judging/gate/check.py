"""The gate: which of the things that its rules find fail a build, which warn, and which are waived."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from tpaudit.documents.joined import LoadedAudit, Waived
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Gate, Rule, preset_level, written_rules
from tpaudit.judging.compare.align import align
from tpaudit.judging.compare.attribution import split_aligned
from tpaudit.judging.gate.cases import Case, RuleFinding, days_left
from tpaudit.judging.gate.places import at_place
from tpaudit.judging.gate.registry import RULES
from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.gate.rules.removed import REMOVED, removed_audit
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.standing import standing_of
from tpaudit.results.verdict import Checked, Result, Unjudged, Verdict, WaiverShown
from tpaudit.version import VERSION

_PLACE: Final = "place:"


def check_audit(
    audit: LoadedAudit, card: Scorecard, old: Scorecard | None, *, baseline: str | None, word: str = ""
) -> Checked:
    """Return what the gate of its workspace says of an audit, against an earlier scorecard if there is one."""
    both = align(old, audit, card) if old else None
    return Checked(
        file=card.file,
        id=card.id,
        company=card.company,
        baseline=baseline,
        word=word,
        results=results(Case(audit, card, both), audit.workspace.gate),
        waivers=[waiver_shown(waived, audit) for waived in audit.waivers],
        comparison=split_aligned(both) if both else None,
        touchpoints={touch_id: touch.name for touch_id, touch in card.links().items()},
        standing=standing_of(card),
        off=off_rules(audit.workspace.gate),
    )


def off_rules(gate: Gate) -> frozenset[str]:
    """Return the rules that a gate has off for everything."""
    return frozenset(
        rule.id for rule in RULES.values() if all(entry.level == "off" for entry in entries_of(gate, rule))
    )


def gone(card: Scorecard, file: str, gate: Gate, baseline: str) -> Checked:
    """Return what a gate says of an audit that was there at the baseline and is not there any more."""
    levels = {entry.level for entry in entries_of(gate, REMOVED)}
    result = removed_audit(card, file)
    result.level = "error" if "error" in levels else "warn"
    result.message = REMOVED.message(result)
    return Checked(
        file=file,
        id=card.id,
        company=card.company,
        baseline=baseline,
        word="",
        results=[result] if levels & {"error", "warn"} else [],
        waivers=[],
        comparison=None,
        touchpoints={},
    )


def verdict(
    audits: list[Checked], *, as_of: str | None, against: str | None, unjudged: Sequence[Unjudged] = ()
) -> Verdict:
    """Return the verdict on all audits together: it passes where all are judged and no error stands unwaived."""
    found = [result for audit in audits for result in audit.results]
    errors = sum(result.counts for result in found)
    waived = sum(result.waiver is not None for result in found)
    return Verdict(
        format=1,
        engine=VERSION,
        passed=not errors and not unjudged,
        errors=errors,
        warnings=len(found) - errors - waived,
        waived=waived,
        as_of=as_of,
        against=against,
        audits=audits,
        unjudged=list(unjudged),
        rules=[rule.info() for rule in RULES.values()],
    )


def results(case: Case, gate: Gate) -> list[Result]:
    """Return everything that the rules of a gate say: what fails it first."""
    found = [result for rule in RULES.values() for result in _of_rule(rule, entries_of(gate, rule), case)]
    return sorted(found, key=lambda one: (not one.counts, one.level != "error", list(RULES).index(one.rule)))


def entries_of(gate: Gate, rule: GateRule) -> tuple[Rule, ...]:
    """Return the entries of a rule: where nothing is written, or exemptions alone, its preset stands as well."""
    written = written_rules(gate)[rule.id]
    exempting = all(entry.level == "off" and entry.only for entry in written)
    level = preset_level(gate, rule.id, rule.level)
    default = () if level == "off" else (Rule(level=level),)
    return (*default, *written) if exempting else written


def _of_rule(rule: GateRule, entries: Sequence[Rule], case: Case) -> Iterator[Result]:
    """Yield what one rule says: of several entries that say the same the strictest counts, and `off` exempts."""
    exempt = [entry for entry in entries if entry.level == "off"]
    strictest: dict[tuple[object, ...], Result] = {}
    for entry in entries:
        for result in _of_entry(rule, entry, case) if entry.level != "off" else ():
            if any(_concerns(each, result) for each in exempt):
                continue
            key = (result.kind, result.at, result.about, result.place)
            if key not in strictest or (result.level == "error" and strictest[key].level == "warn"):
                strictest[key] = result
    yield from strictest.values()


def _of_entry(rule: GateRule, entry: Rule, case: Case) -> Iterator[Result]:
    """Yield what one entry of a rule says, of all places together or of each that it names."""
    for place in (*_places(entry),) or (None,):
        for finding in rule.find(case if place is None else at_place(case, place), entry):
            result = _judged(finding, rule, entry, case)
            result.place = place
            if _concerns(entry, result):
                yield result


def _judged(finding: RuleFinding, rule: GateRule, entry: Rule, case: Case) -> Result:
    """Return what a rule found with its level, its waiver and its words."""
    result = finding.result
    result.level = "warn" if finding.warns or entry.level == "warn" else "error"
    result.waiver = waiver_shown(finding.waiver, case.audit) if finding.waiver else None
    result.message = rule.message(result)
    return result


def waiver_shown(waived: Waived, audit: LoadedAudit) -> WaiverShown:
    """Return a waiver as outputs show it."""
    return WaiverShown(
        address=waived.address,
        reason=say(waived.waiver.reason, [audit.workspace.language]),
        approved_by=waived.waiver.approved_by,
        until=waived.waiver.until,
        days=days_left(waived, audit.as_of),
        file=audit.file,
        line=waived.line,
    )


def _places(entry: Rule) -> list[str]:
    return [pattern.removeprefix(_PLACE) for pattern in entry.only if pattern.startswith(_PLACE)]


def _concerns(entry: Rule, result: Result) -> bool:
    """Tell whether the `only` of an entry reaches a result: its place, and any of the other patterns."""
    places = _places(entry)
    if places and result.place not in places:
        return False
    patterns = [pattern for pattern in entry.only if not pattern.startswith(_PLACE)]
    addresses = [result.at]
    if "/" not in result.at:
        addresses += [f"{result.at}/{item.item}" for item in result.items or ()]
    return not patterns or any(
        _matches(pattern, address, result.stage, result.owner)
        for pattern in patterns
        for address in addresses
    )


def _matches(pattern: str, address: str, stage: str | None, owner: str | None) -> bool:
    kind, _, name = pattern.partition(":")
    if kind == "stage":
        return fnmatchcase(stage or "", name)
    if kind == "owner":
        return fnmatchcase(owner or "", name)
    touch_id = address.partition("/")[0]
    return bool(address) and (fnmatchcase(address, pattern) or fnmatchcase(touch_id, pattern))


def reaches(pattern: str, audit: LoadedAudit) -> bool:
    """Tell whether a pattern of `only` reaches anything in an audit: one that does not guards nothing."""
    if pattern.startswith(_PLACE):
        return pattern.removeprefix(_PLACE) in audit.audit.places
    if pattern.startswith("stage:") and any(fnmatchcase(stage, pattern[6:]) for stage in audit.stages):
        return True
    return any(
        _matches(pattern, address, touch.stage, touch.document.owner)
        for touch in audit.touches
        for address in (touch.id, *(f"{touch.id}/{item_id}" for item_id in touch.asked))
    )
