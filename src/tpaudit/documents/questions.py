"""Questions: what a checklist asks, without the instruction that stands around it."""

import re
from functools import lru_cache
from typing import Final

_BETWEEN: Final = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zа-яё]|[«“\"(])|(?<=[。！？])\s*")
"""Where one sentence ends and the next begins: `e.g. here` and `1.5` are inside one."""
_ASIDE: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
QUESTION_MARKS: Final = ("?", "？")


@lru_cache(maxsize=4096)
def bare_question(ask: str) -> str:
    """Return the sentences of a text that ask, without asides in brackets; the whole text if none does."""
    text = ask.strip()
    while (shorter := _ASIDE.sub("", text)) and shorter != text:
        text = shorter
    questions = [
        sentence.strip() for sentence in _BETWEEN.split(text) if sentence.strip().endswith(QUESTION_MARKS)
    ]
    return " ".join(questions).replace("？ ", "？") or ask.strip()
