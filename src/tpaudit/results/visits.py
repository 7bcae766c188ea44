"""Visits, and what they found beside answers: the result types of walks, findings and evidence.

Slotted dataclasses, like those of the scorecard, which takes them in.
"""

from dataclasses import dataclass

from tpaudit.results.computed import Computed


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class DisputeShown(Computed):
    """An objection to an observation."""

    by: str
    """Who does not accept it."""
    on: str | None
    """When they said so."""
    why: str
    """What they say against it."""
    decision: str
    """`open`, `upheld` (the observation stands) or `voided` (it is shown, and not scored)."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class EvidenceShown(Computed):
    """What backs an observation or finding."""

    file: str | None
    """A file, by its path from the audit's folder."""
    link: str | None
    """A link."""
    quote: str | None
    """The customer's or the company's own words."""
    shows: str | None
    """What is to be seen there."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class FindingShown(Computed):
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


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class VisitShown(Computed):
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
    past: bool = False
    """It was before the audit's `since`: kept and shown, not scored."""
    note: str | None = None
    """What the walker tells of the visit."""
    internal: str | None = None
    """A note that is not for the client: leave it out of what you hand over."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class VisitLine(Computed):
    """A visit in the list of them."""

    visit: str
    """The visit, by its file's name without the ending."""
    on: str | None
    """When; the audit's date where the visit does not say."""
    until: str | None
    """When the last answer was given, if it comes from a form."""
    by: str | None
    """Who walked; the audit's auditor where the visit does not say."""
    method: str | None
    """How; the audit's where the visit does not say."""
    place: str | None
    """The id of the place."""
    persona: str | None
    """In whose shoes, by the persona's id."""
    answers: int
    """How many observations it gave."""
    findings: int
    """How many findings it gave."""
    file: str
    """The file of the visit, by its path."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class OpenQuestions(Computed):
    """How much is open: of the whole audit, at a place, or of a person."""

    name: str | None
    """The id of the place, or who walked; null for the whole audit."""
    asked: int
    """How many questions are asked."""
    open: int
    """How many of them have no answer."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class VisitsOverview(Computed):
    """The visits of an audit, and what is still open."""

    visits: list[VisitLine]
    """The visits in the order in which they are merged."""
    open: OpenQuestions
    """What nobody has answered."""
    by_place: list[OpenQuestions]
    """What was not answered at each place, of the touchpoints that were observed at some place."""
    by_person: list[OpenQuestions]
    """What each walker left open at the touchpoints that they walked through."""
