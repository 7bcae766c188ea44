"""Look-alikes: keys beside one another that a reader cannot tell apart."""

from collections.abc import Iterator
from typing import Any

from tpaudit.documents.letters import likeness
from tpaudit.documents.worded import Worded
from tpaudit.reading.yaml.slips import slips
from tpaudit.reading.yaml.source_map import Position, SyntaxFault, Tree


def look_alikes(tree: Tree) -> Iterator[SyntaxFault]:
    """Yield a fault for each key that looks like another key of its mapping, or has a space that nobody sees."""
    for mapping in _mappings(tree.data):
        if all(key.isascii() for key in mapping):
            continue
        for key in mapping:
            for slip in slips(f"{key}:"):
                mark = tree.lines(mapping)[key][0]
                yield SyntaxFault(Position(mark.line + 1, mark.column + 1), slip.message)
        first: dict[str, str] = {}
        for key in mapping:
            other = first.setdefault(likeness(key), key)
            if other != key:
                yield _fault(tree.lines(mapping), key, other)


def _fault(marks: Any, key: str, other: str) -> SyntaxFault:
    place, beside = (Position(mark.line + 1, mark.column + 1) for mark in (marks[key][0], marks[other][0]))
    message = Worded(
        "the key `{key}` looks like `{other}` of line {line}, column {column}, and is spelt with other letters; expected keys that a reader can tell apart",
        key=key,
        other=other,
        line=beside.line,
        column=beside.column,
    )
    return SyntaxFault(place, message)


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping, each once however many aliases lead to it."""
    waiting, met = [data], set[int]()
    while waiting:
        node = waiting.pop()
        if node.__class__ not in (dict, list) or id(node) in met:
            continue
        met.add(id(node))
        if node.__class__ is dict:
            yield node
        waiting.extend(node.values() if isinstance(node, dict) else node)
