"""Lines of styled text, which everything that the terminal shows is made of."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.showing.text.numbers import visible, wrapped

COLUMNS: Final = 80


class Piece(NamedTuple):
    """A text with its style on a terminal; a pipe shows only the text."""

    text: str
    style: str = ""


Line = list[Piece]


def paragraph(text: str, columns: int, style: str = "", indent: str = "") -> Iterator[Line]:
    """Yield a text in lines of so many columns at most, each with the indent before it."""
    for line in wrapped(visible(text), columns, indent):
        yield [Piece(line, style)]
