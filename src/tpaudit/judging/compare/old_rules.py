"""Old rules: a touchpoint judged a second time, its new answers by the questions of then."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from tpaudit.documents.answers import Answer
from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import Item
from tpaudit.documents.curves import Limit
from tpaudit.documents.fields import Record
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.scalars import as_text
from tpaudit.judging.compare.align import AlignedTouchpoint, earlier_names, reanswered
from tpaudit.judging.scoring.journey import terms_of
from tpaudit.judging.scoring.touchpoint import Terms, score_touch

_NO_RULES: Final = frozenset(
    {
        *(
            "ask",
            "means",
            "unit",
            "why",
            "fix",
            "effort",
            "smallest",
            "turn_round",
            "automate",
            "methods",
            "was",
        ),
        *("examples", "label", "labels", "tags"),
    }
)
"""Keys of an item, and of its options, that change no score."""


class ChangedRule(NamedTuple):
    """A question that is judged otherwise than before: its address now, and what of it differs."""

    item: str
    changes: tuple[str, ...]


def under_old_rules(touch: AlignedTouchpoint, before: LoadedAudit) -> AlignedTouchpoint | None:
    """Return a touchpoint with both sides judged by the rules of then; None where the rules are the same.

    What the questions of then do not take keeps the score that it has now.
    """
    earlier = next((each for each in before.touches if each.id == touch.old_id), None)
    if earlier is None or not any(changed_rules(touch, earlier)):
        return None
    terms = terms_of(before, before.preferred_languages())._replace(waivers={}, standards=frozenset())
    later = _with_new_answers(earlier, touch.touch, before.audit.audit.since)
    return _judged_again(touch, earlier, later, terms)


def _judged_again(
    touch: AlignedTouchpoint, earlier: AuditedTouchpoint, later: AuditedTouchpoint, terms: Terms
) -> AlignedTouchpoint:
    old, _ = score_touch(earlier, terms)
    new, _ = score_touch(later, terms)
    return AlignedTouchpoint(
        touch=later,
        earlier=earlier,
        old=old,
        old_id=touch.old_id,
        rescored=old,
        reanswered=reanswered(later, earlier, old, new, terms=terms),
        new=new,
    )


def changed_rules(touch: AlignedTouchpoint, earlier: AuditedTouchpoint) -> Iterator[ChangedRule]:
    """Yield the questions that were scored, are asked still, and are judged by other rules now."""
    if earlier is touch.touch:
        return
    for address, asked in touch.touch.asked.items():
        was = next(
            (earlier.asked[name] for name in earlier_names(asked.question) if name in earlier.asked), None
        )
        if was is None or touch.old.items[was.question.address].state != "scored":
            continue
        if was.question.item != asked.question.item:
            changes = tuple(_changes(was.question.item, asked.question.item))
            if changes:
                yield ChangedRule(address, changes)


def _changes(old: Item, new: Item) -> Iterator[str]:
    """Yield what differs of two items that could change a score, as people would write it."""
    before, now = _rules_of(old), _rules_of(new)
    for key in {**before, **now}:
        if before.get(key) != now.get(key):
            yield f"{key} {_shown(before.get(key, '-'))} → {_shown(now.get(key, '-'))}"


def _rules_of(record: Record) -> dict[str, object]:
    """Return what of an item can change a score, by key."""
    kept = {key: _plain(getattr(record, key)) for key in type(record).model_fields if key not in _NO_RULES}
    return {key: value for key, value in kept.items() if value not in (None, {}, ())}


def _plain(value: object) -> object:
    if isinstance(value, Record):
        return _rules_of(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_shown(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list | tuple) and not isinstance(value, Limit):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_text(value) if isinstance(value, float) else str(value)


def _with_new_answers(
    earlier: AuditedTouchpoint, now: AuditedTouchpoint, since: str | None
) -> AuditedTouchpoint:
    """Return a touchpoint of then with the answers of now, and with whether it exists and keeps its promises now."""
    answers = {name: asked for asked in now.asked.values() for name in earlier_names(asked.question)[::-1]}
    return replace(
        earlier,
        document=earlier.document.model_copy(update={"missing": now.document.missing}),
        asked={
            address: _reread(asked, answers.get(address), since) for address, asked in earlier.asked.items()
        },
        breaches=now.breaches,
        file=now.file,
        line=now.line,
    )


def _reread(then: Asked, now: Asked | None, since: str | None) -> Asked:
    """Return a question of then with the answers that it has now."""
    if now is None:
        return replace(then, observed=[])
    observed = [_reread_one(then, seen, since) for seen in now.observed]
    return Asked(question=then.question, observed=observed, file=now.file, line=now.line)


def _reread_one(then: Asked, seen: Observed, since: str | None) -> Observed:
    answer = then.question.answer(seen.text, mean=seen.of is not None)
    return replace(
        seen,
        answer=Answer(seen.answer.score, ()) if answer is None else answer,
        past=seen.on is not None and seen.on < (since or ""),
    )
