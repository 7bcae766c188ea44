"""Recommendations: what could be fixed, what it would gain, and how much work it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from tpaudit.documents.audit import Waiver
from tpaudit.documents.checklist import LEVELS
from tpaudit.documents.durations import working_hours
from tpaudit.documents.joined import AuditedFinding, AuditedTouchpoint, LoadedAudit
from tpaudit.documents.journey import Expected
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Planning
from tpaudit.judging.insights.consistency import consistency
from tpaudit.judging.insights.gaps import gaps
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import Scorecard, TouchpointScore

UNSIZED: Final = "medium"
"""The effort of a fix that does not state one."""
SEVERITIES: Final = ("critical", "major", "minor", "cosmetic", None)
"""The worst first; None is unknown."""
_MIN_HOURS: Final = 0.1
"""The fewest hours that count for a fix when points per hour of work are compared."""


def recommendations(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> list[Recommendation]:
    """Return everything that could be fixed: broken things first, then by points gained per hour of work.

    Gains add up, as lost points do: a touchpoint's score is linear in the scores of its items, and their
    weights do not change. For a missing touchpoint only one entry has the gain: the fix of its worst
    problem, or else the touchpoint itself. Expected touchpoints that do not exist (S18) and contradicted
    facts (S16) gain no points, as the score does not include them.
    """
    links, plan = card.links(), audit.workspace.plan
    advice_list = [
        advice
        for touch in audit.touches
        if touch.id in links
        for advice in _touchpoint_advice(
            touch, links[touch.id], audit.expects.get(audit.expected_as(touch) or ""), plan, languages
        )
    ]
    advice_list += [*_gaps(audit, card, languages), *_facts(audit, card)]
    waived_addresses = {waived.address for waived in audit.waivers if _is_valid(waived.waiver, audit.as_of)}
    accepted = [
        advice
        if waived_addresses.isdisjoint((advice.at, advice.touchpoint))
        else replace(advice, waived=True)
        for advice in advice_list
    ]
    return sorted(accepted, key=urgency)


def _is_valid(waiver: Waiver, as_of: str | None) -> bool:
    return as_of is None or as_of[:10] <= waiver.until


class _Urgent(Protocol):
    """What can be sorted by urgency: a recommendation, or a step made of several."""

    broken: bool
    gain: float
    hours: float
    severity: str | None


def urgency(advice: _Urgent) -> tuple[bool, float, float, int]:
    """Return the sort key of urgency: broken first, then points per hour, points, and the worst finding."""
    return (
        not advice.broken,
        -advice.gain / max(advice.hours, _MIN_HOURS),
        -advice.gain,
        SEVERITIES.index(advice.severity),
    )


def hours_of(effort: str | None, plan: Planning) -> float:
    """Return an effort in hours of work: a day has the workspace's `hours_per_day`, a week five days (S21)."""
    if effort is None or effort in LEVELS:
        effort = str(getattr(plan.effort, effort or UNSIZED))
    return working_hours(effort, plan.hours_per_day)


def _touchpoint_advice(
    touch: AuditedTouchpoint,
    result: TouchpointScore,
    expected: Expected | None,
    plan: Planning,
    languages: Sequence[str],
) -> Iterator[Recommendation]:
    findings = list(_findings(touch, result, plan, languages))
    if result.missing:
        without_fix = Recommendation(
            kind="missing",
            touchpoint=touch.id,
            name=result.name,
            at=touch.id,
            what=result.name,
            hours=hours_of(None, plan),
            file=result.file,
            line=result.line,
        )
        yield _missing(touch, result, findings, _created(without_fix, expected, plan, languages))
    else:
        yield from _items(touch, result, plan, languages)
    yield from _promises(touch, result, plan, languages)
    yield from findings


def _created(
    advice: Recommendation, expected: Expected | None, plan: Planning, languages: Sequence[str]
) -> Recommendation:
    """Return how to create what does not exist, with the task and the effort that the journey names for it."""
    if expected is None:
        return advice
    return replace(
        advice,
        fix=say(expected.fix, languages),
        automate=say(expected.automate, languages),
        effort=expected.effort,
        hours=hours_of(expected.effort, plan),
    )


