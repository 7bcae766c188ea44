"""An example of a visit: a walk along the touchpoints of a journey, past what must not fail at each."""

from collections.abc import Iterator

from tpaudit.documents.checklist import Item
from tpaudit.showing.scaffold.audit import NewAudit, comment, question
from tpaudit.showing.text.items import ItemWords


def visit_text(new_audit: NewAudit, item_words: ItemWords) -> str:
    """Return the file of a visit: the must-be items of every touchpoint, each question once."""
    return "\n".join(_visit(new_audit, item_words)) + "\n"


def _visit(new_audit: NewAudit, item_words: ItemWords) -> Iterator[str]:
    say = item_words.say
    yield from comment(
        say(
            "One walk by one person, in a file of its own, so that nobody touches another's lines. Copy it for every "
            "walk and name it after who and when."
        )
    )
    yield "format: 1"
    yield ""
    yield "visit:"
    heads = {
        "on": "the day and time of the walk, such as 2026-11-03T12:30",
        "by": "who walked",
        "scenario": "what the walker set out to do",
        "outcome": "how it ended: done, gave-up, would-return, would-recommend",
        "felt": "how it felt: delighted, positive, neutral, negative, angry",
    }
    for key, about in heads.items():
        yield from comment(say(about), "  ")
        yield f"  {key}:"
    yield "  method: mystery-shopper"
    yield ""
    yield from comment(
        say(
            "What must not fail at each touchpoint, in the order of the journey. Delete what you did not meet."
        )
    )
    yield "answers:"
    yield from _answers(new_audit, item_words)
    yield ""
    yield from comment(say("What no checklist asks: problem, remark, idea or praise."))
    yield "#   what-happened:"
    yield "#     kind: problem"
    yield "#     says: |"
    yield "#       ..."
    yield "findings:"


def _answers(new_audit: NewAudit, item_words: ItemWords) -> Iterator[str]:
    """Yield an empty answer for each must-be item, below its question where it is asked for the first time."""
    asked = set()
    for touch_id, name, item_id, item in _musts(new_audit):
        if (name, item_id) not in asked:
            asked.add((name, item_id))
            yield from question(new_audit.checklists[name], item, item_words, "  ")
        yield f"  {touch_id}/{name}.{item_id}:"


def _musts(new_audit: NewAudit) -> Iterator[tuple[str, str, str, Item]]:
    """Yield touchpoint, checklist, id and item of each must-be item, in the order of the journey."""
    for touch_id, names in new_audit.applied.items():
        for name in names:
            for item_id, item in new_audit.checklists[name].items.items():
                if item.must:
                    yield touch_id, name, item_id, item
