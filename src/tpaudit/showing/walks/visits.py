"""Visits for people: who walked, when and where, and what is still open."""

from collections.abc import Iterator, Mapping, Sequence

from tpaudit.results.visits import OpenQuestions, VisitLine, VisitsOverview
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, visible, width

_COLUMNS = ("when", "who", "where", "how", "answers", "findings", "visit")
_RIGHT = frozenset({"answers", "findings"})
_MOST = 24
"""How wide a column of words is at most."""


def visit_lines(
    overview: VisitsOverview, places: Mapping[str, str], locale: Locale, columns: int = COLUMNS
) -> Iterator[Line]:
    """Yield a line for each visit, then how much is open; `places` are the names of places by id."""
    say = locale.say
    heads = [say(head) for head in _COLUMNS]
    rows = [_cells(visit, places, locale) for visit in overview.visits]
    widths = [min(_MOST, max(map(width, cells))) for cells in zip(heads, *rows, strict=True)]
    widths[-1] = max(widths[-1], columns - sum(widths[:-1]) - len(widths) + 1)
    if rows:
        yield [Piece(_row(heads, widths), "dim")]
        for row in rows:
            yield [Piece(_row(row, widths))]
    else:
        yield [Piece(say("There is no visit yet."))]
    yield []
    yield [Piece(_open(say("Still open"), overview.open, locale), "bold")]
    for entry in overview.by_place:
        yield [Piece("  " + _open(places.get(entry.name or "", entry.name or ""), entry, locale))]
    for entry in overview.by_person:
        yield [Piece("  " + _open(say("left open by {name}", name=entry.name), entry, locale))]


def _cells(visit: VisitLine, places: Mapping[str, str], locale: Locale) -> list[str]:
    when = locale.short_day(visit.on)
    if visit.until and visit.on and "T" in visit.on:
        when += f"–{visit.until[11:] if visit.until[:10] == visit.on[:10] else locale.short_day(visit.until)}"
    method = locale.say(visit.method) if visit.method else ""
    where = places.get(visit.place or "", visit.place or "")
    texts = (when, visit.by or "", where, method, str(visit.answers), str(visit.findings), visit.visit)
    return [visible(text) for text in texts]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        fitted(cell, columns, right=head in _RIGHT)
        for head, cell, columns in zip(_COLUMNS, cells, widths, strict=True)
    ).rstrip()


def _open(name: str, entry: OpenQuestions, locale: Locale) -> str:
    return locale.say("{name}: {open} of {asked} questions", name=name, open=entry.open, asked=entry.asked)
