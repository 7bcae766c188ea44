"""The measures of a report: the plan's steps, equal ones together, general advice last."""

from collections.abc import Container, Iterable, Sequence
from math import fsum
from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.plan import OPEN, ActionState, Plan, Recommendation, Step
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.plan import PlanWords
from tpaudit.showing.text.results.steps import STATES, StepWords

MEASURES_LISTED: Final = 15
"""How many measures a report lists; the others are counted."""
_SPECIFIC: Final = frozenset({"finding", "missing", "promise", "fact"})
"""Kinds of fix that speak of this audit alone, where an item's fix is the advice of its checklist."""
_ASKED_OR_FOUND: Final = frozenset({"item", "finding"})
_FOUND: Final = frozenset({"finding", "missing"})
"""Kinds whose `what` is a sentence about what is wrong."""


@record
class Measure(Computed):
    """Something to do: one step of the plan, or several with the same fix."""

    task: str
    """What to do."""
    wrong: str
    """The same as what is to be put right, whatever anybody advises."""
    why: list[str]
    """What failed; empty where the task says it already, or in several places."""
    touchpoints: list[str]
    """The ids of the touchpoints where it helps; of one that the audit does not have, the expected id."""
    names: list[str]
    """What those are called, but for what the task says itself."""
    general: bool
    """It is a checklist's advice and no action, so it knows nothing of this company."""
    written: bool
    """Somebody wrote it for this audit: the task of an action, or the fix of a finding."""
    broken: bool
    """It fixes something that is broken or missing."""
    gain: float
    """The journey points that it wins."""
    at_most: bool
    """It wins that much if a missing touchpoint comes without fault."""
    hours: float
    """Hours of work."""
    guessed: bool
    """Nobody says the effort of all of it."""
    cost: float | None
    """In the workspace's currency; null if nobody says."""
    owner: str | None
    due: str | None
    overdue: bool
    state: str
    """The state of its action in English words, for `_()`; empty where there is no action."""
    turn_round: str
    """How the fault could become a strength; empty if nobody says."""
    software: bool
    """Software could do the work."""


@record
class DoneAction(Computed):
    """An action that is said to be done, and whether anybody saw that it is."""

    task: str
    owner: str | None
    state: str
    """The state in the report's language, with the day on which somebody looked."""
    came_back: bool


@record
class Measures(Computed):
    """What is to do, from the plan."""

    listed: list[Measure]
    """The first of them, at most 15."""
    more: int
    """How many others there are."""
    more_gain: float
    """The points that those others win together."""
    verdict: str
    """The score that the plan leads to, in a sentence."""
    done: list[DoneAction]
    """Actions that are done, those first that need attention."""
    apart: list[str]
    """The tasks of open actions that are no step: what they are for passes, or is another action's."""
    currency: str
    every: list[Measure]
    """All of them, in order."""


def measures(plan: Plan, broken: Container[str], locale: Locale) -> Measures:
    """Return what a plan has to do.

    What somebody wrote for this audit comes first, then what the audit calls for without words, then the general
    advice of checklists; within each what is for a broken touchpoint, then the plan's order. `broken` are the ids
    of the broken touchpoints.
    """
    whole, words = PlanWords(plan, locale), StepWords(locale)
    every = [_measure(steps, words) for steps in _grouped(plan.steps, words)]
    every.sort(key=lambda measure: _rank(measure, broken))
    rest = every[MEASURES_LISTED:]
    return Measures(
        listed=every[:MEASURES_LISTED],
        more=len(rest),
        more_gain=fsum(measure.gain for measure in rest),
        verdict=whole.verdict(),
        done=[_done(action, words) for action in whole.ended()],
        apart=[action.task for action in whole.apart()],
        currency=plan.currency,
        every=every,
    )


def _rank(measure: Measure, broken: Container[str]) -> tuple[bool, bool, bool]:
    urgent = measure.broken or any(touch_id in broken for touch_id in measure.touchpoints)
    return (measure.general, not measure.written, not urgent)


def _grouped(steps: Iterable[Step], words: StepWords) -> list[list[Step]]:
    """Return the steps in order, those without an open action together where what they do is the same."""
    groups: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        name = step.action if step.state in OPEN and step.action else ""
        groups.setdefault((name, _task(step, words)), []).append(step)
    return list(groups.values())


def _measure(steps: Sequence[Step], words: StepWords) -> Measure:
    fixes = [fix for step in steps for fix in step.fixes]
    owners = {step.owner for step in steps}
    costs = [step.cost for step in steps if step.cost is not None]
    places = {fix.touchpoint: fix.name for fix in fixes}
    first = steps[0]
    task = _task(first, words)
    return Measure(
        task=task,
        wrong=_wrong(fixes, words),
        why=_why(first, words) if len(steps) == 1 else [],
        touchpoints=list(places),
        names=[name for name in places.values() if name not in task],
        general=all(map(_is_general, steps)),
        written=any(step.task and not _is_general(step) for step in steps),
        broken=any(step.broken for step in steps),
        gain=fsum(step.gain for step in steps),
        at_most=any(step.at_most for step in steps),
        hours=fsum(step.hours for step in steps),
        guessed=any(step.guessed for step in steps),
        cost=fsum(costs) if costs else None,
        owner=first.owner if len(owners) == 1 else None,
        due=min((step.due for step in steps if step.due), default=None),
        overdue=any(step.overdue for step in steps),
        state=STATES[first.state] if first.state else "",
        turn_round=next((fix.turn_round for fix in fixes if fix.turn_round), ""),
        software=any(fix.automate for fix in fixes),
    )


def _task(step: Step, words: StepWords) -> str:
    """Return what to do; where nobody wrote it, what is to be put right."""
    unwritten = not step.task and not step.fixes[0].fix and step.fixes[0].kind in _ASKED_OR_FOUND
    return _wrong(step.fixes[:1], words) if unwritten else words.task(step)


def _wrong(fixes: Sequence[Recommendation], words: StepWords) -> str:
    """Return what is to be put right, in the words for it if those are the same everywhere, else by its question."""
    claim = fixes[0].claim
    said = {fix.claim.text if fix.claim else fix.what for fix in fixes}
    if claim is not None and (len(said) > 1 or not claim.text):
        return words.say("Get this right: {text}", text=claim.question)
    return words.say("Put right: {text}", text=said.pop())


def _is_general(step: Step) -> bool:
    """Tell whether a step is what checklists advise, whoever is asked."""
    specific = any(fix.kind in _SPECIFIC or (fix.kind == "item" and not fix.fix) for fix in step.fixes)
    return step.state not in OPEN and not specific


def _why(step: Step, words: StepWords) -> list[str]:
    """Return what failed, else what was found, where that says more than the task and the touchpoint's name."""
    known = {words.task(step), *(fix.name for fix in step.fixes)}
    found = (fix.what for fix in step.fixes if fix.kind in _FOUND and fix.what not in known)
    return words.claims(step) or list(found)


def _done(action: ActionState, words: StepWords) -> DoneAction:
    return DoneAction(
        task=action.task,
        owner=action.owner,
        state=words.seen(action),
        came_back=action.state == "came-back",
    )
