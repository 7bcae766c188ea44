"""The quadrants of a report: importance against score, a dot for each touchpoint."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any, Final, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.scorecard import Scorecard, TouchpointScore

_DOT: Final = 17
"""How far apart the middles of two dots are at least."""


class _Scale(NamedTuple):
    """Where the quadrants meet, and how importance becomes a height."""

    strong: float
    least: float
    spread: float
    middle: float
    """The mean importance."""

    def x(self, score: float) -> float:
        return 40 + score * 5.2

    def y(self, importance: float) -> float:
        return 300 - (importance - self.least) / self.spread * 250

    def quadrant(self, score: float, importance: float) -> str:
        if score >= self.strong - TOLERANCE:
            return "keep" if importance >= self.middle else "overkill"
        return "concentrate" if importance >= self.middle else "low"


def quadrants(card: Scorecard, strong: float) -> dict[str, Any]:
    """Return a dot for each touchpoint with a score, and where the quadrants meet."""
    scored = {touch_id: touch for touch_id, touch in card.links().items() if touch.score is not None}
    if not scored:
        return {"dots": []}
    scale = _scale([touch.importance for touch in scored.values()], strong)
    dots = _dots(scored, scale)
    top = min(10.0, min(dot["y"] for dot in dots) - 44)
    return {
        "dots": dots,
        "split_x": round(scale.x(strong), 1),
        "split_y": round(scale.y(scale.middle), 1),
        "top": round(top, 1),
        "height": round(340 - top, 1),
    }


def _scale(importances: Sequence[float], strong: float) -> _Scale:
    least, most = min(importances), max(importances)
    middle = fsum(importances) / len(importances)
    return _Scale(strong=strong, least=least, spread=most - least or 1.0, middle=middle)


def _dots(scored: Mapping[str, TouchpointScore], scale: _Scale) -> list[dict[str, Any]]:
    dots = []
    plane = _Plane()
    for number, (touch_id, touch) in enumerate(scored.items(), start=1):
        score = touch.score or 0.0
        x = scale.x(score)
        y = plane.take(x, scale.y(touch.importance))
        where = scale.quadrant(score, touch.importance)
        dots.append({"id": touch_id, "number": number, "x": round(x, 1), "y": round(y, 1), "where": where})
    return dots


class _Plane:
    """Where dots stand, none covered by another."""

    def __init__(self) -> None:
        self._strips: dict[int, list[tuple[float, float]]] = {}
        """The height and x of each dot, by vertical strips as wide as a dot, from the top."""
        self._reached: dict[tuple[float, float], float] = {}
        """Where the last dot stands that was wanted at a place: up to there nothing is free for the next."""

    def take(self, x: float, wanted: float) -> float:
        """Return the height at which a dot covers no other, from a wanted one upwards, and put it there."""
        y = self._reached.get((x, wanted), wanted)
        while self._is_covered(x, y):
            y -= _DOT + 0.5
        self._reached[x, wanted] = y
        insort(self._strips.setdefault(int(x // _DOT), []), (y, x))
        return y

    def _is_covered(self, x: float, y: float) -> bool:
        strip = int(x // _DOT)
        return any(
            abs(height - y) < _DOT and abs(across - x) < _DOT
            for beside in (strip - 1, strip, strip + 1)
            for height, across in self._near(beside, y)
        )

    def _near(self, strip: int, y: float) -> Sequence[tuple[float, float]]:
        """Return the dots of a strip about as high as y: those of any other height are out of reach."""
        dots = self._strips.get(strip, [])
        return dots[bisect_left(dots, (y - 2 * _DOT,)) : bisect_left(dots, (y + 2 * _DOT,))]
