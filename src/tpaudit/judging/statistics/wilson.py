"""Wilson's score interval: between which shares a rate may lie."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from tpaudit.results.basis import Chance
from tpaudit.results.scorecard import ObservationScore

Z90: Final = 1.6448536269514722
"""The quantile of the normal distribution that leaves 5 % on each side."""

LEAST_ANSWERS: Final = 3
"""Of fewer answers nothing is said of chance."""


def wilson(good: int, of: int, z: float = Z90) -> tuple[float, float]:
    """Return the lower and upper end of Wilson's interval for a rate of `good` in `of`, both 0-1.

    E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927. Unlike the
    rule of the thumb, it stays inside 0-1 and holds for few observations. Raises ValueError for none.
    """
    if of < 1:
        msg = "a rate of no observations has no interval"
        raise ValueError(msg)
    share, square = good / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate_chance(observations: Sequence[ObservationScore]) -> Chance | None:
    """Return between which scores chance would put a yes-no item, by Wilson; None below three answers."""
    good = of = 0.0
    for seen in observations:
        if seen.counts and seen.score is not None:
            answers = answer_count(seen.answer)
            good, of = good + answers * seen.score / 100.0, of + answers
    if of < LEAST_ANSWERS:
        return None
    low, high = wilson(round(good), round(of))
    return Chance(low=100.0 * low, high=100.0 * high, of=round(of))


def answer_count(answer: str) -> int:
    """Return how many answers a yes-no stands for: those of a rate such as 37/40, else one."""
    _, slash, of = answer.partition("/")
    return int(of) if slash and of.strip().isdecimal() else 1
