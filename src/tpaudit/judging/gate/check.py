"""The gate: which of the things that its rules find fail a build, which warn, and which are waived."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tpaudit.documents.joined import LoadedAudit, Waived
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Gate, Rule, Settings, Waves
from tpaudit.judging.compare.align import Alignment, align
from tpaudit.judging.compare.attribution import split_aligned
from tpaudit.judging.compare.sides import old_side_of, sides_of
from tpaudit.judging.compare.waves import wave_falls
from tpaudit.judging.gate.cases import Around, Case, Loosening, RuleFinding, days_left
from tpaudit.judging.gate.entries import entries_of, exempts, guards, places_of
from tpaudit.judging.gate.loosened import loosened_bands, loosened_rules
from tpaudit.judging.gate.places import at_place
from tpaudit.judging.gate.registry import RULES
from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.gate.rules.change.gate import GATE
from tpaudit.judging.gate.rules.change.removed import REMOVED, removed_audit
from tpaudit.judging.gate.rules.regression import REGRESSION
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.standing import standing_of
from tpaudit.results.verdict import Checked, Result, Unjudged, Verdict, WaiverShown
from tpaudit.version import VERSION

_STAGE: Final = "stage:"
_NOTHING_MORE: Final = Around()
_PLACES: Final = {rule_id: place for place, rule_id in enumerate(RULES)}
"""Where each rule stands in the output."""


def check_audit(
    audit: LoadedAudit,
    card: Scorecard,
    old: Scorecard | None,
    *,
    baseline: str | None,
    word: str = "",
    about: Around = _NOTHING_MORE,
) -> Checked:
    """Return what the gate of its workspace says of an audit, against an earlier scorecard or audit if there is one.

    Where `about` has the earlier audit, the stricter of both gates counts, rule by rule, and it stands for its
    scorecard where there is none. The scorecard may be without details unless there is an earlier one.
    """
    both = _alignment(audit, card, old, about.before)
    gate = audit.workspace.gate
    earlier = about.before.workspace.gate if about.before is not None and about.in_git else gate
    if both is not None and about.wave:
        about = about._replace(falls=wave_falls(both), waves=_waves(gate, earlier))
    return Checked(
        file=card.file,
        id=card.id,
        company=card.company,
        baseline=baseline,
        word=word,
        results=results(Case(audit=audit, card=card, both=both, about=about), gate, earlier),
        waivers=[waiver_shown(waived, audit) for waived in audit.waivers],
        comparison=split_aligned(both) if both else None,
        touchpoints={touch_id: touch.name for touch_id, touch in card.links().items()},
        standing=standing_of(card),
        off=off_rules(gate) if earlier is gate else off_rules(gate) & off_rules(earlier),
    )


def _alignment(
    audit: LoadedAudit, card: Scorecard, old: Scorecard | None, before: LoadedAudit | None
) -> Alignment | None:
    if old is not None:
        return align(old_side_of(old), audit, card)
    if before is None:
        return None
    sides = sides_of(before, audit, card)
    return align(sides.old, audit, sides.new)


def off_rules(gate: Gate) -> frozenset[str]:
    """Return the rules that a gate has off for everything."""
    return frozenset(
        rule.id for rule in RULES.values() if all(entry.level == "off" for entry in entries_of(gate, rule))
    )


def _waves(*gates: Gate) -> Waves:
    """Return how strictly the strictest of some gates judges a fall since the audit before."""
    words = [entry.waves or "chance" for gate in gates for entry in entries_of(gate, REGRESSION)]
    return next((word for word in ("strict", "chance") if word in words), "warn")


def loosened(before: Settings, now: Settings) -> tuple[Loosening, ...]:
    """Return where settings are milder than earlier ones."""
    rules = loosened_rules(before.gate, now.gate, [*RULES.values()])
    return (*rules, *loosened_bands(before.bands, now.bands))


def gone(card: Scorecard, file: str, gates: Sequence[Gate], baseline: str) -> Checked:
    """Return what the stricter of some gates says of an audit that was there and is not there any more."""
    levels = {entry.level for gate in gates for entry in entries_of(gate, REMOVED)}
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


def unreached_pattern(file: str, line: int, said: str) -> Result:
    """Return a warning of a pattern of the settings that reaches nothing, so that its rule guards nothing."""
    result = Result(
        rule=GATE.id,
        kind="unreached",
        level="warn",
        at="",
        name="",
        stage=None,
        owner=None,
        file=file,
        line=line,
        about=said,
    )
    result.message = GATE.message(result)
    return result


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


def results(case: Case, gate: Gate, earlier: Gate) -> list[Result]:
    """Return everything that the stricter of two gates says, rule by rule: what fails it first."""
    rules = [rule for rule in RULES.values() if not (rule.compares and case.about.unchanged)]
    found = [result for rule in rules for result in _of_gates(rule, case, gate, earlier)]
    found = list(_once(found))
    return sorted(
        found, key=lambda result: (not result.counts, result.level != "error", _PLACES[result.rule])
    )


def _once(found: Sequence[Result]) -> Iterator[Result]:
    """Yield results without those that say again, and no more sharply, what another one says."""
    named = {
        f"{result.at}/{item.item}"
        for result in found
        if result.rule == "regression" or result.kind == "hidden"
        for item in result.items or ()
    }
    sayers = _sharpest_rules(result for result in found if _is_problem(result))
    for result in found:
        again = result.rule == "item" and result.level != "error" and result.at in named
        if not again and (not _is_problem(result) or result.rule == sayers[result.at]):
            yield result


def _is_problem(result: Result) -> bool:
    """Tell whether a result is a problem that was found: a critical one concerns `broken` and `finding`."""
    return result.rule == "finding" or (result.rule == "broken" and result.kind == "finding")


def _sharpest_rules(found: Iterable[Result]) -> dict[str, str]:
    """Return of each address the rule that judges it hardest; of equals `finding`, which says more."""
    ranked = sorted(
        found, key=lambda result: (result.counts, result.level == "error", result.rule == "finding")
    )
    return {result.at: result.rule for result in ranked}


def _of_gates(rule: GateRule, case: Case, gate: Gate, earlier: Gate) -> Iterator[Result]:
    """Yield what one rule says under either gate; how mild a gate may become is said by the earlier one alone."""
    now, then = entries_of(gate, rule), entries_of(earlier, rule)
    if rule is GATE or now == then:
        yield from _of_rule(rule, then, case)
        return
    strictest: dict[tuple[object, ...], Result] = {}
    for entries in (now, then):
        for result in _of_rule(rule, entries, case):
            _keep_stricter(strictest, result)
    yield from strictest.values()


def _of_rule(rule: GateRule, entries: Sequence[Rule], case: Case) -> Iterator[Result]:
    """Yield what one rule says: of several entries that say the same the strictest counts, and `off` exempts."""
    exempt = [entry for entry in entries if entry.level == "off"]
    strictest: dict[tuple[object, ...], Result] = {}
    for entry in entries:
        for result in _of_entry(rule, entry, case) if entry.level != "off" else ():
            if not any(exempts(off, result, case) for off in exempt):
                _keep_stricter(strictest, result)
    yield from strictest.values()


def _keep_stricter(strictest: dict[tuple[object, ...], Result], result: Result) -> None:
    key = (result.kind, result.at, result.about, result.place)
    if key not in strictest or (result.level == "error" and strictest[key].level == "warn"):
        strictest[key] = result


def _of_entry(rule: GateRule, entry: Rule, case: Case) -> Iterator[Result]:
    """Yield what one entry of a rule says, of all places together or of each that it names."""
    for place in (*places_of(entry),) or (None,):
        for finding in rule.find(case if place is None else at_place(case, place), entry):
            result = _judged(finding, rule, entry, case)
            result.place = place
            result.place_name = _place_name(place, case.audit) if place else None
            if guards(entry, result, case):
                yield result


def _place_name(place: str, audit: LoadedAudit) -> str:
    about = audit.audit.places.get(place)
    return say(about.name, audit.preferred_languages()) if about else place


def _judged(finding: RuleFinding, rule: GateRule, entry: Rule, case: Case) -> Result:
    """Return what a rule found with its level, its waiver and its words."""
    result = finding.result
    milder = finding.warns or (entry.level == "warn" and not finding.fails)
    result.level = "warn" if milder else "error"
    result.waiver = waiver_shown(finding.waiver, case.audit) if finding.waiver else None
    result.called = _called(result, case)
    result.message = rule.message(result)
    return result


def _called(result: Result, case: Case) -> str:
    """Return the name of the touchpoint or stage that a result is about; empty for the journey or the audit."""
    touch_id = result.at.partition("/")[0]
    if touch_id.startswith(_STAGE):
        stage = case.card.stages.get(touch_id.removeprefix(_STAGE))
        return stage.name if stage else result.name
    before = case.both.old.links if case.both else {}
    for links in (case.card.touchpoints, case.card.handovers, before):
        if touch_id in links:
            return links[touch_id].name
    return result.name if result.at == touch_id else ""


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
