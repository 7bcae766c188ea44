"""Reports of audits at the edges, and the figures of every first page against those of `score --format json`."""

import json
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import html5lib
import program
import pytest
from edges import EDGES, write_edges

from tpaudit.showing.text.figures.marks import marks
from tpaudit.showing.text.locale import Locale

ROOT: Final = Path(__file__).parent.parent
SAMPLES: Final = {"roastery": "en", "dostavka-edy": "ru", "weather-app": "zh"}
CHROMIUM: Final = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
SVG: Final = "{http://www.w3.org/2000/svg}"
FIGURE: Final = re.compile(r"(?<![\d.,])\d+[.,]\d(?!\d)")
SHARE: Final = re.compile(r"\d+[.,]\d ?%")
DASH: Final = "–"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_edges(tmp_path_factory.mktemp("edges"))


def made(audit: Path, to: Path, *options: str) -> str:
    done = program.run("report", str(audit), "-o", str(to), *options, cwd=audit.parent)
    assert done.returncode == 0, done.stderr
    return to.read_text(encoding="utf-8")


HEADLINES: Final = {
    "empty": "No score yet: nothing is answered.",
    "inapplicable": "No score: none of the questions applies.",
    "broken": "s0 loses 27.8 of the journey’s 50.0 lost points; Touchpoint 1 and 8 more do not do their job.",
    "missing": "The journey loses 100.0 of 100 points; Touchpoint 1 and 3 more do not do their job.",
    "zero": "The journey loses 100.0 of 100 points, and no one stage stands out.",
    "two": "after loses 35.0 of the journey’s 42.5 lost points.",
    "large": "The journey loses 25.5 of 100 points, and no one stage stands out; "
    "Touchpoint 000 of a long journey… and 9 more do not do their job.",
}
MEASURES: Final = {
    "empty": [],
    "inapplicable": [],
    "broken": ["1. Put right: No list of allergens"],
    "missing": [f"{n}. Create what is missing here: Touchpoint {n}" for n in (1, 2, 3)],
    "zero": ["1. Get this right: How clean is it?"],
    "two": ["1. Open the second desk", "2. Get this right: How clean is it?"],
    "large": ["1. Put right: No list of allergens", "2. Get this right: How clean is it?"],
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_first_page_says_what_is_most_wrong_and_what_to_do(
    edge: str, files: dict[str, Path], tmp_path: Path
) -> None:
    page = html5lib.parse(
        made(files[edge], tmp_path / "r.html", "--depth", "board"), namespaceHTMLElements=False
    )
    [headline] = [one for one in page.iter("h2") if one.attrib.get("class") == "headline"]
    assert words(headline) == HEADLINES[edge]
    tables = [table for table in page.iter("table") if table.attrib.get("class") == "measures"]
    assert [words(task) for table in tables for task in table.iter("b") if "dir" in task.attrib] == MEASURES[
        edge
    ]


def test_what_does_not_apply_is_neither_unknown_nor_open(files: dict[str, Path], tmp_path: Path) -> None:
    text = made(files["inapplicable"], tmp_path / "r.md")
    assert "Not known yet" not in text
    assert "assessed" not in text.partition("## ")[0]
    assert text.count("n/a") >= 3
    table = program.run("score", str(files["inapplicable"]), cwd=files["inapplicable"].parent).stdout
    assert HEADLINES["inapplicable"] in table
    assert len(re.findall(r"Touchpoint \d +- +n/a", table)) == 3


def test_a_broken_touchpoint_with_general_advice_is_on_the_first_page_by_what_is_wrong(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntouchpoints:\n  t: {stage: s, checklists: {quick: {works: no, easy: 1}}}\n",
        encoding="utf-8",
    )
    text = made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    assert "Put right: It does not work" in text
    assert "as a stranger would" not in text, "that is the checklist's advice"


def test_where_checklists_alone_give_advice_the_first_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntouchpoints:\n  t: {stage: s, checklists: {quick: {works: yes, easy: 1}}}\n",
        encoding="utf-8",
    )
    said = "No measure is written for this audit yet"
    assert said in made(tmp_path / "a.yaml", tmp_path / "r.md")
    assert said in made(tmp_path / "a.yaml", tmp_path / "r.html")


