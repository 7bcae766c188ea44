"""`tpaudit visits`: what came back from walks, added to its audit and listed."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from tpaudit.cli.options import AuditFile, Language, in_language
from tpaudit.cli.own_examples import OwnCommand, OwnGroup
from tpaudit.documents.worded import Worded
from tpaudit.errors import CANNOT_JUDGE, InputError, TpauditError, UsageError

app = typer.Typer(
    cls=OwnGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Add visits that came back, and list what there is.\n\n"
    "\b\ntpaudit visits add walk.zip\ntpaudit visits list audits/roastery.yaml",
)
app.callback()(in_language)


@app.command("add", cls=OwnCommand)
def add(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Visit files, or archives from a form.")
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="AUDIT", help="The audit's file; default the one that the form names."),
    ] = None,
    lang: Language = None,
) -> None:
    """Add visits to their audit, with their photos.

    \b
    tpaudit visits add roastery-2026-11-03-k3f9a2bc.zip
    tpaudit visits add *.yaml --to audits/roastery.yaml

    Each file is checked with its audit first, and written whole or not at all.
    Nothing is overwritten; a file that is there already adds nothing.
    """
    refused = [file for file in files if not _added(file, to, lang)]
    if refused:
        raise typer.Exit(CANNOT_JUDGE)


def _added(file: str, to: str | None, lang: str | None) -> bool:
    """Add one file and say what became of it; False, with the reasons, if it was refused."""
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.writing import create
    from tpaudit.operations.collecting.visits import visit_to_add
    from tpaudit.showing.terminal.problems import spoken_text
    from tpaudit.showing.text.numbers import visible

    report = Reporter(lang, [to, file])
    try:
        added = visit_to_add(file, to)
        create(added.new)
    except (InputError, UsageError) as error:
        report(error, *_refused(file, error))
        return False
    report(*added.problems)
    with Sink(None) as sink:
        paths: list[Path] = list(added.new) or [added.path]
        for path in map(os.fspath, paths):
            said = (
                path
                if added.new
                else spoken_text(Worded("there already: {path}", path=path), report.language)
            )
            sink.write(visible(said) + "\n")
    return True


def _refused(file: str, error: TpauditError) -> list[TpauditError]:
    own = UsageError(Worded("{file}: nothing of it was added", file=file))
    return [own] if isinstance(error, InputError) else []


@app.command("list", cls=OwnCommand)
def listing(
    audit: AuditFile = "",
    shape: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Text for people, JSON for programs.")
    ] = "text",
    lang: Language = None,
) -> None:
    """List the visits of an audit: who, when, where, how much; and what is still open.

    \b
    tpaudit visits list audits/roastery.yaml
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.audits.load import load
    from tpaudit.operations.collecting.visits import overview_of_visits
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.text.locale import Locale
    from tpaudit.showing.walks.visits import visit_lines

    loaded = load(audit)
    overview = overview_of_visits(loaded)
    with Sink(None) as sink:
        if shape == "json":
            sink.write(as_json(overview))
            return
        locale = Locale(lang or loaded.workspace.language)
        places = {place: locale.text(named.name) for place, named in loaded.audit.places.items()}
        sink.show(visit_lines(overview, places, locale, columns(sink.stream)))
