"""Steps: the audit's open actions and single fixes as things to do, and what is left out of a plan (S14, S21)."""

from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import Final, get_args

from tpaudit.documents.checklist import Size
from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.plan.recommendations import SEVERITIES, hours_of, urgency
from tpaudit.results.plan import OPEN, ActionState, ActionTarget, Reason, Recommendation, Step
from tpaudit.results.scorecard import Scorecard

_SIZES: Final[tuple[str, ...]] = get_args(Size)


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
        self.named: dict[str, list[tuple[str, ActionTarget]]] = {}
        for name, action in acted.items():
            for target in action.targets:
                self.named.setdefault(target.at, []).append((name, target))

    def made(self, advices: Iterable[Recommendation]) -> list[Step]:
        """Return the steps in order: what is broken first, then by points for an hour of work, the worst finding."""
        together: dict[str, list[Recommendation]] = {}
        steps: list[Step] = []
        for one in advices:
            name = self._open(one)
            if name is None:
                steps.append(self.single(one))
            else:
                together.setdefault(name, []).append(one)
        steps += [self._action(name, fixes) for name, fixes in together.items()]
        return sorted(steps, key=urgency)

    def single(self, one: Recommendation) -> Step:
        """Return the fix of one fault as a step; a past action that was to mend it is named."""
        name, target = self._done(one) or (None, None)
        owner = (self.acted[name].owner if name else None) or self._owner(one)
        return Step(
            action=name,
            task=one.fix,
            fixes=[one],
            gain=one.gain,
            at_most=one.at_most,
            hours=one.hours,
            guessed=one.effort is None,
            cost=None,
            broken=one.broken,
            severity=one.severity,
            owner=owner,
            due=None,
            overdue=False,
            state=target.state if target else None,
            unsuited=self._unsuited(one),
        )

    def left_out(self, one: Recommendation) -> Reason | None:
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

    def says_how(self, one: Recommendation) -> bool:
        """Tell whether there is anything to do: a finding may be a mere remark."""
        return one.kind != "finding" or bool(one.fix) or one.broken or self._open(one) is not None

    def _action(self, name: str, fixes: list[Recommendation]) -> Step:
        action = self.acted[name]
        hours = fsum(one.hours for one in fixes)
        return Step(
            action=name,
            task=action.task,
            fixes=fixes,
            gain=fsum(one.gain for one in fixes),
            at_most=any(one.at_most for one in fixes),
            hours=hours if action.effort is None else hours_of(action.effort, self.plan),
            guessed=action.effort is None and any(one.effort is None for one in fixes),
            cost=action.cost,
            broken=any(one.broken for one in fixes),
            severity=min((one.severity for one in fixes), key=SEVERITIES.index),
            owner=action.owner or self._owner(fixes[0]),
            due=action.due,
            overdue=action.overdue,
            state=action.state,
            unsuited=any(map(self._unsuited, fixes)),
        )

    def _owner(self, one: Recommendation) -> str | None:
        """Return whose the touchpoint is; nobody's if it is not there."""
        return self.links[one.touchpoint].owner if one.touchpoint in self.links else None

    def _unsuited(self, one: Recommendation) -> bool:
        return not suits(one.smallest, self.size)

    def _open(self, one: Recommendation) -> str | None:
        """Return the open action that is to mend something: one that somebody is doing before one that is planned."""
        found = [name for name, target in self._naming(one) if target.state in OPEN]
        return min(found, key=lambda name: OPEN.index(self.acted[name].state), default=None)

    def _done(self, one: Recommendation) -> tuple[str, ActionTarget] | None:
        """Return the newest action that is done and was to mend something; None if it is verified."""
        found = [(name, target) for name, target in self._naming(one) if target.state not in OPEN]
        newest = max(found, key=lambda pair: self.acted[pair[0]].done or "", default=None)
        return newest if newest and newest[1].state != "verified" else None

    def _naming(self, one: Recommendation) -> Iterator[tuple[str, ActionTarget]]:
        """Yield the actions that name an address, or its whole touchpoint."""
        yield from self.named.get(one.at, ())
        if one.at != one.touchpoint:
            yield from self.named.get(one.touchpoint, ())


def suits(smallest: str | None, size: str | None) -> bool:
    """Tell whether a fix makes sense for a company of a size; for one that does not say, all do (S21)."""
    return smallest is None or size is None or _SIZES.index(smallest) <= _SIZES.index(size)
