"""The portfolio of a chain: the result types of branches side by side.

Scores are unrounded, 0-100 points; None where nothing is known.
"""

from dataclasses import dataclass
from typing import Literal

from tpaudit.results.branches import ShownFault
from tpaudit.results.grouping import PortfolioCut

Told = Literal["below", "mean", "above"]


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class AskedAlike:
    """Branches that were asked by the same checklists, and so are ranked together."""

    id: str
    """What the other tables call it: `A`, `B` ..., the largest first."""
    checklists: dict[str, str]
    """The fingerprint of each checklist, by its name."""
    branches: int
    """How many branches are ranked."""
    mean: float | None
    """The mean of their scores."""
    sd: float | None
    """How far one visit lies from another of the same branch and wave by chance: a standard deviation, in points."""
    freedom: int
    """How many degrees of freedom that rests on."""
    basis: Literal["visits", "waves"] | None
    """What it is taken from: visits of the same wave, or, where no wave has two, waves that follow each other."""
    change: float | None
    """The mean of the changes since the wave before, of the branches that have one."""
    moved: int
    """How many branches changed by more than chance explains."""
    by_chance: float | None
    """How many branches would be told from the mean by chance alone, if all were alike."""
    below: int
    """How many branches lie clearly below the mean."""
    above: int
    """How many branches lie clearly above it."""
    within: int
    """How many branches cannot be told from it; of those that are left chance is not known."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class WaveScore:
    """One wave of a branch."""

    day: str | None
    """The day of its newest visit, or else of the audit."""
    score: float | None
    """Its score; null where too little is known for one."""
    visits: int
    """How many visits it rests on."""
    asked: str
    """Which checklists asked, by the id of `asked_alike`; empty for checklists of no newest wave."""
    file: str
    """The audit, by its path."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class BranchLine:
    """One branch."""

    id: str
    """What tells it apart from all others in this portfolio."""
    name: str
    """Its name for people."""
    company: str | None
    """Whose branch it is."""
    place: str | None
    """The id of the place within its audit; null for an audit of its own."""
    region: str | None
    """Its region."""
    format: str | None
    """What kind of branch it is."""
    tags: list[str]
    """Its tags."""
    file: str
    """The audit of its newest wave, by its path."""
    day: str | None
    """The day of its newest visit, or else of the audit."""
    visits: int
    """How many visits its score rests on."""
    score: float | None
    """Its score; null where nothing is scored, or too little for a verdict."""
    low: float | None
    """Between `low` and `high` chance would put it, nine times in ten."""
    high: float | None
    """See `low`."""
    told: Told | None
    """Whether it lies below or above the mean by more than chance explains, or cannot be told from the mean."""
    asked: str
    """Which checklists asked, by the id of `asked_alike`."""
    rank: int | None
    """1 is the best of those that were asked alike; who scores the same has the same rank."""
    of: int | None
    """How many are ranked together."""
    percentile: float | None
    """How many percent of the others score less."""
    change: float | None
    """By how much it changed since the wave before; null where that was asked by other checklists."""
    moved: bool | None
    """The change is more than chance explains; null where that is not known."""
    since: str | None
    """The day of the wave before."""
    asked_otherwise: bool
    """The wave before was asked by other checklists, so that no change is given."""
    failing: int
    """How many faults break its touchpoints."""
    fails: list[ShownFault]
    """The first of them."""
    waves: list[WaveScore]
    """The last eight waves, the oldest first."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class GroupLine:
    """The branches of a region or format, or what they score at a stage or an owner's touchpoints."""

    name: str
    """The region, format or owner, or the stage's name; empty for none."""
    branches: int
    """How many branches have a score there."""
    mean: float | None
    """The mean of their scores."""
    low: float | None
    """The least score."""
    high: float | None
    """The greatest score."""
    below: int
    """How many branches lie clearly below the mean of all; 0 for a stage or owner."""
    broken: int
    """How many branches have something that fails there."""
    worst: str | None
    """The id of the branch with the least score."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class MissedItem:
    """A question that branches miss: they score below 50 there, or it breaks their touchpoint."""

    item: str
    """Its address, `touchpoint/checklist.item`."""
    touchpoint: str
    """The touchpoint's name."""
    question: str
    """The question without its instruction."""
    must: bool
    """It is a must-be item."""
    missed: int
    """How many branches miss it."""
    of: int
    """How many branches have a score there."""
    branches: list[str]
    """The ids of those that miss it, the worst first; the first ten."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class TouchpointSpread:
    """How far branches lie apart at a touchpoint."""

    touchpoint: str
    """Its id."""
    name: str
    """Its name."""
    of: int
    """How many branches have a score there."""
    mean: float
    """The mean of their scores."""
    low: float
    """One branch in ten scores less, by linear interpolation."""
    high: float
    """One branch in ten scores more."""
    worst: str
    """The id of the branch with the least score there."""
    best: str
    """The id of the branch with the greatest score there."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Practice:
    """A branch that is strong where most fail."""

    item: str
    """The address of the question, `touchpoint/checklist.item`."""
    touchpoint: str
    """The touchpoint's name."""
    question: str
    """The question without its instruction."""
    missed: int
    """How many branches miss it."""
    of: int
    """How many branches have a score there."""
    branch: str
    """The id of the branch: of those that are strong at it, the one with the best score."""
    name: str
    """The branch's name."""
    score: float
    """The branch's score."""
    file: str
    """The audit of its newest wave, by its path."""
    place: str | None
    """The id of the place within it; null for an audit of its own."""
    strong: int
    """How many branches are strong at it."""
    words: str | None
    """What was noted of it there, or what the checklist says of such an answer."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class PeriodShown:
    """A period of a schedule."""

    first: str
    """Its first day."""
    last: str
    """Its last day."""
    over: bool
    """It is over, so that what lacks is missing."""
    planned: int
    """How many visits were planned, of all branches."""
    done: int
    """How many of them were done; more than planned count once."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class BranchVisits:
    """What a branch was due, and what was done."""

    branch: str
    """The id of the branch."""
    done: list[int]
    """The visits of each period."""
    planned: list[int]
    """The visits that were due in each period; 0 before the branch was first audited."""
    missing: int
    """How many visits lack in the periods that are over."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Completeness:
    """One round of visits of the schedule: planned, done, missing."""

    name: str
    """Its name in `tpaudit.yaml`."""
    visits: int
    """How many visits a branch is due in each period."""
    method: str | None
    """By which method; null for any."""
    periods: list[PeriodShown]
    """The last eight periods, the oldest first."""
    branches: int
    """How many branches it is for."""
    missing: int
    """How many visits lack in the periods that are over."""
    lines: list[BranchVisits]
    """The branches that lack a visit, most first; those of the period that is not over count after them."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ObserverLine:
    """An observer beside the others who visited the same branches."""

    name: str
    """Who visited."""
    visits: int
    """How many visits in all."""
    branches: int
    """How many branches somebody else visited as well, by the same checklists."""
    mean: float
    """The mean of their visits there, each branch counted once."""
    peers: float
    """The mean of the others' visits there."""
    difference: float
    """`mean` minus `peers`."""
    clear: bool | None
    """The difference is more than chance explains; null where that is not known."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Portfolio:
    """Many branches side by side."""

    format: int
    """The format of this result: 1; it only grows."""
    engine: str
    """The version of tpaudit that judged."""
    as_of: str | None
    """The day up to which visits are due: as given, or that of the newest visit."""
    since: str | None
    """Waves before it are left out."""
    by: PortfolioCut | None
    """How `groups` is cut; regions where there are any and nothing is asked for."""
    audits: int
    """How many audits were read."""
    branches_total: int
    """How many branches there are; `branches` may be fewer with `--top`."""
    mean: float | None
    """The mean of all branches that were asked by the most common checklists."""
    broken: int
    """How many branches have something that fails."""
    asked_alike: list[AskedAlike]
    """Which branches are ranked together."""
    groups: list[GroupLine]
    """The cut, the worst first."""
    branches: list[BranchLine]
    """The branches, the worst first: those asked alike together, then those without a score."""
    names: dict[str, str]
    """The name of each branch that stands in `branches` or in one of the lists, by its id."""
    missed: list[MissedItem]
    """The questions that most branches miss; those that must not fail first."""
    spread: list[TouchpointSpread]
    """The touchpoints at which branches lie furthest apart."""
    practice: list[Practice]
    """Who is strong where most fail."""
    schedule: list[Completeness]
    """Which branches were not visited when due."""
    observers: list[ObserverLine]
    """Observers beside their peers, the furthest apart first."""
