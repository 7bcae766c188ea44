"""Alignment: an audit laid beside an earlier scorecard, each touchpoint through the steps between the two."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tpaudit.documents.answers import Answer
from tpaudit.documents.asked import Asked, Observed, Origin, Question
from tpaudit.documents.joined import AuditedFinding, AuditedTouchpoint, Breach, LoadedAudit
from tpaudit.documents.observation import Finding, Observation
from tpaudit.judging.compare.sides import OldSide, old_ids_of
from tpaudit.judging.scoring.journey import terms_of
from tpaudit.judging.scoring.touchpoint import Terms, score_touch
from tpaudit.results.scorecard import Fault, ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.results.visits import FindingShown


class AlignedTouchpoint(NamedTuple):
    """A touchpoint on both sides, and the steps between; `old` is as it was kept, the rest by today's engine."""

    touch: AuditedTouchpoint
    earlier: AuditedTouchpoint
    """Today's questions with the answers of then."""
    old: TouchpointScore
    old_id: str
    rescored: TouchpointScore
    """The old answers under the new yardstick."""
    reanswered: TouchpointScore
    """The same with the new answers of what is scored on both sides."""
    new: TouchpointScore

    @property
    def differs(self) -> bool:
        """Tell whether anything of it differs at all, in what the audit says or in the rules."""
        return self.old is not self.new

    @property
    def changed(self) -> bool:
        """Tell whether anything has changed that could move a score: of most touchpoints nothing has."""
        return self.rescored is not self.new

    @property
    def steps(self) -> tuple[float | None, ...]:
        """The score's way from the old side to the new one."""
        return (self.old.score, self.rescored.score, self.reanswered.score, self.new.score)


class Alignment(NamedTuple):
    """Two audits side by side."""

    old: OldSide
    new: Scorecard
    touchpoints: dict[str, AlignedTouchpoint]
    """What is there on both sides, by the new id."""
    added: list[str]
    removed: list[str]


def align(old: OldSide, audit: LoadedAudit, new: Scorecard) -> Alignment:
    """Lay an audit and its scorecard beside what was earlier; renames are followed by `was`.

    Both have their details, but for touchpoints of which they share the record.
    """
    terms = terms_of(audit, audit.preferred_languages())._replace(waivers={}, standards=frozenset())
    earlier, later = old.links, new.touchpoints | new.handovers
    old_ids = old_ids_of(audit, earlier)
    new_ids = {old_id: touch_id for touch_id, old_id in old_ids.items()}
    aligned = {
        touch.id: _aligned(
            touch, old_ids[touch.id], _renamed(earlier[old_ids[touch.id]], new_ids), later[touch.id], terms
        )
        for touch in audit.touches
        if touch.id in old_ids and touch.id in later
    }
    return Alignment(
        old=old,
        new=new,
        touchpoints=aligned,
        added=[touch_id for touch_id in later if touch_id not in aligned],
        removed=[old_id for old_id in earlier if old_id not in new_ids],
    )


def _renamed(old: TouchpointScore, new_ids: Mapping[str, str]) -> TouchpointScore:
    """Return a touchpoint of then, its broken promises under the new ids of those who break them."""
    if all(new_ids.get(fault.by or "", fault.by) == fault.by for fault in old.faults):
        return old
    faults = [replace(fault, by=new_ids.get(fault.by or "", fault.by)) for fault in old.faults]
    return replace(old, faults=faults)


def _aligned(
    touch: AuditedTouchpoint, old_id: str, old: TouchpointScore, new: TouchpointScore, terms: Terms
) -> AlignedTouchpoint:
    if old is new or _same(old, new):
        return AlignedTouchpoint(
            touch=touch, earlier=touch, old=old, old_id=old_id, rescored=new, reanswered=new, new=new
        )
    earlier = _with_old_answers(touch, old)
    rescored, _ = score_touch(earlier, terms)
    return AlignedTouchpoint(
        touch=touch,
        earlier=earlier,
        old=old,
        old_id=old_id,
        rescored=rescored,
        reanswered=reanswered(touch, earlier, rescored, new, terms=terms),
        new=new,
    )


def _with_old_answers(touch: AuditedTouchpoint, old: TouchpointScore) -> AuditedTouchpoint:
    """Return a touchpoint with the questions of today and everything else of then."""
    breaches = [
        Breach(
            promise=fault.promise or "",
            by=fault.by or "",
            name=fault.by_name or fault.by or "",
            note=fault.note or "",
            file=fault.file,
            line=fault.line,
        )
        for fault in old.faults
        if fault.kind == "promise"
    ]
    return replace(
        touch,
        document=touch.document.model_copy(update={"missing": old.missing}),
        asked={item_id: _with_old_answer(asked, old.items) for item_id, asked in touch.asked.items()},
        breaches=breaches,
        findings={finding_id: _finding(found) for finding_id, found in old.findings.items()},
    )


