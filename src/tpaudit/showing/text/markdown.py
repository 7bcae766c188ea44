"""Markdown: texts written so that neither it nor the HTML made of it takes them for anything else."""

import re
from typing import Final
from urllib.parse import quote

from tpaudit.showing.text.numbers import visible

_OPENS: Final = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|()(-(?=[\s-]|$)|\+(?=\s|$)|[=:]))")
"""What opens a list, a rule or a heading where it begins a line."""


def in_markdown(text: str) -> str:
    """Write a text so that Markdown and HTML leave it as it is, on one line."""
    line = visible(" ".join(text.split()))
    escaped = re.sub(r"([\\`*_\[\]<>#|!~&$])", r"\\\1", line)
    return _OPENS.sub(lambda one: f"{one[1] or ''}\\{one[2] or one[4]}", escaped)


def in_mermaid(text: str) -> str:
    """Write a text as a label of a journey diagram, in which `:`, `;` and `#` have a meaning of their own."""
    line = visible(" ".join(text.split()))
    return re.sub(r"[:;#%\"`<>{}\[\]|\\&]", " ", line).strip() or "-"


def in_link(link: str) -> str:
    """Write the target of a link so that nothing in it ends the link or the line."""
    return quote(visible(link), safe="!$&'()*+,-./:;=?@_~%#")
