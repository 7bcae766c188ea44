"""Krippendorff's alpha: how far observers agree beyond chance."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.agreement import Metric

Value = str | float


def alpha(units: Iterable[Sequence[Value]], metric: Metric) -> float | None:
    """Return Krippendorff's alpha, at most 1; None if nothing can be paired or all values are the same.

    A unit holds the values that its observers gave it, in any order, without missing ones. Values of the
    ordinal and interval metric are numbers.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): 1 - D_o / D_e, the observed
    over the expected disagreement, with the m values of a unit paired with one another, each pair weighing
    1 / (m - 1), and all n pairable values paired with one another, each pair weighing 1 / (n - 1).
    """
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    if not values:
        return None
    disagreement = _METRICS[metric](values)
    expected = disagreement(values)
    if not expected:
        return None
    observed = fsum(disagreement(unit) / (len(unit) - 1) for unit in pairable)
    return 1.0 - (len(values) - 1) * observed / expected


def _nominal(values: Sequence[Value]) -> float:
    """Return the number of pairs that differ."""
    return (len(values) ** 2 - sum(count * count for count in Counter(values).values())) / 2


def _interval(values: Sequence[Value]) -> float:
    """Return Σ (a - b)² over all pairs, computed as n·Σ (a - mean)², which is fast for thousands of values."""
    numbers = [float(value) for value in values]
    if max(numbers) - min(numbers) <= TOLERANCE:
        return 0.0
    mean = fsum(numbers) / len(numbers)
    return len(numbers) * fsum((number - mean) ** 2 for number in numbers)


def _ordinal(pool: Sequence[Value]) -> Callable[[Sequence[Value]], float]:
    """Return a function that sums the squared differences of ranks.

    Krippendorff's ordinal difference, the number of values from one rank to another with half of those at
    either end, is the distance between the middles of the two ranks.
    """
    ranks = _middles(pool)
    return lambda values: _interval([ranks[float(value)] for value in values])


def _middles(pool: Sequence[Value]) -> Mapping[float, float]:
    """Return the middle of each rank: the number of values below it, plus half of its own."""
    below, middles = 0, dict[float, float]()
    for value, count in sorted(Counter(float(value) for value in pool).items()):
        middles[value] = below + count / 2
        below += count
    return middles


_METRICS: Final[dict[Metric, Callable[[Sequence[Value]], Callable[[Sequence[Value]], float]]]] = {
    "nominal": lambda _: _nominal,
    "ordinal": _ordinal,
    "interval": lambda _: _interval,
}
"""By metric: takes all pairable values, returns the function that sums the disagreement of all pairs."""
