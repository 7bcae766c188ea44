"""How languages write figures: taken from CLDR by `TPAUDIT_ACCEPT=1 pytest tests/test_locale.py`."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Conventions(NamedTuple):
    """How one language writes figures; `{}` is where the number stands."""

    point: str
    """What stands before decimals."""
    group: str
    """What stands between thousands."""
    percent: str
    money: str
    """With `{0}` for the amount and `{1}` for the currency's sign."""
    units: Mapping[str, tuple[str, str]]
    """One and several of each unit of time."""
    months: str
    """As they stand in a day, with blanks between; empty where months have numbers."""
    currencies: Mapping[str, str]
    """The signs of currencies that have one in this language."""


CONVENTIONS: Final[Mapping[str, Conventions]] = {
    "en": Conventions(
        point=".",
        group=",",
        percent="{}\xa0%",
        money="{1}{0}",
        units={
            "ms": ("{}\xa0ms", "{}\xa0ms"),
            "s": ("{}\xa0s", "{}\xa0s"),
            "m": ("{}\xa0min", "{}\xa0min"),
            "h": ("{}\xa0h", "{}\xa0h"),
            "d": ("{}\xa0day", "{}\xa0days"),
            "w": ("{}\xa0week", "{}\xa0weeks"),
        },
        months="January February March April May June July August September October November December",
        currencies={
            "AUD": "A$",
            "BRL": "R$",
            "CAD": "CA$",
            "CNY": "CN¥",
            "EUR": "€",
            "GBP": "£",
            "HKD": "HK$",
            "ILS": "₪",
            "INR": "₹",
            "JPY": "¥",
            "KRW": "₩",
            "MXN": "MX$",
            "NZD": "NZ$",
            "TWD": "NT$",
            "USD": "$",
            "VND": "₫",
        },
    ),
    "ru": Conventions(
        point=",",
        group="\xa0",
        percent="{}\xa0%",
        money="{0}\xa0{1}",
        units={
            "ms": ("{}\xa0мс", "{}\xa0мс"),
            "s": ("{}\xa0с", "{}\xa0с"),
            "m": ("{}\xa0мин", "{}\xa0мин"),
            "h": ("{}\xa0ч", "{}\xa0ч"),
            "d": ("{}\xa0дн.", "{}\xa0дн."),
            "w": ("{}\xa0нед.", "{}\xa0нед."),
        },
        months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        currencies={
            "AUD": "A$",
            "BRL": "R$",
            "CAD": "CA$",
            "CNY": "CN¥",
            "EUR": "€",
            "GBP": "£",
            "HKD": "HK$",
            "ILS": "₪",
            "INR": "₹",
            "JPY": "¥",
            "KRW": "₩",
            "MXN": "MX$",
            "NZD": "NZ$",
            "RUB": "₽",
            "TWD": "NT$",
            "UAH": "₴",
            "USD": "$",
            "VND": "₫",
        },
    ),
    "zh": Conventions(
        point=".",
        group=",",
        percent="{}%",
        money="{1}{0}",
        units={
            "ms": ("{}\xa0毫秒", "{}\xa0毫秒"),
            "s": ("{}\xa0秒", "{}\xa0秒"),
            "m": ("{}\xa0分钟", "{}\xa0分钟"),
            "h": ("{}\xa0小时", "{}\xa0小时"),
            "d": ("{}\xa0天", "{}\xa0天"),
            "w": ("{}\xa0周", "{}\xa0周"),
        },
        months="",
        currencies={
            "AUD": "AU$",
            "BRL": "R$",
            "CAD": "CA$",
            "CNY": "¥",
            "EUR": "€",
            "GBP": "£",
            "HKD": "HK$",
            "ILS": "₪",
            "INR": "₹",
            "JPY": "JP¥",
            "KRW": "₩",
            "MXN": "MX$",
            "NZD": "NZ$",
            "TWD": "NT$",
            "USD": "US$",
            "VND": "₫",
        },
    ),
}
