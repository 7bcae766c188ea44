"""Conditions of an item: one of several, none of some, and what the visits themselves are."""

from pathlib import Path

import pytest
from program import run

import tpaudit
from tpaudit.documents.checklist import Checklist
from tpaudit.reading.yaml.builder import read

AUDIT = """\
format: 1
audit: {{date: 2026-11-03}}
places: {{center: {{name: Centre}}, north: {{name: North}}}}
touchpoints:
  call:
    stage: phone
    checklists:
      c: {answers}
"""
ITEMS = """\
format: 1
checklist: c
title: C
items:
  rang: {{ask: Did it ring?, answer: yes-no}}
  queue: {{ask: How long?, answer: duration, score: {{full: 1s, zero: 9m}}}}
  next: {{ask: Next?, answer: yes-no, only_if: {only_if}}}
"""


def laid_out(folder: Path, only_if: str, answers: str = "{}", **visits: str) -> str:
    """Write an audit with one item that waits, and visits by name; return the audit's file."""
    files = {"tpaudit.yaml": "format: 1\n", "checklists/c.yaml": ITEMS.format(only_if=only_if)}
    files["audits/a.yaml"] = AUDIT.format(answers=answers)
    for name, head in visits.items():
        text = f"format: 1\nvisit: {head}\nanswers: {{call/c.rang: {{answer: yes}}}}\n"
        files[f"audits/a.visits/{name}.yaml"] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(folder / "audits/a.yaml")


def state(file: str) -> str:
    return tpaudit.score(tpaudit.load(file)).touchpoints["call"].items["c.next"].state


@pytest.mark.parametrize(
    ("only_if", "answers", "expected"),
    [
        ('{any: [{rang: no}, {queue: ">3m"}]}', "{rang: yes, queue: 4m}", "open"),
        ('{any: [{rang: no}, {queue: ">3m"}]}', "{rang: yes, queue: 1m}", "n/a"),
        ('{any: [{rang: no}, {queue: ">3m"}]}', "{rang: yes}", "open"),
        ('{any: [{rang: yes, queue: "<1m"}, {rang: no}]}', "{rang: yes, queue: 2m}", "n/a"),
        ('{any: [{rang: yes, queue: "<1m"}, {rang: no}]}', "{rang: yes, queue: 2s}", "open"),
        ("{any: {rang: yes}}", "{rang: no}", "n/a"),
        ("{not: {rang: yes}}", "{rang: yes}", "n/a"),
        ("{not: {rang: yes}}", "{rang: no}", "open"),
        ("{not: {rang: yes}}", "{}", "open"),
        ('{not: [{rang: no}, {queue: ">3m"}]}', "{rang: yes, queue: 4m}", "n/a"),
        ('{not: {rang: yes, queue: ">3m"}}', "{rang: yes, queue: 2m}", "open"),
        ('{rang: yes, not: {queue: ">3m"}}', "{rang: no, queue: 2m}", "n/a"),
    ],
)
def test_one_has_to_hold_or_none_may(only_if: str, answers: str, expected: str, tmp_path: Path) -> None:
    assert state(laid_out(tmp_path, only_if, answers)) == expected


@pytest.mark.parametrize(
    ("only_if", "visits", "expected"),
    [
        ("{device: mobile}", {"one": "{device: mobile}"}, "open"),
        ("{device: mobile}", {"one": "{device: desktop}"}, "n/a"),
        ("{device: mobile}", {"one": "{device: desktop}", "two": "{device: [desktop, mobile]}"}, "open"),
        ("{device: mobile}", {"one": "{device: desktop}", "two": "{by: Anna}"}, "open"),
        ("{device: mobile}", {}, "open"),
        ("{place: [center, south]}", {"one": "{place: center}"}, "open"),
        ("{place: center}", {"one": "{place: north}"}, "n/a"),
        ("{not: {place: center}}", {"one": "{place: center}"}, "n/a"),
        ("{any: [{place: center}, {device: mobile}]}", {"one": "{place: north}"}, "open"),
        (
            "{any: [{place: center}, {device: mobile}]}",
            {"one": "{place: north, device: desktop}"},
            "n/a",
        ),
    ],
)
def test_visits_say_what_is_asked(
    only_if: str, visits: dict[str, str], expected: str, tmp_path: Path
) -> None:
    assert state(laid_out(tmp_path, only_if, **visits)) == expected


@pytest.mark.parametrize(
    ("only_if", "message"),
    [
        ("{any: [yes]}", "`any` takes conditions; write any: [{arrived: yes}, {called: yes}]"),
        ("{not: yes}", "`not` takes conditions; write not: {arrived: yes}"),
        ("{not: {}}", "`not` takes conditions; write not: {arrived: yes}"),
        ("{rang: {queue: never}}", "conditions stand where an answer of `rang` is wanted; write one answer"),
        ("{any: [{not: x}]}", "`not` stands within `any`; expected conditions on items"),
        ("{any: [{ring: yes}]}", "this checklist has no item `ring`; expected one of rang, queue, next"),
        ("{not: {rang: 3}}", "`rang` does not take `3`"),
        ("{not: {next: yes}}", "`next` waits for itself; expected conditions without a circle"),
        ('{device: ">3"}', "`>3` is no id; expected the id of a device"),
    ],
)
def test_what_no_condition_is_names_the_fix(only_if: str, message: str, tmp_path: Path) -> None:
    ran = run("validate", laid_out(tmp_path, only_if), cwd=tmp_path)
    assert ran.returncode == 2
    assert message in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr


def test_an_item_of_that_name_goes_first(tmp_path: Path) -> None:
    file = laid_out(tmp_path, "{device: no}", "{device: yes}", one="{device: mobile}")
    checklist = tmp_path / "checklists/c.yaml"
    text = checklist.read_text(encoding="utf-8")
    checklist.write_text(
        text.replace("items:\n", "items:\n  device: {ask: Own?, answer: yes-no}\n"), encoding="utf-8"
    )
    assert state(file) == "n/a"


CHOICE = '{rang: yes, any: [{queue: ">3m"}, {rang: no}], not: {device: desktop}}'


@pytest.mark.parametrize("ending", [".csv", ".xlsx", "-form.xlsx"])
def test_conditions_come_back_from_a_sheet(ending: str, tmp_path: Path) -> None:
    laid_out(tmp_path, CHOICE)
    own = tmp_path / "checklists/c.yaml"
    expected = Checklist.model_validate(read(own.read_bytes()).data)
    options = ["--xlsform"] if ending.startswith("-") else []
    assert run("checklists", "export", "c", "-o", f"c{ending}", *options, cwd=tmp_path).returncode == 0
    own.unlink()
    ran = run("checklists", "import", f"c{ending}", "-o", "checklists/c.yaml", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert Checklist.model_validate(read(own.read_bytes()).data) == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "not (device is ‘desktop’)"),
        ("ru", "не (устройство — «компьютер»)"),
        ("zh", "并非（设备 为“台式电脑”）"),
    ],
)
def test_conditions_are_said_in_words(language: str, said: str, tmp_path: Path) -> None:
    laid_out(tmp_path, CHOICE)
    shown = run("checklists", "show", "c", "--lang", language, cwd=tmp_path)
    assert said in " ".join(shown.stdout.split())


def test_explanation_says_what_was_waited_for(tmp_path: Path) -> None:
    file = laid_out(tmp_path, '{any: [{queue: ">3m"}, {rang: no}]}', "{rang: yes, queue: 1m}")
    said = " ".join(run("explain", file, "call/c.next", cwd=tmp_path).stdout.split())
    assert "asked only if (c.queue is >3m or c.rang is no)" in said
