"""Steps: open actions and single fixes as steps of a plan, and what is left out of it (S14, S21)."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Final, get_args

from tpaudit.documents.checklist import Size
from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.plan.recommendations import SEVERITIES, hours_of, urgency
from tpaudit.results.plan import OPEN, ActionState, ActionTarget, Reason, Recommendation, Step
from tpaudit.results.scorecard import Scorecard

_SIZES: Final[tuple[str, ...]] = get_args(Size)


class Steps:
    """Turns recommendations into steps.

    All recommendations that one open action is for are one step, with the action's effort and cost. If two
    open actions are for the same, it belongs to the one that is being done, else to the first.
    """

    def __init__(self, audit: LoadedAudit, card: Scorecard, actions: Mapping[str, ActionState]) -> None:
        """Take the audit, its scorecard and the states of its actions."""
        self.plan = audit.workspace.plan
        self.size = audit.audit.company.size if audit.audit.company else None
        self.links = card.links()
        self.actions = actions
        self.actions_by_address: dict[str, list[tuple[str, ActionTarget]]] = {}
        for name, action in actions.items():
            for target in action.targets:
                self.actions_by_address.setdefault(target.at, []).append((name, target))

    def sorted_steps(self, advices: Iterable[Recommendation]) -> list[Step]:
        """Return the steps, sorted: broken first, then by points per hour of work, then the worst finding."""
        fixes_by_action: dict[str, list[Recommendation]] = {}
        steps: list[Step] = []
        for advice in advices:
            name = self._open_action(advice)
            if name is None:
                steps.append(self.single_step(advice))
            else:
                fixes_by_action.setdefault(name, []).append(advice)
        steps += [self._action_step(name, fixes) for name, fixes in fixes_by_action.items()]
        return sorted(steps, key=urgency)

    def single_step(self, advice: Recommendation) -> Step:
        """Return one recommendation as a step, with the name of a past action that should have fixed it."""
        name, target = self._done_action(advice) or (None, None)
        owner = (self.actions[name].owner if name else None) or self._owner(advice)
        return Step(
            action=name,
            task=advice.fix,
            fixes=[advice],
            gain=advice.gain,
            at_most=advice.at_most,
            hours=advice.hours,
            guessed=advice.effort is None,
            cost=None,
            broken=advice.broken,
            severity=advice.severity,
            owner=owner,
            due=None,
            overdue=False,
            state=target.state if target else None,
            unsuited=self._unsuited(advice),
        )

    def left_out(self, advice: Recommendation) -> Reason | None:
        """Return why a recommendation is not planned; None if it is.

        What an open action is for is always planned. What is done, and was not observed since, must be checked
        first. What is waived waits. What is broken is planned whatever the company's size; a strong touchpoint
        is left alone (S14), unless it is broken or contradicts a fact (S16).
        """
        if self._open_action(advice) is not None:
            return None
        done_action = self._done_action(advice)
        if (
            done_action
            and self.actions[done_action[0]].done
            and done_action[1].state == "claimed"
            and done_action[1].seen is None
        ):
            return "claimed"
        if advice.waived:
            return "waived"
        if advice.broken or advice.kind == "fact":
            return None
        if self._unsuited(advice):
            return "size"
        touch = self.links[advice.touchpoint]
        return "strong" if touch.band == "strong" and touch.enough else None

    def is_actionable(self, advice: Recommendation) -> bool:
        """Tell whether there is anything to do; a finding may be only a remark."""
        return (
            advice.kind != "finding"
            or bool(advice.fix)
            or advice.broken
            or self._open_action(advice) is not None
        )

    def _action_step(self, name: str, fixes: list[Recommendation]) -> Step:
        action = self.actions[name]
        hours = fsum(fix.hours for fix in fixes)
        return Step(
            action=name,
            task=action.task,
            fixes=fixes,
            gain=fsum(fix.gain for fix in fixes),
            at_most=any(fix.at_most for fix in fixes),
            hours=hours if action.effort is None else hours_of(action.effort, self.plan),
            guessed=action.effort is None and any(fix.effort is None for fix in fixes),
            cost=action.cost,
            broken=any(fix.broken for fix in fixes),
            severity=min((fix.severity for fix in fixes), key=SEVERITIES.index),
            owner=action.owner or self._owner(fixes[0]),
            due=action.due,
            overdue=action.overdue,
            state=action.state,
            unsuited=any(map(self._unsuited, fixes)),
        )

    def _owner(self, advice: Recommendation) -> str | None:
        """Return the owner of the touchpoint; None if it does not exist."""
        return self.links[advice.touchpoint].owner if advice.touchpoint in self.links else None

    def _unsuited(self, advice: Recommendation) -> bool:
        return not suits(advice.smallest, self.size)

    def _open_action(self, advice: Recommendation) -> str | None:
        """Return the open action for a recommendation: one that is being done before one that is planned."""
        names = [name for name, target in self._actions_for(advice) if target.state in OPEN]
        return min(names, key=lambda name: OPEN.index(self.actions[name].state), default=None)

    def _done_action(self, advice: Recommendation) -> tuple[str, ActionTarget] | None:
        """Return the last action that was done for a recommendation; None if it is verified."""
        done = [(name, target) for name, target in self._actions_for(advice) if target.state not in OPEN]
        newest = max(done, key=lambda pair: self.actions[pair[0]].done or "", default=None)
        return newest if newest and newest[1].state != "verified" else None

    def _actions_for(self, advice: Recommendation) -> Sequence[tuple[str, ActionTarget]]:
        """Return the actions for an address, or for its whole touchpoint."""
        actions = self.actions_by_address
        if not actions or advice.at == advice.touchpoint:
            return actions.get(advice.at, ())
        return [*actions.get(advice.at, ()), *actions.get(advice.touchpoint, ())]


def suits(smallest: str | None, size: str | None) -> bool:
    """Tell whether a fix makes sense for the size of a company; if the size is unknown, all do (S21)."""
    return smallest is None or size is None or _SIZES.index(smallest) <= _SIZES.index(size)
