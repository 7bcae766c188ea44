"""Workbooks of Excel: their sheets as tables, read by python-calamine once they are known to be harmless."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from tpaudit.documents.scalars import as_text
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.sheets.archive import SheetMarks, sheet_marks
from tpaudit.reading.sheets.table import EMPTY, Cell, Table, refuse_size, refused


def workbook_tables(file: str, source: bytes) -> list[Table]:
    """Return the sheets of a workbook, hidden ones too; values of formulas as they were when it was saved.

    Raises UsageError where python-calamine is not installed, InputError for what is no workbook, is locked, or
    is larger than it has any reason to be.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        msg = Worded(
            "{file}: reading a workbook needs python-calamine; install it with: pip install 'tpaudit[sheets]'",
            file=file,
        )
        raise UsageError(msg) from error
    marks = sheet_marks(file, source)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (calamine.CalamineError, OSError) as error:
        message = "this is no workbook that can be read; save it again as .xlsx, without a password"
        raise refused(file, message) from error
    return [
        _table(file, name, sheet, marks.get(name, SheetMarks(frozenset(), frozenset())))
        for name, sheet in sheets
    ]


def _table(file: str, name: str, sheet: Any, marks: SheetMarks) -> Table:
    refuse_size(file, name, sheet.total_height, sheet.total_width)
    values = sheet.to_python(skip_empty_area=False)
    rows = [
        [_cell(value, (row, column), marks) for column, value in enumerate(line)]
        for row, line in enumerate(values)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _fill_down(rows, left, range(top, bottom + 1), across=left != right)
    return Table(file, name, rows)


def _fill_down(rows: Sequence[list[Cell]], column: int, merged: range, *, across: bool) -> None:
    """Repeat what cells merged down a column say; what is merged across columns is a heading and stays one."""
    if across or merged.start >= len(rows) or column >= len(rows[merged.start]):
        return
    for row in merged[1:]:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[merged.start][column]


def _cell(value: object, place: tuple[int, int], marks: SheetMarks) -> Cell:
    formula = place in marks.formulas
    if value == "" and not formula:
        return EMPTY
    if isinstance(value, bool):
        return Cell("yes" if value else "no", formula=formula)
    if isinstance(value, int | float):
        text = f"{as_text(round(value * 100, 10))}%" if place in marks.percentages else as_text(value)
        return Cell(text, formula=formula, number=True)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Cell(str(value), date=True, formula=formula)
    return Cell(str(value).strip(), formula=formula)
