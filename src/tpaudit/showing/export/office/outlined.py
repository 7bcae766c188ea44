"""A report's pictures as SVG that stands by itself, without the variables of a page."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tpaudit.showing.export.office.blocks import DrawnPictures
from tpaudit.showing.report.template import render_page
from tpaudit.showing.text.locale import Locale

_SVG: Final = re.compile(r"<svg\b(.*?)>(.*)</svg>", re.DOTALL)
_ROOT: Final = re.compile(r":root\{([^{}]*)\}")
_VALUE: Final = re.compile(r"--([\w-]+):([^;}]+)")
_RULE: Final = re.compile(r"(?<=[}\n])svg[^{}]*\{[^{}]*\}")
"""A rule about pictures; what is for print alone stands behind the others."""
_USE: Final = re.compile(r"var\(--([\w-]+)\)")


def outlined_pictures(contents: Mapping[str, Any], locale: Locale, built_in: Path) -> DrawnPictures:
    """Return the pictures of a report's contents as SVG, in the colours of print: the same as in the HTML."""
    card, strip = contents["scorecard"], contents["score_strip"]
    there = strip.marks and (card.score is not None or card.broken)

    def outlined(panel: Any) -> bytes:
        page = render_page("picture.html.j2", {**contents, "panel": panel}, locale, built_in)
        return _alone(page).encode("utf-8", "backslashreplace")

    return DrawnPictures(
        scores=[outlined(None)] if there else [],
        map=[outlined(panel) for panel in contents["map"].panels],
    )


def _alone(page: str) -> str:
    """Return the picture of a page with the rules that it needs."""
    style = page.partition("</style>")[0]
    values = dict(_values(style))
    rules = "".join(_USE.sub(lambda use: values[use[1]], rule) for rule in _RULE.findall(style))
    found = _SVG.search(page)
    about, drawn = (found[1], found[2]) if found else ("", "")
    return f'<svg xmlns="http://www.w3.org/2000/svg"{about}><style>svg{{font-family:sans-serif}}{rules}</style>{drawn}</svg>'


def _values(style: str) -> Iterator[tuple[str, str]]:
    """Yield the variables of a style: those of light, and over them those of print."""
    first, *_, last = _ROOT.findall(style)
    for root in (first, last):
        yield from _VALUE.findall(root)
