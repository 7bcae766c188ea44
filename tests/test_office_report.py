"""Reports handed over: PDF, Word and Excel open again, and hold the figures of the scorecard."""

import gc
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
import html5lib
import openpyxl
import pypdf
import pytest
from program import Done, run

from tpaudit.showing.export.office.pdf import always_the_same
from tpaudit.showing.report.pictures.letters import text_width
from tpaudit.showing.text.locale import Locale

ROOT: Final = Path(__file__).parent.parent
AUDIT: Final = str(ROOT / "audits" / "roastery.yaml")
SAMPLES: Final = ("roastery", "dostavka-edy", "weather-app")
CHROMIUM: Final = shutil.which("chromium") or shutil.which("google-chrome")
WITHOUT_PICTURES: Final = (
    "the pictures of the journey are left out: they need Chromium on the PATH, or HTML\n"
)
SMALL: Final = """\
format: 1
company: {name: "Café <b>&amp;</b> \\x07"}
audit: {id: small, auditor: Otto Observer, date: 2026-11-14}
touchpoints:
  desk:
    name: "=1+1"
    stage: s
    owner: Olga Owner
    checklists:
      quick: {works: {answer: no, note: "=HYPERLINK(\\"http://x\\")", internal: whispered}, easy: 4}
    findings:
      dust: {kind: problem, says: Dust on the desk, severity: major, fix: Wipe it, evidence: [{file: desk.png, shows: The desk}]}
  door: {name: Door, stage: s, checklists: {quick: {}}}
"""
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _no_document_is_kept() -> Iterator[None]:
    """Free a document set by weasyprint, whose parts know one another: each takes 50 MB and more."""
    yield
    gc.collect()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "desk.png").write_bytes(PIXEL)
    return tmp_path


