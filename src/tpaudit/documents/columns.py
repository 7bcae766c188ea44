"""A checklist as the columns of a sheet: what stands in the cells of an item, and what cells say of one.

A text for people has one column a language (`ask:en`, `ask:ru`), or one without (`ask`). A list stands in one
cell, with commas between. A mapping stands in one cell, a line an entry: `person = 100`. What fits no line is
written as JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from tpaudit.documents.identifiers import is_identifier, slug
from tpaudit.documents.scalars import written

Shape = Literal["text", "scalar", "list", "options", "means", "mapping"]
ITEM_COLUMNS: Final[Mapping[str, Shape]] = {
    "ask": "text",
    "answer": "scalar",
    "good": "scalar",
    "options": "options",
    "of": "scalar",
    "start": "scalar",
    "wants": "mapping",
    "means": "means",
    "score": "mapping",
    "unit": "text",
    "weight": "scalar",
    "must": "scalar",
    "tolerate": "scalar",
    "wow": "scalar",
    "combine": "scalar",
    "only_if": "mapping",
    "shortfall": "text",
    "strength": "text",
    "why": "text",
    "fix": "text",
    "effort": "scalar",
    "from": "scalar",
    "turn_round": "text",
    "automate": "text",
    "methods": "list",
    "tags": "list",
    "probe": "scalar",
    "watch_for": "scalar",
    "valid_for": "scalar",
    "was": "list",
}
"""The keys of an item in the order of their columns, and how their values stand in a cell."""
CHECKLIST_COLUMNS: Final[Mapping[str, Shape]] = {
    "checklist": "scalar",
    "title": "text",
    "about": "text",
    "version": "scalar",
    "all_was": "list",
    "extends": "scalar",
    "for": "mapping",
    "all_only_if": "mapping",
    "minimum": "scalar",
}
"""The keys of a checklist itself: columns that the first of its items fills in."""
PEOPLE: Final = frozenset(
    {"label", "version"}
    | {
        key
        for columns in (ITEM_COLUMNS, CHECKLIST_COLUMNS)
        for key, shape in columns.items()
        if shape in {"text", "means"}
    }
)
"""The keys under which text for people stands, at any depth."""
_APART: Final = {"only_if": "all_only_if", "was": "all_was"}
"""Keys that a checklist and its items both have, and the columns of the checklist's own."""
ID: Final = "id"
"""The column of an item's id."""
LABELS: Final = "labels"
"""The column, one a language, of what the options of a choice are called."""
_ENTRY: Final = re.compile(r"\s*(?P<key>[^=]*?)\s*=\s*(?P<value>.*?)\s*\Z", re.DOTALL)
_LOOSE_ENTRY: Final = re.compile(r"\s*(?P<key>.*?)\s*[=:]\s*(?P<value>-?[\d.]+(?:\s*,.*)?)\s*\Z")


def to_cells(data: Mapping[str, Any], columns: Mapping[str, Shape]) -> dict[str, str]:
    """Return the cells of a checklist's or an item's data, by column; raises KeyError for a key without one."""
    found: dict[str, str] = {}
    for key, value in data.items():
        if value is not None:
            found.update(_cells(key, _plain(value), columns[key]))
    return found


def from_cells(cells: Mapping[str, str], columns: Mapping[str, Shape]) -> dict[str, Any]:
    """Return the data that cells say, every scalar as its text; empty cells and other columns are left out."""
    found: dict[str, Any] = {}
    for key, shape in columns.items():
        value = _value(key, cells, shape)
        if value not in (None, "", {}, []):
            found[key] = value
    return found


