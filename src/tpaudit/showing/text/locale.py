"""A locale: how phrases, numbers, days and texts are written in one language."""

from collections.abc import Mapping, Sequence
from typing import Final

from tpaudit.documents.scalars import as_text
from tpaudit.documents.text import say as text_in
from tpaudit.showing.text.numbers import percent, rounded
from tpaudit.showing.text.translate import translator

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_EARLIEST: Final = "0001-01-01"


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

    def points(self, value: float | None) -> str:
        """Return a score or lost points with one decimal; a dash for None."""
        return self._written(rounded(value, self.limits))

    def decimal(self, value: float | None) -> str:
        """Return a number that is not a score with two decimals; a dash for None."""
        return self._written(rounded(value, (), 2))

    def percent(self, share: float | None) -> str:
        """Return a share of 0-1 as a percentage with its sign; a dash for None."""
        text = self._written(percent(share))
        return text if share is None else f"{text}%" if self.short == "zh" else f"{text} %"

    def signed(self, value: float) -> str:
        """Return a difference with its sign."""
        text = self._written(f"{abs(value):.1f}")
        sign = "±" if text in {"0.0", "0,0"} else "+" if value > 0 else "−"
        return sign + text

    def amount(self, value: float, decimals: int = 1) -> str:
        """Return hours, money or another amount with at most so many decimals, without zeros at the end."""
        return self._written(as_text(round(value, decimals)))

    def _written(self, text: str) -> str:
        return text.replace(".", ",") if self.short == "ru" else text if text != "-" else "–"

    def day(self, text: str | None) -> str:
        """Return a day, with its time if it has one, as the language writes it; empty for None."""
        if text is None:
            return ""
        year, month, rest = text[:10].split("-")
        time = f", {text[11:]}" if len(text) > len(_EARLIEST) else ""
        if self.short == "zh":
            return f"{int(year)}年{int(month)}月{int(rest)}日{time.replace(', ', ' ')}"
        months = _MONTHS.get(self.short)
        if months is None:
            return text.replace("T", " ")
        return f"{int(rest)} {months.split()[int(month) - 1]} {int(year)}{time}"
