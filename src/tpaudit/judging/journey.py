"""The journey: from touchpoints to the whole, its stages and any other cut through it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.loaded import Asked, LoadedAudit, Observed, Touch
from tpaudit.documents.text import say
from tpaudit.errors import UsageError
from tpaudit.judging.cuts import By
from tpaudit.judging.scorecard import (
    Band,
    ChecklistUsed,
    Groups,
    GroupScore,
    Scorecard,
    TouchpointScore,
    VisitShown,
)
from tpaudit.judging.scoring import Sums, Terms, band, score_touch
from tpaudit.version import VERSION

if TYPE_CHECKING:
    from tpaudit.documents.visit import Walk

WITHOUT: Final = ""
"""The id of the group of what has no channel, place, owner ...; no id of a file is empty."""


def score(
    audit: LoadedAudit, *, persona: str | None = None, by: By | None = None, languages: Sequence[str] = ()
) -> Scorecard:
    """Return the scorecard of an audit.

    `persona` leaves the touchpoints that this persona meets; `by` adds a cut of the journey; `languages`
    are tried in turn for every text, then the workspace's, then the company's. Raises UsageError for a
    persona that the audit does not have.
    """
    tongues = [
        *languages,
        audit.workspace.language,
        *(audit.audit.company.languages if audit.audit.company else ()),
    ]
    terms = _terms(audit, tongues)
    touches = [touch for touch in audit.touches if _meets(touch, persona)]
    if persona is not None and persona not in audit.audit.personas:
        known = ", ".join(audit.audit.personas) or "none"
        msg = f"{audit.file}: there is no persona `{persona}`; the audit has {known}"
        raise UsageError(msg)
    results, sums = _judged(touches, terms)
    _share_lost(results, sums)
    whole = _weighed(sums.keys(), results, sums)
    ordered = sorted(touches, key=_in_order(audit))
    broken = [touch.id for touch in ordered if results[touch.id].broken]
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
        _weakest(ordered, results),
        _bottleneck(ordered, results),
        broken,
        sum(
            one.counts
            for result in results.values()
            for item in result.items.values()
            for one in item.observations
        ),
        {visit.id: _visit(visit.walk, visit.file, audit, tongues) for visit in audit.visits},
        {name: ChecklistUsed(used.version, used.fingerprint) for name, used in audit.checklists.items()},
        _groups(
            {stage: say(one.name, tongues) for stage, one in audit.stages.items()},
            _of_stage,
            touches,
            results,
            sums,
        ),
        {touch.id: results[touch.id] for touch in touches if not touch.handover},
        {touch.id: results[touch.id] for touch in touches if touch.handover},
        _cut(audit, by, touches, results, sums, terms) if by else None,
    )


def _terms(audit: LoadedAudit, languages: Sequence[str]) -> Terms:
    bands = audit.workspace.bands
    return Terms(
        languages,
        audit.as_of,
        audit.audit.waivers,
        frozenset(audit.audit.standards),
        bands.strong,
        bands.fair,
    )


def _meets(touch: Touch, persona: str | None) -> bool:
    return persona is None or not touch.document.personas or persona in touch.document.personas


def _in_order(audit: LoadedAudit) -> Callable[[Touch], int]:
    order = {stage: place for place, stage in enumerate(audit.stages)}
    return lambda touch: order[touch.stage]


def _judged(touches: Iterable[Touch], terms: Terms) -> tuple[dict[str, TouchpointScore], dict[str, Sums]]:
    results: dict[str, TouchpointScore] = {}
    sums: dict[str, Sums] = {}
    for touch in touches:
        results[touch.id], sums[touch.id] = score_touch(touch, terms)
    return results, sums


def _share_lost(results: Mapping[str, TouchpointScore], sums: Mapping[str, Sums]) -> None:
    """Fill in the lost points: each item's exact share of what the journey lacks to 100."""
    total = fsum(result.importance for result in results.values() if result.score is not None)
    for touch_id, result in results.items():
        if result.score is None:
            continue
        share = result.importance / total
        result.lost = share * (100.0 - result.score)
        weight = sums[touch_id].weight
        if weight and not result.missing:
            for item in result.items.values():
                if item.score is not None and not item.wow:
                    item.lost = share * (item.weight / weight) * (100.0 - item.score)


def _weighed(
    ids: Iterable[str], results: Mapping[str, TouchpointScore], sums: Mapping[str, Sums], name: str = ""
) -> GroupScore:
    """Return the importance-weighted score, interval and coverage of some touchpoints."""
    ids = list(ids)
    scored = [one for one in ids if results[one].score is not None]
    applies = [one for one in ids if sums[one].coverage is not None]
    scores = {one: results[one].score for one in ids}
    if not scored:
        return GroupScore(name, None, None, None, None, 0.0, scores)
    total = fsum(results[one].importance for one in scored)
    whole = fsum(results[one].importance for one in applies)

    def over(value: Callable[[str], float], some: list[str], by: float) -> float:
        return fsum(results[one].importance * value(one) for one in some) / by

    return GroupScore(
        name,
        over(lambda one: sums[one].score or 0.0, scored, total),
        over(lambda one: sums[one].low, applies, whole),
        over(lambda one: sums[one].high, applies, whole),
        over(lambda one: sums[one].coverage or 0.0, applies, whole),
        fsum(results[one].lost for one in scored),
        scores,
    )


