"""Text for people: a plain string, or a mapping by language."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import AfterValidator

from tpaudit.documents.fields import ById, OneOf, Written
from tpaudit.documents.scalars import named, without_nulls, wrong

LONGEST: Final = 20_000
"""The most letters of a text. A checklist's are written again for each of hundreds of touchpoints."""
LANGUAGE: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _language(value: object) -> str:
    if not isinstance(value, str) or not LANGUAGE.match(value):
        msg = f"{named(value)} is not a language; write a code such as en, ru or zh"
        raise wrong(msg)
    return value


def _some(value: object) -> object:
    texts = without_nulls(value)
    if not texts:
        msg = "no language is given; write a text, or texts by language such as en, ru, zh"
        raise wrong(msg)
    return texts


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        msg = f"a text of {len(text)} letters is too long; at most {LONGEST} are read"
        raise wrong(msg)
    return text


def _shape(value: object) -> str:
    return "by_language" if isinstance(value, dict) else "text"


Language = Annotated[str, Written(_language, type="string", pattern=LANGUAGE.pattern)]
Bounded = Annotated[str, AfterValidator(_bounded)]
ByLanguage = Annotated[dict[Language, Bounded], ById(_some)]
Text = Annotated[str | ByLanguage, OneOf(_shape, text=Bounded, by_language=ByLanguage)]


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
