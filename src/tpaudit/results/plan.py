"""The plan of what to do first: its result types."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed, record

ActionStatus = Literal["planned", "doing", "claimed", "verified", "came-back"]


@record
class ActionTarget(Computed):
    """One of the things that an action is to fix."""

    at: str
    """Its address, as it is called today."""
    state: ActionStatus
    """What became of it: that of an open action, or `claimed`, `verified` or `came-back`."""
    seen: str | None
    """The newest day after the action was done on which somebody looked; null if nobody did."""


@record
class ActionState(Computed):
    """An action of the audit, and what became of it."""

    task: str
    """What is to be done."""
    targets: list[ActionTarget]
    """What it is to fix."""
    owner: str | None
    """Who does it."""
    due: str | None
    """The day by which it is to be done."""
    overdue: bool
    """It is not done, and was due before `as_of`."""
    effort: str | None
    """What it takes, as it was written."""
    cost: float | None
    """What it costs, in the workspace's currency."""
    done: str | None
    """The day on which it was done."""
    state: ActionStatus
    """`planned` or `doing`; of one that is done the worst of its targets: `came-back`, `claimed`,
    `verified`."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Recommendation(Computed):
    """One thing that could be fixed (S22)."""

    kind: Literal["item", "finding", "missing", "promise", "gap", "fact"]
    """An item that falls short, a finding, a touchpoint that is missing, a promise that is not kept, a
    touchpoint that the journey expects and the audit does not have (`gap`), or a fact that is said
    otherwise."""
    touchpoint: str
    """The id of the touchpoint; of a `gap` the id by which it is expected."""
    name: str
    """The touchpoint's name."""
    at: str
    """Its address: `touchpoint/checklist.item`, `touchpoint/findings.id`, `touchpoint/promises.id`,
    `touchpoint/says.fact`, or the touchpoint that is missing or expected."""
    what: str
    """The question that fell short, what was found, the promise, what is right, or the name of what is missing."""
    claim: Claim | None = None
    """Of an item: what falls short, to be said in a sentence."""
    fix: str = ""
    """What to do; empty if nobody says."""
    turn_round: str = ""
    """How the fault could become a strength; empty if nobody says."""
    automate: str = ""
    """Which software could do it; empty if nobody says."""
    gain: float = 0.0
    """The journey points that it costs now, and that the journey wins if it scores 100."""
    at_most: bool = False
    """The gain is that of a missing touchpoint, if it comes without fault."""
    score: float | None = None
    """The score of the item, 0-100; null for what is no item."""
    effort: str | None = None
    """As it was written: a duration, or low, medium, high."""
    hours: float
    """The same in hours of work, by the workspace's settings. Where nobody says the effort, medium counts."""
    smallest: str | None = None
    """The smallest company for which the fix makes sense: `solo`, `small`, `medium`, `large`."""
    severity: str | None = None
    """Of a finding: `minor`, `major`, `critical`."""
    broken: bool = False
    """It breaks its touchpoint, is not there, or the finding is critical."""
    waived: bool = False
    """Somebody accepts it for now, or all of its touchpoint."""
    file: str
    """The file in which it stands, by its path."""
    line: int
    """The line in that file."""


Reason = Literal["claimed", "waived", "size", "strong"]


REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


