"""Plans as they are read: tables in three languages, the checklist, CSV, JSON, and what the command refuses.

`TPAUDIT_ACCEPT=1 pytest tests/test_plan.py` rewrites the texts of tests/cases/golden; the difference is read
like code.
"""

import ast
import csv
import inspect
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import html5lib
import polib
import program
import pytest
from markdown_it import MarkdownIt
from test_report import ALLOWED, HOSTILE

import tpaudit
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.results.plan import Plan
from tpaudit.showing.data import plan as plan_files
from tpaudit.showing.data.plan import PLAN_COLUMNS, plan_in_csv, plan_in_markdown
from tpaudit.showing.data.scorecard import as_json
from tpaudit.showing.scaffold.audit import scalar
from tpaudit.showing.terminal import plan as plan_page
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.plan import plan_lines
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import width
from tpaudit.showing.text.results import plan as plan_words
from tpaudit.showing.text.results import steps as step_words
from tpaudit.showing.text.translate import LOCALE

ROOT: Final = Path(__file__).parent.parent
GOLDEN: Final = ROOT / "tests" / "cases" / "golden"
SAMPLES: Final = {
    "roastery": ("en", Wish(days=5)),
    "dostavka-edy": ("ru", Wish(budget=500, days=6)),
    "weather-app": ("zh", Wish(target=80)),
}


def planned(sample: str, monkeypatch: pytest.MonkeyPatch, wish: Wish | None = None) -> tuple[Plan, Locale]:
    """Return the plan of a sample audit, and its language."""
    monkeypatch.chdir(ROOT)
    language, usual = SAMPLES[sample]
    loaded = tpaudit.load(f"audits/{sample}.yaml")
    card = tpaudit.score(loaded, languages=(language,))
    return make_plan(loaded, card, wish or usual, (language, "en")), Locale(language, (60.0, 80.0))


