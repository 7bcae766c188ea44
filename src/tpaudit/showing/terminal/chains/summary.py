"""Several audits as a table: one line each, the worst first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.natural import natural
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.terminal.table import STYLES, between
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import change, ending, fitted, percent, rounded, visible, width
from tpaudit.showing.text.results.headline import THIN, banded
from tpaudit.showing.text.translate import Translate


class Summary(NamedTuple):
    """What the line of one audit shows."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float | None
    band: str | None
    provisional: bool
    broken: int
    weakest: str | None
    company: str
    file: str
    enough: bool
    date: str | None
    change: float | None = None
    """By how much the score changed since the wave before."""

    @property
    def shown(self) -> float | None:
        """The score; None as well where too little is known for one."""
        return self.score if self.enough else None


def summarised(card: Scorecard) -> Summary:
    """Return what the line of an audit shows."""
    return Summary(
        score=card.score,
        low=card.low,
        high=card.high,
        coverage=card.coverage,
        band=card.band,
        provisional=card.provisional,
        broken=len(card.broken),
        weakest=card.weakest,
        company=card.company or card.id,
        file=card.file,
        enough=card.enough,
        date=card.date,
    )


def summary_lines(
    summaries: Iterable[Summary], *, language: str, limits: Sequence[float], columns: int = COLUMNS
) -> Iterator[Line]:
    """Yield one line for each audit, the worst first; those without a score come last.

    Where a score has changed since the wave before, the change takes the place of the interval.
    """
    locale = Locale(language)
    say = locale.say
    lines = sorted(
        summaries, key=lambda entry: (entry.score is None, entry.score or 0.0, natural(entry.file))
    )
    changes = any(summary.change is not None for summary in lines)
    third = _CHANGE if changes else _INTERVAL
    heads = [
        say(head) for head in ("score", "band", third.head, "cover", "broken", "date", "company", "file")
    ]
    days = [locale.short_day((summary.date or "")[:_DAY] or None) for summary in lines]
    widest = max(map(width, (heads[_DATE], *days)))
    yield [Piece(_row(heads, third, columns, widest), "dim")]
    for summary, day in zip(lines, days, strict=True):
        cells = [
            numeral(rounded(summary.shown, limits), language),
            _band(summary, say),
            numeral(_change(summary), language)
            if changes
            else between(summary.low, summary.high, limits, language),
            numeral(percent(summary.coverage), language),
            f"✗ {summary.broken}" if summary.broken else "",
            day,
            visible(summary.company),
            visible(summary.file),
        ]
        style = "red" if summary.broken else STYLES.get(summary.band or "", "dim")
        yield [Piece(_row(cells, third, columns, widest), style)]


def _change(summary: Summary) -> str:
    return "" if summary.change is None else change(summary.change)


def _band(summary: Summary, say: Translate) -> str:
    if summary.score is not None and not summary.enough:
        return say(THIN)
    return say("open") if summary.band is None else banded(summary.band, say, provisional=summary.provisional)


class _Column(NamedTuple):
    """A column that may give way to another one."""

    head: str
    columns: int
    right: bool


_INTERVAL: Final = _Column("interval", 11, right=False)
_CHANGE: Final = _Column("change", 6, right=True)
_DAY: Final = 10
"""How many letters a day has in a file."""
_DATE: Final = 5
"""The column with the day."""


def _row(cells: Sequence[str], third: _Column, columns: int, widest_day: int) -> str:
    score, band, moved, cover, broken, day, company, file = cells
    head = [
        fitted(score, 5, right=True),
        fitted(band, 8),
        fitted(moved, third.columns, right=third.right),
        fitted(cover, 5, right=True),
        fitted(broken, 6),
        fitted(day, widest_day),
    ]
    numbers = " ".join(head) + " "
    start = numbers + fitted(company, (columns - width(numbers)) // 2) + " "
    return start + ending(file, columns - width(start))  # the end of a path tells files apart
