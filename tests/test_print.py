"""A printed report, as a browser prints it and a program reads its pages; and its tables at every width."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any, Final

import chains
import html5lib
import program
import pytest
from test_places import ITEMS as PLACE_ITEMS
from test_places import chain

from tpaudit.showing.report.pages import with_page_numbers

ROOT: Final = Path(__file__).parent.parent
SAMPLES: Final = ("roastery", "dostavka-edy", "weather-app")
LANGUAGES: Final = ("en", "ru", "zh")
CHROMIUM: Final = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here"),
]
PAPERS: Final = {"a4": (595, 842), "letter": (612, 792)}
"""The width and height of each paper, in points."""
RADICALS: Final = str.maketrans(
    "戶⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰", "户民西见角贝车长门青页风飞食马骨鱼鸟麦黄齐齿龙"
)
"""What programs take Chinese letters for that are radicals as well, where Unicode does not say that they are the same."""
MOST_PAGES: Final = 10
"""How many pages stand between the first and the appendices."""
PHONE: Final = 360
SMALLEST_LINE: Final = 11
"""The height of a line of text that can be read on a phone, in pixels."""
CUT_WORDS: Final = """() => {
  const found = [];
  for (const cell of document.querySelectorAll("td, th")) {
    if (!cell.checkVisibility() || cell.closest("thead") && innerWidth <= 640) continue;
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        if (word[0].length > 22 || /[\\u2e80-\\u9fff]/.test(word[0])) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""
"""The words of tables that are cut, those without end apart."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def printed(browser: Any, page: Path, pdf: Path) -> Any:
    pypdf = pytest.importorskip("pypdf")
    tab = browser.new_page()
    tab.goto(page.as_uri())
    tab.pdf(path=str(pdf), format="A4", prefer_css_page_size=True, tagged=True, outline=True)
    tab.close()
    return pypdf.PdfReader(pdf)


def squeezed(text: str) -> str:
    """Return a text without spaces, and with the letters that fonts join or take for radicals of Chinese."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(RADICALS)


@pytest.fixture(scope="module", params=product(SAMPLES, LANGUAGES, PAPERS), ids="-".join)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Any:
    """Return a sample's report: its page, and what was printed of it."""
    page = tmp_path_factory.mktemp("print") / "r.html"
    sample, lang, paper = request.param
    options = ("--lang", lang, "--paper", paper, "-o", str(page))
    assert program.run("report", f"audits/{sample}.yaml", *options, cwd=ROOT).returncode == 0
    pdf = printed(browser, page, page.with_suffix(".pdf"))
    assert {tuple(sorted(size(sheet))) for sheet in pdf.pages} == {PAPERS[paper]}
    return page, pdf


def size(sheet: Any) -> tuple[int, int]:
    """Return the width and height of a page, in points."""
    return round(sheet.mediabox.width), round(sheet.mediabox.height)


def begins(pdf: Any, part: str) -> int:
    """Return the number of the page on which a part begins."""
    number: int = pdf.get_destination_page_number(pdf.named_destinations[f"/{part}"])
    return number + 1


def test_the_first_page_is_one_page_and_the_main_part_ten_at_most(report: Any) -> None:
    page, pdf = report
    root: Any = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    [board] = [node for node in root.iter("section") if node.attrib.get("class") == "board"]
    last = squeezed("".join(list(board.iter("li"))[-1].itertext()))
    assert last in squeezed(pdf.pages[0].extract_text())
    assert begins(pdf, "summary") == 2
    assert begins(pdf, "touchpoints") - 2 <= MOST_PAGES


def leading(root: Any) -> set[str]:
    """Return the texts that must not end a page: headings, heads of tables, and sentences before a table or list."""
    heads = {id(inner) for node in root.iter("div") if node.attrib.get("class") == "head" for inner in node}
    kinds = ("h2", "h3", "h4", "caption", "thead")
    found = [node for kind in kinds for node in root.iter(kind) if id(node) not in heads]
    for parent in root.iter():
        for node, after in pairwise(list(parent)):
            follows = after.tag in ("table", "ul", "ol") or after.attrib.get("class") == "scroll"
            if node.tag == "p" and follows:
                found.append(node)
    return {squeezed("".join(node.itertext())) for node in found} - {""}


def test_nothing_that_leads_to_something_ends_a_page(report: Any) -> None:
    page, pdf = report
    root: Any = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    heads = [node for node in root.iter("div") if node.attrib.get("class") == "head"]
    names = {squeezed("".join(node.itertext())) for node in heads}
    appendix = begins(pdf, "touchpoints")
    for number, sheet in enumerate(pdf.pages[1:], start=2):
        text = squeezed(sheet.extract_text())
        # before the appendix, lists name touchpoints as well
        never_last = leading(root) | (names if number >= appendix else set())
        ending = [lead for lead in never_last if text.endswith(lead) and len(lead) > 3]
        assert ending == [], f"page {number}"


def test_no_heading_is_broken_between_two_pages(report: Any) -> None:
    page, pdf = report
    root: Any = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    pages = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    headings = {squeezed("".join(node.itertext())) for kind in ("h2", "h3") for node in root.iter(kind)}
    assert [heading for heading in headings if not any(heading in text for text in pages)] == []


def test_each_page_but_the_cover_says_which_it_is(report: Any) -> None:
    _, pdf = report
    first, *others = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    assert f"1/{len(pdf.pages)}" not in first
    for number, text in enumerate(others, start=2):
        assert f"{number}/{len(pdf.pages)}" in text


def test_the_map_lies_on_a_page_of_its_own_across(report: Any) -> None:
    _, pdf = report
    across = [width > height for width, height in map(size, pdf.pages)]
    assert across.count(True) == 1


def test_the_contents_say_on_which_page_a_part_begins(report: Any, browser: Any) -> None:
    page, pdf = report
    pages = {
        name.removeprefix("/"): pdf.get_destination_page_number(place) + 1
        for name, place in pdf.named_destinations.items()
    }
    numbered = page.with_name("numbered.html")
    numbered.write_text(with_page_numbers(page.read_text(encoding="utf-8"), pages), encoding="utf-8")
    again = printed(browser, numbered, page.with_name("numbered.pdf"))
    assert len(again.pages) == len(pdf.pages)
    assert squeezed(again.pages[1].extract_text()).count(str(pages["method"])) >= 1
    for name in ("map", "losses", "touchpoints", "method"):
        assert f'href="#{name}">' in numbered.read_text(encoding="utf-8")
        assert f'<span class="page">{pages[name]}</span>' in numbered.read_text(encoding="utf-8")


def long_audit() -> str:
    """Return an audit of 300 touchpoints with names of 70 letters."""
    name = "Touchpoint {:03} of a long journey, with a name of seventy letters here"
    return "touchpoints:\n" + "".join(
        f"  t{number}: {{name: {name.format(number)!r}, stage: s{number % 6}, channel: phone, "
        f"checklists: {{g: {{n: {number % 101}, must: {'no' if number % 30 == 0 else 'yes'}}}}}}}\n"
        for number in range(300)
    )


@pytest.mark.parametrize(
    "audit", [chain(12), chain(40), long_audit()], ids=["12 places", "40 places", "300 touchpoints"]
)
def test_no_page_scrolls_sideways_and_no_word_of_a_table_is_cut(
    audit: str, tmp_path: Path, browser: Any
) -> None:
    (tmp_path / "checklists").mkdir()
    items = PLACE_ITEMS.replace("\n", "\n  ")
    (tmp_path / "checklists/g.yaml").write_text(
        f"format: 1\nchecklist: g\nitems:\n  {items}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(f"format: 1\n{audit}", encoding="utf-8")
    assert program.run("report", "a.yaml", "-o", "r.html", cwd=tmp_path).returncode == 0
    tab = browser.new_page()
    tab.goto((tmp_path / "r.html").as_uri())
    for media, width in (("screen", PHONE), ("screen", 768), ("screen", 1200), ("print", 680)):
        tab.emulate_media(media=media)
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, (media, width)
        assert tab.evaluate(CUT_WORDS) == [], (media, width)
        wide, narrow = tab.locator(".wide:visible").count(), tab.locator(".narrow:visible").count()
        assert (wide, narrow) == ((0, 2) if width == PHONE else (2, 0)), "pictures have a form for phones"
    tab.close()


MEETING_HEADS: Final = """() => {
  const found = [];
  for (const head of document.querySelectorAll("thead")) {
    const boxes = [...head.querySelectorAll("th:not(.c), u")].filter((one) => one.checkVisibility()).map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return [one.textContent, range.getBoundingClientRect()];
    }).filter(([text]) => text);
    for (const [one, a] of boxes) {
      for (const [other, b] of boxes) if (one !== other && a.left < b.left && a.right > b.left) found.push(one + other);
    }
  }
  return found;
}"""
"""The heads of columns that run into one another."""
SMALLEST: Final = """() => Math.min(...[...document.querySelectorAll("svg text")].map((one) => one.getBoundingClientRect().height))"""


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_a_chain_and_its_history_can_be_read_on_a_phone(language: str, tmp_path: Path, browser: Any) -> None:
    chains.chain(tmp_path, branches=6, waves=3, visits=2)
    for page, command in (
        ("p.html", ["portfolio", "."]),
        ("h.html", ["history", "audits", "--by", "visits"]),
    ):
        done = program.run(*command, "--lang", language, "-o", page, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        tab = browser.new_page(viewport={"width": PHONE, "height": 900})
        tab.goto((tmp_path / page).as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == PHONE
        assert tab.evaluate(MEETING_HEADS) == []
        assert page == "p.html" or tab.evaluate(SMALLEST) >= SMALLEST_LINE
        tab.close()
