"""Pairing: an audit laid beside an earlier scorecard, each touchpoint through the steps between the two."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tpaudit.documents.loaded import Asked, Breach, LoadedAudit, Observed, Question, Touch
from tpaudit.judging.journey import terms_of
from tpaudit.judging.scorecard import Fault, ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.judging.scoring import Terms, score_touch


class Pair(NamedTuple):
    """A touchpoint through all steps; `old` is as it was kept, the rest by today's engine."""

    touch: Touch
    old: TouchpointScore
    old_id: str
    before: TouchpointScore
    """The old answers under the new yardstick."""
    between: TouchpointScore
    """The same with the new answers of what is scored on both sides."""
    new: TouchpointScore

    @property
    def changed(self) -> bool:
        """Tell whether anything has changed that could move a score: of most touchpoints nothing has."""
        return self.before is not self.new


class Paired(NamedTuple):
    """Two audits laid side by side."""

    old: Scorecard
    new: Scorecard
    pairs: dict[str, Pair]
    """By the new id."""
    added: list[str]
    removed: list[str]


def pair(old: Scorecard, audit: LoadedAudit, new: Scorecard) -> Paired:
    """Lay an audit and its scorecard beside an earlier scorecard; renames are followed by `was`."""
    terms = terms_of(audit, audit.tongues())._replace(waivers={}, standards=frozenset())
    earlier, later = old.touchpoints | old.handovers, new.touchpoints | new.handovers
    pairs: dict[str, Pair] = {}
    taken: set[str] = set()
    for touch in audit.touches:
        old_id = next(
            (one for one in (touch.id, *touch.document.was) if one in earlier and one not in taken), None
        )
        if old_id is not None and touch.id in later:
            taken.add(old_id)
            pairs[touch.id] = _pair(touch, old_id, earlier[old_id], later[touch.id], terms)
    added = [one for one in later if one not in pairs]
    return Paired(old, new, pairs, added, [one for one in earlier if one not in taken])


def _pair(touch: Touch, old_id: str, old: TouchpointScore, new: TouchpointScore, terms: Terms) -> Pair:
    if _same(old, new):
        return Pair(touch, old, old_id, new, new, new)
    document = touch.document.model_copy(update={"missing": old.missing})
    asked = {at: _asked(one, old.items) for at, one in touch.asked.items()}
    breaches = [
        Breach(one.promise or "", one.by or "", one.note or "", one.file, one.line)
        for one in old.faults
        if one.kind == "promise"
    ]
    earlier = replace(touch, document=document, asked=asked, breaches=breaches)
    before, _ = score_touch(earlier, terms)
    if old.missing != new.missing:
        # Whether it is there at all is what a customer meets first: nothing of that is a question of knowledge.
        between = new if new.score is not None else before
    else:
        both = {at for at, item in before.items.items() if "scored" == item.state == new.items[at].state}
        mixed = {at: touch.asked[at] if at in both else one for at, one in asked.items()}
        between, _ = score_touch(replace(earlier, asked=mixed), terms)
    return Pair(touch, old, old_id, before, between, new)


def _same(old: TouchpointScore, new: TouchpointScore) -> bool:
    return (
        (old.score, old.missing, old.broken) == (new.score, new.missing, new.broken)
        and old.importance == new.importance
        and old.items.keys() == new.items.keys()
        and [_fault(one) for one in old.faults] == [_fault(one) for one in new.faults]
        and all(_item(item) == _item(new.items[at]) for at, item in old.items.items())
    )


def _fault(one: Fault) -> tuple[str | None, ...]:
    return (one.kind, one.item, one.promise, one.by)


def _item(item: ItemScore) -> tuple[object, ...]:
    about = (item.state, item.score, item.weight, item.must, item.wow)
    return (*about, [(one.answer, one.of, one.past, one.score) for one in item.observations])


def _asked(asked: Asked, items: Mapping[str, ItemScore]) -> Asked:
    """Return a question of today with the answers of then; an answer that it does not take any more is none."""
    question = asked.question
    item = earlier_item(question, items)
    heard = [] if item is None else [_heard(question, one) for one in item.observations]
    return Asked(question, [one for one in heard if one is not None], asked.file, asked.line)


def earlier_item(question: Question, items: Mapping[str, ItemScore]) -> ItemScore | None:
    """Return what an item was on the old side, under its id or one that it had."""
    names = (f"{question.checklist}.{one}" for one in (question.item_id, *question.item.was))
    return next((items[one] for one in names if one in items), None)


def _heard(question: Question, one: ObservationScore) -> Observed | None:
    answer = question.answer(one.answer, mean=one.of is not None)
    if answer is None:
        return None
    return Observed(
        one.answer,
        answer,
        one.on,
        one.by,
        one.method,
        one.place,
        one.visit,
        one.past,
        one.persona,
        one.of,
        one.note,
        one.internal,
        one.felt,
        (),
        one.file,
        one.line,
    )
