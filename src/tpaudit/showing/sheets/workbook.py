"""Sheets as a workbook of Excel, written by xlsxwriter: cells are texts or numbers, and nothing in it runs."""

import io
from datetime import UTC, datetime
from typing import Final

from tpaudit.errors import UsageError
from tpaudit.showing.sheets.grid import Sheets

_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What the workbook says of its day, so that the same sheets give the same bytes."""
_WIDEST: Final = 60
_LONGEST_NAME: Final = 31
"""How long the name of a sheet may be in Excel."""


def workbook(sheets: Sheets) -> bytes:
    """Return a workbook with these sheets; raises UsageError where xlsxwriter is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        msg = "writing a workbook needs xlsxwriter; install it with: pip install 'tpaudit[sheets]'"
        raise UsageError(msg) from error
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _CREATED.replace(tzinfo=None)})
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
                    msg = f"a cell of {len(said)} characters is more than a workbook takes; write a CSV"
                    raise UsageError(msg)
        for column in range(len(rows[0]) if rows else 0):
            longest = max(len(line) for row in rows for line in (_text(row[column]) or " ").splitlines())
            sheet.set_column(column, column, min(longest + 2, _WIDEST))
        sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()


def _text(cell: object) -> str:
    """Return a cell as text; empty for None."""
    return "" if cell is None else "yes" if cell is True else "no" if cell is False else str(cell)
