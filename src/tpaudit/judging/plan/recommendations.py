"""Advice: the one place that says what could be mended, what it would win, and what it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from tpaudit.documents.audit import Waiver
from tpaudit.documents.checklist import LEVELS
from tpaudit.documents.durations import working_hours
from tpaudit.documents.joined import AuditedFinding, AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Planning
from tpaudit.judging.insights.consistency import consistency
from tpaudit.judging.insights.gaps import gaps
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import Scorecard, TouchpointScore

UNSIZED: Final = "medium"
"""What a fix is taken to need where nobody says."""
SEVERITIES: Final = ("critical", "major", "minor", None)
"""From the worst on; of the last nobody says."""
_LEAST: Final = 0.1
"""The hours that a fix is taken to need at least, where points for an hour of work are compared."""


def recommendations(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> list[Recommendation]:
    """Return everything that could be mended: what is broken first, then by points won for an hour of work.

    Gains add up, as lost points do: a touchpoint's score is linear in the scores of its items, and their
    weights do not change. Of a missing touchpoint one entry alone has the gain: the way to bring it about
    that its worst problem names, or its name if none does. What is expected and not there (S18), and facts that are
    said otherwise (S16), win no points: they stand beside the score.
    """
    links, plan = card.links(), audit.workspace.plan
    touches = [touch for touch in audit.touches if touch.id in links]
    found = [one for touch in touches for one in _of(touch, links[touch.id], plan, languages)]
    found += [*_gaps(audit, card, languages), *_facts(audit, card)]
    held = {one.address for one in audit.waivers if _holds(one.waiver, audit.as_of)}
    accepted = [
        replace(one, waived=one.waived or not held.isdisjoint((one.at, one.touchpoint))) for one in found
    ]
    return sorted(accepted, key=urgency)


def _holds(waiver: Waiver, as_of: str | None) -> bool:
    return as_of is None or as_of[:10] <= waiver.until


class _Urgent(Protocol):
    """What can be sorted by urgency: a piece of advice, or a step made of several."""

    broken: bool
    gain: float
    hours: float
    severity: str | None


def urgency(one: _Urgent) -> tuple[bool, float, float, int]:
    """Return the key that sorts advice: what is broken, points for an hour of work, the worst finding."""
    return (not one.broken, -one.gain / max(one.hours, _LEAST), -one.gain, SEVERITIES.index(one.severity))


def hours_of(effort: str | None, plan: Planning) -> float:
    """Return an effort in hours of work: a day has the workspace's `hours_per_day`, a week five days (S21)."""
    if effort is None or effort in LEVELS:
        effort = str(getattr(plan.effort, effort or UNSIZED))
    return working_hours(effort, plan.hours_per_day)


def _of(
    touch: AuditedTouchpoint, result: TouchpointScore, plan: Planning, languages: Sequence[str]
) -> Iterator[Recommendation]:
    findings = list(_findings(touch, result, plan, languages))
    if result.missing:
        yield _missing(touch, result, findings, plan)
    else:
        yield from _items(touch, result, plan, languages)
    yield from _promises(touch, result, plan, languages)
    yield from findings


def _missing(
    touch: AuditedTouchpoint, result: TouchpointScore, findings: list[Recommendation], plan: Planning
) -> Recommendation:
    """Return what would bring a missing touchpoint about; a problem that says how is taken from the findings."""
    problems = {f"{touch.id}/findings.{name}" for name, one in touch.findings.items() if _is_problem(one)}
    ways = [one for one in findings if one.fix and one.at in problems]
    ways.sort(key=lambda one: SEVERITIES.index(one.severity))
    bare = Recommendation(
        kind="missing",
        touchpoint=touch.id,
        name=result.name,
        at=touch.id,
        what=result.name,
        hours=hours_of(None, plan),
        file=result.file,
        line=result.line,
    )
    if ways:
        findings.remove(ways[0])
    way = ways[0] if ways else bare
    return replace(way, kind="missing", gain=result.lost, at_most=True, score=0.0, broken=True)


def _is_problem(found: AuditedFinding) -> bool:
    return found.finding.kind == "problem"


def _items(
    touch: AuditedTouchpoint, result: TouchpointScore, plan: Planning, languages: Sequence[str]
) -> Iterator[Recommendation]:
    broken = {fault.item for fault in result.faults}
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
    """Yield each promise that is not kept, with the place that says so."""
    for breach in {one.promise: one for one in reversed(touch.breaches)}.values():
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
    """Yield everything that was found, but for praise."""
    for finding_id, found in touch.findings.items():
        finding = found.finding
        if finding.kind != "praise":
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
                broken=finding.severity == "critical",
                file=found.file,
                line=found.line,
            )


def _gaps(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> Iterator[Recommendation]:
    """Yield what is expected and not there; a touchpoint that the audit marks as missing is advised already."""
    there = {touch.id for touch in audit.touches}
    for gap in gaps(audit, card, languages).found:
        if gap.kind in {"expected", "silence"} and gap.address not in there:
            yield Recommendation(
                kind="gap",
                touchpoint=gap.address,
                name=gap.name,
                at=gap.address,
                what=gap.name,
                hours=hours_of(None, audit.workspace.plan),
                broken=True,
                file=gap.file,
                line=gap.line,
            )


def _facts(audit: LoadedAudit, card: Scorecard) -> Iterator[Recommendation]:
    """Yield each fact that a touchpoint says otherwise; to say it right is little work."""
    links = card.links()
    for one in consistency(audit, card).found:
        if one.kind == "fact":
            yield Recommendation(
                kind="fact",
                touchpoint=one.touchpoint,
                name=links[one.touchpoint].name,
                at=f"{one.touchpoint}/says.{one.what}",
                what=one.expected,
                effort="low",
                hours=hours_of("low", audit.workspace.plan),
                file=one.file,
                line=one.line,
            )
