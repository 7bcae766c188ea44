"""Spread: how far visits lie apart by chance, taken from all branches that were asked alike.

One branch has too few visits to say. What lies between the visits of one branch in one wave is chance, and pooled over all
branches it is known well: the mean square within groups of the analysis of variance (H. Scheffé, The Analysis of Variance,
1959, section 3.1). Where no wave has two visits, waves that follow each other say it, by the mean square successive
difference (J. von Neumann and others, Annals of Mathematical Statistics 12, 1941).
"""

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


def spread_of(branches: Iterable[BranchHistory], asked: Checklists) -> Spread | None:
    """Return the spread of branches over their waves that were asked by some checklists; None if nothing tells it."""
    alike = [[wave for wave in branch.scored() if wave.shape.checklists == asked] for branch in branches]
    return _of_visits(wave for waves in alike for wave in waves) or _of_waves(alike)


def visit_count(wave: BranchWave) -> int:
    """Return how many visits a wave rests on: one at least where it has a score."""
    return len([look for look in wave.looks if look.score is not None])


def _of_visits(waves: Iterable[BranchWave]) -> Spread | None:
    squares: list[float] = []
    freedom = 0
    for wave in waves:
        scores = [look.score for look in wave.looks if look.score is not None]
        if len(scores) >= _TWO:
            mean = fsum(scores) / len(scores)
            squares += [(score - mean) ** 2 for score in scores]
            freedom += len(scores) - 1
    return Spread(sqrt(fsum(squares) / freedom), freedom, "visits") if freedom else None


def _of_waves(alike: Iterable[Sequence[BranchWave]]) -> Spread | None:
    squares = [step**2 for waves in alike for step in _steps(waves)]
    if not squares:
        return None
    freedom = max(1, int(len(squares) * _DEPENDENT))
    return Spread(sqrt(fsum(squares) / (2.0 * len(squares))), freedom, "waves")


def _steps(waves: Sequence[BranchWave]) -> Iterator[float]:
    for before, after in pairwise(waves):
        yield (after.score or 0.0) - (before.score or 0.0)


def chance_range(value: float, half: float) -> tuple[float, float]:
    """Return a range around a score, within 0-100."""
    return max(0.0, value - half), min(_HIGHEST, value + half)
