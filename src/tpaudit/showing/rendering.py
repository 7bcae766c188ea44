"""Rendering: from an audit and its scorecard to a report, by the built-in templates or one's own."""

from pathlib import Path

from tpaudit.documents.loaded import LoadedAudit
from tpaudit.errors import UsageError
from tpaudit.judging.completing import completed
from tpaudit.judging.scorecard import Scorecard
from tpaudit.reading.evidence import Pictures
from tpaudit.reading.workspace import TEMPLATES, Homes
from tpaudit.showing.details import Audience, Request
from tpaudit.showing.report import Earlier, contents
from tpaudit.showing.template import Format
from tpaudit.showing.template import render as lay_out
from tpaudit.showing.tongue import Tongue


def render(
    audit: LoadedAudit,
    scorecard: Scorecard,
    *,
    shape: Format = "md",
    language: str | None = None,
    audience: Audience = "client",
    earlier: tuple[LoadedAudit, Scorecard] | None = None,
    embed: bool = False,
    template: Path | None = None,
) -> str:
    """Return a report as Markdown or HTML.

    `scorecard` is the audit's, scored with the report's language, and by place where places are to stand
    side by side; if the journey was not judged as a whole, that is done here. `earlier` is an audit to hold it
    against, with its scorecard; `template` a template or a folder of them, default the workspace's
    `templates/`. Raises UsageError for what a template does wrong.
    """
    workspace, bands = Homes().of(audit.file).folder, audit.workspace.bands
    tongue = Tongue(language or audit.workspace.language, (bands.fair, bands.strong))
    pictures = Pictures(Path(audit.file).resolve().parent, workspace, embed=embed)
    logo = pictures.logo(audit.workspace.branding.logo)
    request = Request(tongue, audience, pictures.picture, pictures.missing, logo)
    if scorecard.chain is None:
        scorecard = completed(audit, scorecard, tongue.languages)
    context = contents(audit, scorecard, request, Earlier(*earlier) if earlier else None)
    folder, name = _template(template, workspace / audit.workspace.paths.templates, shape)
    return lay_out(shape, context, tongue.say, TEMPLATES / "report", folder, name)


def _template(path: Path | None, own: Path, shape: Format) -> tuple[Path | None, str | None]:
    """Return the folder of the templates that win, and the name of the one that is asked for."""
    if path is None:
        return (own if (own / f"report.{shape}.j2").is_file() else None), None
    if path.is_dir():
        return path, None
    if not path.is_file():
        msg = f"{path}: there is no such template; expected a file, or a folder with report.html.j2 or report.md.j2"
        raise UsageError(msg)
    return path.parent, path.name
