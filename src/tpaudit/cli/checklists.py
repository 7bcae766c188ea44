"""`tpaudit checklists`: what is built in, what is one's own, and how one becomes the other."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from tpaudit.cli.completing import complete_checklist
from tpaudit.cli.form import Touchpoints, listed
from tpaudit.cli.options import (
    AuditFile,
    Language,
    PaperSize,
    as_text,
    format_option,
    in_language,
    output_option,
    shape_of,
)
from tpaudit.cli.own_examples import OwnCommand, OwnGroup

if TYPE_CHECKING:
    from tpaudit.reading.workspace.workspace import Workspace
    from tpaudit.showing.terminal.lines import Line
    from tpaudit.showing.text.items import ItemWords

_PAPERS: Final[Mapping[str, Literal["md", "html"]]] = {".md": "md", ".html": "html", ".htm": "html"}
app = typer.Typer(
    cls=OwnGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="See, copy, update and start checklists.\n\n"
    "\b\ntpaudit checklists list\ntpaudit checklists show phone --lang ru\ntpaudit checklists add phone",
)
app.callback()(in_language)

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="The id of a checklist.", callback=as_text, autocompletion=complete_checklist
    ),
]


@app.command("list", cls=OwnCommand)
def listing(lang: Language = None) -> None:
    """List every checklist: its title, version and number of items, and whose it is.

    \b
    tpaudit checklists list --lang zh

    An own one hides the built-in one of its name; the list says when that is newer.
    """
    from tpaudit.operations.starting.checklists import catalogue, workspace_here
    from tpaudit.showing.terminal.workspace.checklists import catalogue_lines

    home = workspace_here()
    _print(catalogue_lines(catalogue(home), _asking(home, lang)))


@app.command("show", cls=OwnCommand)
def show(
    name: Name,
    shape: Annotated[
        Literal["text", "md"], typer.Option("--format", help="Text to read, or a form on paper in Markdown.")
    ] = "text",
    lang: Language = None,
) -> None:
    """Show a checklist: questions, answers, weights, curves, reasons and fixes.

    \b
    tpaudit checklists show phone
    tpaudit checklists show phone --format md > phone.md

    As Markdown it is a form with boxes to tick, for an audit on foot.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.starting.checklists import find_checklist, workspace_here
    from tpaudit.showing.terminal.workspace.checklists import paper, shown_whole

    home = workspace_here()
    asking, checklist = _asking(home, lang), find_checklist(home, name)
    if shape == "text":
        _print(shown_whole(checklist, asking))
        return
    with Sink(None) as sink:
        sink.write(paper(checklist, asking))


@app.command("add", cls=OwnCommand)
def add(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Ids of built-in checklists.",
            callback=as_text,
            autocompletion=complete_checklist,
        ),
    ],
    _lang: Language = None,
) -> None:
    """Copy built-in checklists into the workspace, so that git owns them.

    \b
    tpaudit checklists add phone web-form
    """
    from tpaudit.operations.starting.checklists import copies, workspace_here

    _create(copies(workspace_here(), names))


@app.command("new", cls=OwnCommand)
def new(
    name: Name,
    extends: Annotated[
        str | None,
        typer.Option("--extends", metavar="NAME", help="The checklist that it adds to.", callback=as_text),
    ] = None,
    _lang: Language = None,
) -> None:
    """Start a checklist of one's own, empty or on top of another.

    \b
    tpaudit checklists new bakery
    tpaudit checklists new hotel-phone --extends phone
    """
    from tpaudit.operations.starting.checklists import new_checklist, workspace_here

    _create(new_checklist(workspace_here(), name, extends))


@app.command("update", cls=OwnCommand)
def update(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A checklist; default all that differ.",
            callback=as_text,
            autocompletion=complete_checklist,
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Take the built-in version over.")] = False,
    lang: Language = None,
) -> None:
    """Show what the built-in version of a checklist would change, and what it would do to scores.

    \b
    tpaudit checklists update phone
    tpaudit checklists update phone --write

    Shows the difference between the workspace's copy and the built-in one, and
    the scores of every audit of the workspace before and after. Nothing is
    written without --write.
    """
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.writing import replace
    from tpaudit.operations.starting.checklists import (
        checklist_changes,
        differing,
        replacements,
        workspace_here,
    )
    from tpaudit.showing.terminal.workspace.checklists import change_lines
    from tpaudit.showing.text.locale import Locale

    home, report = workspace_here(), Reporter(lang)
    names = differing(home, name)
    locale = Locale(report.language)
    _print(change_lines(checklist_changes(home, names, report), locale))
    if not names:
        report("every copy is as the built-in one")
        return
    if write:
        replace(replacements(home, names))
    report("written" if write else "nothing is written; --write takes the built-in version over")


