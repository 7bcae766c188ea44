"""The journey as a whole: the faults that lie between touchpoints, or in what is missing.

Result types, as in `scorecard`: slotted dataclasses that nothing changes once they are made. None of it
is mixed into the scores. Scores are unrounded 0-100 points, None where there is none; `file` and `line`
lead to the place to mend.
"""

from dataclasses import dataclass
from typing import Literal

ReadAs = Literal["phone", "hours", "price", "text"]
GapKind = Literal["expected", "silence", "stage", "unscored", "too-few", "too-many"]


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Said:
    """What a touchpoint says of a fact: a cell of the matrix."""

    says: str
    same: bool
    """It means the same as the fact."""
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class FactSaid:
    """A fact and what the touchpoints say of it: a row of the matrix (S16)."""

    fact: str
    """What should be said everywhere."""
    read_as: ReadAs
    """How it is compared: as phone numbers, opening hours, a price, or as text."""
    score: float | None
    """100 · Σ importance of those that say the same / Σ importance of those that say it."""
    said: dict[str, Said]
    """By touchpoint or handover, in journey order."""
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Inconsistency:
    """A touchpoint that says something else than the facts, or does not keep another's promise (S16)."""

    kind: Literal["fact", "promise"]
    touchpoint: str
    """Who says something else, or does not keep the promise."""
    stage: str
    what: str
    """The fact, or the promise, by its id."""
    promised_by: str | None
    """The touchpoint that promises; null for a fact."""
    expected: str
    """What should be said, or what was promised."""
    says: str
    """What is said, or what happens instead."""
    file: str
    line: int
    expected_file: str
    expected_line: int
    """Where the fact or the promise stands."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Consistency:
    """Whether the touchpoints say the same (S16)."""

    score: float | None
    """The same share over everything that is said of every fact; null where nobody says any."""
    facts: dict[str, FactSaid]
    found: list[Inconsistency]
    """Facts first, in their order, then promises; each in journey order."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Pressure:
    """How many contacts a customer has in a stage, measured by the stage's curve (S18)."""

    contacts: int
    """The touchpoints that exist there and that the customer meets; handovers, and what is all n/a, are none."""
    persona: str | None
    """Whose contacts they are: of the personas the one whom it suits least; null without personas."""
    points: float
    least: float
    """From how many contacts on it suits."""
    most: float
    """Up to how many it does."""
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Gap:
    """Something that should be there and is not, or too much of it (S18)."""

    kind: GapKind
    address: str
    """The touchpoint, expected touchpoint or stage."""
    stage: str
    name: str
    importance: float | None
    """Of a touchpoint, expected or there; null for a stage."""
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Gaps:
    """What the journey lacks, and how many contacts each stage has (S18)."""

    found: list[Gap]
    """Stage by stage."""
    contacts: dict[str, Pressure]
    """Of each stage that has a curve."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ContextLost:
    """A weak or broken handover: what the customer said before does not come along (S17)."""

    handover: str
    source: str
    target: str
    channels: list[str | None]
    """From which channel to which."""
    owners: list[str | None]
    """From which owner to which; not for the client."""
    score: float | None
    broken: bool
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Chain:
    """Touchpoints and handovers as the links of one chain (S14, S17)."""

    links: list[str]
    """In journey order, each handover between its ends."""
    weakest: str | None
    """The worst link of both."""
    lost: list[ContextLost]
    """Where context is lost, in the order of the chain."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class StageReach:
    """How many customers get to a stage (S15)."""

    reached: float
    before: str | None
    """The stage before it of which the number is known, too."""
    share: float | None
    """Of those who reached that stage, 0-1; more where others join."""
    lost: float
    """How many of them did not get here; 0 where more got here."""
    left_because: dict[str, float]
    """Why, as far as somebody counted."""
    score: float | None
    """The stage's own, beside it."""
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Losses:
    """Where customers are lost, beside the scores; that the one causes the other is not said (S15)."""

    stages: dict[str, StageReach]
    largest: str | None
    """The stage that the largest part of those before do not get to; of equals that with the lowest score."""
    poorest: str | None
    """The stage with the lowest score among those that are not strong; of equals the largest loss, else the earlier."""
    meet: str | None
    """The largest loss, if its stage is not strong; null where the two do not meet, or are not known."""
    outcomes: dict[str, int]
    """How many visits ended so: done, gave-up, would-return, would-recommend."""
    visits: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class PersonaScore:
    """The journey in one persona's shoes (S20)."""

    name: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float | None
    touchpoints: list[str]
    """The touchpoints and handovers that this persona meets."""
    weakest: str | None
    broken: list[str]
    observations: int
    """How many observations that count were made in these shoes."""
    feeling: float | None
    """The mean of those that say how it felt, -2 to 2."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Personas:
    """Every persona's journey (S20)."""

    personas: dict[str, PersonaScore]
    worst: str | None
    """The persona worst served; null where none is served worse than another."""
    clear: bool
    """Whether that is beyond doubt: its interval and that of the next do not overlap."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Disagreement:
    """A touchpoint whose feeling and score disagree (S13)."""

    kind: Literal["disliked", "liked"]
    """Strong and disliked (a feeling below 0), or weak and liked (above 0)."""
    touchpoint: str
    stage: str
    score: float
    feeling: float
    file: str
    line: int
