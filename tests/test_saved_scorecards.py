"""Scorecards saved as JSON: what no scorecard says is no baseline, in one line and with exit code 3."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

AUDIT: Final = """\
format: 1
audit: {date: 2026-05-01}
touchpoints:
  line: {name: Line, stage: buy, channel: phone, checklists: {quick: }}
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tpaudit", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """Return a folder with an audit, and its scorecard as JSON has it."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "a.yaml").write_text(AUDIT, encoding="utf-8")
    return folder, json.loads(run(folder, "score", "a.yaml", "--format", "json").stdout)


def score_of_touchpoint(value: Any) -> Callable[[Any], None]:
    return lambda card: card["touchpoints"]["line"].update(score=value)


CHANGES: Final[dict[str, Callable[[Any], None]]] = {
    "a touchpoint's score is not a number": score_of_touchpoint(float("nan")),
    "the journey's score is infinite": lambda card: card.update(score=float("inf")),
    "a score is negative": score_of_touchpoint(-5.0),
    "a score is above 100": score_of_touchpoint(100.5),
    "the end of an interval is above 100": lambda card: card.update(high=1e9),
    "a coverage is above 1": lambda card: card.update(coverage=86.8),
    "an importance is negative": lambda card: card["touchpoints"]["line"].update(importance=-1),
    "an id is half a character": lambda card: card["touchpoints"].update(
        {"\ud800": card["touchpoints"]["line"]}
    ),
    "a file's name is half a character": lambda card: card.update(file="\udcff"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_no_scorecard_says_is_no_baseline(
    saved: tuple[Path, Any], change: Callable[[Any], None]
) -> None:
    folder, card = saved
    changed = json.loads(json.dumps(card))
    change(changed)
    (folder / "base.json").write_text(json.dumps(changed), encoding="utf-8")
    for words in (("check", "a.yaml", "--against", "base.json"), ("compare", "base.json", "a.yaml")):
        done = run(folder, *words)
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith("tpaudit: base.json: this is no")
        assert done.stderr.count("\n") == 1


def test_the_scorecard_itself_is_one(saved: tuple[Path, Any]) -> None:
    folder, card = saved
    (folder / "base.json").write_text(json.dumps(card), encoding="utf-8")
    assert run(folder, "check", "a.yaml", "--against", "base.json").returncode == 0


def test_json_nested_beyond_reason_is_no_baseline(saved: tuple[Path, Any]) -> None:
    folder, _ = saved
    (folder / "base.json").write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    done = run(folder, "check", "a.yaml", "--against", "base.json")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
