"""Two audits side by side: the result types of why scores differ."""

from typing import Literal

from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed, record
from tpaudit.results.standing import Standing

Part = Literal["yardstick", "experience", "knowledge"]


PARTS: tuple[Part, ...] = ("yardstick", "experience", "knowledge")


@record
class Split(Computed):
    """A difference of two scores and its three parts, in points; the parts add up to the difference."""

    old: float | None
    new: float | None
    yardstick: float
    """What the questions, weights, curves, standards and importances moved."""
    experience: float
    """What new answers moved, to items that are scored on both sides."""
    knowledge: float
    """What was moved by items that are newly assessed, newly n/a or newly open, and by answers that were withdrawn."""


@record
class Moved(Computed):
    """An item that carries one part of a difference."""

    item: str
    """checklist.item"""
    part: Part
    old: float | None
    """Its score before this part was put in, 0-100; null for none."""
    new: float | None
    old_answers: list[str]
    new_answers: list[str]
    ask: str = ""
    """The question, without the instruction around it."""
    old_labels: list[str] | None = None
    """The answers of then as the checklist writes them, where it has options; null where it has none."""
    new_labels: list[str] | None = None
    claim: Claim | None = None
    """What falls short at it now; null where nothing does."""
    points: float | None
    """The touchpoint's points that it moved, exact for experience; null where the set of items changed as well.
    0 where the touchpoint is missing on both sides: nothing of it moves its score."""
    file: str
    line: int


@record
class TouchpointSplit(Split):
    """A touchpoint on both sides; on one of them alone, its parts are 0."""

    name: str
    was: str | None
    """Its id on the old side, where that is another."""
    state: Literal["both", "added", "removed"]
    old_importance: float | None
    new_importance: float | None
    moved: list[Moved]
    """The items that carry it, in the order of the parts; none where the touchpoint came to exist or vanished."""
    file: str
    line: int


@record
class Comparison(Computed):
    """Two audits, or one at two times."""

    old_file: str
    new_file: str
    journey: Split
    touchpoints: dict[str, TouchpointSplit]
    """Touchpoints and handovers in the new audit's order, then those that are gone."""
    standing: Standing | None = None
    """Where the new audit's journey stands."""
