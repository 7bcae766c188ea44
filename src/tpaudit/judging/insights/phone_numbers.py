"""Phone numbers: which a text holds, and which number each of them is, however it is written."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

_MIN_DIGITS: Final = 6
_MAX_NUMBERS: Final = 20
"""How many numbers are read from one text; a longer list is compared as text."""
_WORDS: Final = frozenset(
    {"", "tel", "telephone", "phone", "mobile", "mob", "call", "тел", "телефон", "моб"}
).union(("电话", "電話", "手机", "热线", "客服电话"))
"""What may stand before a number."""
_NUMBER: Final = re.compile(
    r"([^\W\d_]*)[.:]{0,2}\s*(\+?\(?\d[\d\s().\-/]{0,40}\d)\s*"
    r"(?:,?\s*(?:ext|extension|доб|x|#|分机|转)[.:]?\s*(\d{1,7}))?"
)
_DECIMAL_AMOUNT: Final = re.compile(r"\d+\.\d{1,2}")

PLANS: Final[Mapping[int, tuple[str, str]]] = {
    7: ("8", r"[3-79]\d{9}"),
    31: ("0", r"[1-79]\d{8}"),
    33: ("0", r"[1-79]\d{8}"),
    43: ("0", r"[2-7]\d{7,10}"),
    44: ("0", r"[237]\d{9}|1[13-69]\d{8}"),
    49: ("0", r"[2-79]\d{7,10}|1[567]\d{8,9}"),
    86: ("0", r"10\d{8}|[2-79]\d{8,9}|1[3-689]\d{9}"),
}
"""What is dialled before a national number at home, and what plain ones of them look like, by calling code.

Of these countries, plain numbers are told by their digits (ITU-T E.164); for all others, the library of
numbering plans is asked, which takes longer to import than all texts of an audit to compare.
"""


class PhoneNumber(NamedTuple):
    """A number as its digits; compare two with `==`."""

    country: int | None
    """The calling code, such as 44; None where nothing says it."""
    national: str
    """The digits without calling code and trunk prefix; all digits where the country is unknown."""
    extension: str | None


class WrittenNumber(NamedTuple):
    """A number as it is written."""

    number: str
    """In lower case, without words and extension."""
    extension: str | None


def numbers_of(text: str) -> list[WrittenNumber]:
    """Return the phone numbers of a text that holds nothing else; a text with short numbers has none."""
    parts = re.split(r"[;\n]|,(?!\s*(?:ext|доб))", text)
    if "/" in text and len(parts) <= _MAX_NUMBERS:
        parts = [number for part in parts for number in _split_at_slashes(part)]
    matches = [_NUMBER.fullmatch(part.strip()) for part in parts] if len(parts) <= _MAX_NUMBERS else []
    numbers = [
        WrittenNumber(match[2], match[3])
        for match in matches
        if match and match[1] in _WORDS and _is_long_enough(match[2])
    ]
    numbers_only = len(numbers) == len(matches) and not any(
        _DECIMAL_AMOUNT.fullmatch(one.number) for one in numbers
    )
    return numbers if numbers_only else []


def _split_at_slashes(part: str) -> list[str]:
    """Split at slashes if each part is long enough for a number: `030/1234567` is a single number."""
    numbers = part.split("/")
    return numbers if all(map(_is_long_enough, numbers)) else [part]


def _is_long_enough(number: str) -> bool:
    return len(_digits(number)) >= _MIN_DIGITS


def calling_code_of(texts: Iterable[str]) -> int | None:
    """Return the calling code of the first number with `+` in any of the texts, such as 44; None if there is none.

    Numbers of no country, such as `+800`, are passed over with the text that they stand in.
    """
    for text in texts:
        for written in numbers_of(text) if "+" in text else ():
            if written.number.startswith("+"):
                country = phone_number(written, None).country
                if country is None:
                    continue
                if country in PLANS or _region(country):
                    return country
                break
    return None


def phone_number(written: WrittenNumber, country: int | None) -> PhoneNumber:
    """Return which number it is; one without `+` belongs to the country with that calling code."""
    number = _by_its_digits(written.number, country) or _by_its_plan(written.number, country)
    if number is None:
        return PhoneNumber(None, _digits(written.number), written.extension)
    return PhoneNumber(*number, written.extension)


def _by_its_digits(text: str, country: int | None) -> tuple[int, str] | None:
    """Return calling code and national number; None where the digits alone do not tell them."""
    digits, abroad = _digits(text), text.startswith("+")
    if abroad:
        country = next((code for code in PLANS if digits.startswith(str(code))), None)
    if country is None or country not in PLANS or not text.isascii():
        return None
    trunk, plain = PLANS[country]
    before = str(country) if abroad else trunk
    national = digits.removeprefix(before)
    return (country, national) if digits.startswith(before) and re.fullmatch(plain, national) else None


def _by_its_plan(text: str, country: int | None) -> tuple[int, str] | None:
    """Return calling code and national number as the numbering plans have them; None for what is no number there."""
    from phonenumbers import NumberParseException, national_significant_number, parse  # it takes 20 ms

    try:
        number = parse(text, _region(country) if country else None)
    except NumberParseException:
        return None
    return number.country_code or 0, national_significant_number(number)


def _region(country: int) -> str | None:
    """Return the country with a calling code, such as GB; None for codes of no country."""
    from phonenumbers import region_code_for_country_code

    region = region_code_for_country_code(country)
    return region if region.isalpha() else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
