"""Ids as people read them, where nobody has given them a name."""

import re
from typing import Final

_ONE_WORD: Final = r"(?i:(?:\w|self|mini|pre|post|non|re|web|онлайн|интернет|веб|мини|смс|экспресс)-.+|.+-(?:in|out|up|off|free))"
"""Words that have a hyphen of their own: e-mail, self-service, check-in, интернет-магазин."""
_WORDS: Final = r"[^\W\d_]+(?:-[^\W_]+)+"


def unhyphenated(name: str) -> str:
    """Return an id such as `no-answer` as words; any other text, and a word with a hyphen of its own, as it is."""
    if "-" not in name or not re.fullmatch(_WORDS, name) or re.fullmatch(_ONE_WORD, name):
        return name
    return name.replace("-", " ")
