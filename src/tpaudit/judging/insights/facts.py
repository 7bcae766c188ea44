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
from tpaudit.judging.insights.phone_numbers import calling_code_of, numbers_of, phone_number
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
    country = calling_code_of(normalised)
    return [_meaning(text, country) for text in normalised]


def _meaning(text: str, country: int | None) -> Meaning:
    hours = opening_hours(text)
    if hours is not None:
        return Meaning("hours", hours)
    numbers = numbers_of(text)
    if numbers:
        return Meaning("phone", frozenset(phone_number(number, country) for number in numbers))
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
