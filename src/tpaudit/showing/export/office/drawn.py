"""A report's pictures for Word, as PNG: drawn by Chromium from the same templates as those of the HTML."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from tpaudit.showing.export.office.blocks import DrawnPictures
from tpaudit.showing.export.office.pdf import closed, switches
from tpaudit.showing.report.template import render_page
from tpaudit.showing.text.locale import Locale

_MOST_PANELS: Final = 4
"""A map of more panels is not drawn: in a document nobody would read it."""
_WIDE: Final = 1000
"""How wide the page is that a picture is drawn on, in pixels."""
_SHARP: Final = 2
"""How many dots of the picture are one pixel of the page."""
_BELOW: Final = 48
"""How much blank page is below a picture, in pixels: what lies so near the end of its window Chromium may leave undrawn."""
_PATIENCE: Final = 60
"""Seconds by the clock for one picture."""
_PNG: Final = b"\x89PNG"


class _Page(NamedTuple):
    """A page that holds one picture and nothing else."""

    html: str
    height: int
    """In pixels."""


def drawn_pictures(
    program: str, contents: Mapping[str, Any], locale: Locale, built_in: Path
) -> DrawnPictures:
    """Return the pictures of a report's contents; those that Chromium does not draw are left out."""
    card, strip, panels = contents["scorecard"], contents["score_strip"], contents["map"].panels
    pages: list[_Page] = []
    if strip.marks and (card.score is not None or card.broken):
        pages.append(_page(contents, None, strip, locale, built_in))
    scored = len(pages)
    if len(panels) <= _MOST_PANELS:
        pages += [_page(contents, panel, panel, locale, built_in) for panel in panels]
    found = _drawn(program, pages)
    return DrawnPictures(
        scores=[data for data in found[:scored] if data is not None],
        map=[data for data in found[scored:] if data is not None],
    )


def _page(contents: Mapping[str, Any], panel: Any, shape: Any, locale: Locale, built_in: Path) -> _Page:
    html = render_page("picture.html.j2", {**contents, "panel": panel}, locale, built_in)
    return _Page(html, round(_WIDE * shape.height / shape.width) + _BELOW)


def _drawn(program: str, pages: Sequence[_Page]) -> list[bytes | None]:
    """Return each page as PNG, all drawn at once; null for one that was not drawn."""
    with TemporaryDirectory(prefix="tpaudit-") as folder:
        running = []
        for number, page in enumerate(pages):
            own = Path(folder, str(number))
            own.mkdir()
            (own / "page.html").write_text(closed(page.html), encoding="utf-8", errors="backslashreplace")
            running.append((own, _started(program, _options(own, page))))
        return [_ended(process, own / "made.png") for own, process in running]


def _options(own: Path, page: _Page) -> Iterator[str]:
    yield from switches(str(own))
    yield from (f"--window-size={_WIDE},{page.height}", f"--force-device-scale-factor={_SHARP}")
    yield from ("--hide-scrollbars", f"--screenshot={own / 'made.png'}", (own / "page.html").as_uri())


def _started(program: str, options: Iterable[str]) -> "subprocess.Popen[bytes] | None":
    try:
        return subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def _ended(process: "subprocess.Popen[bytes] | None", made: Path) -> bytes | None:
    """Wait for a picture; what is none, or takes too long, is left out."""
    if process is None:
        return None
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    data = made.read_bytes() if made.is_file() else b""
    return data if data.startswith(_PNG) else None
