"""The routes of a journey map: lines of handovers along what lies free between the boxes."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import pairwise, product
from math import dist, inf
from typing import Final, NamedTuple

_BESIDE: Final = 5.5
"""How far from a box a line runs: half of what lies free between two."""
_EDGE: Final = 2.0
"""How far from a box is still its edge."""
_TURN: Final = 60.0
"""What a turn costs, in the length of a detour."""
_SHARED: Final = 40.0
"""What a place costs where another line runs already."""

_MARKED: Final = 30.0
"""The least length of a piece of a line that bears a mark."""

Point = tuple[float, float]
_Node = tuple[int, int]
"""A crossing of the grid: its column and its line."""
_State = tuple[_Node, bool]
"""A crossing, and whether it is reached across."""


class Rectangle(NamedTuple):
    """A box that no line crosses."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        """Return the point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def doors(self) -> Iterator[tuple[Point, Point]]:
        """Yield where a line may leave or reach the box: the point on its edge and the one beside it."""
        x, y = self.middle
        yield (self.right, y), (self.right + _BESIDE, y)
        yield (self.left, y), (self.left - _BESIDE, y)
        yield (x, self.bottom), (x, self.bottom + _BESIDE)
        yield (x, self.top), (x, self.top - _BESIDE)


class Streets:
    """The grid of what lies free between the boxes of a panel."""

    def __init__(self, boxes: Iterable[Rectangle]) -> None:
        """Take every box that lines must not cross."""
        boxes = list(boxes)
        self._xs = sorted(
            {x for box in boxes for x in (box.left - _BESIDE, box.middle[0], box.right + _BESIDE)}
        )
        self._ys = sorted(
            {y for box in boxes for y in (box.top - _BESIDE, box.middle[1], box.bottom + _BESIDE)}
        )
        self._columns = {x: place for place, x in enumerate(self._xs)}
        self._lines = {y: place for place, y in enumerate(self._ys)}
        self._walls = {crossing for box in boxes for crossing in self._within(box)}
        self._used: set[_Node] = set()

    def route(self, source: Rectangle, target: Rectangle) -> list[Point] | None:
        """Return the corners of the shortest line with few turns from box to box; None where there is none."""
        starts = {self._node(beside): edge for edge, beside in source.doors()}
        ends = {self._node(beside): edge for edge, beside in target.doors()}
        found = self._shortest(set(starts) - self._walls, set(ends) - self._walls)
        if not found:
            return None
        self._used.update(found)
        points = [self._point(node) for node in found]
        return _corners([starts[found[0]], *points, ends[found[-1]]])

    def _within(self, box: Rectangle) -> Iterator[_Node]:
        """Return the crossings in a box or at its edge."""
        columns = range(bisect_right(self._xs, box.left - _EDGE), bisect_left(self._xs, box.right + _EDGE))
        lines = range(bisect_right(self._ys, box.top - _EDGE), bisect_left(self._ys, box.bottom + _EDGE))
        return product(columns, lines)

    def _node(self, point: Point) -> _Node:
        return self._columns[point[0]], self._lines[point[1]]

    def _point(self, node: _Node) -> Point:
        return self._xs[node[0]], self._ys[node[1]]

    def _shortest(self, starts: Iterable[_Node], ends: Container[_Node]) -> list[_Node]:
        """Return the crossings of the cheapest line, as Dijkstra finds it; none where there is no line."""
        queue: list[tuple[float, _State]] = [
            (0.0, (node, across)) for node in sorted(starts) for across in (False, True)
        ]
        costs: dict[_State, float] = {state: 0.0 for _, state in queue}
        before: dict[_State, _State] = {}
        while queue:
            cost, state = heappop(queue)
            if state[0] in ends:
                return _way(before, state)
            if cost > costs[state]:
                continue
            for further, there in self._neighbours(state):
                if cost + further < costs.get(there, inf):
                    costs[there], before[there] = cost + further, state
                    heappush(queue, (cost + further, there))
        return []

    def _neighbours(self, state: _State) -> Iterator[tuple[float, _State]]:
        (column, line), across = state
        x, y = self._point((column, line))
        for there, sideways in (
            ((column - 1, line), True),
            ((column + 1, line), True),
            ((column, line - 1), False),
            ((column, line + 1), False),
        ):
            inside = 0 <= there[0] < len(self._xs) and 0 <= there[1] < len(self._ys)
            if inside and there not in self._walls:
                next_x, next_y = self._point(there)
                cost = abs(next_x - x) + abs(next_y - y) + (_TURN if sideways != across else 0.0)
                yield cost + (_SHARED if there in self._used else 0.0), (there, sideways)


def _way(before: Mapping[_State, _State], end: _State) -> list[_Node]:
    """Return the crossings that lead to an end, from the first on."""
    states = [end]
    while states[-1] in before:
        states.append(before[states[-1]])
    return list(dict.fromkeys(node for node, _ in reversed(states)))


def _corners(points: list[Point]) -> list[Point]:
    """Return the points at which a line turns, with its ends."""
    found = points[:1]
    for (x0, y0), (x1, y1), (x2, y2) in zip(points, points[1:], points[2:], strict=False):
        if not (x0 == x1 == x2 or y0 == y1 == y2):
            found.append((x1, y1))
    return [*found, points[-1]]


def middle_of_longest(points: list[Point]) -> Point | None:
    """Return the middle of the longest piece of a line; None where a mark there would hide it."""
    start, end = max(pairwise(points), key=lambda ends: dist(*ends))
    if dist(start, end) < _MARKED:
        return None
    return round((start[0] + end[0]) / 2, 1), round((start[1] + end[1]) / 2, 1)
