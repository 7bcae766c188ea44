"""Sections: the subtotal of each checklist of a touchpoint, and what sections make together."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from tpaudit.documents.asked import Question
from tpaudit.documents.audit import Section
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.text import say
from tpaudit.results.scorecard import ItemScore, TouchpointScore
from tpaudit.results.sections import SectionScore


class Sums(NamedTuple):
    """The weighted sums of some items: points are 0-100, coverage is 0-1, None if no item applies."""

    score: float | None
    low: float
    high: float
    coverage: float | None
    weight: float
    """The sum of the weights of its scored items."""


def sums_of(items: Iterable[ItemScore], *, missing: bool) -> Sums:
    """Return the weighted sums of items, without wow and n/a items; a missing touchpoint scores 0 with full coverage."""
    if missing:
        return Sums(score=0.0, low=0.0, high=0.0, coverage=1.0, weight=0.0)
    scored_weights: list[float] = []
    weighted_scores: list[float] = []
    open_weights: list[float] = []
    for item in items:
        if item.wow:
            continue
        if item.score is not None:
            scored_weights.append(item.weight)
            weighted_scores.append(item.weight * item.score)
        elif item.state == "open":
            open_weights.append(item.weight)
    weight, points_sum = fsum(scored_weights), fsum(weighted_scores)
    applicable_weight = fsum(scored_weights + open_weights)
    if not applicable_weight:
        return Sums(score=None, low=0.0, high=100.0, coverage=None, weight=0.0)
    score = points_sum / weight if weight else None
    return Sums(
        score=score,
        low=points_sum / applicable_weight,
        high=(points_sum + 100.0 * fsum(open_weights)) / applicable_weight,
        coverage=weight / applicable_weight,
        weight=weight,
    )


def touchpoint_sums(
    touch: AuditedTouchpoint, items: Mapping[str, ItemScore], languages: Sequence[str]
) -> tuple[Sums, dict[str, SectionScore]]:
    """Return the sums of a touchpoint and the subtotal of each of its sections, by checklist.

    Items of all sections are pooled, unless the touchpoint weighs its sections.
    """
    document = touch.document
    if document.missing or not items:
        return sums_of(items.values(), missing=document.missing), {}
    parts = _parts(touch, items)
    subtotals = {name: sums_of(part.values(), missing=False) for name, (_, part) in parts.items()}
    sections = {
        name: _section(document.sections.get(name), question, subtotals[name], languages)
        for name, (question, _) in parts.items()
    }
    if document.sections and any(section.weight is not None for section in sections.values()):
        return _weighed(subtotals, sections), sections
    if len(subtotals) == 1:
        return next(iter(subtotals.values())), sections
    return sums_of(items.values(), missing=False), sections


def _parts(
    touch: AuditedTouchpoint, items: Mapping[str, ItemScore]
) -> dict[str, tuple[Question, Mapping[str, ItemScore]]]:
    """Return the items of each checklist, with one of its questions."""
    if len(touch.document.checklists) == 1:
        question = touch.asked[next(iter(items))].question
        return {question.checklist: (question, items)}
    parts: dict[str, tuple[Question, dict[str, ItemScore]]] = {}
    for address, item in items.items():
        question = touch.asked[address].question
        if question.checklist not in parts:
            parts[question.checklist] = (question, {})
        parts[question.checklist][1][address] = item
    return dict(parts)


def _section(own: Section | None, question: Question, sums: Sums, languages: Sequence[str]) -> SectionScore:
    scored = sums.score is not None
    return SectionScore(
        name=say(question.title, languages) or question.checklist,
        score=sums.score,
        low=sums.low if scored else None,
        high=sums.high if scored else None,
        coverage=sums.coverage if scored else None,
        lost=0.0,
        weight=own.weight if own else None,
        minimum=question.minimum if own is None or own.minimum is None else own.minimum,
    )


def _weighed(subtotals: Mapping[str, Sums], sections: Mapping[str, SectionScore]) -> Sums:
    """Return the sums of a touchpoint that weighs its sections; what has no score or no item leaves the sum."""
    weights = {name: section.weight or 0.0 for name, section in sections.items()}
    scored = [name for name, sums in subtotals.items() if sums.score is not None and weights[name]]
    applicable = [name for name, sums in subtotals.items() if sums.coverage is not None and weights[name]]
    if not applicable:
        return Sums(score=None, low=0.0, high=100.0, coverage=None, weight=0.0)
    whole, known = (fsum(weights[name] for name in names) for names in (applicable, scored))
    return Sums(
        score=fsum(weights[name] * (subtotals[name].score or 0.0) for name in scored) / known
        if known
        else None,
        low=fsum(weights[name] * subtotals[name].low for name in applicable) / whole,
        high=fsum(weights[name] * subtotals[name].high for name in applicable) / whole,
        coverage=fsum(weights[name] * (subtotals[name].coverage or 0.0) for name in applicable) / whole,
        weight=fsum(subtotals[name].weight for name in scored),
    )


def shares(touch: TouchpointScore) -> dict[str, float]:
    """Return how much of a touchpoint's score each of its scored items makes up, 0-1; together they are 1."""
    counting = {
        address: item for address, item in touch.items.items() if item.score is not None and not item.wow
    }
    if not weighs_sections(touch):
        whole = fsum(item.weight for item in counting.values())
        return {address: item.weight / whole for address, item in counting.items()} if whole else {}
    known = fsum(section.weight or 0.0 for section in touch.sections.values() if section.score is not None)
    inside: dict[str, list[float]] = {}
    for address, item in counting.items():
        inside.setdefault(section_of(address), []).append(item.weight)
    return {
        address: (touch.sections[name].weight or 0.0) / known * item.weight / fsum(inside[name])
        for address, item in counting.items()
        if (name := section_of(address)) and touch.sections[name].weight and item.weight
    }


def weighs_sections(touch: TouchpointScore) -> bool:
    """Tell whether a touchpoint weighs its sections, instead of pooling their items."""
    return any(section.weight is not None for section in touch.sections.values())


def section_of(address: str) -> str:
    """Return the checklist of an item's address, `checklist.item`."""
    return address.partition(".")[0]
