"""What a score rests on, and how far chance could move it: the result types."""

from dataclasses import dataclass

from tpaudit.results.computed import Computed


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Basis(Computed):
    """What a score rests on."""

    observations: int
    """How many observations count."""
    visits: int
    """How many visits they come from; the audit's own are of none."""
    observers: int
    """How many people made them, of those that are named."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Chance(Computed):
    """Between which scores chance alone would put another round of as many visits, nine times in ten.

    What the open questions could do is another thing, and stands in `low` and `high` of the score.
    """

    low: float
    """The lower end, 0-100."""
    high: float
    """The upper end, 0-100."""
    of: int
    """How many visits it comes from; for an item, how many answers."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Alike(Computed):
    """A place over what all places have, so that like is held against like."""

    score: float
    """Its score over the items that are scored at every place, 0-100."""
    items: int
    """How many items these are."""
    observations: int
    """How many of its observations count there."""
