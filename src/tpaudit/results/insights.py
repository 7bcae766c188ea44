"""The journey as a whole: the faults that lie between touchpoints, or in what is missing.

Result types, as in `scorecard`: slotted dataclasses that nothing changes once they are made. None of it
is mixed into the scores. Scores are unrounded 0-100 points, None where there is none; `file` and `line`
lead to the place to fix.
"""

from dataclasses import field
from typing import Literal

from tpaudit.results.basis import Basis
from tpaudit.results.computed import Computed, record

ReadAs = Literal["phone", "hours", "price", "text"]
GapKind = Literal["expected", "silence", "stage", "unscored", "too-few", "too-many"]


@record
class SaidThere(Computed):
    """One of several things that a touchpoint says of a fact."""

    text: str
    """What it says there."""
    seen: str | None
    """Where it was seen: the address of a page, or words; null where nobody wrote that down."""
    same: bool
    """It means the same as the fact."""


@record
class Said(Computed):
    """What a touchpoint says of a fact: a cell of the matrix."""

    says: str
    """What it says. Of several sayings those that mean something else than the fact, each with where it was seen;
    the first if all mean the same."""
    same: bool
    """It means the same as the fact; of several sayings each does."""
    line: int
    """The line in the audit's file; of several sayings that of the first which means something else."""
    sayings: list[SaidThere] = field(default_factory=list)
    """Each of several sayings, as the audit lists them; empty where there is a single one."""


@record
class FactSaid(Computed):
    """A fact and what the touchpoints say of it: a row of the matrix (S16)."""

    fact: str
    """What should be said everywhere."""
    read_as: ReadAs
    """How it is compared: as phone numbers, opening hours, a price, or as text."""
    score: float | None
    """How much of what is said of this fact is right: 100 · Σ importance of those that say the same / Σ
    importance of those that say it; null where nobody says it."""
    said: dict[str, Said]
    """What each touchpoint or handover says, by its id in journey order."""
    line: int
    """The line in the audit's file."""


@record
class Inconsistency(Computed):
    """A touchpoint that says something else than the facts, or does not keep another's promise (S16)."""

    kind: Literal["fact", "promise"]
    """Whether a fact is said otherwise, or a promise is not kept."""
    touchpoint: str
    """The touchpoint that says something else, or does not keep the promise."""
    stage: str
    """The touchpoint's stage."""
    what: str
    """The id of the fact or the promise."""
    promised_by: str | None
    """The touchpoint that promises; null for a fact."""
    expected: str
    """What should be said, or what was promised."""
    says: str
    """What is said, or what happens instead."""
    file: str
    """The file in which the touchpoint says so, or breaks the promise, by its path."""
    line: int
    """The line in that file."""
    expected_file: str
    """The file in which the fact or the promise stands, by its path."""
    expected_line: int
    """Where the fact or the promise stands."""


@record
class Consistency(Computed):
    """Whether the touchpoints say the same (S16)."""

    score: float | None
    """How much of what is said of all facts is right, by importance, 0-100; null where nobody says any."""
    facts: dict[str, FactSaid]
    """The facts by their ids: the rows of the matrix."""
    found: list[Inconsistency]
    """Facts first, in their order, then promises; each in journey order."""


@record
class Pressure(Computed):
    """How many contacts the company starts in a stage, measured by the stage's curve (S18)."""

    contacts: int
    """How many touchpoints that the company starts were observed to happen there. Those that are the same
    expected touchpoint count once; handovers do not count."""
    unobserved: int
    """How many more there are of which nobody observed anything; with any, nobody can say that there are too
    few."""
    persona: str | None
    """The persona whose contacts they are: the one whom their number suits least; null without personas."""
    points: float
    """What their number scores by the stage's curve, 0-100."""
    least: float
    """The fewest contacts that suit."""
    most: float
    """The most contacts that suit."""
    line: int
    """The line in the audit's file that names the journey, or the stage."""


@record
class Gap(Computed):
    """Something that should be there and is not, or too much of it (S18)."""

    kind: GapKind
    """What is wrong: something expected is not there, it leaves the customer in silence, a stage has no
    touchpoints, a touchpoint is not scored, or a stage has too few or too many contacts."""
    address: str
    """The id of the touchpoint, expected touchpoint or stage."""
    stage: str
    """The id of the stage."""
    name: str
    """Its name for people."""
    importance: float | None
    """That of the touchpoint, expected or there; null for a stage."""
    file: str
    """The file of the touchpoint, or of what names the journey; of a journey written out, of the expectation
    or stage."""
    line: int
    """The line in that file."""


