"""Columns and tables: the one definition that every file format reads."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple

from tpaudit.showing.export.results import TableResults
from tpaudit.showing.text.translate import Translate

ColumnType = Literal["text", "word", "flag", "whole", "number", "share", "day", "moment"]
CellValue = str | bool | int | float | date | datetime | None
Getter = str | Callable[[Any], CellValue]
"""The path of attributes that leads from a row's source to its value, or a function that makes it."""
TYPE_WORDS: Final[dict[ColumnType, str]] = {
    "text": "text",
    "word": "word",
    "flag": "true/false",
    "whole": "whole number",
    "number": "number",
    "share": "number 0-1",
    "day": "day",
    "moment": "moment",
}
"""What a type is called in the docs; a `word` is one of a few, always English."""


class Column(NamedTuple):
    """A column: its name and type stay for ever."""

    name: str
    type: ColumnType
    meaning: str
    value: Callable[[Any], CellValue]
    """Makes the value of a row from the source of the row."""


class RowSettings(NamedTuple):
    """What the rows of an audit need beside its results."""

    number: int
    """The number of the audit in this export, by which tables join."""
    say: Translate


class DataTable(NamedTuple):
    """A table: a row for each source."""

    name: str
    meaning: str
    sources: Callable[[TableResults, RowSettings], Iterable[Any]]
    columns: tuple[Column, ...]

    def rows(self, results: TableResults, settings: RowSettings) -> Iterable[list[CellValue]]:
        """Yield the rows of an audit, each in the order of the columns."""
        values = [column.value for column in self.columns]
        for source in self.sources(results, settings):
            yield [value(source) for value in values]


def column(name: str, kind: ColumnType, meaning: str, getter: Getter = "") -> Column:
    """Return a column; where nobody says how its value is got, it is the attribute of its name."""
    get = getter if callable(getter) else attrgetter(getter or name)
    return Column(name=name, type=kind, meaning=meaning, value=get)


def day_columns(path: str, what: str) -> tuple[Column, Column]:
    """Return the two columns of a time that is a day or a moment; `path` leads to it."""
    get = attrgetter(path)
    return (
        column("day", "day", f"The day of {what}.", lambda source: as_date(get(source))),
        column(
            "moment",
            "moment",
            "The same with its time, where that is known.",
            lambda source: _moment(get(source)),
        ),
    )


def as_date(text: str | None) -> date | None:
    """Return the day of a day or moment as files write it."""
    return None if text is None else date.fromisoformat(text[:10])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None and "T" in text else None
