"""`tpaudit import`: what other programs wrote becomes visits of an audit."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tpaudit.cli.options import AuditFile, Language, as_text, in_language
from tpaudit.cli.own_examples import OwnCommand, OwnGroup
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import CANNOT_JUDGE, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tpaudit.operations.collecting.imports import ImportedFiles, ImportRequest

_MOST_NAMED: Final = 1_000
"""How many problems of one file are named; how many rows were refused is counted all the same."""
_ANY: Final = "KIND"
"""What stands for every kind in the help."""
Sheet = Annotated[
    str | None,
    typer.Option(
        "--sheet", metavar="NAME", help="The sheet of a workbook that holds the answers.", callback=as_text
    ),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="How a text is encoded, such as cp1251.")
]


class _ByKind(OwnGroup):
    """A group in which every word that names no command of its own is a kind of import."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command for the first word; the command of all kinds takes the word as its name."""
        if not args or args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return args[0], self.commands[_ANY], args[1:]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """List the kinds below the help."""
        from tpaudit.operations.collecting.imports import kinds_of_import

        super().format_epilog(ctx, formatter)
        with formatter.section("Kinds"):
            formatter.write_dl([(kind.id, kind.help) for kind in kinds_of_import()])


app = typer.Typer(
    cls=_ByKind,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Turn spreadsheets, survey exports and reports of other tools into visits.\n\n"
    "\b\ntpaudit import guess answers.csv audits/roastery.yaml > audits/answers.map.yaml\n"
    "tpaudit import csv answers.csv --to audits/roastery.yaml --map audits/answers.map.yaml",
)
app.callback()(in_language)


@app.command(_ANY, cls=OwnCommand)
def import_files(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files of that kind.")],
    to: Annotated[str, typer.Option("--to", metavar="AUDIT", help="The audit's file.")],
    map_file: Annotated[
        str | None,
        typer.Option("--map", metavar="MAP", help="A file that says which question each column answers."),
    ] = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    touchpoint: Annotated[
        str | None,
        typer.Option(
            "--touchpoint",
            metavar="ID",
            help="The touchpoint that a report is about.",
            callback=as_text,
        ),
    ] = None,
    media: Annotated[
        str | None,
        typer.Option("--media", metavar="PATH", help="A folder or an archive with the answers' pictures."),
    ] = None,
    lang: Language = None,
) -> None:
    """Write what files of a kind say as visits of an audit.

    \b
    tpaudit import csv answers.csv --to audits/roastery.yaml --map answers.map.yaml
    tpaudit import survey nps.xlsx --to audits/roastery.yaml --map nps.map.yaml
    tpaudit import lighthouse report.json --to audits/roastery.yaml --touchpoint site

    Prints what was read, used and left out. The same file again replaces the
    visits that it gave before, and no others.
    """
    from tpaudit.operations.collecting.imports import ImportRequest, refuse_namesakes

    refuse_namesakes(str(ctx.info_name), files, to)
    requests = [
        ImportRequest(
            kind=str(ctx.info_name),
            file=file,
            to=to,
            map_file=map_file,
            sheet=sheet,
            encoding=encoding,
            touchpoint=touchpoint,
            media=media,
        )
        for file in files
    ]
    refused = [request for request in requests if not _imported(request, lang)]
    if refused:
        raise typer.Exit(CANNOT_JUDGE)


@app.command("guess", cls=OwnCommand)
def guess(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A table: CSV, or a workbook of Excel.")],
    audit: AuditFile,
    sheet: Sheet = None,
    encoding: Encoding = None,
    lang: Language = None,
) -> None:
    """Print the first map of a table, to be looked through and kept in git.

    \b
    tpaudit import guess answers.csv audits/roastery.yaml > audits/answers.map.yaml

    Headings are held against the questions of the audit. What is like none is
    listed without a question, and so left out. No cell is printed, but words of
    short closed lists that a question does not take.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.collecting.imports import guess_map

    made = guess_map(file, audit, sheet=sheet, encoding=encoding, language=lang)
    with Sink(None) as sink:
        sink.write(made)


def _imported(request: "ImportRequest", lang: str | None) -> bool:
    """Import one file and say what became of it; False if anything of it was refused."""
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.writing import exchange
    from tpaudit.operations.collecting.imports import import_file
    from tpaudit.showing.terminal.problems import spoken_text
    from tpaudit.showing.text.locale import Locale
    from tpaudit.showing.text.numbers import visible

    report = Reporter(lang, [request.to])
    try:
        files = import_file(request)
        there = {path: data for path, data in files.questions.items() if path.exists()}
        added = {path: data for path, data in files.questions.items() if path not in there}
        exchange({**files.new, **added}, {**files.changed, **there}, files.gone)
    except (InputError, UsageError) as error:
        report(error, UsageError(Worded("{file}: nothing of it was imported", file=request.file)))
        return False
    report(*files.imported.problems[:_MOST_NAMED])
    with Sink(None) as sink:
        for line in _lines(request.file, files, Locale(report.language).number):
            sink.write(visible(spoken_text(line, report.language)) + "\n")
    return not any(not problem.warning for problem in files.imported.problems)


def _lines(file: str, files: "ImportedFiles", count: "Callable[[float], str]") -> Iterator[str]:
    """Yield what was read, used and left out, and which visits were written."""
    imported = files.imported
    yield Worded(
        "{file}: {read} {unit} read, {used} used",
        file=file,
        read=count(imported.read),
        unit=fixed(imported.unit),
        used=count(imported.used),
    )
    refused = len({problem.line for problem in imported.problems if not problem.warning})
    if refused:
        yield Worded("  refused: {count}, see the messages", count=count(refused))
    for left in imported.left_out:
        yield Worded(
            "  left out: {where} ({count}): {why}",
            where=fixed(left.where),
            count=count(left.count),
            why=fixed(left.why),
        )
    yield Worded(
        "  visits: {new} new, {changed} changed, {same} as before, {gone} removed",
        new=count(len(files.new)),
        changed=count(len(files.changed)),
        same=count(len(files.same)),
        gone=count(len(files.gone)),
    )
    for path in files.questions:
        yield Worded("  questions: {path}", path=path)
    for figure in imported.figures:
        yield Worded("  {figure}", figure=fixed(figure))
    folders: dict[Path, int] = {}
    for path in (*files.new, *files.changed, *files.same):
        folders[path.parent] = folders.get(path.parent, 0) + 1
    for folder, visits in folders.items():
        yield f"  {folder}: {count(visits)}"
