"""The names of branches in a table: whole, and shortened so that no two are taken for one another."""

from collections.abc import Iterator
from typing import Final

from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.portfolio.names import distinct_names, taken_for
from tpaudit.showing.terminal.lines import COLUMNS
from tpaudit.showing.text.numbers import visible, width

SHORT_NAME: Final = 18
"""How wide a short name is at most."""
LISTED_VISITS: Final = 20
"""So many branches are shown that were not visited when due."""


class ShownNames:
    """The names that are shown of one portfolio, by the ids of their branches."""

    def __init__(self, portfolio: Portfolio, columns: int, *, most: int) -> None:
        """Take the width of the table, and how many branches it has at most."""
        limit = SHORT_NAME + max(0, columns - COLUMNS) // 2
        shown = list(portfolio.branches[:most])
        named = {line.id for line in shown} | set(_mentioned(portfolio))
        is_alike = taken_for((visible(portfolio.names[branch]) for branch in named), SHORT_NAME)
        self.whole: dict[str, str] = {}
        """Of the branches that are named, and of those that might be taken for them."""
        self.width = 0
        for branch, name in portfolio.names.items():
            text = visible(name)
            if branch in named or is_alike(text):
                self.whole[branch] = text
            else:
                self.width = max(self.width, min(limit, width(text)))
        self.short = self._distinct(SHORT_NAME)
        self.long = self._distinct(limit)
        cut = len(portfolio.branches) < portfolio.branches_total  # others are mentioned, but have no line
        in_lines = [line.id for line in shown] if cut else self.long
        self.width = max([self.width, *(width(self.long[branch]) for branch in in_lines)])

    def _distinct(self, columns: int) -> dict[str, str]:
        """Return every name that is mentioned in at most so many columns, by the id of its branch."""
        return dict(zip(self.whole, distinct_names([*self.whole.values()], columns), strict=True))


def _mentioned(portfolio: Portfolio) -> Iterator[str]:
    """Yield the ids of the branches that lists name, as far as they show them."""
    for item in portfolio.missed:
        yield from item.branches
    for spread in portfolio.spread:
        yield from (spread.worst, spread.best)
    for planned in portfolio.schedule:
        yield from (line.branch for line in planned.lines[:LISTED_VISITS])
