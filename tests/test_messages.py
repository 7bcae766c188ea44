"""What `validate` says of wrong files: each text of tests/cases/invalid, whole, as a user reads it.

`TPAUDIT_ACCEPT=1 pytest tests/test_messages.py` rewrites the texts; the difference is read like code.
"""

import os
import re
from pathlib import Path
from typing import Final

import program
import pytest

from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.showing.text.numbers import visible

INVALID: Final = Path(__file__).parent / "cases" / "invalid"
RIGHT: Final = {
    "tpaudit.yaml",
    "checklists/call.yaml",
    "checklists/found.yaml",
    "journeys/shop.yaml",
    "visit/round.yaml",
}
"""What the wrong files stand on."""
FILES: Final = sorted(
    name for path in INVALID.rglob("*.yaml") if (name := path.relative_to(INVALID).as_posix()) not in RIGHT
)
ACCEPT: Final = bool(os.environ.get("TPAUDIT_ACCEPT"))
KINDS: Final = ("syntax", "checklist", "audit", "visit", "journey", "workspace")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where the files are, so that messages name them as short as can be."""
    monkeypatch.chdir(INVALID)


def said_of(file: str) -> str:
    """Return what `validate` says of a file, and of that file alone, a problem a line."""
    problems = sorted(set(problems_of(file, Workspaces())))
    return "".join(visible(str(problem)) + "\n" for problem in problems if problem.file == file)


def golden(file: str) -> Path:
    return (INVALID / file).with_suffix(".txt")


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("file", FILES)
def test_everything_that_is_said_of_a_wrong_file(file: str) -> None:
    said = said_of(file)
    if ACCEPT:
        golden(file).write_text(said, encoding="utf-8")
    assert said == golden(file).read_text(encoding="utf-8")


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("file", sorted(RIGHT))
def test_nothing_is_said_of_what_the_wrong_files_stand_on(file: str) -> None:
    assert said_of(file) == ""


TEXTS: Final = sorted(golden(file) for file in FILES)


def test_every_text_belongs_to_a_file() -> None:
    assert sorted(INVALID.rglob("*.txt")) == sorted(golden(file) for file in FILES)


def test_there_are_cases_of_every_kind_of_file() -> None:
    assert {file.partition("/")[0] for file in FILES} == set(KINDS)
    assert len(FILES) >= 60


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.relative_to(INVALID).as_posix())
def test_a_message_names_its_place_and_its_mend_in_plain_words(text: Path) -> None:
    lines = text.read_text(encoding="utf-8").splitlines()
    assert lines, "a wrong file has a message"
    source = text.with_suffix(".yaml").read_bytes().decode("utf-8", "replace").splitlines()
    for line in lines:
        place = re.match(
            rf"{re.escape(text.relative_to(INVALID).with_suffix('.yaml').as_posix())}:(\d+):(\d+): ", line
        )
        assert place, line
        row, column = int(place[1]), int(place[2])
        assert 1 <= row <= len(source) + 1
        assert 1 <= column <= (len(source[row - 1]) if row <= len(source) else 0) + 1
        assert "; " in line or "expected" in line, f"what was expected? {line}"


NEVER: Final = (
    *(
        "Input should",
        "validation error",
        "pydantic",
        "Value error",
        "Field required",
        "valid string",
        "valid dict",
    ),
    *(
        "Extra inputs",
        "type=",
        "input_type",
        "discriminator",
        "tagged",
        "tuple",
        "dict ",
        "bool",
        "NoneType",
        "None ",
    ),
    *(
        "Traceback",
        "object at 0x",
        "Bare(",
        "Record",
        "Touchpoint",
        "Observation",
        "Checklist(",
        "class ",
        "<class",
    ),
    *(
        "ValueError",
        "KeyError",
        "TypeError",
        "string_type",
        "literal",
        "scalar",
        "[key]",
        "<",
        "model_",
        "isinstance",
    ),
)
"""Words of a library or of the program that mean nothing to who fills in an audit."""


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.relative_to(INVALID).as_posix())
def test_no_message_speaks_of_the_program_or_its_libraries(text: Path) -> None:
    said = text.read_text(encoding="utf-8").replace("`<<`", "").replace("`<<: *same`", "")
    assert [word for word in NEVER if word in said] == []


def test_the_program_prints_what_the_texts_say_and_counts_it() -> None:
    files = [file for file in FILES if "round.visits" not in file]
    run = program.run("validate", *files, cwd=INVALID)
    expected = "".join(golden(file).read_text(encoding="utf-8") for file in files)
    assert run.returncode == 2
    assert sorted(run.stdout.splitlines()) == sorted(expected.splitlines())
    warnings = sum(": warning: " in line for line in expected.splitlines())
    errors = expected.count("\n") - warnings
    assert run.stderr == f"{len(files)} files: {errors} errors, {warnings} warnings\n"


def test_every_kind_of_visit_is_told_with_its_audit() -> None:
    run = program.run("validate", "visit/round.yaml", cwd=INVALID)
    assert run.returncode == 2
    assert {line.partition(":")[0] for line in run.stdout.splitlines()} == {
        file for file in FILES if "round.visits" in file
    }
