"""Numbers and texts as people see them: rounding that never flatters, widths, control characters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.letters import is_hidden

_LAST_BYTE: Final = "\xff"


def rounded(value: float | None, limits: Sequence[float] = (), decimals: int = 1) -> str:
    """Return a value rounded half to even, with one decimal; a dash for None.

    A value is never rounded up to a whole number, where bands begin and limits lie, nor to one of `limits` between
    them: 79.96 becomes 79.9. So it reads the same wherever it stands, whatever limit the sentence names.
    """
    if value is None:
        return "-"
    result = round(value, decimals)
    for limit in (*limits, ceil(value)):
        if value < limit - TOLERANCE and result >= limit:
            result = floor(value * 10**decimals) / 10**decimals
    return f"{result + 0.0:.{decimals}f}"


def percent(share: float | None) -> str:
    """Return a share of 0-1 as a percentage with one decimal, without the sign; a dash for None."""
    return rounded(None if share is None else share * 100.0)


_FOLD: Final = r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n\s*(?=[\u3000-\u9fff\uff00-\uffef])"
"""Where a line ends between Chinese letters or marks, which have no blank between them."""
_BLANKS: Final = r"[^\S\u00a0\u202f]+"
"""Blanks at which a line may end: not those that hold a number and its unit together."""


def folded(text: str) -> str:
    """Return a text on one line, with single blanks; lines of Chinese meet without one."""
    if "\n" in text and not text.isascii():
        text = re.sub(_FOLD, "", text)
    if "\u00a0" in text or "\u202f" in text:
        return re.sub(_BLANKS, " ", text).strip()
    return " ".join(text.split())


def visible(text: str, *, breaks: bool = False) -> str:
    """Return a text with control characters and hidden characters escaped.

    Line breaks and tabs become spaces; with `breaks` they stay.
    """
    if (text.isascii() and text.isprintable()) or not any(map(_may_be_hidden, set(text))):
        return text
    return "".join(
        character
        if " " <= character <= "~" or not is_hidden(character, before)
        else _escaped(character, breaks=breaks)
        for before, character in zip(f" {text}", text, strict=False)
    )


@lru_cache(maxsize=4096)
def _may_be_hidden(character: str) -> bool:
    """Tell whether a character is hidden behind some others at least; most texts have none."""
    return is_hidden(character)


def _escaped(character: str, *, breaks: bool) -> str:
    if character in "\n\r\t":
        return character if breaks else " "
    return f"\\x{ord(character):02x}" if character <= _LAST_BYTE else f"\\u{ord(character):04x}"


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal: two for Chinese letters and emoji, none for marks."""
    if text.isascii():
        return len(text)
    if not _OF_SEVERAL.search(text):
        return sum(map(_columns, text))
    return sum(columns for _, columns in _clusters(text))


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is drawn as one sign, with its columns: a letter with its marks, an emoji of several, a flag.

    After Unicode's UAX 29 as far as a terminal needs it: what a zero width joiner joins, a skin tone, a variation
    selector and a mark belong to what stands before them; two regional indicators are a flag.
    """
    start, columns = 0, 0
    for position, character in enumerate(text):
        if position > start and not _joins(text, start, position):
            yield text[start:position], columns
            start, columns = position, 0
        columns = max(columns, 2 if character == _AS_PICTURE else _columns(character))
        if character in _FLAG_LETTERS:
            columns = 2 if position > start else 1
    if text:
        yield text[start:], columns


_JOINER: Final = "\u200d"
_AS_PICTURE: Final = "\ufe0f"
"""Makes a picture of the sign before it, which is two columns wide."""
_OF_SEVERAL: Final = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""What makes one sign of several characters whose columns do not add up."""
_FLAG_LETTERS: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_SKIN_TONES: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def _joins(text: str, start: int, position: int) -> bool:
    """Tell whether a character is drawn with those from `start` on."""
    character, before = text[position], text[position - 1]
    if unicodedata.category(character) in _MARKS:
        return True
    if before == _JOINER or character in _SKIN_TONES:
        return unicodedata.category(text[start]) == "So"
    return character in _FLAG_LETTERS and before in _FLAG_LETTERS and position - start == 1


