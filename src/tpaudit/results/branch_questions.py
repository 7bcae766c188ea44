"""Questions and touchpoints over all branches: the result types of what most miss, and whom to copy."""

from tpaudit.results.computed import Computed, record


@record
class MissedItem(Computed):
    """A question that branches miss: they score below 50 there, or it breaks their touchpoint."""

    item: str
    """Its address, `touchpoint/checklist.item`."""
    touchpoint: str
    """The touchpoint's name."""
    question: str
    """The question without its instruction."""
    must: bool
    """It is a must-be item."""
    missed: int
    """How many branches miss it."""
    of: int
    """How many branches have a score there."""
    branches: list[str]
    """The ids of those that miss it, the worst first; the first ten."""


@record
class TouchpointSpread(Computed):
    """How far branches lie apart at a touchpoint."""

    touchpoint: str
    """Its id."""
    name: str
    """Its name."""
    of: int
    """How many branches have a score there."""
    mean: float
    """The mean of their scores."""
    low: float
    """One branch in ten scores less, by linear interpolation."""
    high: float
    """One branch in ten scores more."""
    worst: str
    """The id of the branch with the least score there."""
    best: str
    """The id of the branch with the greatest score there."""


@record
class Practice(Computed):
    """A branch that is strong where most fail."""

    item: str
    """The address of the question, `touchpoint/checklist.item`."""
    touchpoint: str
    """The touchpoint's name."""
    question: str
    """The question without its instruction."""
    missed: int
    """How many branches miss it."""
    of: int
    """How many branches have a score there."""
    branch: str
    """The id of the branch: of those that are strong at it, the one with the best score."""
    name: str
    """The branch's name."""
    score: float
    """The branch's score."""
    file: str
    """The audit of its newest wave, by its path."""
    place: str | None
    """The id of the place within it; null for an audit of its own."""
    strong: int
    """How many branches are strong at it."""
    words: str | None
    """What was noted of it there, or what the checklist says of such an answer."""
