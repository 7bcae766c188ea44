"""Reporting on a file: the report of an audit as it lies there, against the one that it follows."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded, listing
from tpaudit.documents.workspace import Paper
from tpaudit.errors import UsageError
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.reports.render import render
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.workspace.logo import logo_problems
from tpaudit.reading.workspace.sources import SAMPLES
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.contents import Depth
from tpaudit.showing.report.redact import Audience
from tpaudit.showing.report.template import ReportFormat

HAVE_PAGES: Final = ("html", "pdf", "docx")
"""The formats of a report that are printed on a paper."""


class ReportOptions(NamedTuple):
    """How a report is to be."""

    shape: ReportFormat = "md"
    language: str | None = None
    """Default the workspace's."""
    audience: Audience = "client"
    against: str | None = None
    """The file of an earlier audit; default the one that the audit follows."""
    embed: bool = True
    """Whether pictures of evidence are put into the HTML."""
    depth: Depth = "report"
    redacted: bool = False
    """Whether names of people, phone numbers and mail addresses are taken out of texts."""
    template: Path | None = None
    paper: Paper | None = None
    """Default the workspace's."""
    as_of: str | None = None


def report_on(file: str, options: ReportOptions, report: Report = unreported) -> str:
    """Return the report of an audit's file; raises InputError or UsageError if it cannot be had."""
    if options.paper and options.shape == "md":
        raise without_paper(options.shape)
    workspaces = Workspaces()
    audit = load_audit(file, as_of=options.as_of, workspaces=workspaces)
    for problem in logo_problems(workspaces.of(file)):
        report(problem)
    language = options.language or audit.workspace.language
    earlier = earlier_results(audit, options.against, language, report)
    return render(
        audit,
        _scored(audit, language),
        shape=options.shape,
        language=language,
        audience=options.audience,
        earlier=earlier,
        embed=options.embed,
        template=options.template,
        depth=options.depth,
        redacted=options.redacted,
        paper=options.paper,
        report=report,
    )


def without_paper(shape: str, printed: Iterable[str] = HAVE_PAGES) -> UsageError:
    """Return the error that a paper was asked for beside a format that has no pages."""
    return UsageError(
        Worded(
            "--paper would change nothing in a file as {shape}, which has no pages; expected it beside {listed}",
            shape=shape,
            listed=listing(printed),
        )
    )


def check_template(template: Path, report: Report = unreported) -> Iterator[str]:
    """Yield the name of each template of a folder, or of the one, that renders the samples.

    It is rendered for every sample, every audience, with and without an earlier audit. Raises UsageError for what
    it does wrong, or where there is none.
    """
    names = sorted(found.name for found in template.glob("report.*.j2"))
    if os.path.isfile(template):
        names = [template.name]
    for name in names:
        for sample in sorted(map(str, SAMPLES.glob("*.yaml"))):
            bare = ReportOptions(shape="html" if ".html" in name else "md", language="en", template=template)
            full = bare._replace(language="ru", audience="internal", against=sample, depth="full")
            for options in (bare, full):
                report_on(sample, options, report)
        yield name
    if not names:
        msg = Worded(
            "{template}: there is no template in there; expected report.html.j2 or report.md.j2",
            template=template,
        )
        raise UsageError(msg)


def _scored(audit: LoadedAudit, language: str) -> Scorecard:
    return score_audit(audit, by="place" if audit.audit.places else None, languages=(language, "en"))


def earlier_results(
    audit: LoadedAudit, against: str | None, language: str, report: Report = unreported
) -> tuple[LoadedAudit, Scorecard] | None:
    """Return the audit that one is held against, with its scorecard; None where there is none."""
    file = _earlier(audit, against, report)
    before = None if file is None else load_audit(file, workspaces=Workspaces())
    return None if before is None else (before, _scored(before, language))


def _earlier(audit: LoadedAudit, against: str | None, report: Report) -> str | None:
    """Return the file to hold an audit against: the one asked for, or the one it follows, if that is there."""
    if against is not None or not audit.audit.audit.follows:
        return against
    file = os.path.join(os.path.dirname(audit.file), audit.audit.audit.follows)
    if os.path.isfile(file):
        return file
    report(Worded("{file}: the audit that this one follows is not there; name it with --against", file=file))
    return None
