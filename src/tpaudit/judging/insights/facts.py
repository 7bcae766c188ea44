"""Facts: what a text means, however it is written, so that the texts of touchpoints can be compared.

Two texts say the same if their meanings are equal. Phone numbers are compared as numbers, opening hours as
hours, prices as amounts. Anything else is text: case, spaces, kinds of dash and quote, full stops and the
usual abbreviations of addresses make no difference, every other letter does. Nothing is translated.
"""

import re
import unicodedata
from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from tpaudit.judging.insights.opening_hours import opening_hours
from tpaudit.results.insights import ReadAs


class Meaning(NamedTuple):
    """What a text means; compare two with `==`."""

    read_as: ReadAs
    value: Hashable


def meanings(texts: Sequence[str]) -> list[Meaning]:
    """Return the meaning of each text; all of them are about one fact.

    A national phone number belongs to the country of the first number with `+` in any of the texts: next
    to `+44 20 7946 0018`, `020 7946 0018` is a British number.
    """
    normalised = [_plain(text) for text in texts]
    region = next((country for country in map(_country, normalised) if country), None)
    return [_meaning(text, region) for text in normalised]


def _meaning(text: str, region: str | None) -> Meaning:
    hours = opening_hours(text)
    if hours is not None:
        return Meaning("hours", hours)
    numbers = _numbers(text)
    if numbers:
        return Meaning("phone", frozenset(_number(number, region) for number in numbers))
    folded = _folded(text)
    return Meaning("price" if re.fullmatch(_PRICE, _unquoted(text)) else "text", folded)


_QUOTES: Final = dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟«»‹›「」『』"), "'")


def _plain(text: str) -> str:
    """Return a text in lower case, composed, without invisible characters; dashes are `-`, spaces single."""
    visible = "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) != "Cf"
    )
    lowered = unicodedata.normalize("NFKC", visible.casefold()).replace("ё", "е")
    dashed = "".join(
        "-" if unicodedata.category(character) == "Pd" or character == "−" else character
        for character in lowered
    )
    return " ".join(re.sub("-{2,}", "-", dashed).translate(_QUOTES).split())


# Phone numbers

_MIN_DIGITS: Final = 6
_MAX_NUMBERS: Final = 20
"""How many numbers are read from one text; a longer list is compared as text."""
_PHONE_WORDS: Final = "tel|telephone|phone|mobile|mob|call|тел|телефон|моб|电话|電話|手机|热线|客服电话"
_PHONE: Final = re.compile(
    rf"(?:{_PHONE_WORDS})?[.:]{{0,2}}\s*(\+?\(?\d[\d\s().\-/]{{0,40}}\d)\s*"
    r"((?:,?\s*(?:ext|extension|доб|x|#|分机|转)[.:]?\s*)(\d{1,7}))?"
)
_DECIMAL_AMOUNT: Final = re.compile(r"\d+\.\d{1,2}")


def _numbers(text: str) -> list[re.Match[str]]:
    """Return the phone numbers of a text that holds nothing else; a text with short numbers has none."""
    parts = re.split(r"[;\n]|,(?!\s*(?:ext|доб))", text)
    if "/" in text and len(parts) <= _MAX_NUMBERS:
        parts = [number for part in parts for number in _split_at_slashes(part)]
    matches = [_PHONE.fullmatch(part.strip()) for part in parts] if len(parts) <= _MAX_NUMBERS else []
    numbers = [match for match in matches if match and len(re.sub(r"\D", "", match[1])) >= _MIN_DIGITS]
    numbers_only = len(numbers) == len(matches) and not any(
        _DECIMAL_AMOUNT.fullmatch(match[1]) for match in numbers
    )
    return numbers if numbers_only else []


def _split_at_slashes(part: str) -> list[str]:
    """Split at slashes if each part is long enough for a number: `030/1234567` is a single number."""
    numbers = part.split("/")
    return numbers if all(len(re.sub(r"\D", "", number)) >= _MIN_DIGITS for number in numbers) else [part]


def _number(match: re.Match[str], region: str | None) -> Hashable:
    """Return country, number and extension; if the country is unknown, the digits and the extension."""
    from phonenumbers import NumberParseException, parse  # 20 ms, only if there is a number

    try:
        number = parse(match[1], region)
    except NumberParseException:
        return ("", re.sub(r"\D", "", match[1]), match[3])
    zeros = number.number_of_leading_zeros if number.italian_leading_zero else None
    return (number.country_code, number.national_number, zeros, match[3])


