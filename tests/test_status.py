"""Status: what a workspace holds and what to do next; and the only audit, which nobody has to name."""

import json
import re
import time
from pathlib import Path
from typing import Any, Final

import pytest
from program import run

from tpaudit.operations.asked.only_audit import only_audit, workspace_audits

AUDIT: Final = """\
format: 1
company: {name: Corner Bakery}
audit: {date: 2026-11-14, auditor: Anna}
journey: {stages: {buy: Buy}}
places: {north: North Street, south: South Mall}
touchpoints:
  counter: {stage: buy, owner: Tom, checklists: {quick: {works: %s, easy: 4}}}
  phone: {stage: buy, checklists: {quick: {works: %s}}}
"""


def workspace(folder: Path, **audits: str) -> Path:
    (folder / "audits").mkdir(exist_ok=True)
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    for name, text in audits.items():
        (folder / "audits" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def status(folder: Path, *words: str) -> dict[str, Any]:
    done = run("status", *words, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_status_says_what_is_there_what_is_open_and_what_is_next(tmp_path: Path) -> None:
    workspace(tmp_path, bakery=AUDIT % ("yes", "{answer: yes, place: north}"))
    found = status(tmp_path)
    (audit,) = found["audits"]
    assert (audit["name"], audit["file"], audit["errors"], audit["warnings"]) == (
        "Corner Bakery",
        "audits/bakery.yaml",
        0,
        1,
    )
    assert (audit["open"]["asked"], audit["open"]["open"]) == (10, 7)
    assert [(one["name"], one["open"]) for one in audit["by_owner"]] == [("Tom", 3), (None, 4)]
    assert [(one["name"], one["open"]) for one in audit["by_place"]] == [
        ("North Street", 4),
        ("South Mall", 5),
    ]
    assert found["next"]["command"] == ["fill", "audits/bakery.yaml", "--open"]


def test_tpaudit_alone_says_the_status_of_a_workspace(tmp_path: Path) -> None:
    workspace(tmp_path, bakery=AUDIT % ("yes", "yes"))
    alone = run(cwd=tmp_path)
    assert alone.stdout == run("status", cwd=tmp_path).stdout
    assert alone.stdout.splitlines() == [
        "audits: 1, earlier waves: 0, own checklists: 0",
        "",
        "Corner Bakery                                                   14 November 2026",
        "  audits/bakery.yaml",
        *alone.stdout.splitlines()[4:7],
        "  Still open: 7 of 10 questions",
        "    Tom: 3 of 5 questions",
        "    nobody's: 4 of 5 questions",
        "    North Street: 10 of 10 questions",
        "    South Mall: 10 of 10 questions",
        "  warnings: 1",
        "",
        "Next: Questions are open; answer them.",
        "  tpaudit fill audits/bakery.yaml --open",
    ]


def test_tpaudit_alone_elsewhere_shows_the_help_at_once(tmp_path: Path) -> None:
    for number in range(3000):  # what is below a folder that is no workspace is nobody's business
        (tmp_path / f"{number}").mkdir()
    began = time.process_time()
    done = run(cwd=tmp_path)
    assert time.process_time() - began < 1
    assert done.returncode == 0
    assert done.stdout == run("--help", cwd=tmp_path).stdout


NEXT: Final = [
    ({}, ["init", "--list"]),
    ({"a": "touchpoints: 3\n"}, ["validate", "audits/a.yaml"]),
    ({"a": AUDIT.replace("easy: 4", "") % ("", "")}, ["form", "audits/a.yaml", "-o", "walk.html"]),
    ({"a": AUDIT % ("yes", "yes")}, ["fill", "audits/a.yaml", "--open"]),
    ({"a": AUDIT % ("yes", "yes"), "b": "touchpoints: 3\n"}, ["validate", "audits/b.yaml"]),
]


@pytest.mark.parametrize(
    ("audits", "command"), NEXT, ids=[" ".join(command[:1]) + f" of {len(a)}" for a, command in NEXT]
)
def test_the_next_step_is_what_needs_it_most(
    tmp_path: Path, audits: dict[str, str], command: list[str]
) -> None:
    assert status(workspace(tmp_path, **audits))["next"]["command"] == command


@pytest.mark.parametrize(("works", "command"), [("no", "plan"), ("yes", "report")])
def test_what_is_broken_is_fixed_and_what_is_whole_is_handed_over(
    tmp_path: Path, works: str, command: str
) -> None:
    answers = f"{{works: {works}, easy: 4, fast: 4, pleasant: 4, fits: yes}}"
    text = f"format: 1\njourney: {{stages: {{s: S}}}}\ntouchpoints: {{t: {{stage: s, checklists: {{quick: {answers}}}}}}}\n"
    found = status(workspace(tmp_path, a=text))
    assert (found["audits"][0]["broken"], found["next"]["command"][0]) == (int(works == "no"), command)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_status_speaks_the_language_of_the_workspace(tmp_path: Path, language: str) -> None:
    workspace(tmp_path, a=AUDIT % ("yes", "yes"))
    (tmp_path / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    said = re.sub(
        r"Corner Bakery|North Street|South Mall|Tom|counter|phone|tpaudit .*|audits/.*",
        "",
        run(cwd=tmp_path).stdout,
    )
    assert re.findall(r"[A-Za-z]+", said) == []


# The only audit


COMMANDS: Final = [
    ("score",),
    ("validate",),
    ("explain",),
    ("explain", "counter"),
    ("explain", "counter/quick.works"),
    ("report",),
    ("plan",),
    ("form",),
    ("visits", "list"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_take_the_only_audit_without_being_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    workspace(tmp_path, a=AUDIT % ("yes", "yes"))
    named = (
        (*words[:-1], words[-1], "audits/a.yaml")
        if words[0] != "explain"
        else ("explain", "audits/a.yaml", *words[1:])
    )
    untold, told = run(*words, cwd=tmp_path), run(*named, cwd=tmp_path)
    assert untold.returncode == 0, untold.stderr
    assert untold.stdout == told.stdout


def test_of_several_audits_one_must_be_named(tmp_path: Path) -> None:
    workspace(tmp_path, a=AUDIT % ("yes", "yes"), b=AUDIT % ("no", "yes"))
    for command in ("score", "explain", "report", "plan", "form", "fill", "history", "validate"):
        done = run(command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, ""), command
        assert "several here: audits/a.yaml, audits/b.yaml; expected one of them" in done.stderr
        assert done.stderr.count("\n") == 1


def test_without_an_audit_a_message_says_how_to_start(tmp_path: Path) -> None:
    done = run("score", cwd=tmp_path)
    assert done.returncode == 2
    assert "tpaudit init --list" in done.stderr


def test_of_waves_that_follow_each_other_the_newest_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (AUDIT % ("no", "yes")).replace("auditor: Anna", "auditor: Anna, follows: a.yaml")
    workspace(tmp_path, a=AUDIT % ("yes", "yes"), b=later)
    monkeypatch.chdir(tmp_path)
    assert only_audit() == "audits/b.yaml"
    assert status(tmp_path)["earlier"] == ["audits/a.yaml"]


def test_audits_of_workspaces_within_are_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, a=AUDIT % ("yes", "yes"))
    (tmp_path / "other").mkdir()
    workspace(tmp_path / "other", b=AUDIT % ("yes", "yes"))
    monkeypatch.chdir(tmp_path)
    assert workspace_audits() == ["audits/a.yaml"]


def test_an_audit_that_follows_a_path_that_cannot_be_is_reported_and_no_bug(tmp_path: Path) -> None:
    workspace(
        tmp_path, a=(AUDIT % ("yes", "yes")).replace("auditor: Anna", 'auditor: Anna, follows: "a\\0b"')
    )
    for command in ("status", "check"):
        assert run(command, cwd=tmp_path).returncode in (0, 1, 2), command
