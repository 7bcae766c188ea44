"""Locales: figures, money, durations and days as each language writes them, held against Babel's CLDR."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from babel import Locale as Cldr
from babel.dates import get_month_names
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from tpaudit.showing.text.figures import cldr
from tpaudit.showing.text.figures.marks import marks, strung
from tpaudit.showing.text.figures.names import unhyphenated
from tpaudit.showing.text.figures.numerals import in_units, numeral, percentage, price
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded

LANGUAGES: Final = ("en", "ru", "zh")
CURRENCIES: Final = [
    "AUD",
    "BRL",
    "CAD",
    "CNY",
    "EUR",
    "GBP",
    "HKD",
    "ILS",
    "INR",
    "JPY",
    "KRW",
    "MXN",
    "NZD",
    "RUB",
    "TWD",
    "UAH",
    "USD",
    "VND",
]
UNITS: Final = {"ms": "millisecond", "s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
SYMBOLS: Final = {"ms": "ms", "s": "s", "m": "min", "h": "h"}
"""What English writes after a number: the symbols of the SI, as CLDR has `hr` and `sec`."""
TABLES: Final = Path(cldr.__file__)


def taken_from_babel(language: str) -> dict[str, Any]:
    """Return what CLDR says of a language, with a space that does not break between a number and its unit."""
    known = Cldr.parse(language)
    sample = format_decimal(1234.5, locale=language)
    price = format_currency(
        1,
        "EUR",
        locale=language,
        format=known.currency_formats["standard"].pattern.replace(".00", ""),
        currency_digits=False,
    )
    months = get_month_names("wide", locale=language)
    return {
        "point": sample[-2],
        "group": sample[1],
        "percent": "{}\u00a0%"
        if language == "en"
        else format_percent(0.5, locale=language).replace("50", "{}"),
        "money": price.replace("1", "{0}").replace("€", "{1}"),
        "units": {unit: forms(language, unit) for unit in UNITS},
        "months": "" if language == "zh" else " ".join(months[number] for number in range(1, 13)),
        "currencies": {
            code: sign for code in CURRENCIES if (sign := known.currency_symbols.get(code, code)) != code
        },
    }


def forms(language: str, unit: str) -> tuple[str, ...]:
    """Return the pattern of one and of several of a unit of time."""
    if language == "en" and unit in SYMBOLS:
        return (f"{{}}\u00a0{SYMBOLS[unit]}",) * 2
    length: Literal["long", "short"] = "long" if language == "en" else "short"
    told = (format_unit(n, f"duration-{UNITS[unit]}", length, locale=language) for n in (1, 2))
    return tuple(re.sub(r"[12]\s?", "{}\u00a0", text) for text in told)


HEAD: Final = '''"""How languages write figures: taken from CLDR by `TPAUDIT_ACCEPT=1 pytest tests/test_locale.py`."""

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
'''


def source_of_tables() -> str:
    """Return the module of tables as the formatter writes it."""
    entries = (
        f"{language!r}: Conventions({', '.join(f'{key}={value!r}' for key, value in taken_from_babel(language).items())}),"
        for language in LANGUAGES
    )
    code = HEAD + "\n".join(entries) + "\n}\n"
    ruff = Path(sys.executable).parent / "ruff"
    told = subprocess.run(
        [ruff, "format", "-", "--stdin-filename", TABLES],
        input=code,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


def test_the_tables_are_those_of_cldr() -> None:
    if "TPAUDIT_ACCEPT" in os.environ:
        TABLES.write_text(source_of_tables(), encoding="utf-8")
    held = importlib.reload(cldr).CONVENTIONS
    for language in LANGUAGES:
        assert held[language]._asdict() == taken_from_babel(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["0", "7", "67.6", "999", "1000", "5400", "12000", "1234567.25", "-3.5"])
def test_a_number_is_written_as_babel_writes_it(language: str, text: str) -> None:
    assert numeral(text, language) == format_decimal(float(text), locale=language)


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "3h", "1.0.0", "37/40", "1e5", "08:30", "٣"])
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert [numeral(text, language) for language in LANGUAGES] == [text] * 3


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_a_percentage_is_written_as_babel_writes_it(language: str) -> None:
    assert percentage("67.6", language) == format_percent(
        0.676, "#,##0.#%" if language == "zh" else "#,##0.#\u00a0%", locale=language
    )


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("GBP", ["£1,200", "1\u00a0200\u00a0£", "£1,200"]),
        ("CNY", ["CN¥1,200", "1\u00a0200\u00a0CN¥", "¥1,200"]),
        ("RUB", ["1,200\u00a0RUB", "1\u00a0200\u00a0₽", "1,200\u00a0RUB"]),
        (
            "points of the card",
            [
                "1,200\u00a0points of the card",
                "1\u00a0200\u00a0points of the card",
                "1,200\u00a0points of the card",
            ],
        ),
    ],
)
def test_money_has_the_sign_that_the_language_knows(currency: str, written: list[str]) -> None:
    assert [price("1200", currency, language) for language in LANGUAGES] == written


def test_money_with_cents_has_both() -> None:
    assert [price("12.5", "EUR", language) for language in LANGUAGES] == ["€12.50", "12,50\u00a0€", "€12.50"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3h", ["3 h", "3 ч", "3 小时"]),
        ("20s", ["20 s", "20 с", "20 秒"]),
        ("35m", ["35 min", "35 мин", "35 分钟"]),
        ("1m 30s", ["1 min 30 s", "1 мин 30 с", "1 分钟 30 秒"]),
        ("1d", ["1 day", "1 дн.", "1 天"]),
        ("2.4s", ["2.4 s", "2,4 с", "2.4 秒"]),
        ("2 мин 30 с", ["2 min 30 s", "2 мин 30 с", "2 分钟 30 秒"]),
        ("PT45S", ["45 s", "45 с", "45 秒"]),
        (">3m", ["> 3 min", "> 3 мин", "> 3 分钟"]),
        ("soon", ["soon"] * 3),
        ("12", ["12"] * 3),
    ],
)
def test_a_duration_has_the_units_of_the_language(text: str, written: list[str]) -> None:
    assert [in_units(text, language).replace("\u00a0", " ") for language in LANGUAGES] == written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一行\n二行", "一行二行"),
        ("一行，\n  二行", "一行，二行"),
        ("一行\nword\n二行", "一行 word 二行"),
        ("one\n two\t three ", "one two three"),
        ("张 三", "张 三"),
        ("3\u00a0ч\nназад", "3\u00a0ч назад"),
    ],
)
def test_lines_of_chinese_meet_without_a_blank(text: str, line: str) -> None:
    assert folded(text) == line


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no-answer", "no answer"),
        ("кухня-закрыта", "кухня закрыта"),
        ("e-mail", "e-mail"),
        ("self-service", "self-service"),
        ("check-in", "check-in"),
        ("интернет-магазин", "интернет-магазин"),
        ("Smith-Jones and Sons", "Smith-Jones and Sons"),
        ("2026-11-03", "2026-11-03"),
        ("phone", "phone"),
    ],
)
def test_an_id_without_a_name_is_written_as_words(name: str, said: str) -> None:
    assert unhyphenated(name) == said


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "12,000 · 67.6 % · 14 November 2026, 12:30 · +1.5 · £1,200 · mystery shopper"),
        ("ru", "12 000 · 67,6 % · 14 ноября 2026, 12:30 · +1,5 · 1 200 £ · тайный покупатель"),
        ("zh", "12,000 · 67.6% · 2026年11月14日 12:30 · +1.5 · £1,200 · 神秘顾客"),
    ],
)
def test_a_locale_writes_them_all(language: str, written: str) -> None:
    locale = Locale(language)
    said = (locale.number(12000), locale.percent(0.676), locale.day("2026-11-14T12:30"), locale.signed(1.5))
    text = " · ".join([*said, locale.money(1200, "GBP"), locale.word("mystery-shopper")])
    assert text.replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("answer", "kind", "written"),
    [
        ("4.1", "number", "4,1"),
        ("4.1", "text", "4.1"),
        ("12000", "number", "12 000"),
        ("95", "percent", "95 %"),
        ("2026-11-03", "date", "3 ноября 2026"),
        (">3m", "duration", "> 3 мин"),
        ("4", "1-5", "4"),
        ("37/40", "yes-no", "37/40"),
        ("4.90 EUR", "money", "4.90 EUR"),
    ],
)
def test_figures_of_an_answer_are_the_languages_and_its_words_are_not(
    answer: str, kind: str, written: str
) -> None:
    assert Locale("ru").answer(answer, kind).replace("\u00a0", " ") == written


def test_the_environment_says_nothing_of_how_figures_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [Locale(language).number(1234.5) for language in LANGUAGES]
    for name in ("LANG", "LC_ALL", "LC_NUMERIC", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    assert [Locale(language).number(1234.5) for language in LANGUAGES] == before


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "It rang out. Nobody came; 3 May"),
        ("zh", "It rang out. Nobody came；3 May"),
    ],
)
def test_no_semicolon_follows_a_full_stop(language: str, written: str) -> None:
    assert strung(["It rang out.", "", "Nobody came", "3 May"], language) == written


def test_marks_of_the_catalogue_are_those_of_the_language() -> None:
    for language in LANGUAGES:
        say, mark = Locale(language).say, marks(language)
        assert [say(", "), say("; "), say(": ")] == [mark.comma, mark.semicolon, mark.colon]


@pytest.mark.parametrize(
    ("language", "day", "minute"),
    [
        ("en", "3 Sep 2026", "3 Sep 2026 12:30"),
        ("ru", "03.09.2026", "03.09.2026 12:30"),
        ("zh", "2026/09/03", "2026/09/03 12:30"),
        ("de", "2026-09-03", "2026-09-03 12:30"),
    ],
)
def test_a_day_is_short_in_a_table(language: str, day: str, minute: str) -> None:
    write = Locale(language).short_day
    assert (write("2026-09-03"), write("2026-09-03T12:30"), write(None)) == (day, minute, "")


def test_russian_has_one_word_each_for_waivers_and_gates() -> None:
    folder = Path(cldr.__file__).parents[3] / "locale" / "ru" / "LC_MESSAGES"
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.po")}
    assert len(texts) == 3
    assert not re.findall(r"\w*(?:послабл|гейт|шлюз)\w*", "".join(texts.values()))
