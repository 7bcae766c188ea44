"""The first page of a report: one sheet of paper in each language, with the figures of the scorecard and the plan."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final, NamedTuple

import html5lib
import program
import pytest

import tpaudit
from tpaudit.operations.audits.plan import plan
from tpaudit.results.plan import Plan
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.locale import Locale

ROOT: Final = Path(__file__).parent.parent
SAMPLES: Final = ("roastery", "dostavka-edy", "weather-app")
LANGUAGES: Final = ("en", "ru", "zh")
CHROMIUM: Final = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
SHEETS: Final = ("A4", "Letter")
MOST_PAGES: Final = 10
"""Pages of the main part, behind the first."""
LONG: Final = "Wort und noch ein Wort, das niemand kürzt, " * 12
LONGEST: Final = f"""
format: 1
company: {{name: "{LONG[:80]}"}}
audit: {{date: 2026-11-14, scope: "{LONG}"}}
journey: {{stages: {{s: "{LONG[:120]}"}}}}
touchpoints:
""" + "".join(
    f"""  t{number}:
    name: "{number} {LONG}"
    stage: s
    missing: {"yes" if number < 6 else "no"}
    findings:
      f: {{kind: problem, says: "{LONG}", severity: critical, fix: "{number} {LONG}", effort: 3h}}
      g: {{kind: praise, says: "{LONG}"}}
    checklists: {{quick: {{works: yes{", easy: 5, fast: 5, pleasant: 5, fits: yes" if number % 2 else ""}}}}}
"""
    for number in range(20)
)
"""An audit with long texts wherever the first page shows one."""


def made(audit: Path, to: Path, *options: str) -> str:
    done = program.run("report", str(audit), "-o", str(to), *options, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return to.read_text(encoding="utf-8")


def pages(page: Path, sheet: str) -> Any:
    """Return the PDF that Chromium prints."""
    pypdf = pytest.importorskip("pypdf", reason="the extra `dev` brings pypdf")
    text = page.read_text(encoding="utf-8").replace("</head>", f"<style>@page{{size:{sheet}}}</style></head>")
    page.write_text(text, encoding="utf-8")
    target = page.with_suffix(f".{sheet}.pdf")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = [CHROMIUM, *options, f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pypdf.PdfReader(target)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_first_page_is_one_sheet_in_every_language(sample: str, language: str, tmp_path: Path) -> None:
    for sheet in SHEETS:
        board = tmp_path / f"{sheet}.html"
        made(ROOT / f"audits/{sample}.yaml", board, "--lang", language, "--depth", "board")
        assert len(pages(board, sheet).pages) == 1, sheet


BRANDED: Final = """
format: 1
branding: {name: Lantern Consulting, logo: logo.svg}
reports: {prepared_for: The board of the company, prepared_by: "Lantern Consulting, Bristol", client_logo: logo.svg,
          version: "1.2", confidentiality: For the board only}
