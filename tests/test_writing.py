"""Nothing that somebody has is lost: outputs spare inputs, files are written whole or not at all, and not elsewhere."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import program
import pytest

from tpaudit.cli.writing import create, exchange, replace
from tpaudit.errors import UsageError

PROGRAM: Final = (sys.executable, "-m", "tpaudit")
BUILT_IN: Final = Path(__file__).parent.parent / "checklists"
LIMIT: Final = 2048
"""Bytes of the largest file in a run that stands for a full disk."""
LIMITED: Final = """\
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from tpaudit.cli.main import main
main()
"""
AUDIT: Final = """\
format: 1
company: {name: C}
audit: {date: 2026-11-14}
touchpoints:
  a:
    stage: s
    checklists:
      quick:
        works: {answer: yes, evidence: [{file: pictures/till.png}, queue.md]}
"""
FILES: Final[Mapping[str, str]] = {
    "a.yaml": AUDIT,
    "A.YAML.txt": AUDIT,
    "a.visits/v.yaml": "format: 1\nvisit: {on: 2026-11-03}\nanswers: {a/quick.works: {answer: no, evidence: seen.txt}}\n",
    "tpaudit.yaml": "format: 1\nbranding: {logo: pictures/logo.svg}\n",
    "checklists/quick.yaml": (BUILT_IN / "quick.yaml").read_text(encoding="utf-8"),
    "journeys/own.yml": "format: 1\nstages: {s: S}\n",
    "templates/report.md.j2": "{{ 1 }}",
    "plain.template": "{{ 1 }}",
    "pictures/till.png": "png",
    "pictures/logo.svg": "<svg/>",
    "queue.md": "a queue",
    "seen.txt": "seen",
    "UPPER.YML": "format: 1\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "w"


def run(folder: Path, *words: str, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the program in a folder; no file may grow past a limit, as on a disk that fills up."""
    if limit is None:
        return program.run(*words, cwd=folder)
    return subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, str(limit), *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def below(folder: Path) -> dict[str, bytes | None]:
    """Return everything below a folder: folders as well, and links as what they lead to."""
    return {
        os.fspath(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def refused(done: "subprocess.CompletedProcess[str]", words: str) -> None:
    """Hold a run to one line that says what was refused."""
    assert done.returncode == 2, done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("tpaudit: ")]
    assert len(said) == 1, done.stderr
    assert words in said[0]
    assert "Traceback" not in done.stderr


# Outputs over inputs


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("report a.yaml -o a.yaml", "a.yaml"),
        ("report a.yaml -o ./pictures/../a.yaml", "a.yaml"),
        ("report a.yaml -o link.md", "a.yaml"),
        ("report a.yaml -o hard.md", "a.yaml"),
        ("report A.YAML.txt -o A.YAML.txt", "A.YAML.txt"),
        ("report a.yaml -o pictures/till.png", "pictures/till.png"),
        ("report a.yaml -o to-picture.md", "pictures/till.png"),
        ("report a.yaml -o queue.md", "queue.md"),
        ("report a.yaml -o seen.txt", "seen.txt"),
        ("report a.yaml -o pictures/logo.svg", "pictures/logo.svg"),
        ("report a.yaml -o templates/report.md.j2", "templates/report.md.j2"),
        ("report a.yaml --template plain.template --format md -o plain.template", "plain.template"),
        ("score . -o a.visits/v.yaml", "a.visits/v.yaml"),
        ("score . -o pictures/till.png", "pictures/till.png"),
        ("score a.yaml -o UPPER.YML", "UPPER.YML"),
        ("plan a.yaml -o checklists/quick.yaml", "checklists/quick.yaml"),
        ("compare card.json a.yaml -o card.json", "card.json"),
        ("compare a.yaml a.yaml -o journeys/own.yml", "journeys/own.yml"),
        ("check -o junit:tpaudit.yaml", "tpaudit.yaml"),
        ("check a.yaml -o junit:new.xml -o sarif:a.yaml", "a.yaml"),
        ("check a.yaml --against card.json -o json:card.json", "card.json"),
        ("check -o junit:seen.txt", "seen.txt"),
    ],
)
def test_no_output_goes_over_what_is_read(words: str, lost: str, folder: Path) -> None:
    card = run(folder, "score", "a.yaml", "--format", "json").stdout
    (folder / "card.json").write_text(card, encoding="utf-8")
    (folder / "link.md").symlink_to("a.yaml")
    (folder / "to-picture.md").symlink_to("pictures/till.png")
    (folder / "hard.md").hardlink_to(folder / "a.yaml")
    before = below(folder)
    done = run(folder, *words.split())
    refused(done, f"is the file {lost}, which tpaudit reads")
    assert done.stdout == ""
    assert below(folder) == before


