"""The branches of one audit: each place by its own observations alone, or the audit as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tpaudit.documents.asked import Asked
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.scoring.aggregate import group_score, score_touchpoints
from tpaudit.judging.scoring.bands import is_enough
from tpaudit.judging.scoring.journey import terms_of
from tpaudit.judging.scoring.touchpoint import Terms
from tpaudit.results.scorecard import Scorecard, TouchpointScore


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Branch:
    """A branch in one audit, judged."""

    place: str | None
    branch: str | None
    name: str
    region: str | None
    format: str | None
    tags: tuple[str, ...]
    score: float | None
    coverage: float | None
    enough: bool
    links: Mapping[str, TouchpointScore]
    """The touchpoints and handovers that were observed there, in journey order."""


def branches_of(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Iterator[Branch]:
    """Yield each branch of an audit: its places if it observes at any, else itself; none that stands beside.

    `languages` are tried in turn for every text, then the workspace's, then the company's.
    """
    own = [place for place, about in audit.audit.places.items() if not about.benchmark]
    seen = _seen_at(audit, set(own)) if own else {}
    if not seen:
        yield _whole(audit, card)
        return
    terms = terms_of(audit, audit.preferred_languages(languages))
    for place in own:
        yield _at_place(audit, place, seen.get(place, {}), terms)


def _whole(audit: LoadedAudit, card: Scorecard) -> Branch:
    company = audit.audit.company
    return Branch(
        place=None,
        branch=company.branch if company else None,
        name=(company and company.branch) or card.company or card.id,
        region=company.region if company else None,
        format=company.format if company else None,
        tags=company.tags if company else (),
        score=card.score,
        coverage=card.coverage,
        enough=card.enough,
        links=card.links(),
    )


_Seen = dict[str, dict[str, list[int]]]
"""By touchpoint and question: which of its observations."""


def _seen_at(audit: LoadedAudit, places: set[str]) -> dict[str, _Seen]:
    """Return what was observed at each place, so that each observation is looked at once."""
    seen: dict[str, _Seen] = {}
    for touch in audit.touches:
        for address, asked in touch.asked.items():
            for index, observed in enumerate(asked.observed):
                if observed.place in places:
                    at_touch = seen.setdefault(observed.place or "", {}).setdefault(touch.id, {})
                    at_touch.setdefault(address, []).append(index)
    return seen


def _at_place(audit: LoadedAudit, place: str, seen: _Seen, terms: Terms) -> Branch:
    """Return a place with the touchpoints that were observed there, and those that are missing everywhere."""
    about, company = audit.audit.places[place], audit.audit.company
    touches = [
        _restricted(touch, place, seen.get(touch.id, {}))
        for touch in audit.in_journey_order()
        if seen and (touch.id in seen or touch.document.missing)
    ]
    links, sums = score_touchpoints(touches, terms)
    whole = group_score(links, links, sums)
    return Branch(
        place=place,
        branch=about.branch,
        name=say(about.name, terms.languages) or place,
        region=about.region or (company.region if company else None),
        format=about.format or (company.format if company else None),
        tags=about.tags,
        score=whole.score,
        coverage=whole.coverage,
        enough=is_enough(whole.coverage, terms.limits),
        links=links,
    )


def _restricted(touch: AuditedTouchpoint, place: str, seen: Mapping[str, list[int]]) -> AuditedTouchpoint:
    """Return a touchpoint with the observations and findings of one place alone."""
    asked = {
        address: Asked(
            question=everywhere.question,
            observed=[everywhere.observed[index] for index in seen.get(address, ())],
            file=everywhere.file,
            line=everywhere.line,
        )
        for address, everywhere in touch.asked.items()
    }
    findings = {key: found for key, found in touch.findings.items() if found.place == place}
    return replace(touch, asked=asked, findings=findings, breaches=[])
