"""Advice: what to mend, what it would win, and what it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tpaudit.documents.loaded import LoadedAudit, Touch
from tpaudit.documents.text import say
from tpaudit.documents.workspace import Planning
from tpaudit.judging.scorecard import FindingShown, Scorecard, TouchpointScore

_HOUR: Final = 3600.0
_UNSIZED: Final = "medium"
"""What a fix is taken to need where nobody says."""


@dataclass(slots=True, match_args=False)
class Advice:
    """One thing that could be mended."""

    touchpoint: str
    at: str
    """Its address: touchpoint/checklist.item, touchpoint/findings.id, or the touchpoint that is missing."""
    what: str
    """The question that fell short, or what was found."""
    fix: str
    turn_round: str
    """How the fault could become a strength; empty if nobody says."""
    automate: str
    """Which software could do it; empty if none."""
    gain: float
    """The journey points that it costs now; 0 for a finding."""
    score: float | None
    effort: float | str | None
    """Seconds, or low, medium, high, as it was written."""
    hours: float
    """The same in hours, by the workspace's settings; unsaid effort counts as medium."""
    smallest: str | None
    """The smallest company for which it makes sense."""
    broken: bool
    """It breaks its touchpoint."""
    file: str
    line: int


def advice(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> list[Advice]:
    """Return everything that could be mended: what is broken first, then by points won for an hour's work."""
    links = card.links()
    found = [
        one
        for touch in audit.touches
        if touch.id in links
        for one in _of(touch, links[touch.id], audit.workspace.plan, languages)
    ]
    return sorted(found, key=lambda one: (not one.broken, -one.gain / max(one.hours, 0.1), -one.gain))


def _of(touch: Touch, result: TouchpointScore, plan: Planning, languages: Sequence[str]) -> Iterator[Advice]:
    if result.missing:
        at, hours, lost = touch.id, _hours(None, plan), result.lost
        yield Advice(
            at, at, result.name, "", "", "", lost, 0.0, None, hours, None, True, result.file, result.line
        )
    broken = {fault.item for fault in result.faults}
    for address, item in result.items.items():
        asked = touch.asked[address].question.item
        falls_short = item.state == "scored" and not item.wow and item.lost > 0
        if not falls_short or asked.fix is None or result.missing:
            continue
        yield Advice(
            touch.id,
            f"{touch.id}/{address}",
            item.ask,
            say(asked.fix, languages),
            say(asked.turn_round, languages),
            say(asked.automate, languages),
            item.lost,
            item.score,
            asked.effort,
            _hours(asked.effort, plan),
            asked.smallest,
            address in broken,
            item.file,
            item.line,
        )
    for finding_id, finding in result.findings.items():
        if finding.fix:
            yield _finding(touch.id, finding_id, finding, plan)


def _finding(touch_id: str, finding_id: str, finding: FindingShown, plan: Planning) -> Advice:
    return Advice(
        touch_id,
        f"{touch_id}/findings.{finding_id}",
        finding.says,
        finding.fix or "",
        "",
        "",
        0.0,
        None,
        finding.effort,
        _hours(finding.effort, plan),
        None,
        finding.severity == "critical",
        finding.file,
        finding.line,
    )


def _hours(effort: float | str | None, plan: Planning) -> float:
    """Return an effort in hours of work."""
    if isinstance(effort, float):
        return effort / _HOUR
    return float(getattr(plan.effort, effort or _UNSIZED)) / _HOUR
