"""A sheet as a table: its cells as text, and where each one stands."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError, Problem

MOST_CELLS: Final = 1_000_000
"""How many cells a sheet may span, empty ones between others included."""
LETTERS: Final = 26
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z", re.ASCII)


class Cell(NamedTuple):
    """One cell: what it says, and what about it may mislead."""

    text: str
    date: bool = False
    """It holds a day or a time of the clock; spreadsheets also make one of `1-5`."""
    formula: bool = False
    """Its text is what a formula came to when the file was saved."""
    number: bool = False
    """It holds a number, written here with a point whatever sign its readers see."""


EMPTY: Final = Cell("")


class Table(NamedTuple):
    """The cells of a sheet, row by row, from its first row and column on."""

    file: str
    sheet: str
    """The name of the sheet; empty for a file that is one."""
    rows: Sequence[Sequence[Cell]]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, counted from 0; beyond the last one it is empty."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else EMPTY

    def problem(self, row: int, column: int, message: str, *, warning: bool = False) -> Problem:
        """Return a message about a cell, counted from 0."""
        address = f"{self.sheet}!{reference(row, column)}" if self.sheet else reference(row, column)
        return Problem(
            file=self.file, line=row + 1, column=column + 1, address=address, message=message, warning=warning
        )

    def filled(self) -> Iterator[int]:
        """Yield the rows that say anything."""
        for row, cells in enumerate(self.rows):
            if any(cell.text for cell in cells):
                yield row


def reference(row: int, column: int) -> str:
    """Return how spreadsheets name a cell: A1 for the first one, counted from 0."""
    letters = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_of(text: str) -> tuple[int, int] | None:
    """Return row and column, counted from 0, of a cell as spreadsheets name it; None for another text."""
    match = _REFERENCE.match(text)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def refuse_size(file: str, sheet: str, rows: int, columns: int) -> None:
    """Raise InputError for a sheet that spans more than MOST_CELLS cells."""
    if rows * columns > MOST_CELLS:
        message = Worded(
            "the sheet spans {rows} rows and {columns} columns; expected at most {most} cells: delete what stands far outside",
            rows=rows,
            columns=columns,
            most=MOST_CELLS,
        )
        raise refused(file, message, address=sheet)


def refused(file: str, message: str, *, line: int = 1, address: str = "") -> InputError:
    """Return the error of a file that holds no table."""
    problem = Problem(file=file, line=line, column=1, address=address, message=message)
    return InputError([problem])
