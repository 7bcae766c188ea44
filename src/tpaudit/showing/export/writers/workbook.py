"""Tables as sheets of a workbook: numbers are numbers, days are days, and no text runs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.documents.workspace import Paper
from tpaudit.errors import UsageError
from tpaudit.showing.export.columns import CellValue, ColumnType, DataTable
from tpaudit.showing.export.writers.printed import PAPERS, height
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


_TEXTS: Final = ("text", "word")
_TINT: Final = "#E8EFEB"
_LINE: Final = "#B8BFBB"


class SheetStyle(NamedTuple):
    """How a table is shown as a sheet."""

    name: str
    headings: Sequence[str]
    """What stands above each column."""
    look: "PrintedLook | None" = None
    """How it looks to people; null for programs."""


class PrintedLook(NamedTuple):
    """How a sheet looks that people read and print: all texts in lines, across, as wide as the paper."""

    widths: Sequence[int]
    """How many letters wide each column is."""
    formats: Mapping[int, str]
    """How the figures of columns are written, where their type does not say it."""
    paper: Paper


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
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self._head = self._book.add_format(head)
        self._looks = {
            "text": self._book.add_format({**head, "bg_color": _TINT, "align": "left", "indent": 1}),
            "figure": self._book.add_format({**head, "bg_color": _TINT, "align": "right"}),
        }
        self._formats = {
            kind: self._book.add_format({"num_format": code, "text_wrap": False, "valign": "top"})
            for kind, code in _FORMATS.items()
        }
        self._printed: dict[tuple[ColumnType, str], Any] = {}
        self._sheets: dict[str, tuple[Any, int]] = {}
        self._used: dict[str, int] = {}

    def start(self, table: DataTable) -> None:
        """Add the sheet of a table."""
        style = self._style(table)
        sheet = self._book.add_worksheet(style.name)
        self._sheets[table.name] = (sheet, len(table.columns))
        self._used[table.name] = 1
        sheet.freeze_panes(1, 0)
        if style.look is not None:
            self._start_printed(sheet, table, style, style.look)
            return
        for index, (column, heading) in enumerate(zip(table.columns, style.headings, strict=True)):
            width = max(_WIDTHS[column.type], min(len(heading) + 2, 24))
            sheet.set_column(index, index, width, self._formats[column.type])
            sheet.write_string(0, index, heading, self._head)

    def _start_printed(self, sheet: Any, table: DataTable, style: SheetStyle, look: PrintedLook) -> None:
        """Set a sheet up for people: its columns, its headings on each page, across and as wide as the paper."""
        sheet.set_row(0, height(style.headings, look.widths))
        for index, (column, heading) in enumerate(zip(table.columns, style.headings, strict=True)):
            sheet.set_column(index, index, look.widths[index], self._as_printed(column.type, look, index))
            sheet.write_string(0, index, heading, self._looks["text" if column.type in _TEXTS else "figure"])
        sheet.set_landscape()
        sheet.set_paper(PAPERS[look.paper])
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")

    def _as_printed(self, kind: ColumnType, look: PrintedLook, index: int) -> Any:
        """Return how the cells of a column look to people."""
        code = look.formats.get(index, _FORMATS[kind])
        if (kind, code) not in self._printed:
            about = {"text_wrap": True, "align": "left", "indent": 1} if kind in _TEXTS else {}
            lines = {"valign": "top", "bottom": 4, "bottom_color": _LINE}
            self._printed[kind, code] = self._book.add_format({"num_format": code, **lines, **about})
        return self._printed[kind, code]

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
        style, sheet = self._style(table), self._sheets[table.name][0]
        look = style.look
        formats = [
            self._formats[kind] if look is None else self._as_printed(kind, look, index)
            for index, kind in enumerate(kinds)
        ]
        for row, values in enumerate(rows, first):
            cells = [self._shown(value, kind) for value, kind in zip(values, kinds, strict=True)]
            if look is not None:
                sheet.set_row(row, height(cells, look.widths))
            for index, cell in enumerate(cells):
                if cell is not None:
                    self._cell(sheet, (row, index), cell, formats[index])

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
