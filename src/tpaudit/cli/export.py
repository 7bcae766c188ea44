"""`tpaudit export`: audits as typed tables for other programs."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final, Literal, NamedTuple, Protocol

import typer

from tpaudit.cli.options import AsOf, EngineName, Jobs, Language, Scheduler
from tpaudit.documents.worded import OR, Worded, linked
from tpaudit.errors import CANNOT_JUDGE, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tpaudit.operations.asked.reporting import Report
    from tpaudit.operations.many.judged import Judged
    from tpaudit.showing.export.columns import CellValue, DataTable

_To = Literal["parquet", "duckdb", "csv", "xlsx", "jsonl"]
_ENDINGS: Final = {"duckdb": (".duckdb", ".db"), "xlsx": (".xlsx",)}
"""How the name of a file ends where a format is one file; the others are a folder."""
_Partition = Literal["size", "month", "region"]
_PART: Final = re.compile(r"part-\d+\.parquet", re.ASCII)
"""What the parts of an earlier export are called."""


class _Wanted(NamedTuple):
    """What is written, and where."""

    to: _To
    target: Path
    language: str | None
    """For whose spreadsheets CSV is; None for none."""
    partition: _Partition | None


class _Writer(Protocol):
    """Takes tables: first all of them, then their rows, audit by audit."""

    def start(self, table: "DataTable", /) -> None: ...

    def write(self, table: "DataTable", rows: "Sequence[Sequence[CellValue]]", /) -> None: ...

    def close(self) -> None: ...


def export(
    audits: Annotated[
        list[str],
        typer.Argument(
            metavar="[DIR...]",
            help="Audit files, or folders of them; default the current folder.",
            default_factory=lambda: ["."],
            show_default=False,
        ),
    ],
    target: Annotated[
        Path, typer.Argument(metavar="DEST", help="The folder, or the .duckdb or .xlsx file, to be written.")
    ],
    to: Annotated[
        _To, typer.Option("--to", help="A folder of files, one for each table; or one database or workbook.")
    ],
    audience: Annotated[
        Literal["client", "internal"],
        typer.Option("--audience", help="For a client, without internal notes, names and paths."),
    ] = "internal",
    lang: Language = None,
    as_of: AsOf = None,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="CSV as a spreadsheet opens it: with a BOM, and the language's separators."
        ),
    ] = False,
    partition: Annotated[
        _Partition | None,
        typer.Option(
            "--partition",
            help="With parquet: a folder for each table, with parts in it; by the audit's month or region, or by size alone.",
        ),
    ] = None,
    jobs: Jobs = None,
    engine: EngineName = "processes",
    scheduler: Scheduler = None,
) -> None:
    """Write audits as tables for other programs; each column has one type.

    \b
    tpaudit export audits --to parquet tables
    tpaudit export audits --to parquet lake --partition month
    tpaudit export audits --to duckdb audits.duckdb
    tpaudit export audits --to csv for-the-client --audience client --excel

    The tables: audits, touchpoints, sections, items, observations, findings,
    visits, actions, places. A file that cannot be judged does not stop the
    others, and the exit code is 2 at the end.
    """
    from tpaudit.cli.options import as_day, engine_of
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.reports.export import ExportRequest, export_audits
    from tpaudit.showing.terminal.console import progress

    _refuse_options(to, target, excel=excel, partition=partition)
    request = ExportRequest(language=lang, audience=audience, as_of=as_day(as_of))
    report = Reporter(lang, audits)
    found = export_audits(audits, request, engine_of(engine, jobs, scheduler), report)
    failed: list[Judged] = []
    results = _judgeable(progress(found.results, found.total), failed, report)
    first = next(results, None)
    if first is not None:
        language = first.language if excel else None
        with _opened(_Wanted(to=to, target=target, language=language, partition=partition), audits) as writer:
            _write(chain([first], results), writer)
    if failed or not found.whole:
        raise typer.Exit(CANNOT_JUDGE)


def _judgeable(results: "Iterable[Judged]", failed: "list[Judged]", report: "Report") -> "Iterator[Judged]":
    """Pass on what could be judged, and report what is wrong with the others as they come."""
    for result in results:
        for problem in result.problems:
            if not problem.warning:
                report(problem)
        if result.error:
            report(UsageError(result.error))
        if result.kept is None:
            failed.append(result)
        else:
            yield result


def _write(results: "Iterable[Judged]", writer: _Writer) -> None:
    """Write the rows of each audit as it comes, with its number in their first column; none is kept."""
    from tpaudit.showing.export.tables import EXPORTED

    for table in EXPORTED:
        writer.start(table)
    for number, result in enumerate(results, 1):
        for table, rows in zip(EXPORTED, result.kept, strict=True):
            writer.write(table, [[number, *row[1:]] for row in rows])
    writer.close()


@contextmanager
def _opened(wanted: _Wanted, inputs: "Sequence[str]") -> Iterator[_Writer]:
    """Yield what writes the tables; they are put in their place at the end, all or none."""
    from tpaudit.cli.writing import writing, writing_folders
    from tpaudit.showing.export.tables import EXPORTED
    from tpaudit.showing.export.writers.parts import ParquetParts

    to, target = wanted.to, wanted.target
    if wanted.partition:
        _refuse_parts(target)
        with writing_folders(target, [table.name for table in EXPORTED]) as folder:
            yield ParquetParts(folder, wanted.partition)
        return
    if to in _ENDINGS:
        file = _file(target, inputs)
        with (
            writing(file.parent, [file.name]) as drafts,
            _one_file(to, drafts[0].stream, file.parent) as writer,
        ):
            yield writer
        return
    _refuse_folder(target, to)
    names = [f"{table.name}.{to}" for table in EXPORTED]
    for name in names:
        _file(target / name, inputs)
    with writing(target, names) as drafts:
        streams = {table.name: draft.stream for table, draft in zip(EXPORTED, drafts, strict=True)}
        yield _folder_writer(to, streams, wanted.language)


def _file(target: Path, inputs: "Sequence[str]") -> Path:
    """Return the file that is written, links followed; raises UsageError if it is none, or something would be lost."""
    from tpaudit.cli.output import aimed

    file = aimed(target, inputs)
    if file is None:
        msg = Worded(
            "{target}: it is no file; expected one, since tables are put in their place when they are whole",
            target=target,
        )
        raise UsageError(msg)
    return file


def _refuse_folder(target: Path, to: _To) -> None:
    """Raise UsageError if a folder holds anything but tables of an earlier export."""
    from tpaudit.cli.writing import INCOMPLETE, explained
    from tpaudit.showing.export.tables import EXPORTED

    if not target.exists():
        return
    ours = {INCOMPLETE, *(f"{table.name}.{to}" for table in EXPORTED)}
    with explained(target):
        others = sorted(name for name in os.listdir(target) if name not in ours and not name.startswith("."))
    if others:
        msg = Worded(
            "{target}: it holds other files, such as {others}; expected a new folder, or one with {to} tables alone",
            target=target,
            others=others[0],
            to=to,
        )
        raise UsageError(msg)


def _refuse_parts(target: Path) -> None:
    """Raise UsageError if a folder holds anything but parts of an earlier export."""
    from tpaudit.cli.writing import INCOMPLETE, explained
    from tpaudit.showing.export.tables import EXPORTED

    ours = {table.name for table in EXPORTED}
    with explained(target):
        for name in sorted(os.listdir(target)) if target.exists() else ():
            inside = target / name
            parts = name in ours and inside.is_dir() and not inside.is_symlink()
            others = [found for found in _files(inside) if not _PART.fullmatch(found)] if parts else [name]
            if others and not name.startswith(".") and name != INCOMPLETE:
                msg = f"{target}: it holds other files, such as {others[0]}; expected a new folder, or one with the parts of an earlier export alone"
                raise UsageError(msg)


def _files(folder: Path) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from names


def _folder_writer(to: _To, streams: "Mapping[str, BinaryIO]", language: str | None) -> _Writer:
    from tpaudit.showing.export.writers.arrow import ParquetFiles
    from tpaudit.showing.export.writers.text_files import CsvFiles, JsonLines

    if to == "parquet":
        return ParquetFiles(streams)
    return CsvFiles(streams, language) if to == "csv" else JsonLines(streams)


@contextmanager
def _one_file(to: _To, stream: BinaryIO, folder: Path) -> Iterator[_Writer]:
    """Yield what writes one file; a database is made beside its place, since it wants a path of its own."""
    from tpaudit.showing.export.writers.database import Database
    from tpaudit.showing.export.writers.workbook import WorkbookTables

    if to == "xlsx":
        yield WorkbookTables(stream)
        return
    with TemporaryDirectory(prefix=".tpaudit-", dir=folder) as within:
        path = Path(within, "tables.duckdb")
        yield Database(path)
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)


def _refuse_options(to: _To, target: Path, *, excel: bool, partition: _Partition | None) -> None:
    """Raise UsageError for an option without effect, and for a name that says another format."""
    if partition and to != "parquet":
        msg = f"--partition is about Parquet, and --to {to} is none; expected --to parquet beside it"
        raise UsageError(msg)
    if excel and to != "csv":
        msg = Worded("--excel is about CSV, and --to {to} is none; expected --to csv beside it", to=to)
        raise UsageError(msg)
    if to in _ENDINGS and target.suffix.lower() not in _ENDINGS[to]:
        msg = Worded(
            "{target}: --to {to} writes one file; expected a name that ends in {listed}",
            target=target,
            to=to,
            listed=linked(_ENDINGS[to], OR),
        )
        raise UsageError(msg)
