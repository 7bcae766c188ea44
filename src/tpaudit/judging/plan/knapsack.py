"""Choosing: the best set of options within limits, solved exactly: a 0/1 knapsack of one or two dimensions.

Worth has several levels, and the first level at which two sets differ decides. Options with worth at the
first level are decided first, as no other option can change that level; so each level is a knapsack of its
own, which starts from every set that is still among the best.

One level is solved by dynamic programming over Pareto-optimal states (G. L. Nemhauser and Z. Ullmann,
"Discrete Dynamic Programming and Capital Allocation", Management Science 15, 1969): of two sets, the one with
no more worth and no less weight is dropped. Sets that cannot become the best are dropped by a Lagrangian
bound (H. Kellerer, U. Pferschy and D. Pisinger, "Knapsack Problems", Springer 2004, chapters 3.8 and 9): put a
price on each limit and take every option whose worth exceeds its price; no set is worth more than that plus
the unused part of the limits at their prices. Deciding otherwise on one option lowers the bound by the
difference between the option's worth and its price, so that few such decisions have to be tried. The prices
are those at which fractions of options would fill the limits.

Worth and weights are whole numbers (see `units`), so that sums are exact in any order.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd
from operator import itemgetter
from typing import Final, NamedTuple

UNIT: Final = 10**12
"""How many units one point, hour or unit of money has; sums of 1000 amounts are off by less than 1e-9."""
WORK: Final = 150_000
"""How many sets are examined for each level; if there are more, `missed` says how much that may cost."""
_TOLERANCE: Final = 1e-9
"""The rounding error of a bound, a sum of floats, relative to the greatest worth of one option."""
_HALVINGS: Final = 60
"""How often the interval is halved in the search for the second price."""
_BY_WORTH: Final = itemgetter(0, 1, 2)

Limits = tuple[int | None, int | None]
_State = tuple[int, int, int, float, "Flips | None"]
"""A set: its negative worth as one number, its two weights, its bound, and the options where it differs from the base."""
Flips = tuple[int, "Flips | None"]


class Option(NamedTuple):
    """One option that can be chosen."""

    worth: tuple[int, ...]
    """Its worth at each level, the most important level first; 0 or more."""
    weight: tuple[int, int]
    """How much of each limit it uses; 0 or more."""


class Choice(NamedTuple):
    """The best set."""

    chosen: frozenset[int]
    """The indexes of its options. Of sets of equal worth it uses the least of the first limit, then of the second."""
    exact: bool
    """Whether it is certain that no set is better."""
    missed: tuple[float, ...]
    """For each level, how much more a set that was not examined could be worth at most; 0 if all were examined."""


def units(amount: float) -> int:
    """Return points, hours or money as a whole number of units."""
    return round(Fraction(amount) * UNIT)


def choose(options: Sequence[Option], limits: Limits, work: int = WORK) -> Choice:
    """Return the set of options with the most worth within the limits; options without worth are not chosen.

    A limit of None is no limit. If only one is limited, it must be the first.
    """
    levels = len(options[0].worth) if options else 0
    scales = _scales(options, levels)
    states: list[_State] = [(0, 0, 0, 0.0, None)]
    chosen: set[int] = set()
    missed: list[float] = []
    exact = True
    for level in range(levels):
        own_options = [
            index
            for index, option in enumerate(options)
            if option.worth[level] and not any(option.worth[:level])
        ]
        search = _Search(
            options=options,
            limits=limits,
            level=level,
            scales=scales,
            own_options=own_options,
            initial=states[0],
        )
        states = search.run(states, work)
        chosen |= search.base
        missed.append(search.missed)
        exact = exact and not search.dropped
    flips = min(states, key=_BY_WORTH)[4]
    while flips is not None:
        index, flips = flips
        chosen ^= {index}
    return Choice(frozenset(chosen), exact, tuple(missed))


def _scales(options: Sequence[Option], levels: int) -> list[int]:
    """Return a factor for each level, so that sums of worth times factor compare like the levels in order."""
    scales = [1]
    for level in range(levels - 1, 0, -1):
        scales.insert(0, scales[0] * (1 + sum(option.worth[level] for option in options)))
    return scales


class _Search:
    """The knapsack of one level: starts from a base set that fills the limits, and decides option by option."""

    def __init__(
        self,
        options: Sequence[Option],
        limits: Limits,
        level: int,
        scales: Sequence[int],
        own_options: Sequence[int],
        initial: _State,
    ) -> None:
        self.limits = limits
        self.scale = scales[level]
        self.size = scales[level - 1] // self.scale if level else 0
        self.worths = {index: options[index].worth[level] for index in own_options}
        self.steps = {
            index: (_number(options[index].worth, scales), *options[index].weight) for index in own_options
        }
        free = [
            None if limit is None else limit - used for limit, used in zip(limits, initial[1:3], strict=True)
        ]
        self.prices = _prices([(self.worths[index], *options[index].weight) for index in own_options], free)
        self.surplus = {index: self._surplus(index) for index in own_options}
        self.order = sorted(own_options, key=lambda index: -abs(self.surplus[index]))
        self.base = self._fill(initial)
        self.slack = _TOLERANCE * max(self.worths.values(), default=0)
        self.step = gcd(*(option.worth[level] for option in options)) or 1
        self.missed = 0.0
        self.dropped = False

    def run(self, initial_states: Sequence[_State], work: int) -> list[_State]:
        """Return the best sets at this level; examines at most `work` sets."""
        states = [self._initial(state) for state in initial_states]
        best = max(filter(self._fits, states), key=self._worth)
        unseen = 0.0
        still_removable = self._weights(self.base)
        for position, index in enumerate(self.order):
            if index in self.base:
                still_removable = (
                    still_removable[0] - self.steps[index][1],
                    still_removable[1] - self.steps[index][2],
                )
            states = self._after_decision(states, index, self._worth(best) - self.slack, still_removable)
            best = max([best, *filter(self._fits, states)], key=self._worth)
            max_states = max(1, work // (len(self.order) - position))
            if len(states) > max_states:
                self.dropped = True
                states.sort(key=lambda state: -state[3])
                unseen = max(unseen, states[max_states][3])
                del states[max_states:]
            work -= len(states)
        worth = self._worth(best)
        if self.dropped:
            self.missed = max(0.0, (unseen + self.slack - worth) // self.step * self.step)
        return [state for state in (best, *states) if self._fits(state) and self._worth(state) == worth]

    def _surplus(self, index: int) -> float:
        """Return the worth of an option minus its price."""
        _, first, second = self.steps[index]
        return self.worths[index] - self.prices[0] * first - self.prices[1] * second

    def _fill(self, initial: _State) -> set[int]:
        """Return the options that fill the limits, taken in the order of their surplus."""
        base: set[int] = set()
        state = initial
        for index in sorted(self.order, key=lambda index: -self.surplus[index]):
            _, first, second = self.steps[index]
            tried = (0, state[1] + first, state[2] + second, 0.0, None)
            if self._fits(tried):
                state = tried
                base.add(index)
        return base

    def _weights(self, indexes: Iterable[int]) -> tuple[int, int]:
        """Return how much options use of each limit."""
        steps = [self.steps[index] for index in indexes]
        return sum(first for _, first, _ in steps), sum(second for _, _, second in steps)

    def _initial(self, state: _State) -> _State:
        """Return a set with the base added, and the bound of every set that can come from it."""
        bound = float(self._worth(state)) + sum(max(0.0, surplus) for surplus in self.surplus.values())
        for limit, price, used in zip(self.limits, self.prices, state[1:3], strict=True):
            bound += 0.0 if limit is None else price * (limit - used)
        first, second = self._weights(self.base)
        number = sum(self.steps[index][0] for index in self.base)
        return (state[0] - number, state[1] + first, state[2] + second, bound, state[4])

    def _after_decision(
        self, states: list[_State], index: int, lowest_bound: float, still_removable: tuple[int, int]
    ) -> list[_State]:
        """Return each set with and without one option, except those that cannot become the best.

        A set's bound falls if the decision is not what the prices suggest; its weight may exceed the limit
        by what can still be removed from the base.
        """
        (number, first, second), surplus = self.steps[index], self.surplus[index]
        inside = index in self.base
        sign = -1 if inside else 1
        stay_cost, flip_cost = (0.0, abs(surplus)) if inside == (surplus > 0) else (abs(surplus), 0.0)
        stayed = [(a, b, c, d - stay_cost, e) for a, b, c, d, e in states if d - stay_cost >= lowest_bound]
        flipped: list[_State] = [
            (a - sign * number, b + sign * first, c + sign * second, d - flip_cost, (index, e))
            for a, b, c, d, e in states
            if d - flip_cost >= lowest_bound
        ]
        upper_limits = [
            None if limit is None else limit + removable
            for limit, removable in zip(self.limits, still_removable, strict=True)
        ]
        return _undominated([*stayed, *flipped], (upper_limits[0], upper_limits[1]))

    def _worth(self, state: _State) -> int:
        """Return what a set is worth at this level."""
        worth = -state[0] // self.scale
        return worth % self.size if self.size else worth

    def _fits(self, state: _State) -> bool:
        first, second = self.limits
        return (first is None or state[1] <= first) and (second is None or state[2] <= second)


def _number(worth: Sequence[int], scales: Sequence[int]) -> int:
    return sum(level_worth * scale for level_worth, scale in zip(worth, scales, strict=True))


def _undominated(states: list[_State], upper_limits: Limits) -> list[_State]:
    """Return the sets within the limits that no other set beats with as much worth and no more weight."""
    kept: list[_State] = []
    firsts: list[int] = []
    seconds: list[int] = []
    for state in sorted(states, key=_BY_WORTH):
        first = 0 if upper_limits[0] is None else state[1]
        second = 0 if upper_limits[1] is None else state[2]
        if first > (upper_limits[0] or 0) or second > (upper_limits[1] or 0):
            continue
        position = bisect_right(firsts, first)
        if position and seconds[position - 1] <= second:
            continue
        end = position
        while end < len(seconds) and seconds[end] >= second:
            end += 1
        firsts[position:end] = [first]
        seconds[position:end] = [second]
        kept.append(state)
    return kept


def _prices(entries: Sequence[tuple[int, int, int]], free: Sequence[int | None]) -> tuple[float, float]:
    """Return the price of a unit of each limit at which fractions of options would fill the free part of it.

    Any prices give a bound; these give nearly the lowest one. The second price is found by halving: the higher
    it is, the less of it is used.
    """
    low, high = 0.0, max((worth / second for worth, _, second in entries if second), default=0.0)
    if free[1] is None or _fill_fractionally(entries, free[0], low)[1] <= free[1]:
        return _fill_fractionally(entries, free[0], low)[0], 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if _fill_fractionally(entries, free[0], middle)[1] > free[1] else (low, middle)
        )
    return _fill_fractionally(entries, free[0], high)[0], high


def _fill_fractionally(
    entries: Sequence[tuple[int, int, int]], free: int | None, price: float
) -> tuple[float, float]:
    """Fill the first limit with the best options, the last one in part, at a given price of the second.

    Return the price of the first limit, and how much of the second is used.
    """
    worthy = [(worth - price * second, first, second) for worth, first, second in entries]
    worthy = [entry for entry in worthy if entry[0] > 0]
    second_used, remaining = 0.0, free
    for worth, first, second in sorted(worthy, key=lambda entry: entry[1] / entry[0]):
        if remaining is not None and first > remaining:
            return worth / first, second_used + second * (remaining / first)
        second_used += second
        remaining = None if remaining is None else remaining - first
    return 0.0, second_used
