"""A locale: how phrases, numbers, days and texts are written in one language."""

from collections.abc import Mapping, Sequence
from typing import Final

from tpaudit.documents.answers import scale
from tpaudit.documents.curves import Limit
from tpaudit.documents.scalars import as_text, is_day
from tpaudit.documents.text import say as text_in
from tpaudit.showing.text.figures import numerals
from tpaudit.showing.text.figures.cldr import CONVENTIONS
from tpaudit.showing.text.figures.names import unhyphenated
from tpaudit.showing.text.numbers import percent, rounded
from tpaudit.showing.text.translate import translator

_FIGURES: Final = frozenset({"number", "nps"})
"""Kinds of question that a number answers, beside scales."""
_EARLIEST: Final = "0001-01-01"
_LETTERS: Final = 3
"""How much of a month's name is written in a table."""


class Locale:
    """Writes phrases, numbers, days and texts in one language."""

    def __init__(self, language: str, limits: Sequence[float] = ()) -> None:
        """Take the language, and the scores at which a band begins: no score is rounded up to one of them."""
        self.language = language
        self.short = language.partition("-")[0]
        self.languages = (language, "en")
        self.say = translator(language)
        self.limits = limits

    def text(self, text: str | Mapping[str, str] | None) -> str:
        """Return a text of a file in this language, or in English, or in the first language that it has."""
        return text_in(text, self.languages)

    def word(self, name: str) -> str:
        """Return what people call an id, such as a channel, a method or a reason; one without a name as words."""
        said = self.say(name)
        return unhyphenated(name) if said == name else said

    def points(self, value: float | None) -> str:
        """Return a score or lost points with one decimal; a dash for None."""
        return self._dashed(rounded(value, self.limits))

    def decimal(self, value: float | None) -> str:
        """Return a number that is not a score with two decimals; a dash for None."""
        return self._dashed(rounded(value, (), 2))

    def percent(self, share: float | None) -> str:
        """Return a share of 0-1 as a percentage with its sign; a dash for None."""
        return (
            self._dashed(percent(share))
            if share is None
            else numerals.percentage(percent(share), self.language)
        )

    def signed(self, value: float) -> str:
        """Return a difference with its sign."""
        text = f"{abs(value):.1f}"
        sign = "±" if text == "0.0" else "+" if value > 0 else "−"
        return sign + self.numeral(text)

    def amount(self, value: float, decimals: int = 1) -> str:
        """Return hours or another amount with at most so many decimals, without zeros at the end."""
        return self.number(round(value, decimals))

    def number(self, value: float) -> str:
        """Return a number with all its decimals, and with its thousands apart."""
        return self.numeral(as_text(value))

    def numeral(self, text: str) -> str:
        """Return a number that is written with a point as the language writes it; any other text as it is."""
        return numerals.numeral(text, self.language)

    def money(self, value: float, currency: str) -> str:
        """Return an amount in a currency, with its cents if it has any."""
        return numerals.price(as_text(round(value, 2)), currency, self.language)

    def duration(self, text: str) -> str:
        """Return a duration with its units as the language writes them; any other text as it is."""
        return numerals.in_units(text, self.language)

    def limit(self, limit: Limit) -> str:
        """Return a limit of a curve: a duration, a percentage or a number."""
        if limit.unit == "s":
            return self.duration(str(limit))
        text = as_text(limit.value)
        return numerals.percentage(text, self.language) if limit.unit else self.numeral(text)

    def answer(self, text: str, kind: str) -> str:
        """Return an answer to a kind of question; figures as the language writes them, what is said as it is."""
        if kind == "duration":
            return self.duration(text)
        if kind == "date":
            return self.day(text) if is_day(text) else text
        if kind == "percent" and text.replace(".", "", 1).isdecimal():
            return numerals.percentage(text, self.language)
        return self.numeral(text) if kind in _FIGURES or scale(kind) else text

    def _dashed(self, text: str) -> str:
        return "–" if text == "-" else self.numeral(text)

    def short_day(self, text: str | None) -> str:
        """Return a day, with its time if it has one, in a form for columns of tables; empty for None."""
        if not text:
            return ""
        day = text[:10]
        if self.short == "zh":
            day = day.replace("-", "/")
        elif self.short == "ru":
            day = ".".join(reversed(day.split("-")))
        elif self.short == "en":
            number, month, year = self.day(day).split(" ")
            day = f"{number} {month[:_LETTERS]} {year}"
        return f"{day} {text[len(_EARLIEST) + 1 :]}".rstrip()

    def day(self, text: str | None) -> str:
        """Return a day, with its time if it has one, as the language writes it; empty for None."""
        if text is None:
            return ""
        year, month, rest = text[:10].split("-")
        time = f", {text[11:]}" if len(text) > len(_EARLIEST) else ""
        if self.short == "zh":
            return f"{int(year)}年{int(month)}月{int(rest)}日{time.replace(', ', ' ')}"
        if self.short not in CONVENTIONS:
            return text.replace("T", " ")
        months = numerals.conventions(self.language).months
        return f"{int(rest)} {months.split()[int(month) - 1]} {int(year)}{time}"
