"""Steps: the audit's open actions and single fixes as things to do, and what is left out of a plan (S14, S21)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Final, Literal, get_args

from tpaudit.documents.checklist import Size
from tpaudit.documents.loaded import LoadedAudit
from tpaudit.judging.acting import ActionState, State, Target
from tpaudit.judging.advice import SEVERITIES, Advice, hours_of, urgency
from tpaudit.judging.scorecard import Scorecard

Reason = Literal["claimed", "waived", "size", "strong"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
_OPEN: Final[tuple[State, ...]] = ("doing", "planned")
_SIZES: Final[tuple[str, ...]] = get_args(Size)


@dataclass(slots=True, match_args=False)
class Step:
    """One thing to do: an open action of the audit with everything that it mends, or a single fix."""

    action: str | None
    """The action that is planned or being done; of a fix that an action was to have mended, that one."""
    task: str
    """The action's task, else the fix; empty if nobody says how."""
    fixes: list[Advice]
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
    state: State | None
    """planned, doing, claimed, verified or came-back; null if there is no action."""


class Steps:
    """Makes steps of advice.

    Everything that an open action is to mend is one step: its effort and its cost are for all of it. A fix that two
    open actions are to bring about belongs to the one that somebody is doing, else to the first.
    """

    def __init__(self, audit: LoadedAudit, card: Scorecard, acted: Mapping[str, ActionState]) -> None:
        """Take the audit, its scorecard and what became of its actions."""
        self.plan = audit.workspace.plan
        self.size = audit.audit.company.size if audit.audit.company else None
        self.links = card.links()
        self.acted = acted
        self.named: dict[str, list[tuple[str, Target]]] = {}
        for name, action in acted.items():
            for target in action.targets:
                self.named.setdefault(target.at, []).append((name, target))

    def made(self, advices: Iterable[Advice]) -> list[Step]:
        """Return the steps in order: what is broken first, then by points for an hour of work, the worst finding."""
        together: dict[str, list[Advice]] = {}
        steps: list[Step] = []
        for one in advices:
            name = self._open(one)
            if name is None:
                steps.append(self.single(one))
            else:
                together.setdefault(name, []).append(one)
        steps += [self._action(name, fixes) for name, fixes in together.items()]
        return sorted(steps, key=urgency)

    def single(self, one: Advice) -> Step:
        """Return the fix of one fault as a step; a past action that was to mend it is named."""
        name, target = self._done(one) or (self._open(one), None)
        action = self.acted[name] if name else None
        owner = (action.owner if action else None) or self.links[one.touchpoint].owner
        state = target.state if target else action.state if action else None
        return Step(
            name,
            one.fix,
            [one],
            one.gain,
            one.at_most,
            one.hours,
            one.effort is None,
            None,
            one.broken,
            one.severity,
            owner,
            None,
            False,
            state,
        )

    def left_out(self, one: Advice) -> Reason | None:
        """Return why something is not planned; None if it is.

        What somebody has done, and nobody has looked at since, is to be looked at first. What is accepted for now
        waits, unless somebody is at it. What is strong is left alone, unless it is broken (S14).
        """
        at_it, done = self._open(one), self._done(one)
        if at_it is None and done and done[1].state == "claimed" and done[1].seen is None:
            return "claimed"
        if one.waived and at_it is None:
            return "waived"
        if not suits(one.smallest, self.size):
            return "size"
        return "strong" if self.links[one.touchpoint].band == "strong" and not one.broken else None

    def says_how(self, one: Advice) -> bool:
        """Tell whether there is anything to do: a finding may be a mere remark."""
        return one.kind != "finding" or bool(one.fix) or one.broken or self._open(one) is not None

    def _action(self, name: str, fixes: list[Advice]) -> Step:
        action = self.acted[name]
        hours = fsum(one.hours for one in fixes)
        return Step(
            name,
            action.task,
            fixes,
            fsum(one.gain for one in fixes),
            any(one.at_most for one in fixes),
            hours if action.effort is None else hours_of(action.effort, self.plan),
            action.effort is None and any(one.effort is None for one in fixes),
            action.cost,
            any(one.broken for one in fixes),
            min((one.severity for one in fixes), key=SEVERITIES.index),
            action.owner or self.links[fixes[0].touchpoint].owner,
            action.due,
            action.overdue,
            action.state,
        )

    def _open(self, one: Advice) -> str | None:
        """Return the open action that is to mend something: one that somebody is doing before one that is planned."""
        found = [name for name, target in self._naming(one) if target.state in _OPEN]
        return min(found, key=lambda name: _OPEN.index(self.acted[name].state), default=None)

    def _done(self, one: Advice) -> tuple[str, Target] | None:
        """Return the newest action that is done and was to mend something, unless another one is open."""
        found = list(self._naming(one))
        if any(target.state in _OPEN for _, target in found):
            return None
        return max(found, key=lambda pair: self.acted[pair[0]].done or "", default=None)

    def _naming(self, one: Advice) -> Iterator[tuple[str, Target]]:
        """Yield the actions that name an address, or its whole touchpoint."""
        yield from self.named.get(one.at, ())
        if one.at != one.touchpoint:
            yield from self.named.get(one.touchpoint, ())


def suits(smallest: str | None, size: str | None) -> bool:
    """Tell whether a fix makes sense for a company of a size; for one that does not say, all do (S21)."""
    return smallest is None or size is None or _SIZES.index(smallest) <= _SIZES.index(size)
