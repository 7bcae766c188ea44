"""Rendering: from an audit and its scorecard to a report, by the built-in templates or one's own."""

import os
from pathlib import Path

from tpaudit.documents.joined import LoadedAudit
from tpaudit.errors import UsageError
from tpaudit.judging.insights.complete import with_insights
from tpaudit.reading.files.bounds import readable
from tpaudit.reading.files.evidence import Pictures
from tpaudit.reading.workspace.workspace import TEMPLATES, Workspaces
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.contents import Earlier, report_contents
from tpaudit.showing.report.details import Audience, ReportRequest
from tpaudit.showing.report.template import Own, ReportFormat
from tpaudit.showing.report.template import render_template as lay_out
from tpaudit.showing.text.locale import Locale


def render(
    audit: LoadedAudit,
    scorecard: Scorecard,
    *,
    shape: ReportFormat = "md",
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
    workspace, bands = Workspaces().of(audit.file).folder, audit.workspace.bands
    tongue = Locale(language or audit.workspace.language, (bands.fair, bands.strong))
    pictures = Pictures(Path(audit.file).resolve().parent, workspace, embed=embed)
    logo = pictures.logo(audit.workspace.branding.logo)
    request = ReportRequest(
        tongue=tongue, audience=audience, picture=pictures.picture, missing=pictures.missing, logo=logo
    )
    if scorecard.chain is None:
        scorecard = with_insights(audit, scorecard, tongue.languages)
    context = report_contents(audit, scorecard, request, Earlier(*earlier) if earlier else None)
    own = _own(template, workspace, audit.workspace.paths.templates, shape)
    if own is None:
        return lay_out(shape, context, tongue.say, TEMPLATES / "report")
    from tpaudit.showing.report.apart import render_apart as lay_out_apart  # few have templates of their own

    return lay_out_apart(shape, context, tongue.language, TEMPLATES / "report", own)


def _own(path: Path | None, workspace: Path, named: str, shape: ReportFormat) -> Own | None:
    """Return the template that wins over the built-in one: the user's choice, or that of the workspace."""
    name = f"report.{shape}.j2"
    if path is None:
        there = os.path.isfile(workspace / named / name)
        return Own(readable(workspace, named), name) if there else None
    if os.path.isdir(path):
        return Own(path, name)
    if not os.path.isfile(path):
        msg = f"{path}: there is no such template; expected a file, or a folder with report.html.j2 or report.md.j2"
        raise UsageError(msg)
    return Own(path.parent, path.name, named=True)
