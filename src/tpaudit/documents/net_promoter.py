"""The net promoter score: how many would recommend, less how many would not, and how sure that is."""

import re
from collections.abc import Iterable
from math import sqrt
from typing import Final, NamedTuple

from tpaudit.documents.worded import fixed

NPS: Final = "nps"
"""The kind of answer."""
MARKS: Final = fixed("a whole number from 0 to 10, or {promoters: 60, passives: 30, detractors: 10}")
_MARK: Final = re.compile(r"(?:[0-9]|10)(?:\.0)?\Z", re.ASCII)
_COUNTS: Final = re.compile(r"([0-9]{1,9})/([0-9]{1,9})/([0-9]{1,9})\Z", re.ASCII)
_PROMOTER: Final = 9
_PASSIVE: Final = 7
_Z: Final = 1.959963984540054
"""The quantile of the normal distribution for a two-sided 95 %."""
_MORE_MARKS: Final = 3.0
_MORE_AT_AN_END: Final = 0.75


class Marks(NamedTuple):
    """How many marks of each kind there are: 9 and 10, 7 and 8, 0 to 6."""

    promoters: int
    passives: int
    detractors: int


def marks_of(text: str) -> Marks | None:
    """Return the marks of an answer: one from 0 to 10, or three counts such as `60/30/10`; None for others."""
    counts = _COUNTS.match(text)
    if counts:
        marks = Marks(int(counts[1]), int(counts[2]), int(counts[3]))
        return marks if sum(marks) else None
    if not _MARK.match(text):
        return None
    mark = float(text)
    return Marks(int(mark >= _PROMOTER), int(_PASSIVE <= mark < _PROMOTER), int(mark < _PASSIVE))


def pooled(marks: Iterable[Marks | None]) -> Marks:
    """Return all marks together."""
    known = [some for some in marks if some is not None]
    return Marks(
        promoters=sum(some.promoters for some in known),
        passives=sum(some.passives for some in known),
        detractors=sum(some.detractors for some in known),
    )


def net(marks: Marks) -> float:
    """Return the net promoter score, -100 to 100."""
    return 100.0 * (marks.promoters - marks.detractors) / sum(marks)


def interval(marks: Marks) -> tuple[float, float]:
    """Return the adjusted Wald interval (95 %) of the net promoter score, -100 to 100.

    Three marks are added, three quarters of one at each end, before the variance of a difference of two
    proportions is taken. Source: J. Lewis and J. Sauro, "Confidence Intervals for Net Promoter Scores"
    (MeasuringU, 2021), after B. Rocks, "Interval Estimation for the Net Promoter Score" (The American
    Statistician 70, 2016).
    """
    count = sum(marks) + _MORE_MARKS
    promoters = (marks.promoters + _MORE_AT_AN_END) / count
    detractors = (marks.detractors + _MORE_AT_AN_END) / count
    difference = promoters - detractors
    margin = _Z * sqrt((promoters + detractors - difference**2) / count)
    return (max(-100.0, 100.0 * (difference - margin)), min(100.0, 100.0 * (difference + margin)))
