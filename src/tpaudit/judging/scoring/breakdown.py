"""Breakdowns: the journey scored by channel, persona, place, method and the like."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.natural import natural
from tpaudit.documents.text import say
from tpaudit.judging.scoring.aggregate import fill_lost_points, group_score, group_scores, score_touchpoints
from tpaudit.judging.scoring.alike import alike
from tpaudit.judging.scoring.sections import Sums, touchpoint_sums
from tpaudit.judging.scoring.touchpoint import Terms
from tpaudit.results.grouping import By
from tpaudit.results.records import changed
from tpaudit.results.scorecard import Groups, GroupScore, TouchpointScore

NO_GROUP: Final = ""
"""The id of the group without a channel, place, owner ...; no id in a file is empty."""


def breakdown(
    audit: LoadedAudit,
    by: By,
    touches: Sequence[AuditedTouchpoint],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    terms: Terms,
) -> Groups:
    """Return the score of each group of touchpoints, or for place and method of observations."""
    if by == "tag":
        return Groups(by=by, groups=dict(_by_tag(touches, results, terms)))
    if by in _OBSERVED:
        return Groups(by=by, groups=dict(_by_observation(audit, by, touches, terms)))
    groups_of = _GROUPS_OF[by]
    if by == "stage":
        names = {stage: say(about.name, terms.languages) for stage, about in audit.stages.items()}
    elif by == "persona":
        names = {persona: say(about.name, terms.languages) for persona, about in audit.audit.personas.items()}
        everyone = tuple(names)
        return Groups(
            by=by,
            groups=group_scores(
                names, lambda touch: touch.document.personas or everyone, touches, results, sums
            ),
        )
    else:
        group_ids = sorted(
            {group for touch in touches for group in groups_of(touch)},
            key=lambda group: (not group, natural(group)),
        )
        names = {group: group for group in group_ids}
    return Groups(by=by, groups=group_scores(names, groups_of, touches, results, sums))


_GROUPS_OF: Final[dict[str, Callable[[AuditedTouchpoint], Sequence[str]]]] = {
    "stage": lambda touch: (touch.stage,),
    "channel": lambda touch: (touch.document.channel or NO_GROUP,),
    "kind": lambda touch: (touch.document.kind or NO_GROUP,),
    "owner": lambda touch: (touch.document.owner or NO_GROUP,),
    "persona": lambda touch: touch.document.personas,
}
"""The groups to which a touchpoint belongs."""


_OBSERVED: Final = {"place": "place", "method": "method", "observer": "by"}
"""The cuts by what an observation says, and the field that says it."""


def tells_apart(by: By, touches: Iterable[AuditedTouchpoint]) -> bool:
    """Return whether anything says a group of a cut: a touchpoint, an item (tag) or an observation (place, method)."""
    if by in _GROUPS_OF:
        return any(group for touch in touches for group in _GROUPS_OF[by](touch))
    every = [asked for touch in touches for asked in touch.asked.values()]
    if by == "tag":
        return any(asked.question.item.tags for asked in every)
    return any(getattr(observation, _OBSERVED[by]) for asked in every for observation in asked.observed)


def _by_tag(
    touches: Sequence[AuditedTouchpoint], results: Mapping[str, TouchpointScore], terms: Terms
) -> Iterator[tuple[str, GroupScore]]:
    """Yield the score of each tag: the touchpoints scored by its items alone; an item may have several."""
    tags = sorted(
        {tag for touch in touches for asked in touch.asked.values() for tag in asked.question.item.tags},
        key=natural,
    )
    for tag in tags:
        tagged: dict[str, TouchpointScore] = {}
        sums: dict[str, Sums] = {}
        for touch in touches:
            result = results[touch.id]
            items = {address: changed(item) for address, item in result.items.items() if tag in item.tags}
            if items:
                sums[touch.id], sections = touchpoint_sums(touch, items, terms.languages)
                tagged[touch.id] = changed(
                    result, score=sums[touch.id].score, items=items, sections=sections, lost=0.0
                )
        fill_lost_points(tagged, sums)
        yield tag, group_score(tagged, tagged, sums, tag)


def _by_observation(
    audit: LoadedAudit, by: By, touches: Sequence[AuditedTouchpoint], terms: Terms
) -> Iterator[tuple[str, GroupScore]]:
    """Yield the score of each place or method: the touchpoints scored by its observations alone."""
    values = {
        getattr(observation, _OBSERVED[by])
        for touch in touches
        for asked in touch.asked.values()
        for observation in asked.observed
        if not observation.past and not (by != "place" and observation.benchmark)
    }
    if by == "place":
        names = {place: say(about.name, terms.languages) for place, about in audit.audit.places.items()}
    else:
        names = {method: method for method in sorted(filter(None, values), key=natural)}
    if None in values:
        names[NO_GROUP] = ""
    yield from _each(names, by, touches, terms)


def benchmarks(
    audit: LoadedAudit, touches: Sequence[AuditedTouchpoint], terms: Terms
) -> dict[str, GroupScore]:
    """Return the score of each place that stands beside, by its own observations alone."""
    beside = {
        place: say(about.name, terms.languages)
        for place, about in audit.audit.places.items()
        if about.benchmark
    }
    return dict(_each(beside, "place", touches, terms)) if beside else {}


def _each(
    names: Mapping[str, str], by: By, touches: Sequence[AuditedTouchpoint], terms: Terms
) -> Iterator[tuple[str, GroupScore]]:
    """Yield the score of each group of observations, named by its id, and what all of them have alike."""
    sides = _sides(names, by, touches)
    scored = {group: score_touchpoints(restricted, terms) for group, restricted in sides.items()}
    observed = {group for group in names if group and any(map(_is_observed, sides[group]))}
    like = alike({group: (sides[group], scored[group][0]) for group in names if group in observed}, terms)
    for group, name in names.items():
        seen, sums = scored[group]
        fill_lost_points(seen, sums)
        found = group_score(seen, seen, sums, name)
        yield group, changed(found, alike=like.get(group), fails=list(_fails(seen, by, group)))


def _sides(
    names: Iterable[str], by: By, touches: Sequence[AuditedTouchpoint]
) -> dict[str, list[AuditedTouchpoint]]:
    """Return the touchpoints of each group with its observations alone: those that have one, or are missing."""
    sides: dict[str, list[AuditedTouchpoint]] = {group: [] for group in names}
    for touch in touches:
        values = {
            getattr(observation, _OBSERVED[by]) or NO_GROUP
            for asked in touch.asked.values()
            for observation in asked.observed
        }
        for group, side in sides.items():
            if touch.document.missing or group in values:
                side.append(only(touch, by, group or None))
    return sides


def _fails(touches: Mapping[str, TouchpointScore], by: By, group: str) -> Iterator[str]:
    """Yield what fails at a place or by a method; what is missing or promised and not kept is so everywhere."""
    for touch_id, touch in touches.items():
        for fault in touch.faults:
            if fault.item:
                yield f"{touch_id}/{fault.item}"
            elif fault.finding and getattr(touch.findings[fault.finding], _OBSERVED[by]) == (group or None):
                yield f"{touch_id}/findings.{fault.finding}"


def _is_observed(touch: AuditedTouchpoint) -> bool:
    return any(asked.observed for asked in touch.asked.values())


def only(touch: AuditedTouchpoint, by: By, group: str | None) -> AuditedTouchpoint:
    """Return a touchpoint with only the observations of one place or method; None for those without one."""

    def matches(observation: Observed) -> bool:
        value: str | None = getattr(observation, _OBSERVED[by])
        return value == group

    asked = {
        address: Asked(
            question=question.question,
            observed=[
                _of_its_own(observation) if by == "place" else observation
                for observation in question.observed
                if matches(observation)
            ],
            file=question.file,
            line=question.line,
        )
        for address, question in touch.asked.items()
    }
    return changed(touch, asked=asked)


def _of_its_own(observation: Observed) -> Observed:
    """Return an observation as its place alone sees it: there it counts, though the place stands beside."""
    if not observation.benchmark:
        return observation
    voided = observation.disputed is not None and observation.disputed.decision == "voided"
    return changed(observation, benchmark=False, apart=observation.past or voided)
