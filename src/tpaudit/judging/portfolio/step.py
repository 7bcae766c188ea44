"""A step: whether a score changed from one wave to the next by more than chance explains."""

from math import fsum, sqrt

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.compare.waves import FEWEST_VISITS
from tpaudit.judging.portfolio.extract import visit_scores
from tpaudit.judging.portfolio.spread import Spread
from tpaudit.results.scorecard import Scorecard


def is_clear_step(old: Scorecard, new: Scorecard) -> bool | None:
    """Tell whether the journey changed by more than chance explains, from what its visits differ by.

    None where that is not known: visits are too few, or checklists differ.
    """
    if old.score is None or new.score is None or _asked(old) != _asked(new):
        return None
    waves = [_visits(old), _visits(new)]
    if min(map(len, waves)) < FEWEST_VISITS:
        return None
    freedom = sum(len(scores) - 1 for scores in waves)
    spread = Spread(sqrt(fsum(_squares(scores) for scores in waves) / freedom), freedom, "visits")
    return abs(new.score - old.score) > spread.half(*map(len, waves)) + TOLERANCE


def _asked(card: Scorecard) -> dict[str, str]:
    return {name: used.fingerprint for name, used in card.checklists.items()}


def _visits(card: Scorecard) -> list[float]:
    """Return what each visit of a wave scores by itself; those of earlier waves are none of it."""
    scores = visit_scores(card.links())
    return [score for visit, score in scores.items() if visit in card.visits and not card.visits[visit].past]


def _squares(scores: list[float]) -> float:
    mean = fsum(scores) / len(scores)
    return fsum((score - mean) ** 2 for score in scores)
