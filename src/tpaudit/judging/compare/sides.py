"""Sides: what is laid side by side, a scorecard that was kept or the audit of then, and the scorecard of now."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from math import fsum
from operator import attrgetter
from typing import Final, NamedTuple

from tpaudit.documents.asked import Asked
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.judging.scoring.journey import terms_of
from tpaudit.judging.scoring.touchpoint import Terms, score_touch
from tpaudit.results.scorecard import Scorecard, TouchpointScore


class OldSide(NamedTuple):
    """What an audit is laid beside."""

    file: str
    score: float | None
    """The journey's, 0-100."""
    links: dict[str, TouchpointScore]
    """Touchpoints, then handovers, by the ids that they had."""


class Sides(NamedTuple):
    """Two audits, scored as far as laying them side by side needs it."""

    old: OldSide
    new: Scorecard


def old_side_of(card: Scorecard) -> OldSide:
    """Return what comparing needs of a scorecard."""
    return OldSide(file=card.file, score=card.score, links=card.touchpoints | card.handovers)


def sides_of(before: LoadedAudit, audit: LoadedAudit, card: Scorecard) -> Sides:
    """Return an audit of then, and the scorecard of one of now, which may be without details.

    A touchpoint that is the same in both is scored once: the sides share its record. One that differs has its details on
    both sides, but no lost points.
    """
    later = card.touchpoints | card.handovers
    old_ids = old_ids_of(audit, {touch.id for touch in before.touches})
    same = _same(before, audit, old_ids)
    scored = detailed(before, {touch.id for touch in before.touches} - same)
    links = {touch.id: scored.get(touch.id) or later[touch.id] for touch in before.touches}
    differing = detailed(audit, old_ids.keys() - same)
    return Sides(
        OldSide(file=before.file, score=_journey_score(links.values()), links=links),
        replace(
            card,
            touchpoints={
                touch_id: differing.get(touch_id, link) for touch_id, link in card.touchpoints.items()
            },
            handovers={touch_id: differing.get(touch_id, link) for touch_id, link in card.handovers.items()},
        ),
    )


def detailed(audit: LoadedAudit, ids: Collection[str]) -> dict[str, TouchpointScore]:
    """Return the scores of some touchpoints with their details, without lost points."""
    terms = _terms(audit)
    return {touch.id: score_touch(touch, terms)[0] for touch in audit.touches if touch.id in ids}


def old_ids_of(audit: LoadedAudit, earlier: Collection[str]) -> dict[str, str]:
    """Return the old id of each touchpoint: its own, unless a touchpoint that is new had it."""
    claimed: dict[str, str] = {}
    for touch in audit.touches:
        if touch.id not in earlier:
            free = (old_id for old_id in touch.document.was if old_id in earlier and old_id not in claimed)
            claimed |= dict.fromkeys([*free][:1], touch.id)
    renamed = {touch_id: old_id for old_id, touch_id in claimed.items()}
    own = {touch.id: touch.id for touch in audit.touches if touch.id in earlier and touch.id not in claimed}
    return renamed | own


def _terms(audit: LoadedAudit) -> Terms:
    return terms_of(audit, audit.preferred_languages())


def _journey_score(links: Collection[TouchpointScore]) -> float | None:
    """Return the mean of what is scored, weighed by importance."""
    scored = [(link.importance, link.score) for link in links if link.score is not None]
    whole = fsum(importance for importance, _ in scored)
    return fsum(importance * score for importance, score in scored) / whole if scored else None


def _same(before: LoadedAudit, audit: LoadedAudit, old_ids: Mapping[str, str]) -> set[str]:
    """Return the touchpoints of which nothing differs that a score is made of: neither they nor the terms."""
    if _terms(before) != _terms(audit):
        return set()
    earlier = {touch.id: touch for touch in before.touches}
    own = {touch_id for touch_id, old_id in old_ids.items() if touch_id == old_id}
    return {
        touch.id
        for touch in audit.touches
        if own.issuperset((touch.id, *(breach.by for breach in touch.breaches)))
        and _is_same(earlier[touch.id], touch)
    }


def _is_same(then: AuditedTouchpoint, now: AuditedTouchpoint) -> bool:
    """Tell whether two touchpoints are the same but for where they stand."""
    return (
        then.document == now.document
        and then.stage == now.stage
        and [*map(_BREACH, then.breaches)] == [*map(_BREACH, now.breaches)]
        and [*then.findings] == [*now.findings]
        and [*map(_FINDING, then.findings.values())] == [*map(_FINDING, now.findings.values())]
        and [*then.asked] == [*now.asked]
        and all(map(_asks_the_same, then.asked.values(), now.asked.values()))
    )


def _asks_the_same(then: Asked, now: Asked) -> bool:
    same = then.question is now.question or _QUESTION(then.question) == _QUESTION(now.question)
    return same and [*map(_OBSERVED, then.observed)] == [*map(_OBSERVED, now.observed)]


_BREACH: Final = attrgetter("promise", "by", "note")
_FINDING: Final = attrgetter("finding", "on", "by", "method", "place", "visit")
_QUESTION: Final = attrgetter("address", "item", "title", "minimum", "checklist_was", "conditions", "choices")
_OBSERVED: Final = attrgetter(
    *("said", "on", "by", "method", "place", "persona", "felt", "past", "benchmark", "apart"),
    *("origin.visit", "origin.device"),
)
