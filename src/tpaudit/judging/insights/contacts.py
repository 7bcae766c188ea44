"""Contacts (S18): how often the company gets in touch with a customer in each stage, as far as somebody saw it."""

from collections.abc import Sequence

from tpaudit.documents.asked import Observed
from tpaudit.documents.contacts import usual_starter
from tpaudit.documents.curves import TOLERANCE, Ideal
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.results.insights import Pressure
from tpaudit.results.scorecard import Scorecard, TouchpointScore


def contacts(audit: LoadedAudit, card: Scorecard) -> dict[str, Pressure]:
    """Return the contacts of each stage that has a curve and in which something was observed, by stage.

    A contact is a touchpoint that the company starts and that was observed to happen. Touchpoints that are the
    same expected one, such as a confirmation by mail and by message, are one contact. If there are
    personas, each has its own number of contacts, and the stage takes that of the persona with the fewest
    points; ties go to the first. A stage in which the company starts nothing is left out.
    """
    pressures = {
        stage: _pressure(audit, card, stage, about.contacts)
        for stage, about in audit.stages.items()
        if about.contacts is not None and _seen(card, stage)
    }
    return {stage: pressure for stage, pressure in pressures.items() if pressure is not None}


def nothing_applies(link: TouchpointScore) -> bool:
    """Tell whether a touchpoint has items and all of them are n/a."""
    return bool(link.items) and all(item.state == "n/a" for item in link.items.values())


def _seen(card: Scorecard, stage: str) -> bool:
    """Tell whether anything was observed at the touchpoints of a stage."""
    return any(
        touch.missing or touch.score is not None
        for touch in card.touchpoints.values()
        if touch.stage == stage
    )


def _pressure(audit: LoadedAudit, card: Scorecard, stage: str, curve: Ideal) -> Pressure | None:
    """Return the contacts of a stage; None if nobody meets a touchpoint there that the company starts."""
    touches = [
        touch
        for touch in audit.touches
        if touch.stage == stage and touch.id in card.touchpoints and _company_starts(audit, touch)
    ]
    viewpoints: list[str | None] = [card.persona] if card.persona else [*audit.audit.personas] or [None]
    pressures = [
        _of_persona(audit, card, met, viewpoint, curve)
        for viewpoint in viewpoints
        if (met := [touch for touch in touches if _meets(touch, viewpoint)])
    ]
    if not pressures:
        return None
    worst = min(pressures, key=lambda pressure: pressure.points)
    worst.line = audit.line("journey", "stages", stage)
    return worst


def _meets(touch: AuditedTouchpoint, persona: str | None) -> bool:
    return persona is None or not touch.document.personas or persona in touch.document.personas


def _company_starts(audit: LoadedAudit, touch: AuditedTouchpoint) -> bool:
    expected = audit.expects.get(audit.expected_as(touch) or "")
    said = touch.document.starts or (expected.starts if expected else None)
    return (said or usual_starter(touch.document.channel, touch.document.kind)) == "company"


def _of_persona(
    audit: LoadedAudit,
    card: Scorecard,
    met: Sequence[AuditedTouchpoint],
    persona: str | None,
    curve: Ideal,
) -> Pressure:
    """Return the contacts of one persona; None stands for an audit without personas."""
    happened = {audit.expected_as(touch) or touch.id for touch in met if _happened(touch, persona)}
    unobserved = {
        audit.expected_as(touch) or touch.id
        for touch in met
        if _unobserved(touch, card.touchpoints[touch.id], persona)
    }
    return Pressure(
        contacts=len(happened),
        unobserved=len(unobserved - happened),
        persona=persona,
        points=curve.points(len(happened)),
        least=curve.ideal[0].value,
        most=curve.ideal[1].value,
        line=1,
    )


def _happened(touch: AuditedTouchpoint, persona: str | None) -> bool:
    """Tell whether somebody met a touchpoint: an answer that earns anything; `never` and 0 points are no meeting."""
    return not touch.document.missing and any(
        observed.answer.answered and (observed.answer.score or 0.0) > TOLERANCE
        for observed in _counting(touch, persona)
    )


def _unobserved(touch: AuditedTouchpoint, link: TouchpointScore, persona: str | None) -> bool:
    return not touch.document.missing and not nothing_applies(link) and not _counting(touch, persona)


def _counting(touch: AuditedTouchpoint, persona: str | None) -> list[Observed]:
    """Return the counting observations of a touchpoint in a persona's shoes, or in nobody's."""
    return [
        observed
        for asked in touch.asked.values()
        for observed in asked.counting()
        if persona is None or observed.persona in (None, persona)
    ]
