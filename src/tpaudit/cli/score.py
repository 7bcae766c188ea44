"""`tpaudit score`: the scorecard of one audit, or a line for each of several."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple

import typer

from tpaudit.cli.completing import complete_audit
from tpaudit.cli.options import (
    AsOf,
    Cached,
    EngineName,
    Jobs,
    Language,
    Output,
    Scheduler,
    as_text,
    format_option,
)
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import CANNOT_JUDGE, UsageError
from tpaudit.results.grouping import By

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.operations.asked.reporting import Report
    from tpaudit.operations.many.cache import Codec
    from tpaudit.operations.many.judged import Judged
    from tpaudit.results.scorecard import Scorecard
    from tpaudit.showing.terminal.chains.summary import Summary

_Format = Literal["table", "json", "jsonl", "csv"]
_ENDINGS: Final[Mapping[str, _Format]] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
}


def score(
    audits: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AUDIT...]",
            help="Audit files, or folders; default the only audit here.",
            autocompletion=complete_audit,
        ),
    ] = None,
    shape: Annotated[
        _Format | None, format_option("A table for people; JSON, JSON Lines or CSV for programs.")
    ] = None,
    output: Output = None,
    lang: Language = None,
    persona: Annotated[
        str | None,
        typer.Option(
            "--persona", metavar="ID", help="Only the touchpoints that a persona meets.", callback=as_text
        ),
    ] = None,
    by: Annotated[
        By | None, typer.Option("--by", help="Cut the journey another way as well; by place gives a matrix.")
    ] = None,
    as_of: AsOf = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="A line for earlier waves as well; the other formats always have them."),
    ] = False,
    jobs: Jobs = None,
    engine: EngineName = "processes",
    scheduler: Scheduler = None,
    cache: Cached = True,
) -> None:
    """Score an audit: what is broken, every touchpoint, the weakest link.

    \b
    tpaudit score audits/roastery.yaml
    tpaudit score audits/roastery.yaml --by place
    tpaudit score audits/ --format json -o scores.json
    tpaudit score audits/ -o scores.jsonl

    One file gives the whole scorecard. Several files, or a folder, give one
    line each, the worst first; audits that follow each other give one line,
    with the change since the wave before. A file that cannot be judged does
    not stop the others, and the exit code is 2 at the end.
    """
    from tpaudit.cli.options import as_day, engine_of, languages_of, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.asked.only_audit import only_audit
    from tpaudit.operations.many.batch import score_files
    from tpaudit.operations.many.judged import ScoreRequest
    from tpaudit.showing.terminal.console import progress

    audits = audits or [only_audit()]
    single = len(audits) == 1 and not os.path.isdir(audits[0])
    shape = shape_of(shape, output, _ENDINGS, audits)
    _refuse_vain_cut(by, shape, single=single)
    view = _view(shape, single=single, every=every)
    request = ScoreRequest(
        keep=view.keep,
        whole=shape in ("json", "jsonl"),
        detailed=view.detailed,
        languages=languages_of(lang),
        persona=persona,
        by=by,
        told_apart=single,
        as_of=as_day(as_of),
        codec=view.codec if cache else None,
    )
    report = Reporter(lang, audits)
    batch = score_files(audits, request, engine_of(engine, jobs, scheduler), report)
    failed: list[Judged] = []
    with Sink(output, audits) as sink:
        results = progress(batch.results, batch.total)
        view.write(_judgeable(results, failed, report, single=single), sink)
    if failed or not batch.whole:
        raise typer.Exit(CANNOT_JUDGE)


def _refuse_vain_cut(by: By | None, shape: _Format, *, single: bool) -> None:
    """Raise UsageError for a cut that the output would not show."""
    if by is not None and (shape == "csv" or (shape == "table" and not single)):
        where = fixed("CSV has" if shape == "csv" else "a line for each audit has")
        msg = Worded(
            "--by {by} would change nothing: {where} no cuts; expected one audit as a table, or --format json",
            by=by,
            where=where,
        )
        raise UsageError(msg)


def _judgeable(
    results: "Iterable[Judged]", failed: "list[Judged]", report: "Report", *, single: bool
) -> "Iterator[Judged]":
    """Pass on what could be judged; report what is wrong as it comes, but warnings of a single audit only."""
    for result in results:
        for problem in result.problems:
            if single or not problem.warning:
                report(problem)
        if result.error:
            report(UsageError(result.error))
        if result.kept is None:
            failed.append(result)
        else:
            yield result


class _View(NamedTuple):
    """One way to show scorecards."""

    keep: "Callable[[Scorecard], Any]"
    """Makes of a scorecard what is shown."""
    write: "Callable[[Iterator[Judged], Sink], None]"
    detailed: bool = True
    """Whether it shows more than figures."""
    codec: "Codec | None" = None
    """How what is shown is kept until the next run."""


def _view(shape: _Format, *, single: bool, every: bool) -> _View:
    if shape != "table":
        return _for_programs(shape, single=single)
    if single:
        return _View(_whole, _scorecard)
    from tpaudit.operations.many.cache import Codec
    from tpaudit.showing.terminal.chains.summary import summarised

    codec = Codec("summary", encode=list, decode=_summarised)
    return _View(summarised, partial(_summary, every=every), detailed=False, codec=codec)


def _for_programs(shape: _Format, *, single: bool) -> _View:
    from tpaudit.operations.many.cache_codecs import text_codec
    from tpaudit.showing.data.scorecard import as_csv, as_json, as_json_line

    codec = text_codec(shape)
    if shape == "csv":
        return _View(as_csv, _csv, codec=codec)
    if shape == "jsonl":
        return _View(as_json_line, _each, codec=codec)
    return _View(as_json, _each if single else _list, codec=codec)


def _summarised(kept: "Sequence[Any]") -> "Summary":
    from tpaudit.showing.terminal.chains.summary import Summary

    return Summary(*kept)


def _whole(card: "Scorecard") -> "Scorecard":
    return card


def _scorecard(results: "Iterator[Judged]", sink: "Sink") -> None:
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.table import scorecard_lines

    for result in results:
        wide = columns(sink.stream)
        lines = scorecard_lines(
            result.kept,
            language=result.language,
            limits=result.limits,
            columns=wide,
            persona=result.persona,
        )
        sink.show(lines)


def _summary(results: "Iterator[Judged]", sink: "Sink", *, every: bool) -> None:
    """Write a line for each chain of audits, or for every audit, in the language and by the bands of the first."""
    from tpaudit.operations.many.latest_waves import latest_waves
    from tpaudit.showing.terminal.chains.summary import summary_lines
    from tpaudit.showing.terminal.console import columns

    judged = list(results)
    if judged:
        lines = [result.kept for result in judged] if every else latest_waves(judged)
        first, wide = judged[0], columns(sink.stream)
        sink.show(summary_lines(lines, language=first.language, limits=first.limits, columns=wide))


def _each(results: "Iterator[Judged]", sink: "Sink") -> None:
    for result in results:
        sink.write(result.kept)


def _list(results: "Iterator[Judged]", sink: "Sink") -> None:
    """Write a list in JSON, one object after the other."""
    between = "[\n"
    for result in results:
        sink.write(between + result.kept)
        between = ",\n"
    if between == ",\n":
        sink.write("]\n")


def _csv(results: "Iterator[Judged]", sink: "Sink") -> None:
    """Write the rows of every audit below one line of names."""
    from tpaudit.showing.data.scorecard import csv_head

    head = csv_head()
    for result in results:
        sink.write(head + result.kept)
        head = ""
