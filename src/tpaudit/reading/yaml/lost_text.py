"""What YAML loses in silence: texts and entries that a `#` cuts off or empties."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from tpaudit.reading.yaml.source_map import Position, SyntaxFault

_SPACE: Final = " \t\r\n"
_OPENING: Final = frozenset({":", "-"})
_HASH: Final = re.compile(r"#\w")
_INDENT: Final = re.compile(r" *(?:- +)*")
_OUTCOMMENTED: Final = re.compile(r"#[^\s:]+:(?:\s|$)")
"""A key that somebody has put into a comment, which loses nothing by accident."""
_SHOWN: Final = 40


class TextPart(NamedTuple):
    """A part of a file as libyaml tells of it: where it ends, and its text if it is one without quotes."""

    end: Any
    text: str | None = None


def cut_off(text: str, parts: Iterable[TextPart], until: Position | None = None) -> Iterator[SyntaxFault]:
    """Yield what ` #...` cuts off or empties: YAML takes the rest of the line for a comment.

    A comment has a space after its hash; `#1234` right after a value, or on a line that could go on with
    the text above it, is more likely a number.
    """
    ends: dict[int, int] = {}
    for found in _HASH.finditer(text):
        if text[found.start() - 1 : found.start()] in _BEFORE_HASH:
            ends.setdefault(_before(text, found.start()), found.start())
    for part in parts if ends else ():
        index = _before(text, part.end.index) if not part.text else part.end.index
        if index not in ends:
            continue
        at = ends[index]
        lost = _lost(text, part, index, at)
        if lost is None:
            continue
        start = text.rfind("\n", 0, at) + 1
        place = Position(part.end.line + 1 + text.count("\n", part.end.index, at), at - start + 1)
        if until is None or place < until:
            rest = text[at : at + 60].splitlines()[0]
            message = (
                f"YAML reads `{rest}` as a comment and {lost}; put the text in quotes, or a space after the #"
            )
            yield SyntaxFault(place, message)


_BEFORE_HASH: Final = frozenset({*_SPACE, "[", ",", ""})


def _lost(text: str, part: TextPart, index: int, at: int) -> str | None:
    """Say what is lost by the comment at `at` after a part that ends at `index`, None if nothing is."""
    between = text[index:at]
    lines = between.count("\n")
    if "," in between or (part.text is None and text[index - 1 : index] == "["):
        return None if lines else "leaves the entry out"
    if part.text is None or lines > 1:
        return None
    shown = f"the text as `{part.text[-_SHOWN:]}`" if part.text else "the text as empty"
    if not lines:
        return shown if part.text or text[index - 1 : index] in _OPENING else None
    start = text.rfind("\n", 0, index) + 1
    indent = _INDENT.match(text, start)
    deeper = at - text.rfind("\n", 0, at) - 1 > (indent.end() if indent else start) - start
    return shown if deeper and not _OUTCOMMENTED.match(text, at) else None


def _before(text: str, at: int) -> int:
    """Return where the white space before an index begins, and a comma before that."""
    while at and text[at - 1] in _SPACE:
        at -= 1
    if at and text[at - 1] == ",":
        at -= 1
        while at and text[at - 1] in _SPACE:
            at -= 1
    return at