def test_no_history_goes_over_its_audit(folder: Path) -> None:
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@y", *words], cwd=folder, check=True)
    refused(run(folder, "history", "a.yaml", "-o", "a.yaml"), "is the file a.yaml")
    assert (folder / "a.yaml").read_text(encoding="utf-8") == AUDIT


@pytest.mark.parametrize(
    "files", [("x", "./x"), ("x", "X"), ("old", "old-link"), ("x", "pictures/../x")], ids=" ".join
)
def test_two_outputs_are_two_files(files: tuple[str, str], folder: Path) -> None:
    (folder / "old").write_text("old", encoding="utf-8")
    (folder / "old-link").symlink_to("old")
    before = below(folder)
    one, other = files
    refused(run(folder, "check", "a.yaml", "-o", f"junit:{one}", "-o", f"sarif:{other}"), "are the same file")
    assert below(folder) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: file.chmod(0o444), "it is read-only"),
        (lambda file: (file.parent / "s.md").hardlink_to(file), "it has other names (hard links)"),
    ],
    ids=["read-only", "hard link"],
)
@pytest.mark.parametrize(
    "command", [("score", "a.yaml", "--format", "table", "-o"), ("check", "a.yaml", "-o", "junit:new", "-o")]
)
def test_a_file_that_cannot_be_replaced_as_it_is_stays(
    change: "object", words: str, command: tuple[str, ...], folder: Path
) -> None:
    (folder / "r.md").write_text("old", encoding="utf-8")
    assert callable(change)
    change(folder / "r.md")
    before = below(folder)
    target = "json:r.md" if command[0] == "check" else "r.md"
    refused(run(folder, *command, target), words)
    assert below(folder) == before


def test_a_report_is_written_over_the_one_before_and_keeps_its_owner(folder: Path) -> None:
    report = folder / "r.md"
    assert run(folder, "report", "a.yaml", "-o", "r.md").returncode == 0
    report.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(report, 1234, 1235)
    before = report.stat()
    report.write_text("old", encoding="utf-8")
    done = run(folder, "report", "a.yaml", "-o", "r.md")
    assert done.returncode == 0, done.stderr
    after = report.stat()
    assert report.read_text(encoding="utf-8").startswith("1")
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)


