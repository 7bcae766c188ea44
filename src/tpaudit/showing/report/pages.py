"""Finished pages: tables that can be read on a narrow screen, and contents that say on which page a part begins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tpaudit.documents.workspace import Paper

_TABLE: Final = re.compile(r"<table\b[^>]*>[^<]*(?:<(?!/table>)[^<]*)*</table>")
"""Up to the next end, as `.*?` would find it, which looks for it after every letter."""
_ROW: Final = re.compile(r"<tr\b[^>]*>[^<]*(?:<(?!/tr>)[^<]*)*</tr>")
_CELL: Final = re.compile(r"<(t[dh])\b([^>]*)>([^<]*(?:<(?!/\1>)[^<]*)*)</\1>")
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITY: Final = re.compile(r"&#?\w+;")
"""A letter that is escaped."""
_FIRST_EASTERN: Final = "\u2e80"
_WORD_ENDS: Final = re.compile(r"[\s/–—]+|(?<=-)")
_EASTERN_WORD_ENDS: Final = r"[\s/–—]+|(?<=-)|(?<=[\u2e80-\u9fff\uac00-\ud7af])"
"""Some letters are words by themselves; that takes long to compile."""
_CONTENTS: Final = r"(?s)<nav\b.*?</nav>"
_ENTRY: Final = r'(?s)(<a href="#([^"]+)">)(.*?)</a>'
_LONGEST: Final = 24
"""Letters of the longest word that is never cut."""
_LETTER: Final = 1.1
"""The width of a letter, by that of a zero."""
_MANY: Final = 86
"""Letters that stand side by side on a printed page; a table with more becomes cards there."""
_ANY_PAPER: Final = r"(@page[^{}]*\{[^{}]*?\bsize:\s*)(?:auto\b|(?=(?:landscape|portrait)\b))"
"""A page that leaves its paper to the printer; as the two above, few pages need it."""


def readable_cells(html: str) -> str:
    """Return a page whose tables can be read on a narrow screen; a table without a head stays as it is."""
    return _TABLE.sub(lambda found: _readable(found[0]), html)


def _readable(table: str) -> str:
    head, end, body = table.partition("</thead>")
    if not end or body.count("<table"):
        return table
    names = [_text(cell[3]) for cell in _CELL.finditer(head)]
    rows = [[cell[3] for cell in _CELL.finditer(row)] for row in _ROW.findall(body)]
    widths = list(_widths(names, rows))
    body = _ROW.sub(lambda row: _labelled(row[0], names), body)
    head = _wide(head, widths)
    if sum(widths) > _MANY:
        head = head.replace("<table", '<table data-many=""', 1)
    return f"{head}{end}{body}"


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield how many letters the longest word of each column has."""
    for place, name in enumerate(names):
        texts = [name, *(_text(cells[place]) for cells in rows if len(cells) > place)]
        yield min(_LONGEST, max(len(word) for text in texts for word in _words(text)))


def _words(escaped: str) -> list[str]:
    text = _ENTITY.sub("&", escaped)
    western = text.isascii() or max(text) < _FIRST_EASTERN
    return _WORD_ENDS.split(text) if western else re.split(_EASTERN_WORD_ENDS, text)


def _text(cell: str) -> str:
    """Return the text of a cell, escaped as it is there."""
    return _TAG.sub(" ", cell).strip()


def _labelled(row: str, names: Sequence[str]) -> str:
    """Return a row in which each cell but the first says its column."""
    labels = iter(names)

    def with_label(cell: re.Match[str]) -> str:
        place_name = next(labels, "")
        if cell.start() == first or not place_name:
            return cell[0]
        label = place_name.replace('"', "&quot;")
        return f'<{cell[1]}{cell[2]} data-label="{label}">{cell[3]}</{cell[1]}>'

    found = _CELL.search(row)
    first = found.start() if found else 0
    return _CELL.sub(with_label, row)


def _wide(head: str, widths: Sequence[int]) -> str:
    """Return a head whose cells are as wide as the longest words below them."""
    needed = iter(widths)

    def with_width(cell: re.Match[str]) -> str:
        letters = next(needed, 0)
        return f'<{cell[1]}{cell[2]} style="min-width:{letters * _LETTER:.0f}ch">{cell[3]}</{cell[1]}>'

    return _CELL.sub(with_width, head)


def with_page_numbers(html: str, pages: Mapping[str, int]) -> str:
    """Return a page whose contents say where each part begins when it is printed.

    `pages` are the numbers of printed pages by the ids of the parts, as a first printing has them; browsers do not fill
    them in by themselves.
    """

    def with_number(entry: re.Match[str]) -> str:
        number = pages.get(entry[2])
        page = f'<span class="page">{number}</span>' if number is not None else ""
        return f"{entry[1]}{entry[3]}{page}</a>"

    return re.sub(_CONTENTS, lambda found: re.sub(_ENTRY, with_number, found[0]), html, count=1)


def on_paper(html: str, paper: Paper) -> str:
    """Return a page that is printed on a paper, where it does not say on what; Chromium by itself takes Letter."""
    head, end, body = html.partition("</head>")
    named = re.sub(_ANY_PAPER, rf"\g<1>{paper} ", head)
    return headed(f"<style>@page{{size:{paper}}}</style>", named + end + body)


def headed(more: str, html: str) -> str:
    """Return a page with something at the beginning of its head, where all else wins over it."""
    head = re.search(r"<head\b[^>]*>", html)
    at = head.end() if head else 0
    return html[:at] + more + html[at:]
