"""`tpaudit portfolio`: the branches of a chain side by side."""

from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from tpaudit.cli.options import Cached, EngineName, Jobs, Language, Output, Scheduler, as_text, day_option
from tpaudit.documents.worded import Worded
from tpaudit.errors import CANNOT_JUDGE, UsageError
from tpaudit.results.grouping import PortfolioCut

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.operations.portfolio.portfolio import PortfolioRead

_Format = Literal["table", "html", "json", "csv", "xlsx"]
_ENDINGS: Final[dict[str, _Format]] = {
    ".txt": "table",
    ".html": "html",
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
}


def portfolio(
    folders: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DIR...]", help="Folders of audits, or audit files; default this folder."),
    ] = None,
    by: Annotated[
        PortfolioCut | None,
        typer.Option("--by", help="Group branches by region or format, or scores by owner or stage."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            help="Only waves from then on: 2026, 2026-01 or 2026-01-15.",
            callback=as_text,
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, help="So many of the worst branches and of each list."),
    ] = None,
    tags: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            metavar="TAG",
            help="Only branches with this tag; several: with one of them.",
            callback=as_text,
        ),
    ] = None,
    shape: Annotated[
        _Format | None,
        typer.Option("--format", help="Default by the ending of the output, else a table."),
    ] = None,
    lang: Language = None,
    output: Output = None,
    as_of: Annotated[
        str | None, day_option("Up to which day visits are due; default the day of the newest visit.")
    ] = None,
    jobs: Jobs = None,
    engine: EngineName = "processes",
    scheduler: Scheduler = None,
    cache: Cached = True,
) -> None:
    """Hold the branches of a chain side by side: which is worst, what most miss, who was not visited.

    \b
    tpaudit portfolio audits/
    tpaudit portfolio audits/ --by region --since 2026-01
    tpaudit portfolio audits/ -o chain.html

    A branch is an audit of its own, or a place within an audit. Audits that
    follow each other, or name the same branch, are its waves. Only branches
    that were asked by the same checklists are ranked together.
    """
    from tpaudit.cli.options import as_day, engine_of, languages_of, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.portfolio.portfolio import PortfolioRequest, read_portfolio
    from tpaudit.showing.terminal.console import progress

    paths = folders or ["."]
    wanted = shape_of(shape, output, _ENDINGS, paths)
    if by is not None and wanted == "csv":
        msg = Worded(
            "--by {by} would change nothing: CSV has a row for each branch and no cuts; expected another format",
            by=by,
        )
        raise UsageError(msg)
    request = PortfolioRequest(
        by=by,
        since=since,
        as_of=as_day(as_of),
        top=top,
        tags=tuple(tags or ()),
        languages=languages_of(lang),
        engine=engine_of(engine, jobs, scheduler),
        cached=cache,
    )
    with Sink(output, paths) as sink:
        read = read_portfolio(paths, request, report=Reporter(lang, paths), watch=progress)
        _write(read, wanted, lang or read.language, sink, whole=top is not None)
    if not read.whole:
        raise typer.Exit(CANNOT_JUDGE)


def _write(read: "PortfolioRead", shape: _Format, language: str, sink: "Sink", *, whole: bool) -> None:
    from tpaudit.operations.portfolio.portfolio import paper_of, portfolio_page, portfolio_workbook
    from tpaudit.showing.data.streamed import streamed_json
    from tpaudit.showing.portfolio.tables import portfolio_csv
    from tpaudit.showing.terminal.chains.portfolio import portfolio_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.locale import Locale

    locale = Locale(language, read.limits)
    match shape:
        case "json":
            sink.write_all(streamed_json(read.portfolio))
        case "csv":
            sink.write_all(portfolio_csv(read.portfolio, locale))
        case "xlsx":
            sink.write_bytes(portfolio_workbook(read.portfolio, locale))
        case "html":
            sink.write_all(portfolio_page(read.portfolio, locale, paper_of(read)))
        case "table":
            lines = portfolio_lines(read.portfolio, locale, columns(sink.stream), shortened=not whole)
            sink.show(lines)
