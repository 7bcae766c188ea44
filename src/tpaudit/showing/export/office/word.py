"""Reports for Word, by python-docx: real headings, tables and a table of contents, in a template of one's own."""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.export.office.blocks import (
    DocumentHeading,
    DocumentPhoto,
    Grid,
    NewPage,
    Paragraph,
    WrittenBlock,
    WrittenReport,
)
from tpaudit.showing.export.office.fields import add_field, add_page_numbers
from tpaudit.showing.text.numbers import visible, width

MARK: Final = "{{ report }}"
"""The paragraph of a template in whose place the report is put."""
_LARGEST_TEMPLATE: Final = 200_000_000
"""How many bytes a template holds at most, unpacked."""
_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What the file says of its day, so that the same report gives the same bytes."""
_CHINESE: Final = "Microsoft YaHei"
_PHOTO_WIDTH: Final = 11
"""In centimetres."""
_HEADING: Final = 2.5
"""How much of a page is kept for the heading above a picture, in centimetres."""
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
_PAGE: Final = (21.0, 29.7)
"""Width and height of A4 in centimetres."""


def start_document(template: Path | None = None) -> Any:
    """Return a document to write a report into; raises UsageError without python-docx, or for a template of no use."""
    try:
        import docx
    except ImportError as error:
        msg = "a report for Word needs python-docx; install it with: pip install 'tpaudit[docx]'"
        raise UsageError(msg) from error
    document: Any = docx.Document() if template is None else _opened(template)
    _mark(document, template)
    return document


def as_docx(report: WrittenReport, document: Any, template: Path | None = None) -> bytes:
    """Return a report for Word, written into the document that was started by the template."""
    if template is None:
        _set_up(document, report)
        _cover(document, report)
    mark = _mark(document, template)
    _fill_in(document, report)
    _write(document, report, mark)
    _describe(document, report)
    made = io.BytesIO()
    document.save(made)
    return _undated(made.getvalue())


def _opened(template: Path) -> Any:
    """Return a template; raises UsageError for what is none."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(template) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size <= _LARGEST_TEMPLATE:
            return Document(os.fspath(template))
    except (OSError, zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        msg = Worded("{template}: it is no document of Word; expected a .docx", template=template)
        raise UsageError(msg) from error
    msg = Worded(
        "{template}: it is too large for a template; expected at most {value} MB",
        template=template,
        value=_LARGEST_TEMPLATE // 1000000,
    )
    raise UsageError(msg)


def _mark(document: Any, template: Path | None) -> Any:
    """Return the paragraph in whose place the report is put, None for a document of our own."""
    if template is None:
        return None
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == MARK:
            return paragraph._p  # noqa: SLF001 - python-docx moves nothing itself
    msg = Worded(
        "{template}: it has no paragraph {mark}; expected one where the report goes",
        template=template,
        mark=MARK,
    )
    raise UsageError(msg)


def _set_up(document: Any, report: WrittenReport) -> None:
    """Make the page A4 and set the fonts, where there is no template."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, _PAGE)
    section.left_margin = section.right_margin = Cm(1.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    document.styles["Table Grid"].font.size = Pt(9)
    if report.language.startswith("zh"):
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), _CHINESE)
    add_page_numbers(section.footer.paragraphs[0])


def _cover(document: Any, report: WrittenReport) -> None:
    document.add_paragraph(_clean(report.title), style="Title")
    document.add_paragraph(_clean(report.kind), style="Subtitle")
    for text in report.about:
        document.add_paragraph(_clean(text))


def _fill_in(document: Any, report: WrittenReport) -> None:
    """Put title, kind and the rest into the places that a template keeps for them."""
    names = {"{{ title }}": report.title, "{{ kind }}": report.kind, "{{ about }}": "\n".join(report.about)}
    for paragraph in _paragraphs(document):
        text = paragraph.text
        if any(name in text for name in names):
            for name, said in names.items():
                text = text.replace(name, _clean(said))
            first, *rest = paragraph.runs
            first.text = text
            for run in rest:
                run.text = ""


def _paragraphs(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of a template: of its text, its tables, its headers and footers."""
    parts = [document]
    for section in document.sections:
        parts += [section.header, section.footer, section.first_page_header, section.first_page_footer]
    for part in parts:
        yield from part.paragraphs
        for table in part.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def _write(document: Any, report: WrittenReport, mark: Any) -> None:
    """Add the table of contents and all blocks, in the place of the mark."""
    body = document.element.body
    before = set(body)
    headings = [block for block in report.blocks if isinstance(block, DocumentHeading)]
    _contents(document, report.contents, headings)
    for block in report.blocks:
        _block(document, block)
    if mark is not None:
        for element in [element for element in body if element not in before]:
            mark.addprevious(element)
        body.remove(mark)


def _block(document: Any, block: WrittenBlock) -> None:
    if isinstance(block, DocumentHeading):
        _paragraph(document, block.text, f"Heading {block.level}")
    elif isinstance(block, Paragraph):
        _paragraph(document, block.text, block.style)
    elif isinstance(block, Grid):
        _grid(document, block)
    elif isinstance(block, NewPage):
        _turn(document, across=block.across)
    else:
        _photo(document, block)


def _paragraph(document: Any, text: str, style: str) -> Any:
    """Add a paragraph; in a template without the style it is a plain one."""
    known = {found.name for found in document.styles}
    return document.add_paragraph(_clean(text), style=style if style in known else None)


def _grid(document: Any, grid: Grid) -> None:
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
        cell.text, cell.width = _clean(text), Cm(centimetres)


def _property(row: Any, name: str) -> None:
    """Say that a row is repeated on every page, or is not broken between two."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def _photo(document: Any, photo: DocumentPhoto) -> None:
    """Add a picture with its caption; a file that only says that it is a picture is left out."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Cm

    section = document.sections[-1]
    whole = section.page_width - section.left_margin - section.right_margin
    tallest = section.page_height - section.top_margin - section.bottom_margin - Cm(_HEADING)
    try:
        shape = document.add_picture(
            io.BytesIO(photo.data), width=whole if photo.wide else min(whole, Cm(_PHOTO_WIDTH))
        )
    except (UnrecognizedImageError, ValueError, KeyError, IndexError, ZeroDivisionError):
        return
    if shape.height > tallest:
        shape.width, shape.height = round(shape.width * tallest / shape.height), tallest
    shape._inline.docPr.set("descr", _clean(photo.caption))  # noqa: SLF001 - python-docx has no word for it
    if photo.caption and not photo.wide:
        _paragraph(document, photo.caption, "Caption")


def _turn(document: Any, *, across: bool) -> None:
    """Begin a page of its own, upright or across; headers, footers and margins stay."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)


def _contents(document: Any, title: str, headings: list[DocumentHeading]) -> None:
    """Add a table of contents that Word fills with pages, with the headings in it for programs that do not."""
    _paragraph(document, title, "TOC Heading")
    run = document.add_paragraph().add_run()
    add_field(run, 'TOC \\o "1-2" \\h \\z \\u', _clean("\n".join(heading.text for heading in headings)))
    document.add_page_break()


def _describe(document: Any, report: WrittenReport) -> None:
    """Say title and language in the file's properties."""
    properties, day = document.core_properties, _DAY.replace(tzinfo=None)
    properties.title, properties.language = _clean(report.title)[:255], report.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = day


def _clean(text: str) -> str:
    """Return a text as XML takes it."""
    return visible(text.encode("utf-8", "backslashreplace").decode(), breaks=True)


def _undated(data: bytes) -> bytes:
    """Return the same archive without the time of its making."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, old.read(entry))
    return made.getvalue()
