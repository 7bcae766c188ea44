"""The portfolio: puts together everything that is said of many branches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from string import ascii_uppercase
from typing import Final, NamedTuple

from tpaudit.judging.portfolio.completeness import completeness, last_day
from tpaudit.judging.portfolio.groups import group_lines
from tpaudit.judging.portfolio.histories import BranchHistory, histories
from tpaudit.judging.portfolio.observers import observer_lines
from tpaudit.judging.portfolio.questions import best_practice, missed_items, tallies, widest
from tpaudit.judging.portfolio.ranking import Standings, mean_score, ranked, score_of
from tpaudit.judging.portfolio.spread import spread_of
from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branches import Checklists, FoundWave
from tpaudit.results.grouping import PortfolioCut
from tpaudit.results.portfolio import AskedAlike, GroupLine, Portfolio
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
    """Return the portfolio of the branches of some audits."""
    branches = histories(found, terms.since)
    if terms.tags:
        branches = [branch for branch in branches if not terms.tags.isdisjoint(branch.newest.tags)]
    alike = _alike(branches)
    ids = dict(zip(alike, _names(), strict=False))
    standings = {asked: _standings(branches, asked, alike[asked], ids[asked]) for asked in alike}
    lines = [line for asked in alike for line in ranked(alike[asked], standings[asked], ids)]
    lines.sort(key=lambda line: line.score is None)
    common = next(iter(alike), ())
    listed = LISTED if terms.top is None else terms.top
    counted = tallies(branches, terms.strong)
    by_id = {line.id: line for line in lines}
    as_of = terms.as_of or last_day(branches)
    cut = terms.by or ("region" if any(line.region for line in lines) else None)
    made = Portfolio(
        format=1,
        engine=VERSION,
        as_of=as_of,
        since=terms.since,
        by=cut,
        audits=audits,
        branches_total=len(branches),
        mean=standings[common].mean if alike else None,
        broken=sum(bool(line.failing) for line in lines),
        asked_alike=[_asked(standings[asked], asked, lines) for asked in alike],
        groups=_groups(cut, alike[common], by_id) if cut and alike else [],
        branches=lines[: terms.top],
        names={},
        missed=missed_items(counted, listed),
        spread=widest(alike.get(common, []), listed),
        practice=best_practice(counted, by_id, listed),
        schedule=completeness(branches, as_of, terms.since) if as_of else [],
        observers=observer_lines(branches, common, standings[common].spread)[: terms.top] if alike else [],
    )
    mentioned = _mentioned(made)
    made.names = {line.id: line.name for line in lines if line.id in mentioned}
    return made


def _groups(
    cut: PortfolioCut, branches: Sequence[BranchHistory], lines: Mapping[str, BranchLine]
) -> list[GroupLine]:
    return group_lines(cut, branches, {branch.id: lines[branch.id] for branch in branches})


def _mentioned(made: Portfolio) -> set[str]:
    """Return the ids of the branches that are listed or named somewhere."""
    found = {line.id for line in made.branches} | {practice.branch for practice in made.practice}
    found |= {branch for item in made.missed for branch in item.branches}
    found |= {branch for spread in made.spread for branch in (spread.worst, spread.best)}
    found |= {group.worst for group in made.groups if group.worst is not None}
    return found | {line.branch for planned in made.schedule for line in planned.lines}


def _alike(branches: Iterable[BranchHistory]) -> dict[Checklists, list[BranchHistory]]:
    """Return the branches by the checklists that asked in their newest wave, the most scored branches first."""
    found: dict[Checklists, list[BranchHistory]] = defaultdict(list)
    for branch in branches:
        found[branch.newest.shape.checklists].append(branch)
    order = sorted(
        found, key=lambda asked: (-sum(score_of(branch) is not None for branch in found[asked]), asked)
    )
    return {asked: found[asked] for asked in order}


def _names() -> Iterator[str]:
    """Yield A, B ... Z, A2, B2 and so on."""
    number = 1
    while True:
        yield from (letter if number == 1 else f"{letter}{number}" for letter in ascii_uppercase)
        number += 1


def _standings(
    branches: Sequence[BranchHistory], asked: Checklists, alike: Sequence[BranchHistory], name: str
) -> Standings:
    return Standings(id=name, mean=mean_score(alike), spread=spread_of(branches, asked))


def _asked(standings: Standings, checklists: Checklists, lines: Iterable[BranchLine]) -> AskedAlike:
    own = [line for line in lines if line.asked == standings.id and line.score is not None]
    changes = [line.change for line in own if line.change is not None]
    ranges = sum(line.low is not None for line in own)
    spread = standings.spread
    return AskedAlike(
        id=standings.id,
        checklists=dict(checklists),
        branches=len(own),
        mean=standings.mean,
        sd=spread.sd if spread else None,
        freedom=spread.freedom if spread else 0,
        basis=spread.basis if spread else None,
        change=fsum(changes) / len(changes) if changes else None,
        moved=sum(bool(line.moved) for line in own),
        by_chance=_OUTSIDE * ranges if ranges else None,
        below=sum(line.told == "below" for line in own),
        above=sum(line.told == "above" for line in own),
        within=sum(line.told == "mean" for line in own),
    )
