"""Fields of a document: what Word computes by itself, such as the number of a page."""

from typing import Any


def add_page_numbers(paragraph: Any) -> None:
    """Write page x of y."""
    add_field(paragraph.add_run(), "PAGE", "1")
    paragraph.add_run(" / ")
    add_field(paragraph.add_run(), "NUMPAGES", "1")


def add_field(run: Any, code: str, shown: str) -> None:
    """Make a field of a run: what Word is to compute, and what is shown until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def mark(kind: str) -> None:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        if kind == "begin":
            element.set(qn("w:dirty"), "true")
        run._r.append(element)  # noqa: SLF001 - python-docx has no word for fields

    mark("begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run._r.append(instruction)  # noqa: SLF001 - the same
    mark("separate")
    for number, line in enumerate(shown.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    mark("end")
