"""`waive`: a waiver is put into the text of an audit, and nothing else of it changes."""

import os
from difflib import ndiff
from pathlib import Path
from textwrap import indent
from typing import Final

import program
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples

from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.waiver import NewWaiver, with_waiver

ROOT: Final = Path(__file__).parent.parent
OWN: Final = "format: 1\nchecklist: own\nitems: {quick: {ask: Was it quick?, answer: yes-no}}\n"
AUDIT: Final = """\
# Ours
format: 1
company: {name: Kiln}
audit: {date: 2026-11-01}
touchpoints:
  line:
    stage: buy
    checklists: {own: {quick: no}}   # a pity
"""
OTHER: Final = """\
  line:
    reason: |
      Two lines
      # of it
    approved_by: Marta   # owner
    until: 2026-12-31
"""
ASKED: Final = ("--until", "2027-01-31", "--reason", "The new system: January", "--by", "Marta, owner")
LINES: Final = [
    "  line/own.quick:",
    '    reason: "The new system: January"',
    "    approved_by: Marta, owner",
    "    until: 2027-01-31",
]
FLOW: Final = '{reason: "The new system: January", approved_by: "Marta, owner", until: 2027-01-31}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "audits").mkdir()
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/own.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def waive(folder: Path, text: str, *words: str) -> tuple[program.Done, str]:
    """Return what came of waiving an item in an audit, and the audit's text then."""
    audit = folder / "audits/a.yaml"
    audit.write_bytes(text.encode())
    done = program.run("waive", "line/own.quick", *words, *ASKED, cwd=folder)
    return done, audit.read_bytes().decode()


LAYOUTS: Final = {
    "none yet": (AUDIT, ["", "waivers:", *LINES]),
    "none yet, and no line end at the end": (AUDIT.rstrip("\n"), ["", "waivers:", *LINES]),
    "a key alone": (f"waivers:\n{AUDIT}", LINES),
    "another one, in the middle": (f"waivers:\n{OTHER}\n# Touchpoints from here\n{AUDIT}", LINES),
    "another one, at the end": (f"{AUDIT}\nwaivers:\n{OTHER}", LINES),
    "another one, at the end without a line end": (f"{AUDIT}\nwaivers:\n{OTHER}".rstrip("\n"), LINES),
    "another one, indented by four": (
        f"waivers:\n{indent(OTHER, '  ')}{AUDIT}",
        [f"  {line}" for line in LINES],
    ),
    "a text that keeps the line ends behind it": (
        f"{AUDIT}waivers:\n{OTHER.replace('reason: |', 'reason: |+')}",
        LINES,
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_waiver_is_so_many_lines_more_and_no_other_change(name: str, end: str, folder: Path) -> None:
    text, lines = LAYOUTS[name]
    done, after = waive(folder, text.replace("\n", end))
    assert (done.returncode, done.stderr) == (0, "")
    before = (text if text.endswith("\n") else f"{text}\n").replace("\n", end)
    diff = list(ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert [line[2:] for line in diff if line[0] == "+"] == [f"{line}{end}" for line in lines]
    assert not [line for line in diff if line[0] in "-?"]
    number = after.splitlines().index(lines[-4]) + 1
    assert done.stdout == f"written: {os.path.join('audits', 'a.yaml')}:{number}\n"
    assert program.run("validate", "--strict", "audits", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("waivers: {}  # none", f"waivers: {{line/own.quick: {FLOW}}}  # none"),
        (
            "waivers: {line: {reason: A, approved_by: B, until: 2026-12-31}}",
            f"waivers: {{line/own.quick: {FLOW}, line: {{reason: A, approved_by: B, until: 2026-12-31}}}}",
        ),
        (
            "waivers: {\n  line: {reason: A, approved_by: B, until: 2026-12-31},\n}",
            f"waivers: {{line/own.quick: {FLOW}, \n  line: {{reason: A, approved_by: B, until: 2026-12-31}},\n}}",
        ),
    ],
    ids=["empty", "one", "on several lines"],
)
def test_between_braces_it_stays_between_them(before: str, after: str, folder: Path) -> None:
    done, text = waive(folder, f"\ufeff{AUDIT}{before}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert text == f"\ufeff{AUDIT}{after}\n"


@pytest.mark.parametrize(
    "text",
    [
        "{format: 1, touchpoints: {line: {stage: buy, checklists: {own: {quick: no}}}}}\n",
        f"{AUDIT}waivers: null\n",
        f"{AUDIT}...\n",
        f"{AUDIT}places: &all {{}}\nwaivers: *all\n",
    ],
    ids=["all between braces", "null", "an end of the document", "an alias"],
)
def test_where_there_is_no_place_nothing_is_written_and_the_line_is_said(text: str, folder: Path) -> None:
    done, after = waive(folder, text)
    assert (done.returncode, done.stdout, after) == (2, "", text)
    assert done.stderr.endswith(f"expected it below `waivers`, by hand: line/own.quick: {FLOW}\n")
    assert done.stderr.count("\n") == 1


def test_what_is_waived_does_not_fail_the_gate(folder: Path) -> None:
    (folder / "before.yaml").write_text(AUDIT.replace("quick: no", "quick: yes"), encoding="utf-8")
    (folder / "audits/a.yaml").write_text(AUDIT, encoding="utf-8")
    check = ("check", "audits/a.yaml", "--against", "before.yaml", "--as-of", "2026-11-10")
    assert program.run(*check, cwd=folder).returncode == 1
    waive(folder, AUDIT, "audits")
    done = program.run(*check, cwd=folder)
    assert (done.returncode, "waived until 31 January 2027 by Marta, owner" in done.stdout) == (0, True)


def test_the_audit_is_the_one_that_has_the_address(folder: Path) -> None:
    other = folder / "audits/b.yaml"
    other.write_text(AUDIT.replace("  line:", "  desk:"), encoding="utf-8")
    assert waive(folder, AUDIT)[0].stdout.startswith(f"written: {os.path.join('audits', 'a.yaml')}:")
    other.write_text(AUDIT, encoding="utf-8")
    done, text = waive(folder, AUDIT)
    assert (done.returncode, text) == (2, AUDIT)
    assert "`line/own.quick` is in several audits: audits/a.yaml, audits/b.yaml; expected one" in done.stderr
    assert waive(folder, AUDIT, "audits/a.yaml")[0].returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("line/own.quik", *ASKED), "there is no `line/own.quik` in .; the nearest is `line/own.quick`"),
        (("line", *ASKED[:1], "2027-02-30", *ASKED[2:]), "--until: "),
        (("line", *ASKED[:3], " ", *ASKED[4:]), "--reason: it is empty"),
        (("line", *ASKED[:5], ""), "--by: it is empty"),
        (("line", "nowhere", *ASKED), "nowhere"),
    ],
    ids=["address", "day", "reason", "name", "audit"],
)
def test_what_is_wrong_is_said_and_nothing_written(words: tuple[str, ...], said: str, folder: Path) -> None:
    audit = folder / "audits/a.yaml"
    audit.write_text(AUDIT, encoding="utf-8")
    done = program.run("waive", *words, cwd=folder)
    assert (done.returncode, audit.read_text(encoding="utf-8")) == (2, AUDIT)
    assert said in done.stderr


