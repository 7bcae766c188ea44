"""The README keeps its word: its examples run, and print what it says."""

import re
import subprocess
import sys
from pathlib import Path

import program
import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("console"), ids=lambda block: block.splitlines()[0])
def test_a_console_block_shows_what_the_command_prints(block: str) -> None:
    command, *shown = block.splitlines()
    words = command.removeprefix("$ tpaudit ").split()
    run = program.run(*words, cwd=ROOT)
    assert run.returncode == 0
    expected = "\n".join(shown).removeprefix("...\n")
    assert run.stdout.rstrip("\n").endswith(expected.rstrip("\n"))
    assert "..." in shown[:1] or run.stdout.rstrip("\n") == expected.rstrip("\n")


def test_the_python_example_runs_and_names_the_weakest_link() -> None:
    run = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.splitlines()[0].startswith("confirmation ")
    assert "order-line" in run.stdout


def test_the_sample_of_an_audit_validates(tmp_path: Path) -> None:
    sample = tmp_path / "audit.yaml"
    sample.write_text(blocks("yaml")[0], encoding="utf-8")
    run = program.run("validate", str(sample), cwd=tmp_path)
    assert run.returncode == 0, run.stdout


def test_the_first_two_commands_stand_in_one_line_each() -> None:
    first, second = blocks("sh")[:2]
    assert first.count("\n") == second.count("\n") == 1
    assert "tpaudit score audits/roastery.yaml" in first
    assert "pytest" in second
