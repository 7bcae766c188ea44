"""The `tpaudit` program: registers the commands."""

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from tpaudit.cli.options import Language
from tpaudit.cli.own_examples import OwnCommand, OwnGroup
from tpaudit.version import VERSION

NAME: Final = "tpaudit"
"""What the program is called, however it was started."""
COMMANDS: Final = {
    "init": "init",
    "status": "status",
    "form": "form",
    "fill": "fill",
    "score": "score",
    "portfolio": "portfolio",
    "validate": "validate",
    "explain": "explain",
    "report": "report",
    "plan": "plan",
    "probe": "probe",
    "check": "check",
    "waive": "waive",
    "compare": "compare",
    "history": "history",
    "export": "export",
    "sample-size": "sample_size",
    "schema": "schema",
}
"""The module of each command in this package, and the name of its function there."""
_VERSION: Final = "--version"
GROUPS: Final = {"checklists": "checklists", "visits": "visits", "import": "imports"}
"""The module of each group of commands in this package, which calls it `app`."""


def command_line(name: str = "") -> typer.Typer:
    """Return the program with all its commands; to start sooner, with the one that is named, or none for the version."""
    app = typer.Typer(
        name=NAME,
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
    app.callback()(_options)
    known = name in COMMANDS or name in GROUPS or name == _VERSION
    for command, module in COMMANDS.items():
        if command == name or not known:
            run: Callable[..., Any] = getattr(import_module(f"tpaudit.cli.{module}"), module)
            app.command(command, cls=OwnCommand)(run)
    for group, module in GROUPS.items():
        if group == name or not known:
            app.add_typer(import_module(f"tpaudit.cli.{module}").app, name=group)
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tpaudit {VERSION}")
        raise typer.Exit


def _options(
    context: typer.Context,
    _asked: Annotated[
        bool, typer.Option(_VERSION, callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    lang: Language = None,
) -> None:
    if context.invoked_subcommand is not None:
        return
    from tpaudit.cli.status import status
    from tpaudit.operations.collecting.status import is_workspace

    if is_workspace():
        status(lang=lang)
    else:
        typer.echo(context.get_help())