OPEN: Final[tuple[ActionStatus, ...]] = ("doing", "planned")
"""States of an action that is not done."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Step(Computed):
    """One thing to do: an open action of the audit with everything that it fixes, or a single fix."""

    action: str | None
    """The open action that it is. Of a single fix: the action that should have fixed it, unless that one is
    verified."""
    task: str
    """The action's task, else the fix; empty if nobody says."""
    fixes: list[Recommendation]
    """The faults that it fixes."""
    gain: float
    """The journey points that it wins."""
    at_most: bool
    """A missing touchpoint is among its fixes: it wins that much if the touchpoint comes without fault."""
    hours: float
    """Hours of work: the action's effort, else that of its fixes."""
    guessed: bool
    """Nobody says the effort of all of it, so that medium counts."""
    cost: float | None
    """What it costs, in the workspace's currency; null if no action says."""
    broken: bool
    """It fixes something that is broken or missing, or a critical finding."""
    severity: str | None
    """That of the worst finding among its fixes: `minor`, `major`, `critical`."""
    owner: str | None
    """The action's, else the touchpoint's."""
    due: str | None
    """The day by which the action is to be done."""
    overdue: bool
    """The action was due before `as_of`."""
    state: ActionStatus | None
    """`planned`, `doing`, `claimed` or `came-back`; null if there is no action."""
    unsuited: bool
    """One of its fixes makes sense for a larger company only."""


@record
class Delighter(Computed):
    """A wow item that customers do not have yet (S25)."""

    touchpoint: str
    """The id of the touchpoint where it would be."""
    name: str
    """The touchpoint's name."""
    at: str
    """Its address: `touchpoint/checklist.item`."""
    ask: str
    """The question."""
    fix: str
    """How to bring it about; empty if nobody says."""
    automate: str
    """Which software could do it; empty if nobody says."""
    score: float | None
    """Below 50; null if nobody has looked."""
    hours: float
    """Hours of work."""
    file: str
    """The file in which it stands, by its path."""
    line: int
    """The line in that file."""


@record
class Plan(Computed):
    """What to do first. Gains are unrounded points, hours are hours of work, costs are in `currency`."""

    format: int
    """The format of this plan: 1; it only grows."""
    engine: str
    """The version of tpaudit that planned."""
    file: str
    """The audit, by its path."""
    id: str
    """What the audit is called."""
    company: str | None
    """The company's name."""
    date: str | None
    """The audit's date."""
    as_of: str | None
    """The day for which overdue actions, waivers and freshness are judged."""
    hours_per_day: float
    """The workspace's hours of a working day."""
    currency: str
    """The workspace's currency."""
    budget: float | None
    """The budget that was asked for."""
    days: float | None
    """The days that were asked for."""
    target: float | None
    """The target that was asked for."""
    score: float | None
    """The journey's score now, 0-100."""
    reaches: float | None
    """The score when all steps are done, 0-100."""
    reached: bool | None
    """Whether that reaches the target; null if none was asked for."""
    gain: float
    """The journey points that all steps win."""
    enough: bool = True
    """Enough is known for a verdict; where it is not, `reaches` is no promise."""
    coverage: float | None = None
    """How much was assessed, 0-1."""
    at_most: bool
    """A missing touchpoint is among the steps: they win that much if it comes without fault."""
    hours: float
    """The hours of work that all steps take."""
    cost: float
    """What all steps cost, as far as that is known."""
    unpriced: int
    """How many steps have no known cost; they count as 0."""
    exact: bool
    """No better set of steps exists."""
    missed: float
    """How many points more another set might win at most, or with a target how many hours fewer it might
    take; 0 if `exact`."""
    missed_broken: int
    """How many more broken things another set might fix at most; 0 if `exact`."""
    steps: list[Step]
    """The steps, in order."""
    later: list[Step]
    """The steps that do not fit, or are not needed for the target."""
    left_out: dict[Reason, list[Step]]
    """The steps that are not planned, by reason: `claimed` (to be verified first), `waived`, `size` (for a
    larger company), `strong`."""
    unmended: int
    """How many broken or missing things are among `later`: no step of the plan fixes them."""
    delighters: list[Delighter]
    """The delighters that customers do not have yet."""
    turn_rounds: list[Recommendation]
    """The faults that could become a strength, by what they cost."""
    actions: dict[str, ActionState]
    """Every action of the audit, by its id, and what became of it."""
    apart: list[str]
    """The open actions that are no step: what they are to fix passes, is not answered, is not named, or is
    another action's."""
