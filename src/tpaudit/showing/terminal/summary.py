"""Several audits as a table: one line each, the worst first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.table import COLUMNS, STYLES, Line, Piece, between
from tpaudit.showing.text.headline import THIN
from tpaudit.showing.text.numbers import fitted, percent, rounded, visible, width
from tpaudit.showing.text.translate import Translate, translator


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
    )


def summary_lines(
    summaries: Iterable[Summary], *, language: str, limits: Sequence[float], columns: int = COLUMNS
) -> Iterator[Line]:
    """Yield one line for each audit, the worst first; those without a score come last."""
    say = translator(language)
    yield [Piece(_summary([say(head) for head in _HEADS], columns), "dim")]
    for summary in sorted(summaries, key=lambda entry: (entry.score is None, entry.score or 0.0, entry.file)):
        band = _band(summary, say)
        broken = f"✗ {summary.broken}" if summary.broken else ""
        cells = [
            rounded(summary.score if summary.enough else None, limits),
            band,
            between(summary.low, summary.high, limits),
            percent(summary.coverage),
            broken,
        ]
        style = "red" if summary.broken else STYLES.get(summary.band or "", "dim")
        yield [Piece(_summary([*cells, visible(summary.company), visible(summary.file)], columns), style)]


def _band(summary: Summary, say: Translate) -> str:
    if summary.score is not None and not summary.enough:
        return say(THIN)
    return say("open") if summary.band is None else say(summary.band) + "?" * summary.provisional


_HEADS: Final = ("score", "band", "interval", "cover", "broken", "company", "file")


def _summary(cells: Sequence[str], columns: int) -> str:
    score, band, interval, cover, broken, company, file = cells
    head = [
        fitted(score, 5, right=True),
        fitted(band, 8),
        fitted(interval, 11),
        fitted(cover, 5, right=True),
        fitted(broken, 6),
        fitted(company, (columns - 41) // 2),
    ]
    start = " ".join(head) + " "
    return start + _ending(file, columns - width(start))


def _ending(path: str, columns: int) -> str:
    """Return a path; one that is too long loses its start, as the end tells files apart."""
    while width(path) > columns:
        path = "…" + path.lstrip("…")[1:]
    return path
