"""Letters: those that nobody sees, and those that look like others."""

import unicodedata
from typing import Final

_HIDDEN_CATEGORIES: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS: Final = {"\u200c", "\u200d", "\u00ad"}
"""Format characters that some scripts and emoji need; the others of their category can deceive readers."""
_PRESENTATION: Final = {"\ufe0e", "\ufe0f"}
"""Say whether a symbol is drawn as text or as a picture; behind anything else they are only hidden."""
_KEYCAPS: Final = frozenset("0123456789#*")
_BLANK_RANGES: Final = (
    *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065)),
    *((0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x16FE4, 0x16FE4), (0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159)),
)
"""Ranges of what counts as letters, marks or symbols and is drawn as nothing: Unicode's property
Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and the blanks of Braille and of music."""
_BLANK: Final = frozenset(chr(code) for first, last in _BLANK_RANGES for code in range(first, last + 1))
_FIRST_TAG, _LAST_TAG = "\U000e0000", "\U000e0fff"
"""The range of them that is too long for a set which every command makes."""


def is_blank(character: str) -> bool:
    """Tell whether a character passes for a letter, a mark or a symbol, and is drawn as nothing."""
    return character in _BLANK or _FIRST_TAG <= character <= _LAST_TAG


def is_hidden(character: str, before: str = "") -> bool:
    """Tell whether a reader does not see a character, or is deceived by it, behind the one `before`."""
    if character in _PRESENTATION:
        return not before or (unicodedata.category(before) not in {"So", "Sm"} and before not in _KEYCAPS)
    if is_blank(character):
        return True
    return unicodedata.category(character) in _HIDDEN_CATEGORIES and character not in _JOINERS


_LIKE_LATIN: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0501\u04bb\u04cf\u051b\u051d\u0475"
    "\u03bf\u03b9\u03c1\u03c5\u03bd\u03b1\u03f2\u03f3\u0585\u0578\u057d\u0570\u0581\u0566\u0131\u0251\u0261",
    "aeopcyxsijdhlqwvoipuvacjonuhgqiag",
)
"""Small Cyrillic, Greek and Armenian letters, and phonetic ones, that are drawn as Latin ones are, each above
its like; after Unicode's confusables.txt."""


def likeness(text: str) -> str:
    """Return what two ids have in common if a reader cannot tell one from the other."""
    return unicodedata.normalize("NFKC", text).translate(_LIKE_LATIN)
