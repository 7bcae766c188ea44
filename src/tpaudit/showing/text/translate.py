"""What tpaudit says, by language. What is missing in a language is said in English."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

Translate = Callable[..., str]

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
"""Where the catalogues lie: `tpaudit.po` is written by people, `tpaudit.mo` is compiled from it by the build."""


def translator(language: str) -> Translate:
    """Return the function that says an English phrase in a language and fills in its names.

    Of a phrase with a number `one` is the singular and `number` the number that decides.
    """
    known = _catalogue(language.partition("-")[0])

    def say(phrase: str, *, one: str = "", number: int = 0, **names: object) -> str:
        text = known.ngettext(one, phrase, number) if one else known.gettext(phrase) if phrase else ""
        return text.format(**names) if names else text

    return say


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("tpaudit", LOCALE, [language], fallback=True)
