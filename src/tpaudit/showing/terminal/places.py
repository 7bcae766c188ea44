"""Places compared in a terminal: a row each, the worst first, and what fails at how many of them."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.results.places import PlaceRow, failing_places, own_places, place_rows
from tpaudit.results.scorecard import Groups, Scorecard
from tpaudit.showing.portfolio.names import distinct_names
from tpaudit.showing.text.numbers import fitted, visible, width, wrapped
from tpaudit.showing.text.results.headline import PointsWriter
from tpaudit.showing.text.results.scorecard import failing_words, places_words
from tpaudit.showing.text.translate import Translate

_CELL: Final = 12
"""The width of a place in the table of touchpoints."""
_NAME: Final = 28
"""The least width of a touchpoint's name there."""
_LINES: Final = 2
"""How many lines the heads of a table may take."""
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
    ids = {row.name: row.id for row in rows}
    for address, places in list(found.items())[:_FAILING]:
        where = say("{name}: {text}", name=places_words(len(places), many, say), text=say(", ").join(places))
        only = ids[places[0]] if len(places) == 1 else None
        text = say("{text} ({more})", text=failing_words(card, address, say, only), more=where)
        for line in wrapped(visible(f"✗ {text}"), columns, hang="  "):
            yield line, "red"
    if len(found) > _FAILING:
        yield "  " + say("and {more} more", more=len(found) - _FAILING), "red"


def _touchpoints(
    card: Scorecard, rows: Sequence[PlaceRow], say: Translate, points: PointsWriter, columns: int
) -> Iterator[Styled]:
    """Yield the touchpoints that are scored at any place, with their score at each."""
    first = columns - _CELL * (len(rows) + 1)
    for heads in _heads([visible(row.name or say("not stated")) for row in rows], _CELL - 1):
        last = say("all") if heads.last else ""
        cells = "".join(fitted(head, _CELL, right=True) for head in [*heads.texts, last])
        yield (" " * first + cells).rstrip(), "dim"
    for touch_id, touch in card.links().items():
        scores = [row.group.touchpoints.get(touch_id) for row in rows]
        if any(score is not None for score in scores):
            cells = "".join(fitted(points(score), _CELL, right=True) for score in [*scores, touch.score])
            yield fitted(visible(touch.name), first) + cells, ""


class _Heads(NamedTuple):
    """A line of the heads of columns, and whether it is the last one."""

    texts: list[str]
    last: bool


def _heads(names: Sequence[str], columns: int) -> Iterator[_Heads]:
    """Yield names as heads of so many columns: on two lines where no word is cut so, else on one, shortened."""
    heads = [wrapped(name, columns) for name in names]
    whole = all(width(word) <= columns for name in names for word in name.split())
    if not whole or max(map(len, heads)) > _LINES:
        heads = [[name] for name in distinct_names(names, columns)]
    height = max(map(len, heads))
    for place in range(height):
        missing = [height - len(lines) for lines in heads]
        texts = [
            lines[place - gap] if place >= gap else "" for lines, gap in zip(heads, missing, strict=True)
        ]
        yield _Heads(texts, last=place == height - 1)


def _names(rows: Sequence[PlaceRow], say: Translate, columns: int) -> list[str]:
    """Return the places' names within so many columns, no two alike."""
    return distinct_names([visible(row.name or say("not stated")) for row in rows], columns)
