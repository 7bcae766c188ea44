"""What the tables of an audit are made from.

A slotted dataclass, as in `results`; texts are in the language of the tables.
"""

from tpaudit.results.branches import BranchAbout
from tpaudit.results.computed import Computed, record
from tpaudit.results.plan import ActionState, Step
from tpaudit.results.scorecard import Scorecard


@record
class TableResults(Computed):
    """Everything that the tables of an audit are made from."""

    card: Scorecard
    """Judged as a whole, and by place where the audit has places."""
    actions: dict[str, ActionState]
    """Every action of the audit, by its id."""
    steps: list[Step]
    """What to do first, in order; empty where no plan is wanted."""
    currency: str
    """The currency of costs."""
    branches: dict[str, BranchAbout]
    """What is said of the audit's own branch, under an empty name, and of each place."""
