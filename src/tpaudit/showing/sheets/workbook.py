"""Workbooks of Excel, written by xlsxwriter: cells are texts or numbers, and nothing in them runs."""

import io
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.sheets.grid import Sheets

_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What the workbook says of its day, so that the same sheets give the same bytes."""
_WIDEST: Final = 60
_LONGEST_NAME: Final = 31
"""How long the name of a sheet may be in Excel."""


def new_workbook(stream: BinaryIO, *, rows_at_once: bool = False) -> Any:
    """Return an empty workbook that is written to a stream when it is closed, and in which no text runs.

    With `rows_at_once` its rows come in order, and are kept on the disk until then. Raises UsageError where
    xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        msg = "writing a workbook needs xlsxwriter; install it with: pip install 'tpaudit[sheets]'"
        raise UsageError(msg) from error
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": not rows_at_once,
            "constant_memory": rows_at_once,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _CREATED.replace(tzinfo=None)})
    return book


def workbook(sheets: Sheets, *, rows_at_once: bool = False) -> bytes:
    """Return a workbook with these sheets; raises UsageError where xlsxwriter is not installed.

    With `rows_at_once` very many rows need little memory.
    """
    made = io.BytesIO()
    book = new_workbook(made, rows_at_once=rows_at_once)
    head = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for number, (name, rows) in enumerate(sheets.items(), 1):
        sheet = book.add_worksheet(
            name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 5]}~{number}"
        )
        widths: list[int] = []
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                _write(sheet, (row, column), cell, head if row == 0 else text)
            found = [max(map(len, (_text(cell) or " ").splitlines())) for cell in cells]
            widths = list(map(max, found, widths)) if widths else found
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, min(wide + 2, _WIDEST))
        sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: object, form: Any) -> None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*place, cell)
        return
    said = _text(cell)
    if said and sheet.write_string(*place, said, form):
        raise too_long(said)


def too_long(said: str) -> UsageError:
    """Return the error of a text that a cell does not take."""
    return UsageError(
        Worded(
            "a cell of {count} characters is more than a workbook takes; expected a shorter text, or a CSV",
            count=len(said),
        )
    )


def _text(cell: object) -> str:
    """Return a cell as text; empty for None."""
    return "" if cell is None else "yes" if cell is True else "no" if cell is False else str(cell)
