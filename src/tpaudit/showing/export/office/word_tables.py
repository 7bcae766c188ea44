"""Tables for Word: how wide each column is, and the texts of cells."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tpaudit.showing.export.office.blocks import Columns, Grid, ScoreLine
from tpaudit.showing.report.pictures.letters import text_width
from tpaudit.showing.text.numbers import visible

_TEXT_WIDTH: Final = 18.0
"""How wide the text of a page is, in centimetres."""
_WIDEST: Final = 12.0
"""How wide a column may become for its longest text, in centimetres."""
TABLE_SIZE: Final = 9
"""The size of a table's letters, in points."""
_FIGURES: Final = 24
"""The size of the score, in points."""
_SMALL: Final = 8.5
"""The size of what stands side by side, in points."""
_BELOW: Final = 6
"""The space below a table, in points."""
_ALARM: Final = "952817"
_CENTIMETRE: Final = 28.35
"""How many points are a centimetre."""
_WORD: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+")
"""What is not broken between two lines: a word, or a letter of Chinese."""
_SHORT: Final = 3.0
"""The width of a line that is not broken, in centimetres."""
_BOLD: Final = 1.13
"""How much wider a bold letter is."""
_LONGEST_WORD: Final = 24
"""Letters of a word that a column has room for; a longer one is broken."""
_MARGINS: Final = 0.45
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
    for index in grid.numbers:
        table.rows[0].cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _property(table.rows[0], "w:tblHeader")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for texts in grid.rows:
        row = table.add_row()
        _property(row, "w:cantSplit")
        _cells(row, texts, widths)
        for index in grid.named:
            _bold_first_line(row.cells[index].paragraphs[0])
        for index in grid.numbers:
            row.cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _space_below(document)


def add_score(document: Any, line: ScoreLine) -> None:
    """Add the score in large figures, what is said of it beside them, and what may change it."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    figures = paragraph.add_run(word_text(line.score))
    figures.bold, figures.font.size = True, Pt(_FIGURES)
    paragraph.add_run(word_text(f"  {line.about}"))
    if line.range:
        document.add_paragraph(word_text(line.range))


def add_columns(document: Any, columns: Columns) -> None:
    """Add lists side by side, in a table without lines."""
    from docx.shared import Cm, Pt, RGBColor

    table = document.add_table(rows=1, cols=len(columns.columns))
    known = {found.name for found in document.styles}
    for cell, column in zip(table.rows[0].cells, columns.columns, strict=True):
        cell.width = Cm(_TEXT_WIDTH / len(columns.columns))
        head = cell.paragraphs[0].add_run(word_text(column.heading))
        head.bold = True
        if column.alarm:
            head.font.color.rgb = RGBColor.from_string(_ALARM)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        listed = "List Bullet" if "List Bullet" in known else None
        for texts, style in ((column.lines, listed), (column.after, None)):
            for text in texts:
                cell.add_paragraph(style=style).add_run(word_text(text))
        for run in [run for paragraph in cell.paragraphs for run in paragraph.runs]:
            run.font.size = Pt(_SMALL)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(1)
    _space_below(document)


def _space_below(document: Any) -> None:
    """Add what parts a table from the next one, which Word would join to it: as little as that takes."""
    from docx.shared import Pt

    shape = document.add_paragraph().paragraph_format
    shape.line_spacing, shape.space_after = Pt(_BELOW), Pt(0)


def _widths(grid: Grid) -> list[float]:
    """Return how wide the columns are, in centimetres.

    Each has room for its longest word, for short texts as a whole where that is possible, and what is left goes to those
    with long texts.
    """
    texts = list(zip(*grid.rows, strict=True)) or [()] * len(grid.headings)
    columns = [_Column(*column) for column in zip(grid.headings, texts, strict=True)]
    least = [column.short for column in columns]
    if sum(least) > _TEXT_WIDTH:
        least = [column.word for column in columns]
    wanted = [
        max(0.0, min(_WIDEST, column.longest) - narrowest)
        for column, narrowest in zip(columns, least, strict=True)
    ]
    left, all_wanted = max(0.0, _TEXT_WIDTH - sum(least)), max(0.1, sum(wanted))
    spread = [base + left * more / all_wanted for base, more in zip(least, wanted, strict=True)]
    return [centimetres * min(1.0, _TEXT_WIDTH / sum(spread)) for centimetres in spread]


class _Column:
    """How wide a column has to be, in centimetres."""

    def __init__(self, heading: str, texts: Sequence[str]) -> None:
        lines = [_across(line) for text in texts for line in text.split("\n")]
        head = max(map(_across, heading.split()), default=0.0) * _BOLD
        words = {word[:_LONGEST_WORD] for text in texts for word in _WORD.findall(text)}
        self.word = max([head, *map(_across, words)]) + _MARGINS
        """For its longest word; a heading is not broken within Chinese either."""
        self.short = max([self.word - _MARGINS, *(line for line in lines if line <= _SHORT)]) + _MARGINS
        """For its short lines as well."""
        self.longest = (max(lines, default=0.0) or _across(heading) * _BOLD) + _MARGINS


def _across(text: str) -> float:
    return text_width(text, TABLE_SIZE) / _CENTIMETRE


def _cells(row: Any, texts: Iterable[str], widths: Sequence[float]) -> None:
    from docx.shared import Cm

    for cell, text, centimetres in zip(row.cells, texts, widths, strict=True):
        cell.text, cell.width = word_text(text), Cm(centimetres)


def _bold_first_line(paragraph: Any) -> None:
    first, _, others = paragraph.text.partition("\n")
    paragraph.text = ""
    paragraph.add_run(first).bold = True
    if others:
        paragraph.add_run(f"\n{others}")


def _property(row: Any, name: str) -> None:
    """Say that a row is repeated on every page, or is not broken between two."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def word_text(text: str) -> str:
    """Return a text as XML takes it."""
    return visible(text.encode("utf-8", "backslashreplace").decode(), breaks=True)
