"""Office reports: the report of an audit as PDF, for Word or for Excel."""

import io
import os
from pathlib import Path
from typing import Literal

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.reports.anonymize import names_of_people, say_taken_out
from tpaudit.operations.reports.export import table_card, table_results
from tpaudit.operations.reports.render import report_results, say_what_is_missing
from tpaudit.operations.reports.report import (
    HAVE_PAGES,
    ReportOptions,
    earlier_results,
    report_on,
    without_paper,
)
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.files.bounds import readable
from tpaudit.reading.files.evidence import Pictures
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.showing.export.office.blocks import DrawnPictures, WrittenReport
from tpaudit.showing.export.office.contents import word_contents
from tpaudit.showing.export.office.drawn import drawn_pictures
from tpaudit.showing.export.office.outlined import outlined_pictures
from tpaudit.showing.export.office.pdf import chromium, laid_out, printed
from tpaudit.showing.export.office.word import as_docx, start_document
from tpaudit.showing.export.report_sheets import report_workbook
from tpaudit.showing.report.contents import report_contents
from tpaudit.showing.report.parts.anonymous import TakenOut, take_out, take_out_of_tables
from tpaudit.showing.report.redact import hidden_columns, redact, redact_tables
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.locale import Locale

ReportFile = Literal["md", "html", "pdf", "docx", "xlsx"]


def handed_over(file: str, options: ReportOptions, shape: ReportFile, report: Report = unreported) -> bytes:
    """Return the report of an audit's file in any format; raises InputError or UsageError if it cannot be had."""
    if shape in ("md", "html"):
        return report_on(file, options, report).encode("utf-8", "backslashreplace")
    if shape == "pdf":
        return _pdf(file, options, report)
    _refuse_vain(options, shape)
    return _workbook(file, options, report) if shape == "xlsx" else _document(file, options, report)


def _pdf(file: str, options: ReportOptions, report: Report) -> bytes:
    """Return the report as Chromium prints it; without one, or where it fails, its plainer form by weasyprint."""
    program = chromium()
    page = printed(program, report_on(file, options._replace(shape="html"), report)) if program else None
    if isinstance(page, bytes):
        return page
    if page is not None and options.template:
        raise UsageError(Worded("{program} did not print the PDF: {why}", program=program, why=page))
    if options.template:
        msg = Worded(
            "{option}: this needs Chromium on the PATH for a PDF; expected it, or HTML", option="--template"
        )
        raise UsageError(msg)
    # What is to be said of the audit itself was said for Chromium's page.
    silent = report if page is None else unreported
    written = _written(load_audit(file, as_of=options.as_of), options, silent, drawn=False)
    try:
        data = laid_out(written)
    except UsageError:
        if page is not None:
            report(Worded("{program} did not print the PDF: {why}", program=program, why=page))
        raise
    if page is not None:
        by_another = "{program} did not print the PDF: {why}; WeasyPrint wrote it instead, in a plainer form"
        report(Worded(by_another, program=program, why=page))
    return data


def _document(file: str, options: ReportOptions, report: Report) -> bytes:
    """Return the report for Word, by the template that is asked for or that of the workspace."""
    audit = load_audit(file, as_of=options.as_of)
    workspace = Workspaces().of(audit.file).folder
    template = options.template or _own(workspace, audit.workspace.paths.templates)
    if template and options.paper:
        msg = Worded(
            "{template}: a template for Word has a paper of its own; expected no --paper", template=template
        )
        raise UsageError(msg)
    document = start_document(template)  # before the pictures are drawn: it may be of no use
    return as_docx(_written(audit, options, report, drawn=True), document, template)


def _written(audit: LoadedAudit, options: ReportOptions, report: Report, *, drawn: bool) -> WrittenReport:
    """Return the report as blocks, with its pictures: `drawn` as Word shows them, else outlined."""
    workspace, bands = Workspaces().of(audit.file).folder, audit.workspace.bands
    locale = Locale(options.language or audit.workspace.language, (bands.fair, bands.strong))
    taken_out: list[TakenOut] = []
    pictures = Pictures(Path(audit.file).resolve().parent, workspace, embed=True)
    earlier = earlier_results(audit, options.against, locale.language, report)
    results = report_results(audit, table_card(audit, locale.language), earlier, locale, pictures)
    say_what_is_missing(results, pictures, report)
    shown = redact(results, options.audience)
    if options.redacted:
        names = names_of_people(audit, results)
        shown, taken_out = take_out(shown, names, locale.say)
        say_taken_out(taken_out, report)
    own = (_drawn if drawn else _outlined)(shown, locale, report)
    paper = options.paper or audit.workspace.reports.paper or "a4"
    return word_contents(shown, locale, own, taken_out, paper=paper, depth=options.depth)


def _drawn(shown: ReportResults, locale: Locale, report: Report) -> DrawnPictures:
    """Return the pictures of a report, for which Chromium is needed; without it they are left out."""
    program = chromium()
    if program is None:
        report("the pictures of the journey are left out: they need Chromium on the PATH, or HTML")
        return DrawnPictures()
    drawn = drawn_pictures(program, report_contents(shown, locale), locale, TEMPLATES / "report")
    if drawn.failed:
        left_out = "{program} did not draw all pictures of the report; left out: {count}"
        report(Worded(left_out, program=program, count=drawn.failed))
    return drawn


def _outlined(shown: ReportResults, locale: Locale, _report: Report) -> DrawnPictures:
    """Return the pictures of a report for weasyprint."""
    return outlined_pictures(report_contents(shown, locale), locale, TEMPLATES / "report")


def _own(workspace: Path, named: str) -> Path | None:
    """Return the workspace's template for Word, if it has one."""
    found = readable(workspace, named) / "report.docx" if os.path.isdir(workspace / named) else None
    return found if found is not None and os.path.isfile(found) else None


def _workbook(file: str, options: ReportOptions, report: Report) -> bytes:
    """Return the tables of an audit as a workbook."""
    audit = load_audit(file, as_of=options.as_of)
    bands, language = audit.workspace.bands, options.language or audit.workspace.language
    locale = Locale(language, (bands.fair, bands.strong))
    everything = table_results(audit, language, "internal", planned=True)
    results = redact_tables(everything, options.audience)
    if options.redacted:
        names = names_of_people(audit, everything)
        results, taken_out = take_out_of_tables(results, names, locale.say)
        say_taken_out(taken_out, report)
    made = io.BytesIO()
    report_workbook(
        results, locale, made, hidden_columns(options.audience), audit.workspace.reports.paper or "a4"
    )
    return made.getvalue()


def _refuse_vain(options: ReportOptions, shape: ReportFile) -> None:
    """Raise UsageError for an option that a format has no use for."""
    if options.paper and shape not in HAVE_PAGES:
        raise without_paper(shape)
    vain = {
        "--no-embed": not options.embed,
        "--depth": shape == "xlsx" and options.depth != "report",
        "--against": shape == "xlsx" and options.against,
        "--template": shape == "xlsx" and options.template,
    }
    for option, given in vain.items():
        if given:
            msg = Worded(
                "{option} would change nothing in a report as {shape}; expected it beside HTML, Markdown or PDF",
                option=option,
                shape=shape,
            )
            raise UsageError(msg)
