"""Lines of Chinese that YAML folds into one: they meet without the blank that YAML puts between lines.

Only here can that blank be told from one that somebody wrote, as in a quotation: afterwards both look alike.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tpaudit.reading.yaml.source_map import Tree

_CHINESE: Final = "[\u3000-\u9fff\uff00-\uffef]"
"""Chinese letters and marks."""
_FIRST_CHINESE: Final = "\u3000"
_NOT_LATIN: Final = re.compile("\n[ \t]+[^\x00-\xff]")
"""A line that begins with a letter of another script."""
_BLANK: Final = rf"(?<={_CHINESE}) +(?={_CHINESE})"
"""A blank between Chinese letters, as it stands in a value."""
_WRITTEN: Final = rf"(?<={_CHINESE})(?: +|[ \t]*\r?\n[ \t]*)(?={_CHINESE})"
"""What such a blank comes from: blanks in a line, or the end of one. Compiled where it is needed: it takes long."""
_LITERAL: Final = "|"
_Place = tuple[int, int]


def join_lines(tree: Tree, text: str, events: Iterable[Any]) -> None:
    """Take the blanks out of the values of a tree at which lines of Chinese meet; `events` are those of its text."""
    joined = dict(_joined(text, events))
    if not joined:
        return
    scalars = list(_scalars(tree))
    # An alias is the same text as its anchor, at another place.
    said = {id(node[key]): joined[place] for node, key, place in scalars if place in joined}
    for node, key, _ in scalars:
        node[key] = said.get(id(node[key]), node[key])


def _scalars(tree: Tree) -> Iterator[tuple[Any, Any, _Place]]:
    """Yield each value of a tree that is no container: where it is kept, and where it stands in the file."""
    ahead = [tree.data]
    while ahead:
        node = ahead.pop()
        marks = tree.lines(node)
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            mark = marks[key][1] if isinstance(node, dict) else marks[key]
            if isinstance(value, dict | list):
                ahead.append(value)
            else:
                yield node, key, (mark.line, mark.column)


def may_fold(text: str) -> bool:
    """Tell whether a text of YAML has a line that begins with Chinese, as the second of a folded text does."""
    return not text.isascii() and any(found[0][-1] >= _FIRST_CHINESE for found in _NOT_LATIN.finditer(text))


def _joined(text: str, events: Iterable[Any]) -> Iterator[tuple[_Place, str]]:
    """Yield where a value begins that is folded between Chinese letters, and the value without those blanks."""
    for event in events:
        value, start = getattr(event, "value", None), event.start_mark
        if (
            value
            and event.style != _LITERAL
            and start.line < event.end_mark.line
            and re.search(_BLANK, value)
        ):
            joined = _without_folds(value, text[start.index : event.end_mark.index])
            if joined != value:
                yield (start.line, start.column), joined


def _without_folds(value: str, written: str) -> str:
    """Return a value without the blanks that were line ends; as it is where the two cannot be told apart."""
    ends = ["\n" in found[0] for found in re.finditer(_WRITTEN, written)]
    if len(ends) != len(re.findall(_BLANK, value)):
        return value
    folds = iter(ends)
    return re.sub(_BLANK, lambda blank: "" if next(folds) else blank[0], value)