def test_a_template_of_ones_own_says_why_there_is_no_score(files: dict[str, Path], tmp_path: Path) -> None:
    own = tmp_path / "report.md.j2"
    own.write_text(
        "{{ scorecard | no_score }} {{ journey.t0 | band_word }} {{ scorecard | beside }}", encoding="utf-8"
    )
    text = made(files["inapplicable"], tmp_path / "r.md", "--template", str(own))
    assert text.strip() == f"{HEADLINES['inapplicable']} n/a"


@pytest.mark.parametrize("edge", EDGES)
def test_no_list_and_no_table_of_a_report_is_empty(edge: str, files: dict[str, Path], tmp_path: Path) -> None:
    page = html5lib.parse(made(files[edge], tmp_path / "r.html"), namespaceHTMLElements=False)
    assert [one.tag for one in page.iter() if one.tag in ("ul", "ol", "tbody") and not len(one)] == []


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    language: str, files: dict[str, Path], tmp_path: Path
) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    edges = files if language == "en" else ("inapplicable", "broken", "two")
    pages = [tmp_path / f"{edge}.html" for edge in edges]
    for page in pages:
        made(files[page.stem], page, "--lang", language)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, width, some in (
            ("light", 360, pages),
            ("dark", 1440, [page for page in pages if page.stem != "large"]),
        ):
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
            )
            for path in some:
                page = context.new_page()
                page.goto(path.as_uri())
                found = axe.Axe().run(page)["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path.name
                assert page.evaluate("document.documentElement.scrollWidth") == width, path.name
                page.close()
            context.close()
        browser.close()


CUT: Final = r"""
() => [...document.querySelectorAll("td,th,li,p,dt,dd,small")].flatMap((box) => {
  if (!box.checkVisibility() || box.closest("svg") || box.closest("thead")?.offsetWidth === 1) return [];
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const cut = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (const found of node.data.matchAll(/[^\s\u2e80-\u9fff\uff00-\uffef\/–—-]{2,24}/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) cut.push(found[0]);
    }
  }
  return cut;
})
"""
"""The words of up to 24 letters that go on in the next line, wherever they stand."""
THIN: Final = """
() => [...document.querySelectorAll("nav a, summary, .narrow .plain a, .steps a")]
  .filter((link) => link.checkVisibility() && link.getBoundingClientRect().height < 28)
  .map((link) => link.innerText)
"""
"""The links of lists that a thumb does not hit."""
GLUED: Final = """
() => [...document.querySelectorAll(".measures td")].map((cell) => cell.innerText.replaceAll("\\u00a0", " "))
"""


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
def test_on_a_telephone_and_a_tablet_no_word_is_cut_and_links_can_be_hit(
    files: dict[str, Path], tmp_path: Path
) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    made(files["two"], tmp_path / "two.html", "--lang", "ru")
    made(ROOT / "audits/dostavka-edy.yaml", tmp_path / "sample.html", "--lang", "ru")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in ("two", "sample"):
            page = browser.new_page()
            page.goto((tmp_path / f"{name}.html").as_uri())
            for width in (768, 360):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(CUT) == [], (name, width)
            assert page.evaluate(THIN) == [], name
            cells = page.evaluate(GLUED)
            assert [cell for cell in cells if re.search(r"\d{4}[а-яё]| ч\d", cell)] == [], name
        browser.close()


# Markdown, as GitHub shows it

GITHUB: Final = """<!doctype html><meta charset="utf-8"><style>body{font:16px/1.5 "Noto Sans",Helvetica,Arial,sans-serif;
width:948px;margin:0 32px}table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse}
td,th{padding:6px 13px;border:1px solid #d1d9e0}</style>"""
"""The width and the tables of a file on GitHub, whose page is 1012 px wide."""
LARGEST: Final = 400_000


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
def test_every_table_of_the_markdown_is_as_wide_as_the_page_at_most(
    files: dict[str, Path], tmp_path: Path
) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    markdown = pytest.importorskip("markdown_it", reason="the extra `dev` brings markdown-it-py")
    reader = markdown.MarkdownIt("commonmark", {"html": True}).enable("table")
    samples = {name: ROOT / f"audits/{name}.yaml" for name in SAMPLES}
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1012, "height": 900})
        for name, audit in (samples | files).items():
            text = made(audit, tmp_path / "r.md", "--lang", SAMPLES.get(name, "en"))
            assert len(text.encode()) < LARGEST, name
            assert "mermaid" not in text, name
            page.set_content(GITHUB + reader.render(text))
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            tables, wide = page.evaluate(
                "() => { const all = [...document.querySelectorAll('table')]; return [all.length, "
                "all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText)] }"
            )
            assert wide == [], name
            assert tables >= 2, name
        browser.close()


