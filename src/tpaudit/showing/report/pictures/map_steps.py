"""The steps of a journey map: which of them share a panel, and where each of them stands."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from tpaudit.results.computed import Computed, record
from tpaudit.results.records import changed
from tpaudit.results.scorecard import Scorecard, TouchpointScore

WIDE: Final = 1270.0
"""The width of a page."""
TALL: Final = 766.0
"""How high a page is beside a heading and a legend."""
SIDE: Final = 94.0
"""The width of the rows' names."""
OVER: Final = 164.0
"""The width of a handover."""
GUTTER: Final = 11.0
"""What lies free between boxes, for the lines of handovers."""
HANDOVERS: Final = "handovers"
"""The row of handovers."""
_PAD: Final = 4.0
"""What lies free above and below a row."""
_KINDS: Final = ("human", "digital", "physical", "")
"""The rows, from above."""
_LANES: Final = range(1, 5)
"""How many boxes of a row may stand one below another, from the best on."""


class BoxShape(NamedTuple):
    """How wide touchpoints and stages are, and how many lines of its name a touchpoint has."""

    box: float
    """The width of a touchpoint."""
    stage: float
    """The least width of a stage."""
    lines: int
    """At most."""

    @property
    def pitches(self) -> range:
        """Return how far apart the beginnings of two steps may at least be, the more the better."""
        return range(20, round(self.box + GUTTER) + 1, 3)


_SMALLEST: Final = BoxShape(114.0, 118.0, 4)
_SHAPES: Final = (
    BoxShape(230.0, 340.0, 4),
    BoxShape(190.0, 230.0, 5),
    BoxShape(150.0, 155.0, 5),
    *(BoxShape(114.0, 118.0, lines) for lines in range(8, 1, -1)),
)
"""Those that a page is tried with, the largest first, before the journey is parted into pages."""
Heights = Callable[[str, BoxShape], float]
"""How high a touchpoint or handover is in a shape."""


@record
class MapStep(Computed):
    """A touchpoint in time order."""

    number: int
    id: str
    stage: str
    kind: str


@record
class MapColumn(Computed):
    """A stage within a panel."""

    stage: str
    continued: bool
    steps: list[MapStep]
    x: float = 0.0
    width: float = 0.0


@record
class PanelLayout(Computed):
    """Where the steps of a panel stand."""

    width: float
    columns: list[MapColumn]
    rows: dict[str, float]
    """The height of each row."""
    shape: BoxShape
    places: dict[str, tuple[float, float]]
    """Of each touchpoint and handover: x, and y below the head."""
    sizes: dict[str, tuple[float, float]]
    """Of each its width and height."""


def steps_of(card: Scorecard) -> list[MapColumn]:
    """Return the stages with their touchpoints in time order; those without any, too."""
    columns = {stage: MapColumn(stage=stage, continued=False, steps=[]) for stage in card.stages}
    touches = [(name, touch) for name, touch in card.links().items() if name in card.touchpoints]
    for number, (touch_id, touch) in enumerate(touches, start=1):
        step = MapStep(number=number, id=touch_id, stage=touch.stage, kind=touch.kind or "")
        columns[touch.stage].steps.append(step)
    return list(columns.values())


class Pages:
    """Parts a journey into panels, each with as many whole stages as a page holds."""

    def __init__(self, handovers: Mapping[str, TouchpointScore], tallest: float, height_of: Heights) -> None:
        """Take the handovers, how high the rows of a panel may be together, and how high each box is."""
        self._handovers = handovers
        self._tallest = tallest
        self._height_of = height_of
        self._shape = _SMALLEST

    def panels(self, columns: Sequence[MapColumn]) -> Iterator[PanelLayout]:
        """Yield where the steps of one panel after the other stand; a stage that no page holds is cut."""
        whole = self._on_one_page(columns)
        if whole is not None:
            yield whole
            return
        here: list[MapColumn] = []
        for column in columns:
            if here and self._layout([*here, column]) is None:
                yield self._stand(here)
                here = []
            *full, rest = self._cut(column)
            yield from (self._stand([part]) for part in full)
            here.append(rest)
        if here:
            yield self._stand(here)

    def _on_one_page(self, columns: Sequence[MapColumn]) -> PanelLayout | None:
        """Return where steps stand in the largest shape in which a page holds the whole journey; None where none does."""
        fewest = next((lanes for lanes in _LANES if self._pitch(columns, _SMALLEST, lanes)), 0)
        for shape in _SHAPES if fewest else ():
            lanes = range(1, fewest + 1) if shape.stage > _SMALLEST.stage else _LANES
            self._shape = shape
            layout = self._layout(columns, lanes)
            if layout is not None:
                return layout
        self._shape = _SMALLEST
        return None

    def _cut(self, column: MapColumn) -> list[MapColumn]:
        """Return a stage in parts, as few as pages hold; mostly one."""
        parts, start, end = [], 0, len(column.steps)
        while end - start > 1 and self._layout([_part(column, start, end)]) is None:
            cut = bisect_left(range(start + 2, end + 1), True, key=partial(self._is_too_long, column, start))
            parts.append(_part(column, start, start + 1 + cut))
            start += 1 + cut
        return [*parts, _part(column, start, end)]

    def _is_too_long(self, column: MapColumn, start: int, end: int) -> bool:
        return self._layout([_part(column, start, end)]) is None

    def _stand(self, columns: Sequence[MapColumn]) -> PanelLayout:
        """Return where steps stand of which it is known that a page holds them."""
        return self._layout(columns) or self._spread(columns, _LANES[-1], self._shape.pitches[0])

    def _layout(self, columns: Sequence[MapColumn], most: range = _LANES) -> PanelLayout | None:
        """Return where steps stand: in as few lanes and as far apart as the page allows; None where it does not."""
        for lanes in most:
            if pitch := self._pitch(columns, self._shape, lanes):
                layout = self._spread(columns, lanes, pitch)
                return layout if sum(layout.rows.values()) <= self._tallest else None
        return None

    def _pitch(self, columns: Sequence[MapColumn], shape: BoxShape, lanes: int) -> float | None:
        """Return how far apart steps in so many lanes may begin; None where the page is too narrow."""
        if _narrowest(columns, shape, lanes) > WIDE:
            return None
        fitting = bisect_right(shape.pitches, WIDE, key=partial(_width, columns, shape, lanes))
        return shape.pitches[fitting - 1] if fitting else None

    def _spread(self, columns: Sequence[MapColumn], lanes: int, pitch: float) -> PanelLayout:
        """Return where steps stand that begin `pitch` apart, or further where the lanes of their row are full."""
        rows = _rows(lanes, self._shape)
        ends = _put(columns, rows, self._shape, pitch)
        layout = PanelLayout(width=ends[-1][1], columns=[], rows={}, shape=self._shape, places={}, sizes={})
        for column, (x, end) in zip(columns, ends, strict=True):
            layout.columns.append(changed(column, x=x, width=end - x))
        top = 0.0
        for kind, row in rows.items():
            top = row.stand(layout, kind, top, self._height_of)
        _row_of(self._between(layout), layout.width).stand(layout, HANDOVERS, top, self._height_of)
        return layout

    def _between(self, layout: PanelLayout) -> dict[str, float]:
        """Return where the handovers of a panel stand: those that lead to it, or from it to nowhere known."""
        stages = {column.stage: column.x for column in layout.columns if not column.continued}
        found = {}
        for name, handover in self._handovers.items():
            ends = [
                layout.places[end][0]
                for end in (handover.source, handover.target)
                if end is not None and end in layout.places
            ]
            if handover.target in layout.places:
                found[name] = min(sum(ends) / len(ends), layout.width - OVER)
            elif handover.target is None and handover.stage in stages:
                found[name] = min(ends[0] if ends else stages[handover.stage], layout.width - OVER)
        return found


