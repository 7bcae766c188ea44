"""A cluster: the same bytes as in one process, from a real scheduler and workers, one of which dies."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from program import run

from tpaudit.showing.export.tables import EXPORTED

pytest.importorskip("distributed", reason="a cluster needs the extra `cluster`")
ROOT: Final = Path(__file__).parent.parent
COUNT: Final = 80
CHECKLIST: Final = """format: 1
checklist: own
title: Own
items:
  quick: {ask: "Is it quick?", answer: yes-no}
  wait: {ask: "How long is the wait?", answer: duration, score: {full: 10s, zero: 60s}}
"""
PATIENCE: Final = 60.0


class Cluster(NamedTuple):
    """A scheduler's address, and the processes of its workers."""

    address: str
    workers: list["subprocess.Popen[bytes]"]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with audits that have visits, a checklist of their own, settings, and mistakes."""
    folder = tmp_path_factory.mktemp("chain")
    (folder / "checklists").mkdir()
    (folder / "checklists/own.yaml").write_text(CHECKLIST, encoding="utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\nbands: {fair: 55}\n", encoding="utf-8")
    for number in range(COUNT):
        file = folder / f"audits/{'north' if number % 2 else 'south'}/a{number:02}.yaml"
        file.with_suffix(".visits").mkdir(parents=True)
        answers = "quick: perhaps" if number == 17 else f"quick: yes, wait: {number}s"
        file.write_text(
            f"format: 1\ncompany: {{name: Shop {number}}}\naudit: {{date: 2026-11-03}}\n"
            "journey: {stages: {meet: {name: Meet}}}\n"
            "touchpoints:\n  desk: {name: Desk, stage: meet, checklists: "
            f"{{own: {{{answers}}}, quick: {{works: yes}}}}}}\n",
            encoding="utf-8",
        )
        visit = f"format: 1\nvisit: {{on: 2026-11-02, by: ben}}\nanswers: {{desk/own.wait: {number % 7}0s}}\n"
        (file.with_suffix(".visits") / "ben.yaml").write_text(visit, encoding="utf-8")
    (folder / "audits/south/a04.yml").write_text("format: 1\n", encoding="utf-8")
    return folder


def start(*words: str, folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / f"{words[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]], cwd=folder, stderr=log
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a scheduler and two workers, each in a folder that has nothing of the audits."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    options = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = start("scheduler", *options, "--port", str(port), folder=tmp_path)
    workers = [
        start("worker", address, *options, "--no-nanny", "--nthreads", "1", folder=tmp_path) for _ in "ab"
    ]
    try:
        yield Cluster(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
        for process in (*workers, scheduler):
            process.wait()


@pytest.mark.parametrize("partition", [(), ("--partition", "size"), ("--partition", "month")])
def test_tables_come_from_a_cluster_as_from_one_process(
    chain: Path, cluster: Cluster, partition: tuple[str, ...], tmp_path: Path
) -> None:
    to = ("--to", "parquet", *partition)
    alone = run("export", "audits", str(tmp_path / "alone"), *to, "--jobs", "1", cwd=chain)
    words = ("--engine", "dask", "--scheduler", cluster.address)
    there = run("export", "audits", str(tmp_path / "there"), *to, *words, cwd=chain)
    assert (there.returncode, there.stderr) == (2, alone.stderr)
    files = [path.relative_to(tmp_path / "alone") for path in (tmp_path / "alone").rglob("*.parquet")]
    assert len(files) == len(EXPORTED)
    for name in files:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "alone" / name).read_bytes()


@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_a_cluster_gives_the_same_bytes(chain: Path, cluster: Cluster, shape: str) -> None:
    words = ("score", "audits", "--format", shape, "--no-cache")
    alone = run(*words, "--jobs", "1", cwd=chain)
    there = run(*words, "--engine", "dask", "--scheduler", cluster.address, cwd=chain)
    assert (there.returncode, there.stderr) == (2, alone.stderr)
    assert there.stdout == alone.stdout
    assert alone.returncode == 2
    assert "a17.yaml" in alone.stderr
    assert "a04" in alone.stderr


def test_a_worker_that_is_killed_costs_its_tasks_only(chain: Path, cluster: Cluster) -> None:
    words = [sys.executable, "-m", "tpaudit", "score", "audits", "--format", "json", "--no-cache"]
    alone = subprocess.run([*words, "--jobs", "1"], cwd=chain, capture_output=True, check=False)
    far = subprocess.Popen(
        [*words, "--engine", "dask", "--scheduler", cluster.address],
        cwd=chain,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert far.stdout is not None
    first = os.read(far.stdout.fileno(), 1)  # the first results are there, and others under way
    cluster.workers[0].send_signal(signal.SIGKILL)
    rest, said = far.communicate(timeout=PATIENCE)
    assert (far.returncode, first + rest) == (2, alone.stdout)
    assert said == alone.stderr


def test_nothing_that_dask_logs_is_on_standard_error(
    cluster: Cluster, capfd: pytest.CaptureFixture[str]
) -> None:
    from tpaudit.operations.many.cluster import _client

    with _client(cluster.address):
        for name in ("distributed", *logging.root.manager.loggerDict):
            if name.split(".")[0] in {"asyncio", "distributed", "tornado"}:
                logging.getLogger(name).critical("a worker is gone")
    assert capfd.readouterr().err == ""


def test_a_scheduler_that_is_not_there_is_a_message(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpaudit.operations.many.cluster._PATIENCE", 1)
    began = time.monotonic()
    done = run("score", "audits", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", cwd=chain)
    assert done.returncode == 2
    assert "the scheduler tcp://127.0.0.1:9 does not answer" in done.stderr
    assert done.stderr.count("\n") == 1
    assert time.monotonic() - began < PATIENCE


def test_files_outside_the_current_folder_are_refused(chain: Path) -> None:
    for path in ("../audits", str(chain / "audits")):
        done = run(
            "score", path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", cwd=chain / "checklists"
        )
        assert done.returncode == 2
        assert "lies outside the current folder" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scheduler", "tcp://127.0.0.1:9"), "--scheduler goes with --engine dask alone"),
        (("--engine", "dask", "--jobs", "2"), "--jobs does not go with --engine dask"),
    ],
)
def test_options_that_do_not_go_together(chain: Path, words: tuple[str, ...], said: str) -> None:
    done = run("score", "audits", *words, cwd=chain)
    assert done.returncode == 2
    assert said in done.stderr
