"""The portfolio as a table: a line for each branch, the worst first, and what is to be seen of all of them."""

from collections.abc import Iterator, Sequence
from math import floor
from typing import Final

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.portfolio.sparkline import letters, scale_of
from tpaudit.showing.portfolio.words import (
    branch_parts,
    chance_words,
    change_words,
    fails_words,
    summary_sentences,
)
from tpaudit.showing.terminal.chains.branch_names import ShownNames
from tpaudit.showing.terminal.chains.portfolio_lists import list_lines, whole_range
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece, paragraph
from tpaudit.showing.text.figures.marks import apart, in_sentences
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width

SHOWN_BRANCHES: Final = 50
"""So many branches are shown where nothing else is asked for."""
PORTFOLIO_HEADS: Final = ("rank", "branch", "score", "range", "change", "pct", "trend", "what fails")
_WIDTHS: Final = (4, 0, 5, 6, 7, 3, 8, 0)
"""The least width of each column; 0 for those that depend on the names, or take what is left."""
_RIGHT: Final = frozenset({0, 2, 4, 5})
GROUP_HEADS: Final = ("branches", "mean", "from-to", "below", "broken")
_OTHERWISE: Final = "≠"


def portfolio_lines(
    portfolio: Portfolio, locale: Locale, columns: int = COLUMNS, *, shortened: bool = True
) -> Iterator[Line]:
    """Yield the table; `shortened` leaves out branches after the first fifty."""
    most = SHOWN_BRANCHES if shortened else len(portfolio.branches)
    page = _Page(portfolio, locale, columns, most=most)
    yield from page.head()
    yield from page.groups()
    yield from page.branches(most)
    yield from list_lines(portfolio, locale, columns, page.names)


class _Page:
    """The layout of the branches of one portfolio."""

    def __init__(self, portfolio: Portfolio, locale: Locale, columns: int, *, most: int) -> None:
        self.portfolio, self.locale, self.columns = portfolio, locale, columns
        self.say = locale.say
        self.names = ShownNames(portfolio, columns, most=most)
        self.heads = [self.say(head) for head in PORTFOLIO_HEADS]
        self.widths = self._column_widths()

    def head(self) -> Iterator[Line]:
        """Yield what the whole says."""
        sentences = in_sentences(summary_sentences(self.portfolio, self.locale), self.locale.language)
        yield from paragraph(sentences, self.columns, "bold")
        for alike in self.portfolio.asked_alike[:1]:
            yield from paragraph(chance_words(alike, self.locale), self.columns, "dim")

    def groups(self) -> Iterator[Line]:
        """Yield the regions, formats, owners or stages."""
        if not self.portfolio.groups:
            return
        yield []
        name_width = self.columns - 46
        cells = " ".join(
            fitted(self.say(head), 9 if head == "from-to" else 8, right=True) for head in GROUP_HEADS
        )
        yield [Piece(fitted(self.say(self.portfolio.by or ""), name_width) + cells, "dim")]
        for group in self.portfolio.groups:
            points = self.locale.points
            figures = (
                fitted(str(group.branches), 8, right=True),
                fitted(points(group.mean), 8, right=True),
                fitted(whole_range(group.low, group.high), 9, right=True),
                fitted(str(group.below or ""), 8, right=True),
                fitted(f"✗ {group.broken}" if group.broken else "", 8, right=True),
            )
            yield [
                Piece(fitted(visible(group.name or self.say("not stated")), name_width) + " ".join(figures))
            ]

    def branches(self, most: int) -> Iterator[Line]:
        """Yield the branches in their parts, so many at most."""
        yield []
        yield [Piece(self._row(self.heads), "dim")]
        scale, left = scale_of(self.portfolio.branches), most
        for heading, lines in branch_parts(self.portfolio, self.locale):
            if left <= 0:
                break
            yield [Piece(fitted(visible(heading), self.columns).rstrip(), "bold")]
            for line in lines[:left]:
                yield [
                    Piece(
                        self._row(self._cells(line, letters([wave.score for wave in line.waves], scale))),
                        _style(line),
                    )
                ]
            left -= len(lines)
        if any(line.asked_otherwise for line in self.portfolio.branches[:most]):
            yield [Piece(self.say("≠: the wave before was asked by other checklists"), "dim")]
        rest = self.portfolio.branches_total - min(most, len(self.portfolio.branches))
        if rest > 0:
            phrase = "and {more} more; --top N shows so many, --format csv and html have all"
            yield [Piece(self.say(phrase, more=rest), "dim")]

    def _cells(self, line: BranchLine, trend: str) -> list[str]:
        locale = self.locale
        fails = visible(apart(fails_words(line, locale), locale.language))
        percentile = "" if line.percentile is None else str(floor(line.percentile + 1e-9))
        return [
            "" if line.rank is None else str(line.rank),
            self.names.long[line.id],
            locale.points(line.score),
            whole_range(line.low, line.high),
            _OTHERWISE if line.asked_otherwise else change_words(line, locale),
            percentile,
            trend,
            f"✗ {fails}" if line.failing else "",
        ]

    def _row(self, cells: Sequence[str]) -> str:
        texts = [fitted(cell, self.widths[index], right=index in _RIGHT) for index, cell in enumerate(cells)]
        return " ".join(texts).rstrip()

    def _column_widths(self) -> list[int]:
        """Return the width of each column: no narrower than its heading, the last takes what is left."""
        widths = [max(least, width(head)) for least, head in zip(_WIDTHS, self.heads, strict=True)]
        widths[1] = max(self.names.width, width(self.heads[1]))
        widths[-1] = self.columns - sum(widths[:-1]) - len(widths) + 1
        return widths


def _style(line: BranchLine) -> str:
    return "red" if line.failing else "yellow" if line.told == "below" else ""
