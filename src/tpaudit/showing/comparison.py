"""Comparisons for people: what moved, by which part, and which items carry it."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.comparing import PARTS, Comparison, Split, TouchpointSplit
from tpaudit.showing.figures import fitted, rounded, visible, wrapped
from tpaudit.showing.saying import change, moves
from tpaudit.showing.table import COLUMNS, Line, Piece

_CELLS: Final = (7, 7, 8, 11, 12, 11)
"""How wide the figures are: then, now, change and the three parts."""


def comparison_lines(comparison: Comparison, columns: int = COLUMNS) -> Iterator[Line]:
    """Yield why two audits differ."""
    yield [Piece("then  ", "dim"), Piece(visible(comparison.old_file))]
    yield [Piece("now   ", "dim"), Piece(visible(comparison.new_file))]
    yield []
    name = columns - sum(_CELLS)
    heads = ("then", "now", "change", "yardstick", "experience", "knowledge")
    yield [Piece(fitted("", name) + _cells(heads), "dim")]
    for one in comparison.touchpoints.values():
        if _moved(one):
            yield from _touchpoint(one, name, columns)
    yield [Piece(_row("Journey", comparison.journey, name), "bold")]
    yield from _rest(comparison, columns)


def _moved(one: TouchpointSplit) -> bool:
    return one.state == "both" and (bool(one.moved) or (one.old is None) != (one.new is None) or _parts(one))


def _parts(one: Split) -> bool:
    differs = one.old is not None and one.new is not None and abs(one.new - one.old) > TOLERANCE
    return differs or any(abs(getattr(one, part)) > TOLERANCE for part in PARTS)


def _row(name: str, one: Split, room: int) -> str:
    change_ = None if one.old is None or one.new is None else one.new - one.old
    figures = [getattr(one, part) for part in PARTS]
    cells = [
        rounded(one.old),
        rounded(one.new),
        *("-" if each is None else change(each) for each in (change_, *figures)),
    ]
    return fitted(visible(name), room) + _cells(cells)


def _cells(texts: "tuple[str, ...] | list[str]") -> str:
    return "".join(fitted(text, room, right=True) for text, room in zip(texts, _CELLS, strict=True))


def _touchpoint(one: TouchpointSplit, name: int, columns: int) -> Iterator[Line]:
    fell = one.old is not None and one.new is not None and one.new < one.old - TOLERANCE
    yield [Piece(_row(one.name, one, name), "red" if fell else "green" if _parts(one) else "")]
    for item in one.moved:
        text = f"{item.item}: {moves(item)} ({rounded(item.old)} → {rounded(item.new)}, {item.part})"
        yield from ([Piece(line, "dim")] for line in wrapped(visible(text), columns, "  ", "  "))


def _rest(comparison: Comparison, columns: int) -> Iterator[Line]:
    """Yield what is on one side alone, and how many touchpoints are as they were."""
    states = {
        "Only now": [f"{one.name} ({rounded(one.new)})" for one in _of(comparison, "added")],
        "Only then": [f"{one.name} ({rounded(one.old)})" for one in _of(comparison, "removed")],
    }
    weights = [
        f"{one.name} ({one.old_importance:g} → {one.new_importance:g})"
        for one in _of(comparison, "both")
        if one.old_importance != one.new_importance
    ]
    same = sum(not _moved(one) for one in _of(comparison, "both"))
    yield []
    for label, names in (*states.items(), ("Importance", weights)):
        if names:
            yield from (
                [Piece(line)] for line in wrapped(visible(f"{label}: {', '.join(names)}."), columns, "", "  ")
            )
    yield [
        Piece(
            f"{same} touchpoint{'' if same == 1 else 's'} as before."
            if same
            else "No touchpoint is as before."
        )
    ]


def _of(comparison: Comparison, state: str) -> list[TouchpointSplit]:
    return [one for one in comparison.touchpoints.values() if one.state == state]
