"""Completion in a shell: what bash offers with the script that tpaudit prints, and what the others get."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from program import run

BASH: Final = shutil.which("bash")
AUDIT: Final = """\
format: 1
journey: {stages: {buy: Buy}}
touchpoints:
  order-line: {stage: buy, checklists: {phone: {}}}
  office: {stage: buy, checklists: [own]}
handovers:
  order-to-office: {from: order-line, to: office, checklists: {handover: {}}}
"""
OWN: Final = "format: 1\nchecklist: own\nitems:\n  clean: {ask: Is it clean?, answer: yes-no}\n"
PRESSED: Final = """
eval "$(_TPAUDIT_COMPLETE=source_bash tpaudit)"
while IFS= read -r line; do
  eval "COMP_WORDS=($line)"
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _tpaudit_completion tpaudit
  echo "${COMPREPLY[*]}"
done
"""
OFFERED: Final = [
    ("tpaudit vali", ["validate"]),
    ("tpaudit score --fo", ["--format"]),
    ("tpaudit plan --format ma", ["markdown"]),
    ("tpaudit score ''", ["audits/shop.yaml"]),
    ("tpaudit report audits/s", ["audits/shop.yaml"]),
    ("tpaudit explain audits/shop.yaml o", ["order-line", "office", "order-to-office"]),
    ("tpaudit explain offi", ["office", "office/own.clean"]),
    ("tpaudit explain audits/shop.yaml order-line/phone.pick", ["order-line/phone.pick-up-time"]),
    ("tpaudit waive office/", ["office/own.clean"]),
    ("tpaudit checklists show own", ["own"]),
    ("tpaudit init --journey hote", ["hotel"]),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    for name, text in {
        "tpaudit.yaml": "format: 1\n",
        "audits/shop.yaml": AUDIT,
        "checklists/own.yaml": OWN,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.skipif(BASH is None, reason="no bash on PATH")
def test_bash_offers_commands_options_audits_and_addresses(shop: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(BASH), "--norc", "-c", PRESSED],
        cwd=shop,
        input="".join(f"{line}\n" for line, _ in OFFERED),
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    said = [line.split() for line in done.stdout.splitlines()]
    assert dict(zip([line for line, _ in OFFERED], said, strict=True)) == dict(OFFERED)


@pytest.mark.parametrize(
    ("shell", "asked", "offered"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "tpaudit explain audits/shop.yaml off"}, "office/own.clean"),
        (
            "fish",
            {
                "_TYPER_COMPLETE_ARGS": "tpaudit explain audits/shop.yaml off",
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            },
            "office/own.clean",
        ),
    ],
)
def test_zsh_and_fish_get_what_their_scripts_ask_for(
    shop: Path, shell: str, asked: dict[str, str], offered: str
) -> None:
    done = run(cwd=shop, env={"_TPAUDIT_COMPLETE": f"complete_{shell}", **asked})
    assert offered in done.stdout
    script = run(cwd=shop, env={"_TPAUDIT_COMPLETE": f"source_{shell}"}).stdout
    assert f"complete_{shell}" in script


@pytest.mark.parametrize(
    "text", ["touchpoints: [\n", "touchpoints: {a: {checklists: 3}}\n", "touchpoints: 3\n", "\x00"]
)
def test_a_file_that_does_not_load_offers_nothing_and_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    asked = {"COMP_WORDS": "tpaudit explain a.yaml x", "COMP_CWORD": "3"}
    done = run(cwd=tmp_path, env={"_TPAUDIT_COMPLETE": "complete_bash", **asked})
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_starting_loads_nothing_for_completion() -> None:
    code = "import sys, tpaudit.cli.app; print([n for n in sys.modules if n.startswith(('tpaudit.reading', 'tpaudit.operations'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
