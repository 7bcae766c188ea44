"""The curve of a measured item: from measured values to points, with a dot for each observation."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import AtLeast, AtMost, Curve, Limit, LogNormal
from tpaudit.results.computed import Computed, record
from tpaudit.showing.text.numbers import width

_WIDE: Final = 240
_HIGH: Final = 72
_BENDS: Final = 24
"""How many straight pieces a round curve is drawn with."""


@record
class CurveDot(Computed):
    """An observation."""

    x: float
    y: float


@record
class CurveLimit(Computed):
    """A limit that is written below the curve."""

    x: float
    text: str


@record
class CurvePicture(Computed):
    """A curve of 0-100 points in 240 × 72."""

    path: str
    dots: list[CurveDot]
    limits: list[CurveLimit]


def on_its_curve(
    curve: Curve, values: Sequence[tuple[float, float]], write: Callable[[Limit], str]
) -> CurvePicture:
    """Return a curve, and a dot for each observation (value, points); `write` writes a limit."""
    low, high = _ends([limit.value for limit in curve.limits()] + [value for value, _ in values])
    scale = _WIDE / (high - low)
    path = [
        f"{(value - low) * scale:.1f} {_height(curve.points(value)):.1f}"
        for value in _samples(curve, low, high)
    ]
    dots = [
        CurveDot(x=round((value - low) * scale, 1), y=round(_height(points), 1)) for value, points in values
    ]
    limits = [_limit(limit, low, scale, write(limit)) for limit in curve.limits()]
    return CurvePicture(path="M" + " L".join(path), dots=dots, limits=_apart(limits))


def _height(points: float) -> float:
    return _HIGH - points * 0.72


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Return from where to where the curve is drawn: a little more than what is to be seen, never below 0."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.08 or 1.0
    return max(0.0, low - margin) if low >= 0 else low - margin, high + margin


def _samples(curve: Curve, low: float, high: float) -> Iterator[float]:
    """Yield the values at which a curve is drawn: where it bends or steps, or here and there if it is round."""
    yield low
    if isinstance(curve, LogNormal):
        yield from (low + (high - low) * step / _BENDS for step in range(1, _BENDS))
    else:
        step = (high - low) / 10_000
        for value in sorted({limit.value for limit in curve.limits()}):
            yield from (
                (value - step, value, value + step) if isinstance(curve, AtMost | AtLeast) else (value,)
            )
    yield high


def _limit(limit: Limit, low: float, scale: float, text: str) -> CurveLimit:
    return CurveLimit(x=round((limit.value - low) * scale, 1), text=text)


def _apart(limits: Sequence[CurveLimit]) -> list[CurveLimit]:
    """Return the limits that can be written below a curve without touching one another."""
    found: list[CurveLimit] = []
    end = -100.0
    for limit in sorted(limits, key=lambda limit: (limit.x, limit.text)):
        half = width(limit.text) * 3.4
        if limit.x - half > end + 4:
            found.append(limit)
            end = limit.x + half
    return found
