"""Observers: whether somebody scores higher or lower than the others who visited the same branches."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum, sqrt

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.spread import Spread
from tpaudit.results.branches import Checklists
from tpaudit.results.portfolio import ObserverLine

_Scores = dict[str, list[float]]
"""The scores of visits by who visited; names that differ by capitals only are one."""


def observer_lines(
    branches: Sequence[BranchHistory], asked: Checklists, spread: Spread | None
) -> list[ObserverLine]:
    """Return each observer beside others at the same branches, the furthest apart first.

    Visits of all waves that were asked by the same checklists `asked`. Each branch counts once for an observer, with the
    mean of their visits there and the mean of the others' visits.
    """
    cells = [cell for branch in branches if (cell := _cell(branch, asked))]
    names = _names(branches)
    visits = Counter(name for cell in cells for name, scores in cell.items() for _ in scores)
    shared: dict[str, list[_Scores]] = defaultdict(list)
    for cell in cells:
        if len(cell) > 1:
            for name in cell:
                shared[name].append(cell)
    lines = [_line(name, names[name], visits[name], found, spread) for name, found in shared.items()]
    return sorted(lines, key=lambda line: (-abs(line.difference), line.name))


def _cell(branch: BranchHistory, asked: Checklists) -> _Scores:
    cell: _Scores = defaultdict(list)
    for wave in branch.scored():
        if wave.shape.checklists == asked:
            for look in wave.looks:
                if look.by and look.score is not None:
                    cell[look.by.casefold()].append(look.score)
    return cell


def _names(branches: Sequence[BranchHistory]) -> Mapping[str, str]:
    """Return how each name is written, the first time that it is met."""
    names: dict[str, str] = {}
    for branch in branches:
        for wave in branch.waves:
            for look in wave.looks:
                if look.by:
                    names.setdefault(look.by.casefold(), look.by)
    return names


def _line(key: str, name: str, visits: int, cells: Sequence[_Scores], spread: Spread | None) -> ObserverLine:
    own = [_mean(cell[key]) for cell in cells]
    others = [[score for who, scores in cell.items() if who != key for score in scores] for cell in cells]
    mean, peers = _mean(own), _mean([_mean(scores) for scores in others])
    clear = None
    if spread is not None and spread.basis == "visits":
        error = sqrt(fsum(_squares(key, cells, others))) / len(cells)
        clear = abs(mean - peers) > spread.half(1) * error + TOLERANCE
    return ObserverLine(
        name=name,
        visits=visits,
        branches=len(cells),
        mean=mean,
        peers=peers,
        difference=mean - peers,
        clear=clear,
    )


def _squares(key: str, cells: Sequence[_Scores], others: Sequence[Sequence[float]]) -> Iterator[float]:
    """Yield how many times the variance of one visit the difference at each branch has."""
    for cell, scores in zip(cells, others, strict=True):
        yield 1.0 / len(cell[key]) + 1.0 / len(scores)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
