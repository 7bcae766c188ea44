"""Lines of styled text, which everything that the terminal shows is made of."""

from typing import Final, NamedTuple

COLUMNS: Final = 80


class Piece(NamedTuple):
    """A text with its style on a terminal; a pipe shows only the text."""

    text: str
    style: str = ""


Line = list[Piece]
