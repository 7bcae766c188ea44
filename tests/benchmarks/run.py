"""Measures how fast tpaudit is, as ratios to a reference that runs in turn with it.

python tests/benchmarks/run.py [NAME...] [--quick] [--cpu] [--markdown]
"""
# ruff: noqa: T201 (a script that prints)

import argparse
import gc
import multiprocessing
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from generate import actions, workspace

SAMPLE: Final = Path(__file__).resolve().parents[2] / "audits" / "roastery.yaml"
IMPORTS: Final = "import typer, yaml; from pydantic import BaseModel"
PLAIN_LOAD: Final = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""
COLUMNS: Final = 80
_MIB: Final = 2**20
_MEMORY_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""The bytes in which the kernel counts peak memory."""


class Row(NamedTuple):
    """One line of the result: every value measured, and the most that their median should be."""

    what: str
    reference: str
    values: Sequence[float]
    target: float | None = None
    unit: str = ""


class Run(NamedTuple):
    """A command that has ended: its seconds by the clock, and those of the processor."""

    wall: float
    cpu: float
    peak: float
    """The most memory that its largest process had, in MiB."""
    code: int


class Bench(NamedTuple):
    """Where audits are generated, what is run, and whether to be short."""

    folder: Path
    tpaudit: str
    check_jsonschema: str | None
    quick: bool
    cpu: bool
    """Compare processor time: steadier where other things run, but blind to waiting."""

    def audits(self, count: int, touchpoints: int = 20, items: int = 8) -> str:
        """Return a folder of so many audits, generated when first asked for."""
        place = self.folder / f"{count}x{touchpoints}x{items}"
        return str(place / "audits" if place.exists() else workspace(place, count, touchpoints, items))

    def schema(self) -> str:
        """Return the file of the audit's JSON Schema, written when first asked for."""
        file = self.folder / "audit.schema.json"
        if not file.exists():
            command = [self.tpaudit, "schema", "audit"]
            file.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
        return str(file)

    def rounds(self, usual: int, quick: int) -> int:
        """Return how often to repeat."""
        return quick if self.quick else usual

    def ratios(self, rounds: Sequence[Sequence[Run]], candidate: int = 1, reference: int = 0) -> list[float]:
        """Return the ratio of two commands' times, round by round."""
        times = [[each.cpu if self.cpu else each.wall for each in runs] for runs in rounds]
        return [each[candidate] / each[reference] for each in times]


def noise(bench: Bench) -> Iterator[Row]:
    """Yield how far apart two runs of the same are: no other ratio is more certain than this."""
    imports = [sys.executable, "-c", IMPORTS]
    yield Row(
        "noise: the imports against themselves",
        "imports",
        bench.ratios(in_turn(bench.rounds(15, 5), imports, imports)),
    )


