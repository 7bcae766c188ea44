"""Tables in text: CSV in any of its dialects, and the Markdown tables in which XLSForms are exchanged."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.sheets.table import Cell, Table, refuse_size, refused

_DELIMITERS: Final = ";,\t"
_BOMS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_GUARD: Final = re.compile(r"^[ \t]*'(?=[=+\-@＝＋－＠])", re.MULTILINE)
"""The apostrophe before what would begin a formula, at the start of a text or of one of its lines."""
_LONGEST_CELL: Final = 131_072
_LOOKED_AT: Final = 65_536
_FIRST_LINES: Final = 50
"""How many letters and lines are looked at to tell what stands between cells."""
FORM_SHEETS: Final = frozenset(
    {"survey", "choices", "settings", "external_choices", "entities", "osm", "cascades"}
)
"""The names of an XLSForm's sheets, which stand alone in the first column of its CSV and Markdown."""


def text_tables(file: str, source: bytes, encoding: str | None) -> list[Table]:
    """Return the tables of a CSV or Markdown file: one, or those of an XLSForm by their names.

    Raises InputError if it is no text in its encoding (default UTF-8, or what a byte-order mark says), UsageError
    for an encoding that there is not.
    """
    text = _decoded(file, source, encoding)
    rows = list(_markdown_rows(text) if Path(file).suffix.lower() == ".md" else _csv_rows(file, text))
    refuse_size(file, "", len(rows), max(map(len, rows), default=0))
    return _by_sheet(file, rows)


def csv_table(file: str, source: bytes, encoding: str | None) -> Table:
    """Return the table of a CSV file whatever stands in it; raises as `text_tables` does."""
    rows = list(_csv_rows(file, _decoded(file, source, encoding)))
    refuse_size(file, "", len(rows), max(map(len, rows), default=0))
    return Table(file, "", rows)


def _decoded(file: str, source: bytes, encoding: str | None) -> str:
    marked = next((name for bom, name in _BOMS.items() if source.startswith(bom)), None)
    name = encoding or marked or "utf-8"
    try:
        text = source.decode(name)
    except UnicodeError as error:
        line = source[: getattr(error, "start", 0)].count(b"\n") + 1
        message = Worded(
            "the text is not {name}; name what it is, such as --encoding cp1251", name=name.upper()
        )
        raise refused(file, message, line=line) from error
    except (LookupError, ValueError) as error:  # a codec of bytes, or a name that no codec can have
        msg = Worded(
            "there is no encoding `{name}`; expected one such as utf-8, cp1251 or gb18030", name=name
        )
        raise UsageError(msg) from error
    return text.removeprefix("\ufeff")


def _csv_rows(file: str, text: str) -> Iterator[list[Cell]]:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "there is a NUL in it, so it is no CSV; is it UTF-16? name its encoding with --encoding"
        raise refused(file, message, line=line)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            yield [_cell(text) for text in row]
    except csv.Error as error:
        message = Worded(
            "the row is no CSV ({error}); expected quotes that are closed, and doubled within", error=error
        )
        raise refused(file, message, line=reader.line_num) from error


def _delimiter(text: str) -> str:
    """Return the sign with which most of the first rows have as many cells as the headings, and most cells.

    A heading may hold more commas than there are columns; the rows below it then have another number of them.
    """
    lines = text[:_LOOKED_AT].splitlines(keepends=True)[:_FIRST_LINES]

    def fitting(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] == 1:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(_DELIMITERS, key=fitting)


def _cell(text: str) -> Cell:
    said = text.strip()
    return Cell(_GUARD.sub("", said), formula=said.startswith("="))


def _markdown_rows(text: str) -> Iterator[list[Cell]]:
    for line in text.splitlines():
        cells = line.strip().strip("|").split("|")
        ruled = all(set(cell.strip()) <= {"-", ":"} and cell.strip() for cell in cells)
        yield [] if ruled or not line.strip() else [_cell(cell) for cell in cells]


def _by_sheet(file: str, rows: list[list[Cell]]) -> list[Table]:
    """Return the tables of an XLSForm where sheets are named in the first column, else the one table.

    Rows keep their numbers: before those of a sheet stand empty ones.
    """
    starts = [row for row, cells in enumerate(rows) if cells and cells[0].text.casefold() in FORM_SHEETS]
    if not starts or any(cells and cells[0].text for row, cells in enumerate(rows) if row not in starts):
        return [Table(file, "", rows)]
    ends = [*starts[1:], len(rows)]
    before: list[list[Cell]] = [[]]
    return [
        Table(file, rows[start][0].text, before * (start + 1) + rows[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    ]
