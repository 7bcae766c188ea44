"""The plan of what to do first: its result types."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

ActionStatus = Literal["planned", "doing", "claimed", "verified", "came-back"]


@dataclass(slots=True, match_args=False, kw_only=True)
class ActionTarget:
    """One of the things that an action is to mend."""

    at: str
    """Its address, as it is called today."""
    state: ActionStatus
    """Of an action that is done: claimed, verified, or came-back."""
    seen: str | None
    """The newest day after the action was done on which somebody looked; null if nobody did."""


@dataclass(slots=True, match_args=False, kw_only=True)
class ActionState:
    """An action of the audit, and what became of it."""

    task: str
    targets: list[ActionTarget]
    owner: str | None
    due: str | None
    overdue: bool
    """It is not done, and was due before the day that is judged."""
    effort: str | None
    """As it was written."""
    cost: float | None
    """In the workspace's currency."""
    done: str | None
    state: ActionStatus
    """planned or doing; of one that is done the worst of its targets: came-back, claimed, verified."""


@dataclass(slots=True, kw_only=True)
class Recommendation:
    """One thing that could be mended (S22)."""

    kind: Literal["item", "finding", "missing", "promise", "gap", "fact"]
    """An item that falls short, a finding, a touchpoint that is missing, a promise that is not kept, a touchpoint that
    the journey expects and the audit does not have, or a fact that is said otherwise."""
    touchpoint: str
    """Of a gap, the id by which it is expected."""
    name: str
    """The touchpoint's name."""
    at: str
    """Its address: touchpoint/checklist.item, touchpoint/findings.id, touchpoint/promises.id, touchpoint/says.fact, or
    touchpoint."""
    what: str
    """The question that fell short, what was found, the promise, what is right, or the name of what is missing."""
    fix: str = ""
    """What to do; empty if nobody says."""
    turn_round: str = ""
    """How the fault could become a strength (S26); empty if nobody says."""
    automate: str = ""
    """Which software could do it (S22); empty if none."""
    gain: float = 0.0
    """The journey points that it costs now, and would win if the item scored 100."""
    at_most: bool = False
    """The gain is that of a missing touchpoint, were it there and without fault."""
    score: float | None = None
    effort: str | None = None
    """As it was written: a duration, or low, medium, high."""
    hours: float
    """The same in hours of work, by the workspace's settings; unsaid effort counts as medium."""
    smallest: str | None = None
    """The smallest company for which it makes sense (S21)."""
    severity: str | None = None
    """Of a finding."""
    broken: bool = False
    """It breaks its touchpoint, is not there, or the finding is critical."""
    waived: bool = False
    """Somebody accepts it for now, or all of its touchpoint."""
    file: str
    line: int


Reason = Literal["claimed", "waived", "size", "strong"]


REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


OPEN: Final[tuple[ActionStatus, ...]] = ("doing", "planned")
"""States of an action that is not done."""


@dataclass(slots=True, match_args=False, kw_only=True)
class Step:
    """One thing to do: an open action of the audit with everything that it mends, or a single fix."""

    action: str | None
    """The action that is planned or being done; of a fix that an action was to have mended, that one, unless it is
    verified: what it was for is done."""
    task: str
    """The action's task, else the fix; empty if nobody says how."""
    fixes: list[Recommendation]
    gain: float
    """The journey points that it wins."""
    at_most: bool
    """A touchpoint that is missing is among its fixes: it wins that much if it comes without fault."""
    hours: float
    """Hours of work: the action's effort, else that of its fixes."""
    guessed: bool
    """Nobody says the effort of all of it, so that medium is counted."""
    cost: float | None
    """In the workspace's currency; null if no action says."""
    broken: bool
    """It mends something that is broken or missing, or a critical finding."""
    severity: str | None
    """Of the worst finding among its fixes."""
    owner: str | None
    """The action's, else the touchpoint's."""
    due: str | None
    overdue: bool
    state: ActionStatus | None
    """planned, doing, claimed or came-back; null if there is no action."""
    unsuited: bool
    """A fix of it makes sense for a larger company only (S21)."""


@dataclass(slots=True, match_args=False, kw_only=True)
class Delighter:
    """A wow item that customers do not have yet (S25)."""

    touchpoint: str
    name: str
    """The touchpoint's name."""
    at: str
    ask: str
    fix: str
    automate: str
    score: float | None
    """Below 50; null if nobody has looked."""
    hours: float
    file: str
    line: int


@dataclass(slots=True, match_args=False, kw_only=True)
class Plan:
    """What to do first. Gains are unrounded points, hours are hours of work, costs are in `currency`."""

    format: int
    """The format of this plan: 1; it only grows."""
    engine: str
    """The version of tpaudit that planned."""
    file: str
    id: str
    company: str | None
    date: str | None
    as_of: str | None
    """The day for which overdue actions, waivers and freshness are judged."""
    hours_per_day: float
    currency: str
    budget: float | None
    """As it was asked for."""
    days: float | None
    target: float | None
    score: float | None
    """The journey's score now."""
    reaches: float | None
    """The score when all steps are done."""
    reached: bool | None
    """Whether that is the target; null if none was asked for."""
    gain: float
    at_most: bool
    """A missing touchpoint is among the steps."""
    hours: float
    cost: float
    """The costs that are known."""
    unpriced: int
    """How many steps have no known cost; they count as 0."""
    exact: bool
    """No better set of steps exists."""
    missed: float
    """If not: how many points more another set might win at most; for a target, how many hours fewer it might take."""
    missed_broken: int
    """If not: how many more of the broken another set might mend at most."""
    steps: list[Step]
    """What to do, in order."""
    later: list[Step]
    """What does not fit, or is not needed for the target."""
    left_out: dict[Reason, list[Step]]
    """What is not planned: claimed (to be verified first), waived, size (for a larger company), strong (S14)."""
    unmended: int
    """How many broken or missing things are for later: no step of the plan mends them."""
    delighters: list[Delighter]
    turn_rounds: list[Recommendation]
    """Faults that could become a strength (S26)."""
    actions: dict[str, ActionState]
    apart: list[str]
    """The open actions that are no step: what they are to mend passes, is not answered, is not named, or is another
    action's."""