def _journey_band(value: float | None, broken: Sequence[str], terms: Terms) -> Band | None:
    found = band(value, terms)
    return "fair" if broken and found == "strong" else found


def _weakest(ordered: Sequence[Touch], results: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id with the lowest score; of equals the more important, then the earlier."""
    scored = [touch.id for touch in ordered if results[touch.id].score is not None]
    return _first(scored, lambda one: -(results[one].score or 0.0), results)


def _bottleneck(ordered: Sequence[Touch], results: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id with the most lost points among those that are not strong; equals as for the weakest."""
    losing = [touch.id for touch in ordered if results[touch.id].band in ("fair", "weak")]
    return _first(losing, lambda one: results[one].lost, results)


def _first(
    ids: Sequence[str], value: Callable[[str], float], results: Mapping[str, TouchpointScore]
) -> str | None:
    if not ids:
        return None
    most = max(value(one) for one in ids)
    equals = [one for one in ids if value(one) >= most - TOLERANCE]
    return max(equals, key=lambda one: results[one].importance)


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


def _of_stage(touch: Touch) -> Sequence[str]:
    return (touch.stage,)


def _groups(
    names: Mapping[str, str],
    of: Callable[[Touch], Sequence[str]],
    touches: Sequence[Touch],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
) -> dict[str, GroupScore]:
    members: dict[str, list[str]] = {group: [] for group in names}
    for touch in touches:
        for group in of(touch):
            members[group].append(touch.id)
    return {group: _weighed(ids, results, sums, names[group]) for group, ids in members.items()}


def _cut(
    audit: LoadedAudit,
    by: By,
    touches: Sequence[Touch],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    terms: Terms,
) -> Groups:
    if by in ("place", "method"):
        return Groups(by, dict(_by_observation(audit, by, touches, terms)))
    of = _MEMBERS[by]
    if by == "stage":
        names = {stage: say(one.name, terms.languages) for stage, one in audit.stages.items()}
    elif by == "persona":
        names = {persona: say(one.name, terms.languages) for persona, one in audit.audit.personas.items()}
        everyone = tuple(names)
        return Groups(
            by, _groups(names, lambda touch: touch.document.personas or everyone, touches, results, sums)
        )
    else:
        found = sorted(
            {group for touch in touches for group in of(touch)}, key=lambda group: (not group, group)
        )
        names = {group: group for group in found}
    return Groups(by, _groups(names, of, touches, results, sums))


_MEMBERS: Final[dict[str, Callable[[Touch], Sequence[str]]]] = {
    "stage": _of_stage,
    "channel": lambda touch: (touch.document.channel or WITHOUT,),
    "kind": lambda touch: (touch.document.kind or WITHOUT,),
    "owner": lambda touch: (touch.document.owner or WITHOUT,),
    "persona": lambda touch: touch.document.personas,
}
"""Which groups of a cut a touchpoint belongs to."""


def _by_observation(
    audit: LoadedAudit, by: By, touches: Sequence[Touch], terms: Terms
) -> Iterator[tuple[str, GroupScore]]:
    """Yield the journey as each place or method alone saw it: an own scoring of those observations."""
    seen = {
        getattr(one, by)
        for touch in touches
        for asked in touch.asked.values()
        for one in asked.observed
        if not one.past
    }
    if by == "place":
        names = {place: say(one.name, terms.languages) for place, one in audit.audit.places.items()}
    else:
        names = {method: method for method in sorted(one for one in seen if one)}
    if None in seen:
        names[WITHOUT] = ""
    for group, name in names.items():
        heard = [_only(touch, by, group or None) for touch in touches]
        results, sums = _judged(heard, terms)
        met = {
            touch.id
            for touch in heard
            if touch.document.missing or any(one.observed for one in touch.asked.values())
        }
        inside = {touch_id: result for touch_id, result in results.items() if touch_id in met}
        _share_lost(inside, sums)
        yield group, _weighed(inside, inside, sums, name)


def _only(touch: Touch, by: By, group: str | None) -> Touch:
    """Return a touchpoint with the observations of one place or method alone."""

    def heard(one: Observed) -> bool:
        found: str | None = getattr(one, by)
        return found == group

    asked = {
        address: Asked(one.question, [seen for seen in one.observed if heard(seen)], one.file, one.line)
        for address, one in touch.asked.items()
    }
    return replace(touch, asked=asked)
