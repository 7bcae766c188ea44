"""A visit: one walk by one person, in a file of its own beside the audit."""

from typing import Annotated, Literal

from pydantic import Field

from tpaudit.documents.checklist import Format, WrittenMethod
from tpaudit.documents.fields import Before, Id, Keyed, Moment, Record, Several
from tpaudit.documents.observation import Answers, Finding, WrittenFelt
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.text import Text
from tpaudit.documents.words import OUTCOME_WORDS, Translated

Outcome = Literal["done", "gave-up", "would-return", "would-recommend"]
WrittenOutcome = Annotated[Outcome, Translated(OUTCOME_WORDS)]


class Walk(Record):
    """Who walked, when, where and with what outcome."""

    on: Moment | None = None
    """When. It holds for all answers of the visit that do not say otherwise; default the audit's date."""
    until: Moment | None = None
    """When the last answer was given. A visit from a form without it is not finished."""
    zone: str | None = None
    """The zone of the clock by which `on` and `until` were read: `Europe/Moscow +03:00`."""
    by: str | None = None
    """Who walked. It holds in the same way; default the audit's auditor, and nobody where the visit was imported."""
    method: WrittenMethod | None = None
    """How. It holds in the same way; default the audit's method."""
    place: str | None = None
    """At which of the audit's places, by id. It holds in the same way."""
    persona: str | None = None
    """In whose shoes the whole visit was, by the persona's id."""
    device: Several[Id] = ()
    """What the walker held, as `device` of a touchpoint."""
    scenario: Text | None = None
    """What the walker set out to do."""
    outcome: Several[WrittenOutcome] = ()
    """How it ended."""
    felt: WrittenFelt | None = None
    """How the whole visit felt."""
    note: Text | None = None
    """What is to be known about the visit."""
    internal: Text | None = None
    """A note that is not for the client."""


class FilledForm(Record):
    """The form that a visit was filled in with, so that what changed since can be named."""

    audit: Id | None = None
    """The audit whose questions it asked, by id."""
    walk: str | None = None
    """The walk: two files of one walk are two copies of it."""
    checklists: Keyed[str] = Field(default_factory=dict)
    """The fingerprint of each checklist as it was then."""


class ImportedFrom(Record):
    """The file of another program from which a visit was made; importing it again replaces the visit."""

    kind: Id
    """The kind of import: `csv`, `survey`."""
    file: str
    """The file, by its path from the audit's folder; by its name alone where it lies outside the workspace."""
    digest: str
    """The SHA-256 of its bytes."""
    part: str | None = None
    """Which part of it: a row, a report."""
    map: str | None = None
    """The map by which it was read, named in the same way."""


class Visit(Record):
    """One walk and the answers it gave."""

    format: Format
    """The format of this file: 1."""
    visit: Walk
    """Who walked, when, where and with what outcome."""
    form: FilledForm | None = None
    """The form that it was filled in with; `tpaudit form` and `tpaudit fill` write it."""
    source: ImportedFrom | None = None
    """The file that it was made from; `tpaudit import` writes it."""
    answers: Annotated[dict[str, Answers], Before(without_nulls)] = Field(default_factory=dict)
    """Answers by `touchpoint/checklist.item`, as in an audit. The audit must put that checklist to that
    touchpoint."""
    findings: Annotated[dict[str, Finding], Before(without_nulls)] = Field(default_factory=dict)
    """Findings by `touchpoint/id`, as in an audit: `table/second-pot`, without `findings.`."""

    def walker(self, auditor: str | None) -> str | None:
        """Return who walked: the auditor where nobody is named, but never for answers that a file of others gave."""
        return self.visit.by or (None if self.source else auditor)
