"""Ranking: branches that were asked alike, each with its rank, percentile, chance range and change."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.spread import Spread, chance_range, visit_count
from tpaudit.results.branch_lines import BranchLine, Told, WaveScore
from tpaudit.results.branches import BranchWave, Checklists

WAVES: Final = 8
"""So many waves are shown of a branch."""
_ALL: Final = 100.0


class Standings(NamedTuple):
    """Branches that were asked alike, and what is known of all of them."""

    id: str
    mean: float | None
    spread: Spread | None


class RankPlace(NamedTuple):
    """Where a score stands among others."""

    rank: int
    """1 for the greatest; the same for equal ones."""
    percentile: float | None
    """How many percent of the others are less; None for a single one."""


def places(scores: Mapping[str, float]) -> dict[str, RankPlace]:
    """Return the rank and percentile of each score, by its key; what differs by rounding errors alone is equal."""
    ordered = sorted(scores, key=lambda key: -scores[key])
    found: dict[str, RankPlace] = {}
    start = 0
    while start < len(ordered):
        end = start + 1
        while end < len(ordered) and scores[ordered[end]] >= scores[ordered[start]] - TOLERANCE:
            end += 1
        others = len(ordered) - 1
        percentile = _ALL * (len(ordered) - end) / others if others else None
        found |= dict.fromkeys(ordered[start:end], RankPlace(start + 1, percentile))
        start = end
    return found


def ranked(
    branches: Sequence[BranchHistory], standings: Standings, sets: Mapping[Checklists, str]
) -> list[BranchLine]:
    """Return the lines of branches that were asked alike, clearly below the mean first, in each part the worst first.

    `sets` has the ids of checklists that asked together.
    """
    scores = {branch.id: score for branch in branches if (score := score_of(branch)) is not None}
    found = places(scores)
    lines = [_line(branch, found.get(branch.id), len(scores), standings, sets) for branch in branches]
    return sorted(lines, key=_order)


def _order(line: BranchLine) -> tuple[bool, int, float, str]:
    part = {"below": 0, "above": 2}.get(line.told or "", 1)
    return (line.score is None, part, line.score or 0.0, line.id)


def score_of(branch: BranchHistory) -> float | None:
    """Return the score of a branch in its newest wave; None where too little is known, or no wave is looked at."""
    return branch.newest.score if branch.waves and branch.newest.enough else None


def mean_score(branches: Sequence[BranchHistory]) -> float | None:
    """Return the mean of the scores of some branches."""
    scores = [score for branch in branches if (score := score_of(branch)) is not None]
    return fsum(scores) / len(scores) if scores else None


def _line(
    branch: BranchHistory,
    place: RankPlace | None,
    of: int,
    standings: Standings,
    sets: Mapping[Checklists, str],
) -> BranchLine:
    wave, score = branch.newest, score_of(branch)
    before = _before(branch) if score is not None else None
    alike = before is not None and before.shape.checklists == wave.shape.checklists
    change = score - (before.score or 0.0) if before and alike and score is not None else None
    low, high = _range(wave, score, standings.spread)
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
        of=of if place else None,
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


def _range(wave: BranchWave, score: float | None, spread: Spread | None) -> tuple[float | None, float | None]:
    visits = visit_count(wave)
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
