"""`tpaudit report`: what a consultant hands over, as Markdown, HTML, PDF, Word or Excel."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from tpaudit.cli.completing import complete_audit
from tpaudit.cli.options import AsOf, Language, PaperSize, format_option, output_option
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError

_Format = Literal["md", "html", "pdf", "docx", "xlsx"]
_ENDINGS: Final[Mapping[str, _Format]] = {
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
}


def report(
    audit: Annotated[
        str | None,
        typer.Argument(
            metavar="[AUDIT]", help="An audit file; default the only one here.", autocompletion=complete_audit
        ),
    ] = None,
    output: Annotated[Path | None, output_option("Write to a file; its ending says the format.")] = None,
    shape: Annotated[
        _Format | None,
        format_option("Markdown, HTML, PDF, Word or Excel."),
    ] = None,
    lang: Language = None,
    audience: Annotated[
        Literal["client", "internal"],
        typer.Option(
            "--audience", help="For a client, without internal notes, names and paths; or internal."
        ),
    ] = "client",
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FILE", help="An earlier audit; default the one that it follows."),
    ] = None,
    depth: Annotated[
        Literal["board", "report", "full"],
        typer.Option(
            "--depth", help="The first page alone, what explains it too, or every question as well."
        ),
    ] = "report",
    embed: Annotated[
        bool, typer.Option("--embed/--no-embed", help="Put evidence pictures into the HTML; default yes.")
    ] = True,
    redact: Annotated[
        bool, typer.Option("--redact", help="Take names, phone numbers and mail addresses out of texts.")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="PATH", help="A template, or a folder of them; default the workspace's."
        ),
    ] = None,
    paper: PaperSize = None,
    as_of: AsOf = None,
    check_template: Annotated[
        bool, typer.Option("--check-template", help="Render the template for the samples, and write nothing.")
    ] = False,
) -> None:
    """Write a report to hand over: a page that decides, pages that explain, touchpoints and method.

    \b
    tpaudit report audits/roastery.yaml -o roastery.html
    tpaudit report audits/roastery.yaml -o roastery.md --lang ru
    tpaudit report audits/roastery.yaml -o board.html --depth board
    tpaudit report audits/roastery.yaml -o roastery.pdf

    The HTML is one file that needs no network and no script; so is the PDF.
    Word is for going on writing, Excel for sorting and counting.
    """
    from tpaudit.cli.options import as_day, shape_of
    from tpaudit.cli.output import Sink
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.asked.only_audit import only_audit
    from tpaudit.operations.reports.report import ReportOptions, report_on

    if check_template:
        _check(template, lang)
        return
    audit = audit or only_audit()
    named = [audit, *filter(None, (against, os.fspath(template) if template else None))]
    shape = shape_of(shape, output, _ENDINGS, named)
    options = ReportOptions(
        shape="md" if shape == "md" else "html",
        language=lang,
        audience=audience,
        against=against,
        embed=embed,
        depth=depth,
        redacted=redact,
        template=template,
        paper=paper,
        as_of=as_day(as_of),
    )
    reported = Reporter(lang, named)
    with Sink(output, named) as sink:
        if shape in ("md", "html"):
            sink.write(report_on(audit, options, reported))
        else:
            from tpaudit.operations.reports.office_report import (
                handed_over,  # its tables and pages take time to load
            )

            sink.write_bytes(handed_over(audit, options, shape, reported))


def _check(template: Path | None, lang: str | None) -> None:
    """Say which templates render the samples."""
    from tpaudit.cli.speaking import Reporter
    from tpaudit.operations.reports.report import check_template

    if template is None:
        msg = "no template is named; expected --template PATH beside --check-template"
        raise UsageError(msg)
    reported = Reporter(lang, [os.fspath(template)])
    for name in check_template(template, reported):
        reported(Worded("{name}: it renders", name=name))
