"""The portfolio as tables for spreadsheets: its branches as CSV, and each of its lists as a sheet."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.portfolio.words import fails_words
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale

BRANCH_COLUMNS: Final = (
    *("id", "name", "company", "place", "region", "format", "tags", "file", "day", "visits"),
    *("score", "low", "high", "told", "asked", "rank", "of", "percentile", "change", "moved", "since"),
    *("asked_otherwise", "failing", "fails", "waves"),
)
"""The columns of the branches; the last waves stand in one cell, the oldest first."""
_GROUP: Final = ("name", "branches", "mean", "low", "high", "below", "broken", "worst")
_MISSED: Final = ("item", "touchpoint", "question", "must", "missed", "of", "branches")
_SPREAD: Final = ("touchpoint", "name", "of", "mean", "low", "high", "worst", "best")
_PRACTICE: Final = ("item", "touchpoint", "question", "missed", "of", "branch", "strong", "words")
_OBSERVERS: Final = ("name", "visits", "branches", "mean", "peers", "difference", "clear")
_SCHEDULE: Final = ("schedule", "branch", "first", "last", "planned", "done", "over")
Rows = Iterable[list[object]]


def portfolio_csv(portfolio: Portfolio, locale: Locale) -> Iterator[str]:
    """Yield the branches as CSV, one row each."""
    for row in _branches(portfolio, locale):
        yield in_csv([row])


def portfolio_sheets(portfolio: Portfolio, locale: Locale) -> dict[str, Rows]:
    """Return every list as a table, by name; rows are made one after the other, and once."""
    return {
        "branches": _branches(portfolio, locale),
        "groups": _table(_GROUP, portfolio.groups),
        "missed": _table(_MISSED, portfolio.missed),
        "touchpoints": _table(_SPREAD, portfolio.spread),
        "practice": _table(_PRACTICE, portfolio.practice),
        "visits": _visits(portfolio),
        "observers": _table(_OBSERVERS, portfolio.observers),
    }


def _branches(portfolio: Portfolio, locale: Locale) -> Rows:
    yield list(BRANCH_COLUMNS)
    for line in portfolio.branches:
        yield _branch(line, locale)


def _branch(line: BranchLine, locale: Locale) -> list[object]:
    own = {
        "tags": " ".join(line.tags),
        "fails": apart(fails_words(line, locale), locale.language),
        "waves": " ".join("-" if wave.score is None else f"{wave.score:.1f}" for wave in line.waves),
    }
    return [own[name] if name in own else getattr(line, name) for name in BRANCH_COLUMNS]


def _table(names: Sequence[str], lines: Sequence[object]) -> Rows:
    return [list(names), *([_plain(getattr(line, name)) for name in names] for line in lines)]


def _plain(value: object) -> object:
    """Return a value as one cell; ids may have blanks and commas in them."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _visits(portfolio: Portfolio) -> Iterator[list[object]]:
    """Yield a row for each period of each branch that lacks a visit, below the names of the columns."""
    yield list(_SCHEDULE)
    for planned in portfolio.schedule:
        for line in planned.lines:
            for index, period in enumerate(planned.periods):
                yield [
                    *(planned.name, line.branch, period.first, period.last),
                    *(line.planned[index], line.done[index], period.over),
                ]
