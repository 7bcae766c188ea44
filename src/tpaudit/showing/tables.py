"""Scorecards for programs: JSON, which is the scorecard itself, and CSV, one row an observation."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

from tpaudit.judging.scorecard import ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.showing.figures import visible

_OBEYED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Controls that JSON itself leaves as they are: C1, line separators, turns of direction."""
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

COLUMNS: Final = (
    "file", "line", "audit", "company", "date", "stage", "touchpoint", "name", "channel", "kind", "owner",
    "importance", "touchpoint_score", "item", "question", "state", "weight", "item_score", "lost", "must", "wow",
    "stale", "waived", "answer", "score", "on", "by", "method", "place", "visit", "past", "counts", "of", "felt", "note",
)  # fmt: skip


def as_json(card: Scorecard) -> str:
    """Return a scorecard as JSON, numbers unrounded, with nothing that a terminal would obey."""
    text = json.dumps(as_data(card), ensure_ascii=False, allow_nan=False, indent=2)
    return _OBEYED.sub(lambda one: f"\\u{ord(one[0]):04x}", text) + "\n"


def as_data(value: Any) -> Any:
    """Return a scorecard, or a part of it, as the mappings and lists of JSON."""
    if isinstance(value, dict):
        return {key: as_data(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_data(one) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return {name: as_data(getattr(value, name)) for name in _names(type(value))}


_NAMES: Final[dict[type, tuple[str, ...]]] = {}


def _names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind))
    return _NAMES[kind]


def csv_head() -> str:
    """Return the line of column names."""
    return _csv([COLUMNS])


def as_csv(card: Scorecard) -> str:
    """Return a row for each observation and each item without one, by RFC 4180, safe for spreadsheets."""
    return _csv(_rows(card))


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _rows(card: Scorecard) -> Iterator[tuple[object, ...]]:
    for touch_id, touch in card.links().items():
        for item_id, item in touch.items.items():
            for observation in (*item.observations, *([] if item.observations else [None])):
                yield _row(card, touch_id, touch, item_id, item, observation)


def _row(
    card: Scorecard,
    touch_id: str,
    touch: TouchpointScore,
    item_id: str,
    item: ItemScore,
    one: ObservationScore | None,
) -> tuple[object, ...]:
    where = (one.file, one.line) if one else (item.file, item.line)
    seen = ("answer", "score", "on", "by", "method", "place", "visit", "past", "counts", "of", "felt", "note")
    return (
        *where, card.id, card.company, card.date, touch.stage, touch_id, touch.name, touch.channel, touch.kind,
        touch.owner, touch.importance, touch.score, item_id, item.ask, item.state, item.weight, item.score, item.lost,
        item.must, item.wow, item.stale, item.waived, *(getattr(one, name) if one else None for name in seen),
    )  # fmt: skip


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe stands before what would start a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value)
    text = visible(str(value), breaks=True)
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) else text
