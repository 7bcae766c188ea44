"""Observers: whether somebody scores higher or lower than the others who visited the same branches."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum, sqrt

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.natural import natural
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.spread import Spread
from tpaudit.results.branches import Checklists
from tpaudit.results.portfolio import ObserverLine

_Scores = dict[str, list[float]]
"""The scores of visits by who visited; names that differ by capitals only are one."""


class _Observed:
    """What is known of an observer: their visits, and their means beside those of others at each shared branch."""

    def __init__(self, name: str) -> None:
        self._name = name
        """As it is written the first time that it is met."""
        self._visits = 0
        self._own, self._others, self._squares = array("d"), array("d"), array("d")

    def take(self, own: Sequence[float], others: Sequence[float]) -> None:
        """Take the visits to a branch, theirs and those of others."""
        self._visits += len(own)
        if others:
            self._own.append(_mean(own))
            self._others.append(_mean(others))
            self._squares.append(1.0 / len(own) + 1.0 / len(others))

    def line(self, spread: Spread | None) -> ObserverLine | None:
        """Return the observer beside the others; None for one who shares no branch."""
        if not self._own:
            return None
        mean, peers = _mean(self._own), _mean(self._others)
        clear = None
        if spread is not None and spread.basis == "visits":
            error = sqrt(fsum(self._squares)) / len(self._own)
            clear = abs(mean - peers) > spread.half(1) * error + TOLERANCE
        return ObserverLine(
            name=self._name,
            visits=self._visits,
            branches=len(self._own),
            mean=mean,
            peers=peers,
            difference=mean - peers,
            clear=clear,
        )


def observer_lines(
    branches: Iterable[BranchHistory], asked: Checklists, spread: Spread | None
) -> list[ObserverLine]:
    """Return each observer beside others at the same branches, the furthest apart first.

    Visits of all waves that were asked by the same checklists `asked`. Each branch counts once for an observer, with the
    mean of their visits there and the mean of the others' visits.
    """
    known: dict[str, _Observed] = {}
    for branch in branches:
        _meet(branch, known)
        cell = _cell(branch, asked)
        for name, own in cell.items():
            others = [score for other, scores in cell.items() if other != name for score in scores]
            known[name].take(own, others)
    lines = [line for observed in known.values() if (line := observed.line(spread)) is not None]
    return sorted(lines, key=lambda line: (-abs(line.difference), natural(line.name)))


def _cell(branch: BranchHistory, asked: Checklists) -> _Scores:
    cell: _Scores = defaultdict(list)
    for wave in branch.scored():
        if wave.shape.checklists == asked:
            for look in wave.looks:
                if look.by and look.score is not None:
                    cell[look.by.casefold()].append(look.score)
    return cell


def _meet(branch: BranchHistory, known: dict[str, _Observed]) -> None:
    """Make acquaintance with those who visited a branch."""
    for wave in branch.waves:
        for look in wave.looks:
            if look.by:
                known.setdefault(look.by.casefold(), _Observed(look.by))


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
