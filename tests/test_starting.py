"""What a command does before its work, and after it: nothing that this work has no need of."""

import subprocess
import sys
from pathlib import Path

import pytest

PLAIN = "format: 1\ntouchpoints: {desk: {stage: sale}, door: {stage: sale}}\n"
FULL = f"{PLAIN}handovers: {{on: {{from: door, to: desk}}}}\n"
SCORE = "import sys; from tpaudit.cli.main import main; sys.argv = ['tpaudit', 'score', 'a.yaml']; main()"


def said_at_the_end(expression: str, audit: str, folder: Path) -> str:
    """Return what an expression says after `tpaudit score`, when everything else that ends has ended."""
    (folder / "a.yaml").write_text(audit, encoding="utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    late = f"import atexit, sys; atexit.register(lambda: print({expression}, file=sys.stderr))"
    done = subprocess.run(
        [sys.executable, "-c", f"{late}\n{SCORE}"], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(("audit", "built"), [(PLAIN, False), (FULL, True)])
def test_how_a_rare_part_is_read_is_set_up_for_files_that_have_it(
    audit: str, built: bool, tmp_path: Path
) -> None:
    said = said_at_the_end(
        "sys.modules['tpaudit.documents.audit'].Handover.__pydantic_complete__", audit, tmp_path
    )
    assert said == str(built)


def test_nothing_is_searched_for_cycles_at_the_end(tmp_path: Path) -> None:
    assert int(said_at_the_end("sys.modules['gc'].get_freeze_count()", PLAIN, tmp_path)) > 10_000
