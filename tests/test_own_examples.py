"""The help speaks of the user's own audit, never of a file that only the sample has."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
import typer.main
from program import run

from tpaudit.cli.app import command_line

AUDIT: Final = "format: 1\njourney: {stages: {s: S}}\ntouchpoints: {t: {stage: s}}\n"


def commands(group: Any, *before: str) -> list[tuple[str, ...]]:
    """Return the words of every command and group of commands."""
    found: list[tuple[str, ...]] = [before]
    for name, command in getattr(group, "commands", {}).items():
        found += commands(command, *before, name)
    return found


COMMANDS: Final = commands(typer.main.get_command(command_line()))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_help_names_the_own_audit(tmp_path: Path, words: tuple[str, ...]) -> None:
    bare = run(*words, "--help", cwd=tmp_path)
    assert bare.returncode == 0
    assert "roastery" not in bare.stdout
    (tmp_path / "audits").mkdir()
    (tmp_path / "audits/studio.yaml").write_text(AUDIT, encoding="utf-8")
    own = run(*words, "--help", cwd=tmp_path).stdout
    assert "roastery" not in own
    assert own.count("audits/studio.yaml") == len(re.findall(r"[ :]audit\.yaml", bare.stdout))


def test_the_help_of_commands_that_take_an_audit_shows_it(tmp_path: Path) -> None:
    (tmp_path / "studio.yaml").write_text(AUDIT, encoding="utf-8")
    assert "tpaudit plan studio.yaml --days 5" in run("plan", "--help", cwd=tmp_path).stdout
    assert "Then: tpaudit score studio.yaml" in run("--help", cwd=tmp_path).stdout
