"""Nothing is left out in silence: what is an audit, what counts as a visit, what cannot be read, what is passed over."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import program
import pytest

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import LARGEST, contents
from tpaudit.reading.files.find import audits, is_audit

SETTINGS: Final = "format: 1\ngate: {floor: [{level: error, touchpoint: 50}]}\n"
BODY: Final = "touchpoints:\n  a:\n    stage: s\n    checklists:\n      quick: {works: yes}\n"
GOOD: Final = f"format: 1\n{BODY}"
BAD: Final = GOOD.replace("yes", "no")
FLOW: Final = '{a: {"stage": "s", "checklists": {"quick": {"works": "no"}}}}'
VISIT: Final = "format: 1\nvisit: {on: 2026-11-03}\nanswers: {a/quick.works: no}\n"


class Done(NamedTuple):
    """What a run of the program left."""

    code: int
    out: str
    err: str


class Place:
    """A workspace with an audit that passes its gate."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("tpaudit.yaml", SETTINGS)
        self.write("audits/a.yaml", GOOD)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def link(self, name: str, target: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def run(self, *words: str) -> Done:
        done = program.run(*words, cwd=self.folder)
        assert "Traceback" not in done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def given(self, text: bytes, *words: str) -> Done:
        """Run in a process of its own, which reads a text from its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "tpaudit", *words],
            cwd=self.folder,
            input=text,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert b"Traceback" not in done.stderr
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def commit(self) -> None:
        for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "All"]):
            author = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
            subprocess.run(["git", *author, *words], cwd=self.folder, check=True)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return a workspace in which `check` passes."""
    return Place(tmp_path / "work")


# What is an audit

WRITTEN: Final[dict[str, tuple[str, str | bytes]]] = {
    "an ending in capitals": ("B.YAML", BAD),
    "an ending in some capitals": ("b.Yml", BAD),
    "a quoted key": ("b.yaml", BAD.replace("touchpoints", '"touchpoints"')),
    "a key in single quotes": ("b.yaml", BAD.replace("touchpoints", "'touchpoints'")),
    "a key with an escape": ("b.yaml", BAD.replace("touchpoints", r'"touch\x70oints"')),
    "flow style": ("b.yaml", f"{{format: 1, touchpoints: {FLOW}}}"),
    "JSON": ("b.yaml", f'{{"format": 1, "touchpoints": {FLOW.replace("a:", chr(34) + "a" + chr(34) + ":")}}}'),
    "indented as a whole": ("b.yaml", "".join(f"  {line}\n" for line in BAD.splitlines())),
    "lines that end in CR": ("b.yaml", BAD.replace("\n", "\r")),
    "lines that end in CR and LF": ("b.yaml", BAD.replace("\n", "\r\n")),
    "an explicit key": ("b.yaml", f"format: 1\n? touchpoints\n: {FLOW}\n"),
    "a space before the colon": ("b.yaml", BAD.replace("touchpoints:", "touchpoints :")),
    "an anchor at the key": ("b.yaml", BAD.replace("touchpoints", "&x touchpoints")),
    "a byte-order mark": ("b.yaml", b"\xef\xbb\xbf" + BAD.encode()),
    "a line break in its name": ("b\nc.yaml", BAD),
    "a folder called like a file": ("c.yaml/b.yaml", BAD),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_an_audit_is_seen_in_its_folder_however_it_is_written(name: str, place: Place) -> None:
    file, text = WRITTEN[name]
    (place.folder / "audits" / file).parent.mkdir(parents=True, exist_ok=True)
    place.write(f"audits/{file}", text)
    done = place.run("check")
    assert (done.code, done.err) == (1, "")


@pytest.mark.parametrize("name", WRITTEN)
def test_so_it_is_at_a_commit(name: str, place: Place) -> None:
    file, text = WRITTEN[name]
    (place.folder / "audits" / file).parent.mkdir(parents=True, exist_ok=True)
    place.write(f"audits/{file}", text)
    place.commit()
    (place.folder / "audits" / file).unlink()
    done = place.run("check", "--against", "main")
    assert (done.code, "removed" in done.out) == (1, True)


NONE: Final = {
    "a block scalar of a checklist": "format: 1\nchecklist: b\nabout: |\n  touchpoints:\n    a: b\nitems: {}\n",
    "a comment": "# touchpoints: none\nname: x\n",
    "a key further in": "name: {touchpoints: 3}\n",
    "a list": "- touchpoints\n- company: x\n",
    "a file of others that does not parse": "name: {{ x }}\n---\na: 1\n",
    "a file of others about a company": "company: {name: x}\ntitle: y\n",
    "an escape": 'name: "a\\x41"\n',
    "nothing": "",
}


@pytest.mark.parametrize("name", NONE)
def test_what_only_looks_like_an_audit_is_none(name: str, place: Place) -> None:
    place.write("audits/b.yaml", NONE[name])
    done = place.run("check")
    assert (done.code, done.err) == (0, "")


BROKEN: Final[dict[str, str | bytes]] = {
    "a bracket that is not closed": '{format: 1, "touchpoints": {a: 1}',
    "UTF-16": BAD.encode("utf-16"),
    "UTF-16 without a mark": BAD.encode("utf-16-be"),
    "a tab": 'format: 1\n"touchpoints":\n\ta: 1\n',
    "two documents": "a: 1\n---\ntouchpoints : {}\n",
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("words", [("check",), ("score", "audits"), ("validate", "audits")])
def test_what_does_not_parse_but_might_be_an_audit_is_reported(
    name: str, words: tuple[str, ...], place: Place
) -> None:
    place.write("audits/b.yaml", BROKEN[name])
    done = place.run(*words)
    assert (done.code, "audits/b.yaml:" in done.out + done.err) == (2, True)


def test_an_audit_reached_in_several_ways_is_judged_once(place: Place) -> None:
    place.link("again.yaml", "audits/a.yaml")
    done = place.run("score", "audits/a.yaml", "audits", "./audits/", "again.yaml", "--format", "csv")
    assert len({line.partition(",")[0] for line in done.out.splitlines()[1:]}) == 1


@pytest.mark.parametrize("size", [0, 1, 5])
def test_no_bytes_are_too_few_to_tell(size: int) -> None:
    assert not is_audit("a.yaml", b"touchpoints"[:size])


# What is passed over


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)  # the path of a socket must be short
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.chdir(here)
    os.close(here)


ODD: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    "a link that leads nowhere": (lambda path: path.symlink_to("gone"), "it is a link that leads nowhere"),
    "a named pipe": (_pipe, "it is a named pipe"),
    "a socket": (_socket, "it is a socket"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("words", [("check",), ("score", "audits"), ("validate", "audits")])
def test_what_is_no_file_is_named_among_audits_and_stops_nobody(
    name: str, words: tuple[str, ...], place: Place
) -> None:
    make, why = ODD[name]
    make(place.folder / "audits/b.yaml")
    done = place.run(*words)
    assert (done.code, f"tpaudit: audits/b.yaml: passed over: {why}" in done.err) == (0, True)


LEFT: Final[dict[str, Callable[[Path], object]]] = {
    "a lock of Emacs": lambda folder: (folder / ".#b.yaml").symlink_to("user@host.1:2"),
    "a fork of macOS": lambda folder: (folder / "._b.yaml").write_bytes(b"\0\5\26\7"),
    "a swap file of Vim": lambda folder: (folder / ".b.yaml.swp").write_bytes(b"b0VIM"),
    "a copy of an editor": lambda folder: (folder / "b.yaml~").write_text("touchpoints: ["),
    "an empty folder": lambda folder: (folder / "dir.yaml").mkdir(),
}


@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("folder", ["audits", "audits/a.visits", "checklists", "journeys"])
def test_what_editors_and_systems_leave_stops_nobody(name: str, folder: str, place: Place) -> None:
    (place.folder / folder).mkdir(exist_ok=True)
    LEFT[name](place.folder / folder)
    for words in (("check",), ("score", "audits/a.yaml"), ("checklists", "list"), ("validate", "audits")):
        done = place.run(*words)
        assert (done.code, "passed over" in done.err) == (0, False), words


SAID: Final[dict[str, tuple[str, str | bytes, str]]] = {
    "settings by another ending": ("tpaudit.yml", SETTINGS, "settings are read from tpaudit.yaml alone"),
    "an audit without touchpoints": (
        "audits/b.yaml",
        "format: 1\ncompany: {name: x}\ntouchpoint: {}\n",
        "it has no `touchpoints`",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_what_would_be_believed_to_be_judged_is_named(name: str, place: Place) -> None:
    file, text, why = SAID[name]
    place.write(file, text)
    assert f"tpaudit: {file}: passed over: {why}" in place.run("check").err


def test_a_link_to_a_folder_is_named_where_nothing_else_leads_to_its_audits(place: Place) -> None:
    Place(place.folder.parent / "other")
    place.link("audits/other", "../../other/audits")
    place.link("audits/round", "..")
    place.link("here", "audits")
    named = [line for line in place.run("check").err.splitlines() if "passed over" in line]
    assert [line.split(": ")[1] for line in named] == ["audits/other"]
    assert place.run("check", "audits", "../other").err == ""


# Visits


VISITS: Final = ["a.visits/BEN.YAML", "a.visits/2026/ben.yaml", "a.visits/2026/11/ben.yml", "a.visits/x.yaml/b.yaml"]  # fmt: skip


@pytest.mark.parametrize("file", VISITS)
def test_a_visit_counts_wherever_it_lies_in_the_folder(file: str, place: Place) -> None:
    place.write(f"audits/{file}", VISIT.replace("a/quick.works: no", "a/quick.easy: 1"))
    assert "visits: 1" in place.run("score", "audits/a.yaml").out
    place.commit()
    place.write("audits/a.yaml", GOOD)
    (place.folder / "audits" / file).unlink()
    done = place.run("compare", "main:audits/a.yaml", "audits/a.yaml", "--format", "json")
    assert (done.code, "easy" in done.out) == (0, True)


def test_visits_come_in_order_of_path_and_are_told_apart_by_it(place: Place) -> None:
    for name in ("b.yaml", "a/b.yaml", "c.yaml", "a.yaml"):
        place.write(f"audits/a.visits/{name}", VISIT)
    out = place.run("score", "audits/a.yaml", "--format", "json").out
    found = [out.index(f"audits/a.visits/{name}") for name in ("a/b.yaml", "a.yaml", "b.yaml", "c.yaml")]
    assert found == sorted(found)
    assert place.run("validate", "audits/a.visits/a/b.yaml").code == 0


PASSED: Final[dict[str, tuple[Callable[[Place], object], str]]] = {
    "a pipe": (lambda place: _pipe(place.folder / "audits/a.visits/x.yaml"), "x.yaml:1:1: warning: passed over: it is a named pipe"),
    "a socket": (lambda place: _socket(place.folder / "audits/a.visits/x.yaml"), "x.yaml:1:1: warning: passed over: it is a socket"),
    "a hidden visit": (lambda place: place.write("audits/a.visits/.b.yaml", VISIT), ".b.yaml:1:1: warning: passed over: its name starts with a dot"),
    "something else further in": (lambda place: place.write("audits/a.visits/p/b.yaml", "camera: x\n"), "p/b.yaml:1:1: warning: passed over: it is no visit"),
    "a link to a folder": (lambda place: place.link("audits/a.visits/p", "../../old"), "p:1:1: warning: passed over: it is a link to a folder"),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSED)
def test_what_is_passed_over_among_visits_is_a_warning(name: str, place: Place) -> None:
    (place.folder / "audits/a.visits").mkdir()
    (place.folder / "old").mkdir()
    make, why = PASSED[name]
    make(place)
    done = place.run("score", "audits/a.yaml")
    assert (done.code, f"audits/a.visits/{why}" in done.err) == (0, True)


def test_a_link_behind_which_visits_may_lie_is_named_by_the_gate(place: Place) -> None:
    place.write("old/b.yaml", VISIT)
    place.link("audits/a.visits/old", "../../old")
    assert "tpaudit: audits/a.visits/old: passed over" in place.run("check").err


LOST: Final[dict[str, tuple[Callable[[Place], object], str]]] = {
    "a file in place of the folder": (lambda place: place.write("audits/a.visits", ""), "audits/a.visits: not a directory"),
    "a link that leads nowhere": (lambda place: place.link("audits/a.visits", "gone"), "audits/a.visits: is a link that leads nowhere"),
    "a link round in a circle": (lambda place: place.link("audits/a.visits", "a.visits"), "audits/a.visits: too many levels"),
    "a visit that is a link that leads nowhere": (lambda place: place.link("audits/a.visits/b.yaml", "gone"), "audits/a.visits/b.yaml: no such file"),
    "a visit that is a link round in a circle": (lambda place: place.link("audits/a.visits/b.yaml", "b.yaml"), "audits/a.visits/b.yaml: too many levels"),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
@pytest.mark.parametrize("words", [("check",), ("score", "audits"), ("plan", "audits/a.yaml")])
def test_visits_that_cannot_be_read_are_never_left_out(
    name: str, words: tuple[str, ...], place: Place
) -> None:
    make, said = LOST[name]
    make(place)
    done = place.run(*words)
    assert (done.code, said in done.err) == (2, True)


def test_nor_are_they_at_a_commit(place: Place) -> None:
    place.link("audits/a.visits", "gone")
    place.commit()
    (place.folder / "audits/a.visits").unlink()
    done = place.run("check", "--against", "main")
    assert (done.code, "main:audits/a.visits: is no folder at that commit" in done.err) == (3, True)


# What cannot be read


def _too_deep(folder: Path) -> None:
    """Make folders one in the other until no path leads to the last one, with an audit in it."""
    before = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(18):
        os.mkdir("d" * 240)
        os.chdir("d" * 240)
    Path("b.yaml").write_text(BAD, encoding="utf-8")
    os.chdir(before)
    os.close(before)


@pytest.mark.parametrize("words", [("check",), ("score", "audits"), ("validate", "audits")])
def test_a_folder_that_cannot_be_read_stops_no_other_and_is_no_pass(
    words: tuple[str, ...], place: Place
) -> None:
    _too_deep(place.folder / "audits")
    done = place.run(*words)
    assert (done.code, "file name too long" in done.err) == (2, True)
    assert "PASS" not in done.out
    assert words != ("score", "audits") or "audits/a.yaml" in done.out


def test_no_gate_is_proposed_for_half_of_the_audits(place: Place) -> None:
    place.write("tpaudit.yaml", "format: 1\n")
    _too_deep(place.folder / "audits")
    assert place.run("check", "--write-gate").code == 2
    assert (place.folder / "tpaudit.yaml").read_text(encoding="utf-8") == "format: 1\n"


def test_a_file_that_cannot_be_read_stops_no_other(place: Place) -> None:
    place.link("audits/b.yaml", "b.yaml")
    done = place.run("score", "audits", "--format", "csv")
    assert (done.code, "audits/b.yaml: too many levels" in done.err) == (2, True)
    assert "audits/a.yaml" in done.out


OWN: Final[dict[str, tuple[Callable[[Place], object], str]]] = {
    "a link that leads nowhere": (lambda place: place.link("checklists/quick.yaml", "gone"), "checklists/quick.yaml"),
    "a link round in a circle": (lambda place: place.link("checklists/quick.yaml", "quick.yaml"), "checklists/quick.yaml"),
    "a folder": (lambda place: place.write("checklists/quick.yaml/x", ""), "checklists/quick.yaml"),
    "an ending in capitals": (lambda place: place.write("checklists/quick.YAML", "x: 1"), "checklists/quick.YAML"),
    "a folder that is a file": (lambda place: place.write("checklists", ""), "checklists: not a directory"),
    "a folder that is a link that leads nowhere": (lambda place: place.link("checklists", "gone"), "checklists: is a link"),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_no_built_in_checklist_stands_in_for_an_own_one_that_cannot_be_read(name: str, place: Place) -> None:
    make, said = OWN[name]
    make(place)
    place.commit()
    done = place.run("score", "audits/a.yaml")
    assert (done.code, said in done.err) == (2, True)
    done = place.run("compare", "main:audits/a.yaml", "main:audits/a.yaml")
    assert done.code in (2, 3)


def test_a_pipe_as_an_own_checklist_keeps_nobody_waiting(place: Place) -> None:
    (place.folder / "checklists").mkdir()
    _pipe(place.folder / "checklists/quick.yaml")
    _pipe(place.folder / "checklists/other.yaml")
    done = place.run("score", "audits/a.yaml")
    assert (done.code, "checklists/quick.yaml:1:1: is a named pipe" in done.err) == (2, True)
    (place.folder / "checklists/quick.yaml").unlink()
    assert place.run("checklists", "list").code == 0


@pytest.mark.parametrize("target", ["gone", "tpaudit.yaml", "/dev/zero"])
def test_settings_that_cannot_be_read_are_not_the_defaults(target: str, place: Place) -> None:
    (place.folder / "tpaudit.yaml").unlink()
    place.link("tpaudit.yaml", target)
    done = place.run("check")
    assert (done.code, "tpaudit.yaml: " in done.err) == (2, True)


# What is not opened


@pytest.mark.parametrize("file", ["large.yaml", "/dev/zero", "pipe"])
@pytest.mark.parametrize("words", [("score",), ("check", "audits/a.yaml", "--against"), ("validate",)])
def test_what_has_no_end_or_is_too_large_is_refused(file: str, words: tuple[str, ...], place: Place) -> None:
    with (place.folder / "large.yaml").open("wb") as large:
        large.truncate(4 << 30)
    _pipe(place.folder / "pipe")
    file = f"./{file}" if file == "pipe" else file
    done = place.run(*words, file)
    assert done.code in (2, 3)
    assert f"{file}:" in done.out + done.err


def test_the_largest_input_is_read_and_no_larger_one(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as large:
        large.truncate(LARGEST)
    assert len(contents(file)) == LARGEST
    with file.open("ab") as large:
        large.write(b"x")
    with pytest.raises(UsageError, match="is too large; expected at most 64 MiB"):
        contents(file)


def test_what_a_shell_hands_over_is_read(place: Place) -> None:
    assert "90" in place.given(GOOD.replace("}", ", easy: 4}").encode(), "score", "/dev/stdin").out
    assert "too large" in place.given(b" " * (LARGEST + 1), "score", "/dev/stdin").err


def test_a_large_file_of_a_commit_is_refused_as_well(place: Place) -> None:
    with (place.folder / "audits/b.yaml").open("wb") as large:
        large.truncate(LARGEST + 1)
    place.commit()
    done = place.run("compare", "main:audits/b.yaml", "audits/a.yaml")
    assert (done.code, "main:audits/b.yaml: is too large" in done.err) == (2, True)


def test_what_is_passed_over_is_said_once_and_in_order(place: Place) -> None:
    for name in "zyx":
        place.link(f"audits/{name}.yaml", "gone")
    folder = place.folder / "audits"
    found = audits([str(folder), f"{folder}/", str(folder / ".")])
    assert [one.path for one in found.passed] == [str(folder / f"{name}.yaml") for name in "xyz"]
