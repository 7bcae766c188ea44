"""Facts: what a text means, however it is written, so that two touchpoints can be held against each other.

Two texts say the same if their meanings are equal; so saying the same is an equivalence by construction.
Phone numbers are compared as numbers, opening hours as hours, prices as amounts. Anything else is text:
case, spaces, kinds of dash and quote, full stops and the usual abbreviations of addresses make no
difference, every other letter does. No word is translated.
"""

import re
import unicodedata
from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from tpaudit.judging.insights.opening_hours import opening_hours
from tpaudit.results.insights import ReadAs


class Meaning(NamedTuple):
    """What a text means, to be compared with `==`."""

    read_as: ReadAs
    value: Hashable


def meanings(texts: Sequence[str]) -> list[Meaning]:
    """Return what each of the texts that speak of one fact means.

    National phone numbers are of the country of the first text that writes one with `+`: beside
    `+44 20 7946 0018`, `020 7946 0018` is a British number.
    """
    plain = [_plain(text) for text in texts]
    home = next((region for region in map(_country, plain) if region), None)
    return [_meaning(text, home) for text in plain]


def _meaning(text: str, home: str | None) -> Meaning:
    hours = opening_hours(text)
    if hours is not None:
        return Meaning("hours", hours)
    numbers = _numbers(text)
    if numbers:
        return Meaning("phone", frozenset(_number(one, home) for one in numbers))
    folded = _folded(text)
    return Meaning("price" if _PRICE.fullmatch(_unquoted(text)) else "text", folded)


_QUOTES: Final = dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟«»‹›「」『』"), "'")


def _plain(text: str) -> str:
    """Return a text in lower case, composed, without invisible characters; dashes are `-`, spaces single."""
    shown = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    low = unicodedata.normalize("NFKC", shown.casefold()).replace("ё", "е")
    dashed = "".join("-" if unicodedata.category(one) == "Pd" or one == "−" else one for one in low)
    return " ".join(re.sub("-{2,}", "-", dashed).translate(_QUOTES).split())


# Phone numbers

_SHORTEST: Final = 6
_MOST: Final = 20
"""So many numbers are read of one text; a longer list is text."""
_CALL: Final = "tel|telephone|phone|mobile|mob|call|тел|телефон|моб|电话|電話|手机|热线|客服电话"
_PHONE: Final = re.compile(
    rf"(?:{_CALL})?[.:]{{0,2}}\s*(\+?\(?\d[\d\s().\-/]{{0,40}}\d)\s*"
    r"((?:,?\s*(?:ext|extension|доб|x|#|分机|转)[.:]?\s*)(\d{1,7}))?"
)
_AMOUNT: Final = re.compile(r"\d+\.\d{1,2}")


def _numbers(text: str) -> list[re.Match[str]]:
    """Return the phone numbers of a text that holds nothing else; short ones are left to be text."""
    parts = re.split(r"[;\n]|,(?!\s*(?:ext|доб))", text)
    if "/" in text and len(parts) <= _MOST:
        parts = [number for part in parts for number in _apart(part)]
    found = [_PHONE.fullmatch(part.strip()) for part in parts] if len(parts) <= _MOST else []
    numbers = [one for one in found if one and len(re.sub(r"\D", "", one[1])) >= _SHORTEST]
    whole = len(numbers) == len(found) and not any(_AMOUNT.fullmatch(one[1]) for one in numbers)
    return numbers if whole else []


def _apart(part: str) -> list[str]:
    """Part numbers at slashes, if each is long enough to be one: `030/1234567` is a single one."""
    numbers = part.split("/")
    return numbers if all(len(re.sub(r"\D", "", one)) >= _SHORTEST for one in numbers) else [part]


def _number(one: re.Match[str], home: str | None) -> Hashable:
    """Return country, number and extension; of a number of no known country its digits."""
    from phonenumbers import NumberParseException, parse  # a fiftieth of a second, if any number is met

    try:
        number = parse(one[1], home)
    except NumberParseException:
        return ("", re.sub(r"\D", "", one[1]), one[3])
    zeros = number.number_of_leading_zeros if number.italian_leading_zero else None
    return (number.country_code, number.national_number, zeros, one[3])


def _country(text: str) -> str | None:
    """Return the region of the first number with `+`; None if there is none."""
    if "+" not in text:
        return None
    from phonenumbers import NumberParseException, parse, region_code_for_country_code

    for one in _numbers(text):
        if one[1].startswith("+"):
            try:
                code = parse(one[1], None).country_code
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
_FIGURE: Final = r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3}){1,5}|\d{1,15})(?:[.,]\d{1,2})?(?![.,]?\d)"
_ENDS: Final = r"(?![^\W\d_一-鿿])"
_PRICE: Final = re.compile(
    rf"(?<![^\W\d_])({_CURRENCY})\.?\s*({_FIGURE})(?:\s*({_CURRENCY}){_ENDS}(?!\.?\s*\d))?"
    rf"|({_FIGURE})\s*({_CURRENCY}){_ENDS}\.?"
)
_RANGE: Final = re.compile(rf"({_FIGURE})\s*-\s*({_FIGURE})\s*({_CURRENCY}){_ENDS}")
"""Of `5-10 €` both are euros."""
_DECIMAL: Final = re.compile(r"(\d{1,15}),(\d{2})")


def _price(found: re.Match[str]) -> str:
    """Return an amount and its currency in one form: `EUR 4,90` and `4.90 €` are `4.9eur`.

    A currency may stand on both sides, as in `人民币100元`; two that differ stay two.
    """
    figure, words = found[2] or found[4], (found[1], found[3], found[5])
    currencies = "".join(dict.fromkeys(_CURRENCIES[word] for word in words if word))
    cents = re.search(r"[.,](\d{1,2})$", figure)
    whole = re.sub(r"\D", "", figure[: cents.start()] if cents else figure)
    amount = Decimal(f"{whole}.{cents[1] if cents else 0}").normalize()
    return f" {amount:f}{currencies} "


# Texts and addresses

_SHORT: Final = {
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
"""Words of addresses and what they are written as in short."""
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"


def _folded(text: str) -> str:
    """Return a text without what makes no difference."""
    text = re.sub(r"^https?://|(?<![\w.])www\.", "", _unquoted(text)).rstrip("/")
    text = _PRICE.sub(_price, _RANGE.sub(r"\1 \3 - \2 \3", text))
    text = _DECIMAL.sub(r"\1.\2", text) if _DECIMAL.fullmatch(text) else text
    text = re.sub(r"[.,:;!。，；：！、](?!\d)|(?<!\d)[.,:;](?=\d)", " ", text)
    text = re.sub(r"[^\W\d_]+", lambda word: _SHORT.get(word[0], word[0]), text)
    text = re.sub(r"(?<!\w)д +(?=\d)", "", text)
    text = re.sub(r"\s*([-/()])\s*", r"\1", " ".join(text.split()))
    return re.sub(rf"(?<=[{_HAN}]) | (?=[{_HAN}])", "", text)


def _unquoted(text: str) -> str:
    """Leave the apostrophes within words, and drop quotes around them."""
    return re.sub(r"(?<!\w)'|'(?!\w)", "", text)
