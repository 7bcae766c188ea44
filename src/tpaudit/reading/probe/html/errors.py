"""Messages for a wrong entry, where they stand in the HTML of a field."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tpaudit.reading.probe.html.names import name_within, single_spaced, texts_of
from tpaudit.reading.probe.html.tree import Node, attributes

_ATTRIBUTE: Final = re.compile(r"data-(?:\w+-)*(?:error|msg|message|invalid)(?:-\w+)*")
"""Attributes from which scripts that check forms take their messages."""
_CLASS: Final = re.compile(r"error|invalid|fehler|warn", re.IGNORECASE)
_MOST_SIBLINGS: Final = 6
_LEAST: Final = 4
"""Characters of a message; less is a value of a setting, or an asterisk."""


def error_texts(node: Node, own: Mapping[str, str], nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """Return the messages of a field: what it points to, what its attributes hold, what stands beside it."""
    found = (single_spaced(text) for text in _found(node, own, nodes))
    return tuple(dict.fromkeys(text for text in found if len(text) >= _LEAST and " " in text))


def _found(node: Node, own: Mapping[str, str], nodes: Mapping[str, Node]) -> Iterator[str]:
    yield from texts_of(own.get("aria-errormessage", ""), nodes)
    yield from (value for name, value in own.items() if _ATTRIBUTE.fullmatch(name))
    beside = node.next
    for _ in range(_MOST_SIBLINGS):
        if beside is None or beside.tag in ("input", "select", "textarea"):
            return
        if beside.tag not in ("-text", "-comment") and _CLASS.search(attributes(beside).get("class", "")):
            yield name_within(beside, shown=False)
        beside = beside.next
