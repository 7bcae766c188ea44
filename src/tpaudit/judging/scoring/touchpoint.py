"""Scoring touchpoints: from observations to items to touchpoints. Points are 0-100, never rounded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import fsum
from typing import Final, NamedTuple

from tpaudit.documents.audit import Waiver
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Asked, AuditedTouchpoint, Observed
from tpaudit.documents.text import say
from tpaudit.judging.scoring.claims import claim_of, shortfall, strength
from tpaudit.judging.scoring.observations import finding_of, observation_of, optional_text
from tpaudit.judging.statistics.basis import basis_of, observed_in
from tpaudit.judging.statistics.wilson import rate_chance
from tpaudit.results.scorecard import PASS, Band, Fault, ItemScore, State, TouchpointScore

FELT: Final = {"delighted": 2, "positive": 1, "neutral": 0, "negative": -1, "angry": -2}
_DAY: Final = 86400.0


class Terms(NamedTuple):
    """What the scoring of a touchpoint needs to know about its audit."""

    languages: Sequence[str]
    as_of: str | None
    waivers: Mapping[str, Waiver]
    standards: frozenset[str]
    strong: float
    fair: float


class Sums(NamedTuple):
    """What the journey needs from a touchpoint: points are 0-100, coverage is 0-1, None if no item applies."""

    score: float | None
    low: float
    high: float
    coverage: float | None
    weight: float
    """The sum of the weights of its scored items."""


def score_touch(touch: AuditedTouchpoint, terms: Terms) -> tuple[TouchpointScore, Sums]:
    """Return a touchpoint's score and its sums; the journey fills in the lost points later."""
    document = touch.document
    items = {address: _item(touch, asked, terms) for address, asked in touch.asked.items()}
    sums = sums_of(items.values(), missing=document.missing)
    applies = sums.coverage is not None and sums.score is not None
    faults = _faults(touch, items, terms)
    languages = terms.languages
    result = TouchpointScore(
        name=say(document.name, languages) or touch.id,
        stage=touch.stage,
        channel=document.channel,
        kind=document.kind,
        owner=document.owner,
        importance=document.importance,
        score=sums.score,
        low=sums.low if applies else None,
        high=sums.high if applies else None,
        coverage=sums.coverage if applies else None,
        lost=0.0,
        broken=bool(faults),
        faults=faults,
        band=band(sums.score, terms),
        provisional=applies and band(sums.low, terms) != band(sums.high, terms),
        feeling=_feeling(touch, items),
        missing=document.missing,
        delights=[
            address
            for address, item in items.items()
            if item.wow and item.score is not None and item.score >= PASS - TOLERANCE
        ],
        findings={finding_id: finding_of(found, languages) for finding_id, found in touch.findings.items()},
        items=items,
        file=touch.file,
        line=touch.line,
        rests_on=None if sums.score is None else basis_of(observed_in(items.values())),
        source=getattr(document, "source", None),
        target=getattr(document, "target", None),
    )
    return result, sums


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
        if item.state == "scored":
            scored_weights.append(item.weight)
            weighted_scores.append(item.weight * (item.score or 0.0))
        elif item.state == "open":
            open_weights.append(item.weight)
    weight, points_sum = fsum(scored_weights), fsum(weighted_scores)
    applicable_weight = fsum(scored_weights + open_weights)
    if not applicable_weight:
        return Sums(score=None, low=0.0, high=100.0, coverage=None, weight=0.0)
    score = points_sum / weight if scored_weights else None
    return Sums(
        score=score,
        low=points_sum / applicable_weight,
        high=(points_sum + 100.0 * fsum(open_weights)) / applicable_weight,
        coverage=weight / applicable_weight,
        weight=weight,
    )


def _item(touch: AuditedTouchpoint, asked: Asked, terms: Terms) -> ItemScore:
    question = asked.question
    item = question.item
    counting = asked.counting() if asked.observed else []
    score = None
    state: State
    if counting:
        state = "scored"
        score = item_score(counting, item.combine)
    elif any(not observed.past for observed in asked.observed) or (
        question.conditions and touch.left_out(asked)
    ):
        state = "n/a"
    else:
        state = "open"
    address = f"{touch.id}/{question.address}" if terms.waivers or terms.standards else ""
    observations = [
        observation_of(observed, item, terms.languages, counts=observed in counting)
        for observed in asked.observed
    ]
    return ItemScore(
        ask=say(item.ask, terms.languages),
        state=state,
        score=score,
        weight=item.weight,
        lost=0.0,
        must=item.must,
        wow=item.wow,
        stale=bool(item.valid_for is not None and counting and _stale(counting, item.valid_for, terms.as_of)),
        waived=bool(terms.waivers) and _is_waived(touch.id, address, terms),
        standard=address in terms.standards
        or (bool(terms.standards) and question.address in terms.standards),
        file=asked.file,
        line=asked.line,
        observations=observations,
        shortfall=shortfall(item, counting, terms.languages),
        strength=strength(item, counting, terms.languages),
        rests_on=basis_of(observations) if counting else None,
        chance=rate_chance(observations) if item.answer == "yes-no" else None,
    )


