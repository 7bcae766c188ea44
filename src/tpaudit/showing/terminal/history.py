"""The history of a score: a line for each commit that changed it."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, TouchpointSplit
from tpaudit.results.verdict import HistoryEntry
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.gate import ENGLISH, change
from tpaudit.showing.text.numbers import fitted, rounded, visible, width
from tpaudit.showing.text.translate import Translate

_SHORT: Final = 7
HISTORY_CELLS: Final = {"day": 10, "commit": _SHORT, "score": 5, "change": 6, "broken": 6}
"""How wide the figures are at least: each as wide as its heading, if that is wider."""
_LEFT: Final = 2
"""How many of them stand at the left edge of their cells."""
_HEAD: Final = (
    *("commit", "day", "path", "score", "change", *PARTS, "coverage", "broken"),
    *("moved", "moved_by", "subject", "problem"),
)


def history_lines(
    states: Sequence[HistoryEntry], columns: int = COLUMNS, say: Translate = ENGLISH
) -> Iterator[Line]:
    """Yield a line for each state, the newest first."""
    heads = [say(head) for head in (*HISTORY_CELLS, "what moved most", "subject")]
    rooms = [max(least, width(head)) for least, head in zip(HISTORY_CELLS.values(), heads, strict=False)]
    rest = columns - sum(rooms) - len(rooms) - 1
    rooms += [rest // 2, rest - rest // 2]
    yield [Piece(_row(heads, rooms), "dim")]
    for one in states:
        if one.problem:
            text = say("does not load: {problem}", problem=visible(one.problem))
            start = _row([one.day, one.commit[:_SHORT]], rooms)
            yield [Piece(f"{start} {fitted(text, columns - width(start) - 1)}", "yellow")]
        else:
            yield [Piece(_row(_told(one), rooms))]


def _told(one: HistoryEntry) -> list[str]:
    moved = most_moved(one)
    what = f"{moved.name} {change(_change(moved))}" if moved else ""
    broken = str(len(one.broken)) if one.broken else ""
    figures = (rounded(one.score), _changed(one), broken)
    return [one.day, one.commit[:_SHORT], *figures, visible(what), visible(one.subject)]


def _row(cells: Sequence[str], rooms: Sequence[int]) -> str:
    """Lay out a row, or the start of one; figures stand at the right edge of their cells."""
    right = range(_LEFT, len(HISTORY_CELLS))
    placed = zip(cells, rooms, strict=False)
    return " ".join(fitted(text, room, right=at in right) for at, (text, room) in enumerate(placed))


def _changed(one: HistoryEntry) -> str:
    journey = one.comparison.journey if one.comparison else None
    if journey is None or journey.old is None or journey.new is None:
        return ""
    return change(journey.new - journey.old)


def most_moved(one: HistoryEntry) -> TouchpointSplit | None:
    """Return the touchpoint that moved most since the commit before."""
    both = [each for each in one.comparison.touchpoints.values() if _change(each)] if one.comparison else []
    return max(both, key=lambda each: abs(_change(each)), default=None)


def _change(one: TouchpointSplit) -> float:
    found = 0.0 if one.old is None or one.new is None else one.new - one.old
    return found if abs(found) > TOLERANCE else 0.0


def csv_of(states: Sequence[HistoryEntry]) -> str:
    """Return the history as CSV, a row a commit."""
    return in_csv([_HEAD, *(_cells(one) for one in states)])


def _cells(one: HistoryEntry) -> list[object]:
    journey = one.comparison.journey if one.comparison else None
    there = journey is not None and journey.old is not None and journey.new is not None
    moved = most_moved(one)
    return [
        one.commit,
        one.day,
        one.path,
        one.score,
        (journey.new or 0.0) - (journey.old or 0.0) if journey and there else None,
        *(getattr(journey, part) if there else None for part in PARTS),
        one.coverage,
        None if one.broken is None else len(one.broken),
        moved.name if moved else None,
        _change(moved) if moved else None,
        one.subject,
        one.problem or None,
    ]
