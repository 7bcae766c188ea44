"""Removed: what was scored at the baseline is not scored any more, and no newer answer replaces it.

It finds an audit, a touchpoint or an item that is gone, or is open or n/a now; a touchpoint that was missing and has
no answer now; a problem that is gone and was not resolved; and observations that were taken away. An observation is
replaced by one of a later day only: one that is left, or written in other words, does not stand for another that is
gone. As many answers as before are the same evidence, however they are written (`[5, 5, 5]`, `{answer: 5, of: 3}`).

It does not find what merely became past by a raised `since`, what a new wave has not walked yet (see `coverage`), a
touchpoint that another audit names under `was`, an item that another item's new answer rules out, nor an
observation that was disputed and voided. It warns of a
touchpoint that was merged into another one (`was:` there), as two cannot be compared with one; of a problem less than
major; and of an item that is not asked any more and scored at least what its touchpoint did. It compares with the
baseline.

Default: error.
Limits: none.

```yaml
gate:
  removed:
    - error
    - {level: off, only: [fax-line]}
```

What to do: answer it again. Where it has a new name, write the old one under `was:`; where it is gone for good, waive
it or exempt it. A problem that is fixed stays in the file, with `resolved:` and the day.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.asked import Asked
from tpaudit.documents.checklist import FINDINGS
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import AlignedTouchpoint, Alignment, earlier_item
from tpaudit.judging.gate.cases import (
    Case,
    RuleFinding,
    below,
    compared_item_result,
    compared_result,
    touch_result,
    waiver_of,
)
from tpaudit.judging.gate.evidence import is_past, was_taken_away, was_voided
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Figure, Message, MessageState, MessageValue
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore
from tpaudit.results.verdict import Result


def find_removed(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    """Find what was scored at the baseline and is not any more, other than by a newer answer."""
    if case.both is None or case.about.wave:
        return
    yield from _touchpoints(case, case.both)
    for touch in case.both.touchpoints.values():
        for result, warns in _findings(touch):
            yield RuleFinding(result, warns, waiver_of(case, touch.touch.id, 0.0))
    for touch in case.changed():
        if not touch.new.missing:
            for result in (*_unscored(touch), *_items(touch), *_dropped_items(touch)):
                warns = result.kind == "dropped" and not below(result.old, touch.old.score)
                yield RuleFinding(result, warns, waiver_of(case, result.at, 0.0))


def _findings(touch: AlignedTouchpoint) -> Iterator[tuple[Result, bool]]:
    """Yield the problems that are gone without having been resolved, and whether each only warns."""
    said = {finding.says for finding in touch.new.findings.values()}
    for finding_id, old in touch.old.findings.items():
        gone = finding_id not in touch.new.findings and old.says not in said
        if gone and old.kind == "problem" and old.resolved is None:
            result = compared_result("removed", "finding", touch)
            result.at, result.about = f"{touch.touch.id}/{FINDINGS}.{finding_id}", old.says
            result.was = f"{old.file}:{old.line}"
            yield result, old.severity not in ("major", "critical")


def removed_audit(card: Scorecard, file: str) -> Result:
    """Return a result about an audit that was there at the baseline, as its scorecard of then tells."""
    return Result(
        rule="removed",
        kind="audit",
        level="error",
        at="",
        name=card.company or card.id,
        stage=None,
        owner=None,
        file=file,
        line=1,
        was=card.file,
        old=card.score,
    )


def _touchpoints(case: Case, both: Alignment) -> Iterator[RuleFinding]:
    earlier = both.old.links
    for touch_id in both.removed:
        touch = earlier[touch_id]
        if touch_id not in case.about.moved and _was_known(touch):
            into = next((new.id for new in case.audit.touches if touch_id in new.document.was), "")
            result = touch_result("removed", "merged" if into else "touchpoint", touch_id, touch)
            result.file, result.line = case.audit.file, case.audit.line("touchpoints")
            result.was, result.old, result.about = f"{touch.file}:{touch.line}", touch.score, into
            yield RuleFinding(result, bool(into), waiver_of(case, touch_id, 0.0))


def _was_known(touch: TouchpointScore) -> bool:
    return touch.score is not None or bool(touch.broken) or _any_scored(touch)


def _any_scored(touch: TouchpointScore) -> bool:
    return any(item.state == "scored" for item in touch.items.values())


def _unscored(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield a touchpoint that was scored as missing and is not scored any more."""
    if touch.old.missing and touch.new.score is None:
        result = compared_result("removed", "unscored", touch)
        result.old = touch.old.score
        yield result


