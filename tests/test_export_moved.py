"""An export that is killed while its tables are put in their places: every table is whole, and the folder says so."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from chains import audit_text, write
from program import run

from tpaudit.cli.writing import INCOMPLETE
from tpaudit.showing.export.tables import EXPORTED

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no process kills itself there as the system would"
)
CHECKLIST: Final = "format: 1\nchecklist: {name}\nitems: {{q: {{ask: Is it?, answer: yes-no}}}}\n"
FORMS: Final = {
    "csv": ("--to", "csv"),
    "parquet": ("--to", "parquet"),
    "parts": ("--to", "parquet", "--partition", "month"),
}
TABLES: Final = len(EXPORTED)
KILLER: Final = """
import os, signal
moves = 0

def counted(move):
    def moved(source, target, *rest, **more):
        global moves
        if os.path.basename(target).removeprefix("old-").partition(".")[0] in os.environ["TABLES"].split():
            moves += 1
            if moves == int(os.environ["KILLED_AT"]):
                os.kill(os.getpid(), signal.SIGKILL)
        return move(source, target, *rest, **more)
    return moved

os.replace, os.rename = counted(os.replace), counted(os.rename)
"""
"""Kills the process at a move of a table, before it is made; Python runs it when it starts."""


class _Chain(NamedTuple):
    folder: Path
    before: dict[str, dict[str, bytes]]
    """By form: the files of an export of one audit."""
    after: dict[str, dict[str, bytes]]
    """By form: the files of an export of both."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> _Chain:
    """Return two audits with their exports."""
    folder = tmp_path_factory.mktemp("both")
    write(folder / "killer/sitecustomize.py", KILLER)
    write(folder / "tpaudit.yaml", "format: 1\n")
    for name in ("till", "hall"):
        write(folder / f"checklists/{name}.yaml", CHECKLIST.format(name=name))
    for number in (1, 2):
        head = f"company: {{name: Shop {number}}}\naudit: {{date: 2026-0{number}-03}}\n"
        write(folder / f"audits/a{number}.yaml", audit_text(head))
    before: dict[str, dict[str, bytes]] = {}
    after: dict[str, dict[str, bytes]] = {}
    for form, to in FORMS.items():
        for files, name in ((before, "audits/a1.yaml"), (after, "audits")):
            target = folder / f"{form}-{len(files)}-{name.count('.')}"
            assert run("export", name, str(target), *to, cwd=folder).returncode == 0
            files[form] = contents(target)
    return _Chain(folder, before, after)


def contents(target: Path) -> dict[str, bytes]:
    """Return what a reader of the tables sees: all files that are not hidden, by their paths."""
    files = {str(path.relative_to(target)): path for path in target.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def table(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return the files of one table."""
    return {path: data for path, data in files.items() if path.startswith((f"{name}.", f"{name}/"))}


def killed(both: _Chain, form: str, target: Path, move: int) -> bool:
    """Export both audits; tell whether the process was killed before it made one of its moves."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(both.folder / "killer"),
        "TABLES": " ".join(each.name for each in EXPORTED),
        "KILLED_AT": str(move),
    }
    words = [sys.executable, "-m", "tpaudit", "export", "audits", str(target), *FORMS[form]]
    status = subprocess.run(words, cwd=both.folder, env=environment, check=False).returncode
    assert status in (0, -signal.SIGKILL)
    return status != 0


@pytest.mark.parametrize("move", [1, 2, TABLES, TABLES + 1])
@pytest.mark.parametrize("earlier", [True, False], ids=["over", "new"])
@pytest.mark.parametrize("form", FORMS)
def test_every_table_is_whole_whenever_it_is_killed(
    both: _Chain, form: str, move: int, tmp_path: Path, *, earlier: bool
) -> None:
    target, before, after = tmp_path / "t", both.before[form] if earlier else {}, both.after[form]
    if earlier:
        assert run("export", "audits/a1.yaml", str(target), *FORMS[form], cwd=both.folder).returncode == 0
        assert contents(target) == before
    moves = 2 * TABLES if form == "parts" and earlier else TABLES
    assert killed(both, form, target, move) == (move <= moves)
    found = contents(target)
    assert (INCOMPLETE in found) == (move <= moves)
    for each in EXPORTED:
        assert table(found, each.name) in ({}, table(before, each.name), table(after, each.name))
    assert run("export", "audits", str(target), *FORMS[form], cwd=both.folder).returncode == 0
    assert contents(target) == after


def test_one_file_is_moved_at_once(both: _Chain, tmp_path: Path) -> None:
    for name, to in (("t.xlsx", "xlsx"), ("t.duckdb", "duckdb")):
        assert run("export", "audits", str(tmp_path / name), "--to", to, cwd=both.folder).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"t.xlsx", "t.duckdb"}
    shutil.rmtree(tmp_path)