def _rows(lanes: int, shape: BoxShape) -> dict[str, "_Row"]:
    return {kind: _Row(lanes, shape.box) for kind in _KINDS}


def _width(columns: Sequence[MapColumn], shape: BoxShape, lanes: int, pitch: float) -> float:
    """Return how wide a panel is whose steps begin `pitch` apart; it is quicker than to spread."""
    return _put(columns, _rows(lanes, shape), shape, pitch)[-1][1]


def _put(
    columns: Sequence[MapColumn], rows: Mapping[str, "_Row"], shape: BoxShape, pitch: float
) -> list[tuple[float, float]]:
    """Put the steps of each column into their rows; return where each column begins and ends."""
    ends = []
    x = SIDE
    for column in columns:
        end, begin = x + shape.stage, x
        for step in column.steps:
            begin = rows[step.kind].put(step.id, begin)
            end, begin = max(end, begin + shape.box), begin + pitch
        ends.append((x, end))
        x = end + GUTTER
    return ends


def _narrowest(columns: Sequence[MapColumn], shape: BoxShape, lanes: int) -> float:
    """Return a width that no spreading in so many lanes stays below; it is quicker than to spread."""
    width = SIDE - GUTTER
    for column in columns:
        kinds = Counter(step.kind for step in column.steps)
        beside = -(-max(kinds.values(), default=0) // lanes)
        width += max(shape.stage, beside * (shape.box + GUTTER) - GUTTER) + GUTTER
    return width


class _Row:
    """The boxes of a row, in lanes one below another."""

    def __init__(self, lanes: int, wide: float) -> None:
        self._most = lanes
        self._wide = wide
        self._ends: list[float] = []
        """From where on each lane is free."""
        self._places: list[tuple[str, float, int]] = []

    def put(self, name: str, begin: float) -> float:
        """Put a box into the first lane that is free at `begin`, or that is free first; return where it begins."""
        free = next((lane for lane, end in enumerate(self._ends) if end <= begin), len(self._ends))
        if free == self._most:
            free = min(range(self._most), key=self._ends.__getitem__)
            begin = self._ends[free]
        self._ends[free : free + 1] = [begin + self._wide + GUTTER]
        self._places.append((name, begin, free))
        return begin

    def stand(self, layout: PanelLayout, row: str, top: float, height_of: Heights) -> float:
        """Write down where the boxes stand if the row begins at `top`; return where the next one does.

        A lane is as high as the highest box in it.
        """
        if not self._places:
            return top
        tall = [0.0] * len(self._ends)
        for name, _, lane in self._places:
            layout.sizes[name] = (self._wide, height_of(name, layout.shape))
            tall[lane] = max(tall[lane], layout.sizes[name][1])
        tops = [top + _PAD + GUTTER / 2 + sum(tall[:lane]) + lane * GUTTER for lane in range(len(tall))]
        for name, x, lane in self._places:
            layout.places[name] = (round(x, 1), tops[lane])
        layout.rows[row] = sum(tall) + len(tall) * GUTTER + 2 * _PAD
        return top + layout.rows[row]


def _row_of(begins: Mapping[str, float], width: float) -> _Row:
    """Return the row of handovers, in as few lanes as its width allows."""
    for lanes in range(1, len(begins) + 1):
        row = _Row(lanes, OVER)
        ends = [row.put(name, begin) for name, begin in sorted(begins.items(), key=lambda place: place[1])]
        if max(ends) + OVER <= width:
            return row
    return _Row(1, OVER)


def _part(column: MapColumn, start: int, end: int) -> MapColumn:
    return changed(column, continued=column.continued or start > 0, steps=column.steps[start:end])