def same(name: str, text: str) -> None:
    """Hold a text to the one that was accepted."""
    path = GOLDEN / name
    if "TPAUDIT_ACCEPT" in os.environ:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_table_of_a_sample_reads_as_it_was_accepted(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, locale = planned(sample, monkeypatch)
    same(f"plan.{sample}.txt", plain(plan_lines(found, locale=locale)))


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_checklist_of_a_sample_reads_as_it_was_accepted(
    sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    same(f"plan.{sample}.md", plan_in_markdown(*planned(sample, monkeypatch)))


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_line_of_a_table_is_wider_than_the_terminal(
    sample: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, locale = planned(sample, monkeypatch, Wish())
    lines = plain(plan_lines(found, locale=locale, columns=columns)).splitlines()
    assert max(map(width, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("sample", ["dostavka-edy", "weather-app"])
def test_no_english_is_left_in_another_language(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, locale = planned(sample, monkeypatch, Wish(budget=100, days=2))
    for text in (plain(plan_lines(found, locale=locale)), plan_in_markdown(found, locale)):
        words = re.sub(r"\b[\w-]+\.[\w-]+(-[\w-]+)*|dostavka-edy|weather-app|GBP", "", text)
        left = [line for line in words.splitlines() if re.search(r"\b[a-z]{4,}\b", line)]
        assert [line for line in left if not re.search(r"[а-яё]|[\u4e00-\u9fff]", line)] == []


def phrases() -> Iterator[str]:
    """Yield every text of several words in the code of a plan, but for those that explain the code."""
    for module in (plan_page, plan_words, step_words, plan_files):
        tree = ast.parse(inspect.getsource(module))
        explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in explaining else None
            if isinstance(text, str) and re.search(r"[a-z}] [a-z{]", text):
                yield text


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    catalogue = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "tpaudit.po"))
    known = {text for entry in catalogue for text in (entry.msgid, entry.msgid_plural)}
    said = set(phrases())
    assert len(said) > 15
    assert said - known == set()


def test_csv_has_a_row_for_each_step_and_each_column(monkeypatch: pytest.MonkeyPatch) -> None:
    found, locale = planned("roastery", monkeypatch)
    rows = list(csv.DictReader(io.StringIO(plan_in_csv(found, locale), newline=""), strict=True))
    assert tuple(rows[0]) == PLAN_COLUMNS
    lists = [row["list"] for row in rows]
    assert lists.count("plan") == len(found.steps)
    assert lists.count("later") == len(found.later)
    assert lists.count("strong") == len(found.left_out["strong"])
    assert lists.count("wow") == len(found.delighters)
    assert lists.count("done") == 1
    first = rows[0]
    assert (first["action"], first["for"], first["hours"], first["cost"], first["broken"], first["due"]) == (
        *("send-confirmation", "confirmation/findings.silence", "3.0", "0.0", "yes", "2026-11-20"),
    )
    assert float(first["gain"]) == found.steps[0].gain


def test_json_is_the_plan_with_unrounded_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = planned("roastery", monkeypatch)
    data = json.loads(as_json(found))
    assert (data["format"], data["gain"], data["exact"]) == (1, found.gain, True)
    assert [one["gain"] for one in data["steps"]] == [one.gain for one in found.steps]
    assert list(data["left_out"]) == ["claimed", "waived", "size", "strong"]
    assert data["actions"]["second-handset"]["targets"] == [
        {"at": "order-line/phone.pick-up-time", "state": "claimed", "seen": "2026-11-14"}
    ]


@pytest.mark.parametrize(
    ("missed", "broken", "wish", "said"),
    [
        (0.25, 0, Wish(days=5), "another one might win up to 0.25 points more"),
        (0.25, 1, Wish(days=5), "another one might fix more that is broken"),
        (1.5, 0, Wish(target=80), "another one might take up to 1.5 hours fewer"),
        (0.0, 0, Wish(days=5), ""),
    ],
)
def test_a_plan_that_may_not_be_the_best_says_so(
    missed: float, broken: int, wish: Wish, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = planned("roastery", monkeypatch, wish)
    assert "too many sets" not in plain(plan_lines(found, locale=Locale("en")))
    cut = replace(found, exact=False, missed=missed, missed_broken=broken)
    text = " ".join(plain(plan_lines(cut, locale=Locale("en"))).split())
    assert said in text
    assert ("too many sets" in text) == bool(said)


def told(plan: Plan, language: str = "en") -> str:
    """Return a table as one line of text."""
    return " ".join(plain(plan_lines(plan, locale=Locale(language))).split())


def test_a_target_says_fewest_hours_only_where_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = planned("dostavka-edy", monkeypatch, Wish(target=60))
    assert (found.hours, found.unmended) == (5.0, 21)
    assert "The target of 60 points is reached with the fewest hours. 21 broken" in told(found)
    cut = told(replace(found, exact=False, missed=1.5))
    assert "The target of 60 points is reached. " in cut
    assert "fewest hours" not in cut


def test_a_target_that_is_reached_already_says_so_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = planned("dostavka-edy", monkeypatch, Wish(target=50))
    text = told(found)
    assert "The target of 50 points is reached already." in text
    assert "No step fits" not in text
    assert "fewest hours" not in text


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(days=0), "are not in the plan; they would win at most "),
        (Wish(target=50), "are not needed for the target; they would win at most "),
        (Wish(days=6), "are not in the plan; they would win 26.8 points."),
    ],
)
def test_what_is_for_later_wins_at_most_so_much_where_a_missing_touchpoint_is_among_it(
    wish: Wish, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = planned("dostavka-edy", monkeypatch, wish)
    assert said in told(found)


def test_what_is_overdue_is_named_however_late_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = planned("roastery", monkeypatch, Wish(days=0))
    late = replace(found.later[0], due="2026-10-01", overdue=True)
    text = told(replace(found, later=[*found.later[1:], late]))
    assert "Sales, due 1 October 2026, overdue, in progress: S" in text
    assert f"and {len(found.later) - plan_page.MAX_STEPS - 1} more" in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "that is 1 day of 8 h. Cost: £0. No more than 1 day of work was to be planned."),
        (1.5, "that is 1.5 days of 8 h. Cost: £0. No more than 1.5 days of work were to be planned."),
        (2, "that is 2 days of 8 h. Cost: £0. No more than 2 days of work were to be planned."),
    ],
)
def test_one_day_is_one_day(days: float, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said in told(planned("roastery", monkeypatch, Wish(days=days))[0])


@pytest.mark.parametrize(("language", "unit"), [("en", "3 h"), ("ru", "3 ч"), ("zh", "3 小时")])
def test_a_checklist_writes_hours_in_its_language(
    language: str, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, _ = planned("roastery", monkeypatch)
    comma = "，" if language == "zh" else ", "
    price = "0\u00a0£" if language == "ru" else "£0"
    assert comma.join(("", unit, price)) in plan_in_markdown(found, Locale(language))


def test_an_open_action_that_is_no_step_is_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    found, locale = planned("roastery", monkeypatch)
    late = replace(found.actions["second-handset"], state="doing", overdue=True)
    cut = replace(found, actions={"second-handset": late}, apart=["second-handset"])
    said = "Sales, due 30 September 2026, overdue, in progress"
    text = told(cut)
    assert "OTHER OPEN ACTIONS" in text
    assert f"ringing together with the one at the till. {said}" in text
    assert f"till.** ({said})" in plan_in_markdown(cut, locale)
    rows = list(csv.DictReader(io.StringIO(plan_in_csv(cut, locale), newline=""), strict=True))
    assert [(row["action"], row["due"], row["overdue"]) for row in rows if row["list"] == "open"] == [
        ("second-handset", "2026-09-30", "yes")
    ]
    assert "OTHER OPEN ACTIONS" not in told(found)


def test_what_is_for_a_larger_company_and_facts_said_otherwise_are_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, locale = planned("roastery", monkeypatch)
    cut = replace(found, steps=[replace(found.steps[0], unsuited=True)])
    assert "in progress, for a larger company" in told(cut)
    checklist = plan_in_markdown(found, locale)
    assert "Say what the facts of the audit say: " in checklist
    assert "Search result and map entry" in checklist
    assert "says.opening-hours" not in checklist


CHECKLIST: Final = """\
format: 1
checklist: call
items:
  works: {{ask: {0}, answer: yes-no, fix: {0}, automate: {0}, turn_round: {0}}}
  nice: {{ask: {0}, answer: yes-no, wow: true, fix: {0}}}
"""
AUDIT: Final = """\
format: 1
company: {{name: {0}}}
audit: {{date: 2026-11-14}}
touchpoints:
  a: {{name: {0}, stage: s, owner: {0}, checklists: {{call: {{works: no}}}},
    findings: {{f: {{kind: problem, says: {0}, fix: {0}, severity: critical}}}}}}
  b: {{name: {0}, stage: s, checklists: {{call: {{works: no}}}}}}
actions:
  x: {{for: b, task: {0}, owner: {0}, due: 2026-01-01}}
  y: {{for: a/findings.f, task: {0}, status: done, done: 2026-01-01}}
"""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str, tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    written = scalar(text)
    (tmp_path / "checklists/call.yaml").write_text(CHECKLIST.format(written), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(AUDIT.format(written), encoding="utf-8")
    loaded = tpaudit.load(str(tmp_path / "a.yaml"))
    found, locale = make_plan(loaded, tpaudit.score(loaded), Wish(), ("en",)), Locale("en")
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(plan_in_markdown(found, locale))
    names = {one.tag.rpartition("}")[2] for one in html5lib.parse(page).iter() if isinstance(one.tag, str)}
    assert names <= set(ALLOWED.split()) - {"a"}
    assert "\x1b" not in page + plain(plan_lines(found, locale=locale)) + plan_in_csv(
        found, locale
    ) + as_json(found)
    for row in csv.reader(io.StringIO(plan_in_csv(found, locale), newline="")):
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for cell in row)


def run(*words: str) -> program.Done:
    return program.run("plan", *words, cwd=ROOT)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--budget", "nan"), "--budget: `nan` is not a number"),
        (("--days", "-1"), "--days: `-1` is out of range"),
        (("--days", "1,5"), "write 1.5, with a point"),
        (("--target", "101"), "--target: `101` is out of range"),
        (("--target", "80", "--days", "3"), "expected it without --budget and --days"),
        (("--as-of", "someday"), "--as-of: `someday` is not a date"),
    ],
)
def test_the_command_refuses_what_cannot_be_planned(words: tuple[str, ...], said: str) -> None:
    done = run("audits/roastery.yaml", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_command_writes_each_format_to_a_file(tmp_path: Path) -> None:
    for shape, starts in (("table", "Kiln"), ("markdown", "# Plan"), ("csv", "list,"), ("json", "{")):
        file = tmp_path / shape
        done = run("audits/roastery.yaml", "--days", "2", "--format", shape, "-o", str(file))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert file.read_text(encoding="utf-8").startswith(starts)


def test_the_day_decides_what_is_overdue() -> None:
    assert "overdue" not in run("audits/roastery.yaml").stdout
    assert "overdue" in run("audits/roastery.yaml", "--as-of", "2026-11-21").stdout
