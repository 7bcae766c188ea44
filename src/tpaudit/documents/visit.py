"""A visit: one walk by one person, in a file of its own beside the audit."""

from typing import Annotated, Literal

from pydantic import Field

from tpaudit.documents.checklist import Format, Method
from tpaudit.documents.fields import Before, Id, Moment, Record, Several
from tpaudit.documents.observation import Answers, Felt, Finding
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.text import Text

Outcome = Literal["done", "gave-up", "would-return", "would-recommend"]


class Walk(Record):
    """Who walked, when, where and with what outcome."""

    on: Moment | None = None
    """When: 2026-11-03 or 2026-11-03T12:30."""
    by: str | None = None
    """Who walked; default the audit's auditor."""
    method: Method | None = None
    """How; default the audit's method."""
    place: str | None = None
    """At which of the audit's places."""
    persona: str | None = None
    """In whose shoes."""
    device: Several[Id] = ()
    """With which device."""
    scenario: Text | None = None
    """What the walker set out to do."""
    outcome: Several[Outcome] = ()
    """How it ended."""
    felt: Felt | None = None
    """How the whole visit felt."""
    note: Text | None = None
    """What is to be known about it."""
    internal: Text | None = None
    """A note that is not for the client."""


class Visit(Record):
    """One walk and the answers it gave."""

    format: Format
    """The format of this file: 1."""
    visit: Walk
    """Who walked, when, where and with what outcome."""
    answers: Annotated[dict[str, Answers], Before(without_nulls)] = Field(default_factory=dict)
    """Answers by touchpoint/checklist.item."""
    findings: Annotated[dict[str, Finding], Before(without_nulls)] = Field(default_factory=dict)
    """Findings by touchpoint/id."""