def _is_waived(touchpoint: str, address: str, terms: Terms) -> bool:
    waivers = [terms.waivers[key] for key in (address, touchpoint) if key in terms.waivers]
    return any(_waived(waiver, terms.as_of) for waiver in waivers)


def item_score(counting: Sequence[Observed], combine: str) -> float:
    """Return an item's score, 0-100.

    The observations of one place and one method are combined, then the methods of a place are averaged,
    then the places; observations without a place count as one more place.
    """
    if len(counting) == 1:
        return counting[0].answer.score or 0.0
    return mean([mean(list(methods.values())) for methods in voices(counting, combine).values()])


def voices(counting: Sequence[Observed], combine: str) -> dict[str | None, dict[str | None, float]]:
    """Return the combined score of the observations of each place and method."""
    scores_by_voice: dict[str | None, dict[str | None, list[float]]] = {}
    for observed in counting:
        scores_by_voice.setdefault(observed.place, {}).setdefault(observed.method, []).append(
            observed.answer.score or 0.0
        )
    combine_scores = COMBINE[combine]
    return {
        place: {method: combine_scores(scores) for method, scores in methods.items()}
        for place, methods in scores_by_voice.items()
    }


def mean(scores: Sequence[float]) -> float:
    """Return the mean; the sum is exact, so the order does not matter."""
    return fsum(scores) / len(scores)


def _median(scores: Sequence[float]) -> float:
    ordered, half = sorted(scores), len(scores) // 2
    return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])


COMBINE: Final[dict[str, Callable[[Sequence[float]], float]]] = {
    "mean": mean,
    "median": _median,
    "worst": min,
    "best": max,
    "latest": mean,
}
"""How the observations of one place and method are combined; for `latest` the others are dropped before."""


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _stale(counting: Sequence[Observed], valid_for: float, as_of: str | None) -> bool:
    newest = max((observed.on for observed in counting if observed.on), default=None)
    return (
        newest is not None and as_of is not None and (_ordinal(as_of) - _ordinal(newest)) * _DAY > valid_for
    )


def _waived(waiver: Waiver, as_of: str | None) -> bool:
    return as_of is None or as_of[:10] <= waiver.until


def _faults(touch: AuditedTouchpoint, items: Mapping[str, ItemScore], terms: Terms) -> list[Fault]:
    """Return why a touchpoint is broken; none if it is not."""
    faults: list[Fault] = []
    if touch.document.missing:
        note = optional_text(touch.document.note, terms.languages)
        faults.append(
            Fault(
                kind="missing",
                item=None,
                promise=None,
                by=None,
                failing=0,
                of=0,
                note=note,
                file=touch.file,
                line=touch.line,
            )
        )
    for address, item in items.items():
        if item.score is not None and (item.must or touch.asked[address].question.item.options):
            faults += _item_faults(address, item, touch.asked[address], terms.languages)
    for breach in touch.breaches:
        note = say(breach.note, terms.languages)
        faults.append(
            Fault(
                kind="promise",
                item=None,
                promise=breach.promise,
                by=breach.by,
                failing=1,
                of=1,
                note=note,
                file=breach.file,
                line=breach.line,
            )
        )
    return faults


def _item_faults(address: str, item: ItemScore, asked: Asked, languages: Sequence[str]) -> list[Fault]:
    counting = asked.counting()
    fails = [observed for observed in counting if observed.answer.fails]
    too_low = [
        observed for observed in counting if item.must and (observed.answer.score or 0.0) < PASS - TOLERANCE
    ]
    failing = fails or too_low
    if not failing:
        return []
    first = failing[0]
    note = optional_text(first.note, languages)
    return [
        Fault(
            kind="fails" if fails else "must",
            item=address,
            promise=None,
            by=None,
            failing=len(failing),
            of=len(counting),
            note=note,
            file=first.file,
            line=first.line,
            claim=claim_of(asked.question.item, failing, languages),
        )
    ]


def _feeling(touch: AuditedTouchpoint, items: Mapping[str, ItemScore]) -> float | None:
    """Return how a touchpoint feels, -2 to 2: as it says itself, else the mean of its counting observations."""
    if touch.document.felt is not None:
        return float(FELT[touch.document.felt])
    felt = [
        FELT[observation.felt]
        for item in items.values()
        for observation in item.observations
        if observation.felt and observation.counts
    ]
    return mean(felt) if felt else None


def band(score: float | None, terms: Terms) -> Band | None:
    """Return strong, fair or weak; None if there is no score."""
    if score is None:
        return None
    if score >= terms.strong - TOLERANCE:
        return "strong"
    return "fair" if score >= terms.fair - TOLERANCE else "weak"
