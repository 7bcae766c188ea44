"""`tpaudit validate`: every problem of every file, with its place and its mend."""

from typing import Annotated

import typer

from tpaudit.cli.output import Sink, tell
from tpaudit.errors import CANNOT_JUDGE


def validate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files of any kind, or folders of them.")
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as well.")] = False,
) -> None:
    """Check files of any kind: every problem, with its place and its mend.

    \b
    tpaudit validate audits/roastery.yaml
    tpaudit validate --strict audits/ checklists/

    An audit is checked together with its visits, checklists, journey and
    settings. Each line is FILE:LINE:COLUMN: ADDRESS: what is wrong; what was
    expected. Errors give exit code 2, warnings 0, with --strict 2.
    """
    from tpaudit.reading.files.find import yaml_files
    from tpaudit.reading.validate import problems_of
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.showing.terminal.console import progress
    from tpaudit.showing.text.numbers import visible

    homes, searched = Workspaces(), yaml_files(files)
    paths = searched.files
    tell(searched.passed)
    found = {problem for file in progress(paths, len(paths)) for problem in problems_of(file, homes)}
    with Sink(None) as sink:
        for problem in sorted(found):
            sink.write(visible(str(problem)) + "\n")
    warnings = sum(problem.warning for problem in found)
    errors = len(found) - warnings
    tell([f"{_counted(len(paths), 'file')}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"])
    if errors or not searched.whole or (strict and warnings):
        raise typer.Exit(CANNOT_JUDGE)


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
