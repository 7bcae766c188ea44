"""Questions and touchpoints over all branches: what most miss, where they lie furthest apart, and whom to copy."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from math import fsum
from statistics import quantiles
from typing import Final

from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.ranking import score_of
from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branch_questions import MissedItem, Practice, TouchpointSpread
from tpaudit.results.branches import MISSED, NO_LEVEL, AuditShape, ItemShape

_NAMED: Final = 10
"""So many branches are named that miss a question."""
_FEWEST: Final = 3
"""Of fewer branches nothing is said about most of them, or their spread."""
_TENTHS: Final = 10


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class QuestionTally:
    """What branches score at one question of one checklist; branches by id, the worst first."""

    address: str
    """`touchpoint/checklist.item`."""
    touchpoint: str
    item: ItemShape
    missed: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    of: int = 0


def tallies(branches: Sequence[BranchHistory], strong: float) -> list[QuestionTally]:
    """Return a tally of each question of each checklist; `strong` is the score from which on an item is strong."""
    found: dict[tuple[str, str], QuestionTally] = {}
    is_missed = bytes(level >= MISSED for level in range(256))
    is_strong = bytes(strong <= level < NO_LEVEL for level in range(256))
    by_shape = _by_shape(branches)
    for shape, alike in by_shape.items():
        fingerprints = dict(shape.checklists)
        ids = [branch.id for branch in alike]
        for item, levels in zip(
            shape.items, zip(*(branch.newest.levels for branch in alike), strict=True), strict=True
        ):
            link = shape.links[item.link]
            address = f"{link.id}/{item.address}"
            key = (address, fingerprints.get(item.address.partition(".")[0], ""))
            tally = found.setdefault(key, QuestionTally(address=address, touchpoint=link.name, item=item))
            each = bytes(levels)
            tally.missed += compress(ids, each.translate(is_missed))
            tally.strong += compress(ids, each.translate(is_strong))
            tally.of += len(each) - each.count(NO_LEVEL)
    if len(by_shape) > 1:  # each is in order, all together are not
        order = {branch.id: _order(branch) for alike in by_shape.values() for branch in alike}
        for tally in found.values():
            tally.missed.sort(key=order.__getitem__)
    return [tally for tally in found.values() if tally.of]


def _by_shape(branches: Sequence[BranchHistory]) -> dict[AuditShape, list[BranchHistory]]:
    """Return the branches that have a score by their questions, the worst first."""
    found: dict[AuditShape, list[BranchHistory]] = defaultdict(list)
    for branch in sorted(branches, key=_order):
        if score_of(branch) is not None:
            found[branch.newest.shape].append(branch)
    return found


def _order(branch: BranchHistory) -> tuple[float, str]:
    return (score_of(branch) or 0.0, branch.id)


def missed_items(counted: Sequence[QuestionTally], top: int) -> list[MissedItem]:
    """Return the questions that most branches miss: up to half of them must-be items, which come first."""
    ordered = sorted(
        (tally for tally in counted if tally.missed),
        key=lambda tally: (-len(tally.missed) / tally.of, -tally.of, tally.address),
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
        missed=len(tally.missed),
        of=tally.of,
        branches=tally.missed[:_NAMED],
    )


def best_practice(
    counted: Sequence[QuestionTally], lines: Mapping[str, BranchLine], top: int
) -> list[Practice]:
    """Return who is strong where more than half of the branches miss a question, the most missed first."""
    hard = [
        tally
        for tally in counted
        if tally.of >= _FEWEST and 2 * len(tally.missed) > tally.of and tally.strong
    ]
    hard.sort(key=lambda tally: (-len(tally.missed) / tally.of, -tally.of, tally.address))
    return [_practice(tally, lines) for tally in hard[:top]]


def _practice(tally: QuestionTally, lines: Mapping[str, BranchLine]) -> Practice:
    best = max((lines[branch] for branch in tally.strong), key=lambda line: (line.score or 0.0, line.id))
    return Practice(
        item=tally.address,
        touchpoint=tally.touchpoint,
        question=tally.item.question,
        missed=len(tally.missed),
        of=tally.of,
        branch=best.id,
        name=best.name,
        score=best.score or 0.0,
        file=best.file,
        place=best.place,
        strong=len(tally.strong),
        words=None,
    )


def widest(branches: Sequence[BranchHistory], top: int) -> list[TouchpointSpread]:
    """Return the touchpoints at which branches that were asked alike lie furthest apart, from the 10th to the 90th of 100."""
    found = [
        _spread(link, scores) for link, scores in _scores_by_link(branches).items() if len(scores) >= _FEWEST
    ]
    apart = [spread for spread in found if spread.high > spread.low]
    apart.sort(key=lambda spread: (spread.low - spread.high, spread.touchpoint))
    return apart[:top]


def _scores_by_link(branches: Sequence[BranchHistory]) -> dict[tuple[str, str], dict[str, float]]:
    """Return the score of each branch at each touchpoint, by the touchpoint's id and name."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for branch in branches:
        if score_of(branch) is not None:
            for link, score in _links(branch):
                names.setdefault(*link)
                found[link[0]][branch.id] = score
    return {(link, names[link]): scores for link, scores in found.items()}


def _links(branch: BranchHistory) -> Iterator[tuple[tuple[str, str], float]]:
    wave = branch.newest
    for link, score in zip(wave.shape.links, wave.scores, strict=True):
        if score is not None:
            yield (link.id, link.name), score


def _spread(link: tuple[str, str], scores: Mapping[str, float]) -> TouchpointSpread:
    tenths = quantiles(scores.values(), n=_TENTHS, method="inclusive")
    return TouchpointSpread(
        touchpoint=link[0],
        name=link[1],
        of=len(scores),
        mean=fsum(scores.values()) / len(scores),
        low=tenths[0],
        high=tenths[-1],
        worst=min(scores, key=lambda branch: (scores[branch], branch)),
        best=max(scores, key=lambda branch: (scores[branch], branch)),
    )