@app.command("import", cls=OwnCommand)
def import_sheet(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A sheet: CSV, a workbook of Excel, or an XLSForm.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The checklist to be written, such as checklists/counter.yaml.",
        ),
    ],
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook that holds the questions."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="How a CSV is encoded, such as cp1251; default UTF-8."
        ),
    ] = None,
    lang: Language = None,
) -> None:
    """Make a checklist from a spreadsheet, one row an item, or from an XLSForm.

    \b
    tpaudit checklists import counter.xlsx -o checklists/counter.yaml
    tpaudit checklists import list.csv --encoding cp1251 -o checklists/list.yaml

    Columns are known by their headings, in English, Russian and Chinese:
    question, type, options, weight, must, section and so on. What is guessed or
    left out is named by its cell. Nothing is written over.
    """
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.starting.checklists import workspace_here
    from tpaudit.operations.starting.sheets import import_checklist

    imported = import_checklist(workspace_here(), file, output, sheet=sheet, encoding=encoding)
    Reporter(lang)(*imported.notes)
    _create({imported.path: imported.text.encode()})


@app.command("export", cls=OwnCommand)
def export(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Ids of checklists.", autocompletion=complete_checklist),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A new .xlsx or .csv.")],
    as_form: Annotated[
        bool, typer.Option("--xlsform", help="Write an XLSForm, for ODK and KoboToolbox.")
    ] = False,
    _lang: Language = None,
) -> None:
    """Write checklists as a spreadsheet, one row an item, or as an XLSForm.

    \b
    tpaudit checklists export phone web-form -o questions.xlsx
    tpaudit checklists export phone --xlsform -o phone-form.xlsx

    `checklists import` reads both again, and nothing is lost on the way.
    """
    from tpaudit.operations.starting.checklists import workspace_here
    from tpaudit.operations.starting.sheets import export_checklists

    ending = output.suffix.lower()
    _create({output: export_checklists(workspace_here(), names, ending, as_form=as_form)})


@app.command("sheet", cls=OwnCommand)
def sheet(
    audit: AuditFile,
    purpose: Annotated[
        Literal["team", "diary", "survey", "walk"],
        typer.Option(
            "--for", help="Colleagues, a customer's diary, a questionnaire for customers, or one walk."
        ),
    ],
    output: Annotated[Path | None, output_option("Write to a file; .html or .md tells the format.")] = None,
    shape: Annotated[Literal["md", "html"] | None, format_option("Markdown or HTML.")] = None,
    touchpoints: Touchpoints = None,
    stage: Annotated[str | None, typer.Option("--stage", metavar="ID", help="Only one stage.")] = None,
    paper: PaperSize = None,
    lang: Language = None,
) -> None:
    """Print a sheet of an audit's own questions, to be filled in with a pen.

    \b
    tpaudit checklists sheet audits/roastery.yaml --for team -o team.html
    tpaudit checklists sheet audits/roastery.yaml --for survey --lang ru

    `team` asks colleagues what is outdated, and for ideas; `diary` has room for
    a customer's steps; `survey` has the questions that a customer can answer;
    `walk` has those of one walk, all touchpoints in order.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.collecting.form import FormRequest
    from tpaudit.operations.collecting.paper_sheets import paper_sheet

    request = FormRequest(touchpoints=listed(touchpoints), stage=stage)
    shape = shape_of(shape, output, _PAPERS, [audit])
    text = paper_sheet(audit, purpose, request, shape=shape, language=lang, paper=paper)
    with Sink(output, [audit]) as sink:
        sink.write(text)


def _asking(home: "Workspace", lang: str | None) -> "ItemWords":
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    language = lang or home.settings.language
    return ItemWords(translator(language), (language, "en"))


def _print(lines: "Iterable[Line]") -> None:
    from tpaudit.cli.output import Sink

    with Sink(None) as sink:
        sink.show(lines)


def _create(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, and say so."""
    from tpaudit.cli.output import Sink
    from tpaudit.cli.writing import create
    from tpaudit.showing.text.numbers import visible

    create(files)
    with Sink(None) as sink:
        sink.write("".join(f"{visible(os.fspath(path))}\n" for path in files))
