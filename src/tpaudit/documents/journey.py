"""A journey: the stages in time order, and the touchpoints that a customer expects."""

from typing import Annotated

from pydantic import Field

from tpaudit.documents.checklist import Effort, Format, TouchpointKind
from tpaudit.documents.contacts import Starter
from tpaudit.documents.curves import Curve, Ideal
from tpaudit.documents.fields import Before, ById, Flag, Id, Keyed, OneOf, Record, Several, Weight
from tpaudit.documents.scalars import without_nulls
from tpaudit.documents.text import Language, Text


def as_named(value: object) -> object:
    """Take a plain text for a name."""
    return {"name": value} if isinstance(value, str) else value


def _shape(value: object) -> str:
    return "by_language" if isinstance(value, dict) else "channel"


_ByLanguage = Annotated[dict[Language, Id], ById(without_nulls)]
Channel = Annotated[Id | _ByLanguage, OneOf(_shape, channel=Id, by_language=_ByLanguage)]
"""A channel, or the channel by language: where customers of one language get a mail, others get a message."""


class Named(Record):
    """Something with a name: a place, a persona."""

    name: Text
    """Its name for people."""
    about: Text | None = None
    """What is to be known about it."""


class Place(Named):
    """A branch, or another place."""

    benchmark: Flag = False
    """It stands beside, such as a rival's shop: shown, and never in the score."""
    branch: str | None = None
    """Which branch of the chain it is, by its name or number, if other audits call it otherwise."""
    region: str | None = None
    """Its region."""
    format: Id | None = None
    """What kind of branch it is: `kiosk`, `flagship`."""
    tags: Several[Id] = ()
    """What branches have in common beside that: `franchise`, `open-at-night`."""


class Stage(Named):
    """A step of the customer journey."""

    contacts: Ideal | None = None
    """How many contacts that the company starts suit a customer here, as a curve of `ideal` and `zero`."""
    was: Several[Id] = ()
    """Earlier ids of the stage."""


class Expected(Record):
    """A touchpoint that a customer would expect."""

    name: Text
    """Its name for people."""
    stage: str
    """The stage in which it is expected, by id."""
    channel: Channel | None = None
    """Where it would happen; may differ by language, as in `{en: e-mail, zh: messenger}`."""
    examples: Text | None = None
    """Which services are meant, such as maps and networks; may differ by language."""
    kind: TouchpointKind | None = None
    """What the customer would meet there: a person, a program or a thing."""
    starts: Starter | None = None
    """Who would start the contact, `company` or `customer`; default as for a touchpoint of the channel and kind."""
    importance: Weight = 3.0
    """How much it would count in the journey, usually 1-5."""
    checklists: Several[Id] = ()
    """Checklists that suit it, by name."""
    standards: Annotated[dict[str, Curve], Before(without_nulls)] = Field(default_factory=dict)
    """The curves that suit it better than those of its checklists, by `checklist.item`: what is quick in a chat is
    not what is quick by mail. `tpaudit init` writes them into a new audit; one that is there keeps its own."""
    silence: Flag = False
    """Its absence leaves the customer in the dark."""
    fix: Text | None = None
    """What to do where it does not exist."""
    effort: Effort | None = None
    """What that takes: a duration, or low, medium, high."""
    automate: Text | None = None
    """Which software could do it."""

    @property
    def channels(self) -> frozenset[str]:
        """Return its channel, or those of all languages."""
        if self.channel is None:
            return frozenset()
        return frozenset([self.channel] if isinstance(self.channel, str) else self.channel.values())


Stages = Keyed[Annotated[Stage, Before(as_named, {"type": "string"})]]


class InlineJourney(Record):
    """The stages of an audit that follows no journey of the library."""

    stages: Stages
    """The stages in time order, by their ids."""
    expects: Keyed[Expected] = Field(default_factory=dict)
    """The touchpoints that customers expect, by their ids."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        return (
            None
            if self.stages
            else "a journey without stages; write them in time order, such as {before: Before}"
        )


class Journey(InlineJourney):
    """A journey that audits can name."""

    format: Format
    """The format of this file: 1."""
    title: Text | None = None
    """Its name for people."""