@pytest.mark.parametrize("output", ["nowhere/x", "pictures", "a.yaml/x", "loop", "n" * 300, "/dev/full"])
def test_an_output_that_cannot_be_has_one_line(output: str, folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    before = below(folder)
    refused(run(folder, "score", "a.yaml", "-o", output), "")
    assert below(folder) == before


def test_the_longest_name_can_be_written(folder: Path) -> None:
    name = "n" * 251 + ".txt"
    assert run(folder, "score", "a.yaml", "-o", name).returncode == 0
    assert (folder / name).stat().st_size


@pytest.mark.parametrize("stream", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_keeps_what_is_there(stream: str, folder: Path) -> None:
    log = folder / "log"
    log.write_text("first\n", encoding="utf-8")
    with log.open("a", encoding="utf-8") as out:
        words = [*PROGRAM, "score", "a.yaml", "-o", stream]
        subprocess.run(words, cwd=folder, stdout=out, stderr=subprocess.DEVNULL, check=True)
    assert log.read_text(encoding="utf-8").startswith("first\nC ")


# Whole or not at all


def test_an_init_on_a_full_disk_leaves_nothing_and_the_next_completes(tmp_path: Path) -> None:
    work = tmp_path / "deep" / "w"
    refused(run(tmp_path, "init", "deep/w", "--quick", limit=LIMIT), "nothing is written")
    assert below(tmp_path) == {}
    assert run(tmp_path, "init", "deep/w", "--quick").returncode == 0
    assert run(work, "validate", ".").returncode == 0
    assert sorted(path.name for path in work.rglob(".*")) == [".tpaudit", ".vscode"]  # and no draft


@pytest.mark.parametrize(
    "words",
    [
        "init . --company Other",
        "checklists add email phone",
        "checklists new own --extends phone",
        "checklists update --write",
        "check a.yaml --write-gate",
        "report a.yaml --format html -o r.html",
        "check a.yaml -o json:r.html",
    ],
)
def test_on_a_full_disk_everything_stays(words: str, folder: Path) -> None:
    text = FILES["checklists/quick.yaml"]
    (folder / "checklists/quick.yaml").write_text(text + "# mine\n", encoding="utf-8")
    (folder / "r.html").write_text("old", encoding="utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\n" + "#\n" * LIMIT, encoding="utf-8")
    before = below(folder)
    (folder / "templates/report.md.j2").unlink()
    done = run(folder, *words.split(), limit=64 if "new" in words or "json" in words else LIMIT)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "file too large" in done.stderr
    (folder / "templates/report.md.j2").write_text("{{ 1 }}", encoding="utf-8")
    assert below(folder) == before


def test_all_copies_are_updated_or_none(folder: Path) -> None:
    sizes = {path.stem: path.stat().st_size for path in BUILT_IN.glob("*.yaml")}
    small, large = min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
    for name in (small, large):
        text = (BUILT_IN / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"checklists/{name}.yaml").write_text(text + "# mine\n", encoding="utf-8")
    before = below(folder)
    done = run(folder, "checklists", "update", "--write", limit=sizes[small] + 100)
    refused(done, "file too large")
    assert below(folder) == before
    assert run(folder, "checklists", "update", "--write").returncode == 0
    assert below(folder) != before


def test_files_are_made_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"mine")
    with pytest.raises(UsageError, match="is there already"):
        create({tmp_path / "new/a": b"a", tmp_path / "there": b"b"})
    with pytest.raises(UsageError, match="not a directory"):
        create({tmp_path / "new/a": b"a", tmp_path / "there/b": b"b"})
    assert below(tmp_path) == {"there": b"mine"}


def test_files_are_replaced_all_or_none(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "b").chmod(0o444)
    with pytest.raises(UsageError, match="read-only"):
        replace({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert below(tmp_path) == {"a": b"old", "b": b"old"}


def test_files_are_exchanged_all_or_none(tmp_path: Path) -> None:
    before = {"a": b"old", "b": b"old", "gone": b"gone", "there": b"mine"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b").chmod(0o444)
    changed = {tmp_path / "a": b"new", tmp_path / "b": b"new"}
    with pytest.raises(UsageError, match="read-only"):
        exchange({tmp_path / "new/c": b"c"}, changed, [tmp_path / "gone"])
    with pytest.raises(UsageError, match="is there already"):
        exchange({tmp_path / "there": b"c"}, {}, [tmp_path / "gone"])
    assert below(tmp_path) == before
    (tmp_path / "b").chmod(0o644)
    exchange({tmp_path / "new/c": b"c"}, changed, [tmp_path / "gone"])
    assert below(tmp_path) == {"a": b"new", "b": b"new", "there": b"mine", "new": None, "new/c": b"c"}


STOPPED: Final = """\
import signal, sys, time
from pathlib import Path
from tpaudit.cli.output import Sink

def end(number, _frame):
    raise SystemExit(128 + number)

signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGHUP, end)
with Sink(Path("r.md")) as sink:
    sink.write("half")
    print("started", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda one: one.name)
def test_who_is_stopped_leaves_the_old_file_and_no_other(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_bytes(b"old")
    words = [sys.executable, "-c", STOPPED]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=tmp_path, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
    assert process.returncode in (128 + number, -number)
    assert below(tmp_path) == {"r.md": b"old"}


# Nowhere else


@pytest.mark.parametrize(
    ("links", "settings", "words"),
    [
        ({"checklists/phone.yaml": "out/phone.yaml"}, "", "checklists update phone --write"),
        ({"checklists/web.yaml": "out/web.yaml"}, "", "checklists new web"),
        ({"checklists/phone.yaml": "out/none.yaml"}, "", "checklists new phone"),
        ({"checklists": "out"}, "", "checklists add chat"),
        ({"checklists": "out"}, "", "checklists new own"),
        ({"checklists": "out"}, "", "checklists update --write"),
        ({}, "paths: {checklists: ../out}\n", "checklists add chat"),
        ({}, "paths: {checklists: ../out}\n", "checklists new own"),
        ({}, "paths: {checklists: ../out}\n", "checklists update --write"),
        ({}, "paths: {checklists: ../new}\n", "init . --quick"),
        ({"audits": "out"}, "", "init ."),
        ({"checklists": "out"}, "", "init . --journey clinic"),
        ({"README.md": "out/none.md"}, "", "init ."),
        ({"tpaudit.yaml": "out/none.yaml"}, None, "init ."),
        ({"tpaudit.yaml": "out/settings.yaml"}, None, "check a.yaml --write-gate"),
        ({"tpaudit.yaml": "out/none.yaml"}, None, "check a.yaml --write-gate"),
    ],
)
@pytest.mark.parametrize("git", [False, True], ids=["", "git"])
def test_nothing_is_written_outside_the_workspace(
    links: Mapping[str, str], settings: str | None, words: str, git: bool, tmp_path: Path
) -> None:
    work, out = tmp_path / "w", tmp_path / "out"
    for one in (work, out):
        one.mkdir()
    if git:
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (work / "a.yaml").write_text(AUDIT, encoding="utf-8")
    phone = (BUILT_IN / "phone.yaml").read_text(encoding="utf-8")
    (out / "phone.yaml").write_text(phone + "# theirs\n", encoding="utf-8")
    (out / "settings.yaml").write_text("format: 1\n", encoding="utf-8")
    if settings is not None:
        (work / "tpaudit.yaml").write_text(f"format: 1\n{settings}", encoding="utf-8")
    for link, target in links.items():
        (work / link).parent.mkdir(exist_ok=True)
        (work / link).symlink_to(tmp_path / target)
    before = below(tmp_path)
    done = run(work, *words.split())
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    assert "leads out of the workspace" in done.stderr or "tpaudit.yaml: no such file" in done.stderr
    assert below(tmp_path) == before


def test_links_within_the_workspace_are_followed(folder: Path) -> None:
    (folder / "lists").mkdir()
    text = (BUILT_IN / "quick.yaml").read_text(encoding="utf-8")
    (folder / "lists/quick.yaml").write_text(text + "# mine\n", encoding="utf-8")
    (folder / "checklists/quick.yaml").unlink()
    (folder / "checklists/quick.yaml").symlink_to("../lists/quick.yaml")
    assert run(folder, "checklists", "update", "--write").returncode == 0
    assert (folder / "checklists/quick.yaml").is_symlink()
    assert (folder / "lists/quick.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("there", ["tpaudit.yaml", "checklists/quick.yaml"])
def test_a_read_only_file_of_the_workspace_is_not_written(there: str, folder: Path) -> None:
    text = (BUILT_IN / "quick.yaml").read_text(encoding="utf-8")
    (folder / "checklists/quick.yaml").write_text(text + "# mine\n", encoding="utf-8")
    (folder / there).chmod(0o444)
    before = below(folder)
    words = (
        ("check", "a.yaml", "--write-gate")
        if there == "tpaudit.yaml"
        else ("checklists", "update", "--write")
    )
    refused(run(folder, *words), "it is read-only")
    assert below(folder) == before
