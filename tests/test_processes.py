"""Processes and streams: what is killed, interrupted or full ends with a message and the right exit code."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PROGRAM: Final = (sys.executable, "-m", "tpaudit")
PROC: Final = Path("/proc/self/task").is_dir() and Path("/dev/full").exists()
pytestmark = pytest.mark.skipif(not PROC, reason="looks for processes in /proc, and writes to /dev/full")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of audits that take seconds to score."""
    folder = tmp_path_factory.mktemp("many") / "audits"
    folder.mkdir()
    text = (ROOT / "audits/roastery.yaml").read_text(encoding="utf-8")
    for number in range(150):
        (folder / f"a{number}.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "audits/roastery.visits", folder / "a0.visits")
    return folder


def workers(pid: int) -> list[int]:
    """Return the child processes of a process, read from the system."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(one) for one in text.split()]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def scoring(many: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Yield a run of two workers that are at work, and their numbers."""
    with subprocess.Popen(
        [*PROGRAM, "score", str(many), "--jobs", "2", "--format", "json", "-o", "out.json"],
        cwd=many.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        found: list[int] = []
        while len(found) < 2 and process.poll() is None:
            found = workers(process.pid)
        assert len(found) == 2
        yield process, found
        process.kill()


def test_a_worker_that_is_killed_ends_the_run_with_a_message(
    scoring: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, children = scoring
    os.kill(children[0], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.startswith("tpaudit: a process that scored audits was killed")
    assert said.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_run_and_its_workers_in_silence(
    scoring: tuple[subprocess.Popen[str], list[int]], many: Path, number: signal.Signals
) -> None:
    process, children = scoring
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
    else:
        process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (128 + number, "")
    assert not any(map(alive, children))
    assert os.listdir(many.parent) == ["audits"]


def test_workers_end_with_a_main_process_that_is_killed(
    scoring: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, children = scoring
    process.kill()
    process.wait()
    while any(map(alive, children)):
        os.sched_yield()


def test_ctrl_c_before_anything_is_read_gives_no_traceback(tmp_path: Path) -> None:
    reader = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "from importlib.abc import MetaPathFinder\n"
        "class Finder(MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == 'tpaudit.cli.app': exec({reader!r})\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [*PROGRAM, "--version"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("score", "audits/roastery.yaml"), {0}),
        (("score", "nothing.yaml"), {2}),
        (("score", "--no-such-option"), {2}),
        (("no-such-command",), {2}),
        (("check", "audits/roastery.yaml", "--against", "no-such-branch"), {3}),
        (("validate", "audits"), {0}),
    ],
    ids=str,
)
def test_a_full_error_stream_changes_no_exit_code(words: tuple[str, ...], codes: set[int]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=full, check=False
        )
    assert done.returncode in codes


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("score", "--help"),
        ("schema", "audit"),
        ("score", "audits/roastery.yaml"),
    ],
    ids=str,
)
def test_a_full_standard_output_is_a_message_and_exit_code_2(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert done.returncode == 2
    assert done.stderr == (
        "tpaudit: the output cannot be written: no space left on device; expected somewhere to write it to\n"
    )


def test_both_streams_full_or_closed_is_exit_code_2() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*PROGRAM, "--help"], stdout=full, stderr=full, check=False)
    assert done.returncode == 2
    shell = f'"{sys.executable}" -m tpaudit score nothing.yaml >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", shell], check=False).returncode == 2


@pytest.mark.parametrize("words", ["--help", "schema audit", "score audits/roastery.yaml"])
def test_a_reader_that_leaves_early_is_no_error(words: str) -> None:
    shell = f'"{sys.executable}" -m tpaudit {words} | :; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, check=False, text=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_plugin_for_models_that_happens_to_be_installed_does_not_run(tmp_path: Path) -> None:
    loaded = tmp_path / "loaded"
    (tmp_path / "guest.py").write_text(
        f"open({str(loaded)!r}, 'w').close()\nplugin = None\n", encoding="utf-8"
    )
    about = tmp_path / "guest-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guest\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nguest = guest:plugin\n", encoding="utf-8")
    words = [*PROGRAM, "score", str(ROOT / "audits/roastery.yaml")]
    subprocess.run(words, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True, capture_output=True)
    assert not loaded.exists()
