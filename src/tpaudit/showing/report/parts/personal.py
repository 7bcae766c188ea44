"""Personal: where a text holds a phone number, a mail address or the name of somebody who is known.

Numbers are found by how they are written in English, Russian, Chinese and the international way, names by how they are
spelt, declined in Russian, or written in capitals. A name of two words is found in any case and either order; a single
word of a name only with a capital, since many are ordinary words without one.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final

Replace = Callable[[str], str]
"""Returns what stands instead of a piece of text."""

_AS_TYPED: Final = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
)
"""Wide letters and digits, blanks and dashes as a keyboard has them: each is one letter, so that places stay the same."""
_GAP: Final = r"(?:[ /-]|\.(?=\d)| ?[()] ?| - )?"
_PHONE: Final = re.compile(
    r"(?:(?<![A-Za-z0-9_+])\+\d(?:" + _GAP + r"\d){6,14}"
    # 00 49 30 901820
    r"|(?<![A-Za-z0-9_/+-])(?<!\d[.,])(?:00[ -]?[1-9](?:[ -]?\d){7,12}"
    # 8 (495) 123-45-67, 84951234567
    r"|(?=[78](?:[ ()-]{0,2}\d){10}(?!\d))[78][ -]?\(?\d{3,5}\)?[ -]?\d{1,3}[ -]?\d{2}[ -]?\d{2,3}"
    # (212) 555-0187, (010)62345678; a year in brackets is none
    r"|\((?!(?:19|20)\d\d\))\d{2,5}\) ?\d(?:[ -]?\d){4,8}"
    # 020 7946 0018, 030/901820, 01.23.45.67.89
    r"|(?<!\d )(?:0\d(?:\.\d\d){4}|0\d(?:[ /-]?\d){5,11})"
    # 212-555-0187, 212.555.0187
    r"|(?:1[ .-])?\d{3}([ .-])\d{3}\1\d{4}"
    # 13800138000, 138-0013-8000, 400-123-4567, 4008-123-456
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|400\d?[ -]\d{3,4}[ -]?\d{3,4}"
    # 495-123-45-67, 123-45-67
    r"|(?:\d{3}[ -])?\d{3}-\d{2}-\d{2}"
    r")(?![A-Za-z0-9_])(?!-\d))(?:,? ?(?:ext\.?|x|доб\.?|转|分机) ?\d{1,6})?"
)
_NO_PHONE: Final = re.compile(
    r"\d{1,2}([ ./-])\d{1,2}\1(?:\d\d|\d{4})(?!\d|\1)|(?:[01]\d|2[0-4])[0-5]\d ?- ?(?:[01]\d|2[0-4])[0-5]\d$"
    r"|\+\d{1,2}(?: \d{3}){2}$"
)
"""What looks like a number to call and is a day at the start, hours such as 0900-1800, or a gain of +10 000 000."""
_FEWEST_DIGITS: Final = 7
_EASTERN: Final = "\u2e80-\u9fff"
_MAIL: Final = re.compile(
    rf"(?:[^\s@<>()\[\]{{}},;:\"|*{_EASTERN}]+|[{_EASTERN}]+)(?:@| ?[(\[] ?(?:at|собака|艾特) ?[)\]] ?)"
    r"(?:\[[\d.:]+\]|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|(?:[\w-]+\.)+[\w-]+|[A-Za-z][A-Za-z0-9-]+)",
    re.IGNORECASE,
)
_IN_LINK: Final = re.compile(r"(?i)(?<=wa\.me/)\+?\d+|(?<=[?&]tel=)\+?[\d%-]+|(?<=[?&]phone=)\+?[\d%-]+")
"""Numbers in the links that open a conversation with somebody."""

_SHORTEST: Final = 3
"""Letters of a word that stands for a name by itself; a whole name may be shorter."""
_FEWEST_LETTERS: Final = 2
"""Letters of a name at least: one letter stands in every text."""
_BEFORE: Final = rf"(?<![^\W_{_EASTERN}])"
_AFTER: Final = rf"(?![^\W_{_EASTERN}])"
"""Where a word begins and ends: Chinese has no blanks around the names of others either."""
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]{3,}")
_ENDING: Final = re.compile(r"(?:ий|ый|ой|ая|яя|ия|ья|й|ь|[аеёиоуыэюя])$", re.IGNORECASE)
_FLEETING: Final = re.compile(r"[бвгджзклмнпрстфхцчшщ]([еёо])[бвгджзклмнпрстфхцчшщ]$", re.IGNORECASE)
"""The vowel of Павел, which Павла has not; Лев has a sign in its place."""
_CASES: Final = (
    "|а|я|у|ю|е|и|ы|ом|ем|ём|ой|ою|ей|ею|ым|им|ых|их|ыми|ими|ами|ями|ам|ям|ах|ях|ов|ев|ия|ии|ию|ией|ием|ья|ьи|ью"
    "|ье|ьей|й|ь"
)
_OF_ADJECTIVES: Final = "|ий|ый|ого|его|ому|ему|ая|яя|ую|юю|ие|ые"
"""How names end in every case, singular and plural, and those that are adjectives as well."""
_ADJECTIVE: Final = re.compile(r"(?:ий|ый|ой|ая|яя)$", re.IGNORECASE)


def without_numbers(text: str, put: Replace) -> str:
    """Return a text in which `put` says what stands instead of each phone number."""

    def found() -> Iterator[tuple[int, int]]:
        for match in _PHONE.finditer(text.translate(_AS_TYPED)):
            digits = sum(letter.isdigit() for letter in match[0])
            if digits >= _FEWEST_DIGITS and not _NO_PHONE.match(match[0]):
                yield match.span()

    return _replaced(text, found(), put)


def without_mails(text: str, put: Replace) -> str:
    """Return a text in which `put` says what stands instead of each mail address."""
    if not re.search(r"@|＠|[(\[] ?(?:at|собака|艾特)", text, re.IGNORECASE):
        return text
    return _replaced(text, (match.span() for match in _MAIL.finditer(text.translate(_AS_TYPED))), put)


def without_numbers_of_links(link: str, put: Replace) -> str:
    """Return a link without the number of whoever it calls."""
    return _replaced(link, (match.span() for match in _IN_LINK.finditer(link)), put)


def digits_of(text: str) -> str:
    """Return the digits of a text, by which two numbers are the same."""
    return "".join(letter for letter in text.translate(_AS_TYPED) if letter.isdigit())


def _replaced(text: str, spans: Iterator[tuple[int, int]], put: Replace) -> str:
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], put(text[start:stop])]
        end = stop
    return "".join([*pieces, text[end:]])


class Names:
    """Finds names of people in texts."""

    def __init__(self, names: Collection[str]) -> None:
        """Take the names, whole; each of their words with a capital is looked for as well."""
        known = sorted({" ".join(name.split()) for name in names if len(name.strip()) >= _FEWEST_LETTERS})
        words = {word for name in known for word in _words(name)} | {
            name for name in known if " " not in name
        }
        whole = [_whole(name) for name in known if " " in name]
        single = [_of_word(word) for word in sorted(words, key=lambda word: (-len(word), word))]
        self._in_text = _joined([*(f"(?i:{pattern})" for pattern in _longest_first(whole)), *single])
        long = sorted({part for word in words if len(part := word.casefold()) >= _SHORTEST})
        self._in_path = _joined([f"(?i:{re.escape(word)})" for word in _longest_first(long)])

    def out_of(self, text: str, put: Replace) -> str:
        """Return a text in which `put` says what stands instead of each name."""
        return self._out_of(self._in_text, text, put)

    def out_of_path(self, path: str, put: Replace) -> str:
        """Return a path or link without names, however they are written there."""
        return self._out_of(self._in_path, path, put)

    @staticmethod
    def _out_of(pattern: re.Pattern[str] | None, text: str, put: Replace) -> str:
        if pattern is None:
            return text
        return _replaced(text, (match.span() for match in pattern.finditer(text.translate(_AS_TYPED))), put)


def _joined(patterns: Collection[str]) -> re.Pattern[str] | None:
    return re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}") if patterns else None


def _longest_first(texts: Collection[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _words(name: str) -> list[str]:
    """Return the words of a name that stand for it: `Hans Müller-Lüdenscheidt` is Müller, too."""
    parts = re.split(r"[\s,]+|(?<=\w{3})-(?=\w{3})", name)
    return [part for part in parts if len(part) >= _SHORTEST and part[:1].isupper()]


def _whole(name: str) -> str:
    """Return the pattern of a name of several words, in either order."""
    words = [_spelt(word) for word in name.split()]
    gap = r"[\s,_-]+"
    return f"(?:{gap.join(words)}|{gap.join([*words[1:], words[0]])})"


def _of_word(word: str) -> str:
    """Return the pattern of a word as it is written, with a capital, or in capitals."""
    ways = dict.fromkeys([word, word[:1].upper() + word[1:], word.upper()])
    return "|".join(_spelt(way) for way in ways)


def _spelt(word: str) -> str:
    """Return the pattern of a word: Russian ones in every case, Chinese ones with blanks between their letters."""
    plain = word.translate(_AS_TYPED)
    if re.search(f"[{_EASTERN}]", plain):
        return r"\s*".join(map(re.escape, plain))
    if not _CYRILLIC.fullmatch(plain):
        return re.escape(plain)
    stem = _ENDING.sub("", plain)
    if len(stem) < _FEWEST_LETTERS:
        return re.escape(plain)
    fleeting = _FLEETING.search(stem)
    if fleeting:
        loose = f"{_either_e(stem[: fleeting.start(1)])}[еёоьЕЁОЬ]?{stem[fleeting.end(1) :]}"
    else:
        loose = _either_e(stem)
    endings = f"(?:{_CASES}{_OF_ADJECTIVES if _ADJECTIVE.search(plain) else ''})"
    return f"{loose}{endings.upper() if plain.isupper() else endings}"


def _either_e(text: str) -> str:
    """Return a pattern in which е and ё are the same."""
    return re.sub("[её]", "[её]", re.sub("[ЕЁ]", "[ЕЁ]", text))
