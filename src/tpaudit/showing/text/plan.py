"""Words of a plan: its verdict, its steps and what is left out, as the table and the checklist both say them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tpaudit.documents.scalars import as_text
from tpaudit.results.plan import ActionState, Delighter, Plan, Reason, Recommendation, Step
from tpaudit.showing.text.locale import Locale

_FEW: Final = 3
"""How many addresses of a step are named before the rest is counted."""
_SEEN: Final = 0.05
"""Points below this would be written as 0.0."""
_LEAST: Final = 1e-6
"""Points and hours below this are not worth a word."""
APART: Final = "What these are to mend passes, is not answered, is not named, or has another action."
"""What is said of open actions that are no step."""
STATES: Final = {
    "planned": "planned",
    "doing": "doing",
    "claimed": "claimed, not verified",
    "verified": "verified",
    "came-back": "came back",
}


class PlanWords:
    """Says things about one plan in one language."""

    def __init__(self, plan: Plan, tongue: Locale) -> None:
        """Take the plan, and the language."""
        self.plan = plan
        self.tongue = tongue
        self.say = tongue.say

    def verdict(self) -> str:
        """Say where the plan leads."""
        plan, points = self.plan, self.tongue.points
        if plan.reaches is None:
            return self.say("No score yet: nothing is answered.")
        phrase = (
            "From {score} to at most {reaches} points."
            if plan.at_most
            else "From {score} to {reaches} points."
        )
        return self.say(phrase, score=points(plan.score), reaches=points(plan.reaches))

    def sums(self) -> Iterator[str]:
        """Yield what the steps take, and what is to be known about that."""
        plan, say = self.plan, self.say
        days = self.figure(plan.hours / plan.hours_per_day)
        yield say(
            "Steps: {steps}. Work: {hours} h, that is {days} days of {per} h. Cost: {cost} {currency}.",
            one="Steps: {steps}. Work: {hours} h, that is {days} day of {per} h. Cost: {cost} {currency}.",
            number=_number(days),
            steps=len(plan.steps),
            hours=self.figure(plan.hours),
            days=days,
            per=self.figure(plan.hours_per_day),
            cost=self.figure(plan.cost, 2),
            currency=plan.currency,
        )
        if plan.days is not None:
            yield self._days(self.figure(plan.days, 3))
        if plan.budget is not None:
            money = self.figure(plan.budget, 2)
            yield say(
                "No more than {money} {currency} were to be spent.", money=money, currency=plan.currency
            )
        yield from self._target()
        if plan.unmended:
            many, one = _UNMENDED
            yield say(many, one=one, number=plan.unmended, count=plan.unmended)
        if plan.unpriced:
            yield say("Steps without a known cost: {count}; they count as 0.", count=plan.unpriced)
        if not plan.exact:
            yield from self._missed()

    def _days(self, days: str) -> str:
        many = "No more than {days} days of work were to be planned."
        return self.say(
            many, one="No more than {days} day of work was to be planned.", number=_number(days), days=days
        )

    def _missed(self) -> Iterator[str]:
        """Say what a search that was cut short may have missed."""
        plan, missed = self.plan, self.figure(self.plan.missed, 6)
        if plan.missed_broken:
            yield self.say(
                "There were too many sets to look at all: another one might mend more that is broken."
            )
        elif plan.missed >= _LEAST and plan.target is None:
            phrase = (
                "There were too many sets to look at all: another one might win up to {missed} points more."
            )
            yield self.say(phrase, missed=missed)
        elif plan.missed >= _LEAST:
            phrase = (
                "There were too many sets to look at all: another one might take up to {missed} hours fewer."
            )
            yield self.say(phrase, missed=missed)

    def _target(self) -> Iterator[str]:
        plan, points = self.plan, self.tongue.points
        if plan.target is None:
            return
        wanted = self.figure(plan.target, 3)
        if plan.reached and not plan.steps:
            yield self.say("The target of {target} points is reached already.", target=wanted)
        elif plan.reached and plan.missed < _LEAST:
            yield self.say("The target of {target} points is reached with the fewest hours.", target=wanted)
        elif plan.reached:
            yield self.say("The target of {target} points is reached.", target=wanted)
        else:
            phrase = (
                "The target of {target} points cannot be reached: all that can be planned leads to {reaches}."
            )
            yield self.say(phrase, target=wanted, reaches=points(plan.reaches))

    def left_out(self, reason: Reason) -> str:
        """Say how many fixes are left out for a reason."""
        many, one = _LEFT_OUT[reason]
        count = len(self.plan.left_out[reason])
        return self.say(many, one=one, number=count, count=count)

    def task(self, step: Step) -> str:
        """Say what to do."""
        return step.task or self.fix(step.fixes[0])

    def fix(self, one: Recommendation) -> str:
        """Say what mends something; where nobody says, what it is that has to be mended."""
        if one.fix or one.kind in {"item", "finding"}:
            return one.fix or one.what
        if one.kind in {"missing", "gap"}:
            return self.say("Give customers what they expect here: {name}", name=one.what)
        if one.kind == "fact":
            return self.say("Say what the facts of the audit say: {text}", text=one.what)
        return self.say("Keep the promise, or make it no more: {text}", text=one.what)

    def where(self, step: Step) -> str:
        """Name the touchpoints of a step, each with what it is to mend there."""
        places: dict[str, list[str]] = {}
        for one in step.fixes:
            places.setdefault(one.name, []).append(one.at.partition("/")[2])
        return "; ".join(self._place(name, below) for name, below in places.items())

    def _place(self, name: str, below: Sequence[str]) -> str:
        named = [at for at in below if at]
        more = [self.say("and {more} more", more=len(named) - _FEW)] if len(named) > _FEW else []
        return (
            self.say("{name}: {text}", name=name, text=", ".join([*named[:_FEW], *more])) if named else name
        )

    def who(self, step: Step | ActionState) -> Iterator[str]:
        """Yield whose it is, by when, how far it is, and that it is for others."""
        if step.owner:
            yield step.owner
        if step.due:
            yield self.say("due {day}", day=self.tongue.day(step.due))
        if step.overdue:
            yield self.say("overdue")
        if step.state:
            yield self.say(STATES[step.state])
        if isinstance(step, Step) and step.unsuited:
            yield self.say("for a larger company")

    def gain(self, step: Step) -> str:
        """Write the points that a step wins; nothing for less than is seen."""
        if step.gain < _SEEN:
            return ""
        return ("≤" if step.at_most else "+") + self.tongue.points(step.gain)

    def hours(self, step: Step) -> str:
        """Write the hours of a step; a wave before what is counted because nobody says."""
        return "~" * step.guessed + self.figure(step.hours)

    def work(self, step: Step) -> str:
        """Write the hours of a step with their unit."""
        return self.say("{hours} h", hours=self.hours(step))

    def cost(self, step: Step) -> str:
        """Write the cost of a step; nothing if it is not known."""
        return "" if step.cost is None else self.figure(step.cost, 2)

    def figure(self, amount: float, decimals: int = 1) -> str:
        """Write an amount with no more decimals than it has."""
        text = as_text(round(amount, decimals))
        return text.replace(".", ",") if self.tongue.short == "ru" else text

    def delights(self) -> Mapping[str, str]:
        """Return what would delight, and where; the same idea for several places once."""
        return _together((one.fix or one.ask, self._at(one)) for one in self.plan.delighters)

    def turned(self) -> Mapping[str, str]:
        """Return what could make a strength of a fault, and where."""
        return _together((one.turn_round, self._at(one)) for one in self.plan.turn_rounds)

    def _at(self, one: Recommendation | Delighter) -> str:
        return self.say("{name}: {text}", name=one.name, text=one.at.partition("/")[2])

    def points(self, steps: Iterable[Step]) -> str:
        """Write the points that several steps would win."""
        return self.tongue.points(sum(one.gain for one in steps))

    def later(self) -> str:
        """Say how many steps are for later, and what they would win."""
        plan, later = self.plan, self.plan.later
        some = any(one.at_most and one.gain >= _SEEN for one in later)
        many, one = _LATER[plan.target is not None, some]
        return self.say(many, one=one, number=len(later), count=len(later), gain=self.points(later))

    def apart(self) -> list[ActionState]:
        """Return the open actions that are no step, those first that are overdue."""
        found = [self.plan.actions[name] for name in self.plan.apart]
        return sorted(found, key=lambda one: not one.overdue)

    def ended(self) -> list[ActionState]:
        """Return the actions that are done, those first that somebody has to look at."""
        order = ("came-back", "claimed", "verified")
        return sorted(
            (one for one in self.plan.actions.values() if one.state in order),
            key=lambda one: order.index(one.state),
        )

    def seen(self, action: ActionState) -> str:
        """Say what became of an action that is done, and when somebody looked last."""
        newest = max((one.seen for one in action.targets if one.seen), default=None)
        state = self.say(STATES[action.state])
        return (
            self.say("{text} ({more})", text=state, more=self.say("seen {day}", day=self.tongue.day(newest)))
            if newest
            else state
        )


def _together(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    places: dict[str, list[str]] = {}
    for text, where in pairs:
        places.setdefault(text, []).append(where)
    return {text: "; ".join(where) for text, where in places.items()}


def _number(figure: str) -> int:
    """Return the number that decides between singular and plural: a fraction is no singular."""
    return 1 if figure == "1" else 2


_UNMENDED: Final = (
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
"""What is said of the steps for later, of several and of one, by whether a target is asked for, and a missing
touchpoint is among them."""
_LEFT_OUT: Final[dict[Reason, tuple[str, str]]] = {
    "claimed": (
        "{count} fixes are said to be done, and nobody has looked since: look first.",
        "{count} fix is said to be done, and nobody has looked since: look first.",
    ),
    "waived": (
        "{count} fixes are left out: their faults are accepted for now.",
        "{count} fix is left out: its fault is accepted for now.",
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
"""What is said of fixes that are left out, of several and of one."""
