"""An export that is killed in the middle, alone, with other processes or on a cluster, leaves no table half-written."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from program import run

ROOT: Final = Path(__file__).parent.parent
COUNT: Final = 150
PATIENCE: Final = 60.0
FORMS: Final = {
    "parquet": ("t", ("--to", "parquet")),
    "parts": ("t", ("--to", "parquet", "--partition", "month")),
    "duckdb": ("t.duckdb", ("--to", "duckdb")),
    "csv": ("t", ("--to", "csv")),
    "xlsx": ("t.xlsx", ("--to", "xlsx")),
    "jsonl": ("t", ("--to", "jsonl")),
}
EARLIER: Final = {"csv", "parts", "xlsx"}
"""Of these there is an earlier export of fewer audits, which has to stay."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with so many audits that an export can be met in the middle."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "a").mkdir()
    shutil.copytree(ROOT / "checklists", folder / "checklists")
    shutil.copy(ROOT / "tpaudit.yaml", folder)
    for number in range(COUNT):
        shutil.copy(ROOT / "audits/roastery.yaml", folder / f"a/a{number:03}.yaml")
    return folder


def contents(target: Path) -> dict[str, bytes]:
    """Return what a reader of the tables sees: all files that are not hidden."""
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    shown = {str(path.relative_to(target.parent)): path for path in files}
    return {name: path.read_bytes() for name, path in shown.items() if "/." not in f"/{name}"}


def killed(words: Sequence[str], cwd: Path, started: Path) -> None:
    """Start an export, and kill its main process while it writes."""
    command = [sys.executable, "-m", "tpaudit", "export", *words]
    with subprocess.Popen(command, cwd=cwd, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + PATIENCE
        while process.poll() is None and not any(started.rglob(".tpaudit-*")):
            assert time.monotonic() < end
            time.sleep(0.01)
        assert process.poll() is None, "it ended before it could be killed"
        os.kill(process.pid, signal.SIGKILL)


def check(many: Path, form: str, engine: Sequence[str], folder: Path) -> None:
    """Kill an export, look at what is there, and export again."""
    name, to = FORMS[form]
    target = folder / name
    if form in EARLIER:
        assert run("export", "a/a000.yaml", str(target), *to, cwd=many).returncode == 0
    before = contents(target)
    killed(("a", str(target), *to, *engine), many, folder)
    assert contents(target) == before
    done = run("export", "a/a001.yaml", str(target), *to, cwd=many)  # it meets what is left of the killed one
    assert (done.returncode, done.stderr) == (0, "")
    fresh = folder / f"fresh{target.suffix}"
    assert run("export", "a/a001.yaml", str(fresh), *to, cwd=many).returncode == 0
    if form != "duckdb":  # whose files are not the same bytes each time
        assert list(contents(target).values()) == list(contents(fresh).values())


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", FORMS)
def test_no_table_is_half_written(many: Path, form: str, jobs: str, tmp_path: Path) -> None:
    check(many, form, ("--jobs", jobs), tmp_path)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and a worker; return the scheduler's address."""
    pytest.importorskip("distributed", reason="a cluster needs the extra `cluster`")
    folder = tmp_path_factory.mktemp("cluster")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    options = ("--host", "127.0.0.1", "--no-dashboard")
    commands = [
        ("dask_scheduler", *options, "--port", str(port)),
        ("dask_worker", address, *options, "--no-nanny", "--nthreads", "1"),
    ]
    with (folder / "log").open("ab") as log:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{name}", *words], cwd=folder, stderr=log
            )
            for name, *words in commands
        ]
    try:
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.parametrize("form", FORMS)
def test_no_table_of_a_cluster_is_half_written(many: Path, form: str, scheduler: str, tmp_path: Path) -> None:
    check(many, form, ("--engine", "dask", "--scheduler", scheduler), tmp_path)
