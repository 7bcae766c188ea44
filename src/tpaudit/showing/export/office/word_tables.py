"""Tables for Word: how wide each column is, and the texts of cells."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tpaudit.showing.export.office.blocks import Grid
from tpaudit.showing.text.numbers import visible, width

_TEXT_WIDTH: Final = 18.0
"""How wide the text of a page is, in centimetres."""
_WIDEST: Final = 60
"""How many letters of its longest text widen a column."""
_LETTER: Final = 0.22
"""How wide a letter of a table is, in centimetres."""
_WORD: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")
"""What is not broken between two lines: a word, or a letter of Chinese."""
_LONGEST_WORD: Final = 24
"""Letters of a word that a column has room for; a longer one is broken."""
_MARGINS: Final = 0.7
"""How much of a cell has no text, in centimetres."""


def add_grid(document: Any, grid: Grid) -> None:
    """Add a table to a document: its headings on every page, its rows unbroken."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table, widths = document.add_table(rows=1, cols=len(grid.headings)), _widths(grid)
    table.autofit = False
    for column, centimetres in zip(table.columns, widths, strict=True):
        column.width = Cm(centimetres)
    if "Table Grid" in {found.name for found in document.styles}:
        table.style = "Table Grid"
    _cells(table.rows[0], grid.headings, widths)
    for run in [run for cell in table.rows[0].cells for run in cell.paragraphs[0].runs]:
        run.bold = True
    _property(table.rows[0], "w:tblHeader")
    for texts in grid.rows:
        row = table.add_row()
        _property(row, "w:cantSplit")
        _cells(row, texts, widths)
        for index in grid.numbers:
            row.cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _widths(grid: Grid) -> list[float]:
    """Return how wide the columns are, in centimetres.

    Each has room for its longest word, and what is left goes to those with long texts.
    """
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    needed = [
        max(map(width, [f"{heading} ", *(word[:_LONGEST_WORD] for word in _WORD.findall(" ".join(texts)))]))
        for heading, *texts in columns  # a heading is bold, and wider for it
    ]
    least = [_LETTER * letters + _MARGINS for letters in needed]
    wanted = [
        max(0, min(_WIDEST, max(map(width, texts))) - letters)
        for texts, letters in zip(columns, needed, strict=True)
    ]
    left, all_wanted = max(0.0, _TEXT_WIDTH - sum(least)), max(1, sum(wanted))
    spread = [base + left * more / all_wanted for base, more in zip(least, wanted, strict=True)]
    return [centimetres * min(1.0, _TEXT_WIDTH / sum(spread)) for centimetres in spread]


def _cells(row: Any, texts: Iterable[str], widths: Sequence[float]) -> None:
    from docx.shared import Cm

    for cell, text, centimetres in zip(row.cells, texts, widths, strict=True):
        cell.text, cell.width = word_text(text), Cm(centimetres)


def _property(row: Any, name: str) -> None:
    """Say that a row is repeated on every page, or is not broken between two."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def word_text(text: str) -> str:
    """Return a text as XML takes it."""
    return visible(text.encode("utf-8", "backslashreplace").decode(), breaks=True)
