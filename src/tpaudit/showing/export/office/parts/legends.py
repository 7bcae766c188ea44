"""What the marks of a report's pictures mean, in the words of the HTML: for below a picture of a document."""

from collections.abc import Mapping
from typing import Final

from tpaudit.showing.export.office.blocks import Paragraph
from tpaudit.showing.text.locale import Locale

_BANDS: Final[Mapping[str, str]] = {
    "○": "strong",
    "◐": "fair",
    "●": "weak",
    "✗": "broken",
    "◌": "open",
}
_LINES: Final[Mapping[str, str]] = {"│": "what the open questions could change", "━": "the stage"}
_SIGNS: Final[Mapping[str, str]] = {"★": "delights", "→": "handover"}


def scores_legend(locale: Locale) -> Paragraph:
    """Return what the marks of the scores along the journey mean."""
    return _legend({**_BANDS, **_LINES}, locale)


def map_legend(locale: Locale) -> Paragraph:
    """Return what the marks of the journey map mean."""
    return _legend({**_BANDS, "−": "The number beside a score: the points that it costs.", **_SIGNS}, locale)


def _legend(marks: Mapping[str, str], locale: Locale) -> Paragraph:
    shown = (f"{mark} {locale.say(phrase)}" for mark, phrase in marks.items())
    return Paragraph(text=" · ".join(shown), style="Caption")
