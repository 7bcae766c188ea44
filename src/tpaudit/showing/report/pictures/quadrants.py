"""The quadrants of a report: importance against score, a dot for each touchpoint."""

import math
from bisect import bisect_left, insort
from collections.abc import Container, Mapping, Sequence
from math import fsum
from typing import Any, Final, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.scorecard import Scorecard, TouchpointScore

_DOT: Final = 17
"""How far apart the middles of two dots are at least, as far as there is room in their quadrant."""
_INSIDE: Final = 10.0
"""How far inside a quadrant a dot lies that is put there."""
_BOTTOM: Final = 308.0
"""The lowest height of a dot, above the axis."""
_HALF: Final = 0.5
"""Of what is covered less, nobody can say that it is too good."""


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

    def quadrant(self, touch: TouchpointScore, *, urgent: bool) -> str:
        """Return the quadrant of a touchpoint.

        What is urgent is never of low priority, and what is hardly known never too good.
        """
        if urgent:
            return "concentrate"
        important = touch.importance >= self.middle
        if (touch.score or 0.0) < self.strong - TOLERANCE:
            return "concentrate" if important else "low"
        known = (touch.coverage or 0.0) >= _HALF - TOLERANCE
        return "keep" if important or not known else "overkill"


def quadrants(card: Scorecard, strong: float) -> dict[str, Any]:
    """Return a dot for each touchpoint with a score, and where the quadrants meet."""
    scored = {touch_id: touch for touch_id, touch in card.links().items() if touch.score is not None}
    if not scored:
        return {"dots": []}
    scale = _scale([touch.importance for touch in scored.values()], strong)
    urgent = {touch_id for touch_id, touch in scored.items() if touch.broken or touch_id == card.bottleneck}
    dots = _dots(scored, scale, urgent)
    top = min(10.0, min(dot["y"] for dot in dots) - 44)
    return {
        "dots": dots,
        "split_x": round(scale.x(strong), 1),
        "split_y": round(scale.y(scale.middle), 1),
        "top": round(top, 1),
        "height": round(340 - top, 1),
        "overkill": not any(
            dot["where"] == "keep" and dot["y"] > scale.y(scale.middle) + TOLERANCE for dot in dots
        ),
    }


def _scale(importances: Sequence[float], strong: float) -> _Scale:
    least, most = min(importances), max(importances)
    middle = fsum(importances) / len(importances)
    return _Scale(strong=strong, least=least, spread=most - least or 1.0, middle=middle)


def _dots(
    scored: Mapping[str, TouchpointScore], scale: _Scale, urgent: Container[str]
) -> list[dict[str, Any]]:
    dots = []
    plane = _Plane()
    for number, (touch_id, touch) in enumerate(scored.items(), start=1):
        where = scale.quadrant(touch, urgent=touch_id in urgent)
        x, y = scale.x(touch.score or 0.0), scale.y(touch.importance)
        split = scale.y(scale.middle)
        if where == "concentrate":
            x = min(x, scale.x(scale.strong) - _INSIDE)
            y = y if touch.importance >= scale.middle else split - _INSIDE
        y = plane.take(x, y, (split, _BOTTOM) if y > split else (-math.inf, split))
        dots.append({"id": touch_id, "number": number, "x": round(x, 1), "y": round(y, 1), "where": where})
    return dots


class _Plane:
    """Where dots stand, none covered by another."""

    def __init__(self) -> None:
        self._strips: dict[int, list[tuple[float, float]]] = {}
        """The height and x of each dot, by vertical strips as wide as a dot, from the top."""
        self._reached: dict[tuple[float, float, int], float] = {}
        """How far, upwards (-1) and downwards (1), nothing is free for a dot that is wanted at a place."""

    def take(self, x: float, wanted: float, quadrant: tuple[float, float]) -> float:
        """Return the height at which a dot covers no other and stays in its quadrant, and put it there.

        Upwards goes before downwards. Where there is no room, dots lie on one another: a dot across the line would say
        what is not so.
        """
        top, bottom = quadrant
        for way in (-1, 1):
            y = self._reached.get((x, wanted, way), wanted)
            while top < y <= bottom and self._is_covered(x, y):
                y += way * (_DOT + 0.5)
            self._reached[x, wanted, way] = y
            if top < y <= bottom:
                insort(self._strips.setdefault(int(x // _DOT), []), (y, x))
                return y
        return wanted

    def _is_covered(self, x: float, y: float) -> bool:
        strip = int(x // _DOT)
        for beside in (strip - 1, strip, strip + 1):
            for height, across in self._near(beside, y):
                if abs(height - y) < _DOT and abs(across - x) < _DOT:
                    return True
        return False

    def _near(self, strip: int, y: float) -> Sequence[tuple[float, float]]:
        """Return the dots of a strip about as high as y: those of any other height are out of reach."""
        dots = self._strips.get(strip, [])
        return dots[bisect_left(dots, (y - 2 * _DOT,)) : bisect_left(dots, (y + 2 * _DOT,))]
