"""Sample size: how many visits it takes to see a difference between two scores."""

from math import ceil
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
"""One-sided: where nothing changed, a difference is seen by chance in 5 of 100 comparisons."""
POWER: Final = 0.8
"""Where the difference is there, it is seen in 80 of 100 comparisons."""


def visits_needed(difference: float, sd: float, design_effect: float = 1.0) -> int:
    """Return how many visits each side needs to see a difference of two means; at least 2.

    `difference` and `sd`, the standard deviation of single visits, are in points and above 0. `design_effect`, 1 or
    more, says how many times as many visits it takes because visits of one branch or one observer are alike.

    The two-sample normal formula, as in J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988),
    chapter 2: n = 2 · ((z of confidence + z of power) · sd / difference)²; the design effect is that of
    L. Kish, Survey Sampling (1965), section 8.2.
    """
    normal = NormalDist()
    z = normal.inv_cdf(CONFIDENCE) + normal.inv_cdf(POWER)
    return max(2, ceil(2.0 * (z * sd / difference) ** 2 * design_effect))
