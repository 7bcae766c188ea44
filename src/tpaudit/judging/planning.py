"""Planning: what to do first, within a budget and so many days, or to reach a score (S14, S21, S22, S25)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.loaded import LoadedAudit
from tpaudit.documents.text import say
from tpaudit.errors import UsageError
from tpaudit.judging.acting import ActionState, actions
from tpaudit.judging.advice import Advice, advice, hours_of
from tpaudit.judging.choosing import UNIT, Choice, Thing, choose, whole
from tpaudit.judging.scorecard import Scorecard
from tpaudit.judging.scoring import PASS
from tpaudit.judging.steps import OPEN, REASONS, Reason, Step, Steps, suits
from tpaudit.version import VERSION


class Wish(NamedTuple):
    """What a plan is to keep to: a budget, days of work, or a score of the journey to reach."""

    budget: float | None = None
    days: float | None = None
    target: float | None = None


@dataclass(slots=True, match_args=False)
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


@dataclass(slots=True, match_args=False)
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
    turn_rounds: list[Advice]
    """Faults that could become a strength (S26)."""
    actions: dict[str, ActionState]
    apart: list[str]
    """The open actions that are no step: what they are to mend passes, is not answered, is not named, or is another
    action's."""


def plan(audit: LoadedAudit, card: Scorecard, wish: Wish, languages: Sequence[str]) -> Plan:
    """Return what to do first.

    What is broken or missing comes first, whatever it wins. Then comes the set that wins most within budget and
    days, and of equals the worst findings, then what takes least. For a target it is, of all sets that reach it, the
    one that takes fewest hours, then costs least: what is broken and not needed for it is left for later. Raises
    UsageError for a target where nothing is scored.
    """
    advices, acted = advice(audit, card, languages), actions(audit, card, languages)
    making = Steps(audit, card, acted)
    reasons = [(one, making.left_out(one)) for one in advices if making.says_how(one)]
    steps = making.made(one for one, reason in reasons if reason is None)
    choice = _within(steps, wish, audit) if wish.target is None else _reaching(steps, wish.target, card)
    chosen = [one for at, one in enumerate(steps) if at in choice.chosen]
    later = [one for at, one in enumerate(steps) if at not in choice.chosen]
    gain = fsum(one.gain for one in chosen)
    reaches = None if card.score is None else card.score + gain
    settings = audit.workspace.plan
    return Plan(
        1,
        VERSION,
        card.file,
        card.id,
        card.company,
        card.date,
        card.as_of,
        settings.hours_per_day,
        settings.currency,
        *wish,
        card.score,
        reaches,
        None if wish.target is None or reaches is None else reaches >= wish.target - TOLERANCE,
        gain,
        any(one.at_most for one in chosen),
        fsum(one.hours for one in chosen),
        fsum(one.cost or 0.0 for one in chosen),
        sum(one.cost is None for one in chosen),
        choice.exact,
        *_missed(choice, wish),
        chosen,
        later,
        {reason: [making.single(one) for one, why in reasons if why == reason] for reason in REASONS},
        sum(fix.broken for one in later for fix in one.fixes),
        _delighters(audit, card, languages),
        sorted((one for one in advices if one.turn_round), key=lambda one: -one.gain),
        acted,
        _apart(acted, steps),
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
    hours = None if wish.days is None else whole(wish.days * audit.workspace.plan.hours_per_day)
    budget = None if wish.budget is None else whole(wish.budget)
    things = [
        Thing(
            (
                sum(fix.broken for fix in one.fixes),
                whole(one.gain),
                sum(fix.severity == "major" for fix in one.fixes),
                len(one.fixes),
            ),
            (whole(one.hours), whole(one.cost or 0.0)),
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
    gains = {at: whole(one.gain) for at, one in enumerate(steps) if one.gain > 0}
    spare = sum(gains.values()) - whole(need - TOLERANCE)
    if spare < 0:
        return Choice(frozenset(gains), exact=True, missed=())
    things = [
        Thing((whole(steps[at].hours), whole(steps[at].cost or 0.0)), (gain, 0)) for at, gain in gains.items()
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
                        touch_id,
                        touch.name,
                        f"{touch_id}/{at}",
                        item.ask,
                        fix,
                        automate,
                        item.score,
                        hours,
                        item.file,
                        item.line,
                    )
                )
    return sorted(found, key=lambda one: (one.score is None, -links[one.touchpoint].importance))
