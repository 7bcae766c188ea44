"""The journey: from touchpoints to the whole, its stages and any other breakdown."""

from collections.abc import Callable, Sequence

from tpaudit.documents.answers import NOT_APPLICABLE_WORDS
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit, Visited, standard_today
from tpaudit.documents.text import say
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import UsageError
from tpaudit.judging.scoring.aggregate import fill_lost_points, group_score, group_scores, score_touchpoints
from tpaudit.judging.scoring.bands import (
    BandLimits,
    bottleneck,
    held_back_by,
    is_enough,
    journey_band,
    score_band,
    weakest,
)
from tpaudit.judging.scoring.breakdown import benchmarks, breakdown
from tpaudit.judging.scoring.broken import counted_problems
from tpaudit.judging.scoring.touchpoint import Terms
from tpaudit.results.grouping import By
from tpaudit.results.scorecard import ChecklistUsed, Scorecard, TouchpointScore
from tpaudit.results.visits import VisitShown
from tpaudit.version import VERSION


def score_audit(
    audit: LoadedAudit,
    *,
    persona: str | None = None,
    by: By | None = None,
    languages: Sequence[str] = (),
    detailed: bool = True,
    claims: bool = True,
) -> Scorecard:
    """Return the scorecard of an audit, without the insights into the journey as a whole.

    `persona` keeps only the touchpoints that this persona meets; `by` adds a breakdown of the journey;
    `languages` are tried in turn for every text, then the workspace's, then the company's; `claims=False` leaves out
    claims, what scores rest on, and chance, `detailed=False` observations, too. Raises UsageError if the audit does
    not have the persona.
    """
    preferred = audit.preferred_languages(languages)
    terms = terms_of(audit, preferred)._replace(detailed=detailed, claims=claims)
    touches = [touch for touch in audit.touches if _meets(touch, persona)]
    if persona is not None and persona not in audit.audit.personas:
        known = listing(audit.audit.personas) or "none"
        msg = Worded(
            "{file}: there is no persona `{persona}`; the audit has {known}",
            file=audit.file,
            persona=persona,
            known=known,
        )
        raise UsageError(msg)
    results, sums = score_touchpoints(touches, terms)
    fill_lost_points(results, sums)
    whole = group_score(sums.keys(), results, sums, detailed=terms.claimed)
    ordered = sorted(touches, key=_in_order(audit))
    links = {touch.id: results[touch.id] for touch in ordered}
    enough, held_back = is_enough(whole.coverage, terms.limits), held_back_by(links)
    return Scorecard(
        format=1,
        engine=VERSION,
        file=audit.file,
        id=audit.id,
        company=say(audit.audit.company.name, preferred) if audit.audit.company else None,
        date=audit.audit.audit.date,
        as_of=audit.as_of,
        persona=persona,
        score=whole.score,
        low=whole.low,
        high=whole.high,
        coverage=whole.coverage,
        band=journey_band(whole.score, terms.limits, held_back=bool(held_back)) if enough else None,
        provisional=whole.score is not None
        and score_band(whole.low, terms.limits) != score_band(whole.high, terms.limits),
        weakest=weakest(links),
        bottleneck=bottleneck(links),
        broken=[touch_id for touch_id, link in links.items() if link.broken],
        observations=sum(len(asked.counting()) for touch in touches for asked in touch.asked.values()),
        recorded=sum(_recorded(touch, results[touch.id]) for touch in touches),
        visits={visit.id: _visit(visit, audit, preferred) for visit in audit.visits},
        checklists={
            name: ChecklistUsed(version=used.version, fingerprint=used.fingerprint)
            for name, used in audit.checklists.items()
        },
        stages=group_scores(
            {stage: say(about.name, preferred) for stage, about in audit.stages.items()},
            lambda touch: (touch.stage,),
            touches,
            results,
            sums,
            detailed=terms.claimed,
        ),
        touchpoints={touch.id: results[touch.id] for touch in touches if not touch.handover},
        handovers={touch.id: results[touch.id] for touch in touches if touch.handover},
        benchmarks=benchmarks(audit, touches, terms),
        rests_on=whole.rests_on,
        grouped=breakdown(audit, by, touches, results, sums, terms) if by else None,
        enough=enough,
        problems=counted_problems(links.values()),
        held_back_by=held_back,
    )


def terms_of(audit: LoadedAudit, languages: Sequence[str]) -> Terms:
    """Return what the scoring of a touchpoint needs to know about its audit."""
    settings = audit.workspace
    touches = {touch.id: touch for touch in audit.touches}
    return Terms(
        languages=languages,
        as_of=audit.as_of,
        waivers={waived.address: waived.waiver for waived in audit.waivers},
        standards=frozenset(standard_today(touches, address) for address in audit.audit.standards),
        limits=BandLimits(strong=settings.bands.strong, fair=settings.bands.fair, enough=settings.enough),
        places={place: about.name for place, about in audit.audit.places.items()},
    )


def _meets(touch: AuditedTouchpoint, persona: str | None) -> bool:
    return persona is None or not touch.document.personas or persona in touch.document.personas


def _recorded(touch: AuditedTouchpoint, result: TouchpointScore) -> int:
    """Return how many answers are shown and never scored, without n/a."""
    return sum(
        observed.text.casefold() not in NOT_APPLICABLE_WORDS
        for address, item in result.items.items()
        if item.state == "recorded"
        for observed in touch.asked[address].observed
    )


def _in_order(audit: LoadedAudit) -> Callable[[AuditedTouchpoint], int]:
    order = {stage: place for place, stage in enumerate(audit.stages)}
    return lambda touch: order[touch.stage]


def _visit(visit: Visited, audit: LoadedAudit, languages: Sequence[str]) -> VisitShown:
    walk, header = visit.walk, audit.audit.audit
    on = walk.on or header.date
    return VisitShown(
        on=on,
        by=visit.by,
        method=walk.method or header.method,
        place=walk.place,
        persona=walk.persona,
        scenario=say(walk.scenario, languages) or None,
        outcome=list(walk.outcome),
        felt=walk.felt,
        file=visit.file,
        past=on is not None and on < (header.since or ""),
        note=say(walk.note, languages) or None,
        internal=say(walk.internal, languages) or None,
    )
