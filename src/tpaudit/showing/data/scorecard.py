"""Scorecards for programs: JSON, which is the scorecard itself, and CSV, one row for each observation."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final

from pydantic_core import PydanticSerializationError, to_json

from tpaudit.results.scorecard import ItemScore, Scorecard, TouchpointScore
from tpaudit.results.verdict import Verdict
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.scorecard import failed_words
from tpaudit.showing.text.translate import ENGLISH

_CONTROLS: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters that JSON does not escape: C1, line separators, text direction."""
_DELETE: Final = "\x7f"
"""The only one of them in ASCII."""
_FORMULA_START: Final = re.compile(r"(^(?=[\t\r\n])|(?:^|[;\t\n\r])(?=[ \"]*[=+\-@＝＋－＠]))")
"""Where a cell starts, also if semicolons or tabs are taken for separators, with what a spreadsheet takes for a
formula, or drops before one."""

_AUDIT: Final = {"audit": "id", "company": "company", "date": "date"}
_TOUCHPOINT: Final = {
    **{name: name for name in ("stage", "name", "channel", "kind", "owner", "importance")},
    "touchpoint_score": "score",
    "broken": "broken",
    "missing": "missing",
}
_VERDICT: Final = {
    "touchpoint_band": "band",
    "touchpoint_enough": "enough",
    "touchpoint_problems": "problems",
}
"""What came later: it stands at the end, so that the columns before stay where they were."""
_ITEM: Final = {
    "question": "ask",
    "state": "state",
    "weight": "weight",
    "item_score": "score",
    **{name: name for name in ("lost", "must", "wow", "stale", "waived")},
}
_OBSERVATION: Final = (
    *("answer", "score", "on", "by", "method", "place", "visit", "past", "counts"),
    *("persona", "of", "felt", "note"),
)
_FIRST: Final = ("file", "line", *_AUDIT, "touchpoint", *_TOUCHPOINT, "item", *_ITEM, *_OBSERVATION)
_SECTION: Final = ("section", "section_score", "tags")
SCORE_COLUMNS: Final = (*_FIRST, *_VERDICT, *_SECTION, "benchmark", "shortfall")


def as_json(result: object) -> str:
    """Return a scorecard, or another result, as JSON: numbers are not rounded, control characters are escaped."""
    return _json(result, indent=2)


def as_json_line(result: object) -> str:
    """Return a row of a table, or a result such as a scorecard, as one line of JSON: as `as_json` otherwise."""
    return _json(result, indent=None)


def _json(result: object, indent: int | None) -> str:
    try:
        # Verdicts alone have fields that are left out. Making plain data of all others would take longer than all else.
        data = as_data(result) if isinstance(result, Verdict) else result
        text = to_json(data, indent=indent).decode()  # an eighth of the time that json takes with an indent
    except (
        PydanticSerializationError
    ):  # half of a surrogate pair, as names of files may hold that are no UTF-8
        text = json.dumps(as_data(result), ensure_ascii=False, allow_nan=False, indent=indent)
    if text.isascii() and _DELETE not in text:
        return text + "\n"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def as_data(value: Any) -> Any:
    """Return a scorecard, or a part of it, as plain dicts and lists."""
    if isinstance(value, dict):
        return {key: as_data(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(entry) for entry in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return {name: as_data(getattr(value, name)) for name in _names(type(value))}


_NAMES: Final[dict[type, tuple[str, ...]]] = {}


def _names(kind: Any) -> tuple[str, ...]:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind) if field.metadata.get("written", True))
    return _NAMES[kind]


def csv_head() -> str:
    """Return the CSV line of column names."""
    return in_csv([SCORE_COLUMNS])


def as_csv(card: Scorecard) -> str:
    """Return a scorecard as CSV (RFC 4180) without column names, safe for spreadsheets."""
    return in_csv(_rows(card))


def in_csv(rows: Iterable[Sequence[object]], delimiter: str = ",", decimal: str = ".") -> str:
    """Return rows as CSV (RFC 4180), with each cell safe for spreadsheets; `decimal` stands in numbers."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_cell(value, decimal) for value in row] for row in rows)
    return text.getvalue()


def _rows(card: Scorecard) -> Iterator[list[object]]:
    """Yield a row for each observation, each item without one and each touchpoint without items."""
    audit_cells = _values(card, _AUDIT.values())
    for touch_id, touch in card.links().items():
        touchpoint_cells = [*audit_cells, touch_id, *_values(touch, _TOUCHPOINT.values())]
        verdict = _values(touch, _VERDICT.values())
        if not touch.items:
            empty = [None] * (len(_FIRST) - len(touchpoint_cells) - 2)
            nothing = [None] * (len(_SECTION) + 2)
            yield [touch.file, touch.line, *touchpoint_cells, *empty, *verdict, *nothing]
        for item_id, item in touch.items.items():
            section, words = _section(touch, item_id, item), _shortfall(item)
            item_cells = [*touchpoint_cells, item_id, *_values(item, _ITEM.values())]
            for observation in item.observations:
                seen = _values(observation, _OBSERVATION)
                rest = [*section, observation.benchmark, words]
                yield [observation.file, observation.line, *item_cells, *seen, *verdict, *rest]
            if not item.observations:
                unseen = [None] * len(_OBSERVATION)
                yield [item.file, item.line, *item_cells, *unseen, *verdict, *section, None, words]


def _shortfall(item: ItemScore) -> str:
    """Return what falls short at an item, in words."""
    return failed_words(item.shortfall, ENGLISH)


def _section(touch: TouchpointScore, address: str, item: ItemScore) -> list[object]:
    """Return the section of an item, its score, and the item's tags."""
    name = address.partition(".")[0]
    section = touch.sections.get(name)
    return [name, section.score if section else None, " ".join(item.tags)]


def _values(source: object, names: Iterable[str]) -> list[object]:
    return [getattr(source, name) for name in names]


def _cell(value: object, decimal: str) -> str:
    """Return a cell that is safe for spreadsheets: an apostrophe is put before what would start a formula.

    Where semicolons separate cells, quotes in the middle of a line mean nothing, and any `;` may start one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).replace(".", decimal)
    text = visible(str(value), breaks=True)
    return _FORMULA_START.sub(r"\1'", text)