_MARKS: Final = frozenset({"Mn", "Me", "Cf"})


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitted(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text in exactly `columns` columns: truncated with an ellipsis, or filled with spaces."""
    wide = width(text)
    if wide > columns:
        text = _truncated(text, columns - 1) + "…"
        wide = width(text)
    space = " " * (columns - wide)
    return space + text if right else text + space


def ending(text: str, columns: int) -> str:
    """Return a text in at most `columns` columns; one that is too long loses its start."""
    if width(text) <= columns:
        return text
    if text.isascii():
        return "…" + text[len(text) - columns + 1 :]
    start, used = len(text), 1
    for sign, wide in reversed([*_clusters(text)]):
        used += wide
        if used > columns:
            break
        start -= len(sign)
    return "…" + text[start:]


def _truncated(text: str, columns: int) -> str:
    used = length = 0
    for sign, wide in _clusters(text):
        used += wide
        if used > columns:
            return text[:length]
        length += len(sign)
    return text


def wrapped(text: str, columns: int, indent: str = "", hang: str = "") -> list[str]:
    """Return a text in lines of at most `columns` columns; between Chinese letters a line may end anywhere.

    `indent` stands before the first line, `indent` and `hang` before the others. A blank that held a number and its
    unit together is an ordinary one in the end. Takes linear time, even for
    very long words.
    """
    lines: list[str] = []
    line, used, line_is_empty = indent, width(indent), True
    for word in _words(text):
        stripped = word.rstrip()
        size = width(stripped)
        if not line_is_empty and used + size > columns:
            lines.append(line.rstrip())
            line, used, line_is_empty = indent + hang, width(indent + hang), True
        if not line_is_empty or stripped:
            pieces = (
                _pieces(stripped, columns - used, columns - width(indent + hang))
                if used + size > columns
                else [stripped]
            )
            for piece in pieces[:-1]:
                lines.append(line + piece)
                line, used = indent + hang, width(indent + hang)
            blank = word[len(stripped) :]
            line += pieces[-1] + blank
            used += width(pieces[-1]) + len(blank)
            line_is_empty = False
    return [line.replace("\u00a0", " ") for line in [*lines, line.rstrip()] if line.strip()]


def _pieces(word: str, first: int, others: int) -> list[str]:
    """Split a word that is longer than a line: one piece for the rest of this line, then whole lines."""
    pieces, start, position, free = [], 0, 0, first
    for sign, wide in _clusters(word):
        free -= wide
        if free < 0:
            pieces.append(word[start:position])
            start, free = position, others - wide
        position += len(sign)
    return [*pieces, word[start:]]


def _words(text: str) -> list[str]:
    """Split a text where a line may end: after spaces and beside wide letters, but before none of their marks.

    Nor behind an opening bracket.
    """
    words, start, several = [], 0, _OF_SEVERAL.search(text) is not None
    for index in range(1, len(text)):
        previous, current = text[index - 1], text[index]
        if (
            current in "，。；：、！？）」》”…"
            or previous in "（「《“"
            or (several and _joins(text, index - 1, index))
        ):
            continue
        if (previous == " " and current != " ") or _columns(current) > 1 or _columns(previous) > 1:
            words.append(text[start:index])
            start = index
    return [*words, text[start:]]


def bar(score: float | None, columns: int = 10) -> str:
    """Return a score of 0-100 as a bar of blocks, in half steps, filled up with dots; blank for None."""
    if score is None:
        return " " * columns
    halves = int(score / 100.0 * columns * 2 + TOLERANCE)
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(columns, "·")


def change(value: float) -> str:
    """Write a difference with its sign, so that what is not zero does not look like it."""
    text = f"{value:+.1f}"
    if float(text) == 0.0:
        return "0.0" if abs(value) < 1e-9 else f"{value:+.1g}"  # noqa: PLR2004 - the tolerance of every comparison
    return text
