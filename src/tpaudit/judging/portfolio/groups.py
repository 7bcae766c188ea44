"""Groups: branches by region or format, and what they score at the stages or at an owner's touchpoints."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import fsum, inf
from typing import NamedTuple

from tpaudit.documents.natural import natural
from tpaudit.judging.portfolio.histories import BranchHistory
from tpaudit.judging.portfolio.ranking import score_of
from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branches import AuditShape
from tpaudit.results.grouping import PortfolioCut
from tpaudit.results.portfolio import GroupLine


class _Member(NamedTuple):
    branch: str
    score: float
    broken: bool
    below: bool


class _Group:
    """What is counted of the branches of a group."""

    def __init__(self) -> None:
        self._scores = array("d")
        self._below = self._broken = 0
        self._worst = (inf, "")

    def take(self, member: _Member) -> None:
        """Count a branch."""
        self._scores.append(member.score)
        self._below += member.below
        self._broken += member.broken
        self._worst = min(self._worst, (member.score, member.branch))

    def line(self, name: str) -> GroupLine:
        """Return what is known of the group."""
        scores = self._scores
        return GroupLine(
            name=name,
            branches=len(scores),
            mean=fsum(scores) / len(scores),
            low=min(scores),
            high=max(scores),
            below=self._below,
            broken=self._broken,
            worst=self._worst[1],
        )


def group_lines(
    cut: PortfolioCut, branches: Iterable[BranchHistory], lines: Iterable[BranchLine]
) -> list[GroupLine]:
    """Return the groups of branches that were asked alike, the worst first; `lines` are those of the same branches."""
    members = _by_branch(cut, lines) if cut in ("region", "format") else _by_link(cut, branches)
    groups: dict[str, _Group] = defaultdict(_Group)
    for name, member in members:
        groups[name].take(member)
    made = [group.line(name) for name, group in groups.items()]
    return sorted(made, key=lambda group: (group.mean or 0.0, natural(group.name)))


def _by_branch(cut: PortfolioCut, lines: Iterable[BranchLine]) -> Iterator[tuple[str, _Member]]:
    for line in lines:
        if line.score is not None:
            name = (line.region if cut == "region" else line.format) or ""
            yield (
                name,
                _Member(
                    branch=line.id,
                    score=line.score,
                    broken=bool(line.failing),
                    below=line.told == "below",
                ),
            )


def _by_link(cut: PortfolioCut, branches: Iterable[BranchHistory]) -> Iterator[tuple[str, _Member]]:
    for branch in branches:
        if score_of(branch) is not None:
            wave = branch.newest
            for name, indices in _links_of(cut, wave.shape).items():
                score = _weighted(wave.scores, wave.shape, indices)
                if score is not None:
                    broken = any(wave.broken[index] for index in indices)
                    yield name, _Member(branch=branch.id, score=score, broken=broken, below=False)


def _links_of(cut: PortfolioCut, shape: AuditShape) -> dict[str, list[int]]:
    """Return which touchpoints belong to each stage, by its name, or to each owner."""
    names = dict(shape.stages)
    found: dict[str, list[int]] = defaultdict(list)
    for index, link in enumerate(shape.links):
        found[link.owner if cut == "owner" else names[link.stage]].append(index)
    return found


def _weighted(scores: Sequence[float | None], shape: AuditShape, indices: Sequence[int]) -> float | None:
    """Return the mean of some touchpoints, weighted by importance; None where none has a score."""
    known = [
        (shape.links[index].importance, score) for index in indices if (score := scores[index]) is not None
    ]
    whole = fsum(importance for importance, _ in known)
    return fsum(importance * score for importance, score in known) / whole if known else None
