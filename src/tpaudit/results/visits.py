"""Visits, and what they found beside answers: the result types of walks, findings and evidence.

Slotted dataclasses, like those of the scorecard, which takes them in.
"""

from dataclasses import dataclass


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class EvidenceShown:
    """What backs an observation or finding."""

    file: str | None
    """A file, by its path from the audit's folder."""
    link: str | None
    """A link."""
    quote: str | None
    """The customer's or the company's own words."""
    shows: str | None
    """What is to be seen there."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class FindingShown:
    """What no checklist asked."""

    kind: str
    """`problem`, `remark`, `idea` or `praise`."""
    says: str
    """What was found."""
    severity: str | None
    """`cosmetic`, `minor`, `major` or `critical`."""
    fix: str | None
    """What to do about it."""
    effort: float | str | None
    """What the fix takes as it was written: seconds, a day as 24 hours, or `low`, `medium`, `high`. A plan
    counts hours of work."""
    quote: str | None
    """The customer's own words."""
    felt: str | None
    """How it felt: `delighted`, `positive`, `neutral`, `negative`, `angry`."""
    note: str | None
    """More about it."""
    internal: str | None
    """A note that is not for the client: leave it out of what you hand over."""
    evidence: list[EvidenceShown]
    """What backs it."""
    on: str | None
    """When: a day or a moment, as in 2026-11-03T12:30."""
    by: str | None
    """Who found it."""
    method: str | None
    """By which method."""
    place: str | None
    """The id of the place."""
    visit: str | None
    """The visit that it comes from, by its file's name without the ending; null for the audit's own."""
    file: str
    """The file in which the finding stands, by its path."""
    line: int
    """The line in that file."""
    resolved: str | None = None
    """The day on which it was fixed; null while it is not."""
    resolved_by: str | None = None
    """Who fixed it."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class VisitShown:
    """One walk."""

    on: str | None
    """When."""
    by: str | None
    """Who walked; the audit's auditor where the visit does not say."""
    method: str | None
    """How; the audit's where the visit does not say."""
    place: str | None
    """The id of the place."""
    persona: str | None
    """In whose shoes, by the persona's id."""
    scenario: str | None
    """What the walker set out to do."""
    outcome: list[str]
    """How it ended: `done`, `gave-up`, `would-return`, `would-recommend`."""
    felt: str | None
    """How the whole visit felt."""
    file: str
    """The file of the visit, by its path."""
