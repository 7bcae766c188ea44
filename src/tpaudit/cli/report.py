"""`tpaudit report`: what a consultant hands over, as Markdown or one HTML file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from tpaudit.documents.joined import LoadedAudit
    from tpaudit.reading.workspace.workspace import Workspaces
    from tpaudit.results.scorecard import Scorecard


def report(
    audit: Annotated[str | None, typer.Argument(metavar="[AUDIT]", help="An audit file.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to a file; .html or .md tells the format."
        ),
    ] = None,
    shape: Annotated[
        Literal["html", "md"] | None,
        typer.Option("--format", help="HTML or Markdown; default by FILE, else md."),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="LANGUAGE", help="en, ru or zh; default the workspace's.")
    ] = None,
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
    embed: Annotated[bool, typer.Option("--embed", help="Put evidence pictures into the HTML.")] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="PATH", help="A template, or a folder of them; default the workspace's."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Judge freshness for a day; default the audit's date."),
    ] = None,
    check_template: Annotated[
        bool, typer.Option("--check-template", help="Render the template for the samples, and write nothing.")
    ] = False,
) -> None:
    """Write a report to hand over: verdict, journey map, touchpoints, what to do.

    \b
    tpaudit report audits/roastery.yaml -o roastery.html
    tpaudit report audits/roastery.yaml -o roastery.md --lang ru
    tpaudit report audits/roastery.yaml -o board.html --embed --audience internal

    The HTML is one file that needs no network and no script.
    """
    from tpaudit.cli.options import as_day
    from tpaudit.cli.output import Sink

    if check_template:
        _check(template)
        return
    if audit is None:
        msg = "no audit is named; expected one, such as: tpaudit report audits/roastery.yaml"
        raise UsageError(msg)
    wanted = _Wanted(
        lang=lang, audience=audience, against=against, embed=embed, template=template, as_of=as_day(as_of)
    )
    text = _written(audit, _shape(shape, output), wanted)
    named = [audit, *filter(None, (against, os.fspath(template) if template else None))]
    with Sink(output, named) as sink:
        sink.write(text)


class _Wanted(NamedTuple):
    """The options that shape a report."""

    lang: str | None = None
    audience: Literal["client", "internal"] = "client"
    against: str | None = None
    embed: bool = False
    template: Path | None = None
    as_of: str | None = None


def _written(audit: str, shape: Literal["html", "md"], wanted: _Wanted) -> str:
    """Return the report of an audit."""
    from tpaudit.cli.output import tell
    from tpaudit.operations.render import render
    from tpaudit.reading.audit.load import load
    from tpaudit.reading.files.evidence import logo_problems
    from tpaudit.reading.workspace.workspace import Workspaces

    homes = Workspaces()
    loaded = load(audit, as_of=wanted.as_of, homes=homes)
    tell(logo_problems(homes.of(audit)))
    language = wanted.lang or loaded.workspace.language
    return render(
        loaded,
        _judged(loaded, language),
        shape=shape,
        language=language,
        audience=wanted.audience,
        earlier=_earlier(loaded, wanted.against, homes, language),
        embed=wanted.embed,
        template=wanted.template,
    )


def _check(template: Path | None) -> None:
    """Render a template for every sample, every audience, with and without an earlier audit."""
    from tpaudit.cli.output import tell
    from tpaudit.reading.workspace.workspace import SAMPLES

    if template is None:
        msg = "no template is named; expected --template PATH beside --check-template"
        raise UsageError(msg)
    names = (
        [template.name]
        if os.path.isfile(template)
        else sorted(file.name for file in template.glob("report.*.j2"))
    )
    for name in names:
        shape: Literal["html", "md"] = "html" if ".html" in name else "md"
        for sample in sorted(SAMPLES.glob("*.yaml")):
            for wanted in (_Wanted("en"), _Wanted("ru", "internal", str(sample), embed=True)):
                _written(str(sample), shape, wanted._replace(template=template))
        tell([f"{name}: it renders"])
    if not names:
        msg = f"{template}: there is no template in there; expected report.html.j2 or report.md.j2"
        raise UsageError(msg)


def _shape(shape: Literal["html", "md"] | None, output: Path | None) -> Literal["html", "md"]:
    if shape is not None:
        return shape
    return "html" if output is not None and output.suffix.lower() in {".html", ".htm"} else "md"


def _judged(audit: "LoadedAudit", language: str) -> "Scorecard":
    from tpaudit.judging.scoring.journey import score_audit

    return score_audit(audit, by="place" if audit.audit.places else None, languages=(language, "en"))


def _earlier(
    audit: "LoadedAudit", against: str | None, homes: "Workspaces", language: str
) -> "tuple[LoadedAudit, Scorecard] | None":
    """Return the audit to hold this one against: the one asked for, or the one it follows, if that is there."""
    from tpaudit.cli.output import tell
    from tpaudit.reading.audit.load import load

    file = against
    if file is None and audit.audit.audit.follows:
        file = os.path.join(os.path.dirname(audit.file), audit.audit.audit.follows)
        if not os.path.isfile(file):
            tell([f"{file}: the audit that this one follows is not there; name it with --against"])
            return None
    if file is None:
        return None
    before = load(file, homes=homes)
    return before, _judged(before, language)
