"""Completeness: which visits of the schedule were done, and which branches lack one."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from tpaudit.documents.schedule import Period, period_of, periods_until
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.results.branches import PlannedRound
from tpaudit.results.completeness import BranchVisits, Completeness, PeriodShown

_PERIODS: Final = 8
"""So many periods are shown."""


def completeness(
    branches: Sequence[BranchHistory], as_of: str, since: str | None = None
) -> list[Completeness]:
    """Return what was planned and done up to a day, for each round of visits; periods before `since` are left out."""
    rounds: dict[PlannedRound, list[BranchHistory]] = {}
    for branch in branches:
        newest = branch.newest
        for planned in newest.rounds:
            if not planned.regions or newest.region in planned.regions:
                rounds.setdefault(planned, []).append(branch)
    return [_round(planned, due, as_of, since) for planned, due in rounds.items()]


def last_day(branches: Iterable[BranchHistory]) -> str | None:
    """Return the day of the newest wave of all."""
    return max((branch.newest.day for branch in branches if branch.newest.day), default=None)


def _round(
    planned: PlannedRound, branches: Sequence[BranchHistory], as_of: str, since: str | None
) -> Completeness:
    periods = _periods(planned, as_of, since)
    over = [period.last <= as_of for period in periods]
    lines = [_visits(planned, branch, periods, over) for branch in branches]
    lacking = [line for line in lines if any(map(_lacks, line.planned, line.done))]
    lacking.sort(key=lambda line: (-line.missing, line.branch))
    return Completeness(
        name=planned.name,
        visits=planned.visits,
        method=planned.method,
        periods=[
            PeriodShown(
                first=period.first,
                last=period.last,
                over=over[index],
                planned=sum(line.planned[index] for line in lines),
                done=sum(min(line.planned[index], line.done[index]) for line in lines),
            )
            for index, period in enumerate(periods)
        ],
        branches=len(branches),
        missing=sum(line.missing for line in lines),
        lines=lacking,
    )


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
