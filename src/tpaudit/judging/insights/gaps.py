"""Gaps (S18): what should be there and is not, and how many contacts a customer has in each stage.

A touchpoint that should exist and does not leaves customers nervous; too many contacts repel them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE, Ideal
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.results.insights import Gap, GapKind, Gaps, Pressure
from tpaudit.results.scorecard import Scorecard, TouchpointScore

_FULL: Final = 100.0


def gaps(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Gaps:
    """Return what the journey of a scorecard lacks, and how many contacts its stages have.

    Of what the journey expects only that is a gap which no touchpoint of the audit is, by its id, `as` or
    `was`, and which is not left out on purpose. In one persona's shoes, stages and contacts are those of
    the touchpoints that this persona meets.
    """
    contacts = {
        stage: _pressure(audit, card, stage, about.contacts)
        for stage, about in audit.stages.items()
        if about.contacts is not None
    }
    found = [
        *_expected(audit, audit.tongues(languages)),
        *_in_stages(audit, card, contacts),
        *_unscored(card),
    ]
    order = {stage: place for place, stage in enumerate(audit.stages)}
    return Gaps(found=sorted(found, key=lambda gap: order[gap.stage]), contacts=contacts)


def _expected(audit: LoadedAudit, languages: Sequence[str]) -> Iterator[Gap]:
    """Yield what is expected and not there; where it leaves the customer in the dark, if it is marked missing, too."""
    existing_last = sorted(audit.touches, key=lambda touch: not touch.document.missing)
    there = {name: touch for touch in existing_last for name in _names(touch)}
    for name, expected in audit.expects.items():
        touch = there.get(name)
        if name in audit.audit.not_expected or (touch and not (expected.silence and touch.document.missing)):
            continue
        kind: GapKind = "silence" if expected.silence else "expected"
        if touch:
            called = say(touch.document.name, languages) or touch.id
            yield Gap(
                kind=kind,
                address=touch.id,
                stage=touch.stage,
                name=called,
                importance=touch.document.importance,
                file=touch.file,
                line=touch.line,
            )
        else:
            line = audit.line("journey", "expects", name)
            called = say(expected.name, languages)
            yield Gap(
                kind=kind,
                address=name,
                stage=expected.stage,
                name=called,
                importance=expected.importance,
                file=audit.file,
                line=line,
            )


def _names(touch: AuditedTouchpoint) -> tuple[str, ...]:
    """Return every name by which the journey may expect a touchpoint."""
    document = touch.document
    return (touch.id, *document.was, *((document.expected,) if document.expected else ()))


def _in_stages(audit: LoadedAudit, card: Scorecard, contacts: dict[str, Pressure]) -> Iterator[Gap]:
    """Yield stages without touchpoints, and those with too few or too many contacts."""
    met = {touch.stage for touch in card.touchpoints.values()}
    for stage, group in card.stages.items():
        line = audit.line("journey", "stages", stage)
        kind: GapKind | None = None
        if stage not in met:
            kind = None if _left_out(audit, stage) else "stage"
        elif stage in contacts and contacts[stage].points < _FULL - TOLERANCE:
            kind = "too-few" if contacts[stage].contacts < contacts[stage].least else "too-many"
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


def _left_out(audit: LoadedAudit, stage: str) -> bool:
    """Tell whether everything that is expected in a stage is left out on purpose."""
    expected = [name for name, one in audit.expects.items() if one.stage == stage]
    return bool(expected) and all(name in audit.audit.not_expected for name in expected)


def _pressure(audit: LoadedAudit, card: Scorecard, stage: str, curve: Ideal) -> Pressure:
    """Return the contacts of a stage: one for each touchpoint that exists there, however often it is observed.

    What does not apply, since every question there is n/a, is no contact.

    Nobody is every persona at once. Where there are personas, each has the contacts of the touchpoints
    that it meets, and the one stands for the stage whom they suit least; of equals the first.
    """
    there = [
        touch.document.personas
        for touch in audit.touches
        if touch.stage == stage
        and touch.id in card.touchpoints
        and not touch.document.missing
        and not _not_applicable(card.touchpoints[touch.id])
    ]
    shoes: list[str | None] = [card.persona] if card.persona else [*audit.audit.personas] or [None]
    counts = {one: sum(not met or one is None or one in met for met in there) for one in shoes}
    worst = min(shoes, key=lambda one: curve.points(counts[one]))
    return Pressure(
        contacts=counts[worst],
        persona=worst,
        points=curve.points(counts[worst]),
        least=curve.ideal[0].value,
        most=curve.ideal[1].value,
        line=audit.line("journey", "stages", stage),
    )


def _unscored(card: Scorecard) -> Iterator[Gap]:
    """Yield the touchpoints and handovers of which nothing is scored."""
    for touch_id, link in card.links().items():
        if link.score is None and not _not_applicable(link):
            yield Gap(
                kind="unscored",
                address=touch_id,
                stage=link.stage,
                name=link.name,
                importance=link.importance,
                file=link.file,
                line=link.line,
            )


def _not_applicable(link: TouchpointScore) -> bool:
    """Tell whether a touchpoint has questions and all of them are n/a, so that there is nothing to know."""
    return bool(link.items) and all(item.state == "n/a" for item in link.items.values())
