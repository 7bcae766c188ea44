"""What moved since an earlier audit, in a report: only that, why in plain words, and what became of actions."""

from typing import Final

import program
import pytest

OLD: Final = """
format: 1
audit: {date: 2026-01-01}
touchpoints:
  desk: {name: Desk, stage: s, checklists: {quick: {works: yes, easy: 2, fast: 3, pleasant: 3, fits: yes}}}
  same: {name: Same, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 3, pleasant: 3, fits: yes}}}
  gone: {name: Gone, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 4, pleasant: 4, fits: yes}}}
  known: {name: Known, stage: s, checklists: {quick: {works: yes, easy: 4}}}
actions:
  a: {for: desk/quick.easy, task: Make it easy, owner: Shop, status: done}
"""
NEW: Final = """
format: 1
audit: {date: 2026-06-01, follows: old.yaml}
touchpoints:
  desk: {name: Desk, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 3, pleasant: 3, fits: yes}}}
  same: {name: Same, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 3, pleasant: 3, fits: yes}}}
  fresh: {name: Fresh, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 4, pleasant: 4, fits: yes}}}
  known: {name: Known, stage: s, checklists: {quick: {works: yes, easy: 4, fast: 1, pleasant: 1}}}
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the report in each format, and the first page of it alone."""
    folder = tmp_path_factory.mktemp("changes")
    (folder / "old.yaml").write_text(OLD, encoding="utf-8")
    (folder / "new.yaml").write_text(NEW, encoding="utf-8")
    made = {}
    for name, options in {"r.md": (), "r.html": (), "b.md": ("--depth", "board")}.items():
        done = program.run("report", "new.yaml", "-o", name, *options, cwd=folder)
        assert done.returncode == 0, done.stderr
        made[name] = (folder / name).read_text(encoding="utf-8")
    return made


def test_the_first_page_says_how_the_score_changed_and_why(reports: dict[str, str]) -> None:
    for text in reports.values():
        assert "since 1 January 2026 (" in text
        assert "the same questions have other answers (+" in text
        assert "more or fewer questions have an answer (−" in text


def test_only_what_moved_is_listed_with_its_reason(reports: dict[str, str]) -> None:
    moved = reports["r.md"].split("## What moved")[1].split("## ")[0]
    [desk] = [line for line in moved.splitlines() if "#touchpoint-desk" in line]
    assert "the same questions have other answers (+" in desk
    assert "25.0 → 75.0" in desk
    [known] = [line for line in moved.splitlines() if "#touchpoint-known" in line]
    assert "▼" in known
    assert "more or fewer questions have an answer (−" in known
    assert "#touchpoint-same" not in moved
    assert "Touchpoints as before: 1." in moved
    assert "New: Fresh" in moved
    assert "No longer there: Gone" in moved


def test_it_says_what_became_of_the_actions(reports: dict[str, str]) -> None:
    assert "- Make it easy (done, Shop) 25.0 → 75.0" in reports["r.md"]
    assert "Make it easy" in reports["r.html"]
