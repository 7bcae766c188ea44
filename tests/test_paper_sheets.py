"""Sheets on paper: what each is for, in which language, and that nothing in an audit writes their markup."""

import html
import re
from pathlib import Path
from typing import Final, get_args

import html5lib
import program
import pytest

from tpaudit.errors import UsageError
from tpaudit.operations.audits.load import load
from tpaudit.operations.collecting.form import FormRequest
from tpaudit.operations.collecting.paper_sheets import ASKED_BY, paper_sheet
from tpaudit.showing.sheets.paper_sheet import Purpose

SAMPLE: Final = str(Path(__file__).parent.parent / "audits/roastery.yaml")
PURPOSES: Final = get_args(Purpose)
NUMBERED: Final = re.compile(r"^\*\*(\d+\.\d+) (.+?)\*\*", re.MULTILINE)
HOSTILE: Final = "<img src=x onerror=alert(1)> **a** | `b` [c](d)"


def asked(purpose: Purpose, **choice: tuple[str, ...]) -> list[str]:
    """Return the questions of a sheet by their numbers, in order."""
    text = paper_sheet(SAMPLE, purpose, FormRequest(touchpoints=choice.get("touchpoints", ())))
    return [question for _, question in NUMBERED.findall(text)]


@pytest.mark.parametrize("purpose", ["team", "survey", "walk"])
def test_a_sheet_asks_what_its_people_can_answer_and_nothing_else(purpose: Purpose) -> None:
    expected = [
        question.question
        for touch in load(SAMPLE).in_journey_order()
        if not touch.document.missing
        for question in touch.asked.values()
        if ASKED_BY[purpose].intersection(question.question.item.methods)
    ]
    assert len(asked(purpose)) == len(expected) > 0


def test_a_walk_is_one_form_with_every_touchpoint_and_the_addresses_of_its_answers() -> None:
    text = paper_sheet(SAMPLE, "walk", FormRequest())
    assert text.startswith("# A walk as a customer: Kiln Lane Coffee Roasters\n")
    assert "(order-line/phone.pick-up-time)" in text
    assert "☐ North Street   ☐ South Mall" in text
    assert [*map(int, re.findall(r"^## (\d+) ", text, re.MULTILINE))] == [*range(1, 21)]
    assert "Order confirmation" not in text, "what does not exist is not walked through"


def test_a_survey_shows_customers_no_addresses_and_no_musts() -> None:
    text = paper_sheet(SAMPLE, "survey", FormRequest())
    assert "Discount: …" in text
    assert "☐ does not apply" in text
    assert "quick.works" not in text
    assert "(must)" not in text
    assert "points" not in text


def test_a_diary_has_room_for_steps_at_every_stage_and_asks_no_checklist() -> None:
    text = paper_sheet(SAMPLE, "diary", FormRequest())
    stages = [stage.name for stage in load(SAMPLE).stages.values()]
    assert len(re.findall(r"^\*\*Step \d\*\*$", text, re.MULTILINE)) == 3 * len(stages)
    assert not NUMBERED.search(text)


def test_the_team_is_asked_for_ideas_at_every_touchpoint_and_told_of_a_reward() -> None:
    text = paper_sheet(SAMPLE, "team", FormRequest(stage="purchase"))
    assert text.count("**Your idea: what should be done, and who could do it?**") == text.count("\n## ") - 1
    assert "Reward for the best idea: …" in text


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_page_is_valid_asks_for_nothing_and_reads_in_its_language(purpose: Purpose, language: str) -> None:
    page = paper_sheet(SAMPLE, purpose, FormRequest(), shape="html", language=language)
    html5lib.HTMLParser(strict=True).parse(page)
    [body] = html5lib.parse(page, namespaceHTMLElements=False).iter("body")
    assert [part.tag for part in body] == ["main"]  # what programs that read aloud jump to
    assert re.findall(r"\b(?:src|href|action)=\S*", page) == ['href="data:,">']
    assert "<script" not in page
    words = " ".join(html5lib.parse(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).itertext())
    title = {"ru": "[А-Яа-я]", "zh": "[\u4e00-\u9fff]"}.get(language, "customer|team")
    assert re.search(title, words.split("Kiln Lane")[0])
    assert "{" not in words
    assert paper_sheet(SAMPLE, purpose, FormRequest(), shape="html", language=language) == page


@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_an_audit_says_is_shown_as_it_is(purpose: Purpose, tmp_path: Path) -> None:
    file = tmp_path / "audits/a.yaml"
    file.parent.mkdir()
    file.write_text(
        f"format: 1\ncompany: {{name: '{HOSTILE}'}}\naudit: {{date: 2026-11-14}}\n"
        f"journey: {{stages: {{s: {{name: '{HOSTILE}', about: '{HOSTILE}'}}}}}}\n"
        f"places: {{p: '{HOSTILE}'}}\n"
        f"touchpoints: {{t: {{name: '{HOSTILE}', stage: s, checklists: {{own: }}}}}}\n",
        encoding="utf-8",
    )
    own = tmp_path / "checklists/own.yaml"
    own.parent.mkdir()
    own.write_text(
        f"format: 1\nchecklist: own\nitems:\n  i:\n    ask: '{HOSTILE}?'\n    answer: choice\n"
        f"    options: {{o: {{label: '{HOSTILE}', points: 100}}, p: 0}}\n"
        "    methods: [team, survey, walkthrough]\n",
        encoding="utf-8",
    )
    page = paper_sheet(str(file), purpose, FormRequest(), shape="html")
    assert "<img" not in page
    assert html.escape(HOSTILE) in page
    text = paper_sheet(str(file), purpose, FormRequest())
    assert "<img" not in text.replace("\\<img", "")
    assert "**a**" not in text


def test_a_survey_of_an_audit_without_questions_for_customers_says_what_is_missing() -> None:
    with pytest.raises(
        UsageError, match="no question here is asked by a survey; expected an item with `survey`"
    ):
        paper_sheet(SAMPLE, "survey", FormRequest(touchpoints=("checkout",)))


def test_the_command_takes_the_format_from_the_file_and_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "walk.html"
    done = program.run(
        "checklists", "sheet", SAMPLE, "--for", "walk", "-o", str(target), "--stage", "use", cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    refused = program.run("checklists", "sheet", SAMPLE, "--for", "shop", cwd=tmp_path)
    assert refused.returncode == 2
