"""Extracts: reads audits one after the other, in one process or several, and keeps little of each."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.portfolio.extract import branch_waves
from tpaudit.operations.batch import score_files
from tpaudit.operations.chains import chain_places
from tpaudit.operations.given import given_day
from tpaudit.operations.judged import Engine, Judged, ScoreRequest
from tpaudit.operations.kept import extract_codec
from tpaudit.operations.reporting import Report
from tpaudit.results.branches import BranchWave, FoundWave

_BEGINNING: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z", re.ASCII)
WatchJudged = Callable[[Iterable[Judged], int], Iterator[Judged]]


class Extracts(NamedTuple):
    """What is kept of some audits, and how the first of them is shown."""

    waves: list[FoundWave]
    audits: int
    """How many audits could be judged."""
    language: str
    limits: tuple[float, float]
    """From which scores on an audit is fair and strong."""
    whole: bool
    """Every audit could be judged."""


def read_extracts(
    paths: Sequence[str],
    languages: tuple[str, ...],
    *,
    engine: Engine | None = None,
    cached: bool = False,
    report: Report,
    watch: WatchJudged | None = None,
) -> Extracts:
    """Return the extracts of audits, and of all audits in folders; `watch` passes on what is judged.

    What is wrong with an audit goes to `report`. With `cached` what has not changed is taken from an earlier run, and
    what is judged is kept for the next. Raises UsageError where none can be judged.
    """
    codec = extract_codec() if cached else None
    request = ScoreRequest(extract=branch_waves, claims=False, languages=languages, codec=codec)
    batch = score_files(paths, request, engine, report)
    kept = _Kept(report)
    for judged in watch(batch.results, batch.total) if watch else batch.results:
        kept.take(judged)
    if kept.first is None:
        msg = "none of the audits can be judged; expected one that `tpaudit validate` has no error for"
        raise UsageError(msg)
    fair, strong = kept.first.limits
    return Extracts(
        waves=kept.found(),
        audits=kept.audits,
        language=kept.first.language,
        limits=(fair, strong),
        whole=batch.whole and not kept.failed,
    )


def given_beginning(name: str, text: str | None) -> str | None:
    """Return a year, month or day; raises UsageError, with what it is called, for anything else."""
    if text is None:
        return None
    if _BEGINNING.match(text):
        given_day(name, (text + "-01-01")[:10] if len(text) < len("2026-01-01") else text)
        return text
    msg = Worded(
        "{name}: `{text}` is no day; expected a year, a month or a day such as 2026, 2026-01 or 2026-01-15",
        name=name,
        text=text,
    )
    raise UsageError(msg)


class _Kept:
    """What is kept of the audits that were read: equal parts of extracts once."""

    def __init__(self, report: Report) -> None:
        self.first: Judged | None = None
        self.audits = 0
        self.failed = False
        self._report = report
        self._waves: dict[str, list[BranchWave]] = {}
        self._follows: dict[str, str] = {}
        self._shared: dict[object, object] = {}

    def take(self, judged: Judged) -> None:
        """Keep the extracts of an audit, or report why there are none."""
        for problem in judged.problems:
            if not problem.warning:
                self._report(problem)
        if judged.error:
            self._report(UsageError(judged.error))
        if judged.kept is None:
            self.failed = True
            return
        self.first = self.first or judged._replace(kept=())
        self.audits += 1
        file = os.path.realpath(judged.file)
        self._waves[file] = [self._once(wave) for wave in judged.kept]
        if judged.follows:
            self._follows[file] = os.path.realpath(judged.follows)

    def _once(self, wave: BranchWave) -> BranchWave:
        """Let an extract share what is equal with those before it."""
        for name in ("shape", "rounds", "company", "region", "tags"):
            value = getattr(wave, name)
            setattr(wave, name, self._shared.setdefault(value, value))
        return wave

    def found(self) -> list[FoundWave]:
        """Return every extract with the chain of its audit."""
        chains = chain_places(list(self._waves), self._follows)
        return [
            FoundWave(wave=wave, chain=chains[file].chain, depth=chains[file].depth)
            for file, waves in self._waves.items()
            for wave in waves
        ]
