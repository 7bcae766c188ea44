"""Spread: how far visits lie apart by chance, taken from all branches that were asked alike.

One branch has too few visits to say. What lies between the visits of one branch in one wave is chance, and pooled over all
branches it is known well: the mean square within groups of the analysis of variance (H. Scheffé, The Analysis of Variance,
1959, section 3.1). Where no wave has two visits, waves that follow each other say it, by the mean square successive
difference (J. von Neumann and others, Annals of Mathematical Statistics 12, 1941).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import fsum, sqrt
from typing import Final, Literal, NamedTuple

from tpaudit.judging.compare.significance import student_t_quantile
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.results.branches import BranchWave, Checklists

_TWO: Final = 2
_HIGHEST: Final = 100.0
_DEPENDENT: Final = 2.0 / 3.0
"""What a successive difference is worth beside an independent one: its efficiency for a normal series."""


_quantile = cache(student_t_quantile)


class Spread(NamedTuple):
    """How far two looks at the same branch lie apart by chance."""

    sd: float
    """The standard deviation, in points: of one visit, or of one wave."""
    freedom: int
    basis: Literal["visits", "waves"]

    def half(self, *looks: int) -> float:
        """Return half the width of the range in which a mean of so many visits lies, or the difference of two.

        Nine times in ten, for one or two numbers of visits; a wave counts as one where waves are the basis.
        """
        each = fsum(1.0 / (count if self.basis == "visits" else 1) for count in looks)
        return _quantile(self.freedom) * self.sd * sqrt(each)


class _Chance:
    """What waves that were asked alike say of chance: how far visits lie from the mean of their wave, and waves apart."""

    def __init__(self) -> None:
        self._visits, self._steps = array("d"), array("d")
        self._freedom = 0

    def take(self, waves: Sequence[BranchWave]) -> None:
        """Take the waves of one branch, the oldest first."""
        for wave in waves:
            scores = [look.score for look in wave.looks if look.score is not None]
            if len(scores) >= _TWO:
                mean = fsum(scores) / len(scores)
                self._visits.extend((score - mean) ** 2 for score in scores)
                self._freedom += len(scores) - 1
        self._steps.extend(step**2 for step in _steps(waves))

    def spread(self) -> Spread | None:
        """Return what visits say, else what waves do; None if nothing was visited twice."""
        if self._freedom:
            return Spread(sqrt(fsum(self._visits) / self._freedom), self._freedom, "visits")
        if not self._steps:
            return None
        freedom = max(1, int(len(self._steps) * _DEPENDENT))
        return Spread(sqrt(fsum(self._steps) / (2.0 * len(self._steps))), freedom, "waves")


def spreads(branches: Iterable[BranchHistory], sets: Iterable[Checklists]) -> dict[Checklists, Spread | None]:
    """Return the spread of branches over their waves that were asked by each of some sets of checklists."""
    found = {asked: _Chance() for asked in sets}
    for branch in branches:
        alike: dict[Checklists, list[BranchWave]] = defaultdict(list)
        for wave in branch.scored():
            alike[wave.shape.checklists].append(wave)
        for asked, waves in alike.items():
            if asked in found:
                found[asked].take(waves)
    return {asked: chance.spread() for asked, chance in found.items()}


def visit_count(wave: BranchWave) -> int:
    """Return how many visits a wave rests on: one at least where it has a score."""
    return len([look for look in wave.looks if look.score is not None])


def _steps(waves: Sequence[BranchWave]) -> Iterator[float]:
    for before, after in pairwise(waves):
        yield (after.score or 0.0) - (before.score or 0.0)


def chance_range(value: float, half: float) -> tuple[float, float]:
    """Return a range around a score, within 0-100."""
    return max(0.0, value - half), min(_HIGHEST, value + half)
