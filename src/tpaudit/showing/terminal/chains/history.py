"""The history of a score: a line for each commit that changed it."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, TouchpointSplit
from tpaudit.results.verdict import HistoryEntry
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.figures.numerals import numeral
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import change, fitted, rounded, visible, width
from tpaudit.showing.text.translate import ENGLISH, Translate

_COMMIT_DIGITS: Final = 7
HISTORY_CELLS: Final = {"day": 10, "commit": _COMMIT_DIGITS, "score": 5, "change": 6, "broken": 6}
"""The least width of each number; a wider heading widens its column."""
_LEFT_ALIGNED: Final = 2
"""How many of the first columns are aligned left."""
_CSV_COLUMNS: Final = (
    *("commit", "day", "path", "score", "change", *PARTS, "coverage", "broken"),
    *("moved", "moved_by", "subject", "problem"),
)


def history_lines(
    states: Sequence[HistoryEntry], columns: int = COLUMNS, say: Translate = ENGLISH
) -> Iterator[Line]:
    """Yield a line for each entry, newest first."""
    heads = [say(head) for head in (*HISTORY_CELLS, "what moved most", "subject")]
    widths = [max(minimum, width(head)) for minimum, head in zip(HISTORY_CELLS.values(), heads, strict=False)]
    widths[0] = max(widths[0], *(width(_day(state, say)) for state in states), 0)
    rest = columns - sum(widths) - len(widths) - 1
    widths += [rest // 2, rest - rest // 2]
    yield [Piece(_row(heads, widths), "dim")]
    for state in states:
        if state.problem:
            text = say("does not load: {problem}", problem=visible(state.problem))
            start = _row([_day(state, say), state.commit[:_COMMIT_DIGITS]], widths)
            yield [Piece(f"{start} {fitted(text, columns - width(start) - 1)}", "yellow")]
        else:
            yield [Piece(_row(_shown(state, say), widths))]


def _day(state: HistoryEntry, say: Translate) -> str:
    return Locale(say.language).short_day(state.day)


def _shown(state: HistoryEntry, say: Translate) -> list[str]:
    language, moved = say.language, most_moved(state)
    what = f"{moved.name} {numeral(change(_change(moved)), language)}" if moved else ""
    broken = str(len(state.broken)) if state.broken else ""
    numbers = (numeral(rounded(state.score), language), numeral(_journey_change(state), language), broken)
    return [_day(state, say), state.commit[:_COMMIT_DIGITS], *numbers, visible(what), visible(state.subject)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a row, or the start of one; numbers are aligned right."""
    right = range(_LEFT_ALIGNED, len(HISTORY_CELLS))
    placed = zip(cells, widths, strict=False)
    return " ".join(
        fitted(text, cell_width, right=index in right) for index, (text, cell_width) in enumerate(placed)
    )


def _journey_change(state: HistoryEntry) -> str:
    journey = state.comparison.journey if state.comparison else None
    if journey is None or journey.old is None or journey.new is None:
        return ""
    return change(journey.new - journey.old)


def most_moved(state: HistoryEntry) -> TouchpointSplit | None:
    """Return the touchpoint whose score changed most since the commit before; None if none did."""
    changed = (
        [split for split in state.comparison.touchpoints.values() if _change(split)]
        if state.comparison
        else []
    )
    return max(changed, key=lambda split: abs(_change(split)), default=None)


def _change(split: TouchpointSplit) -> float:
    difference = 0.0 if split.old is None or split.new is None else split.new - split.old
    return difference if abs(difference) > TOLERANCE else 0.0


def csv_of(states: Sequence[HistoryEntry]) -> str:
    """Return the history as CSV, one row for each commit."""
    return in_csv([_CSV_COLUMNS, *(_cells(state) for state in states)])


def _cells(state: HistoryEntry) -> list[object]:
    journey = state.comparison.journey if state.comparison else None
    compared = journey is not None and journey.old is not None and journey.new is not None
    moved = most_moved(state)
    return [
        state.commit,
        state.day,
        state.path,
        state.score,
        (journey.new or 0.0) - (journey.old or 0.0) if journey and compared else None,
        *(getattr(journey, part) if compared else None for part in PARTS),
        state.coverage,
        None if state.broken is None else len(state.broken),
        moved.name if moved else None,
        _change(moved) if moved else None,
        state.subject,
        state.problem or None,
    ]
