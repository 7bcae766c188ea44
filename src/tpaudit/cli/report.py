"""`tpaudit report`: what a consultant hands over, as Markdown or one HTML file."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from tpaudit.cli.options import AsOf, Language, output_option
from tpaudit.errors import UsageError


def report(
    audit: Annotated[str | None, typer.Argument(metavar="[AUDIT]", help="An audit file.")] = None,
    output: Annotated[Path | None, output_option("Write to a file; .html or .md tells the format.")] = None,
    shape: Annotated[
        Literal["html", "md"] | None,
        typer.Option("--format", help="HTML or Markdown; default by FILE, else md."),
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

    The HTML is one file that needs no network and no script.
    """
    from tpaudit.cli.options import as_day
    from tpaudit.cli.output import Sink
    from tpaudit.cli.output import report as reported
    from tpaudit.operations.report import ReportOptions, report_on

    if check_template:
        _check(template)
        return
    if audit is None:
        msg = "no audit is named; expected one, such as: tpaudit report audits/roastery.yaml"
        raise UsageError(msg)
    options = ReportOptions(
        shape=_shape(shape, output),
        language=lang,
        audience=audience,
        against=against,
        embed=embed,
        depth=depth,
        redacted=redact,
        template=template,
        as_of=as_day(as_of),
    )
    text = report_on(audit, options, reported)
    named = [audit, *filter(None, (against, os.fspath(template) if template else None))]
    with Sink(output, named) as sink:
        sink.write(text)


def _check(template: Path | None) -> None:
    """Say which templates render the samples."""
    from tpaudit.cli.output import report as reported
    from tpaudit.operations.report import check_template

    if template is None:
        msg = "no template is named; expected --template PATH beside --check-template"
        raise UsageError(msg)
    for name in check_template(template, reported):
        reported(f"{name}: it renders")


def _shape(shape: Literal["html", "md"] | None, output: Path | None) -> Literal["html", "md"]:
    if shape is not None:
        return shape
    return "html" if output is not None and output.suffix.lower() in {".html", ".htm"} else "md"
