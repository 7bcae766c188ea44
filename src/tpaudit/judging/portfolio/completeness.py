"""Completeness: which visits of the schedule were done, and which branches lack one."""

from array import array
from collections.abc import Sequence
from itertools import islice
from typing import Final

from tpaudit.documents.natural import natural
from tpaudit.documents.schedule import Period, period_of, periods_until
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.results.branches import PlannedRound
from tpaudit.results.completeness import BranchVisits, Completeness, PeriodShown
from tpaudit.results.made import Made

_PERIODS: Final = 8
"""So many periods are shown."""


class _Round:
    """A round of visits, and what is counted of the branches that it is for."""

    def __init__(self, planned: PlannedRound, as_of: str, since: str | None) -> None:
        self._round = planned
        self._periods = _periods(planned, as_of, since)
        self._over = [period.last <= as_of for period in self._periods]
        self._planned = [0] * len(self._periods)
        self._done = [0] * len(self._periods)
        self._branches = self._missing = 0
        self._lacking: list[tuple[int, tuple[str, str], int]] = []
        """How many visits each branch lacks that lacks one, its id and its index."""

    def take(self, index: int, branch: BranchHistory) -> None:
        """Count what a branch was due and what was done."""
        line = self.visits(branch)
        self._branches += 1
        self._missing += line.missing
        for place, (due, done) in enumerate(zip(line.planned, line.done, strict=True)):
            self._planned[place] += due
            self._done[place] += min(due, done)
        if any(map(_lacks, line.planned, line.done)):
            self._lacking.append((-line.missing, natural(line.branch), index))

    def visits(self, branch: BranchHistory) -> BranchVisits:
        """Return what a branch was due, and what was done."""
        return _visits(self._round, branch, self._periods, self._over)

    def made(self, branches: Sequence[BranchHistory]) -> Completeness:
        """Return what was counted, and those that lack a visit."""
        numbers = array("q", (index for _, _, index in sorted(self._lacking)))
        figures = zip(self._periods, self._over, self._planned, self._done, strict=True)
        return Completeness(
            name=self._round.name,
            visits=self._round.visits,
            method=self._round.method,
            periods=[
                PeriodShown(first=period.first, last=period.last, over=over, planned=planned, done=done)
                for period, over, planned, done in figures
            ],
            branches=self._branches,
            missing=self._missing,
            lines=Made(numbers, lambda index: self.visits(branches[index])),
        )


def completeness(
    branches: Sequence[BranchHistory], as_of: str, since: str | None = None
) -> list[Completeness]:
    """Return what was planned and done up to a day, for each round of visits; periods before `since` are left out."""
    rounds: dict[PlannedRound, _Round] = {}
    for index, branch in enumerate(branches):
        newest = branch.newest
        for planned in newest.rounds:
            if not planned.regions or newest.region in planned.regions:
                if planned not in rounds:
                    rounds[planned] = _Round(planned, as_of, since)
                rounds[planned].take(index, branch)
    return [found.made(branches) for found in rounds.values()]


def _lacks(planned: int, done: int) -> bool:
    return done < planned


def _periods(planned: PlannedRound, as_of: str, since: str | None) -> list[Period]:
    """Return the last periods up to a day, the oldest first; at least the one of the day itself."""
    newest, *earlier = islice(periods_until(planned.every, as_of), _PERIODS)
    return [newest, *(period for period in earlier if since is None or period.last >= since)][::-1]


def _visits(
    planned: PlannedRound, branch: BranchHistory, periods: Sequence[Period], over: Sequence[bool]
) -> BranchVisits:
    """Return what a branch was due from the period on in which it is first known."""
    visited = _visited(branch)
    days = [day for day, method in visited if planned.method in (None, method)]
    known = min([*(day for day, _ in visited), *_audited(branch)], default=None)
    start = period_of(planned.every, known).first if known else ""
    done = [sum(period.first <= day <= period.last for day in days) for period in periods]
    due = [planned.visits if period.first >= start else 0 for period in periods]
    missing = sum(max(0, due[index] - done[index]) for index, ended in enumerate(over) if ended)
    return BranchVisits(branch=branch.id, done=done, planned=due, missing=missing)


def _visited(branch: BranchHistory) -> list[tuple[str, str | None]]:
    """Return the day and method of each visit of a branch, as far as its day is known."""
    return [
        (day[:10], look.method)
        for wave in (*branch.earlier, *branch.waves)
        for look in wave.looks
        if (day := look.on or wave.day)
    ]


def _audited(branch: BranchHistory) -> list[str]:
    return [wave.day for wave in (*branch.earlier, *branch.waves) if wave.day]
