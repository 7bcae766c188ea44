"""Choosing: the best set of things within limits, solved exactly: a 0/1 knapsack of one or two dimensions.

Worth is counted at several levels, and the first at which two sets differ decides. Things that are worth
something at the first level are settled first, since nothing else can change that level; so each level is a
knapsack of its own, which starts from every set that is still among the best.

One level is solved by dynamic programming over Pareto-optimal states (G. L. Nemhauser and Z. Ullmann,
"Discrete Dynamic Programming and Capital Allocation", Management Science 15, 1969): of two sets the one that
is worth no more and takes no less is dropped. Sets that cannot become the best are dropped by a Lagrangian
bound (H. Kellerer, U. Pferschy and D. Pisinger, "Knapsack Problems", Springer 2004, chapters 3.8 and 9): put a
price on each limit and take whatever is worth more than its price; no set is worth more than that with what
is left of the limits at their prices. To decide otherwise on one thing lowers that bound by the difference
between the thing's worth and its price, so that few such decisions remain to be tried. The prices are those at
which things in parts would fill the limits.

Worth and weights are whole numbers (see `whole`), so that sums are exact in whatever order.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd
from operator import itemgetter
from typing import Final, NamedTuple

UNIT: Final = 10**12
"""How many whole units one point, hour or piece of money has: sums of 1000 are off by less than 1e-9."""
WORK: Final = 150_000
"""How many sets are looked at for each level; were there more, `missed` says what that may cost."""
_SLACK: Final = 1e-9
"""How far a bound, a sum of floats, may be below what it bounds, as a part of the greatest worth of one thing."""
_ROUNDS: Final = 60
"""Halvings in search of the second price."""
_BY_WORTH: Final = itemgetter(0, 1, 2)

Limits = tuple[int | None, int | None]
_State = tuple[int, int, int, float, "Flips | None"]
"""A set: its worth as one number, negative; what it takes of each limit; its bound; where it left the base."""
Flips = tuple[int, "Flips | None"]


class Thing(NamedTuple):
    """One thing that can be chosen."""

    worth: tuple[int, ...]
    """At each level, the most important first; 0 or more."""
    weight: tuple[int, int]
    """What it takes of each limit; 0 or more."""


class Choice(NamedTuple):
    """The best set."""

    chosen: frozenset[int]
    """The places of its things. Of sets that are worth the same it takes least of the first limit, then of the second."""
    exact: bool
    """No set is better: none was left unseen that might be."""
    missed: tuple[float, ...]
    """How much more, at each level, a set that was not looked at could be worth at most; 0 where all were."""


def units(amount: float) -> int:
    """Return points, hours or money in whole units."""
    return round(Fraction(amount) * UNIT)


def choose(things: Sequence[Thing], limits: Limits, work: int = WORK) -> Choice:
    """Return the set of things that is worth most within the limits; what is worth nothing is left.

    None is no limit. If only one thing is limited, that limit stands first.
    """
    levels = len(things[0].worth) if things else 0
    scales = _scales(things, levels)
    states: list[_State] = [(0, 0, 0, 0.0, None)]
    chosen: set[int] = set()
    missed: list[float] = []
    exact = True
    for level in range(levels):
        mine = [at for at, one in enumerate(things) if one.worth[level] and not any(one.worth[:level])]
        search = _Search(things=things, limits=limits, level=level, scales=scales, mine=mine, start=states[0])
        states = search.run(states, work)
        chosen |= search.base
        missed.append(search.missed)
        exact = exact and not search.dropped
    flips = min(states, key=_BY_WORTH)[4]
    while flips is not None:
        at, flips = flips
        chosen ^= {at}
    return Choice(frozenset(chosen), exact, tuple(missed))


def _scales(things: Sequence[Thing], levels: int) -> list[int]:
    """Return what one unit of each level counts in a number that compares like the levels in their order."""
    scales = [1]
    for level in range(levels - 1, 0, -1):
        scales.insert(0, scales[0] * (1 + sum(one.worth[level] for one in things)))
    return scales


class _Search:
    """The knapsack of one level: from a base set that fills the limits, one decision after the other."""

    def __init__(
        self,
        things: Sequence[Thing],
        limits: Limits,
        level: int,
        scales: Sequence[int],
        mine: Sequence[int],
        start: _State,
    ) -> None:
        self.limits = limits
        self.scale = scales[level]
        self.size = scales[level - 1] // self.scale if level else 0
        self.worths = {at: things[at].worth[level] for at in mine}
        self.steps = {at: (_number(things[at].worth, scales), *things[at].weight) for at in mine}
        room = [
            None if limit is None else limit - took for limit, took in zip(limits, start[1:3], strict=True)
        ]
        self.prices = _prices([(self.worths[at], *things[at].weight) for at in mine], room)
        self.beyond = {at: self._beyond(at) for at in mine}
        self.order = sorted(mine, key=lambda at: -abs(self.beyond[at]))
        self.base = self._filling(start)
        self.slack = _SLACK * max(self.worths.values(), default=0)
        self.step = gcd(*(one.worth[level] for one in things)) or 1
        self.missed = 0.0
        self.dropped = False

    def run(self, states: Sequence[_State], work: int) -> list[_State]:
        """Return the sets that are best at this level, of at most so many that are looked at."""
        kept = [self._started(state) for state in states]
        best = max(filter(self._fits, kept), key=self._worth)
        unseen = 0.0
        left = self._total(self.base)
        for place, at in enumerate(self.order):
            if at in self.base:
                left = (left[0] - self.steps[at][1], left[1] - self.steps[at][2])
            kept = self._decided(kept, at, self._worth(best) - self.slack, left)
            best = max([best, *filter(self._fits, kept)], key=self._worth)
            most = max(1, work // (len(self.order) - place))
            if len(kept) > most:
                self.dropped = True
                kept.sort(key=lambda one: -one[3])
                unseen = max(unseen, kept[most][3])
                del kept[most:]
            work -= len(kept)
        worth = self._worth(best)
        if self.dropped:
            self.missed = max(0.0, (unseen + self.slack - worth) // self.step * self.step)
        return [one for one in (best, *kept) if self._fits(one) and self._worth(one) == worth]

    def _beyond(self, at: int) -> float:
        """Return by how much a thing is worth more than its price; below 0, by how much it is worth less."""
        _, first, second = self.steps[at]
        return self.worths[at] - self.prices[0] * first - self.prices[1] * second

    def _filling(self, start: _State) -> set[int]:
        """Return the things that fill what there is room for, those first that are most beyond their price."""
        base: set[int] = set()
        state = start
        for at in sorted(self.order, key=lambda at: -self.beyond[at]):
            _, first, second = self.steps[at]
            tried = (0, state[1] + first, state[2] + second, 0.0, None)
            if self._fits(tried):
                state = tried
                base.add(at)
        return base

    def _total(self, some: Iterable[int]) -> tuple[int, int]:
        """Return what things take of each limit."""
        steps = [self.steps[at] for at in some]
        return sum(first for _, first, _ in steps), sum(second for _, _, second in steps)

    def _started(self, state: _State) -> _State:
        """Return a set with the base, and the bound of every set that it may become."""
        bound = float(self._worth(state)) + sum(max(0.0, one) for one in self.beyond.values())
        for limit, price, took in zip(self.limits, self.prices, state[1:3], strict=True):
            bound += 0.0 if limit is None else price * (limit - took)
        first, second = self._total(self.base)
        number = sum(self.steps[at][0] for at in self.base)
        return (state[0] - number, state[1] + first, state[2] + second, bound, state[4])

    def _decided(self, kept: list[_State], at: int, least: float, left: tuple[int, int]) -> list[_State]:
        """Return each set with either decision on one thing, but for those that cannot become the best.

        A set's bound falls where the decision is not what the prices say; its weight may be more than the
        limit by what can still be left of the base.
        """
        (number, first, second), beyond = self.steps[at], self.beyond[at]
        inside = at in self.base
        sign = -1 if inside else 1
        stay, flip = (0.0, abs(beyond)) if inside == (beyond > 0) else (abs(beyond), 0.0)
        stayed = [(a, b, c, d - stay, e) for a, b, c, d, e in kept if d - stay >= least]
        flipped: list[_State] = [
            (a - sign * number, b + sign * first, c + sign * second, d - flip, (at, e))
            for a, b, c, d, e in kept
            if d - flip >= least
        ]
        ends = [
            None if limit is None else limit + more for limit, more in zip(self.limits, left, strict=True)
        ]
        return _undominated([*stayed, *flipped], (ends[0], ends[1]))

    def _worth(self, state: _State) -> int:
        """Return what a set is worth at this level."""
        worth = -state[0] // self.scale
        return worth % self.size if self.size else worth

    def _fits(self, state: _State) -> bool:
        first, second = self.limits
        return (first is None or state[1] <= first) and (second is None or state[2] <= second)


def _number(worth: Sequence[int], scales: Sequence[int]) -> int:
    return sum(one * scale for one, scale in zip(worth, scales, strict=True))


def _undominated(states: list[_State], ends: Limits) -> list[_State]:
    """Return the sets within the ends, but for those that another one beats: worth as much, and taking no more."""
    kept: list[_State] = []
    firsts: list[int] = []
    seconds: list[int] = []
    for state in sorted(states, key=_BY_WORTH):
        first = 0 if ends[0] is None else state[1]
        second = 0 if ends[1] is None else state[2]
        if first > (ends[0] or 0) or second > (ends[1] or 0):
            continue
        place = bisect_right(firsts, first)
        if place and seconds[place - 1] <= second:
            continue
        end = place
        while end < len(seconds) and seconds[end] >= second:
            end += 1
        firsts[place:end] = [first]
        seconds[place:end] = [second]
        kept.append(state)
    return kept


def _prices(entries: Sequence[tuple[int, int, int]], room: Sequence[int | None]) -> tuple[float, float]:
    """Return the price of a unit of each limit at which things in parts would fill what there is room for.

    Any prices give a bound; these give nearly the least one. The second is halved in upon: the dearer it is, the less
    of it is taken.
    """
    low, high = 0.0, max((worth / second for worth, _, second in entries if second), default=0.0)
    if room[1] is None or _taken(entries, room[0], low)[1] <= room[1]:
        return _taken(entries, room[0], low)[0], 0.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if _taken(entries, room[0], middle)[1] > room[1] else (low, middle)
    return _taken(entries, room[0], high)[0], high


def _taken(entries: Sequence[tuple[int, int, int]], room: int | None, price: float) -> tuple[float, float]:
    """Fill the first limit with what is worth most for it, the last thing in part, at a price of the second.

    Return the price of the first limit, and how much is taken of the second.
    """
    worthy = [(worth - price * second, first, second) for worth, first, second in entries]
    worthy = [one for one in worthy if one[0] > 0]
    taken, left = 0.0, room
    for worth, first, second in sorted(worthy, key=lambda one: one[1] / one[0]):
        if left is not None and first > left:
            return worth / first, taken + second * (left / first)
        taken += second
        left = None if left is None else left - first
    return 0.0, taken
