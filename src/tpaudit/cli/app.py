"""The `tpaudit` program: registers the commands."""

from typing import Annotated

import typer

from tpaudit.cli import (
    check,
    checklists,
    compare,
    explain,
    export,
    fill,
    form,
    history,
    imports,
    init,
    plan,
    portfolio,
    probe,
    report,
    sample_size,
    schema,
    score,
    status,
    validate,
    visits,
    waive,
)
from tpaudit.cli.own_examples import OwnCommand, OwnGroup
from tpaudit.version import VERSION

app = typer.Typer(
    name="tpaudit",
    cls=OwnGroup,
    add_completion=True,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Score how a company meets its customers, from YAML files kept in git.\n\n"
    "Start with: tpaudit init --list\n\n"
    "Then: tpaudit score audits/roastery.yaml",
    epilog="Exit codes: 0 yes, 1 the gate says no, 2 the input cannot be judged, 3 no baseline, 70 a bug.",
)
app.command("init", cls=OwnCommand)(init.init)
app.command("status", cls=OwnCommand)(status.status)
app.command("form", cls=OwnCommand)(form.form)
app.command("fill", cls=OwnCommand)(fill.fill)
app.command("score", cls=OwnCommand)(score.score)
app.command("portfolio", cls=OwnCommand)(portfolio.portfolio)
app.command("validate", cls=OwnCommand)(validate.validate)
app.command("explain", cls=OwnCommand)(explain.explain)
app.command("report", cls=OwnCommand)(report.report)
app.command("plan", cls=OwnCommand)(plan.plan)
app.command("probe", cls=OwnCommand)(probe.probe)
app.command("check", cls=OwnCommand)(check.check)
app.command("waive", cls=OwnCommand)(waive.waive)
app.command("compare", cls=OwnCommand)(compare.compare)
app.command("history", cls=OwnCommand)(history.history)
app.command("export", cls=OwnCommand)(export.export)
app.command("sample-size", cls=OwnCommand)(sample_size.sample_size)
app.command("schema", cls=OwnCommand)(schema.schema)
app.add_typer(checklists.app, name="checklists")
app.add_typer(visits.app, name="visits")
app.add_typer(imports.app, name="import")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tpaudit {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is not None:
        return
    from tpaudit.operations.status import is_workspace

    if is_workspace():
        status.status()
    else:
        typer.echo(context.get_help())