@pytest.mark.parametrize("depth", ["report", "full"])
def test_markdown_that_would_be_too_long_leaves_out_what_loses_least_and_says_so(
    depth: str, files: dict[str, Path], tmp_path: Path
) -> None:
    long = files["large"].read_text(encoding="utf-8")
    for english, russian in (
        (
            "of a long journey, with a name of seventy letters here",
            "на длинном пути клиента, чьё имя занимает семьдесят букв",
        ),
        ("Harbour Bakeries, branch", "Пекарни «Портовые», филиал номер"),
    ):
        assert english in long
        long = long.replace(english, russian)
    audit = files["large"].with_name(f"long-{depth}.yaml")
    audit.write_text(long, encoding="utf-8")
    text = made(audit, tmp_path / "r.md", "--lang", "ru", "--depth", depth)
    assert len(text.encode()) <= LARGEST
    told = set(re.findall(r'<a id="touchpoint-(t\d+)">', text))
    assert set(re.findall(r"\(#touchpoint-(t\d+)\)", text)) <= told, "no link leads nowhere"
    broken = {f"t{number}" for number in range(0, 300, 30)}
    assert broken <= told
    [left_out] = re.findall(r"здесь нет точек контакта: (\d+)", text) or ["0"]
    assert int(left_out) == 300 - len(told)
    assert (int(left_out) > 0) == (depth == "full")


# The figures of the first page


class First(NamedTuple):
    """A first page, and what `score` and `plan` say of the same audit as JSON."""

    root: Any
    card: dict[str, Any]
    plan: dict[str, Any]
    locale: Locale

    def of_class(self, name: str) -> list[str]:
        return [words(one) for one in self.root.iter() if name in one.attrib.get("class", "").split()]

    def links(self) -> dict[str, dict[str, Any]]:
        return {**self.card["touchpoints"], **self.card["handovers"]}


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


@pytest.fixture(scope="module", params=[*SAMPLES, *EDGES])
def first(
    request: pytest.FixtureRequest, files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> First:
    name, lang = request.param, SAMPLES.get(request.param, "en")
    audit = files.get(name, ROOT / f"audits/{name}.yaml")
    to = tmp_path_factory.mktemp("first") / "b.html"
    text = made(audit, to, "--depth", "board", "--lang", lang)
    card, plan = (
        json.loads(
            program.run(command, str(audit), "--format", "json", "--lang", lang, cwd=audit.parent).stdout
        )
        for command in ("score", "plan")
    )
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return First(root, card, plan, Locale(lang, (60.0, 80.0)))


def test_score_and_interval_are_those_of_json(first: First) -> None:
    points, card = first.locale.points, first.card
    assert first.of_class("big") == ([] if card["score"] is None else [points(card["score"])])
    [score] = [one for one in first.root.iter("div") if one.attrib.get("class") == "score"]
    shown = FIGURE.findall(SHARE.sub("", words(score)))
    ends = [] if card["low"] == card["high"] else [points(card["low"]), points(card["high"])]
    scores = [] if card["score"] is None else [points(card["score"])]
    beside = [points(group["score"]) for group in card["benchmarks"].values()]
    assert shown == [*scores, *ends, *beside]


def test_the_picture_shows_every_touchpoint_and_stage_with_the_scores_of_json(first: First) -> None:
    points, card, links = first.locale.points, first.card, first.links()
    colon = marks(first.locale.language).colon
    strips = [one for one in first.root.iter(f"{SVG}svg") if one.attrib.get("class") == "strip"]
    assert len(strips) == (card["score"] is not None)
    for strip in strips:
        titles = [words(one.find(f"{SVG}title")) for one in strip.iter(f"{SVG}a")]
        assert sorted(titles) == sorted(
            " ".join(f"{link['name']}{colon}{points(link['score'])}".split()) for link in links.values()
        )
        stages = [one for one in strip.iter(f"{SVG}g") if one.find(f"{SVG}text[@class='stage']") is not None]
        asked = {link["stage"] for link in links.values()}
        told = {name: stage for name, stage in card["stages"].items() if name in asked}
        assert len(stages) == len(told)
        for node, stage in zip(stages, told.values(), strict=True):
            assert words(node.find(f"{SVG}title")) == f"{stage['name']}{colon}{points(stage['score'])}"
            said = FIGURE.findall(words(node.find(f"{SVG}text[@class='small']")))
            wanted = [] if stage["score"] is None else [stage["score"], stage["lost"]]
            assert [float(one.replace(",", ".")) for one in said] == pytest.approx(wanted, abs=0.11)


def test_what_the_page_counts_is_what_json_has(first: First) -> None:
    card, links = first.card, first.links()
    [page] = [one for one in first.root.iter("section") if one.attrib.get("id") == "verdict"]
    parts = list(page)
    basis = words(parts[[one.attrib.get("class") for one in parts].index("score") - 1])
    together = re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))", "", basis)
    counts = [int(one) for one in re.findall(r"(?<![\d.,])\d+(?![\d.,]*\d|[.,]?\d| ?%)", together)]
    handovers = [len(card["handovers"])] if card["handovers"] else []
    assert counts[: 2 + len(handovers)] == [len(card["touchpoints"]), *handovers, card["observations"]]
    if "%" in basis:
        assert " ".join(first.locale.percent(card["coverage"] or 0.0).split()) in basis
    rests = [item["rests_on"] for link in links.values() for item in link["items"].values()]
    alone = [one for one in rests if one and one["observations"] == 1]
    known = sum(one is not None for one in rests)
    text = words(first.root)
    few, all_of_them = (f"{len(alone)}", f"{known}")
    either = f"{few}\\D+{all_of_them}|{all_of_them}\\D+{few}"  # Chinese says the whole first
    assert not alone or re.search(rf"(?<!\d)(?:{either})(?!\d)", text)


