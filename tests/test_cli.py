"""The program as people and other programs run it: exit codes, streams, files, bytes, terminals."""

import csv
import fcntl
import io
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import program
import pytest
import typer.main

from tpaudit.cli.app import command_line
from tpaudit.showing.data.scorecard import SCORE_COLUMNS
from tpaudit.version import VERSION

ROOT: Final = Path(__file__).parent.parent
ROASTERY: Final = "audits/roastery.yaml"
PROGRAM: Final = (sys.executable, "-m", "tpaudit")

CALL: Final = """\
format: 1
checklist: call
items:
  polite: {ask: How polite?, answer: 1-5}
  works: {ask: Does it work?, answer: yes-no, must: true}
"""
GOOD: Final = """\
format: 1
personas: {regular: Rosa}
touchpoints:
  order-line: {stage: purchase, checklists: {call: {polite: 3, works: yes}}}
  parcel: {stage: delivery, importance: 2, checklists: {call: {polite: 5}}}
"""
WARNED: Final = (
    "format: 1\ntouchpoints: {parcel: {stage: delivery, checklists: {call: {polite: n/a, works: yes}}}}\n"
)
BAD: Final = "format: 1\ntouchpoints: {parcel: {stage: delivery, checklists: {call: {polite: 9}}}}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with good files, files with warnings and bad ones."""
    root = tmp_path_factory.mktemp("cli")
    files = {
        "checklists/call.yaml": CALL,
        "good.yaml": GOOD,
        "warned.yaml": WARNED,
        "bad.yaml": BAD,
        "unreadable.yaml": "a: [",
        "mixed/a-bad.yaml": BAD,
        "mixed/b-good.yaml": GOOD,
        "mixed/c-warned.yaml": WARNED,
        "mixed/d-unreadable.yaml": "touchpoints: [",
        "mixed/tpaudit.yaml": "format: 1\npaths: {checklists: ../checklists}\n",
        "fine/one.yaml": GOOD,
        "fine/two.yaml": GOOD.replace("polite: 3", "polite: 1"),
        "fine/tpaudit.yaml": "format: 1\npaths: {checklists: ../checklists}\n",
        "empty/nothing.txt": "",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q", root], check=True)  # its workspaces share their checklists
    return root


def run(
    *words: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program; for what is done by several jobs, in a process of its own."""
    if "--jobs" not in words:
        return program.run(*words, cwd=cwd, env=env)
    return subprocess.run(
        [*PROGRAM, *words],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


# Exit codes and streams

YES: Final = [
    ("score", "good.yaml"),
    ("score", "warned.yaml"),
    ("score", "good.yaml", "warned.yaml"),
    ("score", "fine"),
    ("score", "good.yaml", "fine", "--format", "json"),
    ("score", "good.yaml", "--format", "csv", "--persona", "regular", "--lang", "zh"),
    ("score", "good.yaml", "--as-of", "2027-01-31", "--jobs", "2"),
    ("score", "fine", "--jobs", "2", "--persona", "regular", "--by", "place", "--format", "json"),
    *(("score", str(ROOT / ROASTERY), "--by", cut) for cut in ("channel", "kind", "persona", "owner")),
    ("score", "good.yaml", "--by", "stage", "--format", "json"),
    *(("score", str(ROOT / ROASTERY), "--by", cut, "--format", "json") for cut in ("place", "method")),
    ("score", "--", "good.yaml"),
    ("explain", "good.yaml"),
    ("explain", "good.yaml", "order-line"),
    ("explain", "good.yaml", "order-line/call.polite", "--lang", "ru"),
    ("explain", "warned.yaml", "parcel"),
    ("schema", "visit"),
    ("status",),
    ("--version",),
    ("--help",),
    (),
]
NO: Final = [
    ("score", "bad.yaml"),
    ("score", "unreadable.yaml"),
    ("score", "bad.yaml", "--format", "json"),
    ("score", "bad.yaml", "--format", "csv"),
    ("score", "nothing.yaml"),
    ("score", "checklists/call.yaml"),
    ("score", "empty"),
    ("score", "good.yaml", "--persona", "nobody"),
    ("score", "good.yaml", "--as-of", "2026-02-30"),
    ("score", "good.yaml", "--as-of", "yesterday"),
    ("score", "good.yaml", "--as-of", "2026-11-03T12:00"),
    ("score", "good.yaml", "--lang", "xx"),
    ("explain", "good.yaml", "--lang", "de"),
    ("checklists", "list", "--lang", "EN"),
    ("score", "good.yaml", "--by", "weather"),
    ("score", "good.yaml", "--format", "xml"),
    ("score", "good.yaml", "--jobs", "0"),
    ("score", "good.yaml", "--jobs", "many"),
    ("score", "good.yaml", "--nothing"),
    ("score", "good.yaml", "-o", "no/such/folder/file"),
    ("score", "good.yaml", "-o", "empty"),
    ("score",),
    ("explain", "bad.yaml"),
    ("explain", "nothing.yaml"),
    ("explain", "good.yaml", "chat"),
    ("explain", "good.yaml", "order-line/call.rude"),
    ("explain", "good.yaml", "order-line", "call.polite"),
    ("explain", "empty"),
    ("explain",),
    ("schema", "novel"),
    ("schema",),
    ("validate",),
    ("nothing",),
    ("--nothing",),
]


def joined(words: object) -> str | None:
    """Return what a command line is called; nothing for other values of a case."""
    return (" ".join(words) or "no command") if isinstance(words, tuple) else None


@pytest.fixture(scope="module")
def said(folder: Path) -> Mapping[tuple[str, ...], subprocess.CompletedProcess[str]]:
    """Return what comes of every command line."""
    lines: list[tuple[str, ...]] = [*YES, *NO]
    return {words: run(*words, cwd=folder) for words in lines}


Said = Mapping[tuple[str, ...], subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("words", YES, ids=joined)
def test_what_can_be_done_gives_0_and_says_its_result_on_standard_output(
    words: tuple[str, ...], said: Said
) -> None:
    done = said[words]
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if "warned.yaml" not in words or words[0] == "explain":
        assert done.stderr == ""


@pytest.mark.parametrize("words", NO, ids=joined)
def test_what_cannot_be_judged_gives_2_and_says_why_on_the_error_stream(
    words: tuple[str, ...], said: Said
) -> None:
    done = said[words]
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "problems", "counted"),
    [
        (("good.yaml",), 0, 0, "1 file: no errors, no warnings"),
        (("good.yaml", "--strict"), 0, 0, "1 file: no errors, no warnings"),
        (("warned.yaml",), 0, 1, "1 file: no errors, 1 warning"),
        (("warned.yaml", "--strict"), 2, 1, "1 file: no errors, 1 warning"),
        (("bad.yaml",), 2, 1, "1 file: 1 error, no warnings"),
        (("bad.yaml", "--strict"), 2, 1, "1 file: 1 error, no warnings"),
        (("good.yaml", "bad.yaml", "warned.yaml"), 2, 2, "3 files: 1 error, 1 warning"),
        (("nothing.yaml",), 2, 1, "1 file: 1 error, no warnings"),
        (("good.yaml", "nothing.yaml"), 2, 1, "2 files: 1 error, no warnings"),
        (("fine", "checklists"), 0, 0, "4 files: no errors, no warnings"),
        (("mixed",), 2, 3, "5 files: 2 errors, 1 warning"),
        (("good.yaml", "good.yaml"), 0, 0, "1 file: no errors, no warnings"),
    ],
    ids=joined,
)
def test_validate_says_problems_on_standard_output_and_counts_on_the_error_stream(
    words: tuple[str, ...], code: int, problems: int, counted: str, folder: Path
) -> None:
    done = run("validate", *words, cwd=folder)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (code, problems, counted + "\n")
    for line in done.stdout.splitlines():
        assert re.match(r"[\w./-]+\.yaml:\d+:\d+: ", line)


def test_a_bad_file_does_not_stop_the_others(folder: Path) -> None:
    done = run("score", "mixed", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert [card["file"] for card in json.loads(done.stdout)] == ["mixed/b-good.yaml", "mixed/c-warned.yaml"]
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {
        "mixed/a-bad.yaml",
        "mixed/d-unreadable.yaml",
    }


def test_a_file_that_is_not_there_does_not_stop_the_others(folder: Path) -> None:
    done = run("score", "good.yaml", "nothing.yaml", "fine", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert [card["id"] for card in json.loads(done.stdout)] == ["good", "one", "two"]
    assert "nothing.yaml: no such file or directory" in done.stderr


def test_messages_are_the_same_in_score_and_validate(folder: Path) -> None:
    assert run("score", "bad.yaml", cwd=folder).stderr == run("validate", "bad.yaml", cwd=folder).stdout


def test_an_address_that_leads_nowhere_is_told_with_the_nearest(folder: Path) -> None:
    done = run("explain", "good.yaml", "order-line/call.polit", cwd=folder)
    assert "`order-line/call.polit`; the nearest is `order-line/call.polite`" in done.stderr


def test_a_file_of_another_kind_is_told_apart(folder: Path) -> None:
    said = run("score", "checklists/call.yaml", cwd=folder).stderr
    assert (
        said
        == "checklists/call.yaml:1:1: this is a checklist, not an audit; expected a file with touchpoints\n"
    )


def test_an_unknown_persona_is_told_with_those_of_the_audit(folder: Path) -> None:
    assert (
        "there is no persona `nobody`; the audit has regular"
        in run("score", "good.yaml", "--persona", "nobody", cwd=folder).stderr
    )


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"tpaudit {VERSION}\n"


# Shapes


def test_one_file_gives_one_object(folder: Path) -> None:
    card = json.loads(run("score", "good.yaml", "--format", "json", cwd=folder).stdout)
    assert (card["id"], card["score"], list(card["touchpoints"])) == ("good", 85, ["order-line", "parcel"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("fine",), ["fine/one.yaml", "fine/two.yaml"]),
        (("good.yaml", "warned.yaml"), ["good.yaml", "warned.yaml"]),
        (("good.yaml", "fine"), ["good.yaml", "fine/one.yaml", "fine/two.yaml"]),
        (("fine/../fine/one.yaml", "fine/one.yaml"), ["fine/../fine/one.yaml"]),
    ],
    ids=["a folder", "two files", "a file and a folder", "a file twice"],
)
def test_a_folder_or_several_files_give_a_list_in_their_order(
    words: tuple[str, ...], found: list[str], folder: Path
) -> None:
    cards = json.loads(run("score", *words, "--format", "json", cwd=folder).stdout)
    assert [card["file"] for card in cards] == found


def test_several_audits_are_a_table_of_a_line_each_the_worst_first(folder: Path) -> None:
    lines = run("score", "good.yaml", "fine", cwd=folder).stdout.splitlines()
    assert [line.split()[-1] for line in lines] == ["file", "fine/two.yaml", "fine/one.yaml", "good.yaml"]


def test_csv_is_read_back_by_rfc_4180() -> None:
    text = run("score", ROASTERY, "--format", "csv").stdout
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    card = json.loads(run("score", ROASTERY, "--format", "json").stdout)
    links = card["touchpoints"] | card["handovers"]
    assert tuple(rows[0]) == SCORE_COLUMNS
    assert len(rows) == sum(
        sum(len(item["observations"]) or 1 for item in touch["items"].values()) or 1
        for touch in links.values()
    )
    for row in rows:
        touch = links[row["touchpoint"]]
        if not row["item"]:
            assert touch["items"] == {}
            continue
        item = touch["items"][row["item"]]
        assert row["question"] == item["ask"]
        assert (row["touchpoint_score"], row["item_score"]) == (number(touch["score"]), number(item["score"]))
        assert float(row["lost"]) == item["lost"]
        if row["answer"]:
            assert any(one["note"] == (row["note"] or None) for one in item["observations"])
        else:
            assert item["observations"] == []


def number(value: float | None) -> str:
    return "" if value is None else repr(value)


def test_csv_of_several_audits_has_one_head(folder: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(run("score", "fine", "--format", "csv", cwd=folder).stdout, newline=""))
    )
    assert [row[0] for row in rows].count("file") == 1
    assert {row[0] for row in rows[1:]} == {"fine/one.yaml", "fine/two.yaml"}


# Files


@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_a_file_gets_the_same_bytes_as_standard_output(shape: str, folder: Path, tmp_path: Path) -> None:
    printed = subprocess.run(
        [*PROGRAM, "score", "fine", "--format", shape], cwd=folder, capture_output=True, check=True
    ).stdout
    done = run("score", "fine", "--format", shape, "-o", str(tmp_path / "out"), cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out").read_bytes() == printed
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "words",
    [
        ("score", "bad.yaml"),
        ("score", "bad.yaml", "--format", "json"),
        ("score", "nothing.yaml", "--format", "csv"),
        ("score", "good.yaml", "--persona", "nobody"),
        ("score", "good.yaml", "--as-of", "soon"),
    ],
    ids=joined,
)
def test_a_file_stays_as_it_was_when_there_is_nothing_to_write(
    words: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("old", encoding="utf-8")
    assert run(*words, "--output", str(tmp_path / "out"), cwd=folder).returncode == 2
    assert (tmp_path / "out").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_keeps_its_permissions_and_a_link_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old", encoding="utf-8")
    (tmp_path / "out").chmod(0o640)
    (tmp_path / "link").symlink_to("out")
    assert run("score", "good.yaml", "-o", str(tmp_path / "link"), cwd=folder).returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith("good")


def test_a_run_that_is_killed_leaves_the_old_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "audits").mkdir()
    shutil.copytree(folder / "checklists", tmp_path / "checklists")
    for position in range(1_000):
        (tmp_path / f"audits/{position:04}.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    words = (*PROGRAM, "score", "audits", "--format", "json", "-o", "out.json")
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not any(path.stat().st_size for path in tmp_path.glob(".tpaudit-*")):
            pass
        process.kill()
    assert process.returncode == -9
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"


# The same bytes

WORLDS: Final = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "LANG": "C", "TZ": "UTC", "COLUMNS": "40"},
    {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "ru_RU.UTF-8",
        "TZ": "Asia/Shanghai",
        "COLUMNS": "200",
        "FORCE_COLOR": "1",
    },
    {
        "PYTHONHASHSEED": "42",
        "LC_ALL": "zh_CN.UTF-8",
        "TZ": "America/New_York",
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "latin-1",
    },
]


@pytest.mark.parametrize(
    "words",
    [
        ("score", ROASTERY, "--by", "place"),
        ("score", "audits", "tests/cases/valid", "--format", "json", "--by", "owner"),
        ("score", "tests/cases/valid", "--format", "csv"),
        ("explain", ROASTERY, "order-line"),
        ("validate", "tests/cases/invalid"),
        ("schema", "audit"),
    ],
    ids=joined,
)
def test_the_same_input_gives_the_same_bytes_anywhere(words: tuple[str, ...]) -> None:
    there = [
        subprocess.run([*PROGRAM, *words], cwd=ROOT, env=os.environ | world, capture_output=True, check=False)
        for world in WORLDS
    ]
    first = (there[0].returncode, there[0].stdout, there[0].stderr)
    assert first[1]
    assert [(one.returncode, one.stdout, one.stderr) for one in there] == [first] * len(WORLDS)


@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_any_number_of_jobs_gives_the_same_bytes(shape: str, folder: Path) -> None:
    words = ("score", "good.yaml", "mixed", "fine", "warned.yaml", "--format", shape)
    one, two = (run(*words, "--jobs", jobs, cwd=folder) for jobs in ("1", "2"))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == 2


def test_where_one_stands_changes_paths_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "audits", tmp_path / "audits")
    shutil.copytree(ROOT / "checklists", tmp_path / "checklists")
    shutil.copy(ROOT / "tpaudit.yaml", tmp_path)
    here = run("score", "roastery.yaml", "--format", "json", cwd=tmp_path / "audits").stdout
    there = run("score", ROASTERY, "--format", "json").stdout
    assert here == there.replace('"audits/', '"')


# Terminals


def columns(text: str) -> int:
    """Return how many columns a terminal gives a text: two for wide letters, none for marks."""
    wide = {"W": 2, "F": 2}
    return sum(
        0 if unicodedata.combining(one) else wide.get(unicodedata.east_asian_width(one), 1) for one in text
    )


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@pytest.mark.parametrize(
    "words",
    [
        ("score", ROASTERY, "--by", "place"),
        ("score", "tests/cases/valid/audits/everything.yaml", "--by", "persona"),
        ("score", "audits", "tests/cases/valid"),
        ("explain", ROASTERY, "checkout"),
    ],
    ids=joined,
)
def test_nothing_for_people_is_wider_than_80_columns(words: tuple[str, ...], language: str) -> None:
    lines = run(*words, "--lang", language).stdout.splitlines()
    assert lines
    assert [line for line in lines if columns(line) > 80] == []
    assert [line for line in lines if line != line.rstrip()] == []


ESCAPE: Final = "\x1b"


def on_a_terminal(*words: str, wide: int, cwd: Path = ROOT) -> str:
    """Return what the program writes to a terminal of some width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, wide, 0, 0))
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    with subprocess.Popen(
        [*PROGRAM, *words],
        cwd=cwd,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env | {"TERM": "xterm-256color"},
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            said += piece
    os.close(ours)
    assert process.returncode in (0, 2)
    return said.decode().replace("\r\n", "\n")


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    "words",
    [("score", ROASTERY), ("score", "audits", "tests/cases/valid"), ("explain", ROASTERY, "order-line")],
    ids=joined,
)
def test_it_is_plain_in_a_pipe_and_coloured_on_a_terminal(words: tuple[str, ...]) -> None:
    plain = run(*words).stdout
    shown = on_a_terminal(*words, wide=80)
    assert ESCAPE not in plain
    assert ESCAPE in shown
    kept = [line.rstrip() for line in without_colour(shown).splitlines()]
    assert kept[-len(plain.splitlines()) :] == plain.splitlines()


