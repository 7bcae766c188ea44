"""Chance: how far the luck of the visits could move a score.

The bootstrap of B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13: as many visits as there
were are drawn from them again and again, with repeats, and each draw is scored. Visits are drawn whole, since what one
person saw on one walk belongs together. What the audit itself says, outside visits, stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import shake_256
from math import fsum
from typing import Final, NamedTuple

from tpaudit.judging.scoring.combining import COMBINE, mean
from tpaudit.results.basis import Chance
from tpaudit.results.scorecard import ObservationScore, TouchpointScore

LEAST: Final = 3
"""Of fewer visits nothing is said of chance."""
_DRAWS: Final = 400
_FEWEST_DRAWS: Final = 100
_WORK: Final = 200_000
"""So many observations are scored in all draws together at most, as far as that leaves `_FEWEST_DRAWS`."""
_BYTES: Final = 4
"""A number of a draw; what is left of it by the number of visits favours none by more than a part in a million."""
_TAIL: Final = 0.05
"""The share of draws that is left out at either end."""


class _Voice(NamedTuple):
    """The observations of one place and method: their scores, each with the number of its visit; -1 for none."""

    combine: str
    seen: list[tuple[int, float]]


class _Item(NamedTuple):
    weight: float
    places: list[list[_Voice]]


class _Touch(NamedTuple):
    importance: float
    missing: bool
    items: list[_Item]


def chance(links: Mapping[str, TouchpointScore], combines: Mapping[str, Mapping[str, str]]) -> Chance | None:
    """Return between which scores chance would put the journey, None below three visits.

    `combines` says how each item combines its observations, by touchpoint and `checklist.item`. The draws are the
    same for the same observations.
    """
    visits = sorted({seen.visit for seen in _counting(links) if seen.visit is not None})
    if len(visits) < LEAST:
        return None
    numbers = {visit: number for number, visit in enumerate(visits)}
    touches = [_touch(link, combines[touch_id], numbers) for touch_id, link in links.items()]
    count = sum(1 for _ in _counting(links))
    draws = max(_FEWEST_DRAWS, min(_DRAWS, _WORK // count))
    drawn = (_drawn(touches, times) for times in _draws(links, len(visits), draws))
    scores = sorted(score for score in drawn if score is not None)
    if not scores:
        return None
    last = len(scores) - 1
    return Chance(low=scores[round(_TAIL * last)], high=scores[round((1 - _TAIL) * last)], of=len(visits))


def _counting(links: Mapping[str, TouchpointScore]) -> Sequence[ObservationScore]:
    return [
        seen
        for link in links.values()
        if not link.missing
        for item in link.items.values()
        for seen in item.observations
        if seen.counts
    ]


def _draws(links: Mapping[str, TouchpointScore], visits: int, draws: int) -> Iterator[list[int]]:
    """Yield how often each visit is in a draw; the last, for -1, stands for what is of no visit.

    The draws come from a hash of the observations, so that they depend on nothing else.
    """
    seen = sorted(f"{one.visit} {one.place} {one.score!r}" for one in _counting(links))
    stream = shake_256("\n".join(seen).encode()).digest(draws * visits * _BYTES)
    for start in range(0, len(stream), visits * _BYTES):
        times = [0] * visits + [1]
        for place in range(start, start + visits * _BYTES, _BYTES):
            times[int.from_bytes(stream[place : place + _BYTES], "big") % visits] += 1
        yield times


def _touch(link: TouchpointScore, combines: Mapping[str, str], numbers: Mapping[str, int]) -> _Touch:
    items = []
    for address, item in link.items.items():
        if item.state != "scored" or item.wow:
            continue
        places: dict[str | None, dict[str | None, _Voice]] = {}
        for seen in item.observations:
            if seen.counts and seen.score is not None:
                voice = places.setdefault(seen.place, {}).setdefault(
                    seen.method, _Voice(combines[address], [])
                )
                voice.seen.append((numbers.get(seen.visit or "", -1), seen.score))
        items.append(_Item(item.weight, [list(methods.values()) for methods in places.values()]))
    return _Touch(link.importance, link.missing, items)


def _drawn(touches: Sequence[_Touch], times: Sequence[int]) -> float | None:
    """Return the score of the journey from one draw of visits; None if nothing is scored."""
    scored = [(touch.importance, _touch_score(touch, times)) for touch in touches]
    known = [(importance, score) for importance, score in scored if score is not None]
    total = fsum(importance for importance, _ in known)
    return fsum(importance * score for importance, score in known) / total if known else None


def _touch_score(touch: _Touch, times: Sequence[int]) -> float | None:
    if touch.missing:
        return 0.0
    scored = [(item.weight, _item_score(item, times)) for item in touch.items]
    known = [(weight, score) for weight, score in scored if score is not None]
    total = fsum(weight for weight, _ in known)
    return fsum(weight * score for weight, score in known) / total if total else None


def _item_score(item: _Item, times: Sequence[int]) -> float | None:
    """Return an item's score as the audit combines it: voices, methods of a place, then places."""
    places = []
    for voices in item.places:
        heard = [score for voice in voices if (score := _voice_score(voice, times)) is not None]
        if heard:
            places.append(mean(heard))
    return mean(places) if places else None


def _voice_score(voice: _Voice, times: Sequence[int]) -> float | None:
    scores = [score for visit, score in voice.seen for _ in range(times[visit])]
    return COMBINE[voice.combine](scores) if scores else None
