"""The records of a journey map: what templates draw of each of its panels."""

from tpaudit.results.computed import Computed, record


@record
class MapBox(Computed):
    """A touchpoint, or a handover in the row of handovers."""

    number: str
    """Its place in the journey; for a handover that of its ends, as in `6 → 8`."""
    x: float
    y: float
    width: float
    height: float
    lines: list[str]
    """Its name."""
    cut: bool
    """Its name is longer than these lines."""


@record
class MapStage(Computed):
    """A stage, or the part of it that a panel shows."""

    id: str
    x: float
    width: float
    lines: list[str]
    """Its name."""
    continued: bool
    """An earlier panel shows the beginning of it."""
    reach: float | None
    """How wide the bar of those who get here is; null where nobody counted."""
    costly: bool
    """It loses more than any other stage."""


@record
class MapRow(Computed):
    """The touchpoints of a kind."""

    lines: list[str]
    """What it is called."""
    top: float
    height: float


@record
class MapRoute(Computed):
    """The line of a handover, which crosses no box."""

    id: str
    path: str
    mark: tuple[float, float] | None
    """Where its mark stands; null where there is no room."""


@record
class MapFeeling(Computed):
    """How a touchpoint felt."""

    id: str
    x: float
    y: float
    handover: bool


@record
class MapWords(Computed):
    """What somebody said at a peak or in a valley."""

    x: float
    y: float
    """Of the first line's foot."""
    mark: tuple[float, float]
    """The point that it belongs to."""
    end: bool
    """Whether the lines end at `x`."""
    lines: list[str]


@record
class MapLine(Computed):
    """A piece of the line of feeling."""

    path: str
    direct: bool
    """No touchpoint lies between, of which nobody said how it felt."""


@record
class MapPanel(Computed):
    """As much of the journey as fits onto a page."""

    width: float
    height: float
    head: float
    """Where the rows begin."""
    stages: list[MapStage]
    rows: list[MapRow]
    boxes: dict[str, MapBox]
    """By touchpoint or handover."""
    routes: list[MapRoute]
    feeling: float | None
    """The height of a neutral feeling; null where nobody said how anything felt."""
    felt: list[MapFeeling]
    lines: list[MapLine]
    words: list[MapWords]


@record
class JourneyMap(Computed):
    """A journey map in panels 1270 wide at most, each of which fits onto a landscape page."""

    side: float
    """The width of the rows' names."""
    panels: list[MapPanel]
