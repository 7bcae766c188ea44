"""Several observers: the result types of how far they agree.

Slotted dataclasses, like those of the scorecard. Shares are 0-1, scores and gaps 0-100 points, unrounded. A
question's text stands in the scorecard, under the same address.
"""

from typing import Literal

from tpaudit.results.computed import Computed, record

Metric = Literal["nominal", "ordinal", "interval"]


@record
class Reliability(Computed):
    """Krippendorff's alpha of answers that come from one set of values."""

    answers: str
    """The set of values: `yes-no`, a scale such as `1-5`, `measured`, or of a choice its `checklist.item`."""
    metric: Metric
    """How far apart two answers are: `nominal` the same or not, `ordinal` by rank, `interval` by points."""
    units: int
    """How many items at a place two or more observers answered on one occasion."""
    values: int
    """How many answers they gave."""
    alpha: float | None
    """1 where all agree, 0 for what chance would give, less where they agree less than that; null where it
    says nothing."""


@record
class Agreed(Computed):
    """How far the observers agree, at an item, at a touchpoint or on the whole."""

    observers: int
    """How many observers there are."""
    pairs: int
    """How many pairs of observers answered the same item at the same place on the same occasion."""
    agreeing: int
    """How many of these pairs agree."""
    share: float | None
    """`agreeing` / `pairs`, 0-1; null without a pair."""
    reliability: list[Reliability]
    """Krippendorff's alpha for each set of values; empty without a pair."""


@record
class Heard(Computed):
    """What one observer said."""

    by: str
    """Who said it; not for the client."""
    answer: str
    """As it was written."""
    label: str | None = None
    """As the checklist writes it, where it has options."""
    score: float
    """What the answer scores, 0-100."""
    on: str | None
    """When: a day or a moment, as in 2026-11-03T12:30."""
    method: str | None
    """By which method."""
    place: str | None
    """The id of the place."""
    visit: str | None
    """The visit that it comes from, by its file's name without the ending; null for the audit's own."""
    file: str
    """The file in which the answer stands, by its path."""
    line: int
    """The line in that file."""


@record
class ItemAgreed(Agreed):
    """How far the observers agree on one item at one touchpoint."""

    gap: float
    """The widest difference between the scores of two observers at one place, in points."""
    heard: list[Heard]
    """What each observer said, by place and observer, each in the order of the files."""


@record
class MethodGap(Computed):
    """An item that two methods score differently."""

    at: str
    """The address of the item: `touchpoint/checklist.item`."""
    score: float
    """The mean of the first method's scores of this item."""
    other_score: float
    """That of the other method."""
    difference: float
    """`score` − `other_score`."""
    file: str
    """The file in which the item stands, by its path."""
    line: int
    """The line in that file."""


@record
class MethodPair(Computed):
    """Two methods, on the items that both scored at the same place."""

    method: str
    """The first method."""
    other: str
    """The other method: `team` wherever the team is one of the two."""
    items: int
    """How many items both scored at a place of both."""
    score: float
    """The mean of the first method's scores of these items, at the places that both scored."""
    other_score: float
    """That of the other method."""
    difference: float
    """`score` − `other_score`: below 0 where the other method scores higher."""
    widest: list[MethodGap]
    """The items that they score differently, the widest difference first."""


@record
class Agreement(Computed):
    """What several observers, and several methods, make of the same items (S3)."""

    whole: Agreed
    """How far all observers agree."""
    touchpoints: dict[str, Agreed]
    """The same by touchpoint, in journey order: those where two or more observed the same item."""
    items: dict[str, ItemAgreed]
    """The same by `touchpoint/checklist.item`, in journey order: the items that two or more observed."""
    disputed: list[str]
    """The addresses of the items on which not all agree, the most disputed first."""
    methods: list[MethodPair]
    """Pairs of methods that scored the same items, those with `team` first."""
