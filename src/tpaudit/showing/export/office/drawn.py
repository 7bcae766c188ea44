"""A report's pictures for Word, as PNG: drawn by Chromium from the same templates as those of the HTML."""

import subprocess
import zlib
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
_BELOW: Final = 120
"""How much taller than a picture its window is, in pixels: Chromium draws a part of it alone, and the rest is cut off."""
_LOGO: Final = (480, 128)
"""The width and height that a logo is drawn in, in pixels."""
_PATIENCE: Final = 60
"""Seconds by the clock for one picture."""
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {2: 3, 6: 4}
"""Bytes of a dot by its kind of colour."""


class _Page(NamedTuple):
    """A page that holds one picture and nothing else."""

    html: str
    height: int
    """In pixels."""
    width: int = _WIDE


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
    mapped = len(pages)
    logos = [logo for logo in (contents["branding"]["logo"], contents["cover"].logo) if _to_be_drawn(logo)]
    found = _drawn(program, [*pages, *map(_logo_page, logos)])
    return DrawnPictures(
        scores=[data for data in found[:scored] if data is not None],
        map=[data for data in found[scored:mapped] if data is not None],
        logos={logo: data for logo, data in zip(logos, found[mapped:], strict=True) if data is not None},
        failed=found.count(None),
    )


def _to_be_drawn(logo: str | None) -> bool:
    """Tell whether Word does not show a logo as it is."""
    return logo is not None and logo.startswith(("data:image/svg", "data:image/webp"))


def _logo_page(logo: str) -> _Page:
    width, height = _LOGO
    style = f"display:block;width:{width}px;height:{height}px;object-fit:contain;object-position:left"
    html = f'<!doctype html><head></head><body style="margin:0"><img src="{logo}" alt="" style="{style}">'
    return _Page(html, height, width)


def _page(contents: Mapping[str, Any], panel: Any, shape: Any, locale: Locale, built_in: Path) -> _Page:
    html = render_page("picture.html.j2", {**contents, "panel": panel}, locale, built_in)
    return _Page(html, round(_WIDE * shape.height / shape.width))


def _drawn(program: str, pages: Sequence[_Page]) -> list[bytes | None]:
    """Return each page as PNG, all drawn at once; null for one that was not drawn."""
    with TemporaryDirectory(prefix="tpaudit-") as folder:
        running = []
        for number, page in enumerate(pages):
            own = Path(folder, str(number))
            own.mkdir()
            (own / "page.html").write_text(closed(page.html), encoding="utf-8", errors="backslashreplace")
            running.append((own, _started(program, _options(own, page))))
        made = [_ended(process, own / "made.png") for own, process in running]
        return [
            data and cut_below(data, page.height * _SHARP) for data, page in zip(made, pages, strict=True)
        ]


def _options(own: Path, page: _Page) -> Iterator[str]:
    yield from switches(str(own))
    yield from (f"--window-size={page.width},{page.height + _BELOW}", f"--force-device-scale-factor={_SHARP}")
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
    return data if data.startswith(_SIGNATURE) else None


def cut_below(png: bytes, height: int) -> bytes:
    """Return a PNG without interlacing, of 8 bits a channel, with its first rows alone; none depends on those below it."""
    chunks, at = [], len(_SIGNATURE)
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += size + 12
    head = chunks[0][1]
    row = 1 + int.from_bytes(head[:4]) * _CHANNELS[head[9]]
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))[: row * height]
    shorter = head[:4] + (len(pixels) // row).to_bytes(4) + head[8:]
    kept = ((b"IHDR", shorter), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in kept)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