def test_no_figure_stands_on_the_page_that_json_does_not_have(first: First) -> None:
    """Every figure with a decimal, but for those in texts that people wrote."""
    [page] = [one for one in first.root.iter("section") if one.attrib.get("id") == "verdict"]
    card, plan, points = first.card, first.plan, first.locale.points
    groups = [card, *first.links().values(), *card["stages"].values(), *card["benchmarks"].values()]
    values = {group[key] for group in groups for key in ("score", "low", "high", "lost") if key in group}
    values |= {100 - card["score"]} if card["score"] is not None else set()
    gains = [step["gain"] for step in plan["steps"]]
    allowed = {points(value) for value in values}
    allowed |= {first.locale.percent(group["coverage"] or 0.0) for group in groups}
    allowed |= {first.locale.percent(1.0 - (card["coverage"] or 0.0))}
    near = sorted({group["lost"] for group in groups if "lost" in group} | {100 - (card["score"] or 0.0)})
    written = {id(inner) for one in page.iter() if one.attrib.get("dir") for inner in one.iter()}
    for node in page.iter():
        if id(node) in written:
            continue
        own = " ".join([node.text or "", *((child.tail or "") for child in node)])
        for figure in FIGURE.findall(own):
            number = float(figure.replace(",", "."))
            shown = figure in allowed or any(figure in text for text in allowed)
            shared = any(abs(number - lost) < 0.11 for lost in near)
            planned = number <= 100 * len(gains) and (
                any(abs(number - gain) < 0.06 for gain in gains) or _planned(first, node)
            )
            assert shown or shared or planned, (figure, own)


def _planned(first: First, node: Any) -> bool:
    """Tell whether a node is about the plan: what several of its steps win, or the work of the chosen ones."""
    tables = [one for one in first.root.iter("table") if one.attrib.get("class") == "measures"]
    heads = {id(one) for one in first.root.iter("h3")}
    return id(node) in heads or any(node in list(table.iter()) for table in tables)


def test_the_measures_add_up_to_the_plans_steps(first: First) -> None:
    steps = first.plan["steps"]
    gained = [one for row in first.of_class("measures") for one in re.findall(r"\+(\d+[.,]\d)", row)]
    total = sum(float(one.replace(",", ".")) for one in gained)
    assert total <= sum(step["gain"] for step in steps) + 0.2
