"""A new checklist to be filled in, with one question of its own."""

from collections.abc import Iterator

from tpaudit.documents.checklist import Checklist
from tpaudit.showing.scaffold.audit import comment, scalar
from tpaudit.showing.text.translate import Translate


def checklist_text(name: str, base: Checklist | None, say: Translate) -> str:
    """Return a new checklist with one question of its own, in a language; it extends `base` if there is one."""
    return "\n".join(_lines(name, base, say)) + "\n"


def _lines(name: str, base: Checklist | None, say: Translate) -> Iterator[str]:
    yield "format: 1"
    yield f"checklist: {name}"
    if base is None:
        yield f"title: {scalar(name)}"
        yield 'version: "1.0"'
        yield "items:"
    else:
        yield f"extends: {base.checklist}"
        yield "items:"
        about = "An item of that name changes single keys of the one below, `drop` leaves it out:"
        yield from comment(say(about), "  ")
        yield f"  # {next(iter(base.items))}:"
        yield "  #   weight: 2"
        yield f"  # {list(base.items)[-1]}: drop"
    yield "  works:"
    yield f"    ask: {scalar(say('Does it work?'))}"
    kinds = "or duration, number, percent (with score), choice (with options), a scale such as 1-5"
    yield from comment(say(kinds), "    ")
    yield "    answer: yes-no"
    yield "    weight: 1"
    yield f"    why: {scalar(say('Why it is asked, and why it weighs what it weighs.'))}"
    yield f"    fix: {scalar(say('What to do when it falls short.'))}"
    yield "    effort: 2h"
