"""The tree of a page: parsed within caps of size and depth, and walked without recursion."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST: Final = 400
"""Levels of elements within one another: the parser's time grows with the square of it."""
MAX_NODES: Final = 300_000
_MOST_ATTRIBUTES: Final = 1000
"""Attributes of an element: with them, too, the parser's time grows with the square."""
TOO_DEEP: Final = "the page nests its elements too deeply to be read"
Node = LexborNode
_TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|noscript)\b.*?(?:</\1\s*>|\Z)|<(/?)([a-z][a-z0-9-]*)",
    re.IGNORECASE | re.DOTALL,
)
_CROWDED: Final = re.compile(
    r"<[a-z][^\s/>]*+(?>[\s/]*+=?+[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+)"
    rf"{{{_MOST_ATTRIBUTES}}}",
    re.IGNORECASE,
)
"""An element with too many attributes; nothing of it is tried twice."""
_NOT_COUNTED_NAMES: Final = (
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option tbody"
    " thead tfoot optgroup path circle rect line polygon polyline ellipse use stop html head body"
)
_NOT_COUNTED: Final = frozenset(_NOT_COUNTED_NAMES.split())
"""Elements without an end, or whose end may be left out, or that hold nothing."""


def parsed(text: str) -> Node | None:
    """Return the root of a page; None if it nests too deeply, or an element has too many attributes."""
    return None if _too_deep(text) or _CROWDED.search(text) else LexborHTMLParser(text).root


def _too_deep(text: str) -> bool:
    depth = 0
    for match in _TAG.finditer(text):
        name = (match[3] or "").lower()
        if not name or name in _NOT_COUNTED:
            continue
        depth = max(0, depth - 1) if match[2] else depth + 1
        if depth > DEEPEST:
            return True
    return False


def steps(root: Node) -> Iterator[tuple[bool, Node]]:
    """Yield every node twice, as it is entered (true) and left (false), in the order of the page."""
    node, depth = root, 0
    for _ in range(MAX_NODES):
        yield True, node
        inner = None if node.tag == "template" else node.child
        if inner is not None:
            node, depth = inner, depth + 1
            continue
        while True:
            yield False, node
            if depth == 0:
                return
            following = node.next
            if following is not None:
                node = following
                break
            parent = node.parent
            if parent is None:
                return
            node, depth = parent, depth - 1


def attributes(node: Node) -> dict[str, str]:
    """Return the attributes of an element; one without a value has an empty one."""
    return {name.lower(): value or "" for name, value in node.attributes.items()}


_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)


def hides(tag: str, own: dict[str, str]) -> bool:
    """Tell whether an element hides what it holds by what it says itself."""
    return (
        "hidden" in own
        or tag in ("script", "style", "template", "noscript", "head", "datalist")
        or (tag == "dialog" and "open" not in own)
        or ("style" in own and _HIDING.search(own["style"]) is not None)
    )


def out_of_sight(node: Node) -> bool:
    """Tell whether an element is hidden by itself or by one around it, as far as they say so themselves."""
    around: Node | None = node
    while around is not None and (around.tag or "-")[:1] not in "-!":
        if hides(around.tag or "", attributes(around)):
            return True
        around = around.parent
    return False
