"""`tpaudit score`: the scorecard of one audit, or a line for each of several."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tpaudit.cli.output import tell
from tpaudit.errors import CANNOT_JUDGE
from tpaudit.results.grouping import By

if TYPE_CHECKING:
    from tpaudit.cli.output import Sink
    from tpaudit.operations.batch import Judged


_Format = Literal["table", "json", "csv"]


def score(
    audits: Annotated[list[str], typer.Argument(metavar="AUDIT...", help="Audit files, or folders of them.")],
    shape: Annotated[
        _Format, typer.Option("--format", help="A table for people, JSON or CSV for programs.")
    ] = "table",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all."),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
    persona: Annotated[
        str | None, typer.Option("--persona", metavar="ID", help="Only the touchpoints that a persona meets.")
    ] = None,
    by: Annotated[
        By | None, typer.Option("--by", help="Cut the journey another way as well; by place gives a matrix.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Judge freshness for a day; default the audit's date."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="Score many files in so many processes.")
    ] = 1,
) -> None:
    """Score an audit: what is broken, every touchpoint, the weakest link.

    \b
    tpaudit score audits/roastery.yaml
    tpaudit score audits/roastery.yaml --by place
    tpaudit score audits/ --format json -o scores.json

    One file gives the whole scorecard. Several files, or a folder, give one
    line each, the worst first; a file that cannot be judged does not stop the
    others, and the exit code is 2 at the end.
    """
    from tpaudit.cli.options import as_day
    from tpaudit.cli.output import Sink
    from tpaudit.operations.batch import ScoreRequest, judge_all
    from tpaudit.reading.files.find import audits as audits_of
    from tpaudit.reading.files.find import no_audits
    from tpaudit.showing.terminal.console import progress

    single = len(audits) == 1 and not os.path.isdir(audits[0])
    request = ScoreRequest(
        shape=_shape(shape, single=single),
        languages=tuple(filter(None, [lang])),
        persona=persona,
        by=by,
        as_of=as_day(as_of),
    )
    found = audits_of(audits)
    files = found.files
    tell(found.passed)
    if not files:
        raise no_audits(audits)
    failed: list[Judged] = []
    with Sink(output, audits) as sink:
        results = _judgeable(progress(judge_all(files, request, jobs), len(files)), failed, single=single)
        _WRITE[request.shape](results, sink, single)
    if failed or not found.whole:
        raise typer.Exit(CANNOT_JUDGE)


def _shape(shape: _Format, *, single: bool) -> str:
    return shape if shape != "table" else "scorecard" if single else "summary"


def _judgeable(results: "Iterable[Judged]", failed: "list[Judged]", *, single: bool) -> "Iterator[Judged]":
    """Pass on what could be judged; tell what is wrong as it comes, but warnings of a single audit only."""
    for result in results:
        tell(problem for problem in result.problems if single or not problem.warning)
        tell([f"tpaudit: {result.error}"] if result.error else [])
        if result.piece is None:
            failed.append(result)
        else:
            yield result


def _scorecard(results: "Iterator[Judged]", sink: "Sink", _single: bool) -> None:
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.table import scorecard_lines

    for result in results:
        wide = columns(sink.stream)
        sink.show(scorecard_lines(result.piece, language=result.language, limits=result.limits, columns=wide))


def _summary(results: "Iterator[Judged]", sink: "Sink", _single: bool) -> None:
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.summary import summary_lines

    kept = [(result.piece, result.limits, result.language) for result in results]
    if kept:
        _, limits, language = kept[0]
        pieces = [piece for piece, _, _ in kept]
        sink.show(summary_lines(pieces, language=language, limits=limits, columns=columns(sink.stream)))


def _json(results: "Iterator[Judged]", sink: "Sink", single: bool) -> None:
    """Write one object for one file, a list for a folder or several."""
    between = "" if single else "[\n"
    for result in results:
        sink.write(between + result.piece)
        between = ",\n"
    if not single and between == ",\n":
        sink.write("]\n")


def _csv(results: "Iterator[Judged]", sink: "Sink", _single: bool) -> None:
    from tpaudit.showing.data.scorecard import csv_head

    head = csv_head()
    for result in results:
        sink.write(head + result.piece)
        head = ""


_WRITE = {"scorecard": _scorecard, "summary": _summary, "json": _json, "csv": _csv}
