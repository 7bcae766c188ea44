"""Where things stand in the pictures of a report: numbers for the templates to draw, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Any, Final

from tpaudit.documents.curves import AtLeast, AtMost, Curve, LogNormal
from tpaudit.documents.joined import LoadedAudit
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.numbers import fitted, width, wrapped
from tpaudit.showing.text.translate import Translate

_COLUMN: Final = 162
_BOX: Final = 150
_TALL: Final = 58
_LOW: Final = 26
_GAP: Final = 10
_HEAD: Final = 64
_SIDE: Final = 100
_LANE: Final = 96
_COMPACT: Final = 60
"""From so many touchpoints on, a map has a line for each instead of a box."""
_DOT: Final = 17
_LETTERS: Final = 22
"""Columns of text that fit into a box."""
_LARGEST: Final = 14
"""Touchpoints that a waterfall names before the rest is one bar."""


def journey_map(audit: LoadedAudit, card: Scorecard, say: Translate) -> dict[str, Any]:
    """Return the map: stages as columns, channels as rows, a box for each touchpoint, links for handovers."""
    tall = _TALL if len(card.touchpoints) <= _COMPACT else _LOW
    stages = list(card.stages)
    channels = list(dict.fromkeys(touch.channel or "" for touch in card.touchpoints.values()))
    cells: dict[tuple[str, str], list[str]] = {}
    for touch_id, touch in card.touchpoints.items():
        cells.setdefault((touch.channel or "", touch.stage), []).append(touch_id)
    boxes, rows, top = {}, [], _HEAD
    for channel in channels:
        high = max(len(cells.get((channel, stage), [])) for stage in stages)
        rows.append(
            {"name": say(channel) if channel else "", "top": top, "height": high * (tall + _GAP) + _GAP}
        )
        for column, stage in enumerate(stages):
            for place, touch_id in enumerate(cells.get((channel, stage), [])):
                x = _SIDE + column * _COLUMN + (_COLUMN - _BOX) // 2
                y = top + _GAP + place * (tall + _GAP)
                boxes[touch_id] = {"x": x, "y": y} | _label(card.touchpoints[touch_id].name, tall)
        top += high * (tall + _GAP) + _GAP
    columns = [
        {
            "id": stage,
            "x": _SIDE + place * _COLUMN,
            "lines": wrapped(card.stages[stage].name, _LETTERS - 3)[:2],
        }
        for place, stage in enumerate(stages)
    ]
    return {
        "width": _SIDE + len(stages) * _COLUMN,
        "height": top + _LANE + _GAP,
        "column": _COLUMN,
        "box": _BOX,
        "tall": tall,
        "head": _HEAD,
        "side": _SIDE,
        "columns": columns,
        "rows": rows,
        "boxes": boxes,
        "links": _links(audit, card, boxes, tall),
        "feeling": _feeling(card, top + _GAP),
    }


def _label(name: str, tall: int) -> dict[str, Any]:
    lines = wrapped(name, _LETTERS) if tall == _TALL else [fitted(name, min(_LETTERS - 9, width(name)))]
    if len(lines) > 2:  # noqa: PLR2004 - a box holds two lines
        lines = [lines[0], fitted("".join(lines[1:]), _LETTERS)]
    return {"lines": lines}


def _links(
    audit: LoadedAudit, card: Scorecard, boxes: Mapping[str, Mapping[str, Any]], tall: int
) -> list[dict[str, Any]]:
    """Return a curve for each handover, from the box that it leaves to the one that it reaches."""
    found = []
    for handover_id in card.handovers:
        document = audit.audit.handovers[handover_id]
        start, end = boxes.get(document.source), boxes.get(document.target)
        if start is None or end is None:
            continue
        right = end["x"] >= start["x"]
        x1, x2 = start["x"] + (_BOX if right else 0), end["x"] + (0 if right else _BOX)
        if start["x"] == end["x"]:
            x1 = x2 = start["x"] + _BOX
        y1, y2 = start["y"] + tall // 2, end["y"] + tall // 2
        bend = 40 if right or start["x"] == end["x"] else -40
        over = x2 + bend if start["x"] == end["x"] else x2 - bend
        found.append(
            {
                "id": handover_id,
                "path": f"M{x1} {y1} C{x1 + bend} {y1} {over} {y2} {x2} {y2}",
                "x": round((x1 + x2) / 2 + (bend * 0.75 if x1 == x2 else 0)),
                "y": round((y1 + y2) / 2),
            }
        )
    return found


def _feeling(card: Scorecard, top: int) -> dict[str, Any]:
    """Return the line of feeling: a point for each stage in which somebody said how it felt."""
    middle, step = top + _LANE // 2, (_LANE - 24) / 4
    points = []
    for place, stage in enumerate(card.stages):
        felt = [
            one.feeling for one in card.links().values() if one.stage == stage and one.feeling is not None
        ]
        if felt:
            value = fsum(felt) / len(felt)
            points.append(
                {
                    "x": _SIDE + place * _COLUMN + _COLUMN // 2,
                    "y": round(middle - value * step, 1),
                    "value": value,
                }
            )
    return {"top": top, "height": _LANE, "middle": middle, "points": points}


def waterfall(card: Scorecard, rest: str) -> list[dict[str, Any]]:
    """Return the fall from 100 to the score: a bar for each of the largest losses, the rest as one."""
    losses = sorted(card.links().items(), key=lambda link: -link[1].lost)
    losses = [(touch_id, touch) for touch_id, touch in losses if touch.lost > 0]
    named = [(touch_id, touch.name, touch.lost) for touch_id, touch in losses[:_LARGEST]]
    if len(losses) > _LARGEST:
        named.append(("", rest, sum(touch.lost for _, touch in losses[_LARGEST:])))
    bars, level = [], 100.0
    for touch_id, name, lost in named:
        bars.append({"id": touch_id, "name": name, "lost": lost, "from": level, "to": level - lost})
        level -= lost
    return bars


def quadrants(card: Scorecard, strong: float) -> dict[str, Any]:
    """Return importance against score: a dot for each touchpoint, and where the quadrants meet."""
    links = {one: touch for one, touch in card.links().items() if touch.score is not None}
    if not links:
        return {"dots": []}
    weights = [touch.importance for touch in links.values()]
    least, most = min(weights), max(weights)
    spread = most - least or 1.0
    middle = fsum(weights) / len(weights)
    dots: list[dict[str, Any]] = []
    taken: dict[int, list[tuple[float, float]]] = {}
    for number, (touch_id, touch) in enumerate(links.items(), start=1):
        x = 40 + (touch.score or 0.0) * 5.2
        y = 300 - (touch.importance - least) / spread * 250
        y = _free(x, y, taken)
        where = (
            ("keep" if touch.importance >= middle else "overkill")
            if (touch.score or 0.0) >= strong - 1e-9
            else ("concentrate" if touch.importance >= middle else "low")
        )
        dots.append({"id": touch_id, "number": number, "x": round(x, 1), "y": round(y, 1), "where": where})
    top = min(dot["y"] for dot in dots) - 44
    return {
        "dots": dots,
        "split_x": round(40 + strong * 5.2, 1),
        "split_y": round(300 - (middle - least) / spread * 250, 1),
        "top": round(min(top, 10.0), 1),
        "height": round(340 - min(top, 10.0), 1),
    }


def _free(x: float, y: float, taken: dict[int, list[tuple[float, float]]]) -> float:
    """Return the height at which a dot covers no other, from a wanted one upwards; `taken` is by strips."""
    strip = int(x // _DOT)
    near = [one for beside in (-1, 0, 1) for one in taken.get(strip + beside, ()) if abs(one[0] - x) < _DOT]
    while any(abs(other - y) < _DOT for _, other in near):
        y -= _DOT + 0.5
    taken.setdefault(strip, []).append((x, y))
    return y


def on_its_curve(curve: Curve, values: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return a curve of 0-100 points as a path of 240 × 72, and a dot for each observation (value, points)."""
    limits = [limit.value for limit in curve.limits()]
    measured = [value for value, _ in values]
    low, high = min(*limits, *measured), max(*limits, *measured)
    margin = (high - low) * 0.08 or 1.0
    low, high = (max(0.0, low - margin) if low >= 0 else low - margin), high + margin
    scale = _WIDE / (high - low)
    path = [
        f"{(at - low) * scale:.1f} {72 - curve.points(at) * 0.72:.1f}" for at in _samples(curve, low, high)
    ]
    return {
        "path": "M" + " L".join(path),
        "dots": [
            {"x": round((value - low) * scale, 1), "y": round(72 - points * 0.72, 1)}
            for value, points in values
        ],
        "limits": _labels([(round((limit.value - low) * scale, 1), str(limit)) for limit in curve.limits()]),
    }


_WIDE: Final = 240
_BENDS: Final = 24


def _samples(curve: Curve, low: float, high: float) -> Iterator[float]:
    """Yield where a curve is to be looked at: where it bends or steps, or here and there if it is round."""
    yield low
    if isinstance(curve, LogNormal):
        yield from (low + (high - low) * step / _BENDS for step in range(1, _BENDS))
    else:
        beside = (high - low) / 10_000
        for at in sorted({limit.value for limit in curve.limits()}):
            yield from (at - beside, at, at + beside) if isinstance(curve, AtMost | AtLeast) else (at,)
    yield high


def _labels(limits: Sequence[tuple[float, str]]) -> list[dict[str, Any]]:
    """Return the limits that can be written below a curve without touching one another."""
    found: list[dict[str, Any]] = []
    end = -100.0
    for x, text in sorted(limits):
        half = width(text) * 3.4
        if x - half > end + 4:
            found.append({"x": x, "text": text})
            end = x + half
    return found
