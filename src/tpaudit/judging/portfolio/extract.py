"""What a portfolio keeps of one audit: a small extract of each of its branches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import Final, NamedTuple

from tpaudit.documents.checklist import PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.questions import bare_question
from tpaudit.judging.portfolio.places import Branch, branches_of
from tpaudit.judging.scoring.sections import shares
from tpaudit.judging.statistics.wilson import answer_count
from tpaudit.results.branches import (
    MISSED,
    NO_LEVEL,
    AuditShape,
    BranchWave,
    Checklists,
    ItemShape,
    LinkShape,
    Look,
    PlannedRound,
    ShownFault,
)
from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore

_FULL: Final = 100.0
_FAULTS: Final = 3
"""So many faults are kept in words."""


class _Walk(NamedTuple):
    """Who walked, when and how, as far as it is known."""

    on: str | None
    by: str | None
    method: str | None


def branch_waves(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> list[BranchWave]:
    """Return an extract of each branch that an audit is of: its places, or itself where it observes at none."""
    checklists = tuple(sorted((name, used.fingerprint) for name, used in card.checklists.items()))
    stages = tuple((stage, group.name) for stage, group in card.stages.items())
    return [
        _extract(audit, card, branch, _shape(branch.links, checklists, stages))
        for branch in branches_of(audit, card, languages)
    ]


def _extract(audit: LoadedAudit, card: Scorecard, branch: Branch, shape: AuditShape) -> BranchWave:
    faults = [
        ShownFault(touchpoint=link.name, fault=fault)
        for link in branch.links.values()
        if link.broken
        for fault in link.faults
        if fault.kind != "promise" or branch.place is None
    ]
    looks = tuple(_looks(audit, card, branch))
    days = [look.on[:10] for look in looks if look.on]
    return BranchWave(
        company=card.company,
        audit=card.id,
        file=card.file,
        place=branch.place,
        branch=branch.branch,
        name=branch.name,
        region=branch.region,
        format=branch.format,
        tags=branch.tags,
        day=max(days, default=card.date),
        score=branch.score,
        coverage=branch.coverage,
        enough=branch.enough,
        shape=shape,
        scores=tuple(link.score for link in branch.links.values()),
        levels=bytes(_levels(branch.links)),
        failing=len(faults),
        faults=tuple(faults[:_FAULTS]),
        looks=looks,
        broken=bytes(link.broken for link in branch.links.values()),
        musts=_musts(branch.links.values()),
        rounds=tuple(
            PlannedRound(
                name=name,
                every=planned.every,
                visits=planned.visits,
                method=planned.method,
                regions=planned.regions,
            )
            for name, planned in audit.workspace.schedule.items()
        ),
    )


def _shape(
    links: Mapping[str, TouchpointScore],
    checklists: Checklists,
    stages: tuple[tuple[str, str], ...],
) -> AuditShape:
    return AuditShape(
        checklists=checklists,
        links=tuple(
            LinkShape(
                id=touch_id,
                name=link.name,
                stage=link.stage,
                owner=link.owner or "",
                importance=link.importance,
            )
            for touch_id, link in links.items()
        ),
        stages=stages,
        items=tuple(
            ItemShape(link=index, address=address, question=bare_question(item.ask), must=item.must)
            for index, link in enumerate(links.values())
            for address, item in link.items.items()
        ),
    )


def _levels(links: Mapping[str, TouchpointScore]) -> Iterator[int]:
    """Yield the level of each item: missed is what scores below 50 or breaks its touchpoint."""
    for link in links.values():
        broken = {fault.item for fault in link.faults} if link.broken else ()
        for address, item in link.items.items():
            if item.score is None or item.wow or link.missing:
                yield NO_LEVEL
            else:
                missed = item.score < PASS - TOLERANCE or address in broken
                yield int(item.score + TOLERANCE) + MISSED * missed


def _musts(links: Iterable[TouchpointScore]) -> tuple[int, int]:
    """Return how many answers to must-be items fail, and how many there are."""
    failing = of = 0
    for link in links:
        broken = {fault.item: fault.failing for fault in link.faults} if link.broken else {}
        for address, item in link.items.items():
            if item.must and item.score is not None:
                answers = [
                    (answer_count(seen.answer), seen.score) for seen in item.observations if seen.counts
                ]
                of += sum(count for count, _ in answers)
                failing += broken.get(address, _failing(answers))
    return failing, of


def _failing(answers: Iterable[tuple[int, float | None]]) -> int:
    """Return how many answers of an item fail that does not break its touchpoint: what is tolerated."""
    return sum(
        round(count * (1.0 - (score or 0.0) / _FULL)) if count > 1 else (score or 0.0) < PASS - TOLERANCE
        for count, score in answers
    )


def _looks(audit: LoadedAudit, card: Scorecard, branch: Branch) -> Iterator[Look]:
    """Yield the visits of a branch; where no visit has a file, one that stands for what the audit itself says."""
    scores = visit_scores(branch.links) if card.visits else {}
    for visit, score in sorted(scores.items()):
        shown = card.visits.get(visit)
        if shown is not None and not shown.past:
            yield Look(on=shown.on, by=shown.by, method=shown.method, score=score)
    if not scores and branch.score is not None:
        walk = _own(audit, branch.links.values()) if branch.place else _walk_of(audit)
        yield Look(on=walk.on, by=walk.by, method=walk.method, score=branch.score)


def _walk_of(audit: LoadedAudit) -> _Walk:
    about = audit.audit.audit
    return _Walk(about.date, about.auditor, about.method)


def _own(audit: LoadedAudit, links: Iterable[TouchpointScore]) -> _Walk:
    """Return who looked at a place and how, if it was always the same, and when last."""
    about = _walk_of(audit)
    seen = [
        observation
        for link in links
        for item in link.items.values()
        for observation in item.observations
        if observation.counts
    ]
    people, methods = {each.by for each in seen}, {each.method for each in seen}
    return _Walk(
        max((each.on for each in seen if each.on), default=about.on),
        people.pop() if len(people) == 1 else None,
        methods.pop() if len(methods) == 1 else None,
    )


def visit_scores(links: Mapping[str, TouchpointScore]) -> dict[str, float]:
    """Return what each visit scores by itself, over the items that it observed, as much as these make up of the score."""
    sums: dict[str, list[tuple[float, float]]] = {}
    for link in links.values():
        if link.missing or link.score is None:
            continue
        parts = shares(link)
        for address, item in link.items.items():
            weight = link.importance * parts.get(address, 0.0)
            if weight:
                for visit, score in _by_visit(item).items():
                    sums.setdefault(visit, []).append((weight, score))
    return {
        visit: fsum(weight * score for weight, score in found) / fsum(weight for weight, _ in found)
        for visit, found in sums.items()
    }


def _by_visit(item: ItemScore) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for seen in item.observations:
        if seen.counts and seen.visit is not None and seen.score is not None:
            found.setdefault(seen.visit, []).append(seen.score)
    return {visit: fsum(scores) / len(scores) for visit, scores in found.items()}