def report(folder: Path, name: str, *options: str, audit: str = AUDIT) -> Path:
    done = run("report", audit, "-o", name, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    without = (
        ""
        if shutil.which("chromium") or shutil.which("google-chrome") or not name.endswith("docx")
        else WITHOUT_PICTURES
    )
    assert done.stderr == without
    return folder / name


def card(audit: str, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("score", audit, "--format", "json", *options, cwd=ROOT).stdout)
    return found


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def links(scorecard: dict[str, Any]) -> dict[str, dict[str, Any]]:
    together = {**scorecard["touchpoints"], **scorecard["handovers"]}
    return {touch["name"]: touch for touch in together.values()}


# Excel


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> str:
    return str(ROOT / "audits" / f"{request.param}.yaml")


def test_a_workbook_holds_the_figures_of_the_scorecard(sample: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx", "--lang", "en", audit=sample))
    assert book.sheetnames == ["Touchpoints", "Places", "All questions", "Findings", "Plan"]
    cut = ("--by", "place") if "\nplaces:" in Path(sample).read_text(encoding="utf-8") else ()
    scorecard = card(sample, *cut, "--lang", "en")
    wanted = links(scorecard)
    rows = rows_of(book["Touchpoints"])
    assert {row["Touchpoint"] for row in rows} == set(wanted)
    for row in rows:
        touch = wanted[row["Touchpoint"]]
        for heading, key in (
            ("Score", "score"),
            ("Low end", "low"),
            ("High end", "high"),
            ("Assessed", "coverage"),
            ("Lost", "lost"),
        ):
            assert row[heading] == (None if touch[key] is None else pytest.approx(touch[key])), heading
    assert sum(row["Lost"] for row in rows) == pytest.approx(100 - scorecard["score"])
    places = {row["Place"]: row["Score"] for row in rows_of(book["Places"])}
    groups = scorecard["grouped"]["groups"] if cut else {}
    assert places == pytest.approx(
        {group["name"]: group["score"] for place, group in groups.items() if place}
    )
    items = sum(len(touch["items"]) for touch in wanted.values())
    findings = sum(len(touch["findings"]) for touch in wanted.values())
    assert (len(rows_of(book["All questions"])), len(rows_of(book["Findings"]))) == (items, findings)


def test_a_workbook_holds_the_steps_of_the_plan(sample: str, tmp_path: Path) -> None:
    plan = json.loads(run("plan", sample, "--format", "json", "--lang", "en", cwd=ROOT).stdout)
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx", "--lang", "en", audit=sample))
    rows = rows_of(book["Plan"])
    assert [row["Gain"] for row in rows] == pytest.approx([step["gain"] for step in plan["steps"]])
    assert [row["Hours"] for row in rows] == pytest.approx([step["hours"] for step in plan["steps"]])
    assert [step["task"] or row["What to do"] for step, row in zip(plan["steps"], rows, strict=True)] == [
        row["What to do"] for row in rows
    ]


def test_nothing_in_a_workbook_runs(small: Path) -> None:
    book = openpyxl.load_workbook(report(small, "r.xlsx", audit="a.yaml"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d", "inlineStr"}
    assert book["Touchpoints"]["B2"].value == "=1+1"
    assert type(book["Touchpoints"]["G2"].value) in (int, float)


@pytest.mark.parametrize(
    ("language", "sheet", "heading"), [("ru", "Точки контакта", "Балл"), ("zh", "接触点", "得分")]
)
def test_a_workbook_speaks_the_language(language: str, sheet: str, heading: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx", "--lang", language))
    assert book.sheetnames[0] == sheet
    heads = [cell.value for page in book for cell in page[1]]
    assert heading in heads
    assert [text for text in heads if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize(
    ("language", "day", "money"),
    [
        ("en", "d mmm yyyy", '"£"#,##0'),
        ("ru", "dd.mm.yyyy", '#,##0\u00a0"£"'),
        ("zh", "yyyy/mm/dd", '"£"#,##0'),
    ],
)
def test_a_workbook_is_ready_to_be_read_and_printed(
    language: str, day: str, money: str, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx", "--lang", language))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        widths = {
            at: found.width
            for found in sheet.column_dimensions.values()
            for at in range(found.min, found.max + 1)
        }
        for column in sheet.columns:
            wide = widths[column[0].column]
            for cell in column:
                if cell.data_type == "s":
                    assert cell.alignment.wrap_text
                    lines = sum(-(-columns(line) // int(wide)) for line in str(cell.value).split("\n"))
                    high = sheet.row_dimensions[cell.row].height
                    assert min(lines * 12, 400) <= high, (cell.coordinate, cell.value)
            longest = max(columns(word) for word in str(column[0].value).split())
            assert longest + 1 <= wide, column[0].value
    plan = book.worksheets[-1]
    _no, _task, _failed, _where, gain, _hours, cost, _owner, due, _state = plan[2]
    assert (gain.number_format, gain.data_type) == ("0.0", "n")
    assert (cost.number_format, cost.data_type) == (money, "n")
    assert (due.number_format, due.is_date) == (day, True)


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_a_workbook_is_on_the_paper_of_the_workspace(small: Path) -> None:
    for paper, number in (("letter", "1"), ("a4", "9")):
        settings = f"format: 1\nreports: {{paper: {paper}}}\n"
        (small / "tpaudit.yaml").write_text(settings, encoding="utf-8")
        book = openpyxl.load_workbook(report(small, "r.xlsx", audit="a.yaml"))
        assert {str(sheet.page_setup.paperSize) for sheet in book} == {number}


def test_who_is_to_do_something_stands_in_every_plan_for_clients(tmp_path: Path) -> None:
    """The HTML says it, and the workbook no less; who answers for a touchpoint is for the team."""
    html = report(tmp_path, "r.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx"))
    owners = {row["Owner"] for row in rows_of(book["Plan"]) if row["Owner"]}
    assert [owner for owner in ("Marketing", "Sales") if f'<span dir="auto">{owner}</span>' not in html] == []
    assert {"Marketing", "Sales"} <= owners
    assert "Owner" not in [cell.value for cell in book["Touchpoints"][1]]


# Word


def test_a_document_holds_the_figures_of_the_scorecard(sample: str, tmp_path: Path) -> None:
    document = docx.Document(str(report(tmp_path, "r.docx", "--lang", "en", audit=sample)))
    scorecard = card(sample, "--lang", "en")
    locale = Locale("en", (60.0, 80.0))
    grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    [touchpoints] = [grid for grid in grids if grid[0][:3] == ["Touchpoint", "Stage", "Score"]]
    found = {row[0]: [row[2], row[4], row[5]] for row in touchpoints[1:]}
    assert found == {
        name: [locale.points(touch["score"]), locale.percent(touch["coverage"]), locale.points(touch["lost"])]
        for name, touch in links(scorecard).items()
    }
    [stages] = [grid for grid in grids if grid[0][0] == "Stage"]
    assert {row[0]: row[1] for row in stages[1:]} == {
        stage["name"]: locale.points(stage["score"]) for stage in scorecard["stages"].values()
    }
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"Score {locale.points(scorecard['score'])} of 100" in text


def test_a_document_has_headings_a_table_of_contents_and_heads_on_its_tables(tmp_path: Path) -> None:
    path = report(tmp_path, "r.docx")
    document = docx.Document(str(path))
    headings = [
        one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"
    ]
    assert headings[1:3] == ["In short", "What to do"]
    assert headings[-3:] == ["Appendix A: Touchpoints", "What was not assessed", "Appendix C: Method"]
    assert (
        len([one for one in document.paragraphs if one.style is not None and one.style.name == "Heading 2"])
        > 20
    )
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    assert 'TOC \\o "1-1" \\h \\z \\u' in text
    linked = re.findall(r'<w:hyperlink w:anchor="(\w+)" w:history="1"><w:r><w:t>(.*?)</w:t>', text)
    assert [name for _, name in linked] == headings
    marked = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/>', text)
    assert marked == [anchor for anchor, _ in linked], "each part is led to"
    for table in document.tables:
        if table.rows[0]._tr.xpath("w:trPr/w:tblHeader"):  # noqa: SLF001 - python-docx has no word for it
            assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[0].cells)
    assert text.count("<w:tblHeader/>") == len(document.tables) - 1, "lists side by side have no head"
    assert document.core_properties.title == "Kiln Lane Coffee Roasters"


@pytest.mark.parametrize(
    ("name", "language", "depth"),
    [
        ("roastery", "en", "report"),
        ("weather-app", "en", "full"),
        ("dostavka-edy", "ru", "report"),
        ("roastery", "zh", "full"),
    ],
)
def test_appendix_c_of_a_document_says_what_that_of_the_html_says(
    name: str, language: str, depth: str, tmp_path: Path
) -> None:
    sample = str(ROOT / "audits" / f"{name}.yaml")
    options = ("--lang", language, "--depth", depth, "--audience", "internal")
    page: Any = html5lib.parse(
        report(tmp_path, "r.html", *options, audit=sample).read_text(encoding="utf-8"),
        namespaceHTMLElements=False,
    )
    parts = {part.get("id"): part for part in page.iter("section")}
    document: Any = docx.Document(str(report(tmp_path, "r.docx", *options, audit=sample)))
    title = said(parts["method"].find("h2"))
    told = texts_of(document)
    appendix = " ".join(told[len(told) - told[::-1].index(title) - 1 :])
    wanted = [text for part in ("method", "observers") if part in parts for text in parts[part].itertext()]
    wanted = [" ".join(text.split()).strip(" ():;,：；，、（）") for text in wanted]
    assert len([text for text in wanted if text]) > 20
    assert [text for text in wanted if text not in appendix] == []


def texts_of(document: Any) -> list[str]:
    """Return the texts of paragraphs and of the cells of tables, in order."""
    return [
        " ".join("".join(text.text or " " for text in one.iter() if text.tag.endswith(("}t", "}br"))).split())
        for one in document.element.body.iter()
        if one.tag.endswith("}p")
    ]


def test_a_document_is_as_deep_as_it_is_asked_to_be(tmp_path: Path) -> None:
    parts = {}
    for depth in ("board", "report", "full"):
        document: Any = docx.Document(str(report(tmp_path, f"{depth}.docx", "--depth", depth)))
        parts[depth] = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert len(parts["board"]) == 1, "the first page alone"
    assert parts["report"][0] == parts["board"][0]
    assert [part for part in parts["full"] if part not in parts["report"]] == ["Appendix B: All questions"]
    answers = [table for table in document.tables if table.rows[0].cells[1].text == "Answers"]
    seen = [item for touch in links(card(AUDIT)).values() for item in touch["items"].values()]
    answered = [item for item in seen if item["state"] == "scored" or item["observations"]]
    assert sum(len(table.rows) - 1 for table in answers) == len(answered)
    told = "\n".join(cell.text for table in answers for row in table.rows for cell in row.cells)
    notes = [one["note"] for item in answered for one in item["observations"] if one["note"]]
    assert [note for note in notes if " ".join(note.split()) not in told] == []
    assert len(notes) > 20


@pytest.mark.parametrize(
    ("language", "spelling"),
    [("en", ("en-GB", "zh-CN")), ("ru", ("ru-RU", "zh-CN")), ("zh", ("en-GB", "zh-CN"))],
)
def test_a_document_says_in_which_language_it_is_spelled(
    language: str, spelling: tuple[str, str], small: Path
) -> None:
    document: Any = docx.Document(str(report(small, "r.docx", "--lang", language, audit="a.yaml")))
    [lang] = document.styles.element.xpath("w:docDefaults//w:lang")
    assert tuple(lang.attrib.values()) == spelling


def test_what_introduces_a_table_or_a_picture_stays_with_it(tmp_path: Path) -> None:
    document: Any = docx.Document(str(report(tmp_path, "r.docx")))
    body = [node for node in document.element.body if node.tag.endswith(("}p", "}tbl"))]
    kept = 0
    for before, after in itertools.pairwise(body):
        plain = before.tag.endswith("}p") and not before.xpath("w:pPr/w:pStyle")
        if plain and after.tag.endswith("}tbl") and before.xpath("w:r/w:t"):
            assert before.xpath("w:pPr/w:keepNext"), before.xpath("string()")
            kept += 1
    assert kept > 10


def test_a_document_says_what_moved_since_an_earlier_audit(small: Path) -> None:
    better = SMALL.replace("2026-11-14", "2027-11-14").replace("easy: 4", "easy: 5")
    (small / "b.yaml").write_text(better, encoding="utf-8")
    before, after = (card(str(small / name))["touchpoints"]["desk"]["score"] for name in ("a.yaml", "b.yaml"))
    document = docx.Document(str(report(small, "r.docx", "--against", "a.yaml", audit="b.yaml")))
    locale = Locale("en", (60.0, 80.0))
    grids = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    [moved] = [grid for grid in grids if grid[0][:4] == ["Touchpoint", "Before", "Now", "Change"]]
    wanted = ["=1+1", locale.points(before), locale.points(after), locale.signed(after - before)]
    assert [row[:4] for row in moved[1:]] == [wanted]
    assert after > before


def test_a_document_takes_any_text_and_shows_its_pictures(small: Path) -> None:
    document = docx.Document(str(report(small, "r.docx", audit="a.yaml")))
    assert document.paragraphs[0].text == "Café <b>&amp;</b> \\x07"
    assert len(document.inline_shapes) == (3 if CHROMIUM else 1)
    assert "The desk" in [one.text for one in document.paragraphs]


LOGO: Final = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect y="60" width="200" height="40" fill="#ff0000"/></svg>
"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_a_document_begins_with_the_logos_and_for_whom_it_is(small: Path) -> None:
    (small / "logo.svg").write_text(LOGO, encoding="utf-8")
    settings = "branding: {name: Lantern, logo: logo.svg}\nreports: {client_logo: desk.png, confidentiality: Board}\n"
    (small / "tpaudit.yaml").write_text(f"format: 1\n{settings}", encoding="utf-8")
    document: Any = docx.Document(str(report(small, "r.docx", audit="a.yaml")))
    assert len(document.paragraphs[0].runs[0].element.xpath(".//pic:pic")) == 2
    assert "Who may read it: Board" in next(
        one.text for one in document.paragraphs if one.text.startswith("Touch")
    )
    assert document.sections[0].header.paragraphs[0].text.endswith(" · Touchpoint audit · Board")
    first = document.inline_shapes[0]
    [blip, _] = document.paragraphs[0].runs[0].element.xpath(".//a:blip")
    data = document.part.related_parts[blip.embed].blob
    image = pytest.importorskip("PIL.Image", reason="the extra `dev` brings Pillow")
    with image.open(io.BytesIO(data)) as drawn:
        width, height = drawn.size
        assert drawn.getpixel((10, height - 10)) == (255, 0, 0), "it is drawn down to its lower edge"
        assert drawn.getpixel((10, 10)) == (255, 255, 255)
    assert first.width / first.height == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_no_column_of_a_document_is_narrower_than_a_word_of_its_heading(
    language: str, tmp_path: Path
) -> None:
    document: Any = docx.Document(
        str(report(tmp_path, "r.docx", "--lang", language, audit=str(ROOT / "audits/dostavka-edy.yaml")))
    )
    measures, _lists, *others = document.tables  # lists side by side have no headings
    for table in (measures, *others):
        for cell in table.rows[0].cells:
            widest = max(text_width(word, 9, bold=True) for word in cell.text.split())
            assert cell.width.pt >= widest + 10, (cell.text, cell.width.pt)
        assert sum(cell.width.cm for cell in table.rows[0].cells) <= 18.01


def test_a_document_plans_what_the_other_reports_plan(sample: str, tmp_path: Path) -> None:
    document: Any = docx.Document(str(report(tmp_path, "r.docx", "--lang", "en", audit=sample)))
    [_, plan] = [table for table in document.tables if table.rows[0].cells[0].text == "What to do, and why"]
    markdown = report(tmp_path, "r.md", "--lang", "en", audit=sample).read_text(encoding="utf-8")
    tasks = [row.cells[0].text.split("\n")[0].removeprefix("✗ ") for row in plan.rows[1:]]
    assert len(tasks) == 15
    book = openpyxl.load_workbook(report(tmp_path, "r.xlsx", "--lang", "en", audit=sample))
    assert set(tasks) <= {row["What to do"] for row in rows_of(book["Plan"])}
    plain = re.sub(r"\\(?=\W)|\*\*", "", markdown.rpartition("| What to do, and why")[2])
    places = [plain.find(task[:25]) for task in tasks]
    assert places == sorted(places)
    assert places[0] > 0


def test_the_first_page_of_a_document_says_what_the_page_that_decides_says(
    sample: str, tmp_path: Path
) -> None:
    document: Any = docx.Document(str(report(tmp_path, "r.docx", "--lang", "en", audit=sample)))
    html = report(tmp_path, "r.html", "--lang", "en", "--depth", "board", audit=sample)
    page: Any = html5lib.parse(html.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    [board] = [node for node in page.iter("section") if node.get("class") == "board"]
    told = [one.text for one in document.paragraphs]
    first = "\n".join(told[: told.index("Contents")])
    assert said(board.find("h2")) in first
    assert Locale("en", (60.0, 80.0)).points(card(sample, "--lang", "en")["score"]) in first
    measures, columns = document.tables[:2]
    assert said(board.find("h3")) in first
    wanted = [said(row.find("td/b")) for row in board.iter("tr") if row.find("td/b") is not None]
    tasks = [row.cells[0].text.split("\n")[0] for row in measures.rows[1:]]
    assert [" ".join(task.split()) for task in tasks] == wanted
    lists = [[" ".join(one.text.split()) for one in cell.paragraphs] for cell in columns.rows[0].cells]
    [shown] = [node for node in board.iter("div") if node.get("class") == "columns"]
    assert lists == [[said(text) for text in part.iter() if text.tag in ("h3", "li", "p")] for part in shown]


def said(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize(("language", "paper"), [("ru", "letter"), ("zh", "a4")])
def test_the_first_page_of_a_document_stays_one_page(language: str, paper: str, tmp_path: Path) -> None:
    options = ("--lang", language, "--paper", paper)
    path = report(tmp_path, "r.docx", *options, audit=str(ROOT / "audits/dostavka-edy.yaml"))
    reader = pypdf.PdfReader(as_pdf(path))
    assert sides(reader.pages[0]) == {"a4": (595, 842), "letter": (612, 792)}[paper]
    contents = {"ru": "Содержание", "zh": "目录"}[language]
    kind = {"ru": "Аудит точек контакта", "zh": "接触点审计"}[language]
    second = unicodedata.normalize("NFKC", reader.pages[1].extract_text()).split("\n")
    assert second[:2] == [f"Супница · {kind}", contents] or second[1] == contents
    assert " 2 / " in second[-1] + " ", "every page but the first says which it is"
    assert " 1 / " not in reader.pages[0].extract_text()


def as_pdf(path: Path) -> Path:
    """Return what LibreOffice makes of a document."""
    command = [
        "soffice",
        f"-env:UserInstallation={path.parent.as_uri()}/office",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", path.parent, path], check=True, capture_output=True, timeout=300)
    return path.with_suffix(".pdf")


def sides(page: Any) -> tuple[int, int]:
    """Return the width and height of a page, in points."""
    return round(page.mediabox.width), round(page.mediabox.height)


LETTER: Final = (612, 792)


@pytest.mark.parametrize("way", ["setting", "option"])
def test_word_and_print_take_the_paper_that_is_asked_for(
    way: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: tuple[str, ...] = ("--paper", "letter")
    if way == "setting":
        (small / "tpaudit.yaml").write_text("format: 1\nreports: {paper: letter}\n", encoding="utf-8")
        options = ()
    html = report(small, "r.html", *options, audit="a.yaml").read_text(encoding="utf-8")
    sizes = {size.strip() for size in re.findall(r"@page[^{]*\{size:([^;}]*)", html)}
    assert sizes == {"letter", "letter landscape"}
    sheet = ("checklists", "sheet", "a.yaml", "--for", "team", "-o", "s.html", *options)
    assert run(*sheet, cwd=small).returncode == 0
    assert "@page{size:letter " in (small / "s.html").read_text(encoding="utf-8")
    monkeypatch.setenv("PATH", str(small))
    assert sides(pypdf.PdfReader(report(small, "r.pdf", *options, audit="a.yaml")).pages[0]) == LETTER
    assert run("report", "a.yaml", "-o", "r.docx", *options, cwd=small).returncode == 0
    section: Any = docx.Document(str(small / "r.docx")).sections[0]
    assert (section.page_width.pt, section.page_height.pt) == pytest.approx(LETTER, abs=0.5)


def test_without_a_paper_html_leaves_it_to_the_printer_and_all_else_is_on_a4(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "@page{size:auto;" in report(small, "r.html", audit="a.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("PATH", str(small))
    assert sides(pypdf.PdfReader(report(small, "r.pdf", audit="a.yaml")).pages[0]) == (595, 842)
    assert run("report", "a.yaml", "-o", "r.docx", cwd=small).returncode == 0
    section: Any = docx.Document(str(small / "r.docx")).sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21.0, 29.7), abs=0.01)


def test_a_paper_is_refused_where_it_would_change_nothing(small: Path) -> None:
    template(small / "own.docx", "{{ report }}")
    paper = ("--paper", "letter")
    for name in ("r.md", "r.xlsx"):
        refused(run("report", "a.yaml", "-o", name, *paper, cwd=small), "which has no pages")
    refused(
        run("report", "a.yaml", "-o", "r.docx", "--template", "own.docx", *paper, cwd=small), "of its own"
    )
    sheet = ("checklists", "sheet", "a.yaml", "--for", "team", "-o", "s.md")
    refused(run(*sheet, *paper, cwd=small), "expected it beside html")


def described(document: Any) -> list[str]:
    return [node.get("descr") for node in document.element.body.iter() if node.tag.endswith("}docPr")]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_a_document_has_the_pictures_of_the_journey_and_its_map_across(tmp_path: Path) -> None:
    document: Any = docx.Document(str(report(tmp_path, "r.docx")))
    assert described(document)[:2] == ["Scores along the journey", "Journey map"]
    across = [section.page_width > section.page_height for section in document.sections]
    assert across == [False, True, False]
    for shape, section in zip(document.inline_shapes, document.sections, strict=False):
        assert shape.width <= section.page_width - section.left_margin - section.right_margin
        assert shape.height <= section.page_height - section.top_margin - section.bottom_margin
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    widths = [int.from_bytes(data[16:20]) for data in pictures if data.startswith(b"\x89PNG")]
    assert widths.count(2000) == 2


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_below_the_pictures_of_a_document_stands_what_their_marks_mean(language: str, tmp_path: Path) -> None:
    """In the words of the HTML."""
    page: Any = html5lib.parse(
        report(tmp_path, "r.html", "--lang", language).read_text(encoding="utf-8"),
        namespaceHTMLElements=False,
    )
    legends = [legend for legend in page.iter("p") if legend.get("class") == "bands soft"]
    document: Any = docx.Document(str(report(tmp_path, "r.docx", "--lang", language)))
    below = [
        after.text
        for before, after in itertools.pairwise(document.paragraphs)
        if any(run.element.xpath(".//pic:pic") for run in before.runs) and after.style.name == "Caption"
    ][: len(legends)]
    for legend, text in zip(legends, below, strict=True):
        words = [said(mark) for mark in legend.iter("span")]
        assert [part.partition(" ")[2] for part in text.split(" · ")][: len(words)] == words
    [map_section] = [part for part in page.iter("section") if part.get("id") == "map"]
    number = said(map_section.findall("p")[-1])
    assert [part for part in re.split(" [★·→] |[★→] ", number) if part and part not in below[1]] == []


def test_without_chromium_a_document_has_no_pictures_of_the_journey(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(small))
    document = docx.Document(str(report(small, "r.docx", audit="a.yaml")))
    assert described(document) == ["The desk"]
    assert len(document.sections) == 1


def test_a_template_keeps_its_sections_around_the_map(small: Path) -> None:
    template(small / "own.docx", "Before", "{{ report }}", "After")
    document: Any = docx.Document(
        str(report(small, "r.docx", "--template", str(small / "own.docx"), audit="a.yaml"))
    )
    across = [section.page_width > section.page_height for section in document.sections]
    assert across == ([False, True, False] if CHROMIUM else [False])
    assert document.sections[-1].header.paragraphs[0].text.startswith("ACME")


def test_a_client_is_not_told_what_is_internal(small: Path) -> None:
    secrets = ("whispered", "Otto Observer", "desk.png", "a.yaml")
    for name in ("r.docx", "r.xlsx"):
        for audience, shown in (("client", False), ("internal", True)):
            path = report(small, name, "--audience", audience, audit="a.yaml")
            with zipfile.ZipFile(path) as archive:
                text = "".join(archive.read(entry).decode("utf-8", "replace") for entry in archive.namelist())
            assert "Olga Owner" in text, "who is to do something, to clients as well"
            assert [word for word in secrets if word in text] == [] or shown


@pytest.mark.parametrize("name", ["r.docx", "r.xlsx"])
def test_the_same_audit_gives_the_same_bytes(name: str, small: Path) -> None:
    first = report(small, name, audit="a.yaml").read_bytes()
    assert report(small, name, audit="a.yaml").read_bytes() == first


def template(path: Path, *texts: str) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "ACME, {{ title }}"
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.parametrize("place", ["own.docx", "templates/report.docx"])
def test_a_template_keeps_what_a_consultant_wrote_in_it(place: str, small: Path) -> None:
    (small / "templates").mkdir()
    template(small / place, "Before {{ kind }}", "{{ report }}", "After")
    options = ("--template", place) if place == "own.docx" else ()
    document = docx.Document(str(report(small, "r.docx", *options, audit="a.yaml")))
    texts = [one.text for one in document.paragraphs]
    assert (texts[0], texts[-1]) == ("Before Touchpoint audit", "After")
    assert "In short" in texts
    assert document.sections[0].header.paragraphs[0].text == "ACME, Café <b>&amp;</b> \\x07"


def refused(done: Done, said: str) -> None:
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_template_that_cannot_be_used_is_refused(small: Path) -> None:
    template(small / "none.docx", "No place")
    (small / "text.docx").write_text("no document", encoding="utf-8")
    with zipfile.ZipFile(small / "zip.docx", "w") as archive:
        archive.writestr("a.txt", "x")
    said = {
        "none.docx": "it has no paragraph {{ report }}",
        "text.docx": "it is no document of Word",
        "zip.docx": "it is no document of Word",
        "gone.docx": "it is no document of Word",
    }
    for name, words in said.items():
        refused(run("report", "a.yaml", "-o", "r.docx", "--template", name, cwd=small), words)
        assert not (small / "r.docx").exists()


def test_an_option_that_a_format_has_no_use_for_is_refused(small: Path) -> None:
    for name, option in (
        ("r.xlsx", "--no-embed"),
        ("r.xlsx", "--against=a.yaml"),
        ("r.xlsx", "--template=x"),
    ):
        refused(
            run("report", "a.yaml", "-o", name, option, cwd=small),
            f"{option.partition('=')[0]} would change nothing",
        )


# PDF


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_chromium_prints_a_pdf_with_tags_bookmarks_and_the_verdict(small: Path) -> None:
    path = report(small, "r.pdf", audit="a.yaml")
    reader = pypdf.PdfReader(path)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.outline
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "of 100" in text or "assessed" in text
    assert "=1+1" in text
    assert report(small, "r2.pdf", audit="a.yaml").read_bytes() == path.read_bytes()
    names = re.findall(rb"/ID \(node(\d{8})\)", path.read_bytes())
    assert sorted(map(int, names)) == list(range(1, len(names) + 1)), (
        "the names of headings do not hang on chance"
    )
    assert len(names) > 10


def test_what_chromium_counts_from_its_start_does_not_show_in_a_pdf() -> None:
    """Under load it has counted one element more, now and then."""
    first, second = (
        b"/CreationDate (D:%d+00'00')/ID (node%08d) /ID (node%08d) /Headers [(node%08d) (node%08d)] /Limits [(node%08d)"
        % (day, at, at + 3, at, at + 3, at)
        for day, at in ((20261114101112, 99), (20261115131415, 100))
    )
    assert always_the_same(first) == always_the_same(second)
    assert always_the_same(first).endswith(
        b"/Headers [(node00000001) (node00000002)] /Limits [(node00000001)"
    )
    assert len(always_the_same(first)) == len(first), "no object of the file moves"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
@pytest.mark.parametrize(("style", "sides"), [("", (595, 842)), ("@page{size:Letter}", (612, 792))])
def test_a_pdf_is_on_a4_unless_its_template_names_another_paper(
    style: str, sides: tuple[int, int], small: Path
) -> None:
    own = "{% extends 'built-in/report.html.j2' %}{% block style %}" + style + "{% endblock %}"
    (small / "own.html.j2").write_text(own, encoding="utf-8")
    reader = pypdf.PdfReader(report(small, "r.pdf", "--template", "own.html.j2", audit="a.yaml"))
    upright, across = (
        {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages},
        (842, 595),
    )
    assert upright - {across} == {sides}
    assert across in upright


def test_without_chromium_weasyprint_sets_a_pdf(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(small))
    reader = pypdf.PdfReader(report(small, "r.pdf", "--lang", "ru", audit="a.yaml"))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ru"
    assert "Коротко" in [one.title for one in reader.outline if not isinstance(one, list)]
    text = "".join(page.extract_text() for page in reader.pages)
    assert "<b>&amp;</b>" in text
    first, second = (page.extract_text() for page in reader.pages[:2])
    assert "К решению" in first
    assert "Содержание" in second
    count = len(reader.pages)
    assert f"2 / {count}" in second
    assert f"1 / {count}" not in first
    [summary] = [one for one in reader.outline if not isinstance(one, list) and one.title == "Коротко"]
    assert reader.get_destination_page_number(summary) == 1
    assert re.search(r"Коротко[ .]*2\n", second), "the contents say on which page a part begins"
    refused(run("report", "a.yaml", "-o", "r.pdf", "--template", "x", cwd=small), "needs Chromium")


@pytest.mark.parametrize(
    ("language", "script", "said_of_it"),
    [
        (
            "en",
            "exit 7",
            "did not print the PDF: it wrote no whole file and ended with exit code 7; WeasyPrint",
        ),
        ("ru", "exit 7", "не напечатал PDF: не записал файл целиком и завершился с кодом 7; вместо него"),
        ("zh", "exit 7", "没有打印出 PDF：没有写出完整的文件，退出代码为 7；已改用 WeasyPrint"),
        ("en", "half", "it wrote no whole file and ended with exit code 0; WeasyPrint wrote it instead"),
        ("en", "none", "it does not start: "),
    ],
)
def test_a_browser_that_fails_is_named_before_weasyprint_takes_over(
    language: str, script: str, said_of_it: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = 'for option in "$@"; do case $option in --print-to-pdf=*) echo %PDF > "${option#*=}";; esac; done'
    program, shell = small / "bin" / "chromium", "/nowhere/sh" if script == "none" else "/bin/sh"
    program.parent.mkdir()
    program.write_text(f"#!{shell}\n{half if script == 'half' else script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    settings = f"format: 1\nlanguage: {language}\n"
    (small / "tpaudit.yaml").write_text(settings, encoding="utf-8")
    done = run("report", "a.yaml", "-o", "r.pdf", cwd=small)
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(str(program))
    assert said_of_it in done.stderr
    assert pypdf.PdfReader(small / "r.pdf").pages
    word = run("report", "a.yaml", "-o", "r.docx", cwd=small)
    assert (word.returncode, word.stderr.count("\n")) == (0, 1)
    assert word.stderr.startswith(str(program))
    assert "2" in word.stderr.removeprefix(str(program))
    (small / "own.html.j2").write_text("{% extends 'built-in/report.html.j2' %}", encoding="utf-8")
    own = run("report", "a.yaml", "-o", "r.pdf", "--template", "own.html.j2", cwd=small)
    assert (own.returncode, own.stderr.count("\n")) == (2, 1)
    assert str(program) in own.stderr


@pytest.mark.parametrize(("language", "handovers"), [("en", "Handovers"), ("zh", "交接")])
def test_without_chromium_a_pdf_has_the_pictures_of_the_journey(
    language: str, handovers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reader = pypdf.PdfReader(report(tmp_path, "r.pdf", "--lang", language))
    across = [page for page in reader.pages if sides(page) == (842, 595)]
    assert len(across) == 1
    text = unicodedata.normalize("NFKC", across[0].extract_text())
    scored = [touch for touch in links(card(AUDIT)).values() if touch["score"] is not None]
    locale = Locale("en", (60.0, 80.0))
    assert [touch["name"] for touch in scored if locale.points(touch["score"]) not in text] == []
    assert handovers in text
    stages = [stage["name"] for stage in card(AUDIT, "--lang", language)["stages"].values()]
    first = unicodedata.normalize("NFKC", reader.pages[0].extract_text())
    assert [stage for stage in stages if stage not in text or stage not in first] == []
    drawn: Any = across[0].get_contents()
    boxes = drawn.get_data().decode("latin-1")
    colours = {
        tuple(map(float, found)) for found in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)", boxes)
    }
    heavy = tuple(int(pair, 16) / 255 for pair in ("3f", "47", "44"))
    assert any(colour == pytest.approx(heavy, abs=0.01) for colour in colours), "weak boxes are dark"


@pytest.mark.parametrize(
    ("library", "name", "extra"),
    [("weasyprint", "r.pdf", "pdf"), ("docx", "r.docx", "docx"), ("xlsxwriter", "r.xlsx", "sheets")],
)
def test_a_missing_extra_is_named(
    library: str, name: str, extra: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(small))
    monkeypatch.setitem(sys.modules, library, None)
    refused(run("report", "a.yaml", "-o", name, cwd=small), f"pip install 'tpaudit[{extra}]'")
    assert not (small / name).exists()


def test_what_is_no_text_goes_to_a_pipe_whole(small: Path) -> None:
    code = "import sys; from tpaudit.cli.main import main; sys.argv = ['tpaudit', 'report', 'a.yaml', '--format', 'docx']; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=small, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert docx.Document(io.BytesIO(done.stdout)).paragraphs
