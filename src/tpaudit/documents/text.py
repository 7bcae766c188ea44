"""Text for people: a plain string, or a mapping by language."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import AfterValidator

from tpaudit.documents.fields import ById, OneOf, Written
from tpaudit.documents.scalars import named, without_nulls, wrong
from tpaudit.documents.worded import Worded

LONGEST: Final = 20_000
"""The most letters of a text of a checklist."""
LANGUAGE: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _language(value: object) -> str:
    if not isinstance(value, str) or not LANGUAGE.match(value):
        msg = Worded("{value} is not a language; write a code such as en, ru or zh", value=named(value))
        raise wrong(msg)
    return value


def _some(value: object) -> object:
    texts = without_nulls(value)
    if not texts:
        msg = "no language is given; write a text, or texts by language such as en, ru, zh"
        raise wrong(msg)
    return texts


def _bounded(text: str | dict[str, str]) -> str | dict[str, str]:
    longest = len(text) if isinstance(text, str) else max(map(len, text.values()))
    if longest > LONGEST:
        msg = Worded(
            "a text of {longest} letters is too long for a checklist; at most {most} are read",
            longest=longest,
            most=LONGEST,
        )
        raise wrong(msg)
    return text


def _shape(value: object) -> str:
    return "by_language" if isinstance(value, dict) else "text"


Language = Annotated[str, Written(_language, type="string", pattern=LANGUAGE.pattern)]
ByLanguage = Annotated[dict[Language, str], ById(_some)]
Text = Annotated[str | ByLanguage, OneOf(_shape, text=str, by_language=ByLanguage)]
Wording = Annotated[Text, AfterValidator(_bounded)]
"""A text of a checklist, which is written again for each of hundreds of touchpoints, and so has a longest length."""


def say(text: str | Mapping[str, str] | None, languages: Sequence[str]) -> str:
    """Return a text in the first of the languages that it has, else in the first it is written in."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    for language in languages:
        if language in text:
            return text[language]
    return next(iter(text.values()))


_COMMA: Final = ", "
_COMMAS: Final[Mapping[str, str]] = {"zh": "、"}


def comma(language: str) -> str:
    """Return what a language puts between names in a row."""
    return _COMMAS.get(language.partition("-")[0], _COMMA)
