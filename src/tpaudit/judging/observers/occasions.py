"""Occasions: which observations of a place were made so close together that they are of the same experience."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from tpaudit.documents.asked import Observed

_DAY: Final = 86400.0


def occasions(observed: Sequence[Observed], apart: float) -> Iterator[list[Observed]]:
    """Yield the observations of each occasion, place by place in the order of the files, then in time.

    An occasion begins with an observation and lasts `apart` seconds; days count whole where it lasts a day or more,
    so that `1d` is the same calendar day. Observations without a day are together an occasion of their own.
    """
    by_place: dict[str | None, list[Observed]] = {}
    for observation in observed:
        by_place.setdefault(observation.place, []).append(observation)
    for of_place in by_place.values():
        undated = [observation for observation in of_place if observation.on is None]
        dated = [observation for observation in of_place if observation.on is not None]
        yield from filter(None, (undated, *_windows(dated, apart)))


def _windows(dated: Sequence[Observed], apart: float) -> Iterator[list[Observed]]:
    """Yield the observations of each occasion, each in the order of the files."""
    windows: list[tuple[float, set[int]]] = []
    for time, index in sorted(
        (_seconds(observation.on or "", apart), index) for index, observation in enumerate(dated)
    ):
        if windows and time - windows[-1][0] < apart:
            windows[-1][1].add(index)
        else:
            windows.append((time, {index}))
    for _, indexes in windows:
        yield [dated[index] for index in sorted(indexes)]


def _seconds(moment: str, apart: float) -> float:
    """Return a moment in seconds; for occasions of a day or more, that of its day."""
    begun = datetime.fromisoformat(moment[:10] if apart >= _DAY else moment)
    return begun.toordinal() * _DAY + begun.hour * 3600.0 + begun.minute * 60.0
