"""The order of names: as people count, whatever the language of the machine."""

import re
import unicodedata
from typing import Final

_NUMBER: Final = re.compile("0*([0-9]+)")


def natural(name: str) -> tuple[str, str]:
    """Return a key by which names sort with their numbers as numbers: Branch 2, Branch 10.

    Capitals, and full-width letters and digits, stand beside the others; ё stands beside е. What is alike then is in
    the order of its letters.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return _NUMBER.sub(_sized, text), name


def _sized(number: re.Match[str]) -> str:
    """Return a number behind its length, as of two numbers the one with more digits is the greater."""
    return f"{len(number[1]):05}{number[1]}"
