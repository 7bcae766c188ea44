"""A report's blocks as a plain page for print, where no browser can print the report itself."""

import base64
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

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
from tpaudit.showing.report.filters import in_css
from tpaudit.showing.text.numbers import visible

_STYLE: Final = """
@page { size: PAPER; margin: 19mm 15mm 17mm;
@top-left { content: "HEAD"; font: 8pt sans-serif; color: #555 }
@bottom-left { content: "FOOT"; font: 8pt sans-serif; color: #555 }
@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555 } }
@page:first { margin: 12mm 15mm; @top-left { content: none } @bottom-left { content: none } @bottom-right { content: none } }
body { font: 10pt sans-serif; line-height: 1.35; color: #1c2321 } p { margin: 1mm 0; orphans: 3; widows: 3 }
h1 { break-after: avoid; font-size: 15pt; border-top: 1mm solid COLOUR; padding-top: 2mm; margin: 7mm 0 2mm; line-height: 1.2 }
h2, h2 + p, .wide { break-after: avoid } h2 { font-size: 11.5pt; margin: 4mm 0 1mm } h1.apart { break-before: page }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm; font-size: 9pt } th, td { padding: .8mm 2mm .8mm 0;
border-bottom: .25pt solid #bbb; text-align: left; vertical-align: top } th { color: #444 } tr { break-inside: avoid }
thead { break-after: avoid } .number { text-align: right; white-space: pre } .text { white-space: pre-line }
ul { margin: 1mm 0; padding-left: 5mm } img { max-width: 11cm } .logo { height: 14mm; max-width: 6cm; margin-right: 8mm }
.title { font-size: 14pt; font-weight: bold } .soft { color: #555; font-size: 9pt } .score b { font-size: 26pt }
.decision { font-size: 9pt } .decision h1 { margin-top: 2mm } .columns td { border: 0; width: 33% } .columns .alarm { color: #952817 }
@page across { size: PAPER landscape; margin: 16mm 12mm 13mm } .across { page: across } .across h1 { margin-top: 0 }
.wide { display: block; width: 100%; max-width: none; max-height: 50mm } .across .wide { max-height: 135mm; margin-bottom: 2mm }
.across .wide + .wide { break-before: page }
nav { break-before: page } nav p a { color: inherit; text-decoration: none }
nav a::after { content: leader(" .") target-counter(attr(href), page) }
"""
_KINDS: Final = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"<svg": "image/svg+xml",
}


def as_page(report: WrittenReport) -> str:
    """Return a report as a page without scripts that fetches nothing: the first page, the contents and all that follows."""
    page = Element("html", lang=report.language)
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = _clean(f"{report.title} – {report.kind}")
    SubElement(head, "style").text = _style(report)
    body = SubElement(page, "body")
    first = SubElement(body, "section", {"class": "decision"})
    for logo in report.logos:
        SubElement(first, "img", {"class": "logo", "src": logo, "alt": ""})
    SubElement(first, "p", {"class": "title"}).text = _clean(report.title)
    SubElement(first, "p", {"class": "soft"}).text = _clean(" · ".join([report.kind, *report.about]))
    names = _names()
    _add_all(first, report.decision, names)
    if report.blocks:
        contents, rest = SubElement(body, "nav"), SubElement(body, "main")
        _add_all(rest, report.blocks, names)
        _contents(contents, report.contents, [*first.iter("h1"), *rest.iter("h1")])
    return "<!doctype html>" + tostring(page, encoding="unicode", method="html")


def _style(report: WrittenReport) -> str:
    texts = {"HEAD": in_css(report.head), "FOOT": in_css(report.foot)}
    style = _STYLE.replace("PAPER", report.paper).replace("COLOUR", report.colour)
    for name, text in texts.items():
        style = style.replace(f'"{name}"', f'"{text}"')
    return style


def _names() -> Iterator[str]:
    """Yield names to which the contents lead, one for each part."""
    number = 0
    while True:
        number += 1
        yield f"part-{number}"


def _contents(within: Element, title: str, parts: Sequence[Element]) -> None:
    SubElement(within, "h1").text = _clean(title)
    for part in parts:
        entry = SubElement(SubElement(within, "p"), "a", href=f"#{part.get('id')}")
        entry.text = part.text


def _add_all(body: Element, blocks: Sequence[WrittenBlock], names: Iterator[str]) -> None:
    """Add blocks; points of a list that follow one another are one list."""
    listed: Element | None = None
    whole = body
    for block in blocks:
        if isinstance(block, NewPage):
            body = SubElement(whole, "section", {"class": "across"}) if block.across else whole
            continue
        if isinstance(block, Paragraph) and block.style == "List Bullet":
            listed = SubElement(body, "ul") if listed is None else listed
            SubElement(listed, "li", {"class": "text"}).text = _clean(block.text)
            continue
        listed = None
        _add(body, block, names)


def _add(body: Element, block: WrittenBlock, names: Iterator[str]) -> None:
    match block:
        case DocumentHeading(level=1):
            about = {"id": next(names), "class": "apart" if block.apart else ""}
            SubElement(body, "h1", about).text = _clean(block.text)
        case DocumentHeading():
            SubElement(body, "h2").text = _clean(block.text)
        case Paragraph():
            name = "text soft" if block.style == "Caption" else "text"
            SubElement(body, "p", {"class": name}).text = _clean(block.text)
        case ScoreLine():
            _score(body, block)
        case Columns():
            _columns(body, block)
        case Grid():
            _table(body, block)
        case DocumentPhoto():
            kind = next((kind for start, kind in _KINDS.items() if block.data.startswith(start)), "image/png")
            address = f"data:{kind};base64,{base64.b64encode(block.data).decode()}"
            about = {"class": "wide" if block.wide else "", "src": address, "alt": _clean(block.caption)}
            SubElement(body, "img", about)


def _score(body: Element, line: ScoreLine) -> None:
    paragraph = SubElement(body, "p", {"class": "score"})
    figures = SubElement(paragraph, "b")
    figures.text, figures.tail = _clean(line.score), f" {_clean(line.about)}"
    if line.range:
        SubElement(body, "p").text = _clean(line.range)


def _columns(body: Element, columns: Columns) -> None:
    row = SubElement(SubElement(body, "table", {"class": "columns"}), "tr")
    for column in columns.columns:
        cell = SubElement(row, "td")
        name = {"class": "alarm"} if column.alarm else {}
        SubElement(SubElement(cell, "p", name), "b").text = _clean(column.heading)
        if column.lines:
            listed = SubElement(cell, "ul")
            for text in column.lines:
                SubElement(listed, "li").text = _clean(text)
        for text in column.after:
            SubElement(cell, "p").text = _clean(text)


def _table(body: Element, grid: Grid) -> None:
    table = SubElement(body, "table")
    _row(SubElement(table, "thead"), "th", grid.headings, grid.numbers)
    rows = SubElement(table, "tbody")
    for texts in grid.rows:
        row = _row(rows, "td", texts, grid.numbers)
        for index in grid.named:
            _bold_first_line(row[index])


def _row(within: Element, name: str, texts: Sequence[str], numbers: frozenset[int]) -> Element:
    row = SubElement(within, "tr")
    for index, text in enumerate(texts):
        SubElement(row, name, {"class": "number" if index in numbers else "text"}).text = _clean(text)
    return row


def _bold_first_line(cell: Element) -> None:
    first, newline, others = (cell.text or "").partition("\n")
    cell.text = None
    bold = SubElement(cell, "b")
    bold.text, bold.tail = first, newline + others


def _clean(text: str) -> str:
    return visible(text.encode("utf-8", "backslashreplace").decode(), breaks=True)
