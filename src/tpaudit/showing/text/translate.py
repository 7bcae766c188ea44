"""Translation of phrases; a phrase without a translation stays English."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

Translate = Callable[..., str]

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
"""The folder of translations: people write `tpaudit.po`, and the build compiles it to `tpaudit.mo`."""


def translator(language: str) -> Translate:
    """Return the function that translates an English phrase and fills in its names.

    For a phrase with a number, `one` is its singular form and `number` decides which form is used.
    """
    catalogue = _catalogue(language.partition("-")[0])

    def say(phrase: str, *, one: str = "", number: int = 0, **names: object) -> str:
        text = catalogue.ngettext(one, phrase, number) if one else catalogue.gettext(phrase) if phrase else ""
        return text.format(**names) if names else text

    return say


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("tpaudit", LOCALE, [language], fallback=True)


ENGLISH: Final = translator("en")
"""Writes the phrases as they are: for programs, and for whoever names no language."""
