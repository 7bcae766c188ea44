"""Gaps (S18): touchpoints that should exist and do not, and stages with too few or too many contacts."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.insights.contacts import contacts
from tpaudit.results.insights import Gap, GapKind, Gaps, Pressure
from tpaudit.results.scorecard import Scorecard, TouchpointScore

_FULL: Final = 100.0


def gaps(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Gaps:
    """Return what the journey of a scorecard lacks, and how many contacts its stages have.

    An expected touchpoint is a gap if no touchpoint of the audit has its id, by `as` or `was` either, and it
    is not listed in `not_expected`. For one persona, only the touchpoints that it meets count. Of an audit in
    which nobody has observed anything yet, nothing is said.
    """
    if not _begun(card):
        return Gaps(found=[], contacts={})
    pressures = contacts(audit, card)
    found_gaps = [
        *_missing_touchpoints(audit, audit.preferred_languages(languages)),
        *_stage_gaps(audit, card, pressures),
        *_unscored(card),
    ]
    order = {stage: position for position, stage in enumerate(audit.stages)}
    return Gaps(found=sorted(found_gaps, key=lambda gap: order[gap.stage]), contacts=pressures)


def _begun(card: Scorecard) -> bool:
    """Tell whether anybody observed anything: an answer that counts, a finding, or that something is missing."""
    return card.observations > 0 or any(link.missing or link.findings for link in card.links().values())


def _missing_touchpoints(audit: LoadedAudit, languages: Sequence[str]) -> Iterator[Gap]:
    """Yield expected touchpoints that do not exist; of those marked as missing, only silent ones."""
    existing_last = sorted(audit.touches, key=lambda touch: not touch.document.missing)
    existing = {name: touch for touch in existing_last for name in _names(touch)}
    for name, expected in audit.expects.items():
        touch = existing.get(name)
        if name in audit.audit.not_expected or (touch and not (expected.silence and touch.document.missing)):
            continue
        kind: GapKind = "silence" if expected.silence else "expected"
        if touch:
            name_shown = say(touch.document.name, languages) or touch.id
            yield Gap(
                kind=kind,
                address=touch.id,
                stage=touch.stage,
                name=name_shown,
                importance=touch.document.importance,
                file=touch.file,
                line=touch.line,
            )
        else:
            line = audit.line("journey", "expects", name)
            name_shown = say(expected.name, languages)
            yield Gap(
                kind=kind,
                address=name,
                stage=expected.stage,
                name=name_shown,
                importance=expected.importance,
                file=audit.file,
                line=line,
            )


def _names(touch: AuditedTouchpoint) -> tuple[str, ...]:
    """Return the ids by which the journey may expect a touchpoint."""
    document = touch.document
    return (touch.id, *document.was, *((document.expected,) if document.expected else ()))


def _stage_gaps(audit: LoadedAudit, card: Scorecard, pressures: dict[str, Pressure]) -> Iterator[Gap]:
    """Yield stages without touchpoints, and those with too few or too many contacts."""
    stages_with_touchpoints = {touch.stage for touch in card.touchpoints.values()}
    for stage, group in card.stages.items():
        line = audit.line("journey", "stages", stage)
        kind: GapKind | None = None
        if stage not in stages_with_touchpoints:
            kind = None if _left_out(audit, stage) else "stage"
        elif stage in pressures:
            kind = _pressed(pressures[stage])
        if kind:
            yield Gap(
                kind=kind,
                address=stage,
                stage=stage,
                name=group.name,
                importance=None,
                file=audit.file,
                line=line,
            )


def _pressed(pressure: Pressure) -> GapKind | None:
    """Return whether there are too many contacts, or too few although all that there are were observed."""
    if pressure.points >= _FULL - TOLERANCE:
        return None
    if pressure.contacts >= pressure.least:
        return "too-many"
    return None if pressure.unobserved else "too-few"


def _left_out(audit: LoadedAudit, stage: str) -> bool:
    """Tell whether everything that is expected in a stage is listed in `not_expected`."""
    expected = [
        name for name, expected_touchpoint in audit.expects.items() if expected_touchpoint.stage == stage
    ]
    return bool(expected) and all(name in audit.audit.not_expected for name in expected)


def _unscored(card: Scorecard) -> Iterator[Gap]:
    """Yield the touchpoints and handovers without a score."""
    for touch_id, link in card.links().items():
        if link.score is None and not _nothing_to_score(link):
            yield Gap(
                kind="unscored",
                address=touch_id,
                stage=link.stage,
                name=link.name,
                importance=link.importance,
                file=link.file,
                line=link.line,
            )


def _nothing_to_score(link: TouchpointScore) -> bool:
    """Tell whether a touchpoint has items, and all of them are n/a or answered and only recorded."""
    return bool(link.items) and all(
        item.state == "n/a" or (not item.weight and item.state != "open") for item in link.items.values()
    )
