"""Significance: whether a few observations are enough to say that a mean fell.

Welch's test for two samples of unequal variances (B. L. Welch, Biometrika 34, 1947), one-sided at 95 %.
"""

from collections.abc import Callable, Sequence
from math import atan, cos, gamma, pi, sqrt
from statistics import variance
from typing import Final

FEWEST_OBSERVATIONS: Final = 3
"""Observations that either side must have: below that a spread cannot be judged."""
_MOST_OBSERVATIONS: Final = 10_000
"""More observations than that nobody is asked for."""
_HALF_TAIL: Final = 0.45
"""What lies between 0 and the 95 % quantile of a symmetric distribution."""
_SIMPSON_STEPS: Final = 200
_NEWTON_ROUNDS: Final = 50
_CLOSE_ENOUGH: Final = 1e-12
_LARGEST_FREEDOM: Final = 300.0
"""Beyond it the gamma function overflows, and the quantile is within 0.002 of the normal one."""


def smallest_clear_drop(old: Sequence[float], new: Sequence[float], more: int = 0) -> float:
    """Return the drop of the mean, in points, from which on it is no accident.

    `more` new observations are taken to be there as well, spread like those that are.
    """
    old_error, new_error = variance(old) / len(old), variance(new) / (len(new) + more)
    if old_error + new_error <= 0.0:
        return 0.0
    share = old_error / (old_error + new_error)  # squares of the errors themselves could underflow
    freedom = 1.0 / (share**2 / (len(old) - 1) + (1.0 - share) ** 2 / (len(new) + more - 1))
    return student_t_quantile(freedom) * sqrt(old_error + new_error)


def observations_needed(old: Sequence[float], new: Sequence[float], drop: float) -> int | None:
    """Return how many more new observations, spread like these, would settle a drop; None if no number would."""
    if drop < smallest_clear_drop(old, new, _MOST_OBSERVATIONS):
        return None
    low, high = 0, _MOST_OBSERVATIONS
    while high - low > 1:
        middle = (low + high) // 2
        settles = drop >= smallest_clear_drop(old, new, middle)
        low, high = (low, middle) if settles else (middle, high)
    return high


def student_t_quantile(freedom: float) -> float:
    """Return the 95 % quantile of Student's t for so many degrees of freedom (from 1 on, fractions too).

    Newton's method on the integral of the density.
    """
    density = _density(min(freedom, _LARGEST_FREEDOM))
    quantile = 1.645
    for _ in range(_NEWTON_ROUNDS):
        change = (_area(density, quantile) - _HALF_TAIL) / density(quantile)
        quantile -= change
        if abs(change) < _CLOSE_ENOUGH:
            break
    return quantile


def student_t_tail(t: float, freedom: float) -> float:
    """Return how often Student's t lies above a value of 0 or more, for so many degrees of freedom.

    With t = √freedom · tan x the density becomes a power of the cosine; Simpson's rule over what lies beyond.
    """
    freedom = min(freedom, _LARGEST_FREEDOM)
    start = atan(t / sqrt(freedom))
    width = (pi / 2 - start) / _SIMPSON_STEPS
    heights = [max(0.0, cos(start + step * width)) ** (freedom - 1) for step in range(_SIMPSON_STEPS + 1)]
    inner = sum((4 if step % 2 else 2) * heights[step] for step in range(1, _SIMPSON_STEPS))
    scale = gamma((freedom + 1) / 2) / (sqrt(pi) * gamma(freedom / 2))
    return float(scale * width / 3 * (heights[0] + inner + heights[-1]))


def _density(freedom: float) -> Callable[[float], float]:
    """Return the density of Student's t."""
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))

    def density(x: float) -> float:
        return float(scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2))

    return density


def _area(density: Callable[[float], float], to: float) -> float:
    """Return the integral of a density from 0, by Simpson's rule."""
    width = to / _SIMPSON_STEPS
    inner = sum((4 if step % 2 else 2) * density(step * width) for step in range(1, _SIMPSON_STEPS))
    return width / 3 * (density(0.0) + inner + density(to))
