"""`tpaudit report`: what a consultant hands over, as Markdown or one HTML file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from tpaudit.errors import UsageError

if TYPE_CHECKING:
    from tpaudit.documents.loaded import LoadedAudit
    from tpaudit.judging.scorecard import Scorecard
    from tpaudit.reading.workspace import Homes
    from tpaudit.showing.report import Earlier
    from tpaudit.showing.tongue import Tongue


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
    wanted = _Wanted(lang, audience, against, embed, template, as_day(as_of))
    text = _written(audit, _shape(shape, output), wanted)
    with Sink(output) as sink:
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
    from tpaudit.reading.evidence import Pictures
    from tpaudit.reading.loading import load
    from tpaudit.reading.workspace import TEMPLATES, Homes
    from tpaudit.showing.report import Request, contents
    from tpaudit.showing.template import render
    from tpaudit.showing.tongue import Tongue

    homes = Homes()
    home = homes.of(audit)
    loaded = load(audit, as_of=wanted.as_of, homes=homes)
    bands = loaded.workspace.bands
    tongue = Tongue(wanted.lang or loaded.workspace.language, (bands.fair, bands.strong))
    pictures = Pictures(Path(audit).resolve().parent, home.folder, embed=wanted.embed)
    logo = pictures.logo(loaded.workspace.branding.logo)
    request = Request(tongue, wanted.audience, pictures.picture, pictures.missing, logo)
    earlier = _earlier(loaded, wanted.against, homes, tongue)
    context = contents(loaded, _judged(loaded, tongue), request, earlier)
    folder, name = _template(wanted.template, home.folder / loaded.workspace.paths.templates, shape)
    return render(shape, context, tongue.say, TEMPLATES / "report", folder, name)


def _check(template: Path | None) -> None:
    """Render a template for every sample, every audience, with and without an earlier audit."""
    from tpaudit.cli.output import tell
    from tpaudit.reading.workspace import SAMPLES

    if template is None:
        msg = "no template is named; expected --template PATH beside --check-template"
        raise UsageError(msg)
    names = (
        [template.name] if template.is_file() else sorted(one.name for one in template.glob("report.*.j2"))
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


def _template(path: Path | None, own: Path, shape: str) -> tuple[Path | None, str | None]:
    """Return the folder of the templates that win, and the name of the one that is asked for."""
    if path is None:
        return (own if (own / f"report.{shape}.j2").is_file() else None), None
    if path.is_dir():
        return path, None
    if not path.is_file():
        msg = f"{path}: there is no such template; expected a file, or a folder with report.html.j2 or report.md.j2"
        raise UsageError(msg)
    return path.parent, path.name


def _judged(audit: "LoadedAudit", tongue: "Tongue") -> "Scorecard":
    from tpaudit.judging.journey import score

    return score(audit, by="place" if audit.audit.places else None, languages=tongue.languages)


def _earlier(audit: "LoadedAudit", against: str | None, homes: "Homes", tongue: "Tongue") -> "Earlier | None":
    """Return the audit to hold this one against: the one asked for, or the one it follows, if that is there."""
    from tpaudit.reading.loading import load
    from tpaudit.showing.report import Earlier

    file = against
    if file is None and audit.audit.audit.follows:
        follows = os.path.join(os.path.dirname(audit.file), audit.audit.audit.follows)
        file = follows if os.path.isfile(follows) else None
    if file is None:
        return None
    before = load(file, homes=homes)
    return Earlier(before, _judged(before, tongue))
