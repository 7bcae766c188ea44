"""The history of a score: a line for each commit that changed it."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.judging.comparing import PARTS, TouchpointSplit
from tpaudit.judging.verdict import State
from tpaudit.showing.figures import fitted, rounded, visible
from tpaudit.showing.saying import change
from tpaudit.showing.table import COLUMNS, Line, Piece
from tpaudit.showing.tables import in_csv

_SHORT: Final = 7
_FIXED: Final = 36
"""Columns that a row takes beside what moved and the subject: day, commit, score, change, broken, their spaces."""
HEAD: Final = (
    *("commit", "day", "path", "score", "change", *PARTS, "coverage", "broken"),
    *("moved", "moved_by", "subject", "problem"),
)


def history_lines(states: Sequence[State], columns: int = COLUMNS) -> Iterator[Line]:
    """Yield a line for each state, the newest first."""
    room = columns - _FIXED
    heads = ("score", "change", "broken", "what moved most", "subject")
    yield [Piece(_row("day", "commit", *heads, room), "dim")]
    for one in states:
        if one.problem:
            text = f"does not load: {visible(one.problem)}"
            yield [Piece(f"{one.day} {one.commit[:_SHORT]} {fitted(text, columns - 19)}", "yellow")]
            continue
        moved = most_moved(one)
        what = f"{moved.name} {change(_change(moved))}" if moved else ""
        broken = str(len(one.broken)) if one.broken else ""
        figures = (rounded(one.score), _changed(one), broken)
        yield [Piece(_row(one.day, one.commit[:_SHORT], *figures, visible(what), visible(one.subject), room))]


def _row(
    day: str, commit: str, score: str, moved: str, broken: str, what: str, subject: str, room: int
) -> str:
    half = room // 2
    figures = f"{score:>5} {moved:>6} {broken:>6}"
    return f"{fitted(day, 10)} {fitted(commit, _SHORT)} {figures} {fitted(what, half)} {fitted(subject, room - half - 1)}"


def _changed(one: State) -> str:
    journey = one.comparison.journey if one.comparison else None
    if journey is None or journey.old is None or journey.new is None:
        return ""
    return change(journey.new - journey.old)


def most_moved(one: State) -> TouchpointSplit | None:
    """Return the touchpoint that moved most since the commit before."""
    both = [each for each in one.comparison.touchpoints.values() if _change(each)] if one.comparison else []
    return max(both, key=lambda each: abs(_change(each)), default=None)


def _change(one: TouchpointSplit) -> float:
    found = 0.0 if one.old is None or one.new is None else one.new - one.old
    return found if abs(found) > TOLERANCE else 0.0


def csv_of(states: Sequence[State]) -> str:
    """Return the history as CSV, a row a commit."""
    return in_csv([HEAD, *(_cells(one) for one in states)])


def _cells(one: State) -> list[object]:
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
