"""An audit: the touchpoints of one company, and what was found at them."""

from typing import Annotated, Literal

from pydantic import Field

from tpaudit.documents.checklist import Effort, Format, Method, Size, TouchpointKind
from tpaudit.documents.curves import Curve
from tpaudit.documents.fields import (
    Amount,
    Before,
    Day,
    Flag,
    Id,
    Keyed,
    OneOf,
    Points,
    Record,
    Several,
    Weight,
)
from tpaudit.documents.journey import InlineJourney, Named, as_named
from tpaudit.documents.observation import Answers, Felt, Finding
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.text import Language, Text

Status = Literal["planned", "doing", "done"]


class Touchpoint(Record):
    """An interaction that can change how a customer perceives the company."""

    name: Text | None = None
    """Its name for people; default its id."""
    stage: str
    """The stage of the journey in which it is met."""
    channel: Id | None = None
    """Where it happens: phone, e-mail, website, shop, ..."""
    kind: TouchpointKind | None = None
    """human, digital or physical."""
    device: Several[Id] = ()
    """What the customer holds: mobile, desktop, ..."""
    action: Text | None = None
    """What the customer does there."""
    expected: Id | None = Field(None, alias="as")
    """Which expected touchpoint of the journey this is; default its id."""
    importance: Weight = 3.0
    """How much it counts in the journey, usually 1-5; default 3."""
    personas: Several[str] = ()
    """Who meets it; none means everyone."""
    owner: str | None = None
    """Who answers for it in the company."""
    says: Annotated[dict[str, str], Before(without_nulls)] = Field(default_factory=dict)
    """What it says of the audit's facts."""
    promises: Keyed[Text] = Field(default_factory=dict)
    """What it promises to customers."""
    breaks: Annotated[dict[str, Text], Before(without_nulls)] = Field(default_factory=dict)
    """Promises of others (touchpoint/promise) that are not kept here."""
    felt: Felt | None = None
    """How it feels; default the mean of its observations."""
    note: Text | None = None
    """What is to be known about it."""
    internal: Text | None = None
    """A note that is not for the client."""
    checklists: dict[
        str, Annotated[dict[str, Answers], Before(lambda v: {} if v is None else v, {"type": "null"})]
    ] = Field(default_factory=dict)
    """The checklists put to it, each with its answers; alone = all open."""
    findings: Keyed[Finding] = Field(default_factory=dict)
    """What no checklist asks."""
    missing: Flag = False
    """Customers expect it and it does not exist: it scores 0."""
    was: Several[Id] = ()
    """Earlier ids of it."""


class Handover(Touchpoint):
    """The way from one touchpoint to another, audited like a touchpoint."""

    source: str = Field(alias="from")
    """The touchpoint that the customer comes from."""
    target: str = Field(alias="to")
    """The touchpoint that the customer goes to."""
    stage: str | None = None  # type: ignore[assignment]
    """Its stage; default that of `to`."""


class Company(Record):
    """Who is audited."""

    name: Text
    """The company's name."""
    size: Size | None = None
    """solo, small, medium or large."""
    website: str | None = None
    """Its website."""
    languages: Several[Language] = ()
    """The languages it speaks to customers."""


class About(Record):
    """The audit itself: who walked the journey, when and how."""

    id: Id | None = None
    """What it is called for years; default the file's name."""
    date: Day | None = None
    """The day that it speaks of; observations without `on` are of it."""
    auditor: str | None = None
    """Who observed where no observation says otherwise."""
    method: Method | None = None
    """How, where no observation says otherwise."""
    since: Day | None = None
    """Observations before this day are past: kept, not scored."""
    scope: Text | None = None
    """What was looked at, and what was not."""
    follows: str | None = None
    """The audit before this one, by its path from this file."""
    note: Text | None = None
    """What is to be known about it."""
    internal: Text | None = None
    """A note that is not for the client."""


class Reached(Record):
    """How many customers get to a stage, and why others left."""

    reached: Amount
    """How many got there."""
    left_because: Keyed[Amount] = Field(default_factory=dict)
    """Why others left, and how many."""


class Waiver(Record):
    """A fault that somebody accepts for a while."""

    reason: Text
    """Why it is accepted."""
    approved_by: str
    """Who accepts it."""
    until: Day
    """The last day on which it holds."""
    floor: Points | None = None
    """The score below which it no longer protects."""


class Action(Record):
    """What somebody does about items or findings."""

    targets: Several[str] = Field((), alias="for")
    """The addresses that it mends."""
    task: Text
    """What is to be done."""
    owner: str | None = None
    """Who does it."""
    due: Day | None = None
    """By when."""
    effort: Effort | None = None
    """What it takes: a duration, or low, medium, high."""
    cost: Amount | None = None
    """What it costs, in the workspace's currency."""
    status: Status = "planned"
    """planned, doing or done."""
    done: Day | None = None
    """The day on which it was done."""


def _reached(value: object) -> object:
    return value if isinstance(value, dict | Record) else {"reached": value}


def _journey_shape(value: object) -> str:
    return "inline" if isinstance(value, dict | Record) else "name"


JourneyChoice = Annotated[str | InlineJourney, OneOf(_journey_shape, name=str, inline=InlineJourney)]


class Audit(Record):
    """How one company meets its customers, as somebody found it."""

    format: Format
    """The format of this file: 1."""
    company: Company | None = None
    """Who is audited."""
    audit: About = About.model_construct()
    """Who walked the journey, when and how."""
    journey: JourneyChoice | None = None
    """A journey's name, or its stages written out."""
    not_expected: Annotated[dict[str, Text], Before(without_nulls)] = Field(default_factory=dict)
    """Touchpoints of the journey left out on purpose, and why."""
    places: Keyed[Annotated[Named, Before(as_named, {"type": "string"})]] = Field(default_factory=dict)
    """Branches, shops, places."""
    personas: Keyed[Annotated[Named, Before(as_named, {"type": "string"})]] = Field(default_factory=dict)
    """Kinds of customer."""
    facts: Keyed[str] = Field(default_factory=dict)
    """What should be said everywhere."""
    reach: Annotated[
        dict[str, Annotated[Reached, Before(_reached, {"type": "number"})]], Before(without_nulls)
    ] = Field(default_factory=dict)
    """How many customers get to each stage."""
    standards: Annotated[dict[str, Curve], Before(without_nulls)] = Field(default_factory=dict)
    """The company's own curve for checklist.item or touchpoint/checklist.item."""
    touchpoints: Keyed[Touchpoint]
    """The touchpoints by their ids."""
    handovers: Keyed[Handover] = Field(default_factory=dict)
    """The ways between touchpoints, by their ids."""
    waivers: Annotated[dict[str, Waiver], Before(without_nulls)] = Field(default_factory=dict)
    """Faults that somebody accepts for a while, by address."""
    actions: Keyed[Action] = Field(default_factory=dict)
    """What is done about it."""
