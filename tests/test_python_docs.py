"""The page on Python holds: its examples run one after the other, and print what stands below them."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

import tpaudit

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES: Final = re.findall(
    r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE, re.MULTILINE | re.DOTALL
)
DAY: Final = "2026-11-16T12:00:00Z"


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the samples, in git, and work there."""
    for name in ("audits", "checklists", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "tpaudit.yaml", tmp_path)
    who = {f"GIT_{role}_{what}": "ann" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Audit the roastery"]):
        subprocess.run(["git", *words], cwd=tmp_path, env=os.environ | who | when, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("workplace")
def test_every_example_prints_what_stands_below_it() -> None:
    names: dict[str, object] = {}
    for program, printed in EXAMPLES:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(program, "docs/python.md", "exec"), names)  # noqa: S102 - the page's own text
        assert said.getvalue() == printed, program


def test_every_block_of_the_page_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```python\n") > 0
    assert sum(bool(printed) for _, printed in EXAMPLES) == PAGE.count("```text\n")


def test_every_function_and_error_stands_on_the_page() -> None:
    functions = {name for name in tpaudit.__all__ if name.islower() and not name.startswith("_")}
    assert set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE)) == functions
    errors = {f"tpaudit.{name}" for name in tpaudit.__all__ if name.endswith("Error")} - {
        "tpaudit.TpauditError"
    }
    assert set(re.findall(r"^\| `(tpaudit\.\w+)`", PAGE, re.MULTILINE)) == errors


def test_every_type_that_a_function_returns_is_a_name_of_the_package() -> None:
    types = set(re.findall(r"\| `([A-Z]\w+)`:", PAGE))
    assert types
    assert types <= set(tpaudit.__all__)
