"""The pictures of a portfolio's page: where scores stand on a scale, and lines and bars as paths."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from tpaudit.showing.portfolio.sparkline import Scale

BINS: Final = 25
"""How many bars show where the branches of a group lie."""
_WIDTH: Final = 84
_HEIGHT: Final = 16
SPARKLINE_SIZE: Final = (_WIDTH, _HEIGHT)
"""How wide and how high a sparkline is, in the units of its drawing."""
WHOLE_SCALE: Final = Scale(0.0, 100.0)


def ticks(axis: Scale) -> range:
    """Return the whole points at which a number stands."""
    return range(ceil(axis.low / 20) * 20, 101, 20)


def position(points: float, axis: Scale) -> int:
    """Return where a score lies on a scale, in percent."""
    return round(100.0 * axis.share(points))


def wave_path(scores: Sequence[float | None], waves: Scale) -> str:
    """Return the waves as the path of a line, the newest at its right end; where one has no score it is broken."""
    step = _WIDTH // 7
    start = _WIDTH - step * (len(scores) - 1)
    points: list[str] = []
    joined = False
    for index, score in enumerate(scores):
        if score is not None:
            up = round((1.0 - waves.share(score)) * (_HEIGHT - 2)) + 1
            points.append(f"{' ' if joined else 'M'}{start + index * step - 2} {up}")
        joined = score is not None
    return "".join(points) + ("h0" if points else "")


def bars_path(scores: Sequence[float], axis: Scale) -> str:
    """Return how many scores lie where, as a path of bars that is as high as the sparklines."""
    counts = [0] * BINS
    for score in scores:
        counts[min(BINS - 1, int(axis.share(score) * BINS))] += 1
    most = max(counts)
    return "".join(
        f"M{4 * index} {_HEIGHT}v-{max(1, round(_HEIGHT * count / most))}"
        for index, count in enumerate(counts)
        if count
    )
