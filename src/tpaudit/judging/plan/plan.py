"""Planning: what to do first, within a budget and so many days, or to reach a score (S14, S21, S22, S25)."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.text import say
from tpaudit.errors import UsageError
from tpaudit.judging.plan.actions import actions
from tpaudit.judging.plan.knapsack import UNIT, Choice, Thing, choose, units
from tpaudit.judging.plan.recommendations import hours_of, recommendations
from tpaudit.judging.plan.steps import Steps, suits
from tpaudit.results.plan import OPEN, REASONS, ActionState, Delighter, Plan, Step
from tpaudit.results.scorecard import PASS, Scorecard
from tpaudit.version import VERSION


class Wish(NamedTuple):
    """What a plan is to keep to: a budget, days of work, or a score of the journey to reach."""

    budget: float | None = None
    days: float | None = None
    target: float | None = None


def make_plan(audit: LoadedAudit, card: Scorecard, wish: Wish, languages: Sequence[str]) -> Plan:
    """Return what to do first.

    What is broken or missing comes first, whatever it wins. Then comes the set that wins most within budget and
    days, and of equals the worst findings, then what takes least. For a target it is, of all sets that reach it, the
    one that takes fewest hours, then costs least: what is broken and not needed for it is left for later. Raises
    UsageError for a target where nothing is scored.
    """
    advices, acted = recommendations(audit, card, languages), actions(audit, card, languages)
    making = Steps(audit, card, acted)
    reasons = [(one, making.left_out(one)) for one in advices if making.says_how(one)]
    steps = making.made(one for one, reason in reasons if reason is None)
    choice = _within(steps, wish, audit) if wish.target is None else _reaching(steps, wish.target, card)
    chosen = [one for at, one in enumerate(steps) if at in choice.chosen]
    later = [one for at, one in enumerate(steps) if at not in choice.chosen]
    gain = fsum(one.gain for one in chosen)
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
        at_most=any(one.at_most for one in chosen),
        hours=fsum(one.hours for one in chosen),
        cost=fsum(one.cost or 0.0 for one in chosen),
        unpriced=sum(one.cost is None for one in chosen),
        exact=choice.exact,
        missed=missed,
        missed_broken=missed_broken,
        steps=chosen,
        later=later,
        left_out={
            reason: [making.single(one) for one, why in reasons if why == reason] for reason in REASONS
        },
        unmended=sum(fix.broken for one in later for fix in one.fixes),
        delighters=_delighters(audit, card, languages),
        turn_rounds=sorted((one for one in advices if one.turn_round), key=lambda one: -one.gain),
        actions=acted,
        apart=_apart(acted, steps),
    )


def _apart(acted: Mapping[str, ActionState], steps: Sequence[Step]) -> list[str]:
    """Return the open actions that are no step."""
    taken = {one.action for one in steps}
    return [name for name, one in acted.items() if one.state in OPEN and name not in taken]


def _missed(choice: Choice, wish: Wish) -> tuple[float, int]:
    """Return what another set might have more at most: points, or hours for a target, and what it might mend."""
    if not choice.missed:
        return 0.0, 0
    if wish.target is not None:
        return choice.missed[0] / UNIT, 0
    return choice.missed[1] / UNIT, round(choice.missed[0])


def _within(steps: Sequence[Step], wish: Wish, audit: LoadedAudit) -> Choice:
    """Return the best steps within budget and days; those whose cost nobody knows are taken to cost nothing."""
    hours = None if wish.days is None else units(wish.days * audit.workspace.plan.hours_per_day)
    budget = None if wish.budget is None else units(wish.budget)
    things = [
        Thing(
            (
                sum(fix.broken for fix in one.fixes),
                units(one.gain),
                sum(fix.severity == "major" for fix in one.fixes),
                len(one.fixes),
            ),
            (units(one.hours), units(one.cost or 0.0)),
        )
        for one in steps
    ]
    if hours is None and budget is not None:
        things = [Thing(one.worth, one.weight[::-1]) for one in things]
        return choose(things, (budget, None))
    return choose(things, (hours, budget))


def _reaching(steps: Sequence[Step], target: float, card: Scorecard) -> Choice:
    """Return, of all sets of steps that reach a score, the one of least effort; all that win anything if none does.

    That is the dearest set to leave out, of those that leave enough: a knapsack whose weight is the gain.
    """
    if card.score is None:
        msg = f"{card.file}: nothing is scored, so no score can be reached; expected answers, or no --target"
        raise UsageError(msg)
    need = target - card.score
    if need <= TOLERANCE:
        return Choice(frozenset(), exact=True, missed=())
    gains = {at: units(one.gain) for at, one in enumerate(steps) if one.gain > 0}
    spare = sum(gains.values()) - units(need - TOLERANCE)
    if spare < 0:
        return Choice(frozenset(gains), exact=True, missed=())
    things = [
        Thing((units(steps[at].hours), units(steps[at].cost or 0.0)), (gain, 0)) for at, gain in gains.items()
    ]
    left = choose(things, (spare, None))
    wins = list(gains)
    return Choice(frozenset(gains.keys() - {wins[at] for at in left.chosen}), left.exact, left.missed)


def _delighters(audit: LoadedAudit, card: Scorecard, languages: Sequence[str]) -> list[Delighter]:
    """Return the wow items that suit the company and are not had yet: those looked at first, then by importance."""
    size = audit.audit.company.size if audit.audit.company else None
    touches, links = {touch.id: touch for touch in audit.touches}, card.links()
    found = []
    for touch_id, touch in links.items():
        for at, item in touch.items.items():
            asked = touches[touch_id].asked[at].question.item
            had = item.state == "n/a" or (item.score is not None and item.score >= PASS - TOLERANCE)
            if item.wow and not touch.missing and not had and suits(asked.smallest, size):
                fix, automate = say(asked.fix, languages), say(asked.automate, languages)
                hours = hours_of(asked.effort, audit.workspace.plan)
                found.append(
                    Delighter(
                        touchpoint=touch_id,
                        name=touch.name,
                        at=f"{touch_id}/{at}",
                        ask=item.ask,
                        fix=fix,
                        automate=automate,
                        score=item.score,
                        hours=hours,
                        file=item.file,
                        line=item.line,
                    )
                )
    return sorted(found, key=lambda one: (one.score is None, -links[one.touchpoint].importance))
