"""Reports for Word, by python-docx: real headings, tables and a table of contents, in a template of one's own."""

import base64
import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeGuard

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.export.office.blocks import (
    Columns,
    DocumentHeading,
    DocumentPhoto,
    Grid,
    NewPage,
    Paragraph,
    ScoreLine,
    WrittenBlock,
    WrittenReport,
)
from tpaudit.showing.export.office.fields import add_bookmark, add_contents
from tpaudit.showing.export.office.word_look import set_up
from tpaudit.showing.export.office.word_tables import add_columns, add_grid, add_score, word_text

MARK: Final = "{{ report }}"
"""The paragraph of a template in whose place the report is put."""
_LARGEST_TEMPLATE: Final = 200_000_000
"""How many bytes a template holds at most, unpacked."""
_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What the file says of its day, so that the same report gives the same bytes."""
_PHOTO_WIDTH: Final = 11
"""In centimetres."""
_HEADING: Final = 3.4
"""How much of a page is kept for the heading above a picture and what stands below it, in centimetres."""
_LOGO: Final = (6.0, 1.6)
"""The width and height that a logo has at most, in centimetres."""


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
        set_up(document, report)
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


def _cover(document: Any, report: WrittenReport) -> None:
    _logos(document, report.logos)
    document.add_paragraph(word_text(report.title), style="Title")
    document.add_paragraph(word_text(" · ".join([report.kind, *report.about])), style="Subtitle")


def _logos(document: Any, logos: Sequence[str]) -> None:
    """Put logos side by side, as large as one another; one that Word does not show is left out."""
    from docx.shared import Cm

    if not logos:
        return
    run = document.add_paragraph().add_run()
    for logo in logos:
        data = base64.b64decode(logo.partition(",")[2])
        try:
            shape = run.add_picture(io.BytesIO(data), height=Cm(_LOGO[1]))
        except _no_picture():
            continue
        if shape.width > Cm(_LOGO[0]):
            shape.width, shape.height = Cm(_LOGO[0]), round(shape.height * Cm(_LOGO[0]) / shape.width)
        run.add_text("    ")


def _fill_in(document: Any, report: WrittenReport) -> None:
    """Put title, kind and the rest into the places that a template keeps for them."""
    names = {"{{ title }}": report.title, "{{ kind }}": report.kind, "{{ about }}": "\n".join(report.about)}
    for paragraph in _paragraphs(document):
        text = paragraph.text
        if any(name in text for name in names):
            for name, said in names.items():
                text = text.replace(name, word_text(said))
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
    """Add the first page, the table of contents and all other blocks, in the place of the mark."""
    body = document.element.body
    before = set(body)
    _write_blocks(document, report.decision)
    if report.blocks:
        _write_rest(document, report)
    if mark is not None:
        for element in [element for element in body if element not in before]:
            mark.addprevious(element)
        body.remove(mark)


def _write_rest(document: Any, report: WrittenReport) -> None:
    """Add the contents and what explains the first page; a report of one page has neither."""
    parts = [block.text for block in (*report.decision, *report.blocks) if _is_part(block)]
    _contents(document, report.contents, parts)
    _write_blocks(document, report.blocks)


def _write_blocks(document: Any, blocks: Sequence[WrittenBlock]) -> None:
    """Add blocks; what introduces a table, and a picture with its caption, stay on one page."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        _block(document, block)
        if isinstance(block, DocumentPhoto) or (isinstance(block, Paragraph) and isinstance(after, Grid)):
            document.paragraphs[-1].paragraph_format.keep_with_next = isinstance(after, Paragraph | Grid)


def _block(document: Any, block: WrittenBlock) -> None:
    if isinstance(block, DocumentHeading):
        heading = _paragraph(document, block.text, f"Heading {block.level}")
        if block.level == 1:
            add_bookmark(document, heading)
        heading.paragraph_format.page_break_before = block.apart or None
    elif isinstance(block, Paragraph):
        _paragraph(document, block.text, block.style)
    elif isinstance(block, Grid):
        add_grid(document, block)
    elif isinstance(block, ScoreLine):
        add_score(document, block)
    elif isinstance(block, Columns):
        add_columns(document, block)
    elif isinstance(block, NewPage):
        _turn(document, across=block.across)
    else:
        _photo(document, block)


def _is_part(block: WrittenBlock) -> TypeGuard[DocumentHeading]:
    return isinstance(block, DocumentHeading) and block.level == 1


def _paragraph(document: Any, text: str, style: str) -> Any:
    """Add a paragraph; in a template without the style it is a plain one."""
    known = {found.name for found in document.styles}
    return document.add_paragraph(word_text(text), style=style if style in known else None)


def _photo(document: Any, photo: DocumentPhoto) -> None:
    """Add a picture with its caption; a file that only says that it is a picture is left out."""
    from docx.shared import Cm

    section = document.sections[-1]
    whole = section.page_width - section.left_margin - section.right_margin
    tallest = section.page_height - section.top_margin - section.bottom_margin - Cm(_HEADING)
    if photo.tallest is not None:
        tallest = min(tallest, Cm(photo.tallest))
    try:
        shape = document.add_picture(
            io.BytesIO(photo.data), width=whole if photo.wide else min(whole, Cm(_PHOTO_WIDTH))
        )
    except _no_picture():
        return
    if shape.height > tallest:
        shape.width, shape.height = round(shape.width * tallest / shape.height), tallest
    shape._inline.docPr.set("descr", word_text(photo.caption))  # noqa: SLF001 - python-docx has no word for it
    if photo.caption and not photo.wide:
        _paragraph(document, photo.caption, "Caption")


def _turn(document: Any, *, across: bool) -> None:
    """Begin a page of its own, upright or across; headers, footers and margins stay."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)


def _contents(document: Any, title: str, parts: Sequence[str]) -> None:
    """Begin a page with a table of contents that Word fills with pages; for other programs the parts stand in it."""
    _paragraph(document, title, "TOC Heading").paragraph_format.page_break_before = True
    add_contents(document, list(map(word_text, parts)))


def _describe(document: Any, report: WrittenReport) -> None:
    """Say title and language in the file's properties."""
    properties, day = document.core_properties, _DAY.replace(tzinfo=None)
    properties.title, properties.language = word_text(report.title)[:255], report.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = day


def _undated(data: bytes) -> bytes:
    """Return the same archive without the time of its making."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, old.read(entry))
    return made.getvalue()


def _no_picture() -> tuple[type[Exception], ...]:
    """Return what python-docx raises for a picture that is none, or is broken."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )

    ours = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
    return (*ours, ValueError, KeyError, IndexError, ZeroDivisionError)
