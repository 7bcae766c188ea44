"""The data of a file, and the position of each value in it."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple


class Position(NamedTuple):
    """A line and a column of a file, both from 1."""

    line: int
    column: int


class SyntaxFault(NamedTuple):
    """An error in the YAML itself, before any model looks at the data."""

    place: Position
    message: str


class Tree:
    """A file's data, the position of each value, and the faults of its YAML."""

    __slots__ = ("_marks", "_start", "data", "faults")

    def __init__(self, data: Any, marks: dict[int, Any], start: Position, faults: list[SyntaxFault]) -> None:
        """Take what was read. `marks` holds, by the id of a container, libyaml's marks of each entry."""
        self.data = data
        self.faults = faults
        self._marks = marks
        self._start = start

    def place(self, *path: str | int, key: bool = False) -> Position:
        """Return the position of the value at a path, or of its key; if it is missing, of the nearest parent.

        A step that leads nowhere is skipped, so that the paths of models work, in which several ways of
        writing become one.
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
        """Yield a path as the file has it: without list positions that only the model knows.

        A model turns a single value into a list of one, so its path has a 0 that the file has not.
        """
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
        """Return the marks of a container's entries: a pair (key, value) for each key, or one for each position."""
        return self._marks[id(container)]


def without_paths(data: Any, paths: Iterable[Sequence[str | int]]) -> Any:
    """Return a copy of data without the values at some paths; a value that is missing takes its parent with it."""
    copy = deepcopy(data)
    for *parents, last in paths:
        try:
            parent_and_key = None
            node = copy
            for step in parents:
                parent_and_key, node = (node, step), node[step]
        except (KeyError, IndexError, TypeError):
            continue  # a parent was removed already
        if isinstance(node, dict) and last in node:
            del node[last]
        elif isinstance(node, list) and isinstance(last, int) and node[last] is not None:
            node[last] = None
        elif parent_and_key is not None and isinstance(parent_and_key[0], dict):
            parent_and_key[0].pop(parent_and_key[1], None)
        elif parent_and_key is not None:
            parent_and_key[0][parent_and_key[1]] = None
    return copy
