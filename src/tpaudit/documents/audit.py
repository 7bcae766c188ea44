"""An audit: the touchpoints of one company, and what was found at them."""

from typing import Annotated, Literal

from pydantic import Field

from tpaudit.documents.checklist import Effort, Format, Size, TouchpointKind, WrittenMethod
from tpaudit.documents.contacts import Starter
from tpaudit.documents.curves import Curve
from tpaudit.documents.durations import Duration
from tpaudit.documents.fields import (
    Amount,
    Before,
    Day,
    Flag,
    Id,
    ItemWeight,
    Keyed,
    OneOf,
    Points,
    Rare,
    Record,
    Several,
    Weight,
    Written,
)
from tpaudit.documents.identifiers import identifier
from tpaudit.documents.journey import InlineJourney, Named, Place, as_named
from tpaudit.documents.observation import Answers, Finding, WrittenFelt
from tpaudit.documents.scalars import without_nulls, written
from tpaudit.documents.text import Language, Text


def _earlier(value: object) -> str:
    audit_id, slash, touch_id = (written(value) or "").rpartition("/")
    return f"{identifier(audit_id)}/{identifier(touch_id)}" if slash else identifier(value)


Earlier = Annotated[str, Written(_earlier, type="string", pattern=r"^[^\sA-Z_/.]+(/[^\sA-Z_/.]+)?$")]
Status = Literal["planned", "doing", "done"]
Applied = dict[str, Annotated[dict[str, Answers], Before(lambda v: {} if v is None else v, {"type": "null"})]]


class Section(Record):
    """A checklist within a touchpoint."""

    weight: ItemWeight | None = None
    """How much it counts within its touchpoint. Where one section has a weight, all need one; 0 leaves it out
    of the score."""
    minimum: Points | None = None
    """The score below which it breaks the touchpoint; default that of the checklist."""


class Saying(Record):
    """What a touchpoint says of a fact in one of its places."""

    text: str
    """What it says there, in its own words."""
    seen: str | None = None
    """Where: the address of a page, or words such as `footer` or `second greeting`."""


def _saying(value: object) -> object:
    return value if isinstance(value, dict | Record) else {"text": value}


Sayings = dict[str, Several[Annotated[Rare[Saying], Before(_saying, {"type": "string"})]]]


def _section(value: object) -> object:
    return value if isinstance(value, dict | Record) else {"weight": value}


class Touchpoint(Record):
    """An interaction that can change how a customer perceives the company."""

    name: Text | None = None
    """Its name for people; default its id."""
    stage: str
    """The stage of the journey in which it is met."""
    channel: Id | None = None
    """Where it happens: `phone`, `e-mail`, `shop`."""
    kind: TouchpointKind | None = None
    """What the customer meets there: a person, a program or a thing."""
    device: Several[Id] = ()
    """What the customer holds: `mobile`, `desktop`."""
    action: Text | None = None
    """What the customer does there."""
    starts: Starter | None = None
    """Who starts the contact, `company` or `customer`. Default: as the journey expects it, else the company on
    channels on which it sends (`e-mail`, `messenger`, `sms`, `push`, `newsletter`, `post`) unless a person writes
    there, and in `advertising`; the customer everywhere else."""
    expected: Id | None = Field(None, alias="as")
    """The id of the expected touchpoint of the journey that this is; default its own id."""
    importance: Weight = 3.0
    """How much it counts in the journey, usually 1-5."""
    personas: Several[str] = ()
    """Who meets it, by the ids of the audit's personas. Without any, everyone does."""
    owner: str | None = None
    """Who answers for it in the company."""
    says: Annotated[Sayings, Before(without_nulls)] = Field(default_factory=dict)
    """What it says of the audit's facts, by the fact's id: a text, or a list where it says several things, each a
    text or `text` and where it was `seen`."""
    promises: Keyed[Text] = Field(default_factory=dict)
    """What it promises to customers."""
    breaks: Annotated[dict[str, Text], Before(without_nulls)] = Field(default_factory=dict)
    """Promises of other touchpoints that are not kept here, by `touchpoint/promise`, and what happens
    instead. The others are broken by it."""
    felt: WrittenFelt | None = None
    """How it feels; default the mean of its observations."""
    note: Text | None = None
    """What is to be known about it."""
    internal: Text | None = None
    """A note that is not for the client."""
    checklists: Applied = Field(default_factory=dict)
    """The checklists put to it by name, each with its answers by item. A checklist alone has all questions
    open."""
    sections: Annotated[
        dict[str, Annotated[Rare[Section], Before(_section, {"type": "number"})]], Before(without_nulls)
    ] = Field(default_factory=dict)
    """How much each of its checklists counts, by name: a weight, or `weight` and `minimum`. Without any, the
    items of all checklists are pooled."""
    findings: Keyed[Rare[Finding]] = Field(default_factory=dict)
    """What no checklist asks."""
    missing: Flag = False
    """Customers expect it and it does not exist. It scores 0 and is broken."""
    was: Several[Earlier] = ()
    """Earlier ids of it; `other-audit/touchpoint` where it was in another audit."""


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
    """How large it is, as in `from` of an item."""
    website: str | None = None
    """Its website."""
    languages: Several[Language] = ()
    """The languages that it speaks to customers, as codes: `[en, ru]`."""
    branch: str | None = None
    """Which branch of a chain is audited, by its name or number; audits of one branch are its waves."""
    region: str | None = None
    """The region of the branch."""
    format: Id | None = None
    """What kind of branch it is: `kiosk`, `flagship`."""
    tags: Several[Id] = ()
    """What branches have in common beside that: `franchise`, `open-at-night`."""


