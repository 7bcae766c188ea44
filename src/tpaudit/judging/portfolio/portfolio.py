"""The portfolio: puts together everything that is said of many branches."""

from array import array
from collections import Counter
from collections.abc import Sequence
from math import fsum
from typing import Final, NamedTuple

from tpaudit.judging.portfolio.completeness import completeness
from tpaudit.judging.portfolio.groups import group_lines
from tpaudit.judging.portfolio.histories import Branches, BranchNames
from tpaudit.judging.portfolio.observers import observer_lines
from tpaudit.judging.portfolio.questions import best_practice, missed_items, tallies, widest
from tpaudit.judging.portfolio.ranking import Ranking, Standings
from tpaudit.results.branch_lines import BranchLine, Told
from tpaudit.results.branches import FoundWave
from tpaudit.results.grouping import PortfolioCut
from tpaudit.results.made import Made
from tpaudit.results.portfolio import AskedAlike, Portfolio
from tpaudit.version import VERSION

LISTED: Final = 10
"""So many lines each list has, where nothing else is asked for."""
_OUTSIDE: Final = 0.1
"""How many of 100 branches that are all alike lie outside their range."""


class PortfolioTerms(NamedTuple):
    """What is asked of a portfolio."""

    by: PortfolioCut | None = None
    since: str | None = None
    """A day, or its beginning: 2026, 2026-01."""
    as_of: str | None = None
    top: int | None = None
    """So many branches, and lines of each list; None for all branches."""
    strong: float = 80.0
    """The score from which on an item is strong."""
    tags: frozenset[str] = frozenset()
    """Only branches that have one of them in their newest wave; all where it is empty."""


def judge_portfolio(found: Sequence[FoundWave], audits: int, terms: PortfolioTerms) -> Portfolio:
    """Return the portfolio of the branches of some audits; what it says of each is made when it is asked for.

    The extracts are looked at again and again, and none of them is kept.
    """
    branches = Branches(found, terms.since, terms.tags)
    ranking = Ranking(branches)
    whole = _Whole(ranking)
    common = ranking.alike(0)
    alike = Made(common, branches.__getitem__)
    standings = next(iter(ranking.standings), None)
    listed = LISTED if terms.top is None else terms.top
    counted = tallies(Made(ranking.worst_first, branches.__getitem__), terms.strong)
    as_of = terms.as_of or whole.last_day
    cut = terms.by or ("region" if whole.regions else None)
    made = Portfolio(
        format=1,
        engine=VERSION,
        as_of=as_of,
        since=terms.since,
        by=cut,
        audits=audits,
        branches_total=len(branches),
        mean=standings.mean if standings else None,
        broken=whole.broken,
        asked_alike=whole.asked_alike(),
        groups=group_lines(cut, alike, ranking.lines_of(common)) if cut else [],
        branches=ranking.lines[: terms.top],
        names={},
        missed=missed_items(counted, listed),
        spread=widest(alike, listed),
        practice=best_practice(counted, listed),
        schedule=completeness(branches, as_of, terms.since) if as_of else [],
        observers=observer_lines(branches, standings.checklists, standings.spread)[: terms.top]
        if standings
        else [],
    )
    shown = ranking.order
    if terms.top is not None:
        mentioned = _mentioned(made)
        shown = array("q", (index for index in shown if branches.ids[index] in mentioned))
    made.names = BranchNames(branches, shown)
    return made


def _mentioned(made: Portfolio) -> set[str]:
    """Return the ids of the branches that are listed or named somewhere."""
    found = {line.id for line in made.branches} | {practice.branch for practice in made.practice}
    found |= {branch for item in made.missed for branch in item.branches}
    found |= {branch for spread in made.spread for branch in (spread.worst, spread.best)}
    found |= {group.worst for group in made.groups if group.worst is not None}
    return found | {line.branch for planned in made.schedule for line in planned.lines}


class _Whole:
    """What the lines of all branches say together."""

    def __init__(self, ranking: Ranking) -> None:
        self.broken = 0
        self.regions = False
        self.last_day: str | None = None
        self._alike = {standings.id: _Alike(standings) for standings in ranking.standings}
        for line in ranking.lines:
            self.broken += bool(line.failing)
            self.regions = self.regions or bool(line.region)
            self.last_day = max(self.last_day or "", line.day or "") or None
            self._alike[line.asked].take(line)

    def asked_alike(self) -> list[AskedAlike]:
        """Return what is said of each set of branches that were asked alike."""
        return [alike.made() for alike in self._alike.values()]


class _Alike:
    """What is counted of branches that were asked alike."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings
        self._changes = array("d")
        self._moved = self._ranges = 0
        self._told: Counter[Told | None] = Counter()

    def take(self, line: BranchLine) -> None:
        """Count a branch, if it has a score."""
        if line.score is not None:
            self._told[line.told] += 1
            self._ranges += line.low is not None
            self._moved += bool(line.moved)
            if line.change is not None:
                self._changes.append(line.change)

    def made(self) -> AskedAlike:
        """Return what was counted."""
        standings, changes, spread = self._standings, self._changes, self._standings.spread
        return AskedAlike(
            id=standings.id,
            checklists=dict(standings.checklists),
            branches=standings.places.count,
            mean=standings.mean,
            sd=spread.sd if spread else None,
            freedom=spread.freedom if spread else 0,
            basis=spread.basis if spread else None,
            change=fsum(changes) / len(changes) if changes else None,
            moved=self._moved,
            by_chance=_OUTSIDE * self._ranges if self._ranges else None,
            below=self._told["below"],
            above=self._told["above"],
            within=self._told["mean"],
        )
