"""Markdown: texts escaped for Markdown and for the HTML that is made of it."""

import re
from typing import Final
from urllib.parse import quote

from tpaudit.showing.text.numbers import folded, visible

_BLOCK_START: Final = r"^(?:(\d+)([.)])(?=\s|$)|()(-(?=[\s-]|$)|\+(?=\s|$)|[=:]))"
"""What starts a list, a rule or a heading at the start of a line."""
_MENTION: Final = r"((?<!\w)@|\\#)(?=\w)"
"""What calls somebody, or names an issue, where Markdown is shown on a forge: `@name`, `#7`, `owner/name#7`."""
_LINKED: Final = r"(?i:(?:https?|ftp):(?=//)|\bwww(?=\.)|\bGH-(?=\d)|:(?=[a-z+-](?:[a-z0-9+-]|\\_)*:))"
"""What becomes a link or a picture there: an address, in which an escaped letter would stay as it is, `GH-7`, `:tada:`."""
_MAY_BE_LINKED: Final = (":", "w.", "W.", "h-", "H-")
"""Every link has one of these; most texts have none."""
_KEYWORD: Final = r"(?i:section|title|acc(?:title|descr)|journey)"
"""What starts a statement of a Mermaid journey, even as the start of a longer word."""


def in_markdown(text: str) -> str:
    """Return a text on one line, escaped so that Markdown and HTML show it as it is; nobody is called, nothing linked."""
    line = visible(folded(text))
    escaped = re.sub(r"([\\`*_\[\]<>#|!~&$])", r"\\\1", line)
    plain = re.sub(_BLOCK_START, lambda match: f"{match[1] or ''}\\{match[2] or match[4]}", escaped)
    uncalled = re.sub(_MENTION, r"\1<!-- -->", plain) if "@" in plain or "#" in plain else plain
    may_be_linked = any(part in uncalled for part in _MAY_BE_LINKED)
    return re.sub(_LINKED, r"\g<0><!-- -->", uncalled) if may_be_linked else uncalled


def in_mermaid(text: str) -> str:
    """Return a text as a label of a Mermaid diagram, without the characters that mean something there."""
    line = visible(" ".join(text.split()))
    label = re.sub(r"[:;#%\"`<>{}\[\]|\\&]", " ", line).strip() or "-"
    uncalled = re.sub(_MENTION, r"\1 ", label)
    return f"· {uncalled}" if re.match(_KEYWORD, uncalled) else uncalled


def in_link(link: str) -> str:
    """Return the target of a link, escaped so that nothing in it ends the link or the line."""
    return quote(visible(link), safe="!$&'()*+,-./:;=?@_~%#")
