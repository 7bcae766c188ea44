"""The portfolio as a table: a line for each branch, the worst first, and what is to be seen of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.branch_questions import MissedItem, TouchpointSpread
from tpaudit.results.completeness import Completeness
from tpaudit.results.portfolio import ObserverLine, Portfolio
from tpaudit.showing.portfolio.names import distinct_names, taken_for
from tpaudit.showing.portfolio.sparkline import letters, scale_of
from tpaudit.showing.portfolio.words import (
    branch_parts,
    chance_words,
    change_words,
    fails_words,
    first_due,
    missed_words,
    period_names,
    period_totals,
    schedule_words,
    summary_sentences,
)
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.figures.marks import apart, in_sentences, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped

SHOWN_BRANCHES: Final = 50
"""So many branches are shown where nothing else is asked for."""
LISTED_VISITS: Final = 20
"""So many branches are shown that were not visited when due."""
PORTFOLIO_HEADS: Final = ("rank", "branch", "score", "range", "change", "pct", "trend", "what fails")
_WIDTHS: Final = (4, 0, 5, 6, 7, 3, 8, 0)
"""The least width of each column; 0 for those that depend on the names, or take what is left."""
_RIGHT: Final = frozenset({0, 2, 4, 5})
_NAME: Final = 18
GROUP_HEADS: Final = ("branches", "mean", "from-to", "below", "broken")
_OTHERWISE: Final = "≠"
_NOT_DUE, _ALL, _SOME, _NONE = " ", "·", "◪", "■"


def portfolio_lines(
    portfolio: Portfolio, locale: Locale, columns: int = COLUMNS, *, shortened: bool = True
) -> Iterator[Line]:
    """Yield the table; `shortened` leaves out branches after the first fifty."""
    most = SHOWN_BRANCHES if shortened else len(portfolio.branches)
    page = _Page(portfolio, locale, columns, most=most)
    yield from page.head()
    yield from page.groups()
    yield from page.branches(most)
    yield from page.missed()
    yield from page.spread()
    yield from page.practice()
    for planned in portfolio.schedule:
        yield from page.schedule(planned)
    yield from page.observers()


def _mentioned(portfolio: Portfolio) -> Iterator[str]:
    """Yield the ids of the branches that lists name, as far as they show them."""
    for item in portfolio.missed:
        yield from item.branches
    for spread in portfolio.spread:
        yield from (spread.worst, spread.best)
    for planned in portfolio.schedule:
        yield from (line.branch for line in planned.lines[:LISTED_VISITS])


class _Page:
    """The layout of one portfolio."""

    def __init__(self, portfolio: Portfolio, locale: Locale, columns: int, *, most: int) -> None:
        self.portfolio, self.locale, self.columns = portfolio, locale, columns
        self.say = locale.say
        limit = _NAME + max(0, columns - COLUMNS) // 2
        shown = list(portfolio.branches[:most])
        named = {line.id for line in shown} | set(_mentioned(portfolio))
        is_alike = taken_for((visible(portfolio.names[branch]) for branch in named), _NAME)
        self.whole_names: dict[str, str] = {}
        """Of the branches that are named, and of those that might be taken for them."""
        self.name_width = 0
        for branch, name in portfolio.names.items():
            text = visible(name)
            if branch in named or is_alike(text):
                self.whole_names[branch] = text
            else:
                self.name_width = max(self.name_width, min(limit, width(text)))
        self.short_names = self._distinct(_NAME)
        self.names = self._distinct(limit)
        cut = len(portfolio.branches) < portfolio.branches_total  # others are mentioned, but have no line
        in_lines = [line.id for line in shown] if cut else self.names
        self.name_width = max([self.name_width, *(width(self.names[branch]) for branch in in_lines)])
        self.heads = [self.say(head) for head in PORTFOLIO_HEADS]
        self.widths = self._column_widths()

    def _distinct(self, columns: int) -> dict[str, str]:
        """Return every name that is mentioned in at most so many columns, by the id of its branch."""
        return dict(zip(self.whole_names, distinct_names([*self.whole_names.values()], columns), strict=True))

    def head(self) -> Iterator[Line]:
        """Yield what the whole says."""
        yield from self._paragraph(
            in_sentences(summary_sentences(self.portfolio, self.locale), self.locale.language), "bold"
        )
        for alike in self.portfolio.asked_alike[:1]:
            yield from self._paragraph(chance_words(alike, self.locale), "dim")

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
                fitted(_range(group.low, group.high), 9, right=True),
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
            self.names[line.id],
            locale.points(line.score),
            _range(line.low, line.high),
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
        widths[1] = max(self.name_width, width(self.heads[1]))
        widths[-1] = self.columns - sum(widths[:-1]) - len(widths) + 1
        return widths

    def missed(self) -> Iterator[Line]:
        """Yield the questions that most branches miss."""
        if self.portfolio.missed:
            yield from self._heading("Missed in most branches (✗: must not fail)")
        for item in self.portfolio.missed:
            share = self.say("{count} of {of}", count=item.missed, of=item.of)
            head = f"{'✗' if item.must else ' '} {fitted(share, 14, right=True)}  "
            text = self.say("{text} ({more})", text=item.question, more=item.touchpoint)
            yield [Piece(fitted(head + visible(text), self.columns).rstrip(), "red" if item.must else "")]
            yield [Piece(fitted(self._who_misses(item, " " * width(head)), self.columns).rstrip(), "dim")]

    def _who_misses(self, item: MissedItem, indent: str) -> str:
        """Return the branches by their whole names where all fit, else as many as fit by short ones that differ."""
        whole = indent + missed_words(item, self.whole_names, self.locale)
        if width(whole) <= self.columns:
            return whole
        for count in range(len(item.branches), 0, -1):
            few = replace(item, branches=item.branches[:count])
            text = indent + missed_words(few, self.short_names, self.locale)
            if width(text) <= self.columns:
                break
        return text

    def spread(self) -> Iterator[Line]:
        """Yield the touchpoints at which branches lie furthest apart."""
        if self.portfolio.spread:
            yield from self._heading(
                "Touchpoints at which branches lie furthest apart (eight of ten lie within)"
            )
        for spread in self.portfolio.spread:
            yield from self._spread(spread)

    def _spread(self, spread: TouchpointSpread) -> Iterator[Line]:
        """Yield one line where all of it fits, else one for the touchpoint and one for the branches."""
        head = f"  {_range(spread.low, spread.high):>7}  "
        line = f"{head}{fitted(visible(spread.name), 24)}  {self._ends(spread, self.whole_names)}"
        if width(line) <= self.columns:
            yield [Piece(line)]
            return
        yield [Piece(fitted(head + visible(spread.name), self.columns).rstrip())]
        indent = " " * width(head)
        whole, short = (indent + self._ends(spread, names) for names in (self.whole_names, self.short_names))
        ends = whole if width(whole) <= self.columns else short
        yield [Piece(fitted(ends, self.columns).rstrip(), "dim")]

    def _ends(self, spread: TouchpointSpread, names: Mapping[str, str]) -> str:
        return self.say(
            "mean {mean}; worst {worst}, best {best}",
            mean=self.locale.points(spread.mean),
            worst=names[spread.worst],
            best=names[spread.best],
        )

    def practice(self) -> Iterator[Line]:
        """Yield who is strong where most fail."""
        if self.portfolio.practice:
            yield from self._heading("Whom to copy: strong where most fail")
        for practice in self.portfolio.practice:
            text = self.say("{text} ({more})", text=practice.question, more=practice.touchpoint)
            share = self.say("{count} of {of}", count=practice.missed, of=practice.of)
            language = self.locale.language
            name = told([practice.name, self.locale.points(practice.score)], language)
            strong = self.say("{name}: {text}", name=name, text=text)
            missed = self.say("missed in {share}", share=share)
            yield from self._paragraph(apart([strong, missed], language), indent="  ")
            if practice.words:
                yield from self._paragraph(self.say("“{quote}”", quote=practice.words), "dim", indent="    ")

    def schedule(self, planned: Completeness) -> Iterator[Line]:
        """Yield which branches lack a visit, period by period."""
        yield from self._heading(schedule_words(planned, self.locale))
        if not planned.lines:
            return
        first = first_due(planned)
        periods = planned.periods[first:]
        heads, totals = period_names(periods), period_totals(periods, self.locale)
        sizes = [
            max(map(width, column)) for column in zip(heads, *(cells for _, cells in totals), strict=True)
        ]
        yield self._periods("", heads, sizes, self.say("not done"), "dim")
        for name, cells in totals:
            yield self._periods(name, cells, sizes)
        for line in planned.lines[:LISTED_VISITS]:
            marks = list(map(_mark, line.done[first:], line.planned[first:]))
            yield self._periods(self.short_names[line.branch], marks, sizes, str(line.missing or ""))
        more = len(planned.lines) - LISTED_VISITS
        if more > 0:
            yield [Piece("  " + self.say("and {more} more", more=more), "dim")]
        yield [Piece("  " + self.say("■ none, ◪ some, · all"), "dim")]

    @staticmethod
    def _periods(
        name: str, cells: Sequence[str], sizes: Sequence[int], last: str = "", style: str = ""
    ) -> Line:
        texts = " ".join(fitted(cell, size) for cell, size in zip(cells, sizes, strict=True))
        return [Piece(f"  {fitted(name, _NAME)} {texts} {last}".rstrip(), style)]

    def observers(self) -> Iterator[Line]:
        """Yield observers beside their peers."""
        if not self.portfolio.observers:
            return
        yield from self._heading("Observers beside others at the same branches")
        for line in self.portfolio.observers:
            yield [Piece(fitted(self._observer(line), self.columns).rstrip(), "yellow" if line.clear else "")]

    def _observer(self, line: ObserverLine) -> str:
        points = self.locale.points
        phrase = "{mean}, others {peers}: {difference} at {branches} branches"
        text = self.say(
            phrase,
            mean=points(line.mean),
            peers=points(line.peers),
            difference=self.locale.signed(line.difference),
            branches=line.branches,
        )
        more = "; " + self.say("more than chance explains") if line.clear else ""
        return f"  {fitted(visible(line.name), _NAME)}  {text}{more}"

    def _heading(self, phrase: str) -> Iterator[Line]:
        yield []
        yield from self._paragraph(self.say(phrase), "bold")

    def _paragraph(self, text: str, style: str = "", indent: str = "") -> Iterator[Line]:
        for line in wrapped(visible(text), self.columns, indent):
            yield [Piece(line, style)]


def _range(low: float | None, high: float | None) -> str:
    """Return a range in whole points, rounded outwards."""
    return "" if low is None or high is None else f"{floor(low)}–{ceil(high)}"


def _mark(done: int, due: int) -> str:
    if not due:
        return _NOT_DUE
    return _ALL if done >= due else _SOME if done else _NONE


def _style(line: BranchLine) -> str:
    return "red" if line.failing else "yellow" if line.told == "below" else ""
