"""Figures and texts as people see them: rounding that never flatters, widths, control characters."""

import unicodedata
from collections.abc import Sequence
from math import floor
from typing import Final

from tpaudit.documents.curves import TOLERANCE

_HIDDEN: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_LAST_BYTE: Final = "\xff"
_JOINERS: Final = {"\u200c", "\u200d", "\u00ad"}
"""Format characters that scripts and emoji are written with; the rest of their category can deceive."""


def rounded(value: float | None, limits: Sequence[float] = (), decimals: int = 1) -> str:
    """Write a value half to even with one decimal; a dash for none.

    Where that would reach a limit, or 100, which the value misses, the step below is written: 79.96 is
    not 80.0 where 80 is strong.
    """
    if value is None:
        return "-"
    near = round(value, decimals)
    for limit in (*limits, 100.0):
        if value < limit - TOLERANCE and near >= limit:
            near = floor(value * 10**decimals) / 10**decimals
    return f"{near + 0.0:.{decimals}f}"


def percent(share: float | None) -> str:
    """Write a share of 0-1 as a percentage with one decimal; a dash for none."""
    return rounded(None if share is None else share * 100.0)


def visible(text: str, *, breaks: bool = False) -> str:
    """Return a text with every character that a terminal would obey, or hide, written out.

    Line breaks and tabs become spaces, unless they are to stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one if unicodedata.category(one) not in _HIDDEN or one in _JOINERS else _escaped(one, breaks=breaks)
        for one in text
    )


def _escaped(one: str, *, breaks: bool) -> str:
    if one in "\n\r\t":
        return one if breaks else " "
    return f"\\x{ord(one):02x}" if one <= _LAST_BYTE else f"\\u{ord(one):04x}"


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal: two for Chinese letters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(one) for one in text)


def _columns(one: str) -> int:
    if unicodedata.category(one) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1


def fitted(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text in exactly so many columns: cut with an ellipsis, or filled with spaces."""
    if width(text) > columns:
        text = _cut(text, columns - 1) + "…"
    space = " " * (columns - width(text))
    return space + text if right else text + space


def _cut(text: str, columns: int) -> str:
    taken = 0
    for position, one in enumerate(text):
        taken += _columns(one)
        if taken > columns:
            return text[:position]
    return text


def wrapped(text: str, columns: int, indent: str = "", hang: str = "") -> list[str]:
    """Return a text in lines of so many columns at most; between Chinese letters a line may end anywhere.

    `indent` stands before the first line, `indent` and `hang` before the others. Each letter is looked at
    a fixed number of times, however long the text or a word of it.
    """
    lines: list[str] = []
    line, used, fresh = indent, width(indent), True
    for word in _words(text):
        bare = word.rstrip()
        size = width(bare)
        if not fresh and used + size > columns:
            lines.append(line.rstrip())
            line, used, fresh = indent + hang, width(indent + hang), True
        if not fresh or bare:
            pieces = (
                _pieces(bare, columns - used, columns - width(indent + hang))
                if used + size > columns
                else [bare]
            )
            for piece in pieces[:-1]:
                lines.append(line + piece)
                line, used = indent + hang, width(indent + hang)
            blank = word[len(bare) :]
            line += pieces[-1] + blank
            used += width(pieces[-1]) + len(blank)
            fresh = False
    return [line for line in [*lines, line.rstrip()] if line.strip()]


def _pieces(word: str, first: int, others: int) -> list[str]:
    """Cut a word that is longer than a line: a piece for the rest of this line, then whole lines."""
    pieces, start, room = [], 0, first
    for position, one in enumerate(word):
        room -= _columns(one)
        if room < 0:
            pieces.append(word[start:position])
            start, room = position, others - _columns(one)
    return [*pieces, word[start:]]


def _words(text: str) -> list[str]:
    """Split a text where a line may end: after spaces and beside wide letters, never before their commas."""
    words, start = [], 0
    for at in range(1, len(text)):
        before, here = text[at - 1], text[at]
        if here in "，。；：、！？）」》”…":
            continue
        if (before == " " and here != " ") or _columns(here) > 1 or _columns(before) > 1:
            words.append(text[start:at])
            start = at
    return [*words, text[start:]]


def bar(score: float | None, columns: int = 10) -> str:
    """Return a score as a bar of blocks, in half steps; dots for what is lacking, blank for no score."""
    if score is None:
        return " " * columns
    halves = int(score / 100.0 * columns * 2 + TOLERANCE)
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(columns, "·")
