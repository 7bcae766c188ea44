"""A checklist as one table: a row an item, a column a key and language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tpaudit.documents.columns import (
    CHECKLIST_COLUMNS,
    ID,
    ITEM_COLUMNS,
    LABELS,
    base_of,
    head_cells,
    to_cells,
)

_ORDER: Final = (ID, *ITEM_COLUMNS, *CHECKLIST_COLUMNS)
_LANGUAGES: Final = ("", "en", "ru", "zh")
"""The order of a text's columns; further languages follow by their codes."""


def grid(data: Mapping[str, Any]) -> list[list[str]]:
    """Return the headings and the rows of a checklist, given by its data as its file says them.

    What it says of itself stands beside its first item.
    """
    rows = item_rows(data)
    columns = ordered({column for row in rows for column in row})
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def item_rows(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the cells of each item of a checklist by column; those of the checklist come with the first one."""
    rows = [{ID: item_id, **to_cells(item, ITEM_COLUMNS)} for item_id, item in data["items"].items()]
    if rows:
        rows[0].update(head_cells(data))
    return rows


def ordered(columns: Iterable[str]) -> list[str]:
    """Return columns by key, then by language."""
    return sorted(columns, key=_place)


def _place(column: str) -> tuple[int, bool, int, str]:
    name, _, language = column.partition(":")
    known = _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)
    return _ORDER.index(base_of(column)), name == LABELS, known, language


Sheets = Mapping[str, Iterable[Sequence[object]]]
"""The rows of each sheet by its name."""