"""
LOGO: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 60"><circle cx="30" cy="30" r="26"/></svg>'
)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
def test_logos_stand_beside_the_title_and_the_first_page_stays_one_sheet(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "audits", tmp_path / "audits")
    (tmp_path / "tpaudit.yaml").write_text(BRANDED, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    for sheet in SHEETS:
        board = tmp_path / f"{sheet}.html"
        made(tmp_path / "audits/dostavka-edy.yaml", board, "--lang", "ru", "--depth", "board")
        [page] = pages(board, sheet).pages
        first, *_ = [line for line in page.extract_text().splitlines() if line.strip()]
        assert "Супница" in first


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
def test_long_texts_do_not_push_the_first_page_onto_a_second_sheet(tmp_path: Path) -> None:
    costliest = f'  big: {{name: "{LONG}", stage: s, importance: 5, checklists: {{quick: {{works: no}}}}}}\n'
    (tmp_path / "a.yaml").write_text(LONGEST + costliest, encoding="utf-8")
    for sheet in SHEETS:
        board = tmp_path / f"{sheet}.html"
        assert "No measure yet for what costs most" in made(tmp_path / "a.yaml", board, "--depth", "board")
        assert len(pages(board, sheet).pages) == 1, sheet


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_main_part_takes_ten_pages_at_most(sample: str, language: str, tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    made(ROOT / f"audits/{sample}.yaml", report, "--lang", language)
    printed = pages(report, "A4")
    places = printed.named_destinations.items()
    touchpoints = [place for name, place in places if name.startswith("/touchpoint-")]
    appendix = min(printed.get_destination_page_number(place) or 0 for place in touchpoints)
    assert 1 <= appendix - 1 <= MOST_PAGES


class Shown(NamedTuple):
    root: Any
    card: Scorecard
    plan: Plan
    locale: Locale

    def texts(self, *, tag: str = "", named: str = "") -> list[str]:
        found = [
            one
            for one in self.root.iter()
            if (not tag or one.tag == tag) and (not named or named in one.attrib.get("class", "").split())
        ]
        return [" ".join("".join(one.itertext()).split()) for one in found]


@pytest.fixture(scope="module", params=list(zip(SAMPLES, LANGUAGES, strict=True)), ids=SAMPLES)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    sample, language = request.param
    path = ROOT / f"audits/{sample}.yaml"
    text = made(path, tmp_path_factory.mktemp("board") / "b.html", "--depth", "board", "--lang", language)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    audit = tpaudit.load(str(path))
    bands = audit.workspace.bands
    locale = Locale(language, (bands.fair, bands.strong))
    return Shown(
        root, tpaudit.score(audit, languages=(language, "en")), plan(audit, language=language), locale
    )


def test_the_score_and_its_interval_are_those_of_the_scorecard(shown: Shown) -> None:
    points = shown.locale.points
    assert shown.texts(named="big") == [points(shown.card.score)]
    [score] = shown.texts(tag="div", named="score")
    assert points(shown.card.low) in score
    assert points(shown.card.high) in score


def test_the_headline_names_what_the_costliest_stage_loses(shown: Shown) -> None:
    stage = max(shown.card.stages.values(), key=lambda group: group.lost)
    [headline] = shown.texts(named="headline")
    assert stage.name in headline
    links = shown.card.links()
    worst = max(shown.card.broken, key=lambda touch_id: links[touch_id].lost)
    assert links[worst].name in headline
    assert re.search(rf"(?<![\d.,]){len(shown.card.broken) - 1}(?![\d.,]\d)", headline)
    figures = [float(figure.replace(",", ".")) for figure in re.findall(r"\d+[.,]\d", headline)]
    assert sorted(figures) == pytest.approx([stage.lost, 100 - (shown.card.score or 0)], abs=0.11)


def test_measures_are_the_plans_with_its_figures_and_no_general_advice(shown: Shown) -> None:
    rows = shown.texts(tag="tr")[1:]
    assert 1 <= len(rows) <= 3
    own = {step.task: step for step in shown.plan.steps if step.action or step.fixes[0].kind != "item"}
    for row in rows:
        [step] = [step for task, step in own.items() if task and task[:40] in row]
        assert shown.locale.amount(step.hours) in row
        assert step.gain < 0.05 or f"+{shown.locale.points(step.gain)}" in row
        assert step.owner is None or step.owner in row
        assert step.due is None or shown.locale.day(step.due) in row


def test_scores_on_the_page_are_those_of_json(shown: Shown) -> None:
    done = program.run("score", shown.card.file, "--format", "json", cwd=ROOT)
    [card] = [json.loads(done.stdout)]
    links = card["touchpoints"] | card["handovers"]
    scores = {" ".join(link["name"].split())[:20]: link["score"] for link in links.values()}
    lines = [line for line in shown.texts(tag="li") if re.search(r"[(（]\d+[.,]\d[)）]", line)]
    assert lines
    for line in lines:
        [name] = [name for name in scores if line.removeprefix("★ ").startswith(name)]
        assert re.search(rf"[(（]{re.escape(shown.locale.points(scores[name]))}[)）]", line)


def test_the_page_alone_leads_nowhere_else(shown: Shown) -> None:
    assert [one for one in shown.root.iter("a") if one.attrib.get("href")] == []
    assert len(list(shown.root.iter("section"))) == 1


def test_what_is_broken_is_named_three_times_and_then_counted(tmp_path: Path) -> None:
    touches = "".join(f"  t{number}: {{stage: s, missing: yes}}\n" for number in range(10))
    (tmp_path / "a.yaml").write_text(f"format: 1\ntouchpoints:\n{touches}", encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    assert text.count("should exist and does not") == 3
    assert "- and 7 more" in text


EMPTY: Final = {
    "nothing answered": ("t: {stage: s, checklists: {quick: }}", "No score yet"),
    "hardly anything": (
        "t: {stage: s, checklists: {quick: {works: yes}}}\n  u: {stage: s, importance: 5, checklists: {quick: }}",
        "Too little is known",
    ),
    "all well": (
        "t: {stage: s, checklists: {quick: {works: yes, easy: 5, fast: 5, pleasant: 5, fits: yes}}}",
        "Nothing is lost on this journey.",
    ),
}


@pytest.mark.parametrize("case", EMPTY)
def test_an_audit_with_little_to_say_has_a_first_page(case: str, tmp_path: Path) -> None:
    touches, said = EMPTY[case]
    (tmp_path / "a.yaml").write_text(f"format: 1\ntouchpoints:\n  {touches}\n", encoding="utf-8")
    for shape in ("md", "html"):
        assert said in made(tmp_path / "a.yaml", tmp_path / f"r.{shape}")
    page = made(tmp_path / "a.yaml", tmp_path / "r.html")
    assert "−0.0" not in page, "nothing lost is no figure"
    assert case != "all well" or "Weakest link" not in page


NOTED: Final = """
format: 1
touchpoints:
  t: {name: Kitchen, stage: s, checklists: {quick: {works: {answer: no, note: "Friday, half past seven."}, easy: 1}}}
