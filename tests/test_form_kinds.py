"""Every kind of answer in the form: how it is taken, what it wants beside it, and what waits for it."""

import re
from pathlib import Path
from typing import Any, Final

import phone
import pytest
from program import run
from test_form import browser, data_of, form_file, photographed, written

from tpaudit.documents.answers import KINDS
from tpaudit.documents.checklist import Checklist
from tpaudit.operations.audits.load import load
from tpaudit.operations.collecting.form import FormRequest, form
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.form.questions import kind_of
from tpaudit.showing.form.turns import poor_answers

ROOT: Final = Path(__file__).parent.parent
ALL: Final = """\
format: 1
checklist: all
only_if: {open: yes}
items:
  open: {ask: Is it open?, answer: yes-no, must: true, wants: {any: note}}
  seen: {ask: What is broken?, answer: several, start: 100, options: {dusty: -20, cold: {points: -40, label: Too cold}, \
rats: {points: 0, fails: true}}, wants: {fail: photo}}
  again: {ask: Would you recommend it?, answer: nps}
  words: {ask: What did they say?, answer: text, only_if: {again: ["<9"]}}
  day: {ask: When does it arrive?, answer: date}
  hour: {ask: When did it close?, answer: time}
  price: {ask: What did it cost?, answer: money, unit: EUR}
  wait: {ask: How long?, answer: duration, score: {full: 1m, zero: 5m}, wants: {fail: note}}
  why: {ask: Why so long?, answer: choice, options: {crowd: 100, nobody: 0}, only_if: {wait: [">3m"]}}
  clicks: {ask: How many clicks?, answer: number, score: {full: 2, zero: 10}, weight: 0}
  steps: {ask: How many steps?, answer: number, weight: 0}
  share: {ask: How many were clean?, answer: percent, score: {full: 95, zero: 50}}
  marks: {ask: How many points?, answer: 0-6, of: 6}
  long: {ask: How many of forty?, answer: 0-40}
  again-cheap: {ask: Is it cheap?, answer: yes-no, only_if: {other.sells: yes}}
"""
OTHER: Final = """\
format: 1
checklist: other
items:
  sells: {ask: Do they sell?, answer: yes-no}
  far: {ask: Is it far?, answer: yes-no, only_if: {absent.thing: yes}}
"""
ABSENT: Final = "format: 1\nchecklist: absent\nitems: {thing: {ask: A thing?, answer: yes-no}}\n"


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """Return an audit that puts every kind of answer to one touchpoint."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    for name, text in (("all", ALL), ("other", OTHER), ("absent", ABSENT)):
        (tmp_path / "checklists" / f"{name}.yaml").write_text(text, encoding="utf-8")
    written(tmp_path, a="touchpoints: {t: {stage: s, checklists: {all: , other: }}}\n")
    return tmp_path / "a.yaml"


def items() -> dict[str, Any]:
    """Return the items of the checklist of all kinds."""
    checklist, diagnostics = parse("all.yaml", read(ALL.encode()), Checklist)
    assert checklist is not None
    assert diagnostics.problems == []
    return dict(checklist.items)


def question(audit: Path, address: str) -> dict[str, Any]:
    """Return what the form knows of a question."""
    (touch,) = data_of(form(str(audit), FormRequest()))["touchpoints"]
    return next(found for found in touch["questions"] if found["address"] == address)


def test_every_kind_of_answer_has_an_entry_in_the_form() -> None:
    script = (ROOT / "templates" / "form" / "kinds.js").read_text(encoding="utf-8")
    entries = re.findall(r'^  "?([a-z-]+)"?(?:,|: )', script[script.index("const KINDS = {") :], re.MULTILINE)
    kinds = {"scale" if kind == "a-b" else kind for kind in KINDS}
    assert kinds <= set(entries)
    assert {kind_of(item) for item in items().values()} <= set(entries)


@pytest.mark.parametrize(
    ("item", "poor"),
    [
        ("wait", [[180, None]]),
        ("clicks", [[6, None]]),
        ("steps", []),
        ("share", [[None, 72.5]]),
        ("marks", [[None, 3]]),
        ("long", [[None, 20]]),
        ("day", []),
    ],
)
def test_a_form_knows_which_measured_values_are_poor(item: str, poor: list[list[float | None]]) -> None:
    assert poor_answers(items()[item], [])["ranges"] == poor


def test_conditions_reach_the_form_from_everywhere_they_may_stand(audit: Path) -> None:
    opened = ["all.open", {"answers": ["yes"], "compared": []}]
    assert question(audit, "all.open")["conditions"] == []
    assert question(audit, "all.why")["conditions"] == [
        opened, ["all.wait", {"answers": [], "compared": [[">", 180]]}]
    ]  # fmt: skip
    assert question(audit, "all.again-cheap")["conditions"] == [
        opened, ["other.sells", {"answers": ["yes"], "compared": []}]
    ]  # fmt: skip
    assert question(audit, "other.far")["conditions"] == [], "of what is not put here nothing follows"
    assert question(audit, "all.why")["when"] == "Only if question 1 is ‘yes’ and question 8 is >3m."
    assert question(audit, "all.again-cheap")["when"].endswith("question 16 is ‘yes’.")


# In a browser


@pytest.mark.browser
@browser
def test_a_walk_with_every_kind_of_answer_comes_back_without_a_fault(audit: Path, tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile", accept_downloads=True) as context:
        page = phone.opened(context, form_file(audit))
        fill_in(page, photographed(page, tmp_path / "taken.jpg"))
        phone.settled(page)
        phone.tap(page, "where")
        assert page.locator("#lacking").count() == 0
        with page.expect_download() as download:
            phone.tap(page, "download")
        download.value.save_as(tmp_path / "walk.zip")
        assert page.complaints == []
    done = run("visits", "add", "walk.zip", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("validate", "--strict", "a.yaml", cwd=tmp_path, together=True)
    assert (done.returncode, done.stdout) == (0, "1 file: no errors, no warnings\n")
    assert given(tmp_path) == {
        "all.open": "37/40",
        "all.seen": "cold, rats",
        "all.again": "8",
        "all.words": "Hello: #1",
        "all.day": "2026-11-03",
        "all.hour": "21:05",
        "all.price": "4,90",
        "all.wait": "4m",
        "all.why": "nobody",
        "all.clicks": "3",
        "all.steps": "12",
        "all.share": "80",
        "all.marks": "3",
        "all.long": "31",
        "all.again-cheap": "no",
        "other.sells": "yes",
        "other.far": "no",
    }


def fill_in(page: Any, picture: Path) -> None:
    """Answer every question by hand."""
    card = page.locator("[data-address]")
    phone.tap(page, "next")
    card.locator("summary").first.tap()
    for key, value in (("yes-count", "37"), ("case-count", "40")):
        page.locator(f'[data-key="{key}"]').fill(value)
    phone.tap(page, "rate")
    assert page.locator("[data-wanted=note]").is_visible()
    page.locator(".beside textarea").fill("Forty shops")
    assert not page.locator("[data-wanted=note]").is_visible()
    phone.tap(page, "next")
    for key in ("What is broken?/none", "What is broken?/cold", "What is broken?/rats"):
        phone.tap(page, key)
    assert page.locator("[aria-checked=true]").count() == 2
    card.locator("input[type=file]").set_input_files([picture])
    page.wait_for_selector(".photos img[src^=blob]")
    phone.tap(page, "next")
    assert card.locator(".steps button").count() == 11
    card.locator(".steps button").nth(8).tap()
    for typed in ("Hello: #1", "2026-11-03", "21:05", "4,90"):
        phone.tap(page, "next")
        page.locator('[data-key="typed-answer"]').fill(typed)
    phone.tap(page, "next")
    page.locator('[data-key="typed"]').fill("4")
    page.locator("[data-address] select").select_option("m")
    phone.tap(page, "add")
    page.locator(".beside textarea").fill("Nobody was there")
    phone.tap(page, "next")
    card.locator(".stack button").last.tap()
    for typed in ("3", "12", "80"):
        phone.tap(page, "next")
        page.locator('[data-key="typed-answer"]').fill(typed)
    phone.tap(page, "next")
    card.locator(".steps button").nth(3).tap()
    phone.tap(page, "next")
    page.locator('[data-key="typed-answer"]').fill("41")
    assert page.locator("#not-taken").inner_text() == "Write a whole number from 0 to 40."
    page.locator('[data-key="typed-answer"]').fill("31")
    phone.tap(page, "next")
    assert "Do they sell?" in page.locator("#depends").inner_text()
    card.locator(".two button").last.tap()
    for place in (0, 1):
        phone.tap(page, "next")
        card.locator(".two button").nth(place).tap()


def given(folder: Path) -> dict[str, str]:
    """Return the answer that each question of the audit has got."""
    (touch,) = load(str(folder / "a.yaml")).touches
    return {address: asked.observed[0].text for address, asked in touch.asked.items()}


@pytest.mark.browser
@browser
def test_comparisons_other_checklists_and_the_top_of_a_checklist_decide_what_is_asked(
    audit: Path, tmp_path: Path
) -> None:
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(audit))
        phone.tap(page, "next")
        asked = page.locator(".row, [data-address]")
        assert asked.count() == 17
        phone.tap(page, "t/all.again")
        page.locator(".steps button").last.tap()
        assert page.locator('[data-key="t/all.words"]').count() == 0
        phone.tap(page, "t/all.wait")
        page.locator('[data-key="typed"]').fill("2")
        page.locator("[data-address] select").select_option("m")
        phone.tap(page, "add")
        assert page.locator('[data-key="t/all.why"]').count() == 0
        phone.tap(page, "never")
        assert page.locator('[data-key="t/all.why"]').count() == 1
        phone.tap(page, "t/other.sells")
        page.locator(".two button").last.tap()
        assert page.locator('[data-key="t/all.again-cheap"]').count() == 0
        phone.tap(page, "t/all.open")
        page.locator(".two button").nth(1).tap()
        assert asked.count() == 3
        assert page.complaints == []


@pytest.mark.browser
@browser
def test_each_of_several_timings_comes_with_what_it_wants(audit: Path, tmp_path: Path) -> None:
    with phone.phone(tmp_path / "profile") as context:
        page = phone.opened(context, form_file(audit))
        phone.tap(page, "next")
        phone.tap(page, "t/all.wait")
        for amount in ("4", "1", "5"):
            page.locator('[data-key="typed"]').fill(amount)
            page.locator("[data-address] select").select_option("m")
            phone.tap(page, "add")
        page.locator(".beside textarea").fill("Nobody was there")
        text = phone.visit_text(page)
        assert page.complaints == []
    assert re.findall(r"answer: (\w+)\n +on: .*\n( +note: )?", text) == [
        ("4m", "      note: "), ("1m", ""), ("5m", "      note: ")
    ]  # fmt: skip


@pytest.mark.browser
@browser
@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_no_question_has_a_fault_of_access_or_is_wider_than_the_phone(
    audit: Path, tmp_path: Path, language: str
) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    with phone.phone(tmp_path / "profile", bypass_csp=True) as context:
        page = phone.opened(context, form_file(audit, language=language))
        for address in ("open", "seen", "again", "words", "day", "hour", "price", "long"):
            if address == "open":
                phone.tap(page, "next")
            else:
                phone.tap(page, f"t/all.{address}")
            for summary in page.locator("[data-address] summary").all():
                summary.tap()
            for button in page.locator(".ticks button").all()[-2:-1]:
                button.tap()
            faults = [(found["id"], found["nodes"][0]["html"]) for found in axe.Axe().run(page)["violations"]]
            assert (address, faults) == (address, [])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert (address, width <= phone.SCREEN["width"]) == (address, True)
        assert page.complaints == []
