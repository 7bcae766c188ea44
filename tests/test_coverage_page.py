"""The page on coverage: what each row says it is shown by is run, and shows it."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import program
import pytest
from test_stories import STORIES

ROOT: Final = Path(__file__).parent.parent
ROWS: Final = dict(
    re.findall(
        r"^\| (S\d+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$",
        (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
PRINTS: Final = re.compile(r"`tpaudit ([^`]+)`: “([^”]+)”")
TELLS: Final = re.compile(r"story “([^”]+)”")


@cache
def printed(command: str) -> str:
    """Return what a command prints about the samples."""
    done = program.run(*command.split(), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_row_says_what_shows_it() -> None:
    assert list(ROWS) == [f"S{number}" for number in range(1, 27)]


@pytest.mark.parametrize(("row", "shown_by"), ROWS.items(), ids=ROWS)
def test_what_shows_a_row_is_run(row: str, shown_by: str) -> None:
    commands, stories = PRINTS.findall(shown_by), TELLS.findall(shown_by)
    assert commands or stories, row
    assert set(stories) <= set(STORIES), "which test_stories.py tells and judges"
    for command, phrase in commands:
        assert phrase in printed(command), command