@pytest.mark.parametrize(("wide", "expected"), [(40, 60), (60, 60), (100, 100), (120, 120), (200, 120)])
def test_a_table_is_as_wide_as_the_terminal_within_reason(wide: int, expected: int) -> None:
    lines = without_colour(on_a_terminal("score", ROASTERY, wide=wide)).splitlines()
    assert {columns(line) for line in lines if line.startswith("─")} == {expected}
    assert max(columns(line.rstrip()) for line in lines) <= expected


# Help


def commands() -> Mapping[str, Any]:
    group: Any = typer.main.get_command(command_line())
    found: Mapping[str, Any] = group.commands
    return found


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = run(name, "--help", env={"COLUMNS": "80"})
    assert done.returncode == 0
    assert re.search(rf"^ *tpaudit {name} \S", done.stdout, re.MULTILINE)
    for parameter in commands()[name].params:
        assert parameter.help, parameter.name
        assert all(option in done.stdout for option in parameter.opts if option.startswith("-"))


def test_the_help_of_the_program_names_every_command_and_every_exit_code() -> None:
    said = run("--help", env={"COLUMNS": "80"}).stdout
    assert all(re.search(rf"^  {name} ", said, re.MULTILINE) for name in commands())
    assert all(f"{code} " in said for code in (0, 1, 2, 3, 70))


# What is shipped, and readers that leave


def test_everything_that_is_shipped_is_valid() -> None:
    done = run("validate", "--strict", "audits", "checklists", "templates", "tpaudit.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"\d+ files: no errors, no warnings\n", done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ("score", ROASTERY, "--format", "json"),
        ("explain", ROASTERY, "order-line"),
        ("validate", "tests/cases/invalid"),
        ("--help",),
    ],
    ids=joined,
)
@pytest.mark.parametrize("reads", [0, 1], ids=["nothing", "a line"])
def test_a_reader_that_leaves_gives_no_traceback(words: tuple[str, ...], reads: int) -> None:
    with subprocess.Popen(
        [*PROGRAM, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if reads:
            assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert "Exception ignored" not in said
    assert process.returncode != 70


def test_json_lines_are_the_objects_of_json_each_on_a_line(tmp_path: Path) -> None:
    objects = json.loads(run("score", "tests/cases/valid", "--format", "json").stdout)
    done = run("score", "tests/cases/valid", "-o", str(tmp_path / "a.jsonl"))
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == objects
    one = run("score", ROASTERY, "--format", "jsonl").stdout
    assert json.loads(one) == json.loads(run("score", ROASTERY, "--format", "json").stdout)
    assert one.count("\n") == 1
