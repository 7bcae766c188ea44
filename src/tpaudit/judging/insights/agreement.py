"""Several observers of the same: how far they agree, and on which questions they do not."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple, get_args

from tpaudit.documents.answers import answer_kind, scale
from tpaudit.documents.checklist import Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Asked, AuditedTouchpoint, LoadedAudit, Observed
from tpaudit.judging.insights.krippendorff import Value, alpha
from tpaudit.judging.insights.methods import compare_methods
from tpaudit.judging.scoring.touchpoint import COMBINE
from tpaudit.results.agreement import Agreed, Agreement, Heard, ItemAgreed, Metric, Reliability

NEAR: Final = 10.0
"""Measured values agree if their scores are at most so many points apart."""
_METRICS: Final = get_args(Metric)


class _Voice(NamedTuple):
    """One observer of an item at a place; several observations of theirs are one answer."""

    by: str
    value: Value
    """What alpha compares: a meaning, a step, or points."""
    score: float


class _Unit(NamedTuple):
    """An item at a place, observed by two or more: another place is another thing observed."""

    touch: str
    at: str
    answers: str
    metric: Metric
    voices: list[_Voice]
    observed: list[Observed]


def agreement(audit: LoadedAudit) -> Agreement | None:
    """Return how far observers and methods agree (S3); None where nobody observed the same item twice.

    Two observers agree on yes-no and choice if they mean the same, on a scale if they name the same step, on
    what is measured if their scores are within `NEAR` points. Of several observations of one observer of an
    item at a place the most frequent answer counts (of equals the latest), or the median of steps and
    points. Only observations that count take part; those of nobody by name, and those that speak for many
    (`of`, a rate such as 37/40), are no single observer's and take none.
    """
    units = [
        unit
        for touch in audit.in_journey_order()
        for asked in touch.asked.values()
        if len(asked.observed) > 1
        for unit in _units(touch, asked)
    ]
    methods = compare_methods(audit)
    if not units and not methods:
        return None
    items = {at: _item(own) for at, own in _grouped(units, lambda unit: unit.at).items()}
    touches = _grouped(units, lambda unit: unit.touch)
    return Agreement(
        whole=_agreed(units),
        touchpoints={touch: _agreed(own) for touch, own in touches.items()},
        items=items,
        disputed=_disputed(items),
        methods=methods,
    )


def _units(touch: AuditedTouchpoint, asked: Asked) -> Iterator[_Unit]:
    """Yield an item at each place where two or more observed it, the places in the order of the files."""
    item = asked.question.item
    metric = _metric(item)
    said: dict[str | None, dict[str, list[Observed]]] = {}
    for one in asked.counting():
        if one.by and not _many(one, metric):
            said.setdefault(one.place, {}).setdefault(one.by.casefold(), []).append(one)
    answers = _answers(asked, metric)
    for observers in said.values():
        if len(observers) > 1:
            voices = [_voice(by, own, metric) for by, own in observers.items()]
            observed = [one for own in observers.values() for one in own]
            yield _Unit(
                touch=touch.id,
                at=f"{touch.id}/{asked.question.address}",
                answers=answers,
                metric=metric,
                voices=voices,
                observed=observed,
            )


def _metric(item: Item) -> Metric:
    if answer_kind(item.answer).measured is not None:
        return "interval"
    return "ordinal" if scale(item.answer) else "nominal"


def _answers(asked: Asked, metric: Metric) -> str:
    """Return the set of values that an item's answers come from: alpha holds within one alone.

    Points are the same to all that is measured; the options of a choice are its own.
    """
    kind = asked.question.item.answer
    if metric == "interval":
        return "measured"
    return asked.question.address if kind == "choice" else kind


def _many(one: Observed, metric: Metric) -> bool:
    """Tell what stands for many answers, not for one observer's: a mean of several, a rate."""
    return (one.of or 1) > 1 or (metric == "nominal" and one.answer.value is not None)


def _voice(by: str, said: Sequence[Observed], metric: Metric) -> _Voice:
    """Make one answer of everything that an observer said of an item at a place."""
    middle = COMBINE["median"]
    score = middle([one.answer.score or 0.0 for one in said])
    if metric == "interval":
        return _Voice(by, score, score)
    if metric == "ordinal":
        return _Voice(by, middle([one.answer.value or 0.0 for one in said]), score)
    counts = Counter(one.answer.meanings for one in said)
    often = [one for one in said if counts[one.answer.meanings] == max(counts.values())]
    chosen = max(reversed(often), key=lambda one: one.on or "").answer
    return _Voice(by, chosen.meanings[0], chosen.score or 0.0)


def _grouped(units: Iterable[_Unit], of: Callable[[_Unit], str]) -> dict[str, list[_Unit]]:
    groups: dict[str, list[_Unit]] = {}
    for unit in units:
        groups.setdefault(of(unit), []).append(unit)
    return groups


def _agreed(units: Sequence[_Unit]) -> Agreed:
    observers = {voice.by for unit in units for voice in unit.voices}
    alike = [
        _alike(one.value, other.value, unit.metric)
        for unit in units
        for one, other in combinations(unit.voices, 2)
    ]
    share = sum(alike) / len(alike) if alike else None
    return Agreed(
        observers=len(observers),
        pairs=len(alike),
        agreeing=sum(alike),
        share=share,
        reliability=_reliability(units),
    )


def _alike(one: Value, other: Value, metric: Metric) -> bool:
    """Tell whether two answers agree."""
    if metric == "nominal":
        return one == other
    return abs(float(one) - float(other)) <= TOLERANCE + (NEAR if metric == "interval" else 0.0)


def _reliability(units: Sequence[_Unit]) -> list[Reliability]:
    """Return alpha for each set of values; of a single unit it would be 0 whatever was said, so None."""
    found = []
    for answers, own in _grouped(units, lambda unit: unit.answers).items():
        values = [[voice.value for voice in unit.voices] for unit in own]
        reliable = alpha(values, own[0].metric) if len(own) > 1 else None
        found.append(
            Reliability(
                answers=answers,
                metric=own[0].metric,
                units=len(own),
                values=sum(map(len, values)),
                alpha=reliable,
            )
        )
    return sorted(found, key=lambda one: (_METRICS.index(one.metric), one.answers))


def _item(units: Sequence[_Unit]) -> ItemAgreed:
    """Return how far the observers agree on an item, at its places together."""
    agreed = _agreed(units)
    scores = [[voice.score for voice in unit.voices] for unit in units]
    return ItemAgreed(
        observers=agreed.observers,
        pairs=agreed.pairs,
        agreeing=agreed.agreeing,
        share=agreed.share,
        reliability=agreed.reliability,
        gap=max(max(own) - min(own) for own in scores),
        heard=[_heard(one) for unit in units for one in unit.observed],
    )


def _heard(one: Observed) -> Heard:
    return Heard(
        by=one.by or "",
        answer=one.text,
        score=one.answer.score or 0.0,
        on=one.on,
        method=one.method,
        place=one.place,
        visit=one.visit,
        file=one.file,
        line=one.line,
    )


def _disputed(items: Mapping[str, ItemAgreed]) -> list[str]:
    """Return where not all agree: the smallest share first, then the widest gap, then the most pairs."""
    found = [(at, item) for at, item in items.items() if item.agreeing < item.pairs]
    found.sort(key=lambda pair: (pair[1].share, -round(pair[1].gap, 9), -pair[1].pairs))
    return [at for at, _ in found]
