"""Cutting the journey another way: by channel, persona, place, method and the like."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tpaudit.documents.loaded import Asked, LoadedAudit, Observed, Touch
from tpaudit.documents.text import say
from tpaudit.judging.by import By
from tpaudit.judging.scorecard import Groups, GroupScore, TouchpointScore
from tpaudit.judging.scoring import Sums, Terms
from tpaudit.judging.weighing import groups, judged, share_lost, weighed

WITHOUT: Final = ""
"""The id of the group of what has no channel, place, owner ...; no id of a file is empty."""


def cut(
    audit: LoadedAudit,
    by: By,
    touches: Sequence[Touch],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    terms: Terms,
) -> Groups:
    """Return the journey cut one way: a score for each group of touchpoints, or of observations."""
    if by in ("place", "method"):
        return Groups(by, dict(_by_observation(audit, by, touches, terms)))
    of = _MEMBERS[by]
    if by == "stage":
        names = {stage: say(one.name, terms.languages) for stage, one in audit.stages.items()}
    elif by == "persona":
        names = {persona: say(one.name, terms.languages) for persona, one in audit.audit.personas.items()}
        everyone = tuple(names)
        return Groups(
            by, groups(names, lambda touch: touch.document.personas or everyone, touches, results, sums)
        )
    else:
        found = sorted(
            {group for touch in touches for group in of(touch)}, key=lambda group: (not group, group)
        )
        names = {group: group for group in found}
    return Groups(by, groups(names, of, touches, results, sums))


_MEMBERS: Final[dict[str, Callable[[Touch], Sequence[str]]]] = {
    "stage": lambda touch: (touch.stage,),
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
        heard = [only(touch, by, group or None) for touch in touches]
        results, sums = judged(heard, terms)
        met = {
            touch.id
            for touch in heard
            if touch.document.missing or any(one.observed for one in touch.asked.values())
        }
        inside = {touch_id: result for touch_id, result in results.items() if touch_id in met}
        share_lost(inside, sums)
        yield group, weighed(inside, inside, sums, name)


def only(touch: Touch, by: By, group: str | None) -> Touch:
    """Return a touchpoint with the observations of one place or method alone."""

    def heard(one: Observed) -> bool:
        found: str | None = getattr(one, by)
        return found == group

    asked = {
        address: Asked(one.question, [seen for seen in one.observed if heard(seen)], one.file, one.line)
        for address, one in touch.asked.items()
    }
    return replace(touch, asked=asked)
