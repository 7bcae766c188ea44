"""Pairing: an audit laid beside an earlier scorecard, each touchpoint through the steps between the two."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tpaudit.documents.answers import Answer
from tpaudit.documents.joined import Asked, AuditedTouchpoint, Breach, LoadedAudit, Observed, Question
from tpaudit.judging.scoring.journey import terms_of
from tpaudit.judging.scoring.touchpoint import Terms, score_touch
from tpaudit.results.scorecard import Fault, ItemScore, ObservationScore, Scorecard, TouchpointScore


class Pair(NamedTuple):
    """A touchpoint through all steps; `old` is as it was kept, the rest by today's engine."""

    touch: AuditedTouchpoint
    earlier: AuditedTouchpoint
    """Today's questions with the answers of then."""
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
    terms = terms_of(audit, audit.preferred_languages())._replace(waivers={}, standards=frozenset())
    earlier, later = old.touchpoints | old.handovers, new.touchpoints | new.handovers
    called = _called(audit, earlier)
    now = {old_id: touch_id for touch_id, old_id in called.items()}
    pairs = {
        touch.id: _pair(
            touch, called[touch.id], _renamed(earlier[called[touch.id]], now), later[touch.id], terms
        )
        for touch in audit.touches
        if touch.id in called and touch.id in later
    }
    added = [one for one in later if one not in pairs]
    return Paired(
        old=old, new=new, pairs=pairs, added=added, removed=[one for one in earlier if one not in now]
    )


def _called(audit: LoadedAudit, earlier: Mapping[str, TouchpointScore]) -> dict[str, str]:
    """Return what each touchpoint was called: its own id first, unless one that is new was called so."""
    claimed: dict[str, str] = {}
    for touch in audit.touches:
        if touch.id not in earlier:
            free = (one for one in touch.document.was if one in earlier and one not in claimed)
            claimed |= dict.fromkeys([*free][:1], touch.id)
    called = {touch_id: old_id for old_id, touch_id in claimed.items()}
    own = {touch.id: touch.id for touch in audit.touches if touch.id in earlier and touch.id not in claimed}
    return called | own


def _renamed(old: TouchpointScore, now: Mapping[str, str]) -> TouchpointScore:
    """Return a touchpoint of then whose promises are broken by those who are called so now."""
    if all(now.get(one.by or "", one.by) == one.by for one in old.faults):
        return old
    return replace(old, faults=[replace(one, by=now.get(one.by or "", one.by)) for one in old.faults])


def _pair(
    touch: AuditedTouchpoint, old_id: str, old: TouchpointScore, new: TouchpointScore, terms: Terms
) -> Pair:
    if _same(old, new):
        return Pair(touch=touch, earlier=touch, old=old, old_id=old_id, before=new, between=new, new=new)
    document = touch.document.model_copy(update={"missing": old.missing})
    asked = {at: _asked(one, old.items) for at, one in touch.asked.items()}
    breaches = [
        Breach(promise=one.promise or "", by=one.by or "", note=one.note or "", file=one.file, line=one.line)
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
    return Pair(touch=touch, earlier=earlier, old=old, old_id=old_id, before=before, between=between, new=new)


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
    """Return a question of today with the answers of then.

    Where it does not take one of them any more, all are held at the score that they had.
    """
    question = asked.question
    item = earlier_item(question, items)
    seen = [] if item is None else item.observations
    answers = [question.answer(one.answer, mean=one.of is not None) for one in seen]
    held = None in answers
    heard = [
        _heard(one, Answer(one.score, ()) if held or answer is None else answer)
        for one, answer in zip(seen, answers, strict=True)
    ]
    return Asked(question=question, observed=heard, file=asked.file, line=asked.line)


def earlier_item(question: Question, items: Mapping[str, ItemScore]) -> ItemScore | None:
    """Return what an item was on the old side, under its id or one that it had."""
    names = (f"{question.checklist}.{one}" for one in (question.item_id, *question.item.was))
    return next((items[one] for one in names if one in items), None)


def _heard(one: ObservationScore, answer: Answer) -> Observed:
    return Observed(
        text=one.answer,
        answer=answer,
        on=one.on,
        by=one.by,
        method=one.method,
        place=one.place,
        visit=one.visit,
        past=one.past,
        persona=one.persona,
        of=one.of,
        note=one.note,
        internal=one.internal,
        felt=one.felt,
        evidence=(),
        file=one.file,
        line=one.line,
    )