def _finding(shown: FindingShown) -> AuditedFinding:
    """Return a finding of then, as far as it can break its touchpoint."""
    kept = {name: getattr(shown, name) for name in ("kind", "says", "severity", "resolved", "resolved_by")}
    return AuditedFinding(
        finding=Finding.model_construct(None, **kept),
        on=shown.on,
        by=shown.by,
        method=shown.method,
        place=shown.place,
        visit=shown.visit,
        file=shown.file,
        line=shown.line,
    )


def reanswered(
    touch: AuditedTouchpoint,
    earlier: AuditedTouchpoint,
    rescored: TouchpointScore,
    new: TouchpointScore,
    *,
    terms: Terms,
) -> TouchpointScore:
    """Return the score of a touchpoint with the new answers of those items that are scored on both sides.

    Where answers were only withdrawn or set aside, and none came, nobody met anything new: the old ones stay.
    """
    if earlier.document.missing != new.missing:
        # Whether it is there at all is what a customer meets first: nothing of that is a question of knowledge.
        return new if new.score is not None else rescored
    mixed = {
        item_id: touch.asked[item_id]
        if "scored" == rescored.items[item_id].state == new.items[item_id].state
        and not _only_withdrawn(asked, touch.asked[item_id])
        else asked
        for item_id, asked in earlier.asked.items()
    }
    return score_touch(replace(earlier, asked=mixed), terms)[0]


def _only_withdrawn(before: Asked, after: Asked) -> bool:
    """Tell whether answers of a question do not count any more, and none counts that did not before."""
    old, new = (
        Counter(_answer_key(seen) for seen in asked.observed if not seen.apart) for asked in (before, after)
    )
    return new < old


def _answer_key(seen: Observed) -> tuple[object, ...]:
    return (seen.text, seen.of, seen.on, seen.by, seen.method, seen.place)


def observation_key(seen: ObservationScore) -> tuple[object, ...]:
    """Return what tells one observation of an item from another: what it says, who says it, and when."""
    return (seen.answer, seen.of, seen.on, seen.by, seen.method, seen.place)


def _same(old: TouchpointScore, new: TouchpointScore) -> bool:
    return (
        (old.score, old.missing, old.broken) == (new.score, new.missing, new.broken)
        and old.importance == new.importance
        and old.items.keys() == new.items.keys()
        and [_fault_key(fault) for fault in old.faults] == [_fault_key(fault) for fault in new.faults]
        and all(_item_key(item) == _item_key(new.items[item_id]) for item_id, item in old.items.items())
    )


def _fault_key(fault: Fault) -> tuple[str | None, ...]:
    return (fault.kind, fault.item, fault.promise, fault.by, fault.finding, fault.section)


def _item_key(item: ItemScore) -> tuple[object, ...]:
    about = (item.state, item.score, item.weight, item.must, item.wow)
    return (*about, [(seen.answer, seen.of, seen.past, seen.score) for seen in item.observations])


def _with_old_answer(asked: Asked, old_items: Mapping[str, ItemScore]) -> Asked:
    """Return a question of today with the answers of then.

    Where it does not take one of them any more, all are held at the score that they had.
    """
    question = asked.question
    item = earlier_item(question, old_items)
    observations = [] if item is None else item.observations
    answers = [question.answer(seen.answer, mean=seen.of is not None) for seen in observations]
    held = None in answers
    observed = [
        _observed(seen, Answer(seen.score, ()) if held or answer is None else answer)
        for seen, answer in zip(observations, answers, strict=True)
    ]
    return Asked(question=question, observed=observed, file=asked.file, line=asked.line)


def earlier_item(question: Question, old_items: Mapping[str, ItemScore]) -> ItemScore | None:
    """Return what an item was on the old side, under its id or one that it had."""
    return next((old_items[name] for name in earlier_names(question) if name in old_items), None)


def earlier_names(question: Question) -> list[str]:
    """Return the addresses that a question has or had, its own first: of its item, and of its checklist."""
    ids = (question.item_id, *question.item.was)
    return [f"{name}.{item_id}" for name in (question.checklist, *question.checklist_was) for item_id in ids]


def _observed(seen: ObservationScore, answer: Answer) -> Observed:
    return Observed(
        said=Observation.model_construct(
            answer=seen.answer, of=seen.of, note=seen.note, internal=seen.internal
        ),
        answer=answer,
        on=seen.on,
        by=seen.by,
        method=seen.method,
        place=seen.place,
        persona=seen.persona,
        felt=seen.felt,
        past=seen.past,
        benchmark=seen.benchmark,
        apart=seen.past
        or seen.benchmark
        or (seen.disputed is not None and seen.disputed.decision == "voided"),
        origin=Origin(seen.file, seen.visit),
        line=seen.line,
    )
