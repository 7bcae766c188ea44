"""The `tpaudit` program: registers the commands; `main` alone turns errors into exit codes."""

import os
import sys
import traceback
from typing import Annotated, TextIO

import typer

from tpaudit.cli import (
    check,
    checklists,
    compare,
    explain,
    history,
    init,
    plan,
    report,
    schema,
    score,
    validate,
)
from tpaudit.cli.output import ReaderLeftError, tell, told
from tpaudit.errors import BUG, CANNOT_JUDGE, NO_BASELINE, BaselineError, TpauditError
from tpaudit.version import VERSION

app = typer.Typer(
    name="tpaudit",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Score how a company meets its customers, from YAML files kept in git.\n\n"
    "Start with: tpaudit score audits/roastery.yaml",
    epilog="Exit codes: 0 yes, 1 the gate says no, 2 the input cannot be judged, 3 no baseline, 70 a bug.",
)
app.command("init")(init.init)
app.command("score")(score.score)
app.command("validate")(validate.validate)
app.command("explain")(explain.explain)
app.command("report")(report.report)
app.command("plan")(plan.plan)
app.command("check")(check.check)
app.command("compare")(compare.compare)
app.command("history")(history.history)
app.command("schema")(schema.schema)
app.add_typer(checklists.app, name="checklists")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tpaudit {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the program: the only place where an error becomes an exit code."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: SIM115 - one that was closed takes nothing
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        setattr(sys, name, stream)
    try:
        app()
    except ReaderLeftError:
        _abandon(sys.stdout)
        sys.exit(0)
    except TpauditError as error:
        tell(told(error))
        _abandon(sys.stdout)
        sys.exit(NO_BASELINE if isinstance(error, BaselineError) else CANNOT_JUDGE)
    except Exception:  # noqa: BLE001 - a bug: say so, keep the traceback
        traceback.print_exc()
        sys.stderr.write("tpaudit: this is a bug in tpaudit; please report it with the lines above\n")
        sys.exit(BUG)


def _abandon(stream: TextIO) -> None:
    """Deliver what a stream still holds; where that fails, say no more, nor let Python at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
