"""The portfolio: reads audits one after the other, keeps a small extract of each, and judges them side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, get_args

from tpaudit.documents.worded import OR, Worded, fixed, linked, listing
from tpaudit.documents.workspace import Paper
from tpaudit.errors import UsageError
from tpaudit.judging.portfolio.places import branches_of
from tpaudit.judging.portfolio.portfolio import PortfolioTerms, judge_portfolio
from tpaudit.operations.asked.given import GivenPaths, given_day, given_name, given_paths
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.audits.score import score
from tpaudit.operations.many.judged import Engine
from tpaudit.operations.portfolio.extracts import WatchJudged, given_beginning, read_extracts
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.branch_questions import Practice
from tpaudit.results.branches import FoundWave
from tpaudit.results.grouping import PortfolioCut
from tpaudit.results.portfolio import Portfolio
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.showing.text.locale import Locale

_NAMED: Final = 20
"""So many tags are named where none fits."""


class PortfolioRead(NamedTuple):
    """A portfolio, and how it is shown."""

    portfolio: Portfolio
    first: str
    """The file of the first audit."""
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
    tags: tuple[str, ...] = ()
    """Only branches that have one of them, by their newest wave; all where it is empty."""
    languages: tuple[str, ...] = ()
    engine: Engine = Engine()
    cached: bool = False
    """What has not changed is taken from an earlier run, and what is judged is kept for the next."""


def portfolio(
    paths: GivenPaths, request: PortfolioRequest | None = None, report: Report = unreported
) -> Portfolio:
    """Return the branches of some audits, or of all audits in folders, side by side.

    Audits that cannot be judged are left out, and what is wrong with them goes to `report`. Raises UsageError where
    there is no audit, or none of them can be judged.
    """
    made = read_portfolio(given_paths(paths), request or PortfolioRequest(), report).portfolio
    schedule = [replace(planned, lines=list(planned.lines)) for planned in made.schedule]
    return replace(made, branches=list(made.branches), names=dict(made.names), schedule=schedule)


def read_portfolio(
    paths: Sequence[str],
    request: PortfolioRequest,
    report: Report = unreported,
    watch: WatchJudged | None = None,
) -> PortfolioRead:
    """Return the same with the language and the bands of the first audit; `watch` passes on what is judged.

    Of each branch little is in memory: its line and its name are made when they are asked for.
    """
    given_name("by", request.by, get_args(PortfolioCut))
    since, as_of = given_beginning("since", request.since), given_day("as_of", request.as_of)
    found = read_extracts(
        paths,
        request.languages,
        engine=request.engine,
        cached=request.cached,
        report=report,
        watch=watch,
    )
    strong = found.limits[-1]
    terms = PortfolioTerms(
        by=request.by, since=since, as_of=as_of, top=request.top, strong=strong, tags=frozenset(request.tags)
    )
    judged_all = judge_portfolio(found.waves, found.audits, terms)
    if request.tags and not judged_all.branches_total:
        raise _without(request.tags, found.waves)
    if request.by and judged_all.groups and not any(group.name for group in judged_all.groups):
        msg = Worded(
            "--by {by} would change nothing: no branch that is compared says its {by}; expected another cut",
            by=request.by,
        )
        raise UsageError(msg)
    judged_all.practice = _with_words(judged_all.practice, request.languages)
    return PortfolioRead(
        portfolio=judged_all,
        first=found.first,
        language=found.language,
        limits=found.limits,
        whole=found.whole,
    )


def _without(tags: Sequence[str], waves: Sequence[FoundWave]) -> UsageError:
    """Return the error that no branch has one of some tags, with those that there are."""
    known = sorted({tag for each in waves for tag in each.wave.tags}.difference(tags))
    return UsageError(
        Worded(
            "no branch has the tag {listed}; expected one of: {value}",
            listed=linked(tags, OR),
            value=listing(known[:_NAMED]) or fixed("none, no branch has tags"),
        )
    )


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


def paper_of(read: PortfolioRead) -> Paper | None:
    """Return the paper of the first audit's workspace."""
    return Workspaces().of(read.first).settings.reports.paper


def portfolio_page(judged: Portfolio, locale: Locale, paper: Paper | None = None) -> Iterator[str]:
    """Return a portfolio as one HTML page without scripts, piece by piece.

    It is printed on twice the paper: on A3, or on the ledger that is two letters.
    """
    from tpaudit.showing.portfolio.contents import page_contents
    from tpaudit.showing.report.template import page_pieces  # only pages need templates

    contents = {**page_contents(judged, locale), "paper": "ledger" if paper == "letter" else "A3"}
    return page_pieces("portfolio.html.j2", contents, locale, TEMPLATES / "report")


def portfolio_workbook(judged: Portfolio, locale: Locale) -> bytes:
    """Return every list of a portfolio as a sheet of a workbook; raises UsageError where xlsxwriter is not installed."""
    from tpaudit.showing.portfolio.tables import portfolio_sheets
    from tpaudit.showing.sheets.workbook import workbook

    return workbook(portfolio_sheets(judged, locale), rows_at_once=True)
