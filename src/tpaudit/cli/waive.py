"""`tpaudit waive`: accepts a problem for a while, in the audit's own file."""

from typing import Annotated

import typer

from tpaudit.cli.completing import complete_address, complete_audit
from tpaudit.cli.options import Language
from tpaudit.documents.worded import Worded


def waive(
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help="A touchpoint, or touchpoint/checklist.item.",
            autocompletion=complete_address,
        ),
    ],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day on which it holds.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is accepted.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepts it.")],
    audits: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AUDIT...]",
            help="Audit files or folders; default all of the workspace.",
            autocompletion=complete_audit,
        ),
    ] = None,
    lang: Language = None,
) -> None:
    """Accept a problem for a while: the gate shows it, and does not fail.

    \b
    tpaudit waive order-line/phone.pick-up-time --until 2027-01-31 \\
        --reason "The new system comes in January" --by Marta

    Puts a waiver into the one audit that has the address. Every other line
    of the file stays as it is; where that cannot be, nothing is written and
    the message has the line to add.
    """
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.cli.writing import replace
    from tpaudit.operations.gate.waive import propose_waiver
    from tpaudit.showing.scaffold.waiver import NewWaiver
    from tpaudit.showing.terminal.problems import spoken_text
    from tpaudit.showing.text.numbers import visible

    waiver = NewWaiver(address=address, reason=reason, approved_by=by, until=until)
    report = Reporter(lang, audits or ())
    proposal = propose_waiver(waiver, audits or (), report)
    replace(proposal.files)
    with Sink(None) as sink:
        written = Worded("written: {path}", path=f"{proposal.file}:{proposal.line}")
        sink.write(visible(spoken_text(written, report.language)) + "\n")
