"""Lost text: texts and entries that YAML silently drops after a `#`, because it starts a comment."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from tpaudit.documents.worded import Worded, fixed
from tpaudit.reading.yaml.source_map import Position, SyntaxFault

_SPACE: Final = " \t\r\n"
_OPENING: Final = frozenset({":", "-"})
_HASH: Final = re.compile(r"#\w")
_INDENT: Final = re.compile(r" *(?:- +)*")
_COMMENTED_KEY: Final = re.compile(r"#[^\s:]+:(?:\s|$)")
"""A key that somebody has commented out on purpose."""
_MAX_SHOWN: Final = 40


class TextPart(NamedTuple):
    """One event of libyaml: where it ends, and its text if it is a scalar without quotes."""

    end: Any
    text: str | None = None


def text_lost_to_comments(
    text: str, parts: Iterable[TextPart], until: Position | None = None
) -> Iterator[SyntaxFault]:
    """Yield a fault for each ` #...` that YAML reads as a comment although it is more likely text.

    A comment has a space after its hash; `#1234` right after a value, or on a line that could go on with
    the text above it, is more likely a number.
    """
    hashes: dict[int, int] = {}
    for hash_match in _HASH.finditer(text):
        if text[hash_match.start() - 1 : hash_match.start()] in _MAY_PRECEDE_HASH:
            hashes.setdefault(_gap_start(text, hash_match.start()), hash_match.start())
    for part in parts if hashes else ():
        part_end = _gap_start(text, part.end.index) if not part.text else part.end.index
        if part_end not in hashes:
            continue
        hash_index = hashes[part_end]
        lost = _what_is_lost(text, part, part_end, hash_index)
        if lost is None:
            continue
        line_start = text.rfind("\n", 0, hash_index) + 1
        position = Position(
            part.end.line + 1 + text.count("\n", part.end.index, hash_index), hash_index - line_start + 1
        )
        if until is None or position < until:
            rest = text[hash_index : hash_index + 60].splitlines()[0]
            message = Worded(
                "YAML reads `{rest}` as a comment and {lost}; put the text in quotes, or a space after the #",
                rest=rest,
                lost=lost,
            )
            yield SyntaxFault(position, message)


_MAY_PRECEDE_HASH: Final = frozenset({*_SPACE, "[", ",", ""})


def _what_is_lost(text: str, part: TextPart, part_end: int, hash_index: int) -> str | None:
    """Return what the comment at `hash_index` drops of the part before it; None if nothing."""
    between = text[part_end:hash_index]
    lines = between.count("\n")
    if "," in between or (part.text is None and text[part_end - 1 : part_end] == "["):
        return None if lines else fixed("leaves the entry out")
    if part.text is None or lines > 1:
        return None
    shown = (
        Worded("the text as `{text}`", text=part.text[-_MAX_SHOWN:])
        if part.text
        else fixed("the text as empty")
    )
    if not lines:
        return shown if part.text or text[part_end - 1 : part_end] in _OPENING else None
    line_start = text.rfind("\n", 0, part_end) + 1
    indent = _INDENT.match(text, line_start)
    deeper = (
        hash_index - text.rfind("\n", 0, hash_index) - 1
        > (indent.end() if indent else line_start) - line_start
    )
    return shown if deeper and not _COMMENTED_KEY.match(text, hash_index) else None


def _gap_start(text: str, index: int) -> int:
    """Return where the white space before an index starts; a comma and the space before it count as well."""
    while index and text[index - 1] in _SPACE:
        index -= 1
    if index and text[index - 1] == ",":
        index -= 1
        while index and text[index - 1] in _SPACE:
            index -= 1
    return index
