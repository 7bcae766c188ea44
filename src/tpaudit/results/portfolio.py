"""The portfolio of a chain: the result types of branches side by side.

Scores are unrounded, 0-100 points; None where nothing is known.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branch_questions import MissedItem, Practice, TouchpointSpread
from tpaudit.results.completeness import Completeness
from tpaudit.results.computed import Computed, record
from tpaudit.results.grouping import PortfolioCut


@record
class AskedAlike(Computed):
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


@record
class GroupLine(Computed):
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


@record
class ObserverLine(Computed):
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


@record
class Portfolio(Computed):
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
    branches: Sequence[BranchLine]
    """The branches, the worst first: those asked alike together, then those without a score."""
    names: Mapping[str, str]
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
