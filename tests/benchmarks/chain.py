"""Measures what a large chain costs: processor time, and memory that must not grow with the number of audits.

python tests/benchmarks/chain.py FOLDER COUNT... [--touchpoints 5] [--items 3] [--jobs 1] [--only NAME...]
"""
# ruff: noqa: T201 (a script that prints)

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from generate import workspace

_MIB: Final = 2**20
_MEMORY_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""The bytes in which the kernel counts peak memory."""
COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "score": ("score", "audits", "--format", "jsonl", "--no-cache"),
    "portfolio": ("portfolio", "audits", "--format", "json", "--no-cache"),
    "export": ("export", "audits", "tables", "--to", "parquet", "--partition", "size"),
}


class Cost(NamedTuple):
    """What a command took."""

    wall: float
    cpu: float
    """Seconds of the processor, of all its processes together."""
    peak: float
    """The most memory that its largest process had, in MiB."""
    written: float
    """What it wrote, in MiB."""


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command of tpaudit in a workspace; raises CalledProcessError if it fails."""
    shutil.rmtree(folder / "tables", ignore_errors=True)
    output = folder / "output"
    begun = time.perf_counter()
    with output.open("wb") as stream:
        words = [sys.executable, "-m", "tpaudit", *command]
        process = subprocess.Popen(words, cwd=folder, stdout=stream)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    if status:
        raise subprocess.CalledProcessError(status, words)
    tables = sum(file.stat().st_size for file in (folder / "tables").rglob("*.parquet"))
    return Cost(
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * _MEMORY_UNIT / _MIB,
        (output.stat().st_size + tables) / _MIB,
    )


def rows(options: argparse.Namespace) -> Iterator[str]:
    """Yield a line of a table for each number of audits and each command."""
    yield "| audits | command | wall, s | processor, s | ms an audit | peak memory, MiB | written, MiB |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    for count in options.counts:
        folder = options.folder / f"{count}x{options.touchpoints}x{options.items}"
        if not folder.exists():
            workspace(folder, count, options.touchpoints, options.items)
        for name in options.only:
            cost = measure([*COMMANDS[name], "--jobs", str(options.jobs)], folder)
            figures = f"{cost.wall:.1f} | {cost.cpu:.1f} | {1000 * cost.cpu / count:.2f} | {cost.peak:.1f} | {cost.written:.1f}"
            yield f"| {count} | `{name}` | {figures} |"


def main() -> None:
    """Print the table, line by line as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--touchpoints", type=int, default=5)
    parser.add_argument("--items", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for row in rows(options):
        print(row, flush=True)


if __name__ == "__main__":
    main()
