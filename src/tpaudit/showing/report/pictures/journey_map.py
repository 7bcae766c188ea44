"""The journey map of a report: steps in time as columns, kinds as rows, and below them how it felt."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.showing.report.pictures.letters import lines_within
from tpaudit.showing.report.pictures.map_feeling import FEELING, felt_at, line_of, words_of
from tpaudit.showing.report.pictures.map_records import (
    JourneyMap,
    MapBox,
    MapPanel,
    MapRoute,
    MapRow,
    MapStage,
)
from tpaudit.showing.report.pictures.map_routes import Rectangle, Streets, middle_of_longest
from tpaudit.showing.report.pictures.map_steps import (
    HANDOVERS,
    OVER,
    SIDE,
    TALL,
    BoxShape,
    MapColumn,
    Pages,
    PanelLayout,
    steps_of,
)
from tpaudit.showing.text.figures.shares import costliest
from tpaudit.showing.text.translate import Translate

_HEAD: Final = 61.0
"""The height of the stages' names and scores."""
_REACH: Final = 37.0
"""The height of what is said of how many get there."""
_SIZE: Final = 12.8
"""The font's size of names: 7.5 points and more on a page."""
_LINE: Final = 14.0
"""The height of a line of a name."""
_BESIDE_NAME: Final = (36.0, 20.0)
"""How high a touchpoint and a handover are without their names."""
_LEAST: Final = 64.0
"""How high a touchpoint is at least."""
_OVER_LINES: Final = 3
"""Lines of a handover's name at most."""
_ROUTED: Final = 12
"""How many handovers of a panel are drawn as lines; more of them nobody can follow."""


def journey_map(
    card: Scorecard, reached: Mapping[str, float | None], lost: Mapping[str, float], say: Translate
) -> JourneyMap:
    """Return the map in panels that each fit onto a page.

    `reached` says how many customers get to a stage, `lost` what it loses as it is shown.
    """
    columns = steps_of(card)
    numbers = {step.id: str(step.number) for column in columns for step in column.steps}
    numbers |= {
        name: f"{numbers.get(handover.source or '', '?')} → {numbers.get(handover.target or '', '?')}"
        for name, handover in card.handovers.items()
    }
    drawing = _Drawing(card, numbers, reached=reached, lost=lost, say=say)
    pages = Pages(card.handovers, TALL - drawing.head - drawing.foot, drawing.height_of)
    panels = [drawing.panel(layout) for layout in pages.panels(columns)]
    return JourneyMap(side=SIDE, panels=panels)


