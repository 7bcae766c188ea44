"""Control limits: between which values a figure stays while nothing but chance moves it.

W. A. Shewhart, Economic Control of Quality of Manufactured Product, 1931. For scores the individuals chart, also called XmR
(D. J. Wheeler and D. S. Chambers, Understanding Statistical Process Control, 1992, chapter 3); for shares of failures the
p-chart.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, sqrt
from typing import Final, NamedTuple

INDIVIDUALS: Final = 2.66
"""3 / 1.128: three standard deviations, taken from the mean of moving ranges of two."""
FEWEST_POINTS: Final = 5
"""Of fewer values there are no limits: they would say little."""
_SIGMAS: Final = 3.0


class ControlLimits(NamedTuple):
    """The mean of some values, and between which they should lie."""

    mean: float
    low: float
    high: float


def individuals_limits(values: Sequence[float], most: float = 100.0) -> ControlLimits | None:
    """Return the limits of values in their order, within 0 and `most`: mean ± 2.66 times the mean moving range.

    None of fewer than five values.
    """
    if len(values) < FEWEST_POINTS:
        return None
    mean = fsum(values) / len(values)
    moving = fsum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    width = INDIVIDUALS * moving
    return ControlLimits(mean, max(0.0, mean - width), min(most, mean + width))


def share_limits(failing: Sequence[int], of: Sequence[int]) -> list[ControlLimits | None]:
    """Return the limits of each share of failures, 0-1: the share of all ± 3 · √(share · (1 − share) / answers).

    None for a share of no answers, and of fewer than five shares for all of them.
    """
    answers = sum(of)
    if sum(count > 0 for count in of) < FEWEST_POINTS:
        return [None] * len(of)
    share = sum(failing) / answers
    return [_share(share, count) if count else None for count in of]


def _share(share: float, count: int) -> ControlLimits:
    width = _SIGMAS * sqrt(share * (1.0 - share) / count)
    return ControlLimits(share, max(0.0, share - width), min(1.0, share + width))
