"""Markdown: texts escaped for Markdown and for the HTML that is made of it."""

import re
from typing import Final
from urllib.parse import quote

from tpaudit.showing.text.numbers import visible

_BLOCK_START: Final = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|()(-(?=[\s-]|$)|\+(?=\s|$)|[=:]))")
"""What starts a list, a rule or a heading at the start of a line."""


def in_markdown(text: str) -> str:
    """Return a text on one line, escaped so that Markdown and HTML show it as it is."""
    line = visible(" ".join(text.split()))
    escaped = re.sub(r"([\\`*_\[\]<>#|!~&$])", r"\\\1", line)
    return _BLOCK_START.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[4]}", escaped)


def in_mermaid(text: str) -> str:
    """Return a text as a label of a Mermaid diagram, without the characters that mean something there."""
    line = visible(" ".join(text.split()))
    return re.sub(r"[:;#%\"`<>{}\[\]|\\&]", " ", line).strip() or "-"


def in_link(link: str) -> str:
    """Return the target of a link, escaped so that nothing in it ends the link or the line."""
    return quote(visible(link), safe="!$&'()*+,-./:;=?@_~%#")
