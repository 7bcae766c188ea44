"""Lists below the table of a portfolio: what most branches miss, where they lie apart, visits that were due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

from tpaudit.results.branch_questions import MissedItem, TouchpointSpread
from tpaudit.results.completeness import Completeness
from tpaudit.results.portfolio import ObserverLine, Portfolio
from tpaudit.showing.portfolio.words import (
    first_due,
    missed_words,
    period_names,
    period_totals,
    schedule_words,
)
from tpaudit.showing.terminal.chains.branch_names import LISTED_VISITS, SHORT_NAME, ShownNames
from tpaudit.showing.terminal.lines import Line, Piece, paragraph
from tpaudit.showing.text.figures.marks import apart, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width

_NOT_DUE, _ALL, _SOME, _NONE = " ", "·", "◪", "■"


def list_lines(portfolio: Portfolio, locale: Locale, columns: int, names: ShownNames) -> Iterator[Line]:
    """Yield every list that has something to show."""
    lists = _Lists(portfolio, locale, columns, names=names)
    yield from lists.missed()
    yield from lists.spread()
    yield from lists.practice()
    for planned in portfolio.schedule:
        yield from lists.schedule(planned)
    yield from lists.observers()


class _Lists:
    """The layout of the lists of one portfolio."""

    def __init__(self, portfolio: Portfolio, locale: Locale, columns: int, *, names: ShownNames) -> None:
        self.portfolio, self.locale, self.columns, self.names = portfolio, locale, columns, names
        self.say = locale.say

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
        whole = indent + missed_words(item, self.names.whole, self.locale)
        if width(whole) <= self.columns:
            return whole
        for count in range(len(item.branches), 0, -1):
            few = replace(item, branches=item.branches[:count])
            text = indent + missed_words(few, self.names.short, self.locale)
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
        head = f"  {whole_range(spread.low, spread.high):>7}  "
        line = f"{head}{fitted(visible(spread.name), 24)}  {self._ends(spread, self.names.whole)}"
        if width(line) <= self.columns:
            yield [Piece(line)]
            return
        yield [Piece(fitted(head + visible(spread.name), self.columns).rstrip())]
        indent = " " * width(head)
        whole, short = (indent + self._ends(spread, names) for names in (self.names.whole, self.names.short))
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
            yield from paragraph(apart([strong, missed], language), self.columns, indent="  ")
            if practice.words:
                quote = self.say("“{quote}”", quote=practice.words)
                yield from paragraph(quote, self.columns, "dim", indent="    ")

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
            yield self._periods(self.names.short[line.branch], marks, sizes, str(line.missing or ""))
        more = len(planned.lines) - LISTED_VISITS
        if more > 0:
            yield [Piece("  " + self.say("and {more} more", more=more), "dim")]
        yield [Piece("  " + self.say("■ none, ◪ some, · all"), "dim")]

    @staticmethod
    def _periods(
        name: str, cells: Sequence[str], sizes: Sequence[int], last: str = "", style: str = ""
    ) -> Line:
        texts = " ".join(fitted(cell, size) for cell, size in zip(cells, sizes, strict=True))
        return [Piece(f"  {fitted(name, SHORT_NAME)} {texts} {last}".rstrip(), style)]

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
        return f"  {fitted(visible(line.name), SHORT_NAME)}  {text}{more}"

    def _heading(self, phrase: str) -> Iterator[Line]:
        yield []
        yield from paragraph(self.say(phrase), self.columns, "bold")


def whole_range(low: float | None, high: float | None) -> str:
    """Return a range in whole points, rounded outwards."""
    return "" if low is None or high is None else f"{floor(low)}–{ceil(high)}"


def _mark(done: int, due: int) -> str:
    if not due:
        return _NOT_DUE
    return _ALL if done >= due else _SOME if done else _NONE