def reading(bench: Bench) -> Iterator[Row]:
    """Yield the reading with positions, in a process of its own, so that this one stays small."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        values = pool.apply(_reading, (bench.audits(200), bench.rounds(40, 10)))
    yield Row("reading with positions", "CSafeLoader", values, 0.45)


def many(bench: Bench) -> Iterator[Row]:
    """Yield the scoring of many audits by one process and by two, and the memory it takes."""
    count, few = (500, 125) if bench.quick else (2000, 500)
    wall = bench._replace(cpu=False)  # Two processes take no less of the processor, only less of the clock.
    commands = {size: [bench.tpaudit, "score", bench.audits(size), "--no-cache"] for size in (few, count)}
    plain = [sys.executable, "-c", PLAIN_LOAD, bench.audits(count)]
    small = [run([*commands[few], "--jobs", jobs]) for jobs in ("1", "2")]
    one, two, known = (
        [*commands[count], "--jobs", "1"],
        [*commands[count], "--jobs", "2"],
        commands[count][:-1],
    )
    run(known)
    rounds = in_turn(bench.rounds(5, 3), plain, one, two, known)
    yield Row(f"score of {count} audits", "CSafeLoader", bench.ratios(rounds), 0.65)
    yield Row("... by two processes", "CSafeLoader", wall.ratios(rounds, candidate=2), 0.36)
    yield Row("... unchanged since the last run", "CSafeLoader", bench.ratios(rounds, candidate=3), 0.1)
    yield Row(f"... peak memory at {few}", "", [each.peak for each in small], 60, "MiB")
    yield Row(
        f"... peak memory at {count}", "", [each.peak for runs in rounds for each in runs[1:]], 60, "MiB"
    )


def incremental(bench: Bench) -> Iterator[Row]:
    """Yield `score` and `portfolio` of small audits of which one in a thousand has changed since the last run."""
    count = 1000 if bench.quick else 10_000
    audits = Path(bench.audits(count, 5, 3))
    changing = sorted(audits.iterdir())[::1000]
    for command in ("score", "portfolio"):
        known = [bench.tpaudit, command, str(audits)]
        anew = run([*known, "--no-cache"])
        run(known)
        runs = []
        for _ in range(bench.rounds(5, 3)):
            for file in changing:
                file.write_bytes(_turned(file.read_bytes()))
            runs.append(run(known))
        times = [each.cpu if bench.cpu else each.wall for each in runs]
        what = f"{command} of {count} small audits, {len(changing)} changed"
        yield Row(what, "--no-cache", [each / (anew.cpu if bench.cpu else anew.wall) for each in times])
        yield Row("... time", "", times, None if bench.quick else 3, "s")


def _turned(audit: bytes) -> bytes:
    """Return an audit with its first yes or no turned round."""
    old, new = sorted((b": yes\n", b": no\n"), key=lambda answer: audit.find(answer) % (len(audit) + 1))
    return audit.replace(old, new, 1)


def data(bench: Bench) -> Iterator[Row]:
    """Yield the scoring of many audits as JSON and as JSON Lines, with all that they say."""
    count = 50 if bench.quick else 300
    plain = [sys.executable, "-c", PLAIN_LOAD, bench.audits(count)]
    score = [bench.tpaudit, "score", bench.audits(count), "--no-cache", "--jobs", "1", "--format"]
    rounds = in_turn(bench.rounds(5, 3), plain, [*score, "json"], [*score, "jsonl"])
    yield Row(f"score of {count} audits as JSON", "CSafeLoader", bench.ratios(rounds), 0.8)
    yield Row("... as JSON Lines", "CSafeLoader", bench.ratios(rounds, candidate=2), 0.8)


def chain(bench: Bench) -> Iterator[Row]:
    """Yield the portfolio of small audits of which nothing is known, beside scoring the same audits."""
    for count in (250, 500) if bench.quick else (1000, 2000):
        asked = [bench.audits(count, 5, 3), "--no-cache", "--jobs", "1"]
        score, portfolio = ([bench.tpaudit, command, *asked] for command in ("score", "portfolio"))
        rounds = in_turn(bench.rounds(3, 2), score, portfolio)
        yield Row(f"portfolio of {count} small audits", "score", bench.ratios(rounds), 1.2)


def single(bench: Bench) -> Iterator[Row]:
    """Yield the scoring of one audit, piped and on a terminal."""
    imports = [sys.executable, "-c", IMPORTS]
    files = (
        ("score", f"{bench.audits(1)}/a0000.yaml", 1.6, 1.3),
        ("score of the sample", str(SAMPLE), None, None),
    )
    for what, file, piped, shown in files:
        score = [bench.tpaudit, "score", file]
        rounds = in_turn(bench.rounds(25, 7), imports, score, score, terminal=2)
        yield Row(f"{what}, piped", "imports", bench.ratios(rounds), piped)
        yield Row(f"{what}, on a terminal", "piped", bench.ratios(rounds, candidate=2, reference=1), shown)


def reports(bench: Bench) -> Iterator[Row]:
    """Yield the writing of a report beside the scoring of the same audit: the sample, and a large one."""
    for what, file, target in (
        ("report of the sample", str(SAMPLE), 1.3),
        ("report of 300 touchpoints", f"{bench.audits(1, 300)}/a0000.yaml", 2.0),
    ):
        score = [bench.tpaudit, "score", file]
        report = [bench.tpaudit, "report", file, "--format", "html"]
        rounds = in_turn(bench.rounds(15, 5), score, report)
        yield Row(what, "score", bench.ratios(rounds), target)


def plans(bench: Bench) -> Iterator[Row]:
    """Yield planning within days and a budget beside the scoring of the same audit, and its time: 300 fixes or more."""
    source = Path(bench.audits(1, 56)) / "a0000.yaml"
    file = source.with_name("planned.yaml")
    file.write_text(source.read_text(encoding="utf-8") + "".join(actions(56)), encoding="utf-8")
    score = [bench.tpaudit, "score", str(file)]
    plan = [bench.tpaudit, "plan", str(file), "--days", "60", "--budget", "20000"]
    rounds = in_turn(bench.rounds(15, 5), score, plan)
    yield Row("plan of 300 fixes within two limits", "score", bench.ratios(rounds), 3)
    yield Row("... time", "", [runs[1].wall for runs in rounds], 1, "s")


def validate(bench: Bench) -> Iterator[Row]:
    """Yield validating beside check-jsonschema with the project's own schema."""
    if bench.check_jsonschema is None:
        yield Row("validate", "no check-jsonschema on PATH", [])
        return
    count = 50 if bench.quick else 200
    files = [str(file) for file in sorted(Path(bench.audits(count)).iterdir())]
    reference = [bench.check_jsonschema, "--schemafile", bench.schema()]
    if run([*reference, files[0]], codes=(0, 1)).code:
        yield Row("validate", "the schema refuses the audits", [])
        return
    rounds = in_turn(bench.rounds(3, 2), [*reference, *files], [bench.tpaudit, "validate", *files])
    yield Row(f"validate of {count} audits", "check-jsonschema", bench.ratios(rounds), 1 / 20)


