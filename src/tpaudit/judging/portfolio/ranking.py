"""Ranking: branches that were asked alike, each with its rank, percentile, chance range and change."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum, isnan, nan
from string import ascii_uppercase
from typing import Final, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.natural import natural
from tpaudit.judging.portfolio.histories import Branches, BranchHistory
from tpaudit.judging.portfolio.spread import Spread, chance_range, spreads, visit_count
from tpaudit.results.branch_lines import BranchLine, Told, WaveScore
from tpaudit.results.branches import BranchWave, Checklists
from tpaudit.results.made import Made

WAVES: Final = 8
"""So many waves are shown of a branch."""
_ALL: Final = 100.0
_PARTS: Final[dict[Told | None, int]] = {"below": 0, "mean": 1, None: 1, "above": 2}
"""In which part of those asked alike a branch stands."""


class RankPlace(NamedTuple):
    """Where a score stands among others."""

    rank: int
    """1 for the greatest; the same for equal ones."""
    percentile: float | None
    """How many percent of the others are less; None for a single one."""


class Places:
    """Where each of some scores stands among them; what differs by rounding errors alone is equal."""

    def __init__(self, scores: Iterable[float]) -> None:
        """Take the scores, in any order."""
        ordered = sorted(scores, reverse=True)
        self.count = len(ordered)
        self._heads = array("d")
        """The greatest of each group of equal scores, with its sign changed, so that they rise."""
        self._starts = array("q")
        for place, score in enumerate(ordered):
            if not self._heads or score < -self._heads[-1] - TOLERANCE:
                self._heads.append(-score)
                self._starts.append(place)
        self._starts.append(self.count)

    def of(self, score: float) -> RankPlace:
        """Return the rank and percentile of one of the scores."""
        group = bisect_right(self._heads, -score) - 1
        less, others = self.count - self._starts[group + 1], self.count - 1
        return RankPlace(self._starts[group] + 1, _ALL * less / others if others else None)


class Standings(NamedTuple):
    """Branches that were asked alike, and what is known of all of them."""

    id: str
    checklists: Checklists
    mean: float | None
    spread: Spread | None
    places: Places


class Ranking:
    """Branches in their order: those asked alike together, clearly below the mean first, in each part the worst first.

    Of each branch little is kept; its line is made when it is asked for.
    """

    def __init__(self, branches: Branches) -> None:
        """Take branches that may have been asked by different checklists."""
        self.branches = branches
        self._scores, self._visits, self._sets = array("d"), array("q"), array("q")
        sets = self._asked()
        known = spreads(branches, sets)
        own: list[list[float]] = [[] for _ in sets]
        for score, number in zip(self._scores, self._sets, strict=True):
            if not isnan(score):
                own[number].append(score)
        self.standings = [
            Standings(
                id=name,
                checklists=asked,
                mean=_mean(scores),
                spread=known[asked],
                places=Places(scores),
            )
            for name, asked, scores in zip(_names(), sets, own, strict=False)
        ]
        """What is known of those that were asked alike, the most branches with a score first."""
        self._ids = {each.checklists: each.id for each in self.standings}
        worst_first = sorted(range(len(branches)), key=self._worst)
        self.worst_first = array("q", (index for index in worst_first if not isnan(self._scores[index])))
        """The indices of the branches that have a score."""
        self.order = array("q", sorted(worst_first, key=self._part))
        """The indices of all branches; those without a score stand at the end."""
        self.lines = Made(self.order, self._line)

    def alike(self, number: int) -> list[int]:
        """Return the indices of the branches that one of the standings is about."""
        return [index for index, own in enumerate(self._sets) if own == number]

    def lines_of(self, indices: Sequence[int]) -> Sequence[BranchLine]:
        """Return the lines of some branches."""
        return Made(indices, self._line)

    def _asked(self) -> list[Checklists]:
        """Return the sets of checklists that asked, and keep of each branch which, its score and its visits."""
        numbers: dict[Checklists, int] = {}
        scored: list[int] = []
        for branch in self.branches:
            asked, score = branch.newest.shape.checklists, score_of(branch)
            number = numbers.setdefault(asked, len(numbers))
            scored += [0] * (len(numbers) - len(scored))
            scored[number] += score is not None
            self._sets.append(number)
            self._scores.append(nan if score is None else score)
            self._visits.append(visit_count(branch.newest))
        ordered = sorted(numbers, key=lambda asked: (-scored[numbers[asked]], asked))
        places = {numbers[asked]: place for place, asked in enumerate(ordered)}
        self._sets = array("q", map(places.__getitem__, self._sets))
        return ordered

    def _worst(self, index: int) -> tuple[float, tuple[str, str]]:
        score = self._scores[index]
        return (0.0 if isnan(score) else score, natural(self.branches.ids[index]))

    def _part(self, index: int) -> tuple[bool, int, int]:
        score, number = self._scores[index], self._sets[index]
        if isnan(score):
            return (True, number, 0)
        own = self.standings[number]
        low, high = _range(self._visits[index], score, own.spread)
        return (False, number, _PARTS[_told(low, high, own.mean)])

    def _line(self, index: int) -> BranchLine:
        return _line(self.branches[index], self.standings[self._sets[index]], self._ids)


def _names() -> Iterator[str]:
    """Yield A, B ... Z, A2, B2 and so on."""
    number = 1
    while True:
        yield from (letter if number == 1 else f"{letter}{number}" for letter in ascii_uppercase)
        number += 1


def _mean(scores: Sequence[float]) -> float | None:
    return fsum(scores) / len(scores) if scores else None


def score_of(branch: BranchHistory) -> float | None:
    """Return the score of a branch in its newest wave; None where too little is known, or no wave is looked at."""
    return branch.newest.score if branch.waves and branch.newest.enough else None


def _line(branch: BranchHistory, standings: Standings, sets: Mapping[Checklists, str]) -> BranchLine:
    wave, score = branch.newest, score_of(branch)
    place = None if score is None else standings.places.of(score)
    before = _before(branch) if score is not None else None
    alike = before is not None and before.shape.checklists == wave.shape.checklists
    change = score - (before.score or 0.0) if before and alike and score is not None else None
    low, high = _range(visit_count(wave), score, standings.spread)
    return BranchLine(
        id=branch.id,
        name=branch.name,
        company=wave.company,
        place=wave.place,
        region=wave.region,
        format=wave.format,
        tags=list(wave.tags),
        file=wave.file,
        day=wave.day,
        visits=visit_count(wave) if branch.waves else 0,
        score=score,
        low=low,
        high=high,
        told=_told(low, high, standings.mean),
        asked=standings.id,
        rank=place.rank if place else None,
        of=standings.places.count if place else None,
        percentile=place.percentile if place else None,
        change=change,
        moved=_moved(wave, before, change, standings.spread),
        since=before.day if before else None,
        asked_otherwise=before is not None and not alike,
        failing=wave.failing if branch.waves else 0,
        fails=list(wave.faults) if branch.waves else [],
        waves=[_wave(each, sets) for each in branch.waves[-WAVES:]],
    )


def _before(branch: BranchHistory) -> BranchWave | None:
    """Return the newest earlier wave that has a score."""
    earlier = [wave for wave in branch.scored() if wave is not branch.newest]
    return earlier[-1] if earlier else None


def _range(visits: int, score: float | None, spread: Spread | None) -> tuple[float | None, float | None]:
    if score is None or spread is None or not visits:
        return None, None
    return chance_range(score, spread.half(visits))


def _told(low: float | None, high: float | None, mean: float | None) -> Told | None:
    if low is None or high is None or mean is None:
        return None
    return "below" if high < mean - TOLERANCE else "above" if low > mean + TOLERANCE else "mean"


def _moved(
    wave: BranchWave, before: BranchWave | None, change: float | None, spread: Spread | None
) -> bool | None:
    if change is None or before is None or spread is None or not (visit_count(wave) and visit_count(before)):
        return None
    return abs(change) > spread.half(visit_count(wave), visit_count(before)) + TOLERANCE


def _wave(wave: BranchWave, sets: Mapping[Checklists, str]) -> WaveScore:
    return WaveScore(
        day=wave.day,
        score=wave.score if wave.enough else None,
        visits=visit_count(wave),
        asked=sets.get(wave.shape.checklists, ""),
        file=wave.file,
    )