class About(Record):
    """The audit itself: who walked the journey, when and how."""

    id: Id | None = None
    """What the audit is called for years; default the file's name."""
    date: Day | None = None
    """The day that the audit speaks of. Observations without `on` are of this day."""
    auditor: str | None = None
    """Who observed, where an observation does not say."""
    method: WrittenMethod | None = None
    """How, where an observation does not say."""
    since: Day | None = None
    """Observations before this day are past: kept and shown, not scored."""
    span: Duration = 60.0 * 86400.0
    """How far apart the answers to one item may lie in time and count together, default 60d; beyond it
    `validate` warns."""
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
    """Why others left, and how many: a number by reason."""


class Waiver(Record):
    """A fault that somebody accepts for a while."""

    reason: Text
    """Why it is accepted."""
    approved_by: str
    """Who accepts it."""
    until: Day
    """The last day on which it holds."""
    floor: Points | None = None
    """The score below which it is not meant to protect."""


class Action(Record):
    """What somebody does about items or findings."""

    targets: Several[str] = Field((), alias="for")
    """The addresses of what it fixes."""
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
    """How far it is."""
    done: Day | None = None
    """The day on which it was done."""


def _reached(value: object) -> object:
    return value if isinstance(value, dict | Record) else {"reached": value}


def _journey_shape(value: object) -> str:
    return "inline" if isinstance(value, dict | Record) else "name"


JourneyChoice = Annotated[str | InlineJourney, OneOf(_journey_shape, name=str, inline=Rare[InlineJourney])]


class Audit(Record):
    """How one company meets its customers, as somebody found it."""

    format: Format
    """The format of this file: 1."""
    company: Company | None = None
    """Who is audited."""
    audit: About = About.model_construct()
    """Who walked the journey, when and how."""
    journey: JourneyChoice | None = None
    """The journey whose stages the touchpoints take: its name, or its stages written out."""
    not_expected: Annotated[dict[str, Text], Before(without_nulls)] = Field(default_factory=dict)
    """Touchpoints that the journey expects, left out on purpose, by id, and why."""
    places: Keyed[Annotated[Rare[Place], Before(as_named, {"type": "string"})]] = Field(default_factory=dict)
    """Branches and other places: a name, or `name` and `about`, with `branch`, `region`, `format` and `tags`; with
    `benchmark: true` for one that stands beside."""
    personas: Keyed[Annotated[Rare[Named], Before(as_named, {"type": "string"})]] = Field(
        default_factory=dict
    )
    """Kinds of customer: a name, or `name` and `about`."""
    facts: Keyed[str] = Field(default_factory=dict)
    """What every touchpoint should say alike."""
    reach: Annotated[
        dict[str, Annotated[Rare[Reached], Before(_reached, {"type": "number"})]], Before(without_nulls)
    ] = Field(default_factory=dict)
    """How many customers get to each stage, by stage: a number, or `reached` and `left_because`."""
    standards: Annotated[dict[str, Curve], Before(without_nulls)] = Field(default_factory=dict)
    """The company's own curve instead of the checklist's, by `checklist.item` or
    `touchpoint/checklist.item`."""
    touchpoints: Keyed[Touchpoint]
    """The touchpoints by their ids."""
    handovers: Keyed[Rare[Handover]] = Field(default_factory=dict)
    """The ways between touchpoints, audited like touchpoints. Their ids differ from those of touchpoints."""
    waivers: Annotated[dict[str, Rare[Waiver]], Before(without_nulls)] = Field(default_factory=dict)
    """Faults that somebody accepts for a while, by address."""
    actions: Keyed[Rare[Action]] = Field(default_factory=dict)
    """What is done about faults."""
