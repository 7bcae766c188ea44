"""`tpaudit history`: how scores went, commit by commit or by the days of the visits."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from tpaudit.cli.options import (
    AuditFile,
    Cached,
    EngineName,
    Jobs,
    Language,
    Output,
    Scheduler,
    as_text,
    format_option,
)
from tpaudit.documents.worded import OR, Worded, linked
from tpaudit.errors import CANNOT_JUDGE, UsageError

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.operations.portfolio.trend import TrendRead, TrendRequest

_Format = Literal["table", "json", "csv", "svg", "html"]
_ENDINGS: Final[Mapping[str, _Format]] = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".svg": "svg",
    ".html": "html",
}


def history(
    audit: AuditFile = "",
    by: Annotated[
        Literal["commits", "visits"] | None,
        typer.Option("--by", help="Commits, or days of visits; default commits for one file."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DAY", help="With visits: only from then on, as in 2026-01.", callback=as_text
        ),
    ] = None,
    shape: Annotated[
        _Format | None, format_option("A table for people, JSON or CSV for programs, a picture.")
    ] = None,
    lang: Language = None,
    output: Output = None,
    jobs: Jobs = None,
    engine: EngineName = "processes",
    scheduler: Scheduler = None,
    cache: Cached = True,
) -> None:
    """Show how a score went: commit by commit, or by the days of the visits.

    \b
    tpaudit history audits/roastery.yaml
    tpaudit history audits/ -o trend.html
    tpaudit history audits/roastery-2.yaml --by visits --format csv

    Commits: a line for each that changed the score, the newest first, scored
    by today's engine with the files of then; renames are followed. Visits: the
    branches of a folder, or an audit and those that it follows, with control
    limits, and with falls that chance explains shown as such.
    """
    from tpaudit.cli.options import engine_of, languages_of, shape_of
    from tpaudit.operations.portfolio.trend import TrendRequest

    wanted = shape_of(shape, output, _ENDINGS, [audit])
    way = by or ("visits" if os.path.isdir(audit) or wanted in ("svg", "html") or since else "commits")
    if way == "visits":
        by_engine = engine_of(engine, jobs, scheduler)
        request = TrendRequest(since=since, languages=languages_of(lang), engine=by_engine, cached=cache)
        _visits(audit, request, wanted, lang, output)
    else:
        _refuse(since, wanted, cluster=engine == "dask" or jobs is not None)
        _commits(audit, wanted, lang, output)


def _refuse(since: str | None, shape: _Format, *, cluster: bool) -> None:
    if since is not None or shape in ("svg", "html") or cluster:
        what = (
            "--since"
            if since is not None
            else linked(["--jobs", "--engine"], OR)
            if cluster
            else f"--format {shape}"
        )
        msg = Worded("{what} needs the days of visits; expected it with --by visits", what=what)
        raise UsageError(msg)


def _commits(audit: str, shape: _Format, lang: str | None, output: Path | None) -> None:
    from tpaudit.cli.options import languages_of
    from tpaudit.cli.output import Sink
    from tpaudit.operations.past.history import history as history_of
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.chains.history import csv_of, history_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.translate import translator

    past = history_of(audit, languages=languages_of(lang))
    with Sink(output, [audit]) as sink:
        if shape == "table":
            say = translator(lang or past.language)
            sink.show(history_lines(past.entries, columns(sink.stream), say))
        else:
            sink.write(as_json(past.entries) if shape == "json" else csv_of(past.entries))


def _visits(
    audit: str, request: "TrendRequest", shape: _Format, lang: str | None, output: Path | None
) -> None:
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.portfolio.trend import read_trend
    from tpaudit.showing.terminal.console import progress

    with Sink(output, [audit]) as sink:
        read = read_trend(audit, request, report=Reporter(lang, [audit]), watch=progress)
        _write(read, shape, lang or read.language, sink)
    if not read.whole:
        raise typer.Exit(CANNOT_JUDGE)


def _write(read: "TrendRead", shape: _Format, language: str, sink: "Sink") -> None:
    from tpaudit.operations.portfolio.trend import trend_picture
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.chains.trend import trend_csv, trend_lines
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.locale import Locale

    locale = Locale(language, read.limits)
    match shape:
        case "table":
            sink.show(trend_lines(read.trend, locale, columns(sink.stream)))
        case "json":
            sink.write(as_json(read.trend))
        case "csv":
            sink.write(trend_csv(read.trend))
        case "svg" | "html":
            sink.write(trend_picture(read.trend, locale, page=shape == "html"))
