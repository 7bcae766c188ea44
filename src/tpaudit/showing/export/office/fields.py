"""Fields of a document: what Word computes by itself, such as the number of a page."""

from collections.abc import Sequence
from typing import Any, Final

_PART: Final = "_Toc_part_"
"""What the names of bookmarks begin with to which the contents lead; Word takes those of its own for hidden."""
_FIRST: Final = 900_000
"""The number of the first bookmark, which a template has hardly given to one of its own."""


def add_page_numbers(paragraph: Any) -> None:
    """Write page x of y."""
    add_field(paragraph.add_run(), "PAGE", "1")
    paragraph.add_run(" / ")
    add_field(paragraph.add_run(), "NUMPAGES", "1")


def add_field(run: Any, code: str, shown: str) -> None:
    """Make a field of a run: what Word is to compute, and what is shown until it does."""
    _begin(run, code)
    for number, line in enumerate(shown.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    _mark(run, "end")


def add_bookmark(document: Any, heading: Any) -> None:
    """Mark the heading of a part, so that the contents find its page: the first part is number 1."""
    number = len(document.element.body.xpath(f".//w:bookmarkStart[starts-with(@w:name, '{_PART}')]")) + 1
    start = _element("w:bookmarkStart", id=str(_FIRST + number), name=_name_of(number))
    heading._p.insert(1, start)  # noqa: SLF001 - python-docx has no word for bookmarks
    heading._p.append(_element("w:bookmarkEnd", id=str(_FIRST + number)))  # noqa: SLF001 - the same


def add_contents(document: Any, parts: Sequence[str]) -> None:
    """Add a table of contents: a field that Word fills with pages, and until then a link to each part."""
    for number, part in enumerate(parts, start=1):
        paragraph = document.add_paragraph()
        if number == 1:
            _begin(paragraph.add_run(), 'TOC \\o "1-1" \\h \\z \\u')
        link, text = _element("w:hyperlink", anchor=_name_of(number), history="1"), paragraph.add_run(part)
        link.append(text._r)  # noqa: SLF001 - the same
        paragraph._p.append(link)  # noqa: SLF001 - the same
        if number == len(parts):
            _mark(paragraph.add_run(), "end")


def _name_of(number: int) -> str:
    return f"{_PART}{number}"


def _begin(run: Any, code: str) -> None:
    """Begin a field that Word is to compute."""
    _mark(run, "begin")
    instruction = _element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    run._r.append(instruction)  # noqa: SLF001 - python-docx has no word for fields
    _mark(run, "separate")


def _mark(run: Any, kind: str) -> None:
    dirty = {"dirty": "true"} if kind == "begin" else {}
    run._r.append(_element("w:fldChar", fldCharType=kind, **dirty))  # noqa: SLF001 - the same


def _element(tag: str, **values: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
