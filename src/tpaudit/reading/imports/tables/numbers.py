"""Numbers as tables write them; a comma that may be either sign is not guessed at."""

import re
from typing import Final

from tpaudit.documents.scalars import LONGEST_NUMBER, as_text
from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.tables.dates import Refused

_SPACES: Final = " '’\u00a0\u202f\u2009"
"""What stands between thousands whatever the decimal sign is."""
_PLAIN: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_FIGURES: Final = re.compile(r"[-+]?\d[\d.,]*\Z", re.ASCII)
_THOUSANDS: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z", re.ASCII)


def number_of(text: str, decimal: str | None) -> str | Refused | None:
    """Return a number with a decimal point and nothing between thousands; None for what is no number.

    `decimal` is the decimal sign; without it a comma is refused, since 1,234 may be one and a bit.
    """
    if len(text) > LONGEST_NUMBER:
        return None
    plain = _without_spaces(text)
    if decimal == ",":
        plain = plain.replace(".", "\0").replace(",", ".").replace("\0", ",")
    if _PLAIN.match(plain):
        return as_text(float(plain))
    if decimal and _THOUSANDS.match(plain):
        return as_text(float(plain.replace(",", "")))
    if not decimal and _PLAIN.match(plain.replace(",", ".", 1)):
        return Refused(
            Worded(
                '`{text}` has a comma; say what it is with `decimal: ","` or `decimal: "."` in the map',
                text=text,
            )
        )
    if decimal and _FIGURES.match(plain):
        return Refused(
            Worded(
                '`{text}` is no number with `decimal: "{decimal}"`, as the map says',
                text=text,
                decimal=decimal,
            )
        )
    return None


def _without_spaces(text: str) -> str:
    """Take the spaces between groups of three digits out."""
    said = re.sub(rf"(?<=\d)[{_SPACES}](?=\d{{3}}(?!\d))", "", text.replace("\u2212", "-"))
    return said.strip()