def gate(bench: Bench) -> Iterator[Row]:
    """Yield the gate on audits that have all changed since a commit, or none of them, beside scoring the same audits."""
    for count, target, word in (
        (50 if bench.quick else 200, 2.5, "changed"),
        (50 if bench.quick else 500, 1.0, "unchanged"),
    ):
        audits = str(_in_git(bench, count, word) / "audits")
        check = [bench.tpaudit, "check", audits, "--against", "main", "--as-of", "2026-11-14"]
        score = [bench.tpaudit, "score", audits, "--no-cache"]
        rounds = in_turn(bench.rounds(7, 3), score, check, codes=(0, 1))
        yield Row(f"check of {count} {word} audits", "score", bench.ratios(rounds), target)


def _in_git(bench: Bench, count: int, word: str) -> Path:
    """Return a repository of audits, in each of which an answer has changed since the commit if that is the word."""
    place = bench.folder / f"gate-{count}-{word}"
    if not place.exists():
        shutil.copytree(Path(bench.audits(count)).parent, place)
        for args in (["init", "-q", "-b", "main"], ["add", "-A"], [*_NOBODY, "commit", "-q", "-m", "Then"]):
            subprocess.run(["git", *args], cwd=place, check=True)
        for file in sorted((place / "audits").glob("*.yaml")) if word == "changed" else ():
            file.write_bytes(file.read_bytes().replace(b": yes\n", b": no\n", 1))
    return place


_NOBODY: Final = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.com")


def large(bench: Bench) -> Iterator[Row]:
    """Yield the scoring of an audit four times as large as another: time should grow with size alone."""
    quarter, whole = (
        [bench.tpaudit, "score", f"{bench.audits(1, size, 40)}/a0000.yaml"] for size in (500, 2000)
    )
    rounds = in_turn(bench.rounds(5, 2), quarter, whole)
    yield Row("score of 2000 touchpoints x 40 items", "500 x 40", bench.ratios(rounds), 4.8)
    yield Row("... time", "", [runs[1].wall for runs in rounds], unit="s")
    yield Row("... peak memory", "", [runs[1].peak for runs in rounds], unit="MiB")


MEASURES: Final[dict[str, Callable[[Bench], Iterator[Row]]]] = {
    measure.__name__: measure
    for measure in (
        noise,
        reading,
        many,
        incremental,
        data,
        chain,
        single,
        reports,
        plans,
        validate,
        gate,
        large,
    )
}


def in_turn(
    times: int, *commands: Sequence[str], terminal: int | None = None, codes: Sequence[int] = (0,)
) -> list[list[Run]]:
    """Return the runs of each round in the order of the commands, though every other round goes backwards.

    `terminal` is the place of the command that runs on a terminal.
    """
    rounds = []
    for number in range(times):
        places = range(len(commands))[:: -1 if number % 2 else 1]
        runs = {place: run(commands[place], terminal=place == terminal, codes=codes) for place in places}
        rounds.append([runs[place] for place in sorted(runs)])
    return rounds


