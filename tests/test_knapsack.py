"""The best set within limits: held against every set there is, and against instances made to be hard."""

import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_properties import thorough

from tpaudit.judging.plan.knapsack import UNIT, Limits, Option, choose, units

LEVELS: Final = 3
MANY: Final = 300
SECONDS: Final = 2.0
"""Of the processor, on a machine that does other things as well; it takes a fifth of that."""


def sums(things: Sequence[Option], chosen: Sequence[int] | frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Return what a set is worth at each level, and what it takes of each limit."""
    worth = tuple(sum(things[at].worth[level] for at in chosen) for level in range(len(things[0].worth)))
    return worth, tuple(sum(things[at].weight[of] for at in chosen) for of in (0, 1))


def fits(weight: Sequence[int], limits: Limits) -> bool:
    return all(limit is None or took <= limit for took, limit in zip(weight, limits, strict=True))


def best(things: Sequence[Option], limits: Limits) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what the best of all sets is worth, and the least that it takes, by looking at every one."""
    useful = [one for one in things if any(one.worth)]
    found = [((0,) * len(things[0].worth), (0, 0))]
    for worth, weight in useful:
        found += [
            (tuple(map(sum, zip(a, worth, strict=True))), (b[0] + weight[0], b[1] + weight[1]))
            for a, b in found
        ]
    fitting = [one for one in found if fits(one[1], limits)]
    return min(fitting, key=lambda one: (tuple(-level for level in one[0]), one[1]))


small = st.integers(0, 4)
large = st.integers(0, 10**14)


def some_things(amounts: st.SearchStrategy[int], most: int) -> st.SearchStrategy[list[Option]]:
    """Return things; each is worth something from some level on."""
    worths = st.tuples(st.integers(0, LEVELS - 1), st.lists(amounts, min_size=LEVELS, max_size=LEVELS)).map(
        lambda drawn: tuple(worth * (level >= drawn[0]) for level, worth in enumerate(drawn[1]))
    )
    return st.lists(st.builds(Option, worths, st.tuples(amounts, amounts)), min_size=1, max_size=most)


@st.composite
def problems(draw: st.DrawFn, most: int = 10) -> tuple[list[Option], Limits]:
    """Return things and limits: of the first, of both, or none; some that everything fits, some that nothing does."""
    things = draw(some_things(draw(st.sampled_from([small, large])), most))
    totals = [sum(one.weight[of] for one in things) for of in (0, 1)]
    first = draw(st.none() | st.integers(0, totals[0] + 1))
    second = draw(st.none() | st.integers(0, totals[1] + 1)) if first is not None else None
    return things, (first, second)


@thorough(400)
@given(problems())
def test_no_set_is_better_and_of_equals_it_takes_least(problem: tuple[list[Option], Limits]) -> None:
    things, limits = problem
    choice = choose(things, limits)
    assert choice.exact
    assert choice.missed == (0.0,) * LEVELS
    assert sums(things, choice.chosen) == best(things, limits)


@thorough(12)
@given(problems(most=14))
def test_no_set_of_fourteen_is_better(problem: tuple[list[Option], Limits]) -> None:
    things, limits = problem
    assert sums(things, choose(things, limits).chosen) == best(things, limits)


@thorough(100)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_things_changes_neither_worth_nor_weight(
    problem: tuple[list[Option], Limits], random: Random
) -> None:
    things, limits = problem
    shuffled = list(things)
    random.shuffle(shuffled)
    assert sums(things, choose(things, limits).chosen) == sums(shuffled, choose(shuffled, limits).chosen)


@thorough(300)
@given(problems(most=12), st.integers(1, 30))
def test_a_search_that_is_cut_short_says_how_much_it_may_have_missed(
    problem: tuple[list[Option], Limits], work: int
) -> None:
    things, limits = ([Option(one.worth[:1], one.weight) for one in problem[0]], problem[1])
    choice = choose(things, limits, work)
    worth, weight = sums(things, choice.chosen)
    assert fits(weight, limits)
    assert best(things, limits)[0][0] <= worth[0] + choice.missed[0] + 1e-9 * sum(
        one.worth[0] for one in things
    )


def test_nothing_to_choose_from_is_an_empty_set() -> None:
    assert choose([], (None, None)).chosen == frozenset()


def test_without_limits_everything_that_is_worth_something_is_chosen() -> None:
    things = [Option((0, 1), (9, 9)), Option((0, 0), (0, 0)), Option((3, 0), (10**30, 0))]
    assert choose(things, (None, None)).chosen == {0, 2}


def test_the_first_level_wins_whatever_the_second_is_worth() -> None:
    things = [Option((1, 0), (10, 0)), Option((0, 10**15), (1, 0))]
    assert choose(things, (10, None)).chosen == {0}


def test_whole_units_are_finer_than_what_is_told_apart() -> None:
    assert units(0.1) * 10 == UNIT
    assert units(1e-9) == 1000


def effort(random: Random) -> float:
    return random.choice([0.5, 1, 2, 3, 4, 6, 8, 16, 24, 40, 80])


def as_in_audits(random: Random) -> tuple[float, float, float]:
    return random.random() / 2, effort(random), random.choice([0, 0, 0, 50, 100, 250, 1000])


def fine(random: Random) -> tuple[float, float, float]:
    return random.random() / 2, random.randint(1, 5000) / 60, random.randint(0, 100_000) / 100


def as_good_as_long(random: Random) -> tuple[float, float, float]:
    hours = random.randint(60, 6000) / 60
    return hours / 100 + 0.1, hours, random.randint(1, 1000)


def equal(random: Random) -> tuple[float, float, float]:
    hours = random.random() * 100
    return 0.3, hours, 1000 - 10 * hours


def gain_is_effort(random: Random) -> tuple[float, float, float]:
    hours = random.random() * 100
    return hours / 100, hours, 0


def made(kind: Callable[[Random], tuple[float, float, float]], seed: int) -> list[Option]:
    random = Random(seed)  # noqa: S311 - the same numbers every time is what is wanted
    drawn = [kind(random) for _ in range(MANY)]
    return [
        Option((int(random.random() < 0.1), units(gain), 1), (units(hours), units(cost)))
        for gain, hours, cost in drawn
    ]


def limits_of(things: Sequence[Option], share: float, *, both: bool) -> Limits:
    hours, cost = (round(sum(one.weight[of] for one in things) * share) for of in (0, 1))
    return hours, cost if both else None


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.5])
@pytest.mark.parametrize("kind", [as_in_audits, fine])
def test_three_hundred_fixes_are_solved_exactly_and_quickly(
    kind: Callable[[Random], tuple[float, float, float]], share: float, both: bool
) -> None:
    for seed in range(3):
        things = made(kind, seed)
        limits = limits_of(things, share, both=both)
        start = time.process_time()
        choice = choose(things, limits)
        assert time.process_time() - start < SECONDS
        assert choice.exact
        assert fits(sums(things, choice.chosen)[1], limits)


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("kind", [as_good_as_long, equal, gain_is_effort])
def test_three_hundred_fixes_that_are_hard_to_tell_apart_end_quickly_and_near_the_best(
    kind: Callable[[Random], tuple[float, float, float]], both: bool
) -> None:
    things = made(kind, 1)
    limits = limits_of(things, 0.3, both=both)
    start = time.process_time()
    choice = choose(things, limits)
    assert time.process_time() - start < SECONDS
    worth, weight = sums(things, choice.chosen)
    assert fits(weight, limits)
    assert choice.missed[0] == 0
    assert choice.missed[1] <= 0.03 * worth[1]
