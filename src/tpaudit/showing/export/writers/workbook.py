"""Tables as sheets of a workbook: numbers are numbers, days are days, and no text runs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.export.columns import CellValue, ColumnType, DataTable
from tpaudit.showing.sheets.workbook import new_workbook, too_long
from tpaudit.showing.text.numbers import visible

_ROWS: Final = 1_048_576
"""How many rows a sheet of Excel has."""
_FIRST_YEAR: Final = 1900
"""Before it Excel has no days."""
_FORMATS: Final[Mapping[ColumnType, str]] = {
    "text": "@",
    "word": "@",
    "flag": "General",
    "whole": "0",
    "number": "0.0##",
    "share": "0.0%",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
_WIDTHS: Final[Mapping[ColumnType, int]] = {
    "text": 24,
    "word": 12,
    "flag": 8,
    "whole": 10,
    "number": 10,
    "share": 10,
    "day": 12,
    "moment": 17,
}
"""How many letters wide a column of each type is."""


class SheetStyle(NamedTuple):
    """How a table is shown as a sheet."""

    name: str
    headings: Sequence[str]
    """What stands above each column."""
    wide: frozenset[int] = frozenset()
    """Which columns hold sentences."""


def as_table(table: DataTable) -> SheetStyle:
    """Return a table as programs read it: under the names of its columns."""
    return SheetStyle(table.name, [column.name for column in table.columns])


class WorkbookTables:
    """Writes one workbook with a sheet for each table."""

    def __init__(
        self,
        stream: BinaryIO,
        style: Callable[[DataTable], SheetStyle] = as_table,
        word: Callable[[str], str] = str,
    ) -> None:
        """Take where it goes, how a sheet is shown, and what is written for a word that is one of a few."""
        self._book = new_workbook(stream, rows_at_once=True)
        self._style, self._word = style, word
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._formats = {
            (kind, wide): self._book.add_format({"num_format": code, "text_wrap": wide, "valign": "top"})
            for kind, code in _FORMATS.items()
            for wide in (False, True)
        }
        self._sheets: dict[str, tuple[Any, int]] = {}
        self._used: dict[str, int] = {}

    def start(self, table: DataTable) -> None:
        """Add the sheet of a table."""
        style = self._style(table)
        sheet = self._book.add_worksheet(style.name)
        self._sheets[table.name] = (sheet, len(table.columns))
        for index, (column, heading) in enumerate(zip(table.columns, style.headings, strict=True)):
            wide = index in style.wide
            width = 60 if wide else max(_WIDTHS[column.type], min(len(heading) + 2, 24))
            sheet.set_column(index, index, width, self._formats[column.type, wide])
            sheet.write_string(0, index, heading, self._head)
        sheet.freeze_panes(1, 0)
        self._used[table.name] = 1

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Write some rows; raises UsageError for more than a sheet takes."""
        first = self._used[table.name]
        self._used[table.name] += len(rows)
        if first + len(rows) > _ROWS:
            msg = Worded(
                "{name} has more rows than a workbook takes ({most}); expected another format, such as --to parquet",
                name=table.name,
                most=_ROWS,
            )
            raise UsageError(msg)
        kinds = [column.type for column in table.columns]
        wide, sheet = self._style(table).wide, self._sheets[table.name][0]
        for row, values in enumerate(rows, first):
            for index, (value, kind) in enumerate(zip(values, kinds, strict=True)):
                if value is not None:
                    look = self._formats[kind, index in wide]
                    self._cell(sheet, (row, index), self._shown(value, kind), look)

    def _shown(self, value: CellValue, kind: ColumnType) -> CellValue:
        """Return a value as a cell takes it."""
        if isinstance(value, str):
            return visible(self._word(value) if kind == "word" else value, breaks=True)
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            return value.isoformat()
        return value

    @staticmethod
    def _cell(sheet: Any, place: tuple[int, int], value: CellValue, look: Any) -> None:
        """Write a value as what it is."""
        if isinstance(value, bool):
            sheet.write_boolean(*place, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(*place, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(*place, value, look)
        elif value and sheet.write_string(*place, value, look):
            raise too_long(value)

    def close(self) -> None:
        """Write the workbook."""
        for name, (sheet, columns) in self._sheets.items():
            sheet.autofilter(0, 0, max(self._used[name] - 1, 1), columns - 1)
        self._book.close()
