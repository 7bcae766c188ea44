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


def workbook(sheets: Sheets) -> bytes:
    """Return a workbook with these sheets; raises UsageError where xlsxwriter is not installed."""
    made = io.BytesIO()
    book = new_workbook(made)
    head = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for number, (name, rows) in enumerate(sheets.items(), 1):
        sheet = book.add_worksheet(
            name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 5]}~{number}"
        )
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(row, column, cell)
                    continue
                said = _text(cell)
                if said and sheet.write_string(row, column, said, head if row == 0 else text):
                    raise too_long(said)
        for column in range(len(rows[0]) if rows else 0):
            longest = max(len(line) for row in rows for line in (_text(row[column]) or " ").splitlines())
            sheet.set_column(column, column, min(longest + 2, _WIDEST))
        sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()


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