@record
class Gaps(Computed):
    """What the journey lacks, and how many contacts each stage has (S18)."""

    found: list[Gap]
    """The gaps, stage by stage."""
    contacts: dict[str, Pressure]
    """The contacts of each stage that has a curve, in which something was observed and the company starts
    something, by its id."""


@record
class ContextLost(Computed):
    """A weak or broken handover: what the customer said before is not passed on (S17)."""

    handover: str
    """The id of the handover, which is weak or broken."""
    source: str
    """The touchpoint that it comes from."""
    target: str
    """The touchpoint that it leads to."""
    channels: list[str | None]
    """From which channel to which: two texts or nulls."""
    owners: list[str | None]
    """From which owner to which: two texts or nulls. Not for the client."""
    score: float | None
    """The handover's score."""
    broken: bool
    """It is broken."""
    file: str
    """The file in which the handover stands, by its path."""
    line: int
    """The line in that file."""


@record
class Chain(Computed):
    """Touchpoints and handovers as the links of one chain (S14, S17)."""

    links: list[str]
    """Touchpoints in journey order, each handover between its ends."""
    weakest: str | None
    """The id of the worst link, touchpoint or handover."""
    lost: list[ContextLost]
    """The handovers that lose context, in the order of the chain."""


@record
class StageReach(Computed):
    """How many customers get to a stage (S15)."""

    reached: float
    """How many customers got to the stage."""
    before: str | None
    """The stage before it whose number is known."""
    share: float | None
    """`reached` / that stage's, usually 0-1; more where others join."""
    lost: float
    """How many of them did not get here; 0 where more got here."""
    left_because: dict[str, float]
    """Why they left, by reason, as far as somebody counted."""
    score: float | None
    """The stage's own score, beside it."""
    line: int
    """The line in the audit's file."""


@record
class Losses(Computed):
    """Where customers are lost, beside the scores; that the one causes the other is not said (S15)."""

    stages: dict[str, StageReach]
    """The stages whose number is known, by id."""
    largest: str | None
    """The stage that the largest share of customers does not get to; ties go to the lowest score."""
    poorest: str | None
    """The stage with the lowest score among those that are not strong; ties go to the largest loss, then to
    the earlier stage."""
    meet: str | None
    """The largest loss, if its stage is not strong; null where the two do not meet, or are not known."""
    outcomes: dict[str, int]
    """How many visits that are not past ended so, by outcome: `done`, `gave-up`, `would-return`,
    `would-recommend`."""
    visits: int
    """How many visits there are that are not past."""


@record
class PersonaScore(Computed):
    """The journey in one persona's shoes (S20)."""

    name: str
    """The persona's name."""
    score: float | None
    """The journey's score over the touchpoints that this persona meets."""
    low: float | None
    """That score if the open questions all fail."""
    high: float | None
    """That score if the open questions all pass."""
    coverage: float | None
    """How much of it was assessed, 0-1."""
    touchpoints: list[str]
    """The touchpoints that this persona meets, and the handovers among them."""
    weakest: str | None
    """The worst of them."""
    broken: list[str]
    """Those that are broken."""
    observations: int
    """How many observations that count were made in these shoes."""
    feeling: float | None
    """The mean of those that say how it felt, −2 (angry) to 2 (delighted)."""
    rests_on: Basis | None = None
    """What the score rests on, whoever's shoes it was seen in; null where there is none."""


@record
class Personas(Computed):
    """Every persona's journey (S20)."""

    personas: dict[str, PersonaScore]
    """Their journeys, by the persona's id."""
    worst: str | None
    """The persona that is served worst; null where none is served worse than another."""
    clear: bool
    """That is beyond doubt: its interval ends below that of the next."""


@record
class Disagreement(Computed):
    """A touchpoint whose feeling and score disagree (S13)."""

    kind: Literal["disliked", "liked"]
    """`disliked`: strong, with a feeling below 0. `liked`: weak, with a feeling above 0."""
    touchpoint: str
    """The id of the touchpoint."""
    stage: str
    """The touchpoint's stage."""
    score: float
    """The touchpoint's score."""
    feeling: float
    """How it feels, −2 (angry) to 2 (delighted)."""
    file: str
    """The file in which the touchpoint stands, by its path."""
    line: int
    """The line in that file."""
