"""Agreement: how far several observers of the same item on the same occasion agree, and on which items not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import comb
from typing import Final, NamedTuple, get_args

from tpaudit.documents.answers import SEVERAL, answer_kind, scale
from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.durations import seconds
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.net_promoter import NPS
from tpaudit.judging.observers.krippendorff import Value, alpha
from tpaudit.judging.observers.methods import compare_methods
from tpaudit.judging.observers.occasions import occasions
from tpaudit.judging.scoring.claims import answer_label
from tpaudit.judging.scoring.combining import COMBINE
from tpaudit.results.agreement import Agreed, Agreement, Heard, ItemAgreed, Metric, Reliability

NEAR: Final = 10.0
"""Measured values agree if their scores differ by at most this many points."""
_METRICS: Final = get_args(Metric)


class _Voice(NamedTuple):
    """The answer of one observer to an item at a place, combined from all observations of theirs."""

    by: str
    value: Value
    """What alpha compares: a meaning, a step of a scale, or points."""
    score: float


class _Unit(NamedTuple):
    """An item at one place on one occasion, with two or more observers."""

    touch: str
    address: str
    answers: str
    metric: Metric
    voices: list[_Voice]
    heard: list[Heard]


def agreement(audit: LoadedAudit, languages: Sequence[str] = ()) -> Agreement | None:
    """Return how far observers and methods agree (S3); None if no item was observed twice on one occasion.

    Two observers agree on yes-no and choice if they mean the same, on a scale if they name the same step, on
    measured values if their scores are within `NEAR` points. If one observer has several observations of an
    item at a place, the most frequent answer counts (ties go to the latest), or the median of steps and
    points. Only observations that count take part. Observations without a name, and those that speak for
    many (`of`, a rate such as 37/40), are left out. Two walks on two days are two experiences: observers are held
    against one another on the same occasion only.
    """
    apart = seconds(audit.workspace.occasion) or 0.0
    units = [
        unit
        for touch in audit.in_journey_order()
        for asked in touch.asked.values()
        if len(asked.observed) > 1
        for unit in _units(touch, asked, apart, languages)
    ]
    methods = compare_methods(audit)
    if not units and not methods:
        return None
    items = {address: _item(group) for address, group in _grouped(units, lambda unit: unit.address).items()}
    touches = _grouped(units, lambda unit: unit.touch)
    return Agreement(
        whole=_agreed(units),
        touchpoints={touch: _agreed(group) for touch, group in touches.items()},
        items=items,
        disputed=_disputed(items),
        methods=methods,
    )


def _units(touch: AuditedTouchpoint, asked: Asked, apart: float, languages: Sequence[str]) -> Iterator[_Unit]:
    """Yield an item for each occasion on which two or more observed it, place by place in the order of the files.

    `apart` is how long an occasion lasts, in seconds.
    """
    item = asked.question.item
    if item.answer == NPS:
        return  # marks are of customers, who do not observe the same thing
    metric = _metric(item)
    answers = _answers(asked, metric)
    named = [
        observation
        for observation in asked.counting()
        if observation.by and not _speaks_for_many(observation, metric)
    ]
    for occasion in occasions(named, apart):
        observers: dict[str, list[Observed]] = {}
        for observation in occasion:
            observers.setdefault((observation.by or "").casefold(), []).append(observation)
        if len(observers) > 1:
            voices = [_voice(by, observations, metric) for by, observations in observers.items()]
            heard = [
                _heard_answer(observation, item, languages)
                for observations in observers.values()
                for observation in observations
            ]
            yield _Unit(
                touch=touch.id,
                address=f"{touch.id}/{asked.question.address}",
                answers=answers,
                metric=metric,
                voices=voices,
                heard=heard,
            )


def _metric(item: Item) -> Metric:
    if answer_kind(item.answer).measured is not None:
        return "interval"
    return "ordinal" if scale(item.answer) else "nominal"


def _answers(asked: Asked, metric: Metric) -> str:
    """Return the name of the set of values that an item's answers come from; alpha compares within one set.

    All measured items share points; each choice has its own options.
    """
    kind = asked.question.item.answer
    if metric == "interval":
        return "measured"
    return asked.question.address if kind in ("choice", SEVERAL) else kind


def _speaks_for_many(observed: Observed, metric: Metric) -> bool:
    """Tell whether an observation stands for many answers: a mean of several, or a rate."""
    return (observed.of or 1) > 1 or (metric == "nominal" and observed.answer.value is not None)


def _voice(by: str, observations: Sequence[Observed], metric: Metric) -> _Voice:
    """Return the one answer of an observer to an item at a place."""
    middle = COMBINE["median"]
    score = middle([observed.answer.score or 0.0 for observed in observations])
    if metric == "interval":
        return _Voice(by, score, score)
    if metric == "ordinal":
        return _Voice(by, middle([observed.answer.value or 0.0 for observed in observations]), score)
    counts = Counter(observed.answer.meanings for observed in observations)
    most = max(counts.values())
    most_frequent = [observed for observed in observations if counts[observed.answer.meanings] == most]
    chosen = max(reversed(most_frequent), key=lambda observed: observed.on or "").answer
    return _Voice(by, ", ".join(chosen.meanings), chosen.score or 0.0)


def _grouped(units: Iterable[_Unit], key: Callable[[_Unit], str]) -> dict[str, list[_Unit]]:
    groups: dict[str, list[_Unit]] = {}
    for unit in units:
        groups.setdefault(key(unit), []).append(unit)
    return groups


def _agreed(units: Sequence[_Unit]) -> Agreed:
    observers = {voice.by for unit in units for voice in unit.voices}
    pairs = sum(comb(len(unit.voices), 2) for unit in units)
    agreeing = sum(_agreeing(unit) for unit in units)
    return Agreed(
        observers=len(observers),
        pairs=pairs,
        agreeing=agreeing,
        share=agreeing / pairs if pairs else None,
        reliability=_reliability(units),
    )


def _agreeing(unit: _Unit) -> int:
    """Return how many pairs of observers agree, without a look at each pair: thousands of observers have millions."""
    if unit.metric == "nominal":
        return sum(comb(count, 2) for count in Counter(voice.value for voice in unit.voices).values())
    near = TOLERANCE + (NEAR if unit.metric == "interval" else 0.0)
    values = sorted(float(voice.value) for voice in unit.voices)
    agreeing = lowest = 0
    for position, value in enumerate(values):
        while value - values[lowest] > near:
            lowest += 1
        agreeing += position - lowest
    return agreeing


def _reliability(units: Sequence[_Unit]) -> list[Reliability]:
    """Return alpha for each set of values; None for a single unit, as it would always be 0."""
    reliabilities = []
    for answers, group in _grouped(units, lambda unit: unit.answers).items():
        values = [[voice.value for voice in unit.voices] for unit in group]
        reliable = alpha(values, group[0].metric) if len(group) > 1 else None
        reliabilities.append(
            Reliability(
                answers=answers,
                metric=group[0].metric,
                units=len(group),
                values=sum(map(len, values)),
                alpha=reliable,
            )
        )
    return sorted(
        reliabilities, key=lambda reliability: (_METRICS.index(reliability.metric), reliability.answers)
    )


def _item(units: Sequence[_Unit]) -> ItemAgreed:
    """Return how far the observers agree on an item, over all its places."""
    agreed = _agreed(units)
    scores = [[voice.score for voice in unit.voices] for unit in units]
    return ItemAgreed(
        observers=agreed.observers,
        pairs=agreed.pairs,
        agreeing=agreed.agreeing,
        share=agreed.share,
        reliability=agreed.reliability,
        gap=max(max(unit_scores) - min(unit_scores) for unit_scores in scores),
        heard=[heard for unit in units for heard in unit.heard],
    )


def _heard_answer(observed: Observed, item: Item, languages: Sequence[str]) -> Heard:
    return Heard(
        by=observed.by or "",
        answer=observed.text,
        label=answer_label(item, observed, languages) if item.options else None,
        score=observed.answer.score or 0.0,
        on=observed.on,
        method=observed.method,
        place=observed.place,
        visit=observed.visit,
        file=observed.file,
        line=observed.line,
    )


def _disputed(items: Mapping[str, ItemAgreed]) -> list[str]:
    """Return the addresses where not all agree: the smallest share first, then the widest gap, then the most pairs."""
    disputed = [(address, item) for address, item in items.items() if item.agreeing < item.pairs]
    disputed.sort(key=lambda pair: (pair[1].share, -round(pair[1].gap, 9), -pair[1].pairs))
    return [address for address, _ in disputed]