def test_a_second_waiver_of_one_address_is_for_a_person(folder: Path) -> None:
    _, text = waive(folder, AUDIT)
    done, after = waive(folder, text)
    assert (done.returncode, after) == (2, text)
    assert "audits/a.yaml:11: `line/own.quick` is waived there already, until 2027-01-31" in done.stderr


def test_an_audit_that_does_not_load_says_why(folder: Path) -> None:
    done, _ = waive(folder, AUDIT.replace("stage", "stag"))
    assert done.returncode == 2
    assert "audits/a.yaml:7:5: line.stag: the key `stag` is not known here" in done.stderr


def test_a_link_out_of_the_workspace_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name} outside.yaml"
    outside.write_text(AUDIT, encoding="utf-8")
    (folder / "audits/a.yaml").symlink_to(outside)
    done = program.run("waive", "line", *ASKED, cwd=folder)
    assert (done.returncode, outside.read_text(encoding="utf-8")) == (2, AUDIT)
    assert "leads out of the workspace" in done.stderr


@pytest.mark.parametrize("name", ["roastery", "dostavka-edy", "weather-app"])
def test_the_audits_that_come_with_it_take_a_waiver(name: str) -> None:
    source = (ROOT / f"audits/{name}.yaml").read_bytes()
    made = with_waiver(source, NewWaiver("x", "Почему: так", "顾晨", "2027-01-31"))
    assert made is not None
    new = [
        line for line in ndiff(source.decode().splitlines(), made.decode().splitlines()) if line[0] in "+-?"
    ]
    assert [line[0] for line in new] == ["+"] * 4
    assert made.decode().partition("actions:")[0].endswith("\n\n" if name != "dostavka-edy" else ").\n")


WORDS: Final = st.text(max_size=30)


@given(WORDS, WORDS, WORDS, st.sampled_from([AUDIT, f"waivers: {{}}\n{AUDIT}", f"waivers:\n{OTHER}{AUDIT}"]))
@settings(deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.filter_too_much])
def test_whatever_is_written_is_read_as_it_was_meant(address: str, reason: str, name: str, text: str) -> None:
    waiver = NewWaiver(address, reason, name, "2027-01-31")
    made = with_waiver(text.encode(), waiver)
    if made is None:
        return
    data = read(made).data
    entry = data["waivers"].pop(address)
    assert (entry["reason"], entry["approved_by"], str(entry["until"])) == (reason, name, "2027-01-31")
    before = read(text.encode()).data
    assert repr({**data, "waivers": None}) == repr({**before, "waivers": None}) or "waivers" not in before
