"""How many visits it takes to see a difference."""

import random
from statistics import fmean

import pytest

from tpaudit.judging.sample_size import visits_needed


@pytest.mark.parametrize(
    ("difference", "sd", "effect", "visits"),
    [
        # z(0.95) + z(0.80) = 1.6449 + 0.8416 = 2.4865; 2 · (2.4865 · 6.5 / 5)² = 20.9
        (5.0, 6.5, 1.0, 21),
        # Two means one standard deviation apart: 2 · 2.4865² = 12.4
        (10.0, 10.0, 1.0, 13),
        (5.0, 6.5, 2.0, 42),
        # Half the difference takes four times as many: 83.6
        (2.5, 6.5, 1.0, 84),
        # A mean of one is no mean
        (100.0, 1.0, 1.0, 2),
    ],
)
def test_so_many_visits_are_needed(difference: float, sd: float, effect: float, visits: int) -> None:
    assert visits_needed(difference, sd, effect) == visits


def test_with_so_many_a_difference_is_seen_in_four_of_five_draws() -> None:
    draw = random.Random(20260501)  # noqa: S311 - draws that are the same in every run
    visits, sd, difference = visits_needed(5.0, 6.5), 6.5, 5.0
    limit = 1.6449 * sd * (2 / visits) ** 0.5

    def gap(shift: float) -> float:
        before = fmean(draw.gauss(70.0, sd) for _ in range(visits))
        return before - fmean(draw.gauss(70.0 - shift, sd) for _ in range(visits))

    seen = sum(gap(difference) > limit for _ in range(2_000)) / 2_000
    false = sum(gap(0.0) > limit for _ in range(2_000)) / 2_000
    assert seen == pytest.approx(0.80, abs=0.03)
    assert false == pytest.approx(0.05, abs=0.015)
