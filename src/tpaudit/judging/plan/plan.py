"""Planning: what to do first within a budget and a number of days, or to reach a score (S14, S21, S22, S25)."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from tpaudit.documents.checklist import PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.text import say
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.plan.actions import actions
from tpaudit.judging.plan.knapsack import UNIT, Choice, KnapsackItem, choose, units
from tpaudit.judging.plan.recommendations import hours_of, recommendations
from tpaudit.judging.plan.steps import Steps, suits
from tpaudit.results.plan import OPEN, REASONS, ActionState, Delighter, Plan, Recommendation, Step
from tpaudit.results.scorecard import Scorecard
from tpaudit.version import VERSION


class Wish(NamedTuple):
    """The limits of a plan: a budget in the workspace's currency, days of work, or a score to reach, 0-100."""

    budget: float | None = None
    days: float | None = None
    target: float | None = None


def make_plan(
    audit: LoadedAudit,
    card: Scorecard,
    wish: Wish,
    languages: Sequence[str],
    *,
    found: Sequence[Recommendation] | None = None,
) -> Plan:
    """Return what to do first.

    Within budget and days, the chosen set fixes the most that is broken or missing, then gains the most points;
    ties go to the worst findings, then to the least hours and cost. For a target, it is the set with the fewest
    hours that reaches it, then the lowest cost: what is broken and not needed for it is left for later.
    `found` are the audit's recommendations, where they are known already.
    Raises UsageError for a target if nothing is scored.
    """
    advice_list = recommendations(audit, card, languages) if found is None else found
    action_states = actions(audit, card, languages)
    step_maker = Steps(audit, card, action_states)
    advice_and_reason = [
        (advice, step_maker.left_out(advice)) for advice in advice_list if step_maker.is_actionable(advice)
    ]
    steps = step_maker.sorted_steps(advice for advice, reason in advice_and_reason if reason is None)
    choice = (
        _choose_within_limits(steps, wish, audit)
        if wish.target is None
        else _choose_for_target(steps, wish.target, card)
    )
    chosen = [step for index, step in enumerate(steps) if index in choice.chosen]
    later = [step for index, step in enumerate(steps) if index not in choice.chosen]
    gain = fsum(step.gain for step in chosen)
    reaches = None if card.score is None else card.score + gain
    settings = audit.workspace.plan
    missed, missed_broken = _missed(choice, wish)
    return Plan(
        format=1,
        engine=VERSION,
        file=card.file,
        id=card.id,
        company=card.company,
        date=card.date,
        as_of=card.as_of,
        hours_per_day=settings.hours_per_day,
        currency=settings.currency,
        budget=wish.budget,
        days=wish.days,
        target=wish.target,
        score=card.score,
        reaches=reaches,
        reached=None if wish.target is None or reaches is None else reaches >= wish.target - TOLERANCE,
        gain=gain,
        enough=card.enough,
        coverage=card.coverage,
        at_most=any(step.at_most for step in chosen),
        hours=fsum(step.hours for step in chosen),
        cost=fsum(step.cost or 0.0 for step in chosen),
        unpriced=sum(step.cost is None for step in chosen),
        exact=choice.exact,
        missed=missed,
        missed_broken=missed_broken,
        steps=chosen,
        later=later,
        left_out={
            reason: [
                step_maker.single_step(advice)
                for advice, reason_given in advice_and_reason
                if reason_given == reason
            ]
            for reason in REASONS
        },
        unmended=sum(fix.broken for step in later for fix in step.fixes),
        delighters=_delighters(audit, card, languages),
        turn_rounds=sorted(
            (advice for advice in advice_list if advice.turn_round), key=lambda advice: -advice.gain
        ),
        actions=action_states,
        apart=_actions_without_step(action_states, steps),
    )


def _actions_without_step(action_states: Mapping[str, ActionState], steps: Sequence[Step]) -> list[str]:
    """Return the names of open actions that are not a step."""
    names_of_steps = {step.action for step in steps}
    return [
        name for name, action in action_states.items() if action.state in OPEN and name not in names_of_steps
    ]


