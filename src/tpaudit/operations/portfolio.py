"""The portfolio: reads audits one after the other, keeps a small extract of each, and judges them side by side."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, get_args

from tpaudit.errors import UsageError
from tpaudit.judging.portfolio.extract import branch_waves
from tpaudit.judging.portfolio.places import branches_of
from tpaudit.judging.portfolio.portfolio import PortfolioTerms, judge_portfolio
from tpaudit.operations.batch import score_files
from tpaudit.operations.chains import chain_places
from tpaudit.operations.given import GivenPaths, given_day, given_name, given_paths
from tpaudit.operations.judged import Engine, Judged, ScoreRequest
from tpaudit.operations.reporting import Report, unreported
from tpaudit.operations.score import score
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.workspace.workspace import TEMPLATES, Workspaces
from tpaudit.results.branches import BranchWave, FoundWave
from tpaudit.results.portfolio import Portfolio, PortfolioCut, Practice
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.showing.text.locale import Locale

_BEGINNING: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z", re.ASCII)
Watch = Callable[[Iterable[Judged], int], Iterator[Judged]]


class PortfolioRead(NamedTuple):
    """A portfolio, and how it is shown."""

    portfolio: Portfolio
    language: str
    """The language of the first audit's workspace."""
    limits: tuple[float, ...]
    """From which scores on an audit is fair and strong there."""
    whole: bool
    """Every audit could be judged."""


class PortfolioRequest(NamedTuple):
    """What is asked of a portfolio."""

    by: PortfolioCut | None = None
    since: str | None = None
    """A day, or its beginning: 2026, 2026-01."""
    as_of: str | None = None
    """The day up to which visits are due; default that of the newest visit."""
    top: int | None = None
    languages: tuple[str, ...] = ()
    engine: Engine = Engine()


def portfolio(
    paths: GivenPaths, request: PortfolioRequest | None = None, report: Report = unreported
) -> Portfolio:
    """Return the branches of some audits, or of all audits in folders, side by side.

    Audits that cannot be judged are left out, and what is wrong with them goes to `report`. Raises UsageError where
    there is no audit, or none of them can be judged.
    """
    return read_portfolio(given_paths(paths), request or PortfolioRequest(), report).portfolio


def read_portfolio(
    paths: Sequence[str], request: PortfolioRequest, report: Report = unreported, watch: Watch | None = None
) -> PortfolioRead:
    """Return the same with the language and the bands of the first audit; `watch` passes on what is judged."""
    given_name("by", request.by, get_args(PortfolioCut))
    since, as_of = _beginning(request.since), given_day("as_of", request.as_of)
    asked = ScoreRequest(extract=branch_waves, languages=request.languages)
    batch = score_files(paths, asked, request.engine, report)
    kept = _Kept(report)
    for judged in watch(batch.results, batch.total) if watch else batch.results:
        kept.take(judged)
    if kept.first is None:
        msg = "none of the audits can be judged; expected one that `tpaudit validate` has no error for"
        raise UsageError(msg)
    fair, strong = kept.first.limits
    terms = PortfolioTerms(by=request.by, since=since, as_of=as_of, top=request.top, strong=strong)
    judged_all = judge_portfolio(kept.found(), kept.audits, terms)
    judged_all.practice = _with_words(judged_all.practice, request.languages)
    return PortfolioRead(
        portfolio=judged_all,
        language=kept.first.language,
        limits=(fair, strong),
        whole=batch.whole and not kept.failed,
    )


def _beginning(text: str | None) -> str | None:
    """Return a year, month or day; raises UsageError for anything else."""
    if text is None:
        return None
    if _BEGINNING.match(text):
        given_day("since", (text + "-01-01")[:10] if len(text) < len("2026-01-01") else text)
        return text
    msg = f"since: `{text}` is no day; expected a year, a month or a day such as 2026, 2026-01 or 2026-01-15"
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
            self._report(f"tpaudit: {judged.error}")
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


def _with_words(practices: Sequence[Practice], languages: Sequence[str]) -> list[Practice]:
    """Return best practice with what was noted of it: the few audits that it is from are read once more."""
    workspaces, known = Workspaces(), dict[tuple[str, str | None], Mapping[str, TouchpointScore]]()
    for file in dict.fromkeys(practice.file for practice in practices):
        audit = load_audit(file, workspaces=workspaces)
        for branch in branches_of(audit, score(audit, languages=languages), languages):
            known[file, branch.place] = branch.links
    return [replace(practice, words=_words(practice, known)) for practice in practices]


def _words(
    practice: Practice, known: Mapping[tuple[str, str | None], Mapping[str, TouchpointScore]]
) -> str | None:
    touchpoint, _, item = practice.item.partition("/")
    return known[practice.file, practice.place][touchpoint].items[item].strength


def portfolio_page(judged: Portfolio, locale: Locale) -> str:
    """Return a portfolio as one HTML page without scripts."""
    from tpaudit.showing.portfolio.contents import page_contents
    from tpaudit.showing.report.template import render_page  # only pages need templates

    return render_page("portfolio.html.j2", page_contents(judged, locale), locale, TEMPLATES / "report")


def portfolio_workbook(judged: Portfolio, locale: Locale) -> bytes:
    """Return every list of a portfolio as a sheet of a workbook; raises UsageError where xlsxwriter is not installed."""
    from tpaudit.showing.portfolio.tables import portfolio_sheets
    from tpaudit.showing.sheets.workbook import workbook

    return workbook(portfolio_sheets(judged, locale))