def head_cells(checklist: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of what a checklist says of itself, given all its data."""
    head = {_APART.get(key, key): value for key, value in checklist.items() if key not in {"format", "items"}}
    return to_cells(head, CHECKLIST_COLUMNS)


def head_data(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return what the cells of a row say of the checklist itself."""
    keys = {column: key for key, column in _APART.items()}
    return {keys.get(column, column): value for column, value in from_cells(cells, CHECKLIST_COLUMNS).items()}


def base_of(column: str) -> str:
    """Return the key that a column belongs to: `ask` for `ask:ru`, `options` for `labels:ru`."""
    key = column.partition(":")[0]
    return "options" if key == LABELS else key


def _plain(value: Any) -> Any:
    """Return data with the text of every scalar."""
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    text = written(value)
    return str(value) if text is None else text


def _cells(key: str, value: Any, shape: Shape) -> Iterator[tuple[str, str]]:
    if shape == "text" and isinstance(value, Mapping):
        yield from ((f"{key}:{language}", text) for language, text in value.items())
    elif shape == "list" and isinstance(value, list):
        yield key, ", ".join(value)
    elif shape == "means" and isinstance(value, Mapping):
        yield from _labelled(key, value)
    elif shape == "options" and isinstance(value, Mapping):
        yield from _option_cells(key, value)
    elif shape == "mapping" and isinstance(value, Mapping):
        yield key, _entries(value)
    else:
        yield key, value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entries(value: Mapping[str, Any]) -> str:
    """Return a mapping line by line; as JSON where a line would not say the same."""
    pairs = list(_flat(value))
    lines = "\n".join(f"{key} = {text}" for key, text in pairs)
    return lines if _mapping(lines) == value else _json(value)


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, entry in value.items():
        if isinstance(entry, Mapping):
            yield from _flat(entry, f"{before}{key} ")
        elif isinstance(entry, list):
            yield f"{before}{key}", ", ".join(map(str, entry))
        else:
            yield f"{before}{key}", entry


def _option_cells(key: str, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    bare: dict[str, Any] = {}
    labels: dict[str, Any] = {}
    for option_id, option in options.items():
        rest = dict(option) if isinstance(option, Mapping) else {"points": option}
        label = rest.pop("label", None)
        if label is not None:
            labels[option_id] = label
        bare[option_id] = rest
    cells = [(key, _option_lines(bare)), *_labelled(LABELS, labels)]
    yield from cells if _options(key, dict(cells)) == _full(options) else [(key, _json(options))]


def _full(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options with their points under `points` only where there is more to say."""
    return {
        option_id: option["points"] if isinstance(option, Mapping) and list(option) == ["points"] else option
        for option_id, option in options.items()
    }


def _option_lines(options: Mapping[str, Any]) -> str:
    lines = []
    for option_id, option in options.items():
        flags = [name for name, flag in option.items() if name != "points" and flag in {"true", "yes"}]
        lines.append(", ".join([f"{option_id} = {option.get('points', '')}", *flags]))
    return "\n".join(lines)


def _labelled(key: str, texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield texts by id as one cell a language, a line an id."""
    columns: dict[str, list[str]] = {}
    for text_id, text in texts.items():
        by_language = text if isinstance(text, Mapping) else {"": text}
        for language, said in by_language.items():
            column = f"{key}:{language}" if language else key
            columns.setdefault(column, []).append(f"{text_id} = {said}")
    yield from ((column, "\n".join(lines)) for column, lines in columns.items())


def _value(key: str, cells: Mapping[str, str], shape: Shape) -> Any:
    text = cells.get(key, "").strip()
    if shape == "text":
        return _by_language(key, cells) or text
    if shape == "means":
        return _texts(key, cells)
    if text.startswith(("{", "[")):
        return _parsed(text)
    if shape == "list":
        return _listed(text)
    if shape == "options":
        return _options(key, cells)
    return _mapping(text) if shape == "mapping" else text


def _parsed(text: str) -> Any:
    """Return what JSON says; a text that only looks like it stays one, for the model to refuse."""
    try:
        return json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return text


def _by_language(key: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {
        column.partition(":")[2]: text.strip()
        for column, text in cells.items()
        if column.startswith(f"{key}:") and text.strip()
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _mapping(text: str) -> Any:
    """Return the mapping that lines say; the text itself if a line is none, for the model to refuse."""
    found: dict[str, Any] = {}
    for line in _lines(text):
        entry = _ENTRY.match(line)
        if entry is None:
            return text
        into = found
        *outer, last = entry["key"].split() or [""]
        for key in outer:
            into = into.setdefault(key, {})
            if not isinstance(into, dict):
                return text
        into[last] = _listed(entry["value"]) if "," in entry["value"] else entry["value"]
    return found


def _texts(key: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return texts by id from the cells of a column and of its languages."""
    found: dict[str, Any] = {}
    for column, text in cells.items():
        name, _, language = column.partition(":")
        for entry in map(_ENTRY.match, _lines(text) if name == key else ()):
            if entry is None:
                continue
            if language:
                found.setdefault(entry["key"], {})[language] = entry["value"]
            else:
                found[entry["key"]] = entry["value"]
    return found


def _options(key: str, cells: Mapping[str, str]) -> Any:
    """Return the options that lines say; one called by a text gets an id made of it, and the text as its label."""
    labels = _texts(LABELS, cells)
    found: dict[str, Any] = {}
    for line in _lines(cells.get(key, "")):
        entry = _LOOSE_ENTRY.match(line)
        called = entry["key"] if entry else line
        points, *flags = _listed(entry["value"]) if entry else [""]
        option_id = called if is_identifier(called) else slug(called) or called
        option: dict[str, Any] = {"points": points} | dict.fromkeys(flags, "true")
        if option_id != called:
            option["label"] = called
        if option_id in labels:
            option["label"] = labels[option_id]
        found[option_id] = option["points"] if list(option) == ["points"] else option
    return found
