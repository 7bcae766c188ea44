"""Trends as a table: the scores of each branch by the days of its visits, the newest first."""

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from tpaudit.results.trend import Trend, TrendLine, TrendPoint
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.portfolio.trend_words import trend_sentence
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped

TREND_CELLS: Final = {"day": 10, "score": 5, "range": 7, "change": 8, "visits": 6, "✗ musts": 8}
"""The least width of each column; a wider heading widens it."""
TREND_COLUMNS: Final = (
    *("id", "name", "day", "score", "visits", "low", "high", "change", "moved", "outside"),
    *("failing", "musts", "share_low", "share_high", "share_outside", "file"),
)


def trend_lines(trend: Trend, locale: Locale, columns: int = COLUMNS) -> Iterator[Line]:
    """Yield the points of each branch below its name and what became of it."""
    heads = [locale.say(head) for head in TREND_CELLS]
    widths = [max(least, width(head)) for least, head in zip(TREND_CELLS.values(), heads, strict=True)]
    days = (locale.short_day(point.day and point.day[:10]) for line in trend.lines for point in line.points)
    widths[0] = max(widths[0], *map(width, days), 0)
    for number, line in enumerate(trend.lines):
        if number:
            yield []
        yield from _heading(line, locale, columns)
        yield [Piece(_row(heads, widths, ""), "dim")]
        for point in reversed(line.points):
            yield [Piece(fitted(_point(point, widths, locale), columns).rstrip(), _style(point))]


def _heading(line: TrendLine, locale: Locale, columns: int) -> Iterator[Line]:
    text = locale.say("{name}: {text}", name=line.name, text=trend_sentence(line, locale))
    for part in wrapped(visible(text), columns):
        yield [Piece(part, "bold")]
    if line.low is not None and line.high is not None:
        limits = locale.say(
            "Mean {mean}, control limits {low} to {high}",
            mean=locale.points(line.mean),
            low=locale.points(line.low),
            high=locale.points(line.high),
        )
        yield [Piece(fitted(limits, columns).rstrip(), "dim")]


def _point(point: TrendPoint, widths: list[int], locale: Locale) -> str:
    ranged = "" if point.low is None or point.high is None else f"{floor(point.low)}–{ceil(point.high)}"
    mark = "" if not point.moved or point.change is None else "▼" if point.change < 0 else "▲"
    cells = [
        locale.short_day(point.day and point.day[:10]),
        locale.points(point.score),
        ranged,
        "" if point.change is None else mark + locale.signed(point.change),
        str(point.visits),
        f"{point.failing}/{point.musts}" if point.musts else "",
    ]
    outside = point.outside or point.share_outside
    return _row(cells, widths, locale.say("outside the control limits") if outside else "")


def _row(cells: list[str], widths: list[int], note: str) -> str:
    texts = [
        fitted(cell, wide, right=index > 0)
        for index, (cell, wide) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"  {' '.join(texts)}  {note}".rstrip()


def _style(point: TrendPoint) -> str:
    return "red" if point.moved and (point.change or 0.0) < 0 else "yellow" if point.outside else ""


def trend_csv(trend: Trend) -> str:
    """Return a row for each point of each branch."""
    rows = [_cells(line, point) for line in trend.lines for point in line.points]
    return in_csv([TREND_COLUMNS, *rows])


def _cells(line: TrendLine, point: TrendPoint) -> list[object]:
    own = {"id": line.id, "name": line.name}
    return [own[name] if name in own else getattr(point, name) for name in TREND_COLUMNS]
