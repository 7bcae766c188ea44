"""The score strip: every touchpoint's score along the journey in time order, named only where it is weak."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.showing.report.pictures.labels import Box, Labels
from tpaudit.showing.report.pictures.letters import lines_within, text_width
from tpaudit.showing.text.results.headline import PointsWriter, band_of
from tpaudit.showing.text.translate import Translate

_WIDTH: Final = 720.0
_LEFT: Final = 30.0
"""The width of the scale."""
_TOP: Final = 50.0
"""Where 100 points lie, below the stages' names."""
_TALL: Final = 170.0
"""The height of 100 points."""
_OPEN: Final = 20.0
"""How far below 0 points that lies of which nothing is scored."""
_NARROW: Final = 44.0
"""The width of a stage below which its name has no room."""
_WIDE: Final = 88.0
"""The width that a stage gets whatever it holds, and more if its name has a longer word, as far as there is room."""
_MARGIN: Final = 8.0
"""What of a stage's width its name leaves free."""
_NAMED: Final = 14
"""How many weak touchpoints are named at most."""
_SEEN: Final = 0.05
"""Fewer points would be shown as 0.0."""
_SIZES: Final = ((60, 4.4), (150, 3.2), (10**9, 2.2))
"""The radius of a mark, by how many there are at most."""


@record
class StripLabel(Computed):
    """The name of a weak touchpoint, in lines that begin or end at a place."""

    x: float
    y: float
    """Of the first line."""
    end: bool
    """Whether it ends there."""
    lines: list[str]
    leader: bool
    """Whether a line leads to it."""


@record
class StripMark(Computed):
    """A touchpoint or handover."""

    id: str
    x: float
    y: float
    low: float | None
    """How far down the open questions could push it; null without any."""
    high: float | None
    band: str
    label: StripLabel | None


@record
class StripStage(Computed):
    """A stage."""

    id: str
    x: float
    width: float
    y: float | None
    """The height of its own score; null where nothing is scored."""
    lines: list[str]
    """Its name; empty where it has no room."""
    figures: str
    """Its score, and what it loses."""
    marks: list[StripMark] = field(default_factory=list)
    """What happens in it, in time order."""


@record
class ScoreStrip(Computed):
    """Scores of 0-100 in 720 × 252."""

    width: float
    height: float
    left: float
    radius: float
    scale: dict[str, float]
    """The heights of 100, the limits of the bands, and 0, by what is written beside them."""
    top: float
    strong: float
    """The height from which on something is strong."""
    stages: list[StripStage]
    marks: list[StripMark]
    open: float
    """The height of what has no score."""


def score_strip(
    card: Scorecard,
    lost: Mapping[str, float],
    bands: tuple[float, float],
    points: PointsWriter,
    say: Translate,
) -> ScoreStrip:
    """Return where every touchpoint stands.

    `lost` are the points that stages lose as they are shown, `bands` from where on a score is fair and strong; `points`
    writes a score.
    """
    links = card.links()
    stages = _stages(card, lost, points)
    for stage in stages:
        stage.marks = _marks(stage, links)
    marks = [mark for stage in stages for mark in stage.marks]
    radius = next(radius for most, radius in _SIZES if len(marks) <= most)
    _name(marks, stages, links, radius, lambda touch: _score(touch, points, say))
    fair, strong = bands
    return ScoreStrip(
        width=_WIDTH,
        height=_TOP + _TALL + _OPEN + 12.0,
        left=_LEFT,
        radius=radius,
        scale={f"{value:.12g}": _height(value) for value in (100.0, strong, fair, 0.0)},
        top=_TOP,
        strong=_height(strong),
        stages=stages,
        marks=marks,
        open=_height(0.0) + _OPEN,
    )


def _height(score: float) -> float:
    return round(_TOP + _TALL * (1.0 - score / 100.0), 1)


