"""What YAML loses in silence: texts that a `#` cuts off or empties."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tpaudit.reading.tree import Fault, Place

_BLANKS: Final = frozenset({" ", "\t"})
_OPENING: Final = frozenset({":", "-"})
_HASH: Final = re.compile(r"#\w")


def cut_off(text: str, plain: Iterable[tuple[str, Any]], until: Place | None = None) -> Iterator[Fault]:
    """Yield the plain texts that ` #...` cuts off or empties: YAML takes the rest for a comment.

    A comment has a space after its hash; `#1234` right after a value is more likely a number.
    """
    hashes = [match.start() for match in _HASH.finditer(text)]
    ends = {_before_blanks(text, at): at for at in hashes if text[at - 1 : at] in _BLANKS}
    for value, mark in plain if ends else ():
        end = mark.index if value else _before_blanks(text, mark.index)
        at = ends.get(end)
        if at is None or (not value and text[end - 1 : end] not in _OPENING):
            continue
        place = Place(mark.line + 1, mark.column + at - mark.index + 1)
        if until is None or place < until:
            rest = text[at : at + 60].splitlines()[0]
            lost = f"`{value[-40:]}`" if value else "empty"
            message = f"YAML reads `{rest}` as a comment and the text as {lost}; put the text in quotes, or a space after the #"
            yield Fault(place, message)


def _before_blanks(text: str, at: int) -> int:
    while at and text[at - 1] in _BLANKS:
        at -= 1
    return at
