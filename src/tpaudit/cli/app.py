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
from tpaudit.version import VERSION

app = typer.Typer(
    name="tpaudit",
    add_completion=True,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Score how a company meets its customers, from YAML files kept in git.\n\n"
    "Start with: tpaudit score audits/roastery.yaml",
    epilog="Exit codes: 0 yes, 1 the gate says no, 2 the input cannot be judged, 3 no baseline, 70 a bug.",
)
app.command("init")(init.init)
app.command("status")(status.status)
app.command("form")(form.form)
app.command("fill")(fill.fill)
app.command("score")(score.score)
app.command("portfolio")(portfolio.portfolio)
app.command("validate")(validate.validate)
app.command("explain")(explain.explain)
app.command("report")(report.report)
app.command("plan")(plan.plan)
app.command("probe")(probe.probe)
app.command("check")(check.check)
app.command("waive")(waive.waive)
app.command("compare")(compare.compare)
app.command("history")(history.history)
app.command("export")(export.export)
app.command("sample-size")(sample_size.sample_size)
app.command("schema")(schema.schema)
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
