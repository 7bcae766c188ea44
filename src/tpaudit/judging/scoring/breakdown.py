"""Cutting the journey another way: by channel, persona, place, method and the like."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tpaudit.documents.joined import Asked, AuditedTouchpoint, LoadedAudit, Observed
from tpaudit.documents.text import say
from tpaudit.judging.scoring.aggregate import groups, judged, share_lost, weighed
from tpaudit.judging.scoring.touchpoint import Sums, Terms
from tpaudit.results.grouping import By
from tpaudit.results.scorecard import Groups, GroupScore, TouchpointScore

WITHOUT: Final = ""
"""The id of the group of what has no channel, place, owner ...; no id of a file is empty."""


def cut(
    audit: LoadedAudit,
    by: By,
    touches: Sequence[AuditedTouchpoint],
    results: Mapping[str, TouchpointScore],
    sums: Mapping[str, Sums],
    terms: Terms,
) -> Groups:
    """Return the journey cut one way: a score for each group of touchpoints, or of observations."""
    if by in ("place", "method"):
        return Groups(by=by, groups=dict(_by_observation(audit, by, touches, terms)))
    of = _MEMBERS[by]
    if by == "stage":
        names = {stage: say(one.name, terms.languages) for stage, one in audit.stages.items()}
    elif by == "persona":
        names = {persona: say(one.name, terms.languages) for persona, one in audit.audit.personas.items()}
        everyone = tuple(names)
        return Groups(
            by=by,
            groups=groups(names, lambda touch: touch.document.personas or everyone, touches, results, sums),
        )
    else:
        found = sorted(
            {group for touch in touches for group in of(touch)}, key=lambda group: (not group, group)
        )
        names = {group: group for group in found}
    return Groups(by=by, groups=groups(names, of, touches, results, sums))


_MEMBERS: Final[dict[str, Callable[[AuditedTouchpoint], Sequence[str]]]] = {
    "stage": lambda touch: (touch.stage,),
    "channel": lambda touch: (touch.document.channel or WITHOUT,),
    "kind": lambda touch: (touch.document.kind or WITHOUT,),
    "owner": lambda touch: (touch.document.owner or WITHOUT,),
    "persona": lambda touch: touch.document.personas,
}
"""Which groups of a cut a touchpoint belongs to."""


def _by_observation(
    audit: LoadedAudit, by: By, touches: Sequence[AuditedTouchpoint], terms: Terms
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


def only(touch: AuditedTouchpoint, by: By, group: str | None) -> AuditedTouchpoint:
    """Return a touchpoint with the observations of one place or method alone."""

    def heard(one: Observed) -> bool:
        found: str | None = getattr(one, by)
        return found == group

    asked = {
        address: Asked(
            question=one.question,
            observed=[seen for seen in one.observed if heard(seen)],
            file=one.file,
            line=one.line,
        )
        for address, one in touch.asked.items()
    }
    return replace(touch, asked=asked)
