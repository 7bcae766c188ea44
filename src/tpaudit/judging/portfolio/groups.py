"""Groups: branches by region or format, and what they score at the stages or at an owner's touchpoints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import NamedTuple

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


def group_lines(
    cut: PortfolioCut, branches: Sequence[BranchHistory], lines: Mapping[str, BranchLine]
) -> list[GroupLine]:
    """Return the groups of branches that were asked alike, the worst first; `lines` are theirs by id."""
    members = _by_branch(cut, lines.values()) if cut in ("region", "format") else _by_link(cut, branches)
    groups: dict[str, list[_Member]] = defaultdict(list)
    for name, member in members:
        groups[name].append(member)
    made = [_group(name, found) for name, found in groups.items()]
    return sorted(made, key=lambda group: (group.mean or 0.0, group.name))


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


def _group(name: str, members: Sequence[_Member]) -> GroupLine:
    scores = [member.score for member in members]
    return GroupLine(
        name=name,
        branches=len(members),
        mean=fsum(scores) / len(scores),
        low=min(scores),
        high=max(scores),
        below=sum(member.below for member in members),
        broken=sum(member.broken for member in members),
        worst=min(members, key=lambda member: (member.score, member.branch)).branch,
    )