def _stages(card: Scorecard, lost: Mapping[str, float], points: PointsWriter) -> list[StripStage]:
    """Return the stages side by side: each as wide as its name needs, and wider the more it holds."""
    room = _WIDTH - _LEFT
    counts = {stage: len(group.touchpoints) for stage, group in card.stages.items()}
    least = _least(room, [group.name or stage for stage, group in card.stages.items()])
    share = (room - sum(least)) / (sum(counts.values()) or 1)
    stages, x = [], _LEFT
    for (stage, group), narrowest in zip(card.stages.items(), least, strict=True):
        width = narrowest + share * counts[stage]
        figures = points(group.score) + (f" · −{points(lost[stage])}" if lost[stage] >= _SEEN else "")
        stages.append(
            StripStage(
                id=stage,
                x=round(x, 1),
                width=round(width, 1),
                y=None if group.score is None else _height(group.score),
                lines=lines_within(group.name or stage, width - _MARGIN, 11, 2, bold=True)
                if width >= _NARROW
                else [],
                figures=figures if width >= _NARROW else "",
            )
        )
        x += width
    return stages


def _least(room: float, names: Sequence[str]) -> list[float]:
    """Return how wide each stage has to be for the longest word of its name; all the same where that is too much."""
    words = [[text_width(word, 11, bold=True) + _MARGIN for word in name.split()] for name in names]
    wanted = [max([_WIDE, *widths]) for widths in words]
    for least in (wanted, [_WIDE] * len(names)):
        if sum(least) <= room:
            return least
    return [room / len(names)] * len(names)


def _marks(stage: StripStage, links: Mapping[str, TouchpointScore]) -> list[StripMark]:
    """Return the marks of a stage, one beside the other in time order."""
    here = {touch_id: touch for touch_id, touch in links.items() if touch.stage == stage.id}
    step = (stage.width - 8) / (len(here) or 1)
    return [
        _mark(touch_id, touch, round(stage.x + 4 + step * (place + 0.5), 1))
        for place, (touch_id, touch) in enumerate(here.items())
    ]


def _mark(touch_id: str, touch: TouchpointScore, x: float) -> StripMark:
    certain = touch.low is None or touch.high is None or touch.high - touch.low < 1.0
    return StripMark(
        id=touch_id,
        x=x,
        y=_height(0.0) + _OPEN if touch.score is None else _height(touch.score),
        low=None if certain else _height(touch.low or 0.0),
        high=None if certain else _height(touch.high or 0.0),
        band=band_of(touch),
        label=None,
    )


def _score(touch: TouchpointScore, points: PointsWriter, say: Translate) -> str:
    return say("missing") if touch.missing else points(touch.score)


def _name(
    marks: Sequence[StripMark],
    stages: Sequence[StripStage],
    links: Mapping[str, TouchpointScore],
    radius: float,
    score: Callable[[TouchpointScore], str],
) -> None:
    """Name the broken and weak touchpoints, those that lose most first, where a name covers nothing."""
    labels = Labels(Box(left=_LEFT, top=_TOP - 4, right=_WIDTH, bottom=_TOP + _TALL + _OPEN + 8))
    for mark in marks:
        labels.avoid(_around(mark.x, mark.y, mark.y, radius + 1))
        if mark.low is not None and mark.high is not None:
            labels.avoid(_around(mark.x, mark.high, mark.low, 1.0), weight=4.0)
    for stage in stages:
        if stage.y is not None:
            half = stage.width / 2
            line = _around(stage.x + half, stage.y, stage.y, half)
            labels.avoid(line._replace(top=stage.y - 1, bottom=stage.y + 1), weight=12.0)
    weak = [mark for mark in marks if mark.band in {"broken", "missing", "weak"}]
    weak.sort(key=lambda mark: (mark.band == "weak", -links[mark.id].lost))
    for mark in weak[:_NAMED]:
        touch = links[mark.id]
        place = labels.place((mark.x, mark.y), (touch.name, score(touch)), radius, bold=mark.band != "weak")
        if place is not None:
            mark.label = StripLabel(
                x=place.x, y=place.y, end=place.end, lines=place.lines, leader=place.leader
            )


def _around(x: float, top: float, bottom: float, margin: float) -> Box:
    """Return the rectangle around an upright line."""
    return Box(left=x - margin, top=top - margin, right=x + margin, bottom=bottom + margin)
