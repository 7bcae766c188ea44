"""What tpaudit says, by language. What is missing in a language is said in English."""

from collections.abc import Callable, Mapping

Translate = Callable[..., str]


def words(language: str) -> Translate:
    """Return the function that says an English phrase in a language and fills in its names."""
    known = _known(language.partition("-")[0])

    def say(phrase: str, **names: object) -> str:
        return known.get(phrase, phrase).format(**names) if names else known.get(phrase, phrase)

    return say


def _known(language: str) -> Mapping[str, str]:
    """Return the phrases of a language; only one is needed in a run."""
    if language == "ru":
        from tpaudit.showing.russian import RUSSIAN

        return RUSSIAN
    if language == "zh":
        from tpaudit.showing.chinese import CHINESE

        return CHINESE
    return {}
