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

    `indent` stands before the first line, `indent` and `hang` before the others.
    """
    lines, line = [], indent
    for word in _words(text):
        if width(line) + width(word.rstrip()) > columns and line.strip():
            lines.append(line.rstrip())
            line = indent + hang
        line += word if line.strip() else word.lstrip()
        while width(line.rstrip()) > columns:
            head = _cut(line, columns)
            lines.append(head)
            line = indent + hang + line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """Split a text where a line may end: after spaces and after wide letters, never before their commas."""
    words, word = [], ""
    for one in text:
        closing = one in "，。；：、！？）」》”…"
        if word and not closing and (word[-1] == " " != one or _columns(one) > 1 or _columns(word[-1]) > 1):
            words.append(word)
            word = ""
        word += one
    return [*words, word]


def bar(score: float | None, columns: int = 10) -> str:
    """Return a score as a bar of blocks, in half steps; dots for what is lacking, blank for no score."""
    if score is None:
        return " " * columns
    halves = int(score / 100.0 * columns * 2 + TOLERANCE)
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(columns, "·")
