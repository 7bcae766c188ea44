"""The journey: from touchpoints to the whole, its stages and any other cut through it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tpaudit.documents.loaded import LoadedAudit, Touch, standard_today
from tpaudit.documents.text import say
from tpaudit.errors import UsageError
from tpaudit.judging.by import By
from tpaudit.judging.cuts import cut
from tpaudit.judging.scorecard import (
    Band,
    ChecklistUsed,
    Scorecard,
    VisitShown,
)
from tpaudit.judging.scoring import Terms, band
from tpaudit.judging.weighing import bottleneck, groups, judged, share_lost, weakest, weighed
from tpaudit.version import VERSION

if TYPE_CHECKING:
    from tpaudit.documents.visit import Walk


def score(
    audit: LoadedAudit,
    *,
    persona: str | None = None,
    by: By | None = None,
    languages: Sequence[str] = (),
    whole: bool = False,
) -> Scorecard:
    """Return the scorecard of an audit.

    `persona` leaves the touchpoints that this persona meets; `by` adds a cut of the journey; `languages`
    are tried in turn for every text, then the workspace's, then the company's; `whole` judges the journey
    as a whole, too: consistency, gaps, chain, losses, personas, feelings. Raises UsageError for a persona
    that the audit does not have.
    """
    card = _scored(audit, persona, by, audit.tongues(languages))
    if not whole:
        return card
    from tpaudit.judging.completing import completed  # a line for each of many audits does without

    return completed(audit, card, languages)


def _scored(audit: LoadedAudit, persona: str | None, by: By | None, tongues: Sequence[str]) -> Scorecard:
    terms = terms_of(audit, tongues)
    touches = [touch for touch in audit.touches if _meets(touch, persona)]
    if persona is not None and persona not in audit.audit.personas:
        known = ", ".join(audit.audit.personas) or "none"
        msg = f"{audit.file}: there is no persona `{persona}`; the audit has {known}"
        raise UsageError(msg)
    results, sums = judged(touches, terms)
    share_lost(results, sums)
    whole = weighed(sums.keys(), results, sums)
    ordered = sorted(touches, key=_in_order(audit))
    links = {touch.id: results[touch.id] for touch in ordered}
    broken = [touch_id for touch_id, link in links.items() if link.broken]
    return Scorecard(
        1,
        VERSION,
        audit.file,
        audit.id,
        say(audit.audit.company.name, tongues) if audit.audit.company else None,
        audit.audit.audit.date,
        audit.as_of,
        persona,
        whole.score,
        whole.low,
        whole.high,
        whole.coverage,
        _journey_band(whole.score, broken, terms),
        whole.score is not None and band(whole.low, terms) != band(whole.high, terms),
        weakest(links),
        bottleneck(links),
        broken,
        sum(
            one.counts
            for result in results.values()
            for item in result.items.values()
            for one in item.observations
        ),
        {visit.id: _visit(visit.walk, visit.file, audit, tongues) for visit in audit.visits},
        {name: ChecklistUsed(used.version, used.fingerprint) for name, used in audit.checklists.items()},
        groups(
            {stage: say(one.name, tongues) for stage, one in audit.stages.items()},
            lambda touch: (touch.stage,),
            touches,
            results,
            sums,
        ),
        {touch.id: results[touch.id] for touch in touches if not touch.handover},
        {touch.id: results[touch.id] for touch in touches if touch.handover},
        cut(audit, by, touches, results, sums, terms) if by else None,
    )


def terms_of(audit: LoadedAudit, tongues: Sequence[str]) -> Terms:
    """Return what judging a touchpoint of an audit needs to know besides it."""
    bands = audit.workspace.bands
    touches = {touch.id: touch for touch in audit.touches}
    return Terms(
        tongues,
        audit.as_of,
        {one.address: one.waiver for one in audit.waivers},
        frozenset(standard_today(touches, at) for at in audit.audit.standards),
        bands.strong,
        bands.fair,
    )


def _meets(touch: Touch, persona: str | None) -> bool:
    return persona is None or not touch.document.personas or persona in touch.document.personas


def _in_order(audit: LoadedAudit) -> Callable[[Touch], int]:
    order = {stage: place for place, stage in enumerate(audit.stages)}
    return lambda touch: order[touch.stage]


def _journey_band(value: float | None, broken: Sequence[str], terms: Terms) -> Band | None:
    found = band(value, terms)
    return "fair" if broken and found == "strong" else found


def _visit(walk: "Walk", file: str, audit: LoadedAudit, languages: Sequence[str]) -> VisitShown:
    about = audit.audit.audit
    return VisitShown(
        walk.on or about.date,
        walk.by or about.auditor,
        walk.method or about.method,
        walk.place,
        walk.persona,
        say(walk.scenario, languages) or None,
        list(walk.outcome),
        walk.felt,
        file,
    )