def _missed(choice: Choice, wish: Wish) -> tuple[float, int]:
    """Return how much better another set could be at most.

    The first number is points, or hours for a target; the second is how many more broken things it could fix.
    """
    if not choice.missed:
        return 0.0, 0
    if wish.target is not None:
        return choice.missed[0] / UNIT, 0
    return choice.missed[1] / UNIT, round(choice.missed[0])


def _choose_within_limits(steps: Sequence[Step], wish: Wish, audit: LoadedAudit) -> Choice:
    """Return the best steps within budget and days; a step without a known cost counts as free."""
    if wish.days is None and wish.budget is None:  # each step fixes something, so that none is left for later
        return Choice(frozenset(range(len(steps))), exact=True, missed=())
    hours = None if wish.days is None else units(wish.days * audit.workspace.plan.hours_per_day)
    budget = None if wish.budget is None else units(wish.budget)
    options = [
        KnapsackItem(
            (
                sum(fix.broken for fix in step.fixes),
                units(step.gain),
                sum(fix.severity == "major" for fix in step.fixes),
                len(step.fixes),
            ),
            (units(step.hours), units(step.cost or 0.0)),
        )
        for step in steps
    ]
    if hours is None and budget is not None:
        options = [KnapsackItem(option.worth, option.weight[::-1]) for option in options]
        return choose(options, (budget, None))
    return choose(options, (hours, budget))


def _choose_for_target(steps: Sequence[Step], target: float, card: Scorecard) -> Choice:
    """Return the set of steps that reaches a score with the least effort; all steps with a gain if none does.

    It is found as its complement: the most expensive set that may be left out, a knapsack whose weight is the gain.
    """
    if card.score is None:
        msg = Worded(
            "{file}: nothing is scored, so no score can be reached; expected answers, or no --target",
            file=card.file,
        )
        raise UsageError(msg)
    needed_gain = target - card.score
    if needed_gain <= TOLERANCE:
        return Choice(frozenset(), exact=True, missed=())
    gains = {index: units(step.gain) for index, step in enumerate(steps) if step.gain > 0}
    spare_gain = sum(gains.values()) - units(needed_gain - TOLERANCE)
    if spare_gain < 0:
        return Choice(frozenset(gains), exact=True, missed=())
    options = [
        KnapsackItem((units(steps[index].hours), units(steps[index].cost or 0.0)), (gain, 0))
        for index, gain in gains.items()
    ]
    left_out = choose(options, (spare_gain, None))
    indexes = list(gains)
    return Choice(
        frozenset(gains.keys() - {indexes[index] for index in left_out.chosen}),
        left_out.exact,
        left_out.missed,
    )


def _delighters(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> list[Delighter]:
    """Return the wow items that suit the company and are not reached yet: scored ones first, then by importance."""
    size = audit.audit.company.size if audit.audit.company else None
    touches, links = {touch.id: touch for touch in audit.touches}, card.links()
    delighters = []
    for touch_id, touch in links.items():
        for address, item in touch.items.items():
            asked = touches[touch_id].asked[address].question.item
            reached = item.state == "n/a" or (item.score is not None and item.score >= PASS - TOLERANCE)
            if item.wow and not touch.missing and not reached and suits(asked.smallest, size):
                fix, automate = say(asked.fix, languages), say(asked.automate, languages)
                hours = hours_of(asked.effort, audit.workspace.plan)
                delighters.append(
                    Delighter(
                        touchpoint=touch_id,
                        name=touch.name,
                        at=f"{touch_id}/{address}",
                        ask=item.ask,
                        fix=fix,
                        automate=automate,
                        score=item.score,
                        hours=hours,
                        file=item.file,
                        line=item.line,
                    )
                )
    return sorted(
        delighters, key=lambda delighter: (delighter.score is None, -links[delighter.touchpoint].importance)
    )
