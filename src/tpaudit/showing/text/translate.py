"""Translation of phrases; a phrase without a translation stays English."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

Translate = Callable[..., str]

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
"""The folder of translations: people write `.po`, and the build compiles it to `.mo`."""


def translator(language: str, domain: str = "tpaudit") -> Translate:
    """Return the function that translates an English phrase and fills in its names.

    For a phrase with a number, `one` is its singular form and `number` decides which form is used.
    `domain` is the catalogue: `tpaudit` for what results say, `messages` for what is wrong in files.
    """
    catalogue = _catalogue(language.partition("-")[0], domain)

    def say(phrase: str, *, one: str = "", number: int = 0, **names: object) -> str:
        text = catalogue.ngettext(one, phrase, number) if one else catalogue.gettext(phrase) if phrase else ""
        return text.format(**names) if names else text

    return say


@cache
def _catalogue(language: str, domain: str) -> gettext.NullTranslations:
    return gettext.translation(domain, LOCALE, [language], fallback=True)


ENGLISH: Final = translator("en")
"""Writes the phrases as they are: for programs, and for whoever names no language."""
