"""Sparklines: the last waves of a branch as a few letters, or as the points of a line."""

from collections.abc import Iterable, Sequence
from math import inf
from typing import Final, NamedTuple

from tpaudit.results.branch_lines import BranchLine

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = "·"
_LEAST: Final = 10.0
"""How many points a scale spans at least, so that a tenth of a point is no cliff."""


class Scale(NamedTuple):
    """From which score to which all sparklines of a portfolio reach, so that they can be held side by side."""

    low: float
    high: float

    def share(self, score: float) -> float:
        """Return how high a score lies, 0-1."""
        return min(1.0, max(0.0, (score - self.low) / (self.high - self.low)))


def scale_of(branches: Iterable[BranchLine]) -> Scale:
    """Return the scale that holds the waves of all branches."""
    low, high = inf, -inf
    for line in branches:
        for wave in line.waves:
            if wave.score is not None:
                low, high = min(low, wave.score), max(high, wave.score)
    if low > high:
        low, high = 0.0, 100.0
    spare = max(0.0, _LEAST - (high - low)) / 2
    return Scale(low - spare, high + spare)


def letters(scores: Sequence[float | None], scale: Scale) -> str:
    """Return a block for each score, a dot for none."""
    return "".join(_GAP if score is None else _block(scale.share(score)) for score in scores)


def _block(share: float) -> str:
    return _BLOCKS[min(len(_BLOCKS) - 1, int(share * len(_BLOCKS)))]
