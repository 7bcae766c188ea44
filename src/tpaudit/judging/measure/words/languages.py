"""Languages of texts: told by the letters, or by the small words that every text of a language has."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

_TEXTS_OF_SMALL_WORDS: Final[Mapping[str, str]] = {
    "en": "the and of to in is for with that you are this on your we our be it by from at as",
    "de": "der die das und ist nicht mit für auf ein eine wir sie zu den dem von im sich auch",
    "fr": "le la les et est des une un du pour dans nous vous que qui avec sur au aux pas",
    "es": "el la los las y es de una un para con que en por nuestro su del más como al",
    "it": "il lo la gli e è di che una un per con del della nel sono più ci dei alla",
    "pt": "o os as e é de uma um para com que em não por nossa do da dos das mais",
    "nl": "de het een en is van met op voor hij zij wij niet dat te zijn ook bij naar aan",
    "sv": "och att det är en ett som för med på av vi inte den till om har eller från kan",
    "da": "og at det er en et som for med på af vi ikke den til om har eller fra kan",
    "nb": "og at det er en et som for med på av vi ikke den til om har eller fra kan",
    "fi": "ja on ei että se ovat mutta tai kun myös joka oli hän voit sekä meidän",
    "pl": "i w na się nie z do jest że jak dla oraz po od są przez ich lub twoje nasze",
    "cs": "a v na se je že s do pro od jsou jako nebo po k z není který naše vám",
    "tr": "ve bir bu için ile da de olarak daha çok en ne gibi var olan kadar sizin veya",
    "ru": "и в на не с что по для мы вы это как из от за или наш ваш при все",
    "uk": "і в на не з що по для ми ви це як із від за або наш ваш при та",
}
_SMALL_WORDS: Final = {language: frozenset(text.split()) for language, text in _TEXTS_OF_SMALL_WORDS.items()}
_LETTERS: Final[Mapping[str, re.Pattern[str]]] = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
"""Letters that one language alone is written in; Japanese comes first, since it has Chinese letters too."""
_ALIKE: Final = frozenset({"da", "nb", "nn", "no"})
"""Languages that their small words do not tell apart."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 20_000
_LEAST_HITS: Final = 4
_LEAST_SHARE: Final = 0.12
_LEAST_LEAD: Final = 1.5
_LEAST_LETTERS: Final = 0.2


def written_language(text: str) -> str | None:
    """Return the language that a text is written in, such as en; None if it cannot be told.

    The small words of one language must make an eighth of the text, and be half as many again as those of any other.
    """
    text = text[:_LONGEST]
    letters = sum(letter.isalpha() for letter in text)
    for language, pattern in _LETTERS.items():
        if letters and len(pattern.findall(text)) > _LEAST_LETTERS * letters:
            return language
    words = Counter(_WORD.findall(text.casefold()))
    hits = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items() if words}
    best = max(hits, key=lambda language: hits[language], default=None)
    if best is None or hits[best] < max(_LEAST_HITS, _LEAST_SHARE * words.total()):
        return None
    others = max(count for language, count in hits.items() if not same_language(language, best))
    return best if hits[best] >= _LEAST_LEAD * others else None


def same_language(one: str, other: str) -> bool:
    """Tell whether two languages are one, as far as texts tell them apart."""
    return one == other or {one, other} <= _ALIKE