def _items(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield what was scored of the items that are still asked, and is not any more."""
    for item_id, asked in touch.touch.asked.items():
        old, new = earlier_item(asked.question, touch.old.items), touch.new.items[item_id]
        if old is None or old.state != "scored":
            continue
        if new.state != "scored" and not (
            _follows(touch, item_id, asked, new) or is_past(old, new) or _is_voided(new)
        ):
            yield _item("item", touch, item_id, old, new, new.state)
        elif new.state == "scored" and was_taken_away(
            touch.rescored.items[item_id].observations, new.observations
        ):
            yield _item("observation", touch, item_id, old, new)


def _follows(touch: AlignedTouchpoint, item_id: str, asked: Asked, new: ItemScore) -> bool:
    """Tell whether another item's new answer rules an item out: that answer says so itself, no new question does."""
    was_asked = not touch.earlier.left_out(touch.earlier.asked[item_id])
    return new.state == "n/a" and not asked.observed and touch.touch.left_out(asked) and was_asked


def _is_voided(item: ItemScore) -> bool:
    """Tell whether an item lost its score because its observations were disputed, and voided."""
    return any(was_voided(seen) for seen in item.observations)


def _dropped_items(touch: AlignedTouchpoint) -> Iterator[Result]:
    """Yield the items that were scored and are not asked any more."""
    followed = {id(earlier_item(asked.question, touch.old.items)) for asked in touch.touch.asked.values()}
    for item_id, old in touch.old.items.items():
        if id(old) not in followed and old.state == "scored":
            yield _item("dropped", touch, item_id, old, touch.new)


def _item(
    kind: str,
    touch: AlignedTouchpoint,
    item_id: str,
    old: ItemScore,
    here: ItemScore | TouchpointScore,
    state: str = "",
) -> Result:
    result = compared_item_result("removed", kind, touch, item_id)
    result.name, result.old, result.about = old.ask, old.score, state
    result.file, result.line = here.file, here.line
    result.was = f"{old.file}:{old.line}"
    return result


_PHRASES: Final = {
    "audit": "was an audit that {scored} and is not there any more; expected it, or one with the same id",
    "touchpoint": "{scored} and is not there any more; expected it, or `was:` on what it has become",
    "merged": "{scored} and is gone into {about}, which is compared with what it was itself",
    "unscored": "{scored} as missing and is not scored any more; expected `missing`, or an answer",
    "item": "{scored} and is {about} now; expected an answer, or a waiver",
    "dropped": "{scored} and is not asked any more; expected the question, or a waiver",
    "finding": "had a problem that is gone and was not resolved, “{about}”; expected it, or `resolved:` with the day",
    "observation": "{scored}, and an observation was taken away without a newer one; expected all of them",
}


def _message(result: Result) -> tuple[Message, ...]:
    scored = Message(phrase="was audited")
    if result.old is not None:
        scored = Message(phrase="scored {score}", values={"score": Figure(value=result.old)})
    about: MessageValue = MessageState(text=result.about) if result.kind == "item" else result.about
    return (Message(phrase=_PHRASES[result.kind], values={"scored": scored, "about": about}),)


REMOVED: Final = GateRule(
    id="removed",
    level="error",
    compares=True,
    help="What was scored before is not scored any more: a touchpoint, an item, an observation or a whole audit. "
    "Answer it again, say `was:` where it has a new name, or waive it.",
    find=find_removed,
    message=_message,
)
