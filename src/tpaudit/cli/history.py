"""`tpaudit history`: how an audit's score went, commit by commit."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def history(
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="An audit file.")],
    shape: Annotated[
        Literal["table", "json", "csv"],
        typer.Option("--format", help="A table for people, JSON or CSV for programs."),
    ] = "table",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all."),
    ] = None,
) -> None:
    """Show how a score went: a line for each commit that changed it, the newest first.

    \b
    tpaudit history audits/roastery.yaml
    tpaudit history audits/roastery.yaml --format csv -o roastery.csv

    Every commit is scored by today's engine, with the visits, checklists and
    settings of then; renames of the audit are followed.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.operations.history import states
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.showing.data.scorecard import as_json
    from tpaudit.showing.terminal.console import columns
    from tpaudit.showing.terminal.history import csv_of, history_lines
    from tpaudit.showing.text.translate import translator

    found = states(audit, tuple(filter(None, [lang])))
    with Sink(output, [audit]) as sink:
        if shape == "table":
            say = translator(lang or Workspaces().of(audit).settings.language)
            sink.show(history_lines(found, columns(sink.stream), say))
        else:
            sink.write(as_json(found) if shape == "json" else csv_of(found))
