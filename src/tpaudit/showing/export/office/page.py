"""A report's blocks as a plain page for print, where no browser can print the report itself."""

import base64
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from tpaudit.showing.export.office.blocks import (
    DocumentHeading,
    DocumentPhoto,
    Grid,
    Paragraph,
    WrittenBlock,
    WrittenReport,
)
from tpaudit.showing.text.numbers import visible

_STYLE: Final = """
@page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt } }
body { font: 10pt sans-serif; line-height: 1.35 } h1 { break-after: avoid; font-size: 16pt } h2 { break-after: avoid;
font-size: 12pt } table { border-collapse: collapse; width: 100%; margin: 4mm 0 } th, td { border: .4pt solid #777;
padding: 1mm 1.5mm; text-align: left; vertical-align: top } tr { break-inside: avoid } .number { text-align: right;
white-space: nowrap } .title { font-size: 24pt; margin-top: 40mm } .verdict { font-size: 13pt; font-weight: bold } img {
max-width: 11cm } .logo { height: 16mm; max-width: 6cm; margin-right: 8mm } .text { white-space: pre-line }
"""
_CLASSES: Final = {"Intense Quote": "text verdict", "Title": "title"}
_KINDS: Final = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def as_page(report: WrittenReport) -> str:
    """Return a report as a page without scripts that fetches nothing."""
    page = Element("html", lang=report.language)
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = _clean(f"{report.title} – {report.kind}")
    SubElement(head, "style").text = _STYLE
    body = SubElement(page, "body")
    for logo in report.logos:
        SubElement(body, "img", {"class": "logo", "src": logo, "alt": ""})
    for text, name in (
        (report.title, "title"),
        (report.kind, "text"),
        *((text, "text") for text in report.about),
    ):
        SubElement(body, "p", {"class": name}).text = _clean(text)
    for block in report.blocks:
        _add(body, block)
    return "<!doctype html>" + tostring(page, encoding="unicode", method="html")


def _add(body: Element, block: WrittenBlock) -> None:
    if isinstance(block, DocumentHeading):
        SubElement(body, f"h{block.level}").text = _clean(block.text)
    elif isinstance(block, Paragraph):
        name = "li" if block.style == "List Bullet" else "p"
        SubElement(body, name, {"class": _CLASSES.get(block.style, "text")}).text = _clean(block.text)
    elif isinstance(block, Grid):
        _table(body, block)
    elif isinstance(block, DocumentPhoto):
        kind = next((kind for start, kind in _KINDS.items() if block.data.startswith(start)), "image/png")
        address = f"data:{kind};base64,{base64.b64encode(block.data).decode()}"
        SubElement(body, "img", src=address, alt=_clean(block.caption))


def _table(body: Element, grid: Grid) -> None:
    table = SubElement(body, "table")
    _row(SubElement(table, "thead"), "th", grid.headings, grid.numbers)
    rows = SubElement(table, "tbody")
    for texts in grid.rows:
        _row(rows, "td", texts, grid.numbers)


def _row(within: Element, name: str, texts: Sequence[str], numbers: frozenset[int]) -> None:
    row = SubElement(within, "tr")
    for index, text in enumerate(texts):
        SubElement(row, name, {"class": "number" if index in numbers else "text"}).text = _clean(text)


def _clean(text: str) -> str:
    return visible(text.encode("utf-8", "backslashreplace").decode(), breaks=True)
