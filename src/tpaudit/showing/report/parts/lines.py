"""Lines of the first page of a report: their texts, cut to what one sheet of paper holds."""

import re
from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.showing.text.numbers import fitted, folded, width

MOST: Final = 3
"""How many measures, strengths, broken touchpoints and open points the page names."""
NAME: Final = 36
"""Columns of text of a name at most; a Chinese letter takes two."""
SENTENCE: Final = 80
_LONG_WORD: Final = 20
"""A text without spaces, such as Chinese, is cut anywhere."""
_ENDED: Final = re.compile(r"[.!?][”»]?(?=\s)|[。！？]”?")
"""Where a sentence ends."""
_SHORTEST: Final = 3
"""A text is cut behind a sentence where that leaves a third of the room at least."""
_QUOTES: Final = (("«", "»"), ("“", "”"), ("「", "」"), ("《", "》"))
"""What a cut closes where it opened one."""
_LOOSE: Final = " ,.;:·–—-(«“"
"""What does not stand before an ellipsis."""


@record
class BoardLine(Computed):
    """A line about a touchpoint."""

    touchpoint: str
    name: str
    score: float | None
    """Null where the line is about no score."""
    delights: bool
    text: str
    """Why it stands there; may be empty."""


def board_line(
    touch_id: str, touch: TouchpointScore, text: str, *, score: float | None = None, delights: bool = False
) -> BoardLine:
    """Return a line about a touchpoint."""
    return BoardLine(
        touchpoint=touch_id,
        name=cut(touch.name, NAME),
        score=score,
        delights=delights,
        text=whole_sentences(text, SENTENCE),
    )


def whole_sentences(text: str, columns: int) -> str:
    """Return sentences on one line; where they are longer than that, the first ones, with an ellipsis behind them."""
    line = folded(text)
    if width(line) <= columns:
        return line
    kept = fitted(line, columns - 2).removesuffix("…") + " "
    whole = [kept[: end.end()] for end in _ENDED.finditer(kept)]
    if whole and width(whole[-1]) * _SHORTEST >= columns and not _opened(whole[-1]):
        return whole[-1] + ("…" if whole[-1][-1] in "。！？”" else " …")
    return cut(text, columns)


def _opened(text: str) -> list[str]:
    """Return what closes the quotation that a text opens and leaves open."""
    return [end for start, end in _QUOTES if text.count(start) > text.count(end)]


def cut(text: str, columns: int) -> str:
    """Return a text on one line; where it is longer than that, cut behind a word, with an ellipsis."""
    line = folded(text)
    if width(line) <= columns:
        return line
    cut = fitted(line, columns).rstrip().removesuffix("…")
    words, _, last = cut.rpartition(" ")
    kept = (words if words and len(last) < _LONG_WORD else cut).rstrip(_LOOSE) + "…"
    return kept + "".join(_opened(kept))
