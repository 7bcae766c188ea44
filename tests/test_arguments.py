"""Arguments that no command can use: one line and exit code 2, and nothing is written."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import program
import pytest

AUDIT: Final = (
    "format: 1\ncompany: {name: C}\ntouchpoints:\n  a: {stage: s, checklists: {quick: {works: yes}}}\n"
)
NOT_UTF8: Final = os.fsdecode(b"\xff")
WRONG: Final = {
    "a day": (("score", "a.yaml", "--as-of", NOT_UTF8), r"--as-of: `\udcff` is not a date"),
    "days": (("plan", "a.yaml", "--days", NOT_UTF8), r"--days: `\udcff` is not a number"),
    "the day of a gate": (("check", "a.yaml", "--as-of", NOT_UTF8), r"--as-of: `\udcff` is not a date"),
    "a language": (
        ("init", "new", "--lang", NOT_UTF8),
        r"--lang: `\udcff` is not a language that tpaudit speaks",
    ),
    "a path as a language": (
        ("init", "new", "--lang", "../x"),
        "--lang: `../x` is not a language that tpaudit speaks",
    ),
    "a language that it does not speak": (
        ("score", "a.yaml", "--lang", "xx"),
        "--lang: `xx` is not a language that tpaudit speaks; expected en, ru or zh",
    ),
    "a company": (("init", "new", "--company", f"ab{NOT_UTF8}"), r"--company: `ab\udcff` is not UTF-8"),
    "a persona": (("score", "a.yaml", "--persona", NOT_UTF8), r"--persona: `\udcff` is not UTF-8"),
    "an address": (("explain", "a.yaml", NOT_UTF8), r"[ADDRESS]: `\udcff` is not UTF-8"),
    "a name": (("checklists", "new", NOT_UTF8), r"NAME: `\udcff` is not UTF-8"),
    "a name that is taken": (
        ("checklists", "new", "findings"),
        "`findings` is kept for a touchpoint's findings",
    ),
    "a device of Windows": (("checklists", "new", "aux"), "checklists/aux.yaml: Windows keeps this name"),
    "a company called as one": (("init", "new", "--company", "COM1"), "audits/com1.yaml: Windows keeps this"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_an_argument_that_cannot_be_used_gets_one_line(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(AUDIT, encoding="utf-8")
    done = program.run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_names_of_files_are_utf8_where_python_is_told_that_the_system_is_ascii(tmp_path: Path) -> None:
    checklists = tmp_path / "checklists"
    checklists.mkdir()
    own = "format: 1\nchecklist: свой\nitems: {x: {ask: Q, answer: yes-no}}\n"
    (checklists / "свой.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(AUDIT.replace("quick: {works", "свой: {x"), encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words in (["score", "a.yaml"], ["checklists", "show", "свой"], ["init", "new", "--company", "Кофе"]):
        command = [sys.executable, "-m", "tpaudit", *words]
        done = subprocess.run(
            command, cwd=tmp_path, env=os.environ | ascii_only, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "audits" / "кофе.yaml").exists()
