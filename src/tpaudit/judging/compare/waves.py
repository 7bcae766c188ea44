"""Waves: whether an audit fell since the one that it follows by more than chance explains, visits as units.

Each touchpoint has one test: Welch's, one-sided, of what single visits score there. The tests of all touchpoints together
are held at 5 % by S. Holm's procedure (Scandinavian Journal of Statistics 6, 1979). Whether a question fails in more visits
than before is R. A. Fisher's exact test, and one more test of the same family.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import comb, fsum, sqrt
from statistics import fmean, variance
from typing import Final, NamedTuple

from tpaudit.judging.compare.align import AlignedTouchpoint, Alignment
from tpaudit.judging.compare.sample_size import visits_needed
from tpaudit.judging.compare.significance import student_t_tail
from tpaudit.results.scorecard import ItemScore, ObservationScore, TouchpointScore

FEWEST_VISITS: Final = 3
"""Visits that either side must have: below that chance cannot be told from a fall."""
_CHANCE: Final = 0.05
"""How often all tests together find a fall where nothing changed."""
_MOST: Final = 10_000
"""More visits than that nobody is asked for."""
_Unit = tuple[object, ...]


class WaveFall(NamedTuple):
    """What visits say of the difference between two waves."""

    clear: bool
    """It is a fall, and larger than chance explains."""
    needed: int | None
    """How many visits a side would see a difference of this size; None where there is no fall."""


class _Test(NamedTuple):
    p: float
    """How often chance alone brings so large a fall."""
    needed: int | None


def wave_falls(both: Alignment) -> dict[str, WaveFall]:
    """Return what chance explains, by touchpoint and by `touchpoint/item` for what fails; only where visits suffice."""
    tests = {at: test for touch in both.touchpoints.values() for at, test in _tests(touch)}
    clear = _clear({at: test.p for at, test in tests.items()})
    return {at: WaveFall(at in clear, test.needed) for at, test in tests.items()}


def _clear(p_values: Mapping[str, float]) -> set[str]:
    """Return the tests that hold together: the smallest is held against 5 % of all, the next of one less, and so on."""
    clear: set[str] = set()
    for rank, at in enumerate(sorted(p_values, key=lambda at: (p_values[at], at))):
        if p_values[at] > _CHANCE / (len(p_values) - rank):
            break
        clear.add(at)
    return clear


def _tests(touch: AlignedTouchpoint) -> Iterator[tuple[str, _Test]]:
    if touch.old.missing or touch.new.missing:
        return
    old, new = _visits(touch.rescored, touch), _visits(touch.reanswered, touch)
    if min(len(old), len(new)) < FEWEST_VISITS:
        return
    yield touch.touch.id, _fall(old, new)
    known = {fault.item for fault in touch.rescored.faults}
    for fault in touch.new.faults:
        if fault.item is not None and fault.item not in known and fault.item in touch.rescored.items:
            before = sum(seen.counts for seen in touch.rescored.items[fault.item].observations)
            if min(before, fault.of) >= FEWEST_VISITS:
                p = comb(fault.of, fault.failing) / comb(fault.of + before, fault.failing)
                yield f"{touch.touch.id}/{fault.item}", _Test(p, None)


def _fall(old: Sequence[float], new: Sequence[float]) -> _Test:
    """Return the test of a fall of the mean; of visits that are all alike on both sides it is how they could be dealt."""
    drop = fmean(old) - fmean(new)
    if drop <= 0.0:
        return _Test(1.0, None)
    spreads = variance(old), variance(new)
    error = spreads[0] / len(old) + spreads[1] / len(new)
    if error <= 0.0:
        return _Test(1.0 / comb(len(old) + len(new), len(old)), FEWEST_VISITS)
    share = spreads[0] / len(old) / error
    freedom = 1.0 / (share**2 / (len(old) - 1) + (1.0 - share) ** 2 / (len(new) - 1))
    needed = visits_needed(drop, sqrt(fmean(spreads)))
    return _Test(student_t_tail(drop / sqrt(error), freedom), min(max(needed, FEWEST_VISITS), _MOST))


def _visits(side: TouchpointScore, touch: AlignedTouchpoint) -> list[float]:
    """Return what each visit scores at a touchpoint by itself, of the items that are scored on both sides."""
    sums: dict[_Unit, list[tuple[float, float]]] = {}
    for item_id, item in side.items.items():
        if (
            not item.wow
            and touch.rescored.items[item_id].score is not None
            and touch.new.items[item_id].score is not None
        ):
            for unit, score in _scores(item).items():
                sums.setdefault(unit, []).append((item.weight, score))
    return [
        fsum(weight * score for weight, score in found) / fsum(weight for weight, _ in found)
        for found in sums.values()
    ]


def _scores(item: ItemScore) -> dict[_Unit, float]:
    found: dict[_Unit, list[float]] = {}
    for seen in item.observations:
        if seen.counts and seen.score is not None:
            found.setdefault(_unit(seen), []).append(seen.score)
    return {unit: fmean(scores) for unit, scores in found.items()}


def _unit(seen: ObservationScore) -> _Unit:
    """Return which look an observation belongs to: its visit, or who looked in the audit itself, when and where."""
    return (seen.visit,) if seen.visit is not None else (seen.on, seen.by, seen.place)
