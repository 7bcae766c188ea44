"""What a language puts between words where no sentence does: commas, colons, brackets, blanks."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from tpaudit.documents.text import comma


class Punctuation(NamedTuple):
    """The marks of one language, each with the blanks around it; in Chinese marks are full width and need none."""

    comma: str = ", "
    """Between names in a row."""
    pause: str = ", "
    """Between what is said of one thing."""
    semicolon: str = "; "
    colon: str = ": "
    stop: str = ". "
    """Between a phrase and the sentence that follows it."""
    gap: str = " "
    """Between sentences, and between words that are one thing."""
    opening: str = " ("
    closing: str = ")"
    unsure: str = "?"
    """Behind a word that may still change."""


_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", ".»", "。”", ".”")
_WESTERN: Final = Punctuation()
_OWN: Final[Mapping[str, Punctuation]] = {
    "zh": Punctuation(
        comma=comma("zh"),
        pause="，",
        semicolon="；",
        colon="：",
        stop="。",
        gap="",
        opening="（",
        closing="）",
        unsure="？",
    )
}


def marks(language: str) -> Punctuation:
    """Return the marks of a language."""
    return _OWN.get(language.partition("-")[0], _WESTERN)


def enumerated(texts: Iterable[str], language: str) -> str:
    """Return names in a row, those that are empty left out."""
    return marks(language).comma.join(filter(None, texts))


def told(texts: Iterable[str], language: str) -> str:
    """Return what is said of one thing, what is empty left out."""
    return marks(language).pause.join(filter(None, texts))


def apart(texts: Iterable[str], language: str) -> str:
    """Return parts of which each may have commas, what is empty left out."""
    return marks(language).semicolon.join(filter(None, texts))


def strung(texts: Iterable[str], language: str) -> str:
    """Return texts of people one behind the other: a semicolon follows one that does not end a sentence itself."""
    known, mark = [text.strip() for text in texts if text], marks(language)
    return "".join(
        text if last else text + (_gap(text, mark) if text.endswith(_ENDS) else mark.semicolon)
        for last, text in ((place == len(known), text) for place, text in enumerate(known, 1))
    )


def _gap(text: str, mark: Punctuation) -> str:
    """Return what follows a full stop; behind one that is not full width it is a blank in every language."""
    return " " if text[-1].isascii() else mark.gap


def in_sentences(texts: Iterable[str], language: str) -> str:
    """Return sentences one after the other, what is empty left out."""
    return marks(language).gap.join(filter(None, texts))
