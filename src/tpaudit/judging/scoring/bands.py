"""Bands: the words for a score, what limits the journey, and from when on enough is known to say one."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.scorecard import Band, TouchpointScore

_MATTERS: Final = 3.0
"""From this importance on a touchpoint that is weak or broken keeps the journey from being strong."""


class BandLimits(NamedTuple):
    """From which score on something is strong or fair, 0-100, and from which coverage on enough is known, in percent."""

    strong: float
    fair: float
    enough: float


def score_band(score: float | None, limits: BandLimits) -> Band | None:
    """Return strong, fair or weak; None if there is no score."""
    if score is None:
        return None
    if score >= limits.strong - TOLERANCE:
        return "strong"
    return "fair" if score >= limits.fair - TOLERANCE else "weak"


def touchpoint_band(score: float | None, limits: BandLimits, *, broken: bool) -> Band | None:
    """Return the band of a touchpoint: what is broken or missing has no other, whatever it scores."""
    return "broken" if broken else score_band(score, limits)


def journey_band(score: float | None, limits: BandLimits, *, held_back: bool) -> Band | None:
    """Return the band of the journey: strong only if nothing holds it back (S14)."""
    band = score_band(score, limits)
    return "fair" if held_back and band == "strong" else band


def held_back_by(links: Mapping[str, TouchpointScore]) -> list[str]:
    """Return the ids of what keeps the journey from being strong: it matters, and is weak, broken or missing."""
    return [
        touch_id
        for touch_id, link in links.items()
        if link.importance >= _MATTERS - TOLERANCE and link.band in ("weak", "broken")
    ]


def is_enough(coverage: float | None, limits: BandLimits) -> bool:
    """Tell whether a coverage, 0-1, is enough for a verdict; no coverage never is."""
    return coverage is not None and 100.0 * coverage >= limits.enough - TOLERANCE


def weakest(links: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id of the weakest link: the lowest score among what is broken or missing, else among all.

    Ties go to the more important, then to the earlier. What is broken and has no score comes after what has one.
    """
    broken = {touch_id: link for touch_id, link in links.items() if link.broken}
    among = broken or links
    scores = {touch_id: link.score for touch_id, link in among.items() if link.score is not None}
    if not scores:
        return _highest(dict.fromkeys(broken, 0.0), links)
    return _highest({touch_id: -score for touch_id, score in scores.items()}, links)


def bottleneck(links: Mapping[str, TouchpointScore]) -> str | None:
    """Return the id with the most lost points among all that are not strong; ties as for the weakest.

    None if none of them loses any.
    """
    losing = {
        touch_id: link.lost for touch_id, link in links.items() if link.band != "strong" and link.lost > 0
    }
    return _highest(losing, links)


def _highest(values: Mapping[str, float], links: Mapping[str, TouchpointScore]) -> str | None:
    if not values:
        return None
    highest = max(values.values())
    tied = [touch_id for touch_id, value in values.items() if value >= highest - TOLERANCE]
    return max(tied, key=lambda touch_id: links[touch_id].importance)
