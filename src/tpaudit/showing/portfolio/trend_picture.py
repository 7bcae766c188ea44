"""The picture of a trend: a panel for each branch, by the days of its visits."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple

from tpaudit.results.trend import Trend, TrendLine, TrendPoint
from tpaudit.showing.portfolio.trend_words import point_words, trend_sentence
from tpaudit.showing.text.locale import Locale

_WIDTH: Final = 720
_LEFT, _RIGHT = 44, 96
"""What lies beside the points: the numbers of the axis, and the newest score."""
_TOP, _SCORES, _SHARES = 30, 150, 46
"""The heading of a panel, and the height of its two charts."""
_GAP: Final = 22
_NAME: Final = 40
"""So many letters of a name fit beside what became of its score."""
_MOST: Final = 200
"""So many panels are drawn at most."""


class Segment(NamedTuple):
    """What lies between two points, and what it is: a `fall`, a `rise`, or `chance`."""

    path: str
    kind: str


class Mark(NamedTuple):
    """A point."""

    x: int
    y: int
    low: int | None
    """Where its range by chance ends below; None for none."""
    high: int | None
    outside: bool
    words: str


class Panel(NamedTuple):
    """One branch."""

    name: str
    words: str
    top: int
    marks: list[Mark]
    segments: list[Segment]
    limits: tuple[int, int, int] | None
    """Where the mean and both control limits of the scores lie."""
    shares: list[Mark]
    share_line: str
    share_limits: tuple[str, int] | None
    """The upper control limit of the shares, as a path, and where their mean lies."""
    newest: str
    share_newest: str
    days: tuple[str, str]


def trend_contents(trend: Trend, locale: Locale) -> dict[str, Any]:
    """Return what the templates of the picture and its page lay out."""
    panels: list[Panel] = []
    top = 0
    for line in trend.lines[:_MOST]:
        panels.append(_panel(line, top, locale))
        top += _height(line)
    return {
        "language": locale.language,
        "trend": trend,
        "panels": panels,
        "width": _WIDTH,
        "height": max(top, 1),
        "plot": (_LEFT, _WIDTH - _RIGHT),
        "scores": (_TOP, _TOP + _SCORES),
        "share_top": _TOP + _SCORES + _GAP,
        "share_height": _SHARES,
        "lines": [
            (line, [(point, point_words(point, locale)) for point in line.points]) for line in trend.lines
        ],
        "more": max(0, len(trend.lines) - _MOST),
        "sentences": {line.id: trend_sentence(line, locale) for line in trend.lines},
    }


def _has_musts(line: TrendLine) -> bool:
    return any(point.musts for point in line.points)


def _height(line: TrendLine) -> int:
    return _TOP + _SCORES + _GAP + (_SHARES + _GAP if _has_musts(line) else 0) + _GAP


def _panel(line: TrendLine, top: int, locale: Locale) -> Panel:
    across = _across(line.points)
    marks = [_mark(point, x, locale) for point, x in zip(line.points, across, strict=True)]
    segments = [
        Segment(f"M{before.x} {before.y}L{after.x} {after.y}", _kind(point))
        for (before, after), point in zip(pairwise(marks), line.points[1:], strict=True)
    ]
    newest = line.points[-1]
    counted = [(point, x) for point, x in zip(line.points, across, strict=True) if point.musts]
    shares = [_share(point, x, locale) for point, x in counted]
    return Panel(
        name=line.name if len(line.name) <= _NAME else f"{line.name[: _NAME - 1]}…",
        words=trend_sentence(line, locale),
        top=top,
        marks=marks,
        segments=segments,
        limits=None
        if line.mean is None
        else (_down(line.mean), _down(line.low or 0.0), _down(line.high or 0.0)),
        shares=shares,
        share_line="".join(f"{'L' if index else 'M'}{mark.x} {mark.y}" for index, mark in enumerate(shares)),
        share_limits=_share_limits(line, counted),
        newest=locale.points(newest.score),
        share_newest=locale.percent(newest.failing / newest.musts) if newest.musts else "",
        days=(locale.day(line.points[0].day), locale.day(newest.day)),
    )


def _across(points: Sequence[TrendPoint]) -> list[int]:
    """Return where each point lies: by its day, or in equal steps where a day is not known."""
    inside = _WIDTH - _LEFT - _RIGHT - 16
    days = [date.fromisoformat(point.day[:10]).toordinal() for point in points if point.day]
    if len(days) < len(points) or days[0] == days[-1]:
        steps = max(1, len(points) - 1)
        return [_LEFT + 8 + inside * index // steps for index in range(len(points))]
    return [_LEFT + 8 + inside * (day - days[0]) // (days[-1] - days[0]) for day in days]


def _down(score: float) -> int:
    return _TOP + round((1.0 - score / 100.0) * _SCORES)


def _mark(point: TrendPoint, x: int, locale: Locale) -> Mark:
    return Mark(
        x=x,
        y=_down(point.score),
        low=None if point.low is None else _down(point.low),
        high=None if point.high is None else _down(point.high),
        outside=point.outside,
        words=point_words(point, locale),
    )


def _kind(point: TrendPoint) -> str:
    if not point.moved or point.change is None:
        return "chance"
    return "fall" if point.change < 0 else "rise"


def _share_down(share: float) -> int:
    return _TOP + _SCORES + _GAP + round((1.0 - share) * _SHARES)


def _share(point: TrendPoint, x: int, locale: Locale) -> Mark:
    share = point.failing / point.musts
    words = locale.say("{count} of {of} answers to must-be items fail", count=point.failing, of=point.musts)
    return Mark(x=x, y=_share_down(share), low=None, high=None, outside=point.share_outside, words=words)


def _share_limits(line: TrendLine, counted: Sequence[tuple[TrendPoint, int]]) -> tuple[str, int] | None:
    """Return the upper limit, which differs from point to point, as steps."""
    if line.share is None:
        return None
    half = max(4, (_WIDTH - _LEFT - _RIGHT) // max(2, 2 * len(counted)))
    steps = [
        f"M{max(_LEFT, x - half)} {_share_down(point.share_high)}H{min(_WIDTH - _RIGHT, x + half)}"
        for point, x in counted
        if point.share_high is not None
    ]
    return "".join(steps), _share_down(line.share)
