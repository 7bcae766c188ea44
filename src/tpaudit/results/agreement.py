"""Several observers: the result types of how far they agree.

Slotted dataclasses, like those of the scorecard. Shares are 0-1, scores and gaps 0-100 points, unrounded. A
question's text stands in the scorecard, under the same address.
"""

from dataclasses import dataclass
from typing import Literal

Metric = Literal["nominal", "ordinal", "interval"]


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Reliability:
    """Krippendorff's alpha of answers that come from one set of values."""

    answers: str
    """yes-no, a scale such as 1-5, measured, or of a choice its checklist.item."""
    metric: Metric
    """How far apart two answers are: nominal same or not, ordinal by rank, interval by points."""
    units: int
    """How many items at a place two or more observed."""
    values: int
    """How many answers they gave."""
    alpha: float | None
    """1 where all agree, 0 for what chance would give, less than 0 below; null where it says nothing."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Agreed:
    """How far the observers agree, at an item, at a touchpoint or on the whole."""

    observers: int
    """How many they are."""
    pairs: int
    """How many pairs of observers answered the same item at the same place."""
    agreeing: int
    """How many of these pairs agree."""
    share: float | None
    """agreeing / pairs, 0-1; null without a pair."""
    reliability: list[Reliability]
    """One for each set of values; empty without a pair."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Heard:
    """What one observer said."""

    by: str
    answer: str
    """As it was written."""
    score: float
    on: str | None
    method: str | None
    place: str | None
    visit: str | None
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ItemAgreed(Agreed):
    """How far the observers agree on one item at one touchpoint."""

    gap: float
    """The widest difference between the scores of two observers at one place, in points."""
    heard: list[Heard]
    """Every observation behind it, by place and observer, each in the order of the files."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class MethodGap:
    """An item that two methods score differently."""

    at: str
    """touchpoint/checklist.item."""
    score: float
    other_score: float
    difference: float
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class MethodPair:
    """Two methods, on the items that both scored at the same place."""

    method: str
    other: str
    """`team` wherever the team is one of the two."""
    items: int
    """How many items both scored at a place of both."""
    score: float
    """The mean of the method's scores of these items."""
    other_score: float
    difference: float
    """score - other_score: below 0 where the other method paints the better picture."""
    widest: list[MethodGap]
    """The items that they score differently, the widest difference first."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Agreement:
    """What several observers, and several methods, make of the same items (S3)."""

    whole: Agreed
    touchpoints: dict[str, Agreed]
    """By id; those where two or more observed the same item, in journey order."""
    items: dict[str, ItemAgreed]
    """By touchpoint/checklist.item; those that two or more observed, in journey order."""
    disputed: list[str]
    """The addresses of the items on which not all agree, the most disputed first."""
    methods: list[MethodPair]
    """Pairs of methods that scored the same items, those with `team` first."""
