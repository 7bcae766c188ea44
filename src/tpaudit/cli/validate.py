"""`tpaudit validate`: every problem of every file, with its place and its fix."""

from typing import Annotated

import typer

from tpaudit.cli.completing import complete_audit
from tpaudit.cli.options import Language
from tpaudit.errors import CANNOT_JUDGE


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="Files of any kind, or folders; default the only audit here.",
            autocompletion=complete_audit,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail as well.")] = False,
    lang: Language = None,
) -> None:
    """Check files of any kind: every problem, with its place and its fix.

    \b
    tpaudit validate audits/roastery.yaml
    tpaudit validate --strict audits/ checklists/

    An audit is checked together with its visits, checklists, journey and
    settings. Each line is FILE:LINE:COLUMN: ADDRESS: what is wrong; what was
    expected. Errors give exit code 2, warnings 0, with --strict 2.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.asked.only_audit import only_audit
    from tpaudit.operations.audits.validate import validate as validated
    from tpaudit.showing.terminal.console import progress
    from tpaudit.showing.terminal.problems import problem_line, summary_line
    from tpaudit.showing.text.numbers import visible

    result = validated(files or [only_audit()], progress=progress)
    language = lang or result.language
    report = Reporter(language)
    report(*result.passed)
    with Sink(None) as sink:
        for problem in result.problems:
            sink.write(visible(problem_line(problem, language)) + "\n")
    report(summary_line(len(result.files), result.errors, result.warnings, language))
    if result.errors or not result.files or not result.whole or (strict and result.warnings):
        raise typer.Exit(CANNOT_JUDGE)