def _missing(
    touch: AuditedTouchpoint,
    result: TouchpointScore,
    findings: list[Recommendation],
    without_fix: Recommendation,
) -> Recommendation:
    """Return how to create a missing touchpoint; a problem with a fix is used for it and removed from the findings."""
    problems = {
        f"{touch.id}/findings.{name}" for name, finding in touch.findings.items() if _is_problem(finding)
    }
    with_fix = [advice for advice in findings if advice.fix and advice.at in problems]
    with_fix.sort(key=lambda advice: SEVERITIES.index(advice.severity))
    if with_fix:
        findings.remove(with_fix[0])
    base = with_fix[0] if with_fix else without_fix
    return replace(base, kind="missing", gain=result.lost, at_most=True, score=0.0, broken=True)


def _is_problem(audited: AuditedFinding) -> bool:
    return audited.finding.is_open_problem


def _items(
    touch: AuditedTouchpoint, result: TouchpointScore, plan: Planning, languages: Sequence[str]
) -> Iterator[Recommendation]:
    broken = {fault.item: fault.claim for fault in result.faults}
    for address, item in result.items.items():
        if item.score is None or item.wow or not (item.lost > 0 or address in broken):
            continue
        asked = touch.asked[address].question.item
        yield Recommendation(
            kind="item",
            touchpoint=touch.id,
            name=result.name,
            at=f"{touch.id}/{address}",
            what=item.ask,
            claim=broken.get(address) or item.shortfall,
            fix=say(asked.fix, languages),
            turn_round=say(asked.turn_round, languages),
            automate=say(asked.automate, languages),
            gain=item.lost,
            score=item.score,
            effort=asked.effort,
            hours=hours_of(asked.effort, plan),
            smallest=asked.smallest,
            broken=address in broken,
            waived=item.waived,
            file=item.file,
            line=item.line,
        )


def _promises(
    touch: AuditedTouchpoint, result: TouchpointScore, plan: Planning, languages: Sequence[str]
) -> Iterator[Recommendation]:
    """Yield each broken promise, with the place in the file that says so."""
    for breach in {breach.promise: breach for breach in reversed(touch.breaches)}.values():
        yield Recommendation(
            kind="promise",
            touchpoint=touch.id,
            name=result.name,
            at=f"{touch.id}/promises.{breach.promise}",
            what=say(touch.document.promises[breach.promise], languages),
            hours=hours_of(None, plan),
            broken=True,
            file=breach.file,
            line=breach.line,
        )


def _findings(
    touch: AuditedTouchpoint, result: TouchpointScore, plan: Planning, languages: Sequence[str]
) -> Iterator[Recommendation]:
    """Yield all findings except praise and what is resolved."""
    for finding_id, audited in touch.findings.items():
        finding = audited.finding
        if finding.kind != "praise" and finding.resolved is None:
            yield Recommendation(
                kind="finding",
                touchpoint=touch.id,
                name=result.name,
                at=f"{touch.id}/findings.{finding_id}",
                what=say(finding.says, languages),
                fix=say(finding.fix, languages),
                effort=finding.effort,
                hours=hours_of(finding.effort, plan),
                severity=finding.severity,
                broken=finding.breaks,
                file=audited.file,
                line=audited.line,
            )


def _gaps(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> Iterator[Recommendation]:
    """Yield expected touchpoints that do not exist; those marked as missing have their recommendation already."""
    existing, plan = {touch.id for touch in audit.touches}, audit.workspace.plan
    for gap in (card.gaps or gaps(audit, card, languages)).found:
        if gap.kind in {"expected", "silence"} and gap.address not in existing:
            without_fix = Recommendation(
                kind="gap",
                touchpoint=gap.address,
                name=gap.name,
                at=gap.address,
                what=gap.name,
                hours=hours_of(None, plan),
                broken=True,
                file=gap.file,
                line=gap.line,
            )
            yield _created(without_fix, audit.expects.get(gap.address), plan, languages)


def _facts(audit: LoadedAudit, card: Scorecard) -> Iterator[Recommendation]:
    """Yield each contradiction of a fact; correcting it is little work."""
    links = card.links()
    for inconsistency in (card.consistency or consistency(audit, card)).found:
        if inconsistency.kind == "fact":
            yield Recommendation(
                kind="fact",
                touchpoint=inconsistency.touchpoint,
                name=links[inconsistency.touchpoint].name,
                at=f"{inconsistency.touchpoint}/says.{inconsistency.what}",
                what=inconsistency.expected,
                effort="low",
                hours=hours_of("low", audit.workspace.plan),
                file=inconsistency.file,
                line=inconsistency.line,
            )
