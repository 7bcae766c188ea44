"""Questions and touchpoints over all branches: what most miss, where they lie furthest apart, and whom to copy."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum, inf
from statistics import quantiles
from typing import Final

from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.ranking import score_of
from tpaudit.results.branch_questions import MissedItem, Practice, TouchpointSpread
from tpaudit.results.branches import MISSED, NO_LEVEL, AuditShape, ItemShape, LinkShape

_NAMED: Final = 10
"""So many branches are named that miss a question."""
_FEWEST: Final = 3
"""Of fewer branches nothing is said about most of them, or their spread."""
_TENTHS: Final = 10


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class QuestionTally:
    """What branches score at one question of one checklist."""

    address: str
    """`touchpoint/checklist.item`."""
    touchpoint: str
    item: ItemShape
    of: int = 0
    missed: int = 0
    strong: int = 0
    worst: list[str] = field(default_factory=list)
    """The ids of those that miss it, the worst branch first; the first ten."""
    best: BranchHistory | None = None
    """The best branch of those that are strong at it."""


def tallies(branches: Iterable[BranchHistory], strong: float) -> list[QuestionTally]:
    """Return a tally of each question of each checklist, over branches that have a score, the worst first.

    `strong` is the score from which on an item is strong.
    """
    found: dict[tuple[str, str], QuestionTally] = {}
    by_shape: dict[AuditShape, list[QuestionTally]] = {}
    for branch in branches:
        shape = branch.newest.shape
        if shape not in by_shape:
            by_shape[shape] = list(_questions(shape, found))
        for tally, level in zip(by_shape[shape], branch.newest.levels, strict=True):
            if level != NO_LEVEL:
                _count(tally, branch, level, strong)
    return [tally for tally in found.values() if tally.of]


def _questions(shape: AuditShape, found: dict[tuple[str, str], QuestionTally]) -> Iterator[QuestionTally]:
    """Yield the tally of each item of a shape, one of those found already if it is the same question."""
    fingerprints = dict(shape.checklists)
    for item in shape.items:
        link = shape.links[item.link]
        address = f"{link.id}/{item.address}"
        key = (address, fingerprints.get(item.address.partition(".")[0], ""))
        yield found.setdefault(key, QuestionTally(address=address, touchpoint=link.name, item=item))


def _count(tally: QuestionTally, branch: BranchHistory, level: int, strong: float) -> None:
    tally.of += 1
    if level >= MISSED:
        tally.missed += 1
        if tally.missed <= _NAMED:
            tally.worst.append(branch.id)
    elif level >= strong:
        tally.strong += 1
        tally.best = branch


def missed_items(counted: Sequence[QuestionTally], top: int) -> list[MissedItem]:
    """Return the questions that most branches miss: up to half of them must-be items, which come first."""
    ordered = sorted(
        (tally for tally in counted if tally.missed),
        key=lambda tally: (-tally.missed / tally.of, -tally.of, tally.address),
    )
    musts = [tally for tally in ordered if tally.item.must]
    others = [tally for tally in ordered if not tally.item.must]
    first = musts[: max(top - len(others), (top + 1) // 2)]
    return [_missed(tally) for tally in (*first, *others[: top - len(first)])]


def _missed(tally: QuestionTally) -> MissedItem:
    return MissedItem(
        item=tally.address,
        touchpoint=tally.touchpoint,
        question=tally.item.question,
        must=tally.item.must,
        missed=tally.missed,
        of=tally.of,
        branches=tally.worst,
    )


def best_practice(counted: Sequence[QuestionTally], top: int) -> list[Practice]:
    """Return who is strong where more than half of the branches miss a question, the most missed first."""
    hard = [
        tally for tally in counted if tally.of >= _FEWEST and 2 * tally.missed > tally.of and tally.strong
    ]
    hard.sort(key=lambda tally: (-tally.missed / tally.of, -tally.of, tally.address))
    return [_practice(tally, tally.best) for tally in hard[:top] if tally.best is not None]


def _practice(tally: QuestionTally, best: BranchHistory) -> Practice:
    return Practice(
        item=tally.address,
        touchpoint=tally.touchpoint,
        question=tally.item.question,
        missed=tally.missed,
        of=tally.of,
        branch=best.id,
        name=best.name,
        score=score_of(best) or 0.0,
        file=best.newest.file,
        place=best.newest.place,
        strong=tally.strong,
        words=None,
    )


def widest(branches: Iterable[BranchHistory], top: int) -> list[TouchpointSpread]:
    """Return the touchpoints at which branches that were asked alike lie furthest apart, from the 10th to the 90th of 100."""
    found = [scores.spread() for scores in _scores_by_link(branches) if len(scores.values) >= _FEWEST]
    apart = [spread for spread in found if spread.high > spread.low]
    apart.sort(key=lambda spread: (spread.low - spread.high, spread.touchpoint))
    return apart[:top]


class _LinkScores:
    """What branches score at a touchpoint, and who is the worst and the best there."""

    def __init__(self, link: LinkShape) -> None:
        self.values = array("d")
        self._link = link
        self._worst, self._best = (inf, ""), (-inf, "")

    def take(self, branch: str, score: float) -> None:
        """Take the score of a branch."""
        self.values.append(score)
        self._worst = min(self._worst, (score, branch))
        self._best = max(self._best, (score, branch))

    def spread(self) -> TouchpointSpread:
        """Return how far the scores lie apart."""
        tenths = quantiles(self.values, n=_TENTHS, method="inclusive")
        return TouchpointSpread(
            touchpoint=self._link.id,
            name=self._link.name,
            of=len(self.values),
            mean=fsum(self.values) / len(self.values),
            low=tenths[0],
            high=tenths[-1],
            worst=self._worst[1],
            best=self._best[1],
        )


def _scores_by_link(branches: Iterable[BranchHistory]) -> Iterable[_LinkScores]:
    """Return what branches score at each touchpoint that has the same id."""
    found: dict[str, _LinkScores] = {}
    for branch in branches:
        wave = branch.newest
        for link, score in (
            zip(wave.shape.links, wave.scores, strict=True) if score_of(branch) is not None else ()
        ):
            if score is not None:
                if link.id not in found:
                    found[link.id] = _LinkScores(link)
                found[link.id].take(branch.id, score)
    return found.values()
