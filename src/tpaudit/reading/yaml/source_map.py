"""What was read from a file: its data, and where each value stands."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple


class Position(NamedTuple):
    """A line and a column of a file, both from 1."""

    line: int
    column: int


class SyntaxFault(NamedTuple):
    """Something wrong in the writing itself."""

    place: Position
    message: str


class Tree:
    """A file's data, where each of its values stands, and the faults of its writing."""

    __slots__ = ("_marks", "_start", "data", "faults")

    def __init__(self, data: Any, marks: dict[int, Any], start: Position, faults: list[SyntaxFault]) -> None:
        """Keep what was read. `marks` holds, by the id of a container, a mark or two for each entry."""
        self.data = data
        self.faults = faults
        self._marks = marks
        self._start = start

    def place(self, *path: str | int, key: bool = False) -> Position:
        """Return where the value at a path stands, or its key; of what is not there, the nearest that is.

        A step that leads nowhere is passed over, so that paths of models, which bring several ways of
        writing to one, find their way.
        """
        node, found = self.data, self._start
        for step in path:
            try:
                node, marks = node[step], self._marks[id(node)][step]
            except (KeyError, IndexError, TypeError):
                continue
            mark = marks if not isinstance(marks, tuple) else marks[0 if key else 1]
            found = Position(mark.line + 1, mark.column + 1)
        return found

    def known(self, path: Iterable[str | int]) -> Iterator[str | int]:
        """Yield a path without the positions that a model gives to what is written as one thing, not as a list."""
        node = self.data
        for step in path:
            if isinstance(step, int) and not isinstance(node, list):
                continue
            yield step
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                node = None

    def lines(self, container: object) -> Any:
        """Return the marks of a container's entries: a pair (key, value) by key, or a mark by position."""
        return self._marks[id(container)]


def without(data: Any, paths: Iterable[Sequence[str | int]]) -> Any:
    """Return a copy of data without what stands at some paths; where nothing does, without what is around it."""
    copy = deepcopy(data)
    for *above, last in paths:
        try:
            around = None
            node = copy
            for step in above:
                around, node = (node, step), node[step]
        except (KeyError, IndexError, TypeError):
            continue  # It went with something around it.
        if isinstance(node, dict) and last in node:
            del node[last]
        elif isinstance(node, list) and isinstance(last, int) and node[last] is not None:
            node[last] = None
        elif around is not None and isinstance(around[0], dict):
            around[0].pop(around[1], None)
        elif around is not None:
            around[0][around[1]] = None
    return copy
