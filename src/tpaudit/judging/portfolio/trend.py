"""Trends: how the score of each branch went, and what of it is more than chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import fsum
from typing import NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.natural import natural
from tpaudit.judging.portfolio.histories import Branches, BranchHistory
from tpaudit.judging.portfolio.spread import Spread, chance_range, spreads
from tpaudit.judging.statistics.control import ControlLimits, individuals_limits, share_limits
from tpaudit.results.branches import BranchWave, Checklists, FoundWave
from tpaudit.results.trend import Trend, TrendLine, TrendPoint
from tpaudit.version import VERSION


class _Seen(NamedTuple):
    """A score and what it rests on."""

    day: str | None
    score: float
    visits: int
    wave: BranchWave
    whole: bool
    """It is of a whole wave, whose must-be answers are counted."""


def judge_trend(found: Sequence[FoundWave], since: str | None = None) -> Trend:
    """Return the trend of each branch: of its waves, or of the days of its visits where it has one wave."""
    branches = Branches(found, since)
    known = spreads(branches, {branch.newest.shape.checklists for branch in branches})
    lines = [_line(branch, known) for branch in branches]
    lines = [line for line in lines if line.points]
    return Trend(
        format=1,
        engine=VERSION,
        since=since,
        lines=sorted(lines, key=lambda line: (natural(line.name), line.id)),
    )


def _line(branch: BranchHistory, known: Mapping[Checklists, Spread | None]) -> TrendLine:
    seen = list(_seen(branch))
    limits = individuals_limits([each.score for each in seen])
    shares = share_limits([_musts(each)[0] for each in seen], [_musts(each)[1] for each in seen])
    first = next((share for share in shares if share is not None), None)
    before: _Seen | None = None
    points = []
    for each, share in zip(seen, shares, strict=True):
        points.append(_point(each, before, known.get(each.wave.shape.checklists), (limits, share)))
        before = each
    return TrendLine(
        id=branch.id,
        name=branch.name,
        mean=limits.mean if limits else None,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        share=first.mean if first else None,
        points=points,
    )


def _seen(branch: BranchHistory) -> Iterator[_Seen]:
    waves = branch.scored()
    if len(waves) == 1 and len({look.on and look.on[:10] for look in waves[0].looks}) > 1:
        yield from _days(waves[0])
        return
    for wave in waves:
        visits = sum(look.score is not None for look in wave.looks)
        yield _Seen(day=wave.day, score=wave.score or 0.0, visits=visits, wave=wave, whole=True)


def _days(wave: BranchWave) -> Iterator[_Seen]:
    """Yield the mean of the visits of each day."""
    looks = sorted(
        ((look.on or wave.day or "")[:10], look.score) for look in wave.looks if look.score is not None
    )
    for day, found in groupby(looks, key=lambda look: look[0]):
        scores = [score for _, score in found]
        mean = fsum(scores) / len(scores)
        yield _Seen(day=day or None, score=mean, visits=len(scores), wave=wave, whole=False)


def _musts(seen: _Seen) -> tuple[int, int]:
    return seen.wave.musts if seen.whole else (0, 0)


def _point(
    seen: _Seen,
    before: _Seen | None,
    spread: Spread | None,
    limits: tuple[ControlLimits | None, ControlLimits | None],
) -> TrendPoint:
    alike = before is not None and before.wave.shape.checklists == seen.wave.shape.checklists
    change = seen.score - before.score if before is not None and alike else None
    low, high = _range(seen, spread)
    failing, musts = _musts(seen)
    scores, shares = limits
    return TrendPoint(
        day=seen.day,
        score=seen.score,
        visits=seen.visits,
        low=low,
        high=high,
        change=change,
        moved=_moved(change, spread, (seen, before)),
        outside=_is_outside(seen.score, scores),
        failing=failing,
        musts=musts,
        share_low=shares.low if shares else None,
        share_high=shares.high if shares else None,
        share_outside=bool(musts) and _is_outside(failing / musts, shares),
        file=seen.wave.file,
    )


def _range(seen: _Seen, spread: Spread | None) -> tuple[float | None, float | None]:
    if spread is None or not seen.visits:
        return None, None
    return chance_range(seen.score, spread.half(seen.visits))


def _moved(change: float | None, spread: Spread | None, sides: Iterable[_Seen | None]) -> bool | None:
    visits = [side.visits for side in sides if side is not None]
    if change is None or spread is None or not all(visits):
        return None
    return abs(change) > spread.half(*visits) + TOLERANCE


def _is_outside(value: float, limits: ControlLimits | None) -> bool:
    return limits is not None and not limits.low - TOLERANCE <= value <= limits.high + TOLERANCE