"""


def test_a_note_stands_behind_what_failed_and_not_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(NOTED, encoding="utf-8")
    for depth in ("board", "report"):
        text = made(tmp_path / "a.yaml", tmp_path / f"{depth}.md", "--depth", depth)
        assert "It does not work: Friday, half past seven." in text


FIXED: Final = """
format: 1
audit: {date: 2026-06-01}
touchpoints:
  t:
    name: Till
    stage: s
    checklists: {quick: {works: yes, easy: 2, fast: 5}}
    findings:
      long: {kind: problem, says: "The queue is long on every Friday. It winds through the whole shop and out of the door until it closes.",
             fix: Open a second till, effort: 2h}
actions:
  show: {for: t/quick.easy, task: Put up a sign, effort: 1h, cost: 30}
"""


def test_the_first_page_says_what_measures_cost_and_which_win_no_points(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FIXED, encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    assert "**Decide on 2 measures: 3 h of work and at least €30, from " in text
    assert "– wins no points: no scored question asks for it" in text
    assert "The queue is long on every Friday. …" in text, "a text is cut behind a sentence"
    (tmp_path / "a.yaml").write_text(FIXED.replace("effort: 2h", "severity: minor"), encoding="utf-8")
    page = made(tmp_path / "a.yaml", tmp_path / "r.html", "--depth", "board")
    assert page.count("wins no points") == 1


def test_what_is_known_of_the_score_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FIXED, encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    assert re.search(
        r"Between \d\d\.\d \(weak\) and \d\d\.\d \(\w+\), depending on the questions still open", text
    )
    assert text.count("assessed") == 1
    answered = FIXED.replace("fast: 5", "fast: 5, pleasant: 5, fits: yes")
    (tmp_path / "a.yaml").write_text(answered, encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "s.md", "--depth", "board")
    assert "Every question has an answer." in text
    assert "Between" not in text


STAGES: Final = """
format: 1
journey: {stages: {before: Before, after: After, last: Last}}
touchpoints:
"""
ONE: Final = "{{name: {name}, stage: {stage}, checklists: {{quick: {{works: yes, easy: {easy}, fast: 5, pleasant: 5, fits: yes}}}}}}"
SPREAD: Final[dict[str, tuple[list[int | None], str]]] = {
    "all alike": ([1, 1, 1], "The journey loses 22.2 of 100 points, and no one stage stands out."),
    "one alone has a score": ([1, None, None], "The journey loses 22.2 of 100 points."),
    "one alone loses": ([1, 5, 5], "Before loses all of the journey’s 7.4 lost points."),
    "one loses most": ([1, 4, 4], "Before loses 7.4 of the journey’s 11.1 lost points."),
}


@pytest.mark.parametrize("case", SPREAD)
def test_the_headline_names_a_stage_only_where_one_stands_out(case: str, tmp_path: Path) -> None:
    marks, said = SPREAD[case]
    touches = "".join(
        f"  t{number}: {ONE.format(name=f'T{number}', stage=stage, easy=mark)}\n"
        for number, (stage, mark) in enumerate(zip(("before", "after", "last"), marks, strict=True))
        if mark
    )
    (tmp_path / "a.yaml").write_text(STAGES + touches, encoding="utf-8")
    assert f"**{said}**" in made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    page = made(tmp_path / "a.yaml", tmp_path / "r.html")
    assert ("<h2>Before loses" in page) == (case == "one loses most"), "the bars say the same"


def test_the_headline_names_what_does_not_do_its_job(tmp_path: Path) -> None:
    touches = "  a: {name: Lift, stage: before, missing: yes, importance: 1}\n"
    more = "  b: {name: Stairs, stage: last, missing: yes, importance: 5}\n"
    (tmp_path / "a.yaml").write_text(STAGES + touches, encoding="utf-8")
    assert "; Lift is missing.**" in made(tmp_path / "a.yaml", tmp_path / "r.md", "--depth", "board")
    (tmp_path / "a.yaml").write_text(STAGES + touches + more, encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "s.md", "--depth", "board")
    assert "; Stairs and 1 more do not do their job.**" in text


EQUAL: Final = "".join(
    f"  t{number}: {{name: T{number}, stage: s, checklists: {{quick: {{works: yes, easy: 1, fast: 5, pleasant: 5, fits: yes}}}}}}\n"
    for number in range(5)
)


def test_equal_fixes_are_one_measure(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"format: 1\ntouchpoints:\n{EQUAL}", encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "r.md")
    [row] = [line for line in text.splitlines() if "at 5 touchpoints" in line]
    gain = 100 - (tpaudit.score(tpaudit.load(str(tmp_path / "a.yaml"))).score or 0)
    assert f"+{gain:.1f}" in row
    board = made(tmp_path / "a.yaml", tmp_path / "b.md", "--depth", "board")
    assert "at 5 touchpoints" not in board, "a checklist's general advice is not for the first page"


def test_actions_that_are_done_say_whether_anybody_saw_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        f"format: 1\naudit: {{date: 2026-06-01}}\ntouchpoints:\n{EQUAL}actions:\n"
        "  a: {for: t0/quick.works, task: Make it work, status: done, done: 2026-01-01, owner: Web}\n"
        "  b: {for: t1/quick.easy, task: Make it easy, status: planned, owner: Shop, due: 2026-05-01, cost: 40}\n",
        encoding="utf-8",
    )
    text = made(tmp_path / "a.yaml", tmp_path / "r.md")
    assert "- Make it work; Web, verified" in text
    [row, *_] = [line for line in text.splitlines() if "Make it easy" in line]
    assert "Shop, 1 May 2026, **overdue**, planned" in row
    assert "€40" in row


COSTLY: Final = "format: 1\naudit: {date: 2026-11-03}\ntouchpoints:\n" + "".join(
    f"  t{number}: {{name: T{number}, stage: s, importance: 1, checklists: {{quick: {{works: yes}}}},"
    f" findings: {{f: {{kind: problem, says: Bad, severity: critical, fix: Fix {number}, effort: 1h}}}}}}\n"
    for number in range(3)
)
BIG: Final = "  big: {name: Big, stage: s, importance: 5, checklists: {quick: {works: no}}%s}\n"
IDEA: Final = ", findings: {f: {kind: idea, says: Call first, fix: Call everybody, effort: 9h}}"
NO_MEASURE: Final = "No measure yet for what costs most: Big, 62.5 points"


@pytest.mark.parametrize(
    ("big", "tasks", "said"),
    [
        ("", ["Fix 0", "Fix 1", "Fix 2"], True),
        (IDEA, ["Fix 0", "Fix 1", "Call everybody"], False),
        (
            "}\nactions: {a: {for: big/quick.works, task: Done, status: done, done: 2026-11-03}",
            ["Fix 0", "Fix 1", "Fix 2"],
            False,
        ),
    ],
    ids=["nothing", "a finding's fix", "an action that is done"],
)
def test_what_costs_most_has_a_measure_on_the_first_page_or_the_page_says_so(
    big: str, tasks: list[str], said: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(COSTLY + BIG.replace("}%s}", f"}}{big}}}"), encoding="utf-8")
    text = made(tmp_path / "a.yaml", tmp_path / "b.md", "--depth", "board")
    assert re.findall(r"\*\*([A-Z][^*|]*?)\.?\*\*<br>", text) == tasks
    assert (NO_MEASURE in text) == said
    assert (NO_MEASURE in made(tmp_path / "a.yaml", tmp_path / "b.html", "--depth", "board")) == said


CUT_LABELS: Final = """() => [...document.querySelectorAll(".board svg")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")].filter((one) => one.checkVisibility() && one.textContent.trim());
  if (!texts.length) return [];
  const around = (svg.closest(".scroll") ?? svg).getBoundingClientRect();
  const room = svg.getBoundingClientRect();
  const left = Math.max(room.left, around.left) - 0.5, right = Math.min(room.right, around.right) + 0.5;
  const scale = room.width / svg.viewBox.baseVal.width;
  const boxes = texts.map((one) => {
    const across = one.getBoundingClientRect(), size = parseFloat(getComputedStyle(one).fontSize) * scale;
    const foot = room.top + (one.y.baseVal[0].value - svg.viewBox.baseVal.y) * scale;
    return {text: one.textContent, left: across.left, right: across.right, top: foot - 0.75 * size, bottom: foot + 0.2 * size};
  });
  const cut = boxes.filter((one) => one.left < left || one.right > right || one.bottom > room.bottom + 0.5);
  const over = boxes.flatMap((one, place) => boxes.slice(place + 1).filter((other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1
  ).map((other) => one.text + " / " + other.text));
  return [...cut.map((one) => one.text), ...over];
})"""
"""The labels of pictures on the first page that are cut, and those that overlap."""


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_label_of_the_first_page_is_cut_or_covers_another(
    sample: str, language: str, tmp_path: Path
) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    page = tmp_path / "r.html"
    made(ROOT / "audits" / f"{sample}.yaml", page, "--lang", language)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, media in (
            *((width, "screen") for width in (360, 641, 768, 1200, 1440)),
            (680, "print"),
        ):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            tab.emulate_media(media=media)
            tab.goto(page.as_uri())
            assert (width, tab.evaluate(CUT_LABELS)) == (width, [])
            tab.close()
        browser.close()


STEP_WORDS: Final = {
    "en": ("more than chance explains", "no more than chance explains"),
    "ru": ("больше, чем объясняет случай", "не больше, чем объясняет случай"),
    "zh": ("超出偶然范围", "在偶然范围之内"),
}


def waves(folder: Path, before: list[int], now: list[int]) -> Path:
    """Write two audits, the second of which follows the first, with a visit for each score; return the second."""
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (folder / "checklists").mkdir()
    (folder / "checklists" / "g.yaml").write_text(
        "format: 1\nchecklist: g\nitems:\n  n: {ask: How good is it?, answer: 0-100}\n", encoding="utf-8"
    )
    for name, month, scores in (("old", "01", before), ("new", "06", now)):
        follows = ", follows: old.yaml" if name == "new" else ""
        (folder / f"{name}.yaml").write_text(
            f"format: 1\naudit: {{date: 2026-{month}-28{follows}}}\ntouchpoints:\n"
            "  t: {stage: s, name: Desk, checklists: {g: {}}}\n",
            encoding="utf-8",
        )
        (folder / f"{name}.visits").mkdir()
        for number, score in enumerate(scores):
            (folder / f"{name}.visits" / f"{number}.yaml").write_text(
                f"format: 1\nvisit: {{on: 2026-{month}-{number + 10}, by: ann, method: mystery-shopper}}\n"
                f"answers:\n  t/g.n: {score}\n",
                encoding="utf-8",
            )
    return folder / "new.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("before", "now", "clear"),
    [
        ([40, 42, 44], [80, 82, 84], True),
        ([80, 82, 84], [40, 42, 44], True),
        # s² = 3400 / 4, t = 2.132: a change is clear beyond 2.132 · 29.15 · √(2/3) = 50.7
        ([10, 30, 50], [30, 50, 100], False),
        ([40, 42], [80, 82, 84], None),
    ],
)
def test_the_first_page_says_whether_chance_explains_a_change(
    before: list[int], now: list[int], clear: bool | None, language: str, tmp_path: Path
) -> None:
    text = made(waves(tmp_path, before, now), tmp_path / "r.html", "--lang", language)
    page = html5lib.parse(text, namespaceHTMLElements=False)
    [board] = [node for node in page.iter("section") if node.attrib.get("class") == "board"]
    said = ["".join(node.itertext()) for node in board.iter("b") if "2026" in "".join(node.itertext())]
    more, no_more = STEP_WORDS[language]
    expected = {True: more, False: no_more, None: ""}[clear]
    assert len(said) == 1
    assert said[0].endswith(expected)
    assert (clear is not None) is (more in said[0] or no_more in said[0])
    assert clear is not True or no_more not in said[0]
