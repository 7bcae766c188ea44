"""Tables as CSV and as JSON Lines: a file for each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO, Final

from tpaudit.showing.data.scorecard import as_json_line, in_csv
from tpaudit.showing.export.columns import CellValue, DataTable

_BOM: Final = "\ufeff"
_SEPARATORS: Final = {"ru": (";", ",")}
"""Between cells and within numbers, where a language's spreadsheets expect others than `,` and `.`."""


class CsvFiles:
    """Writes CSV files; a `language` is given where they are for that language's spreadsheets."""

    def __init__(self, streams: Mapping[str, BinaryIO], language: str | None = None) -> None:
        """Take a stream for each table."""
        self._streams = streams
        self._bom = "" if language is None else _BOM
        self._delimiter, self._decimal = _SEPARATORS.get((language or "")[:2], (",", "."))

    def start(self, table: DataTable) -> None:
        """Write the line of names."""
        names = self._lines([[column.name for column in table.columns]])
        self._streams[table.name].write((self._bom + names).encode())

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Write some rows."""
        text = self._lines([_in_text(value) for value in row] for row in rows)
        self._streams[table.name].write(text.encode("utf-8", "backslashreplace"))

    def _lines(self, rows: Iterable[Sequence[object]]) -> str:
        return in_csv(rows, self._delimiter, self._decimal)

    def close(self) -> None:
        """All is written."""


class JsonLines:
    """Writes a JSON object a line."""

    def __init__(self, streams: Mapping[str, BinaryIO]) -> None:
        """Take a stream for each table."""
        self._streams = streams

    def start(self, _table: DataTable) -> None:
        """Write nothing: each line has the names."""

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Write some rows."""
        names = [column.name for column in table.columns]
        lines = (as_json_line(dict(zip(names, map(_in_text, row), strict=True))) for row in rows)
        self._streams[table.name].write("".join(lines).encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """All is written."""


def _in_text(value: CellValue) -> str | float | None:
    """Return a value with a day or a moment as text."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
