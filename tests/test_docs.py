"""The docs hold: their files load, their commands print what they say, and nothing goes unnamed.

A block of YAML that is a whole file stands below a line with its path. Commands run in a folder that holds
what the repository's root holds and, beside that, the files of the page. A line `...` stands for any lines.
Tables of keys are rewritten by `TPAUDIT_ACCEPT=1 pytest tests/test_docs.py`; the difference is read like code.
"""

import dataclasses
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

import pytest
import typer
from program import run as run_program
from tables_of_keys import DOCUMENTS, RESULTS, SECTION, classes_in, rows, with_tables

from tpaudit.cli.app import command_line
from tpaudit.errors import EXIT_CODES
from tpaudit.judging.gate.registry import RULES
from tpaudit.results import comparison, standing, verdict
from tpaudit.showing.data.plan import PLAN_COLUMNS
from tpaudit.showing.data.scorecard import SCORE_COLUMNS

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = sorted((ROOT / "docs").glob("*.md"))
NEEDED: Final = ("audits", "checklists", "templates", "tpaudit.yaml")
"""What the commands of the docs find in the repository's root."""
FAULTY: Final = "does not load"
"""Said behind the path of a file that shows mistakes."""

ACCEPT: Final = bool(os.environ.get("TPAUDIT_ACCEPT"))
OF_CHAINS: Final = (".portfolio", ".branch_lines", ".branch_questions", ".completeness", ".trend")
"""The modules of results that docs/portfolio.md shows."""
SHOWN: Final = {
    name: cls
    for name, cls in RESULTS.items()
    if not cls.__module__.endswith(
        (
            *OF_CHAINS,
            ".verdict",
            ".comparison",
            ".standing",
            ".ratchet",
            ".catalogue",
            ".explanation",
            ".message",
            ".probed",
            ".imported",
            ".branches",
            ".reported",
        )
    )
}
"""Result types of scorecards and plans; gate.md and portfolio.md have those of others, and the rest are never JSON."""
CHAIN: Final = {
    name: cls for name, cls in RESULTS.items() if cls.__module__.endswith(OF_CHAINS) or name == "ShownFault"
}


class Block(NamedTuple):
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    before: str
    """The line just before it."""
    text: str

    @property
    def file(self) -> str:
        """The path of the whole file that this is; empty if it is none."""
        found = re.match(r"`([^`\s]+\.(?:ya?ml|csv))`", self.before)
        return found[1] if found and self.language in {"yaml", "csv"} else ""


class Command(NamedTuple):
    """A command of a console block and what it is said to print."""

    block: Block
    typed: str
    printed: tuple[str, ...]


def _blocks(page: Path) -> Iterator[Block]:
    lines = page.read_text(encoding="utf-8").splitlines()
    start: int | None = None
    for at, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = at
        else:
            before = lines[start - 1] if start else ""
            text = "".join(f"{one}\n" for one in lines[start + 1 : at])
            yield Block(page, start + 1, lines[start][3:], before, text)
            start = None


def _commands(block: Block) -> Iterator[Command]:
    typed, printed = "", list[str]()
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if typed:
                yield Command(block, typed, tuple(printed))
            typed, printed = line.removeprefix("$ "), []
        else:
            printed.append(line)
    yield Command(block, typed, tuple(printed))


BLOCKS: Final = [block for page in PAGES for block in _blocks(page)]
CONSOLES: Final = [block for block in BLOCKS if block.language == "console"]


def _at(block: Block) -> str:
    return f"{block.page.stem}-{block.line}"


def _lay_out(folder: Path, page: Path, needed: Sequence[str]) -> list[Block]:
    """Copy what is needed from the repository, and put the page's files beside it; return these."""
    for name in needed:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    files = [block for block in BLOCKS if block.page == page and block.file]
    for block in files:
        path = folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(block.text, encoding="utf-8")
    return files


