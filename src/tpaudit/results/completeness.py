"""Completeness: the result types of which visits were due and which were done."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class PeriodShown:
    """A period of a schedule."""

    first: str
    """Its first day."""
    last: str
    """Its last day."""
    over: bool
    """It is over, so that what lacks is missing."""
    planned: int
    """How many visits were planned, of all branches."""
    done: int
    """How many of them were done; more than planned count once."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class BranchVisits:
    """What a branch was due, and what was done."""

    branch: str
    """The id of the branch."""
    done: list[int]
    """The visits of each period."""
    planned: list[int]
    """The visits that were due in each period; 0 before the branch was first audited."""
    missing: int
    """How many visits lack in the periods that are over."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Completeness:
    """One round of visits of the schedule: planned, done, missing."""

    name: str
    """Its name in `tpaudit.yaml`."""
    visits: int
    """How many visits a branch is due in each period."""
    method: str | None
    """By which method; null for any."""
    periods: list[PeriodShown]
    """The last eight periods, the oldest first."""
    branches: int
    """How many branches it is for."""
    missing: int
    """How many visits lack in the periods that are over."""
    lines: Sequence[BranchVisits]
    """The branches that lack a visit, most first; those of the period that is not over count after them."""
