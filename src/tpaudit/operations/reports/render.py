"""Rendering: from an audit and its scorecard to a report, by the built-in templates or one's own."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded, listing
from tpaudit.documents.workspace import Paper
from tpaudit.errors import UsageError
from tpaudit.judging.insights.complete import with_insights
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.judging.plan.recommendations import recommendations
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.reading.files.bounds import readable
from tpaudit.reading.files.evidence import ROOM, Pictures
from tpaudit.reading.workspace.around import root_and_settings
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.contents import Depth, report_contents, with_all, with_the_worst
from tpaudit.showing.report.pages import on_paper, readable_cells
from tpaudit.showing.report.redact import Audience, redact
from tpaudit.showing.report.results import EarlierResults, EvidenceFile, ReportResults
from tpaudit.showing.report.template import Own, ReportFormat
from tpaudit.showing.report.template import render_template as lay_out
from tpaudit.showing.report.texts import action_texts, audit_texts
from tpaudit.showing.text.locale import Locale

_NAMED: Final = 5
"""How many pictures without room are named."""
MARKDOWN_ROOM: Final = 400_000
"""How many bytes a report as Markdown has at most: a forge shows no more than 512 kB."""
_LONGEST_PATH: Final = 200
"""How many characters of a path are named."""


def render(
    audit: LoadedAudit,
    scorecard: Scorecard,
    *,
    shape: ReportFormat = "md",
    language: str | None = None,
    audience: Audience = "client",
    earlier: tuple[LoadedAudit, Scorecard] | None = None,
    embed: bool = True,
    template: Path | None = None,
    depth: Depth = "report",
    redacted: bool = False,
    paper: Paper | None = None,
    report: Report = unreported,
) -> str:
    """Return a report as Markdown or HTML.

    `scorecard` is the audit's, scored with the report's language, and by place where places are to stand side
    by side; if the journey was not judged as a whole, that is done here. `earlier` is an audit to hold it
    against, with its scorecard; `template` a template or a folder of them, default the workspace's
    `templates/`. `depth` is how much it says; `paper` what HTML is printed on where its template leaves that to
    the printer, default the workspace's; with `embed`, HTML has the pictures of evidence in it. `report` is
    given what is not in it: with `redacted` each name, phone number and mail address that is taken out, files
    that are not there, pictures for which there is no room. Raises UsageError for what a template does wrong.
    """
    workspace, _ = root_and_settings(Path(os.path.abspath(audit.file)).parent)
    bands = audit.workspace.bands
    locale = Locale(language or audit.workspace.language, (bands.fair, bands.strong))
    pictures = Pictures(Path(audit.file).resolve().parent, workspace, embed=embed and shape == "html")
    own = _own(template, workspace, audit.workspace.paths.templates, shape)
    curves = own is not None or (shape == "html" and depth == "full")
    results = report_results(audit, scorecard, earlier, locale, pictures, curves=curves)
    say_what_is_missing(results, pictures, report)
    taken_out: Mapping[str, int] = {}
    shown = redact(results, audience)
    if redacted:
        from tpaudit.operations.reports.anonymize import without_people  # few reports need its patterns

        shown, taken_out = without_people(shown, audit, results, locale, report)
    context = report_contents(shown, locale, depth, taken_out)
    if own is not None or shape == "md":
        context = with_all(context, shown, locale)
    text = _laid_out(shape, context, locale, own)
    if shape != "html":
        return text
    named = paper or audit.workspace.reports.paper
    page = readable_cells(text)
    return on_paper(page, named) if named else page


def _laid_out(shape: ReportFormat, context: Mapping[str, Any], locale: Locale, own: Own | None) -> str:
    if own is None:
        text = lay_out(shape, context, locale, TEMPLATES / "report")
        return (
            text
            if shape == "html" or len(text.encode()) <= MARKDOWN_ROOM
            else _shortened(context, locale, text)
        )
    from tpaudit.showing.sandbox.apart import render_apart as lay_out_apart  # few have templates of their own

    return lay_out_apart(shape, context, locale, TEMPLATES / "report", own)


def _shortened(context: Mapping[str, Any], locale: Locale, text: str) -> str:
    """Return a report as Markdown that is short enough, with as many touchpoints spelled out as there is room for."""

    def spelled_out(count: int) -> str:
        return lay_out("md", with_the_worst(context, count), locale, TEMPLATES / "report")

    count, shortest = len(context["journey"]), len(spelled_out(0).encode())
    while count and len(text.encode()) > MARKDOWN_ROOM:
        each = (len(text.encode()) - shortest) / count  # the worst have most to say of them
        count = min(count - 1, max(0, int((MARKDOWN_ROOM - shortest) / each))) if each > 0 else 0
        text = spelled_out(count)
    return text


def report_results(
    audit: LoadedAudit,
    card: Scorecard,
    earlier: tuple[LoadedAudit, Scorecard] | None,
    locale: Locale,
    pictures: Pictures,
    *,
    curves: bool = False,
) -> ReportResults:
    """Return everything that a report is made from, whoever reads it; `curves` are drawn where questions are shown."""
    whole = with_insights(audit, card, locale.languages) if card.chain is None else card
    found = recommendations(audit, whole, locale.languages)
    return ReportResults(
        card=whole,
        unredacted=whole,
        audit=audit_texts(
            audit,
            locale,
            logo=pictures.logo(audit.workspace.branding.logo),
            client_logo=pictures.logo(audit.workspace.reports.client_logo),
            curves=curves,
        ),
        recommendations=found,
        plan=make_plan(audit, whole, Wish(), locale.languages, found=found),
        files=_files(whole, pictures),
        earlier=_earlier(audit, whole, earlier, locale) if earlier else None,
    )


def _earlier(
    audit: LoadedAudit, now: Scorecard, earlier: tuple[LoadedAudit, Scorecard], locale: Locale
) -> EarlierResults:
    from tpaudit.judging.compare.attribution import split  # most reports are of one audit alone
    from tpaudit.judging.portfolio.step import is_clear_step

    before, card = earlier
    actions = action_texts(before, audit, locale)
    comparison, clear = split(card, audit, now), is_clear_step(card, now)
    return EarlierResults(card=card, actions=actions, comparison=comparison, clear=clear)


def _files(card: Scorecard, pictures: Pictures) -> dict[str, EvidenceFile]:
    """Return the files that back observations and findings, with the pictures to embed, numbered."""
    files: dict[str, EvidenceFile] = {}
    number = 0
    for path in dict.fromkeys(_paths(card)):
        picture = pictures.picture(path)
        number += picture is not None
        files[path] = EvidenceFile(
            path=path,
            picture=picture.full if picture else None,
            thumbnail=picture.thumbnail if picture else None,
            number=number if picture else 0,
            missing=pictures.missing(path),
        )
    return files


def say_what_is_missing(results: ReportResults, pictures: Pictures, report: Report) -> None:
    """Name the files that are not there, and the pictures that cannot be shown or have no room."""
    for path, file in results.files.items():
        if file.missing:
            report(
                Worded(
                    "{path}: this evidence is not there; the report does without it",
                    path=path[:_LONGEST_PATH],
                )
            )
    for path in pictures.unreadable:
        report(
            Worded(
                "{path}: this picture cannot be shown; the report does without it; expected a whole PNG, JPEG, GIF or "
                "WebP of at most 50 million pixels",
                path=path[:_LONGEST_PATH],
            )
        )
    if pictures.left_out:
        few = listing(pictures.left_out[:_NAMED])
        report(
            Worded(
                "{count} pictures are not in the report, which holds {room} MB of them: {few}; expected fewer, smaller "
                "ones, or Pillow to scale them (the extra `photos`)",
                count=len(pictures.left_out),
                room=ROOM // 1_000_000,
                few=few,
            )
        )


def _paths(card: Scorecard) -> Iterator[str]:
    for touch in card.links().values():
        evidence = [seen.evidence for item in touch.items.values() for seen in item.observations]
        evidence += [finding.evidence for finding in touch.findings.values()]
        yield from (piece.file for pieces in evidence for piece in pieces if piece.file)


def _own(path: Path | None, workspace: Path, named: str, shape: ReportFormat) -> Own | None:
    """Return the template that wins over the built-in one: the user's choice, or that of the workspace."""
    name = f"report.{shape}.j2"
    if path is None:
        there = os.path.isfile(workspace / named / name)
        return Own(readable(workspace, named), name) if there else None
    if os.path.isdir(path):
        return Own(path, name)
    if not os.path.isfile(path):
        msg = Worded(
            "{path}: there is no such template; expected a file, or a folder with report.html.j2 or report.md.j2",
            path=path,
        )
        raise UsageError(msg)
    return Own(path.parent, path.name, named=True)
