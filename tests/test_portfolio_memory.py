"""What a portfolio keeps of each branch: next to nothing in memory, and all of it on the disk as it was."""

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import pytest
from branches import many
from chains import chain, write

import tpaudit
from tpaudit.judging.portfolio.extract import branch_waves
from tpaudit.judging.portfolio.portfolio import PortfolioTerms, judge_portfolio
from tpaudit.operations.portfolio.portfolio import portfolio_page
from tpaudit.operations.portfolio.spool import Spool
from tpaudit.results.branches import FoundWave
from tpaudit.results.made import Made
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.data.scorecard import as_json
from tpaudit.showing.data.streamed import streamed_json
from tpaudit.showing.portfolio.tables import portfolio_csv
from tpaudit.showing.terminal.chains.portfolio import portfolio_lines
from tpaudit.showing.text.locale import Locale

ROOT: Final = Path(__file__).parent.parent
LOCALE: Final = Locale("en", (60.0, 80.0))
FEW: Final = 100
SHOWN: Final[dict[str, Callable[[Portfolio], Iterable[object]]]] = {
    "json": streamed_json,
    "html": lambda made: portfolio_page(made, LOCALE),
    "csv": lambda made: portfolio_csv(made, LOCALE),
    "table": lambda made: portfolio_lines(made, LOCALE),
}


def spooled(branches: int) -> Sequence[FoundWave]:
    """Return the extracts of so many branches with eight waves from the disk."""
    spool, places = Spool(near=0), []
    for found in many(branches, ["North", "South", None]):
        spool.add(found.wave)
        places.append((found.chain, found.depth))
    return Made(range(len(spool)), lambda number: FoundWave(spool.at(number), *places[number]))


def peak(work: Callable[[], object]) -> int:
    """Return how much memory more than before some work takes at most."""
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", SHOWN)
def test_a_branch_takes_next_to_no_memory(form: str) -> None:
    """Eight waves of a branch in JSON are 2,700 letters; nothing of them is kept."""

    def work(found: Sequence[FoundWave]) -> None:
        deque(SHOWN[form](judge_portfolio(found, 1, PortfolioTerms())), maxlen=0)

    few, more = spooled(FEW), spooled(2 * FEW)
    work(few)
    assert (peak(lambda: work(more)) - peak(lambda: work(few))) / FEW <= 2_000


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory a process had is counted differently")
def test_an_audit_takes_next_to_no_memory(tmp_path: Path) -> None:
    """From 200 small audits to 1,200, whose extracts are in memory; with all that is said each took 9,000 bytes."""
    write(
        tmp_path / "checklists" / "ask.yaml",
        "format: 1\nchecklist: ask\nitems: {a: {ask: Good?, answer: yes-no}}\n",
    )
    write(tmp_path / "tpaudit.yaml", "format: 1\n")
    for number in range(1_200):
        folder = "few" if number < 200 else "rest"
        text = f"format: 1\ncompany: {{name: Shop {number}}}\ntouchpoints: {{t: {{stage: s, checklists: {{ask: {{a: no}}}}}}}}\n"
        write(tmp_path / "audits" / folder / f"a{number}.yaml", text)
    few, more = (
        _most_memory(("portfolio", name, "--no-cache", "--jobs", "1", "-o", "all.json"), tmp_path)
        for name in ("audits/few", "audits")
    )
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["branches"]) == 1_200
    assert (more - few) / 1_000 <= 4_000


def _most_memory(words: Sequence[str], folder: Path) -> int:
    """Return the bytes that a command had at most."""
    process = subprocess.Popen([sys.executable, "-m", "tpaudit", *words], cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss * 1024


def test_the_pieces_of_a_portfolio_in_json_are_the_whole() -> None:
    made = judge_portfolio(spooled(20), 160, PortfolioTerms(as_of="2026-12-31"))
    whole = replace(
        made,
        branches=list(made.branches),
        names=dict(made.names),
        schedule=[replace(planned, lines=list(planned.lines)) for planned in made.schedule],
    )
    assert "".join(streamed_json(made)) == as_json(whole)
    assert len(whole.schedule[0].lines) == 20


def test_an_empty_portfolio_in_json_is_whole() -> None:
    data = json.loads("".join(streamed_json(judge_portfolio([], 0, PortfolioTerms()))))
    assert (data["branches"], data["names"], data["mean"]) == ([], {}, None)


AUDITS: Final = sorted(
    [*(ROOT / "audits").glob("*.yaml"), *(ROOT / "tests/cases/valid").rglob("audits/*.yaml")]
)


@pytest.mark.parametrize("file", AUDITS, ids=lambda file: file.stem)
def test_an_extract_comes_back_from_the_disk_as_it_was(file: Path) -> None:
    audit = tpaudit.load(file)
    waves, spool = (
        branch_waves(audit, tpaudit.score(audit)),
        Spool(near=1),
    )  # the first one is not written at all
    for wave in (*waves, *waves):
        spool.add(wave)
    assert [asdict(spool.at(number)) for number in range(len(spool))] == 2 * [asdict(wave) for wave in waves]
    assert spool.at(0).shape is spool.at(len(waves)).shape


LIMITED: Final = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
from tpaudit.cli.main import main
from tpaudit.operations.portfolio import extracts, spool
extracts.Spool = lambda: spool.Spool(near=0)
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of files")
def test_a_full_disk_is_reported_in_plain_words(tmp_path: Path) -> None:
    chain(tmp_path, 40, 1, 1)
    words = ["portfolio", "audits", "--no-cache", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "tpaudit: a temporary file cannot be used: file too large; expected a folder for temporary files (TMPDIR) with room in it\n"
    )
