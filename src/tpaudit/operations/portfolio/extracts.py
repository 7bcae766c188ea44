"""Extracts: reads audits one after the other, in one process or several, and keeps little of each."""

import os
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.judging.portfolio.extract import branch_waves
from tpaudit.operations.asked.chains import ChainPlace, chain_places
from tpaudit.operations.asked.given import given_day
from tpaudit.operations.asked.reporting import Report
from tpaudit.operations.many.batch import score_files
from tpaudit.operations.many.cache_codecs import extract_codec
from tpaudit.operations.many.judged import Engine, Judged, ScoreRequest
from tpaudit.operations.portfolio.spool import Spool
from tpaudit.results.branches import FoundWave
from tpaudit.results.made import Made

_BEGINNING: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z", re.ASCII)
WatchJudged = Callable[[Iterable[Judged], int], Iterator[Judged]]


class Extracts(NamedTuple):
    """What is kept of some audits, and how the first of them is shown."""

    waves: Sequence[FoundWave]
    """Each is read from the disk when it is looked at."""
    audits: int
    """How many audits could be judged."""
    first: str
    """The file of the first audit."""
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
        first=kept.first.file,
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
    """What is kept of the audits that were read: their extracts on the disk, and who follows whom."""

    def __init__(self, report: Report) -> None:
        self.first: Judged | None = None
        self.audits = 0
        self.failed = False
        self._report = report
        self._spool = Spool()
        self._audit_of = array("q")
        """Of each extract the number of its audit."""
        self._follows: dict[str, str] = {}

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
        for wave in judged.kept:
            self._spool.add(wave)
            self._audit_of.append(self.audits)
        self.audits += 1
        if judged.follows:
            self._follows[os.path.realpath(judged.file)] = os.path.realpath(judged.follows)

    def found(self) -> Sequence[FoundWave]:
        """Return every extract with the chain of its audit."""
        spool, audit_of, chains = self._spool, self._audit_of, self._chains()

        def found_wave(number: int) -> FoundWave:
            audit = audit_of[number]
            place = chains.get(audit)
            wave = spool.at(number)
            return (
                FoundWave(wave, str(audit), 0) if place is None else FoundWave(wave, place.chain, place.depth)
            )

        return Made(range(len(spool)), found_wave)

    def _chains(self) -> dict[int, ChainPlace]:
        """Return where those audits stand that follow others or are followed, by their numbers."""
        linked = {*self._follows, *self._follows.values()}
        numbers: dict[str, int] = {}
        for number, audit in enumerate(self._audit_of if linked else ()):
            file = os.path.realpath(self._spool.at(number).file)
            if file in linked:
                numbers[file] = audit
        return {numbers[file]: place for file, place in chain_places(numbers, self._follows).items()}
