"""The filters of report templates: how figures, days, answers and words of the results are written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from tpaudit.results.standing import standing_of
from tpaudit.showing.text.figures.marks import apart, enumerated, in_sentences, marks, strung, told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded, visible
from tpaudit.showing.text.results.headline import band_of, band_word
from tpaudit.showing.text.results.scorecard import benchmark_words, no_score_words, nps_words

SEEN: Final = 0.05
"""Points below this would be written as 0.0."""
_FEELINGS: Final = ("angry", "negative", "neutral", "positive", "delighted")
_LINKS: Final = ("http://", "https://", "mailto:", "tel:")


def report_filters(locale: Locale) -> dict[str, Callable[..., Any]]:
    """Return the filters by the names that templates use; what recurs in a report is written once."""
    say, points, day = locale.say, cache(locale.points), cache(locale.day)

    @cache
    def word(name: str | None) -> str:
        return locale.word(name) if name else ""

    @cache
    def about(on: str | None, by: str | None, method: str | None, place: str, felt: str | None) -> str:
        return told([day(on), by or "", word(method), place, word(felt)], locale.language)

    return {
        "points": points,
        "points_seen": lambda value: points(value) if value is not None and value >= SEEN else "",
        "decimal": locale.decimal,
        "percent": locale.percent,
        "signed": lambda value: locale.signed(value) if value is not None else "",
        "interval": lambda ends: "–".join(dict.fromkeys(map(points, ends))),
        "number": locale.number,
        "money": locale.money,
        "amount": locale.amount,
        "day": day,
        "word": word,
        "about": lambda seen, places: about(*_circumstances(seen, places)),
        "feeling": lambda value: say(_FEELINGS[round(value) + 2]) if value is not None else "",
        "band": _band,
        "band_word": lambda touch: band_word(_record(touch)),
        "arrow": _arrow,
        "answer": lambda answer, names, kind="": _answer(answer, names, locale, kind),
        "answered": lambda seen, question: _answered(_record(seen), _record(question), locale),
        "listed": lambda texts: enumerated(texts, locale.language),
        "told": lambda texts: told(texts, locale.language),
        "apart": lambda texts: apart(texts, locale.language),
        "strung": lambda texts: strung(texts, locale.language),
        "stopped": lambda texts: marks(locale.language).stop.join(filter(None, texts)),
        "in_sentences": lambda texts: in_sentences(texts, locale.language),
        "nps": lambda figure: nps_words(_record(figure), say, locale.decimal),
        "beside": lambda card: benchmark_words(_record(card), say, points),
        "no_score": lambda card: no_score_words(standing_of(_record(card)), say),
        "clickable": lambda link: link.lower().startswith(_LINKS),
        "paragraphs": _paragraphs,
        "in_css": in_css,
    }


class _PlainRecord(dict[str, Any]):
    """Plain data whose fields are read as those of a record."""

    def __getattribute__(self, name: str) -> Any:
        return self[name] if name in self else super().__getattribute__(name)


def _record(value: Any) -> Any:
    """Return a value as a record, which a template of one's own has as plain data."""
    if type(value) is dict:
        return _PlainRecord({key: _record(inner) for key, inner in value.items()})
    return value


def _circumstances(seen: Any, places: Mapping[str, str]) -> tuple[Any, ...]:
    """Return when something was seen, by whom, how, where, and how it felt."""
    shown: Any = _PlainRecord(seen) if type(seen) is dict else seen
    return shown.on, shown.by, shown.method, places.get(shown.place, ""), shown.felt


def _band(touch: Any) -> str:
    """Return the word for a touchpoint."""
    shown: Any = _PlainRecord(touch) if type(touch) is dict else touch
    return band_of(shown)


def _arrow(ends: Iterable[str | None]) -> str:
    """Write from what to what, if both are known."""
    known = [end or "" for end in ends]
    return " → ".join(known) if all(known) else ""


def _answer(answer: str, names: Mapping[str, str], locale: Locale, kind: str) -> str:
    """Return an answer as people read it: by its name, as a phrase such as yes, or with figures of the language."""
    if answer in names or not names or ", " not in answer:
        said = names.get(answer)
        return said or locale.answer(locale.say(answer.casefold()) if answer.isascii() else answer, kind)
    return enumerated((names.get(part, part) for part in answer.split(", ")), locale.language)


def _answered(seen: Any, question: Any, locale: Locale) -> str:
    """Return what was answered, as the first word of a line."""
    said = seen.label if seen.label is not None else ""
    said = said or _answer(seen.answer, question.answers, locale, question.kind)
    return said[:1].upper() + said[1:]


def _paragraphs(text: object) -> Sequence[str]:
    """Return the paragraphs of a text: what blank lines part."""
    return [folded(part) for part in re.split(r"\n\s*\n", str(text)) if part.strip()]


def in_css(text: object) -> str:
    """Return a text as it stands between the quotes of a style sheet: all that could end it is escaped."""
    return "".join(
        letter if letter.isalnum() or letter in " .,·" else f"\\{ord(letter):x} "
        for letter in visible(str(text))
    )
