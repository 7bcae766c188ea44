"""Reports as PDF: printed by Chromium where there is one, else laid out by weasyprint; tagged, with bookmarks."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.export.office.blocks import WrittenReport
from tpaudit.showing.export.office.page import as_page
from tpaudit.showing.report.pages import headed, on_paper, with_page_numbers

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_PATIENCE: Final = 180
"""Seconds by the clock for one report."""
_ALLOWED: Final = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'\">"
)
"""Nothing runs in a report, and nothing is fetched, whatever its template says."""
_DATES: Final = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_DAY: Final = b"20000101000000"
"""What the file says of its day, so that the same report gives the same bytes."""
_END: Final = b"%%EOF"
"""What a whole PDF ends with."""
_NODE: Final = re.compile(rb"\(node(\d{8})\)")
"""The name of a heading of a table, by which its cells name it: the number that Chromium happened to give its element."""


def chromium() -> str | None:
    """Return the program that prints, if there is one on the PATH."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def printed(program: str, html: str) -> bytes | Worded:
    """Return a report as Chromium prints it; where it does not, as without the rights that it needs, what failed.

    Chromium fills no page numbers into contents, so that with pypdf (the extra `pdf`) a first printing says where each
    part begins, and a second one has the numbers.
    """
    first = _printed_once(program, html)
    pages = _first_pages(first) if isinstance(first, bytes) else {}
    return _printed_once(program, with_page_numbers(html, pages)) if pages else first


def _first_pages(pdf: bytes) -> dict[str, int]:
    """Return on which page each part begins, by its id; nothing without pypdf."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return {}
    reader = PdfReader(io.BytesIO(pdf))
    places = {name.removeprefix("/"): place for name, place in reader.named_destinations.items()}
    pages = {name: reader.get_destination_page_number(place) for name, place in places.items()}
    return {name: page + 1 for name, page in pages.items() if page is not None and page >= 0}


def _printed_once(program: str, html: str) -> bytes | Worded:
    with TemporaryDirectory(prefix="tpaudit-") as folder:
        page, made = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(closed(on_paper(html, "a4")), encoding="utf-8", errors="backslashreplace")
        try:
            done = subprocess.run(
                [program, *switches(folder), f"--print-to-pdf={made}", page.as_uri()],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except OSError as error:
            return Worded("it does not start: {reason}", reason=error.strerror or error)
        except subprocess.TimeoutExpired:
            return Worded("it took longer than {seconds} seconds", seconds=_PATIENCE)
        data = made.read_bytes() if made.is_file() else b""
        if data.rstrip().endswith(_END):
            return always_the_same(data)
        return Worded("it wrote no whole file and ended with exit code {code}", code=done.returncode)


def always_the_same(pdf: bytes) -> bytes:
    """Return a PDF of Chromium's without what differs from one printing to the next: its day, and numbers of elements.

    Chromium counts elements from its start, with those of pages that it showed for a moment before, so that under load all
    numbers may be higher by one. Here they are 1, 2, 3 in the same order, with as many digits: nothing moves in the file.
    """
    ranks = {number: rank for rank, number in enumerate(sorted(set(_NODE.findall(pdf))), start=1)}
    numbered = _NODE.sub(lambda node: b"(node%08d)" % ranks[node[1]], pdf)
    return _DATES.sub(rb"\g<1>" + _DAY, numbered)


def switches(folder: str) -> Iterator[str]:
    """Yield the options of Chromium that a report is printed or drawn with; its profile lies in the folder."""
    yield from ("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions")
    yield from ("--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND")
    yield from (
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        f"--user-data-dir={folder}/profile",
    )
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # its sandbox does not start for root
        yield "--no-sandbox"


def closed(html: str) -> str:
    """Return a page that fetches and runs nothing."""
    return headed(_ALLOWED, html)


def laid_out(report: WrittenReport) -> bytes:
    """Return a report as weasyprint sets it; raises UsageError where that is not installed."""
    try:
        import weasyprint
    except ImportError as error:
        msg = "a PDF needs Chromium on the PATH, or weasyprint; install it with: pip install 'tpaudit[pdf]'"
        raise UsageError(msg) from error
    from weasyprint.urls import URLFetcher

    pictures_alone = URLFetcher(allowed_protocols=("data",))
    page = weasyprint.HTML(string=as_page(report), url_fetcher=pictures_alone)
    data: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return data
