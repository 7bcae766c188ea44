"""Numbers, money and durations as a language writes them, after the tables that were taken from CLDR."""

import re
from functools import lru_cache
from typing import Final

from tpaudit.documents.durations import in_words, seconds
from tpaudit.showing.text.figures.cldr import CONVENTIONS, Conventions

_SIGNS: Final = ("-", "+", "−", "±")
_PART: Final = r"(\d+(?:\.\d+)?)(ms|[smhdw])"
"""Compiled where a duration is written, which most commands never do."""


def conventions(language: str) -> Conventions:
    """Return how a language, such as `ru` or `en-GB`, writes figures; English is what others fall back to."""
    return CONVENTIONS.get(language.partition("-")[0], CONVENTIONS["en"])


@lru_cache(maxsize=4096)
def numeral(text: str, language: str) -> str:
    """Return a number that is written with a point as the language writes it; any other text as it is."""
    sign = text[:1] if text.startswith(_SIGNS) else ""
    whole, point, fraction = text[len(sign) :].partition(".")
    digits = whole + fraction
    if not (whole and digits.isascii() and digits.isdigit() and bool(point) == bool(fraction)):
        return text
    how = conventions(language)
    grouped = f"{int(whole):,}".replace(",", how.group) if len(whole) > len("000") else whole
    return f"{sign}{grouped}{how.point}{fraction}" if fraction else f"{sign}{grouped}"


def percentage(text: str, language: str) -> str:
    """Return a number with the sign of a percentage."""
    return conventions(language).percent.format(numeral(text, language))


def price(amount: str, currency: str, language: str) -> str:
    """Return an amount in a currency: its sign where the language knows one, else the code as it was written."""
    how = conventions(language)
    sign = how.currencies.get(currency)
    if sign is None:
        return f"{numeral(amount, language)}\u00a0{currency}"
    cents = amount.partition(".")[2]
    return how.money.format(numeral(f"{amount}0" if len(cents) == 1 else amount, language), sign)


@lru_cache(maxsize=1024)  # efforts and waits recur
def in_units(text: str, language: str) -> str:
    """Return a duration such as `1m 30s` with its units as the language writes them; any other text as it is.

    What was given up, `>3m`, keeps its sign.
    """
    written = text.removeprefix(">").strip()
    amount = seconds(written)
    if amount is None:
        return text
    parts = re.findall(
        _PART, written if re.fullmatch(rf"(?:{_PART}\s*)+", written, re.ASCII) else in_words(amount)
    )
    units = conventions(language).units
    worded = " ".join(_with_unit(number, units[unit], language) for number, unit in parts)
    return f">\u00a0{worded}" if written != text else worded


def _with_unit(number: str, forms: tuple[str, str], language: str) -> str:
    one, other = forms
    return (one if number == "1" else other).format(numeral(number, language))
