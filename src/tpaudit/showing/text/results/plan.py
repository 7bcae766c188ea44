"""A plan in words: its verdict, its sums and what is left out, for the table and the Markdown checklist."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tpaudit.results.plan import ActionState, Delighter, Plan, Reason, Recommendation, Step
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import percent
from tpaudit.showing.text.results.headline import LITTLE_KNOWN
from tpaudit.showing.text.results.steps import SMALLEST_SHOWN

_SMALLEST_MISSED: Final = 1e-6
"""Fewer points or hours are not mentioned."""
APART: Final = "What these are to fix passes, is not answered, is not named, or has another action."
"""The explanation of open actions that are not a step."""


class PlanWords:
    """Describes one plan as a whole in one language."""

    def __init__(self, plan: Plan, locale: Locale, *, addressed: bool = True) -> None:
        """Take the plan, how to write, and whether addresses stand beside names, to be typed next."""
        self._addressed = addressed
        self.plan = plan
        self.locale = locale
        self.say = locale.say

    def verdict(self) -> str:
        """Return a sentence on the score that the plan leads to."""
        plan, points = self.plan, self.locale.points
        if plan.reaches is None:
            return self.say("No score yet: no answer is scored.")
        if not plan.enough:
            return self.say(LITTLE_KNOWN, coverage=self.locale.numeral(percent(plan.coverage)))
        phrase = (
            "From {score} to at most {reaches} points."
            if plan.at_most
            else "From {score} to {reaches} points."
        )
        return self.say(phrase, score=points(plan.score), reaches=points(plan.reaches))

    def sums(self) -> Iterator[str]:
        """Yield sentences on the work and cost of the steps, the limits, and what they leave open."""
        plan, say = self.plan, self.say
        days = self.number(plan.hours / plan.hours_per_day)
        yield say(
            "Steps: {steps}. Work: {hours} h, that is {days} days of {per} h. Cost: {cost}.",
            one="Steps: {steps}. Work: {hours} h, that is {days} day of {per} h. Cost: {cost}.",
            number=_plural_number(days),
            steps=len(plan.steps),
            hours=self.number(plan.hours),
            days=days,
            per=self.number(plan.hours_per_day),
            cost=self.locale.money(plan.cost, plan.currency),
        )
        if plan.days is not None:
            yield self._days(self.number(plan.days, 3))
        if plan.budget is not None:
            money = self.locale.money(plan.budget, plan.currency)
            yield say("No more than {money} were to be spent.", money=money)
        yield from self._target()
        if plan.unmended:
            many, one = _UNFIXED
            yield say(many, one=one, number=plan.unmended, count=plan.unmended)
        if plan.unpriced:
            yield say("Steps without a known cost: {count}; they count as 0.", count=plan.unpriced)
        if not plan.exact:
            yield from self._missed()

    def _days(self, days: str) -> str:
        many = "No more than {days} days of work were to be planned."
        return self.say(
            many,
            one="No more than {days} day of work was to be planned.",
            number=_plural_number(days),
            days=days,
        )

    def _missed(self) -> Iterator[str]:
        """Yield a sentence on what an incomplete search may have missed."""
        plan, missed = self.plan, self.number(self.plan.missed, 6)
        if plan.missed_broken:
            yield self.say(
                "There were too many sets to look at all: another one might fix more that is broken."
            )
        elif plan.missed >= _SMALLEST_MISSED and plan.target is None:
            phrase = (
                "There were too many sets to look at all: another one might win up to {missed} points more."
            )
            yield self.say(phrase, missed=missed)
        elif plan.missed >= _SMALLEST_MISSED:
            phrase = (
                "There were too many sets to look at all: another one might take up to {missed} hours fewer."
            )
            yield self.say(phrase, missed=missed)

    def _target(self) -> Iterator[str]:
        plan, points = self.plan, self.locale.points
        if plan.target is None:
            return
        wanted = self.number(plan.target, 3)
        if plan.reached and not plan.steps:
            yield self.say("The target of {target} points is reached already.", target=wanted)
        elif plan.reached and plan.missed < _SMALLEST_MISSED:
            yield self.say("The target of {target} points is reached with the fewest hours.", target=wanted)
        elif plan.reached:
            yield self.say("The target of {target} points is reached.", target=wanted)
        else:
            phrase = (
                "The target of {target} points cannot be reached: all that can be planned leads to {reaches}."
            )
            yield self.say(phrase, target=wanted, reaches=points(plan.reaches))

    def left_out(self, reason: Reason) -> str:
        """Return a sentence on how many fixes are left out for a reason."""
        many, one = _LEFT_OUT[reason]
        count = len(self.plan.left_out[reason])
        return self.say(many, one=one, number=count, count=count)

    def number(self, amount: float, decimals: int = 1) -> str:
        """Return an amount with at most `decimals` decimals, without zeros at the end."""
        return self.locale.amount(amount, decimals)

    def delights(self) -> Mapping[str, str]:
        """Return what would delight, and where; an idea for several places is listed once."""
        return _places_by_text(
            ((delighter.fix or delighter.ask, self._at(delighter)) for delighter in self.plan.delighters),
            self.locale.language,
        )

    def turned(self) -> Mapping[str, str]:
        """Return what could turn a fault into a strength, and where."""
        return _places_by_text(
            ((advice.turn_round, self._at(advice)) for advice in self.plan.turn_rounds), self.locale.language
        )

    def _at(self, entry: Recommendation | Delighter) -> str:
        if not self._addressed:
            return entry.name
        return self.say("{name}: {text}", name=entry.name, text=entry.at.partition("/")[2])

    def points(self, steps: Iterable[Step]) -> str:
        """Return the points that several steps gain together."""
        return self.locale.points(sum(step.gain for step in steps))

    def later(self) -> str:
        """Return a sentence on how many steps are for later, and what they gain."""
        plan, later = self.plan, self.plan.later
        some = any(step.at_most and step.gain >= SMALLEST_SHOWN for step in later)
        many, one = _LATER[plan.target is not None, some]
        return self.say(many, one=one, number=len(later), count=len(later), gain=self.points(later))

    def apart(self) -> list[ActionState]:
        """Return the open actions that are not a step, overdue ones first."""
        actions = [self.plan.actions[name] for name in self.plan.apart]
        return sorted(actions, key=lambda action: not action.overdue)

    def ended(self) -> list[ActionState]:
        """Return the actions that are done, those first that need attention."""
        order = ("came-back", "claimed", "verified")
        done = [action for action in self.plan.actions.values() if action.state in order]
        return sorted(done, key=lambda action: order.index(action.state))


def _places_by_text(pairs: Iterable[tuple[str, str]], language: str) -> Mapping[str, str]:
    places: dict[str, list[str]] = {}
    for text, where in pairs:
        places.setdefault(text, []).append(where)
    return {text: apart(where, language) for text, where in places.items()}


def _plural_number(number: str) -> int:
    """Return the number that decides between singular and plural: only `1` is singular, `1.5` is plural."""
    return 1 if number == "1" else 2


_UNFIXED: Final = (
    "{count} broken or missing things stay as they are.",
    "{count} broken or missing thing stays as it is.",
)
_LATER: Final = {
    (False, False): (
        "{count} more steps are not in the plan; they would win {gain} points.",
        "{count} more step is not in the plan; it would win {gain} points.",
    ),
    (False, True): (
        "{count} more steps are not in the plan; they would win at most {gain} points.",
        "{count} more step is not in the plan; it would win at most {gain} points.",
    ),
    (True, False): (
        "{count} more steps are not needed for the target; they would win {gain} points.",
        "{count} more step is not needed for the target; it would win {gain} points.",
    ),
    (True, True): (
        "{count} more steps are not needed for the target; they would win at most {gain} points.",
        "{count} more step is not needed for the target; it would win at most {gain} points.",
    ),
}
"""Sentences on steps for later, plural and singular, by: is there a target, is a missing touchpoint among them."""
_LEFT_OUT: Final[dict[Reason, tuple[str, str]]] = {
    "claimed": (
        "{count} fixes are said to be done, and nobody has looked since: look first.",
        "{count} fix is said to be done, and nobody has looked since: look first.",
    ),
    "waived": (
        "{count} fixes are left out: their problems are accepted for now.",
        "{count} fix is left out: its problem is accepted for now.",
    ),
    "size": (
        "{count} fixes are left out: they make sense for a larger company.",
        "{count} fix is left out: it makes sense for a larger company.",
    ),
    "strong": (
        "{count} fixes at strong touchpoints are left out: what is good is left alone.",
        "{count} fix at a strong touchpoint is left out: what is good is left alone.",
    ),
}
"""The sentence on fixes that are left out, plural and singular."""
