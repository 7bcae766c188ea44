"""Translation of phrases; a phrase without a translation stays English."""

import gettext
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
"""The folder of translations: people write `.po`, and the build compiles it to `.mo`."""


class Translate:
    """Translates phrases into one language, and knows which: what writes a phrase writes its figures, too."""

    __slots__ = ("_catalogue", "_phrase", "language")

    def __init__(self, language: str, domain: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language.partition("-")[0], domain)
        self._phrase = _phrases(language.partition("-")[0], domain)

    def __call__(self, phrase: str, **names: Any) -> str:
        """Return a phrase in the language, with its names filled in.

        For a phrase with a number, `one` is its singular form and `number` decides which form is used.
        """
        one, number = names.pop("one", ""), names.pop("number", 0)
        text = (
            self._catalogue.ngettext(one, phrase, number) if one else self._phrase(phrase) if phrase else ""
        )
        return text.format(**names) if names else text


def translator(language: str, domain: str = "tpaudit") -> Translate:
    """Return what translates an English phrase and fills in its names.

    `domain` is the catalogue: `tpaudit` for what results say, `messages` for what is wrong in files.
    """
    return Translate(language, domain)


@cache
def _catalogue(language: str, domain: str) -> gettext.NullTranslations:
    return gettext.translation(domain, LOCALE, [language], fallback=True)


@cache
def _phrases(language: str, domain: str) -> Callable[[str], str]:
    """Return what looks phrases up; the same ones are needed a thousand times."""
    return lru_cache(maxsize=4096)(_catalogue(language, domain).gettext)


ENGLISH: Final = translator("en")
"""Writes the phrases as they are: for programs, and for whoever names no language."""
