"""The cases of tests/hostile, each run in a copy of its folder: what they are is in its README."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

CASES: Final = Path(__file__).parent / "hostile"
INDEX: Final[list[dict[str, Any]]] = json.loads((CASES / "index.json").read_text(encoding="utf-8"))
NOT_HERE: Final = 99
"""The exit code of a case that needs what this machine does not have."""
SECONDS: Final = 120


def test_every_case_is_in_the_index() -> None:
    assert sorted(case["id"] for case in INDEX) == sorted(
        path.name for path in CASES.iterdir() if path.is_dir()
    )


@pytest.mark.parametrize("case", INDEX, ids=[case["id"] for case in INDEX])
def test_a_hostile_case_does_no_harm(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CASES / case["id"], folder, symlinks=True)
    program = tmp_path / "tpaudit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tpaudit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    before = _processor_time()
    done = subprocess.run(
        ["bash", "run.sh"],
        cwd=folder,
        env=os.environ | {"TPAUDIT": str(program)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    took = _processor_time() - before
    if done.returncode == NOT_HERE:
        pytest.skip("this machine lacks what the case needs")
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    assert _faults(case["check"], done.returncode, out, err, took) == []


def _processor_time() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _faults(check: dict[str, Any], code: int, out: str, err: str, took: float) -> list[str]:
    """Return what is not as a case expects it."""
    words = out.split()
    wrong = {
        f"exit code {code}": code in check.get("rc", [code]),
        f"{took:.1f} s": took <= check.get("cpu", took),
        f"{words[-1:]}": int(words[-1]) <= check["max_number"] if "max_number" in check else True,
        "neither stream has any": any(text in out + err for text in check.get("any", [""])),
        **{f"no {text!r} in output": text in out for text in check.get("out", ())},
        **{f"no {text!r} in messages": text in err for text in check.get("err", ())},
        **{f"{text!r} in output": text not in out for text in check.get("not_out", ())},
        **{f"{text!r} in messages": text not in err for text in check.get("not_err", ())},
    }
    return [f"{what}; messages: {err[-500:]}" for what, holds in wrong.items() if not holds]
