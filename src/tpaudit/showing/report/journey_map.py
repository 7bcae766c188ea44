"""The journey map of a report: where its boxes, rows, columns and lines stand."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Any, Final

from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.showing.text.numbers import fitted, width, wrapped
from tpaudit.showing.text.translate import Translate

_COLUMN: Final = 162
"""The width of a stage."""
_BOX: Final = 150
"""The width of a touchpoint."""
_TALL: Final = 58
"""The height of a touchpoint in a box of two lines and its score."""
_LOW: Final = 26
"""The height of a touchpoint on one line."""
_GAP: Final = 10
_HEAD: Final = 64
"""The height of the stages' names, above all rows."""
_SIDE: Final = 100
"""The width of the channels' names, left of all columns."""
_LANE: Final = 96
"""The height of the line of feeling, below all rows."""
_COMPACT: Final = 60
"""From so many touchpoints on, a map has a line for each instead of a box."""
_LETTERS: Final = 22
"""Columns of text that fit into a box."""
_LINES: Final = 2
"""Lines of text that fit into a box."""
_BEND: Final = 40
"""How far a handover's curve swings out."""

_Boxes = Mapping[str, Mapping[str, Any]]


def journey_map(card: Scorecard, say: Translate) -> dict[str, Any]:
    """Return the map: stages as columns, channels as rows, a box for each touchpoint, links for handovers."""
    tall = _TALL if len(card.touchpoints) <= _COMPACT else _LOW
    rows = _rows(card, tall)
    bottom = sum(row["height"] for row in rows) + _HEAD
    columns = {stage: column for column, stage in enumerate(card.stages)}
    boxes = {touch_id: box for row in rows for touch_id, box in _boxes(card, row, columns, tall)}
    return {
        "width": _SIDE + len(card.stages) * _COLUMN,
        "height": bottom + _LANE + _GAP,
        "column": _COLUMN,
        "box": _BOX,
        "tall": tall,
        "head": _HEAD,
        "side": _SIDE,
        "columns": _columns(card),
        "rows": [
            {
                "name": say(row["channel"]) if row["channel"] else "",
                "top": row["top"],
                "height": row["height"],
            }
            for row in rows
        ],
        "boxes": boxes,
        "links": list(_links(card, boxes, tall)),
        "feeling": _feeling(card, bottom + _GAP),
    }


def _columns(card: Scorecard) -> list[dict[str, Any]]:
    return [
        {
            "id": stage,
            "x": _SIDE + place * _COLUMN,
            "lines": wrapped(group.name, _LETTERS - 3)[:2],
        }
        for place, (stage, group) in enumerate(card.stages.items())
    ]


def _rows(card: Scorecard, tall: int) -> list[dict[str, Any]]:
    """Return a row for each channel: where it begins, how high it is, and its touchpoints by stage."""
    cells: dict[str, dict[str, list[str]]] = {}
    for touch_id, touch in card.touchpoints.items():
        cells.setdefault(touch.channel or "", {}).setdefault(touch.stage, []).append(touch_id)
    rows, top = [], _HEAD
    for channel, by_stage in cells.items():
        height = max(len(touch_ids) for touch_ids in by_stage.values()) * (tall + _GAP) + _GAP
        rows.append({"channel": channel, "top": top, "height": height, "cells": by_stage})
        top += height
    return rows


def _boxes(
    card: Scorecard, row: Mapping[str, Any], columns: Mapping[str, int], tall: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the boxes of a row, stage by stage."""
    for stage in sorted(row["cells"], key=columns.__getitem__):
        x = _SIDE + columns[stage] * _COLUMN + (_COLUMN - _BOX) // 2
        for place, touch_id in enumerate(row["cells"][stage]):
            y = row["top"] + _GAP + place * (tall + _GAP)
            yield touch_id, {"x": x, "y": y, "lines": _label(card.touchpoints[touch_id].name, tall)}


def _label(name: str, tall: int) -> list[str]:
    """Return a name on two lines, or on one in a map of many touchpoints."""
    if tall == _LOW:
        return [fitted(name, min(_LETTERS - 9, width(name)))]
    lines = wrapped(name, _LETTERS)
    return lines if len(lines) <= _LINES else [lines[0], fitted("".join(lines[1:]), _LETTERS)]


def _links(card: Scorecard, boxes: _Boxes, tall: int) -> Iterator[dict[str, Any]]:
    """Yield a curve for each handover, from the box that it leaves to the one that it reaches."""
    for handover_id, handover in card.handovers.items():
        start, end = boxes.get(handover.source or ""), boxes.get(handover.target or "")
        if start is not None and end is not None:
            yield {"id": handover_id} | _link(start, end, tall)


def _link(start: Mapping[str, Any], end: Mapping[str, Any], tall: int) -> dict[str, Any]:
    """Return a curve between two boxes, and where its middle is; within a column it swings out to the right."""
    same, right = end["x"] == start["x"], end["x"] >= start["x"]
    x1 = start["x"] + (_BOX if right else 0)
    x2 = x1 if same else end["x"] + (0 if right else _BOX)
    y1, y2 = start["y"] + tall // 2, end["y"] + tall // 2
    bend = _BEND if right else -_BEND
    over = x2 + bend if same else x2 - bend
    return {
        "path": f"M{x1} {y1} C{x1 + bend} {y1} {over} {y2} {x2} {y2}",
        "x": round((x1 + x2) / 2 + (bend * 0.75 if x1 == x2 else 0)),
        "y": round((y1 + y2) / 2),
    }


def _feeling(card: Scorecard, top: int) -> dict[str, Any]:
    """Return the line of feeling: a point for each stage in which somebody said how it felt."""
    middle = top + _LANE // 2
    touches = list(card.links().values())
    points = [
        _felt(place, felt, middle)
        for place, stage in enumerate(card.stages)
        if (felt := _feelings_in(touches, stage))
    ]
    return {"top": top, "height": _LANE, "middle": middle, "points": points}


def _feelings_in(touches: Sequence[TouchpointScore], stage: str) -> list[float]:
    return [touch.feeling for touch in touches if touch.stage == stage and touch.feeling is not None]


def _felt(place: int, feelings: Sequence[float], middle: int) -> dict[str, Any]:
    """Return the point of a stage: the mean of its feelings."""
    mean = fsum(feelings) / len(feelings)
    step = (_LANE - 24) / 4
    return {
        "x": _SIDE + place * _COLUMN + _COLUMN // 2,
        "y": round(middle - mean * step, 1),
        "value": mean,
    }
