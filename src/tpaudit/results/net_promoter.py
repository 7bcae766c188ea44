"""Net promoter scores, as a scorecard shows them."""

from dataclasses import dataclass

from tpaudit.results.computed import Computed


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class NetPromoter(Computed):
    """A net promoter score, and how sure it is."""

    score: float
    """The share of promoters less that of detractors, -100 to 100."""
    promoters: int
    """How many marks are 9 or 10."""
    passives: int
    """How many are 7 or 8."""
    detractors: int
    """How many are 0 to 6."""
    low: float
    """The lower end of its interval (95 %, adjusted Wald)."""
    high: float
    """The upper end."""
