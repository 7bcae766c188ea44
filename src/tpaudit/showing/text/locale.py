"""A language as a report is written in it: phrases, figures, days and texts."""

from collections.abc import Mapping, Sequence
from typing import Final

from tpaudit.documents.text import say as text_in
from tpaudit.showing.text.numbers import percent, rounded
from tpaudit.showing.text.translate import translator

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_EARLIEST: Final = "0001-01-01"


class Locale:
    """Writes phrases, figures, days and texts in one language."""

    def __init__(self, language: str, limits: Sequence[float] = ()) -> None:
        """Take the language, and the scores at which a band begins, so that no figure seems to reach one."""
        self.language = language
        self.short = language.partition("-")[0]
        self.languages = (language, "en")
        self.say = translator(language)
        self.limits = limits

    def text(self, text: str | Mapping[str, str] | None) -> str:
        """Return a text of a file in this language, or in the one that it has."""
        return text_in(text, self.languages)

    def points(self, value: float | None) -> str:
        """Write a score or lost points with one decimal; a dash for none."""
        return self._written(rounded(value, self.limits))

    def decimal(self, value: float | None) -> str:
        """Write a figure that is no score with two decimals; a dash for none."""
        return self._written(rounded(value, (), 2))

    def percent(self, share: float | None) -> str:
        """Write a share of 0-1 as a percentage, its sign included."""
        text = self._written(percent(share))
        return text if share is None else f"{text}%" if self.short == "zh" else f"{text} %"

    def signed(self, value: float) -> str:
        """Write a difference with its sign."""
        text = self._written(rounded(abs(value)))
        sign = "±" if text in {"0.0", "0,0"} else "+" if value > 0 else "−"
        return sign + text

    def _written(self, text: str) -> str:
        return text.replace(".", ",") if self.short == "ru" else text if text != "-" else "–"

    def day(self, text: str | None) -> str:
        """Write a day, or a minute of it, as the language does; empty for none."""
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
