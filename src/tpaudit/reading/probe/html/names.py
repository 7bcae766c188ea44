"""Names of elements: the texts by which links and fields are called, as the accessible name is computed."""

from collections.abc import Iterator, Mapping
from typing import Final

from tpaudit.reading.probe.html.tree import Node, attributes, hides, out_of_sight, steps

_MOST_IDS: Final = 10
_LONGEST: Final = 2000
"""Characters of a name that are read."""
_OWN_TEXT: Final = frozenset({"select", "textarea", "script", "style", "template", "noscript"})
"""Elements whose text belongs to nobody else's name."""


def single_spaced(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def name_within(node: Node, *, shown: bool = True) -> str:
    """Return the text of an element with the texts of its pictures; hidden parts too unless `shown`."""
    pieces: list[str] = []
    hidden = 0
    for entered, inner in steps(node):
        tag = inner.tag or ""
        if tag == "-text":
            if entered and not hidden:
                pieces.append(inner.text_content or "")
        elif tag[:1] not in "-!":
            hidden += _skips(inner, tag, node, shown=shown) * (1 if entered else -1)
            if entered and not hidden:
                pieces.append(_spoken(inner, tag, node))
        if sum(map(len, pieces[-1:])) > _LONGEST:
            break
    return single_spaced("".join(pieces))[:_LONGEST]


def _skips(inner: Node, tag: str, whole: Node, *, shown: bool) -> bool:
    if inner.mem_id == whole.mem_id:
        return False
    own = attributes(inner)
    return tag in _OWN_TEXT or (shown and (hides(tag, own) or own.get("aria-hidden") == "true"))


def _spoken(inner: Node, tag: str, whole: Node) -> str:
    """Return what an element says by itself: a picture its text, any other its label; a space for a break."""
    own = attributes(inner)
    if inner.mem_id != whole.mem_id and own.get("aria-label", "").strip():
        return f" {own['aria-label']} "
    if tag == "img" or own.get("role") == "img":
        return f" {own.get('alt', '')} "
    return " " if tag in ("br", "p", "div", "li", "td", "option") else ""


def texts_of(ids: str, nodes: Mapping[str, Node]) -> Iterator[str]:
    """Yield the text of each element that a list of ids names; hidden ones count, as they do for programs."""
    for name in [*dict.fromkeys(ids.split())][:_MOST_IDS]:
        node = nodes.get(name)
        if node is not None:
            own = attributes(node)
            text = own.get("aria-label", "").strip() or name_within(node, shown=False)
            if text:
                yield text


def texts_in_sight(ids: str, nodes: Mapping[str, Node]) -> Iterator[str]:
    """Yield the text of each element that a list of ids names, as far as it is to be seen."""
    for name in [*dict.fromkeys(ids.split())][:_MOST_IDS]:
        node = nodes.get(name)
        if node is not None and not out_of_sight(node):
            text = name_within(node)
            if text:
                yield text


def element_name(text: str, own: Mapping[str, str], nodes: Mapping[str, Node]) -> str:
    """Return what programs call an element that is named by its content, such as a link with a text."""
    return (
        " ".join(texts_of(own.get("aria-labelledby", ""), nodes))
        or single_spaced(own.get("aria-label", ""))
        or text
        or single_spaced(own.get("title", ""))
    )
