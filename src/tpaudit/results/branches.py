"""Extracts: the little of each audit that a portfolio keeps, so that ten thousand of them fit into memory."""

from dataclasses import field
from typing import Final, NamedTuple

from tpaudit.documents.schedule import Every
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Fault

NO_LEVEL: Final = 127
"""The level of an item without a score."""
MISSED: Final = 128
"""What is added to the level of an item that is missed."""


Checklists = tuple[tuple[str, str], ...]
"""The names of the checklists that asked, and their fingerprints, by name."""


class LinkShape(NamedTuple):
    """A touchpoint or handover, as many audits have it."""

    id: str
    name: str
    stage: str
    """The id of its stage."""
    owner: str
    """Empty for none."""
    importance: float


class ItemShape(NamedTuple):
    """A question at a touchpoint, as many audits have it."""

    link: int
    """The index of its touchpoint."""
    address: str
    """`checklist.item`."""
    question: str
    """Without its instruction."""
    must: bool


class AuditShape(NamedTuple):
    """What many audits have in common: their questions and touchpoints; the same value is kept once."""

    checklists: Checklists
    links: tuple[LinkShape, ...]
    """The touchpoints and handovers, in journey order."""
    stages: tuple[tuple[str, str], ...]
    """The ids of stages and their names."""
    items: tuple[ItemShape, ...]
    """Their questions."""


class Look(NamedTuple):
    """One visit of a branch; an audit without visits is one by its auditor."""

    on: str | None
    by: str | None
    method: str | None
    score: float | None
    """What the visit scores by itself, 0-100."""


@record
class ShownFault(Computed):
    """Why a branch is broken."""

    touchpoint: str
    """The touchpoint's name."""
    fault: Fault
    """What breaks it."""


class PlannedRound(NamedTuple):
    """Visits that branches are due, as a workspace says."""

    name: str
    every: Every
    visits: int
    method: str | None
    regions: tuple[str, ...]


@record
class BranchWave(Computed):
    """One branch in one audit."""

    company: str | None
    audit: str
    """The audit's id."""
    file: str
    place: str | None
    """The id of the place; None for an audit of its own."""
    branch: str | None
    """The branch as the chain calls it; None where the file does not say."""
    name: str
    region: str | None
    format: str | None
    tags: tuple[str, ...]
    day: str | None
    """The day of the newest visit, or else of the audit."""
    score: float | None
    """0-100; None where nothing is scored."""
    coverage: float | None
    enough: bool
    """Its coverage is enough for a verdict."""
    shape: AuditShape
    scores: tuple[float | None, ...]
    """The score of each touchpoint of the shape."""
    levels: bytes
    """Of each item of the shape the whole points of its score, with `MISSED` where it is missed."""
    failing: int
    """How many faults break touchpoints."""
    faults: tuple[ShownFault, ...]
    """The first of them."""
    looks: tuple[Look, ...]
    broken: bytes
    """Of each touchpoint of the shape 1 where it is broken, else 0."""
    musts: tuple[int, int]
    """How many answers to must-be items fail, and how many there are."""
    rounds: tuple[PlannedRound, ...]
    """What its workspace says of visits that are due."""


@record
class BranchAbout(Computed):
    """What an audit says of a branch."""

    branch: str | None = None
    region: str | None = None
    format: str | None = None
    tags: list[str] = field(default_factory=list)


class FoundWave(NamedTuple):
    """An extract, and where its audit stands among those that follow each other."""

    wave: BranchWave
    chain: str
    """What all audits of the chain have in common."""
    depth: int
    """How many audits of the chain come before it."""
