"""Settling: whether a few observations are enough to say that a mean fell.

Welch's test for two samples of unequal variances (B. L. Welch, Biometrika 34, 1947), one-sided at 95 %.
"""

from collections.abc import Sequence
from math import gamma, pi, sqrt
from statistics import variance
from typing import Final

FEWEST: Final = 3
"""Observations that either side must have: below that a spread cannot be judged."""
_MOST: Final = 10_000
"""More observations than that nobody is asked for."""
_TAIL: Final = 0.45
"""What lies between 0 and the 95 % quantile of a symmetric distribution."""
_STEPS: Final = 200
_ROUNDS: Final = 50
_EXACT: Final = 1e-12


def bound(old: Sequence[float], new: Sequence[float], more: int = 0) -> float:
    """Return the drop of the mean, in points, that a difference must reach to be no accident.

    `more` new observations are taken to be there as well, spread as those that are.
    """
    then, now = variance(old) / len(old), variance(new) / (len(new) + more)
    if then + now <= 0.0:
        return 0.0
    share = then / (then + now)  # of shares nothing is too small to square
    freedom = 1.0 / (share**2 / (len(old) - 1) + (1.0 - share) ** 2 / (len(new) + more - 1))
    return student(freedom) * sqrt(then + now)


def wanted(old: Sequence[float], new: Sequence[float], drop: float) -> int | None:
    """Return how many more new observations, spread as these are, would settle a drop; None if no number would."""
    if drop < bound(old, new, _MOST):
        return None
    low, high = 0, _MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if drop >= bound(old, new, middle) else (middle, high)
    return high


def student(freedom: float) -> float:
    """Return the 95 % quantile of Student's t for so many degrees of freedom (from 1 on, fractions too).

    Newton's method on the integral of the density by Simpson's rule; beyond 300 the gamma function ends,
    and the quantile has come within 0.002 of the normal one.
    """
    freedom = min(freedom, 300.0)
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))

    def density(x: float) -> float:
        return float(scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2))

    quantile = 1.645
    for _ in range(_ROUNDS):
        step = quantile / _STEPS
        inner = sum((4 if at % 2 else 2) * density(at * step) for at in range(1, _STEPS))
        area = step / 3 * (density(0.0) + inner + density(quantile))
        change = (area - _TAIL) / density(quantile)
        quantile -= change
        if abs(change) < _EXACT:
            break
    return quantile
