"""Places compared in a terminal: a row each, the worst first, and what fails at how many of them."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.results.places import PlaceRow, failing_places, own_places, place_rows
from tpaudit.results.scorecard import Groups, Scorecard
from tpaudit.showing.portfolio.names import distinct_names
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped
from tpaudit.showing.text.results.headline import PointsWriter
from tpaudit.showing.text.results.scorecard import failing_words
from tpaudit.showing.text.translate import Translate

_CELL: Final = 12
"""The width of a place in the table of touchpoints."""
_NAME: Final = 28
"""The least width of a touchpoint's name there."""
_FAILING: Final = 12
"""How many things that fail are named."""

Styled = tuple[str, str]
"""A line and its style."""


def place_lines(
    card: Scorecard, grouped: Groups, say: Translate, points: PointsWriter, columns: int
) -> Iterator[Styled]:
    """Yield places or methods as rows, what fails there, and their touchpoints where all places fit side by side."""
    rows = place_rows(grouped.groups)
    if grouped.by == "method":
        rows = [row._replace(name=say(row.name)) for row in rows]
    yield from _rows(card, rows, say, points, columns)
    if grouped.by == "place":
        yield from _failing(card, rows, say, columns)
    if len(rows) <= (columns - _NAME) // _CELL - 1:
        yield "", ""
        yield from _touchpoints(card, rows, say, points, columns)


def _rows(
    card: Scorecard, rows: Sequence[PlaceRow], say: Translate, points: PointsWriter, columns: int
) -> Iterator[Styled]:
    heads = [say(word) for word in ("score", "like for like", "observations", "fails")]
    widths = [max(width(head), 6) + 2 for head in heads]
    names = _names(rows, say, columns - 2 - sum(widths))
    yield _row("", "", heads, widths, columns), "dim"
    for row, name in zip(rows, names, strict=True):
        group = row.group
        cells = [
            points(group.score),
            points(group.alike.score) if group.alike else "",
            str(group.rests_on.observations if group.rests_on else 0),
            str(len(group.fails) or ""),
        ]
        yield _row("✗" if group.fails else "", name, cells, widths, columns), "red" if group.fails else ""
    yield _row("", say("Journey"), [points(card.score)], widths, columns), "bold"


def _row(mark: str, name: str, cells: Sequence[str], widths: Sequence[int], columns: int) -> str:
    first = fitted(name, columns - 2 - sum(widths))
    rest = "".join(fitted(cell, wide, right=True) for cell, wide in zip(cells, widths, strict=False))
    return f"{mark or ' '} {first}{rest}".rstrip()


def _failing(card: Scorecard, rows: list[PlaceRow], say: Translate, columns: int) -> Iterator[Styled]:
    """Yield what fails, at how many places and at which."""
    found = failing_places(rows, card.benchmarks)
    many = sum(1 for row in own_places(rows, card.benchmarks) if row.group.score is not None)
    if found:
        yield "", ""
    for address, places in list(found.items())[:_FAILING]:
        names = say(", ").join(places)
        where = say("fails in {count} of {all} places: {names}", count=len(places), all=many, names=names)
        text = f"✗ {failing_words(card, address, len(places), say)}: {where}"
        for line in wrapped(visible(text), columns, hang="  "):
            yield line, "red"
    if len(found) > _FAILING:
        yield "  " + say("and {more} more", more=len(found) - _FAILING), "red"


def _touchpoints(
    card: Scorecard, rows: Sequence[PlaceRow], say: Translate, points: PointsWriter, columns: int
) -> Iterator[Styled]:
    """Yield the touchpoints that are scored at any place, with their score at each."""
    first = columns - _CELL * (len(rows) + 1)
    titles = _names(rows, say, _CELL - 1)
    heads = [
        *(fitted(title, _CELL - 1, right=True) for title in titles),
        fitted(say("all"), _CELL - 1, right=True),
    ]
    yield " " * first + "".join(f" {head}" for head in heads), "dim"
    for touch_id, touch in card.links().items():
        scores = [row.group.touchpoints.get(touch_id) for row in rows]
        if any(score is not None for score in scores):
            cells = "".join(fitted(points(score), _CELL, right=True) for score in [*scores, touch.score])
            yield fitted(visible(touch.name), first) + cells, ""


def _names(rows: Sequence[PlaceRow], say: Translate, columns: int) -> list[str]:
    """Return the places' names within so many columns, no two alike."""
    return distinct_names([visible(row.name or say("not stated")) for row in rows], columns)
