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
OPEN: Final[tuple[State, ...]] = ("doing", "planned")
"""States of an action that is not done."""
_SIZES: Final[tuple[str, ...]] = get_args(Size)


@dataclass(slots=True, match_args=False)
class Step:
    """One thing to do: an open action of the audit with everything that it mends, or a single fix."""

    action: str | None
    """The action that is planned or being done; of a fix that an action was to have mended, that one, unless it is
    verified: what it was for is done."""
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
    """planned, doing, claimed or came-back; null if there is no action."""
    unsuited: bool
    """A fix of it makes sense for a larger company only (S21)."""


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
        name, target = self._done(one) or (None, None)
        owner = (self.acted[name].owner if name else None) or self._owner(one)
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
            target.state if target else None,
            self._unsuited(one),
        )

    def left_out(self, one: Advice) -> Reason | None:
        """Return why something is not planned; None if it is, as everything is that somebody is at.

        What somebody did on a day, and nobody has looked at since, is to be looked at first. What is accepted for now
        waits. What is broken is planned whatever the company's size; what is strong is left alone (S14), unless it is
        broken, or says something else than others do (S16).
        """
        if self._open(one) is not None:
            return None
        done = self._done(one)
        if done and self.acted[done[0]].done and done[1].state == "claimed" and done[1].seen is None:
            return "claimed"
        if one.waived:
            return "waived"
        if one.broken or one.kind == "fact":
            return None
        if self._unsuited(one):
            return "size"
        return "strong" if self.links[one.touchpoint].band == "strong" else None

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
            action.owner or self._owner(fixes[0]),
            action.due,
            action.overdue,
            action.state,
            any(map(self._unsuited, fixes)),
        )

    def _owner(self, one: Advice) -> str | None:
        """Return whose the touchpoint is; nobody's if it is not there."""
        return self.links[one.touchpoint].owner if one.touchpoint in self.links else None

    def _unsuited(self, one: Advice) -> bool:
        return not suits(one.smallest, self.size)

    def _open(self, one: Advice) -> str | None:
        """Return the open action that is to mend something: one that somebody is doing before one that is planned."""
        found = [name for name, target in self._naming(one) if target.state in OPEN]
        return min(found, key=lambda name: OPEN.index(self.acted[name].state), default=None)

    def _done(self, one: Advice) -> tuple[str, Target] | None:
        """Return the newest action that is done and was to mend something; None if it is verified."""
        found = [(name, target) for name, target in self._naming(one) if target.state not in OPEN]
        newest = max(found, key=lambda pair: self.acted[pair[0]].done or "", default=None)
        return newest if newest and newest[1].state != "verified" else None

    def _naming(self, one: Advice) -> Iterator[tuple[str, Target]]:
        """Yield the actions that name an address, or its whole touchpoint."""
        yield from self.named.get(one.at, ())
        if one.at != one.touchpoint:
            yield from self.named.get(one.touchpoint, ())


def suits(smallest: str | None, size: str | None) -> bool:
    """Tell whether a fix makes sense for a company of a size; for one that does not say, all do (S21)."""
    return smallest is None or size is None or _SIZES.index(smallest) <= _SIZES.index(size)