def _run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does; both streams come in the order in which they were written."""
    if args[0] == "tpaudit":
        return run_program(*args[1:], cwd=folder, env={"COLUMNS": "80"}, together=True)
    return subprocess.run(
        [sys.executable, "-m", *args],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def test_every_whole_file_of_the_docs_says_its_path() -> None:
    nameless = [
        _at(one)
        for one in BLOCKS
        if one.language == "yaml" and re.search(r"^format:", one.text, re.MULTILINE)
    ]
    assert [_at(one) for one in BLOCKS if one.file and _at(one) in nameless] == nameless


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_whole_file_of_a_page_loads(page: Path, tmp_path: Path) -> None:
    files = _lay_out(tmp_path, page, ["checklists"])
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")  # which the settings name
    sound = [block.file for block in files if FAULTY not in block.before and block.language == "yaml"]
    if sound:
        result = _run(tmp_path, "tpaudit", "validate", "--strict", *sound)
        assert result.returncode == 0, result.stdout
    for block in files:
        if FAULTY in block.before:
            assert _run(tmp_path, "tpaudit", "validate", block.file).returncode == 2, block.file


@pytest.mark.parametrize("block", CONSOLES, ids=_at)
def test_every_command_prints_what_the_page_says(block: Block, tmp_path: Path) -> None:
    _lay_out(tmp_path, block.page, NEEDED)
    code = 0
    for command in _commands(block):
        if command.typed == "echo $?":
            assert command.printed == (str(code),)
            continue
        result = _run(tmp_path, *shlex.split(command.typed))
        code = result.returncode
        printed = "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())
        lines = (r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in command.printed)
        assert re.fullmatch("".join(lines), printed), f"{command.typed} prints:\n{printed}"


@pytest.mark.parametrize(
    "block", [one for one in BLOCKS if one.language == "python" and one.page.stem != "python"], ids=_at
)
def test_every_program_of_the_docs_runs(block: Block, tmp_path: Path) -> None:
    _lay_out(tmp_path, block.page, NEEDED)
    (tmp_path / "program.py").write_text(block.text, encoding="utf-8")
    result = _run(tmp_path, "program")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        name, _, heading = target.partition("#")
        path = page.parent / name if name else page
        assert path.exists(), target
        assert not heading or heading in _slugs(path), target


def _slugs(page: Path) -> set[str]:
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in _sections(page)}


def _sections(page: Path) -> dict[str, str]:
    """Return the text below each heading of a page, up to the next heading."""
    parts = re.split(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rows(page: str, heading: str, column: str) -> list[str]:
    """Return the names in the first cells of a section's tables, of those whose first column is called so."""
    names: list[str] = []
    inside = False
    for line in _sections(ROOT / "docs" / page)[heading].splitlines():
        first = line.strip("|").split(" | ")[0].strip() if line.startswith("|") else ""
        inside = first == column or (inside and bool(first))
        names += re.findall(r"`([^`]+)`", first) if inside else []
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_tables_of_keys_say_what_the_models_say(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if ACCEPT:
        page.write_text(with_tables(text), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == with_tables(text)


def test_a_changed_text_of_a_field_changes_its_table() -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    assert "What was found." in page
    assert with_tables(page.replace("What was found.", "What was lost.")) == page


@pytest.mark.parametrize(
    ("page", "classes"), [("files.md", DOCUMENTS), ("scorecard.md", SHOWN), ("portfolio.md", CHAIN)]
)
def test_every_key_stands_in_one_table(page: str, classes: dict[str, type]) -> None:
    shown = classes_in((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert len(shown) == len(set(shown))
    bases = {base for cls in shown for base in cls.__mro__}
    assert {name for name, cls in classes.items() if cls not in bases} == set()


@pytest.mark.parametrize("page", ["files.md", "scorecard.md", "portfolio.md"])
def test_every_key_has_a_text(page: str) -> None:
    for named in SECTION.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
        assert [row.key for row in rows(named[0]) if not row.meaning] == [], named[0]


GATE: Final[dict[str, type]] = {
    "The verdict": verdict.Verdict,
    "What could not be judged": verdict.Unjudged,
    "An audit under the gate": verdict.Checked,
    "A result": verdict.Result,
    "A waiver of the gate": verdict.WaiverShown,
    "A comparison": comparison.Comparison,
    "A standing": standing.Standing,
    "A split": comparison.Split,
    "The split of a touchpoint": comparison.TouchpointSplit,
    "An item that moved": comparison.Moved,
    "A state of the history": verdict.HistoryEntry,
}
"""Under which heading of gate.md the fields of a type stand."""


@pytest.mark.parametrize("heading", GATE)
def test_every_field_of_a_verdict_is_named(heading: str) -> None:
    fields = dataclasses.fields(cast("Any", GATE[heading]))
    known = {field.name for field in fields if field.metadata != verdict.NOT_WRITTEN}
    assert set(_rows("gate.md", heading, "key")) == known


def test_the_exit_codes_of_the_docs_are_those_of_the_code() -> None:
    rows = re.findall(
        r"^\| (\d+) \| (.+) \|$", _sections(ROOT / "docs/commands.md")["Exit codes"], re.MULTILINE
    )
    assert {int(code): means for code, means in rows} == EXIT_CODES


def test_every_rule_of_the_gate_is_told_with_its_default() -> None:
    told = re.findall(r"^\| `(\w+)` \| (\w+) \|", _sections(ROOT / "docs/gate.md")["Rules"], re.MULTILINE)
    assert dict(told) == {name: rule.level for name, rule in RULES.items()}


def test_every_column_of_the_csv_is_named_in_its_order() -> None:
    assert _rows("scorecard.md", "CSV", "column") == list(SCORE_COLUMNS)
    assert _rows("scorecard.md", "CSV of a plan", "column") == list(PLAN_COLUMNS)


def _commands_of(group: Any, prefix: str = "") -> dict[str, Any]:
    """Return every command by what is typed for it; a group of commands is none itself."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        found |= (
            _commands_of(command, f"{prefix}{name} ")
            if hasattr(command, "commands")
            else {prefix + name: command}
        )
    return found


COMMANDS: Final = _commands_of(typer.main.get_command(command_line()))


def test_every_command_has_a_section_and_no_other_has() -> None:
    sections = [title for title in _sections(ROOT / "docs/commands.md") if title.startswith("tpaudit ")]
    assert sorted(sections) == sorted(f"tpaudit {name}" for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_of_a_command_is_named(name: str) -> None:
    known: set[str] = set()
    for param in COMMANDS[name].params:
        options = {*param.opts, *param.secondary_opts}
        known |= options if param.param_type_name == "option" else {str(cast("Any", param).metavar)}
    named = {row.split(" ")[0] for row in _rows("commands.md", f"tpaudit {name}", "option")}
    assert named == known - {"--help"}