class _Drawing:
    """Draws the panels of one map."""

    def __init__(
        self,
        card: Scorecard,
        numbers: Mapping[str, str],
        *,
        reached: Mapping[str, float | None],
        lost: Mapping[str, float],
        say: Translate,
    ) -> None:
        self.card = card
        self.links = card.links()
        self.numbers = numbers
        self.reached = reached
        self.most = max((count for count in reached.values() if count is not None), default=0.0)
        self.costly = costliest(lost) if len(lost) > 1 else None
        self.say = say
        self.head = _HEAD + (_REACH if self.most else 0.0)
        felt = any(touch.feeling is not None for touch in self.links.values())
        self.foot = FEELING if felt else 0.0
        self._lines = cache(self._name_lines)

    def panel(self, layout: PanelLayout) -> MapPanel:
        """Return a panel: its head, its rows of boxes, and how it felt."""
        bottom = self.head + sum(layout.rows.values())
        middle = bottom + FEELING / 2
        across = {name: round(x + layout.sizes[name][0] / 2, 1) for name, (x, _) in layout.places.items()}
        felt = felt_at(across, self.links, middle)
        ends = (SIDE, layout.width)
        return MapPanel(
            width=layout.width,
            height=bottom + (self.foot or 4.0),
            head=self.head,
            stages=[self._stage(column) for column in layout.columns],
            rows=self._rows(layout),
            boxes={name: self._box(name, layout) for name in layout.places},
            routes=self._routes(layout),
            feeling=middle if self.foot else None,
            felt=felt,
            lines=line_of(felt, across),
            words=words_of(felt, self.links, self.numbers, ends, middle, self.say),
        )

    def _stage(self, column: MapColumn) -> MapStage:
        count = self.reached.get(column.stage)
        name = self.card.stages[column.stage].name or column.stage
        return MapStage(
            id=column.stage,
            x=column.x,
            width=column.width,
            lines=lines_within(name, column.width - 6, 15, 2, bold=True),
            continued=column.continued,
            reach=None if count is None else round(max(1.0, column.width * count / (self.most or 1.0)), 1),
            costly=column.stage == self.costly,
        )

    def _rows(self, layout: PanelLayout) -> list[MapRow]:
        rows, top = [], self.head
        nameless = not any(kind and kind != HANDOVERS for kind in layout.rows)
        for kind, height in layout.rows.items():
            name = self.say("Handovers" if kind == HANDOVERS else kind or ("" if nameless else "not stated"))
            lines = lines_within(name[:1].upper() + name[1:], SIDE - 6, 14, 3, bold=True)
            rows.append(MapRow(lines=lines, top=top, height=height))
            top += height
        return rows

    def height_of(self, name: str, shape: BoxShape) -> float:
        """Return how high a touchpoint or handover is, with its whole name if that has no more lines than it may."""
        lines = len(self._lines(name, shape.box, shape.lines))
        if name in self.card.handovers:
            return _BESIDE_NAME[1] + lines * _LINE
        touch = self.links[name]
        below = bool(touch.channel or touch.delights)
        return max(_LEAST, _BESIDE_NAME[0] + (lines + below - 1) * _LINE)

    def _box(self, name: str, layout: PanelLayout) -> MapBox:
        (x, y), (width, height) = layout.places[name], layout.sizes[name]
        lines = self._lines(name, layout.shape.box, layout.shape.lines)
        return MapBox(
            number=self.numbers[name],
            x=x,
            y=y + self.head,
            width=width,
            height=height,
            lines=lines,
            cut=lines[-1].endswith("…") and not self.links[name].name.endswith("…"),
        )

    def _name_lines(self, name: str, wide: float, most: int) -> list[str]:
        touch = self.links[name]
        if name in self.card.handovers:
            room = OVER - 12 - (16 if touch.delights else 0)
            return lines_within(touch.name, room, _SIZE, _OVER_LINES)
        return lines_within(f"{self.numbers[name]}\u00a0{touch.name}", wide - 12, _SIZE, most)

    def _routes(self, layout: PanelLayout) -> list[MapRoute]:
        """Return the lines of handovers both of whose ends are here."""
        here = [
            (name, handover)
            for name, handover in self.card.handovers.items()
            if handover.source in layout.places and handover.target in layout.places
        ]
        if not here:
            return []
        boxes = {
            name: _rectangle(place, self.head, layout.sizes[name]) for name, place in layout.places.items()
        }
        streets = Streets(boxes.values())
        return [
            route
            for name, handover in here[:_ROUTED]
            if handover.source != handover.target and (route := _route(name, handover, boxes, streets))
        ]


def _route(
    name: str, handover: TouchpointScore, boxes: Mapping[str, Rectangle], streets: Streets
) -> MapRoute | None:
    corners = streets.route(boxes[handover.source or ""], boxes[handover.target or ""])
    if corners is None:
        return None
    mark = middle_of_longest(corners)
    path = "L".join(f"{corner[0]:.1f} {corner[1]:.1f}" for corner in corners)
    return MapRoute(id=name, path=f"M{path}", mark=mark)


def _rectangle(place: tuple[float, float], head: float, box: tuple[float, float]) -> Rectangle:
    x, y = place[0], place[1] + head
    return Rectangle(left=x, top=y, right=x + box[0], bottom=y + box[1])