def _country(text: str) -> str | None:
    """Return the region of the first number with `+`, such as GB; None if there is none."""
    if "+" not in text:
        return None
    from phonenumbers import NumberParseException, parse, region_code_for_country_code

    for match in _numbers(text):
        if match[1].startswith("+"):
            try:
                code = parse(match[1], None).country_code
            except NumberParseException:
                continue
            region = region_code_for_country_code(code or 0)
            return region if region.isalpha() else None
    return None


# Prices

_CURRENCIES: Final = {
    word: code
    for code, words in {
        "eur": "€ eur euro euros евро 欧元",
        "gbp": "£ gbp pound pounds 英镑",
        "usd": "$ us$ usd dollar dollars доллар доллара долларов 美元",
        "rub": "₽ rub rur руб р рубль рубля рублей 卢布",
        "cny": "¥ cny rmb 元 人民币 юань юаня юаней",
        "jpy": "jpy 円 yen",
        "chf": "chf",
        "pln": "pln zł",
        "uah": "₴ uah грн",
        "kzt": "₸ kzt тенге",
        "inr": "₹ inr",
    }.items()
    for word in words.split()
}
_CURRENCY: Final = "|".join(re.escape(word) for word in sorted(_CURRENCIES, key=len, reverse=True))
_AMOUNT_TEXT: Final = r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3}){1,5}|\d{1,15})(?:[.,]\d{1,2})?(?![.,]?\d)"
_WORD_END: Final = r"(?![^\W\d_一-鿿])"
_PRICE: Final = (
    rf"(?<![^\W\d_])({_CURRENCY})\.?\s*({_AMOUNT_TEXT})(?:\s*({_CURRENCY}){_WORD_END}(?!\.?\s*\d))?"
    rf"|({_AMOUNT_TEXT})\s*({_CURRENCY}){_WORD_END}\.?"
)
_RANGE: Final = rf"({_AMOUNT_TEXT})\s*-\s*({_AMOUNT_TEXT})\s*({_CURRENCY}){_WORD_END}"
"""In `5-10 €` both numbers are euros."""
_DECIMAL: Final = re.compile(r"(\d{1,15}),(\d{2})")


def _price(match: re.Match[str]) -> str:
    """Return an amount and its currency in one form: `EUR 4,90` and `4.90 €` are `4.9eur`.

    A currency may stand on both sides, as in `人民币100元`; two that differ stay two.
    """
    amount_text, words = match[2] or match[4], (match[1], match[3], match[5])
    currencies = "".join(dict.fromkeys(_CURRENCIES[word] for word in words if word))
    cents = re.search(r"[.,](\d{1,2})$", amount_text)
    whole_part = re.sub(r"\D", "", amount_text[: cents.start()] if cents else amount_text)
    amount = Decimal(f"{whole_part}.{cents[1] if cents else 0}").normalize()
    return f" {amount:f}{currencies} "


# Texts and addresses

_ABBREVIATIONS: Final = {
    long: short
    for short, longs in {
        "st": "street",
        "rd": "road",
        "ave": "avenue av",
        "ln": "lane",
        "sq": "square",
        "blvd": "boulevard",
        "ул": "улица",
        "пр-т": "проспект просп",
        "пер": "переулок",
        "наб": "набережная",
        "пл": "площадь",
        "ш": "шоссе",
        "б-р": "бульвар",
        "д": "дом",
        "к": "корпус корп",
        "стр": "строение",
        "г": "город",
        "оф": "офис",
    }.items()
    for long in longs.split()
}
"""Short forms of words in addresses, by the long forms."""
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"


def _folded(text: str) -> str:
    """Return a text without the differences that do not matter."""
    text = re.sub(r"^https?://|(?<![\w.])www\.", "", _unquoted(text)).rstrip("/")
    text = re.sub(_PRICE, _price, re.sub(_RANGE, r"\1 \3 - \2 \3", text))
    text = _DECIMAL.sub(r"\1.\2", text) if _DECIMAL.fullmatch(text) else text
    text = re.sub(r"[.,:;!。，；：！、](?!\d)|(?<!\d)[.,:;](?=\d)", " ", text)
    text = re.sub(r"[^\W\d_]+", lambda word: _ABBREVIATIONS.get(word[0], word[0]), text)
    text = re.sub(r"(?<!\w)д +(?=\d)", "", text)
    text = re.sub(r"\s*([-/()])\s*", r"\1", " ".join(text.split()))
    return re.sub(rf"(?<=[{_HAN}]) | (?=[{_HAN}])", "", text)


def _unquoted(text: str) -> str:
    """Return a text without quotes around words; apostrophes within words stay."""
    return re.sub(r"(?<!\w)'|'(?!\w)", "", text)
