"""How a sheet for people looks: how wide its columns are, how high its rows, and how figures are written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final

from tpaudit.documents.workspace import Paper
from tpaudit.showing.export.columns import CellValue, Column, ColumnType
from tpaudit.showing.text.figures.numerals import conventions
from tpaudit.showing.text.numbers import width

PAPERS: Final[Mapping[Paper, int]] = {"a4": 9, "letter": 1}
"""What a workbook calls a paper."""
_DAYS: Final[Mapping[str, str]] = {"en": "d mmm yyyy", "ru": "dd.mm.yyyy", "zh": "yyyy/mm/dd"}
_POINTS: Final = frozenset({"score", "low", "high", "lost", "gain", "alike_score", "feeling"})
"""Columns of points, which everybody reads with one decimal."""
_WIDEST: Final = 28
_OF_SENTENCES: Final = 48
"""How wide a column of sentences is at most, in letters."""
_FIGURES: Final = 9
_LINE: Final = 14.5
"""How high a line is, in points."""
_HIGHEST: Final = 400.0
"""No row of Excel is higher than 409 points."""
_ROOM: Final = 3
"""What of a column's width its texts leave free, for the arrow of the filter as well."""


def figure_format(column: Column, language: str, currency: str, values: Iterable[CellValue]) -> str | None:
    """Return how the figures of a column are written; None for those of its type."""
    if column.name == "cost":
        return _money(currency, language, values)
    if column.name in _POINTS:
        return "0.0"
    if column.type == "day":
        return _DAYS.get(language.partition("-")[0])
    return "General" if column.type == "number" else None


def _money(currency: str, language: str, values: Iterable[CellValue]) -> str:
    how = conventions(language)
    cents = any(isinstance(value, float) and value != round(value) for value in values)
    amount, sign = "#,##0.00" if cents else "#,##0", how.currencies.get(currency)
    if sign is None:
        return f'{amount}" {_quoted(currency)}"'
    return how.money.format(amount, f'"{sign}"')


def _quoted(text: str) -> str:
    return text.replace('"', "").replace("\\", "")


def letters_across(heading: str, values: Iterable[CellValue], kind: ColumnType, *, sentences: bool) -> int:
    """Return how many letters wide a column is."""
    head = max(map(width, heading.split()), default=0)
    if kind not in ("text", "word"):
        return max(head + _ROOM, _FIGURES if kind != "day" else _FIGURES + _ROOM)
    longest = max((width(line) for value in values for line in str(value or "").split("\n")), default=0)
    return max(head + _ROOM, min(longest + _ROOM, _OF_SENTENCES if sentences else _WIDEST))


def height(texts: Sequence[CellValue], widths: Sequence[int]) -> float:
    """Return how high a row is in which texts are broken into lines, in points."""
    lines = (_lines(text, wide) for text, wide in zip(texts, widths, strict=True))
    return min(_HIGHEST, _LINE * max(lines, default=1))


def _lines(text: CellValue, wide: int) -> int:
    if text is None or isinstance(text, int | float | date):
        return 1
    return sum(max(1, ceil(width(line) / (wide - 2))) for line in text.split("\n"))
