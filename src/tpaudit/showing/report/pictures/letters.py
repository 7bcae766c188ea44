"""Letters in pictures: how wide a text will be, and its lines within a width, whatever font the reader has."""

import re
import unicodedata
from functools import cache
from typing import Final

_NARROW: Final = frozenset("ijlftrIJ.,:;'’!|()[]·- \u00a0")
_WIDE: Final = frozenset("mwMWЖШЩЮФМжшщюфм@%—…→█▌")
_WIDTHS: Final = {"narrow": 0.38, "wide": 0.95, "capital": 0.71, "other": 0.61}
"""Of the font's size; those of the widest of the usual fonts, so that a text is never wider than thought."""
_BOLD: Final = 1.13
_FIRST_EASTERN: Final = "\u2e80"
_BREAKS: Final = re.compile(r"(?:\S|\u00a0)+|\s+")
"""A word, or a space."""
_EASTERN_BREAKS: Final = (
    r"[\u2e80-\u9fff\uac00-\ud7af][，。；：、！？）」》”…]*|(?:[^\s\u2e80-\u9fff\uac00-\ud7af]|\u00a0)+|\s+"
)
"""The same, or a letter after which a line may end, with its punctuation; it takes long to compile."""

_VOWELS: Final = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüаеёиоуыэюяєії"
_SYLLABLE: Final = rf"(?i:(?:(?<=\w[{_VOWELS}])|(?<=\w\w\w)(?!h))(?=[^\W\d_{_VOWELS}йьъ][{_VOWELS}]\w))"
"""Where a word may be divided: before a consonant with its vowel, as in `con-fir-ma-tion`; compiled for the first."""
_SPACES: Final = re.compile(r"[^\S\u00a0]+")
"""Spaces at which a line may end."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of `size`, the font's."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1.0)


@cache
def _width(letter: str) -> float:
    if letter in _NARROW:
        return _WIDTHS["narrow"]
    if letter in _WIDE:
        return _WIDTHS["wide"]
    if not letter.isascii():
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
            return 0.0
        if unicodedata.east_asian_width(letter) in "WF":
            return 1.0
    return _WIDTHS["capital"] if letter.isupper() else _WIDTHS["other"]


def lines_within(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Return a text in at most `most` lines that are not wider than `room`; what is left out becomes an ellipsis."""
    lines: list[str] = []
    rest = _SPACES.sub(" ", text).strip()
    while rest and len(lines) < most - 1:
        line, rest = _first_line(rest, room, size, bold=bold)
        lines.append(line)
    if rest:
        lines.append(shortened(rest, room, size, bold=bold))
    return lines


def lines_with_end(
    text: str, end: str, room: float, size: float, most: int, *, bold: bool = False
) -> list[str]:
    """Return a text with an end that is never left out, in at most `most` lines; at least two are needed."""
    lines = lines_within(f"{text} {end}", room, size, most + 1, bold=bold)
    if len(lines) <= most:
        return lines
    *first, last = lines_within(text, room, size, most, bold=bold)
    left = room - text_width(f" {end}", size, bold=bold)
    if left < room / 3:
        ended = shortened(end, room, size, bold=bold)
        return [*lines_within(text, room, size, most - 1, bold=bold), ended]
    return [*first, f"{shortened(last, left, size, bold=bold)} {end}"]


def _first_line(text: str, room: float, size: float, *, bold: bool) -> tuple[str, str]:
    """Return what fits into the first line, and the rest; a word that fits into no line is divided."""
    line = ""
    western = max(text) < _FIRST_EASTERN
    for word in _BREAKS.findall(text) if western else re.findall(_EASTERN_BREAKS, text):
        if text_width((line + word).rstrip(), size, bold=bold) > room:
            break
        line += word
    if line.strip():
        return line.rstrip(), text[len(line) :].lstrip()
    fits = len(_beginning(text, room - text_width("-", size, bold=bold), size, bold=bold))
    at = max((place.start() for place in re.finditer(_SYLLABLE, text) if place.start() <= fits), default=fits)
    return text[:at] + "-", text[at:]


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text on one line that is not wider than `room`, with an ellipsis where it would be."""
    if text_width(text, size, bold=bold) <= room:
        return text
    return _beginning(text, room - text_width("…", size, bold=bold), size, bold=bold).rstrip() + "…"


def _beginning(text: str, room: float, size: float, *, bold: bool) -> str:
    """Return as many of the first letters as fit, one at least."""
    used, scale = 0.0, size * (_BOLD if bold else 1.0)
    for position, letter in enumerate(text):
        used += _width(letter) * scale
        if used > room and position:
            return text[:position]
    return text
