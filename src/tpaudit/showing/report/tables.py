"""The tables of a report: which rows they have, and what the templates write into them."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.computed import Computed, record
from tpaudit.results.insights import Inconsistency
from tpaudit.results.plan import Recommendation
from tpaudit.results.records import changed
from tpaudit.results.scorecard import ItemScore, Scorecard
from tpaudit.showing.report.results import ActionTexts, EarlierResults, ReportResults
from tpaudit.showing.text.results.insights import without_stop
from tpaudit.showing.text.results.scorecard import delight_words, what_is_wrong
from tpaudit.showing.text.translate import Translate

FIRST: Final = 3
"""How many fixes stand on the first screen."""
_SIDES: Final = 2
"""How many places make a comparison."""


def fixes(recommendations: Sequence[Recommendation], say: Translate) -> list[Recommendation]:
    """Return the recommendations that say what to do, each with what is wrong as a sentence."""
    found = [advice for advice in recommendations if advice.fix or advice.kind == "missing"]
    return [changed(advice, what=what_is_wrong(advice, say)) for advice in found]


def first_fixes(found: Sequence[Recommendation]) -> list[Recommendation]:
    """Return the fixes that would win most."""
    return [fix for fix in sorted(found, key=lambda fix: -fix.gain)[:FIRST] if fix.gain > 0]


@record
class Delight(Computed):
    """A wow item that customers have."""

    touchpoint: str
    ask: str
    """What delights, else the question that asks for it."""


def delights(card: Scorecard) -> list[Delight]:
    """Return what delights customers, in journey order."""
    return [
        Delight(touchpoint=touch_id, ask=delight_words(touch.items[address]))
        for touch_id, touch in card.links().items()
        for address in touch.delights
    ]


def compared(card: Scorecard) -> list[str] | None:
    """Return the touchpoints that are scored at a place, if there are places to compare."""
    groups = card.grouped.groups if card.grouped else {}
    places = [group.touchpoints for place, group in groups.items() if place]
    if len(places) < _SIDES:
        return None
    return [
        touch_id for touch_id in card.links() if any(scores.get(touch_id) is not None for scores in places)
    ]


def facts_said(card: Scorecard) -> list[str]:
    """Return the facts of which a touchpoint says anything."""
    return [fact for fact, row in card.consistency.facts.items() if row.said] if card.consistency else []


def speaking(card: Scorecard) -> list[str]:
    """Return the touchpoints that say anything of the facts, in journey order."""
    facts = card.consistency.facts.values() if card.consistency else ()
    return [touch_id for touch_id in card.links() if any(touch_id in row.said for row in facts)]


def broken_promises(card: Scorecard) -> list[Inconsistency]:
    """Return the promises that other touchpoints do not keep, each as it stands between quotes."""
    found = card.consistency.found if card.consistency else ()
    return [changed(one, expected=without_stop(one.expected)) for one in found if one.kind == "promise"]


@record
class Unassessed(Computed):
    """A question that no score rests on."""

    touchpoint: str
    ask: str
    at: str
    why: str
    notes: list[str]


def unassessed(card: Scorecard) -> Iterator[Unassessed]:
    """Yield what no score rests on, and why."""
    for touch_id, touch in card.links().items():
        for address, item in touch.items.items():
            why = _why_not(item)
            if why:
                notes = [seen.note for seen in item.observations if seen.note and seen.score is None]
                yield Unassessed(touchpoint=touch_id, ask=item.ask, at=address, why=why, notes=notes)


def _why_not(item: ItemScore) -> str:
    if item.state == "open":
        return "past" if item.observations else "open"
    if item.state == "n/a":
        return "n/a"
    return "stale" if item.stale else ""


def sections(results: ReportResults) -> list[str]:
    """Return the names of the sections that have something to say, beside those that every report has."""
    card = results.card
    there = {
        "places": compared(card) is not None,
        "reach": card.losses and (card.losses.stages or any(card.losses.outcomes.values())),
        "consistency": card.consistency and (card.consistency.score is not None or card.consistency.found),
        "gaps": card.gaps and card.gaps.found,
        "chain": card.chain and card.handovers,
        "personas": (card.personas and card.personas.personas) or card.disagreements,
        "observers": card.agreement and (results.unredacted or results.audit.observers),
        "against": results.earlier,
    }
    return [section for section, something in there.items() if something]


@record
class Change(Computed):
    """What a score was and is."""

    at: str
    """A touchpoint, an address in the earlier audit, or empty for the journey."""
    name: str
    before: float | None
    after: float | None
    by: float | None
    """Null where before or after is."""
    worse: bool


def _change(at: str, name: str, before: float | None, after: float | None) -> Change:
    by = after - before if before is not None and after is not None else None
    worse = by is not None and by < -TOLERANCE
    return Change(at=at, name=name, before=before, after=after, by=by, worse=worse)


def journey_change(card: Scorecard, earlier: EarlierResults) -> Change:
    """Return what the journey's score was and is."""
    return _change("", "", earlier.card.score, card.score)


def changes(card: Scorecard, earlier: EarlierResults) -> list[Change]:
    """Return what the touchpoints scored then and score now, those that are gone at the end."""
    before, now = earlier.card.links(), card.links()
    return [
        _change(
            touch_id,
            (now.get(touch_id) or before[touch_id]).name,
            before[touch_id].score if touch_id in before else None,
            now[touch_id].score if touch_id in now else None,
        )
        for touch_id in [*now, *(gone for gone in before if gone not in now)]
    ]


@record
class ActionResult(Computed):
    """An action of an earlier audit, and what became of what it was to fix."""

    action: ActionTexts
    changes: list[Change]


def action_results(card: Scorecard, earlier: EarlierResults) -> list[ActionResult]:
    """Return the actions of an earlier audit with what became of them."""
    return [
        ActionResult(
            action=action,
            changes=[
                _change(then, "", _item_score(earlier.card, then), _item_score(card, now))
                for then, now in action.targets.items()
            ],
        )
        for action in earlier.actions.values()
    ]


def _item_score(card: Scorecard, address: str) -> float | None:
    touch_id, _, below = address.partition("/")
    touch = card.links().get(touch_id)
    item = touch.items.get(below) if touch else None
    return item.score if item else None
