"""What a probe measured: answers to the items of an audit, each with what a person can check by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tpaudit.results.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A piece of evidence: a page, and what is to be seen there."""

    link: str
    shows: Message | str
    """Words of ours, or words of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement found; without answers the question stays open, and the note says why."""

    answers: tuple[str, ...] = ()
    """As they stand in a visit: several where each is an observation of its own."""
    note: Message
    """What was seen, or why nothing could be."""
    evidence: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedItem:
    """An item of the audit that a measurement was to answer."""

    address: str
    measurement: str
    measured: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFact:
    """What the site says of a fact, and where."""

    fact: str
    """Its id: `phone`, `opening-hours`, `e-mail`, `address`, `price`, `product`."""
    value: str
    links: tuple[str, ...]
    """The first pages that say so."""
    pages: int = 1
    """How many pages say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPage:
    """An address that gave no page, and why."""

    link: str
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """Everything that a probe of a site gives an audit."""

    site: str
    on: str
    """The day, YYYY-MM-DD."""
    tools: tuple[str, ...]
    pages: tuple[str, ...]
    """The addresses of the pages that were read."""
    unread: tuple[UnreadPage, ...] = ()
    cut: Message | None = None
    """Why there are pages that were not asked for."""
    items: tuple[ProbedItem, ...] = ()
    proposals: Mapping[str, tuple[SaidFact, ...]] = field(default_factory=dict)
    """What the site says of facts, for `says` of the touchpoint that is the site; of each fact first what most pages
    say."""
    unstated: tuple[str, ...] = ()
    """Those of these facts that the audit does not state yet."""
