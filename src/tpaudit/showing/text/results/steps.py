"""Steps of a plan in words: what to do, what failed there, who does it, and what it costs and gains."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.results.plan import ActionState, Recommendation, Step
from tpaudit.showing.text.figures.marks import apart, enumerated
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import failed_words, what_is_wrong
from tpaudit.showing.text.translate import Translate

_MAX_ADDRESSES: Final = 3
"""How many addresses of a step are named; the rest is only counted."""
_MAX_CLAIMS: Final = 3
"""How many of the things that a step fixes are said in words; the rest is only counted."""
SMALLEST_SHOWN: Final = 0.05
"""Fewer points would be shown as 0.0."""
STATES: Final = {
    "planned": "planned",
    "doing": "doing",
    "claimed": "claimed, not verified",
    "verified": "verified",
    "came-back": "came back",
}


def fix_words(advice: Recommendation, say: Translate) -> str:
    """Return the fix of a recommendation; if none is written, what has to be fixed."""
    if advice.fix or advice.kind in {"item", "finding"}:
        return advice.fix or what_is_wrong(advice, say)
    if advice.kind in {"missing", "gap"}:
        return say("Create what is missing here: {name}", name=advice.what)
    if advice.kind == "fact":
        return say("Say what the facts of the audit say: {text}", text=advice.what)
    return say("Keep the promise, or stop making it: {text}", text=advice.what)


class StepWords:
    """Describes steps and actions in one language."""

    def __init__(self, locale: Locale, *, addressed: bool = True) -> None:
        """Take how to write, and whether addresses stand beside names, to be typed next."""
        self._addressed = addressed
        self.locale = locale
        self.say = locale.say

    def task(self, step: Step) -> str:
        """Return what to do in a step."""
        return step.task or self.fix(step.fixes[0])

    def fix(self, advice: Recommendation) -> str:
        """Return the fix of a recommendation; if none is written, what has to be fixed."""
        return fix_words(advice, self.say)

    def failed(self, step: Step) -> str:
        """Return what failed where a step fixes something, beside what to do; empty if that says it already."""
        shown = self.claims(step)
        more = (
            [self.say("and {more} more", more=len(shown) - _MAX_CLAIMS)] if len(shown) > _MAX_CLAIMS else []
        )
        return " · ".join([*shown[:_MAX_CLAIMS], *more])

    def claims(self, step: Step) -> list[str]:
        """Return each thing that failed where a step fixes something, beside what to do."""
        found = dict.fromkeys(failed_words(fix.claim, self.say) for fix in step.fixes)
        return [text for text in found if text and text != self.task(step)]

    def where(self, step: Step) -> str:
        """Return the touchpoints of a step, each with the items to fix there."""
        places: dict[str, list[str]] = {}
        for fix in step.fixes:
            places.setdefault(fix.name, []).append(fix.at.partition("/")[2])
        return apart(
            (self._place(name, addresses) for name, addresses in places.items()), self.locale.language
        )

    def _place(self, name: str, addresses: Sequence[str]) -> str:
        addresses_below = [address for address in addresses if address and self._addressed]
        more = (
            [self.say("and {more} more", more=len(addresses_below) - _MAX_ADDRESSES)]
            if len(addresses_below) > _MAX_ADDRESSES
            else []
        )
        return (
            self.say(
                "{name}: {text}",
                name=name,
                text=enumerated([*addresses_below[:_MAX_ADDRESSES], *more], self.locale.language),
            )
            if addresses_below
            else name
        )

    def who(self, step: Step | ActionState) -> Iterator[str]:
        """Yield owner, due day and state, and that a step is for a larger company."""
        if step.owner:
            yield step.owner
        if step.due:
            yield self.say("due {day}", day=self.locale.day(step.due))
        if step.overdue:
            yield self.say("overdue")
        if step.state:
            yield self.say(STATES[step.state])
        if isinstance(step, Step) and step.unsuited:
            yield self.say("for a larger company")

    def gain(self, step: Step) -> str:
        """Return the points that a step gains; empty if they would be shown as 0.0."""
        if step.gain < SMALLEST_SHOWN:
            return ""
        return ("≤" if step.at_most else "+") + self.locale.points(step.gain)

    def hours(self, step: Step) -> str:
        """Return the hours of a step; `~` marks a default, where no effort is written."""
        return "~" * step.guessed + self.locale.amount(step.hours, 1)

    def work(self, step: Step) -> str:
        """Return the hours of a step with their unit."""
        return self.say("{hours} h", hours=self.hours(step))

    def cost(self, step: Step) -> str:
        """Return the cost of a step; empty if it is unknown."""
        return "" if step.cost is None else self.locale.amount(step.cost, 2)

    def seen(self, action: ActionState) -> str:
        """Return the state of an action that is done, and when it was observed last."""
        last_seen = max((target.seen for target in action.targets if target.seen), default=None)
        state = self.say(STATES[action.state])
        if last_seen is None:
            return state
        more = self.say("seen {day}", day=self.locale.day(last_seen))
        return self.say("{text} ({more})", text=state, more=more)
