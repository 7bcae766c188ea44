"""Badge: a verdict as a small picture, for a README or a wiki."""

from typing import Final

from tpaudit.results.verdict import Verdict
from tpaudit.showing.ci.located import PathOf

_LABEL: Final = "touchpoints"
_GREEN: Final = "#2a6f2a"
_RED: Final = "#a11d1d"
_GREY: Final = "#5a5a5a"
"""Colours on which white is read with a contrast of 6 to 1 and more."""
_LETTER: Final = 7
"""Pixels of a letter at 11 pixels; the text is set to the width that comes of it, whatever the font."""
_PAD: Final = 12


def as_badge(verdict: Verdict, _place: PathOf) -> str:
    """Return an SVG that says whether everything passes, and how many errors stand; no text of a file is in it."""
    said, colour = _said(verdict)
    left, right = _wide(_LABEL), _wide(said)
    title = f"{_LABEL}: {said}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}">',
            f"  <title>{title}</title>",
            f'  <rect width="{left}" height="20" fill="#333"/>',
            f'  <rect x="{left}" width="{right}" height="20" fill="{colour}"/>',
            '  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
            _text(_LABEL, 0),
            _text(said, left),
            "  </g>",
            "</svg>",
            "",
        ]
    )


def _said(verdict: Verdict) -> tuple[str, str]:
    """Return the verdict in a word or two, and its colour."""
    if verdict.unjudged:
        return "not judged", _GREY
    if verdict.errors:
        return f"{verdict.errors} {'error' if verdict.errors == 1 else 'errors'}", _RED
    return "pass", _GREEN


def _wide(text: str) -> int:
    return _length(text) + _PAD


def _length(text: str) -> int:
    return _LETTER * len(text)


def _text(text: str, start: int) -> str:
    return f'    <text x="{start + _PAD // 2}" y="14" textLength="{_length(text)}">{text}</text>'
