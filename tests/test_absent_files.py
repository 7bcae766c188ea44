"""Files that an audit names and that are not there: a warning of `validate`, and of no other command."""

from pathlib import Path

import program
import pytest

import tpaudit

AUDIT = """format: 1
audit: {follows: %s}
touchpoints:
  t:
    stage: s
    checklists:
      g:
        good: {answer: yes, evidence: [%s, https://example.org/b.png, {quote: Well}]}
    findings:
      f: {kind: idea, says: More, evidence: [{file: %s}]}
"""
CHECKLIST = "format: 1\nchecklist: g\nitems:\n  good: {ask: Good?, answer: yes-no}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "w/audits/a.visits").mkdir(parents=True)
    (tmp_path / "w/checklists").mkdir()
    (tmp_path / "w/tpaudit.yaml").write_text("format: 1\n")
    (tmp_path / "w/checklists/g.yaml").write_text(CHECKLIST)
    (tmp_path / "w/there.png").write_bytes(b"p")
    (tmp_path / "outside.png").write_bytes(b"p")
    (tmp_path / "w/audits/old.yaml").write_text("format: 1\ntouchpoints: {t: {stage: s}}\n")
    return tmp_path / "w"


def audit(folder: Path, follows: str, first: str, second: str) -> str:
    (folder / "audits/a.yaml").write_text(AUDIT % (follows, first, second))
    return str(folder / "audits/a.yaml")


def test_what_is_there_is_not_mentioned(folder: Path) -> None:
    assert tpaudit.validate(audit(folder, "old.yaml", "../there.png", "../there.png")).problems == []


def test_each_file_that_is_not_there_is_a_warning_with_its_place(folder: Path) -> None:
    file = audit(folder, "nosuch.yaml", "gone.png", "../../outside.png")
    (folder / "audits/a.visits/v.yaml").write_text(
        "format: 1\nvisit: {}\nanswers:\n  t/g.good: {answer: yes, evidence: lost.png}\n"
    )
    problems = sorted(
        tpaudit.validate(file).problems, key=lambda problem: (Path(problem.file).name, problem.line)
    )
    assert [
        (Path(problem.file).name, problem.line, problem.address, problem.warning) for problem in problems
    ] == [
        ("a.yaml", 2, "audit.follows", True),
        ("a.yaml", 8, "t/g.good", True),
        ("a.yaml", 10, "t/findings.f", True),
        ("v.yaml", 4, "t/g.good", True),
    ]
    assert [problem.message.split("`")[1] for problem in problems] == [
        "nosuch.yaml",
        "gone.png",
        "../../outside.png",
        "lost.png",
    ]
    of_visit = tpaudit.validate(str(folder / "audits/a.visits/v.yaml")).problems
    assert sorted(of_visit) == sorted(problems)


def test_only_validate_looks_for_them(folder: Path) -> None:
    file = audit(folder, "nosuch.yaml", "gone.png", "gone.png")
    assert program.run("score", file, cwd=folder).stderr == ""
    assert program.run("validate", file, cwd=folder).returncode == 0
    assert program.run("validate", "--strict", file, cwd=folder).returncode == 2