def run(command: Sequence[str], *, terminal: bool = False, codes: Sequence[int] = (0,)) -> Run:
    """Run a command to its end while its output is read, through a pipe or from a terminal.

    Ends this program where the command ends with another code than is expected.
    """
    ours, theirs = os.openpty() if terminal else os.pipe()
    if terminal:
        termios.tcsetwinsize(theirs, (24, COLUMNS))
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = _last_words(ours)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        sys.exit(f"{' '.join(command[:4])} ended with {process.returncode}: {said}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss * _MEMORY_UNIT / _MIB, process.returncode)


def _last_words(stream: int) -> str:
    """Read to the end and return the last that was said; a terminal ends with an error on Linux."""
    last = b""
    try:
        while said := os.read(stream, 2**16):
            last = (last + said)[-2000:]
    except OSError:
        pass
    os.close(stream)
    return last.decode(errors="replace")


def _reading(folder: str, rounds: int) -> list[float]:
    """Return the ratios of reading the files of a folder, each batch by both readers in turn, in CPU time.

    It imports what it needs here: memory of the process that starts the others would be counted as theirs.
    """
    import yaml

    from tpaudit.reading.yaml.builder import read

    def plain(source: bytes) -> object:
        return yaml.load(source, yaml.CSafeLoader)

    sources = [file.read_bytes() for file in sorted(Path(folder).iterdir())]
    batches = [sources[start : start + 20] for start in range(0, len(sources), 20)]
    times = [
        [_spent(one, batches[number % len(batches)]) for one in (plain, read)] for number in range(rounds + 1)
    ]
    return [ours / theirs for theirs, ours in times[1:]]


def _spent(function: Callable[[bytes], object], sources: Sequence[bytes]) -> float:
    gc.collect()
    start = time.process_time()
    for source in sources:
        function(source)
    return time.process_time() - start


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table, numbers to the right."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "| --- | --- | ---: | ---: | ---: | ---: | --- |", *body])


def cells(row: Row) -> list[str]:
    """Return a row as it is shown."""
    if not row.values:
        return [row.what, row.reference, "", "", "", "", "skipped"]
    middle = median(row.values)
    verdict = "" if row.target is None else "ok" if middle <= row.target else "MISS"
    numbers = [_shown(value, row.unit) for value in (middle, min(row.values), max(row.values))]
    target = "" if row.target is None else f"≤ {row.target:g} {row.unit}".rstrip()
    return [row.what, row.reference, *numbers, target, verdict]


def _shown(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if unit == "s" else f"{value:.1f} {unit}" if unit else f"{value:.3f}"


def warm_up(bench: Bench) -> None:
    """Run everything once, so that none pays for being the first: modules are compiled, files are cached."""
    file = f"{bench.audits(1)}/a0000.yaml"
    run([sys.executable, "-c", PLAIN_LOAD, bench.audits(1)])
    run([sys.executable, "-c", IMPORTS])
    run([bench.tpaudit, "score", file])
    run([bench.tpaudit, "score", file], terminal=True)
    run([bench.tpaudit, "score", bench.audits(2), "--jobs", "2"])
    run([bench.tpaudit, "validate", file])


def settle(folder: Path) -> None:
    """Give every command the environment of an 80-column terminal and Python's defaults, modules compiled, no results."""
    for name in list(os.environ):
        if name.startswith("PYTHON") or name in {"NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "LINES"}:
            del os.environ[name]
    os.environ.update(
        TERM="xterm-256color",
        PYTHONPYCACHEPREFIX=str(folder / "compiled"),
        XDG_CACHE_HOME=str(folder / "cache"),
    )


def surroundings() -> str:
    """Return what the figures depend on: the interpreter, the machine, and how busy it is before we start."""
    busy = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {busy:.1f} before"


def asked() -> argparse.Namespace:
    """Return what the command line says."""
    beside = Path(sys.executable).with_name("tpaudit")
    parser = argparse.ArgumentParser(
        description="Measure tpaudit against references; docs: README.md beside this file."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(MEASURES)}; default all"
    )
    parser.add_argument("--quick", action="store_true", help="fewer and smaller rounds")
    parser.add_argument("--cpu", action="store_true", help="compare processor time instead of wall time")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument(
        "--tpaudit", default=str(beside), help="the command to measure; default the one of this Python"
    )
    parser.add_argument(
        "--check-jsonschema",
        default=shutil.which("check-jsonschema"),
        help="its path; default the one on PATH",
    )
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.names if name not in MEASURES]:
        parser.error(f"{', '.join(unknown)}: expected {', '.join(MEASURES)}")
    return arguments


def main() -> None:
    """Measure what was asked for, print the machine and the table."""
    arguments, machine = asked(), surroundings()
    rows = [["what", "reference", "median", "min", "max", "target", ""]]
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(
            Path(temporary), arguments.tpaudit, arguments.check_jsonschema, arguments.quick, arguments.cpu
        )
        settle(bench.folder)
        warm_up(bench)
        for name in arguments.names or MEASURES:
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += map(cells, MEASURES[name](bench))
    print(f"{machine}, {'processor' if arguments.cpu else 'wall'} time\n")
    print((markdown_table if arguments.markdown else plain_table)(rows))


if __name__ == "__main__":
    main()
