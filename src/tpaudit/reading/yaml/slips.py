"""Slips of the keyboard that YAML reads as something else: full-width colons, hidden spaces, typographic quotes."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded


class Slip(NamedTuple):
    """A slip in one line: the index of its character, and what is wrong and expected."""

    position: int
    message: str


_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WIDE_COLON: Final = r"^\s*(?:- +)*[^\s:#'\"{\[：﹕]+([：﹕])"
_HIDDEN_SPACE: Final = rf"^[ \t-]*([{_SPACES}])|:([{_SPACES}])|^[^:#'\"]*?([{_SPACES}])[^:#'\"]*:(?:\s|$)"
_NO_SPACE: Final = r"^\s*(?:- +)*([^\W\d][\w-]*:(?=[^\s:/])\S*)\s*$"
_QUOTE: Final = r"(?::\s+|-\s+|[\[{,]\s*|^\s*)([“”„«‘’‚‹])"
_QUESTION: Final = r"(?::\s+)(\?)(?=\s*(?:[,}\]]|$))"


def slips(line: str) -> Iterator[Slip]:
    """Yield what a line may mean otherwise than it is read; the likeliest first."""
    if found := re.search(_WIDE_COLON, line):
        yield Slip(
            found.start(1),
            Worded(
                "a full-width colon `{found}` stands behind a key; write a plain colon and a space",
                found=found[1],
            ),
        )
    if found := re.search(_HIDDEN_SPACE, line):
        space = next(part for part in (1, 2, 3) if found[part])
        character = f"U+{ord(found[space]):04X}"
        yield Slip(
            found.start(space),
            Worded(
                "a space that YAML does not know ({character}) stands here; write a plain one",
                character=character,
            ),
        )
    if found := re.search(_NO_SPACE, line):
        key, _, value = found[1].partition(":")
        yield Slip(
            found.start(1),
            Worded(
                "`{found}` has no space after its colon; write `{key}: {value}`",
                found=found[1],
                key=key,
                value=value,
            ),
        )
    if found := re.search(_QUESTION, line):
        yield Slip(
            found.start(1), "a `?` starts a key in YAML; leave an open answer empty, or put the ? in quotes"
        )
    if found := re.search(_QUOTE, line):
        yield Slip(
            found.start(1),
            Worded(
                "`{found}` is a typographic quote, which quotes nothing; write a plain one", found=found[1]
            ),
        )
