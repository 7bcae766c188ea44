"""A question in the terminal: what is asked, what it takes, and why."""

from collections.abc import Iterator

from tpaudit.documents.asked import Asked
from tpaudit.documents.checklist import Item
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.numbers import visible, wrapped


def question_lines(
    touch: AuditedTouchpoint, asked: Asked, left: int, words: ItemWords, columns: int = COLUMNS
) -> Iterator[Line]:
    """Yield a question with its answers; `left` is how many are still to be asked, this one included."""
    item, say = asked.question.item, words.say
    name = words.text(touch.document.name) if touch.document.name else touch.id
    must = f" · {say('must')}" if item.must else ""
    yield []
    yield [Piece(visible(f"{name} · {say('still to ask: {count}', count=left)}{must}"), "dim")]
    yield from _paragraph(words.text(item.ask), "", columns, "bold")
    yield from _paragraph(words.takes(item), "  = ", columns)
    for number, (answer, meaning) in enumerate(words.meanings(item), 1):
        start = f"{number}. {answer}" if item.options else answer
        said = say("{name}: {text}", name=start, text=meaning) if meaning != answer else start
        yield from _paragraph(said, "    ", columns)


def why_lines(item: Item, words: ItemWords, columns: int = COLUMNS) -> Iterator[Line]:
    """Yield why a question is asked, and what may be typed."""
    say = words.say
    if item.why is not None:
        yield from _paragraph(words.text(item.why), "  ", columns)
    worth = words.worth(item)
    if worth:
        yield from _paragraph(worth, "  ", columns)
    for wanted in words.wants(item):
        yield from _paragraph(wanted, "  ", columns)
    yield from _paragraph(
        say(
            "An answer; behind | a note, as in: no | only on the contact page. n/a does not apply, ? asks why, b goes back, s skips, q stops."
        ),
        "  ",
        columns,
        "dim",
    )


def _paragraph(text: str, indent: str, columns: int, style: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), columns, indent):
        yield [Piece(line, style)]
