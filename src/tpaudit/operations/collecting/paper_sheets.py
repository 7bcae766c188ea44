"""Sheets on paper: for the team, for a customer's diary, for a survey, for a walk."""

from collections.abc import Mapping, Sequence
from typing import Final

from tpaudit.documents.asked import Question
from tpaudit.documents.checklist import Method
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.worded import Worded
from tpaudit.documents.workspace import Paper
from tpaudit.errors import UsageError
from tpaudit.operations.audits.load import load
from tpaudit.operations.collecting.form import FormRequest, touches_of_walk
from tpaudit.operations.reports.report import without_paper
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.showing.report.pages import on_paper
from tpaudit.showing.report.template import ReportFormat, render_template
from tpaudit.showing.sheets.paper_sheet import Purpose, sheet_contents
from tpaudit.showing.text.locale import Locale

ASKED_BY: Final[Mapping[Purpose, frozenset[Method]]] = {
    "team": frozenset({"team"}),
    "diary": frozenset(),
    "survey": frozenset({"survey"}),
    "walk": frozenset({"walkthrough", "mystery-shopper", "measurement"}),
}
"""By which methods the questions of a sheet are observed; a diary is free and has none."""


def paper_sheet(
    file: str,
    purpose: Purpose,
    request: FormRequest,
    *,
    shape: ReportFormat = "md",
    language: str | None = None,
    paper: Paper | None = None,
) -> str:
    """Return a sheet of an audit for people without a phone or a terminal, as Markdown or one HTML page.

    `paper` is what the page is printed on, default the workspace's, else A4.

    Raises InputError for what is wrong in the audit's files, UsageError for names that it does not know, and for a
    survey where no question allows one, or for a paper beside Markdown.
    """
    if paper and shape == "md":
        raise without_paper(shape, ["html"])
    audit = load(file)
    locale = Locale(language or audit.workspace.language)
    asked = [(touch, _questions(touch, purpose)) for touch in touches_of_walk(audit, request)]
    if purpose in {"survey", "walk"}:
        asked = [(touch, questions) for touch, questions in asked if questions]
    if not asked:
        msg = Worded(
            "no question here is asked by a {purpose}; expected an item with `{method}` among its methods",
            purpose=purpose,
            method=_some(purpose),
        )
        raise UsageError(msg)
    contents = sheet_contents(audit, purpose, asked, locale)
    text = render_template(shape, contents, locale, TEMPLATES / "report", name="sheet")
    return on_paper(text, paper or audit.workspace.reports.paper or "a4") if shape == "html" else text


def _some(purpose: Purpose) -> str:
    return "survey" if purpose == "survey" else "walkthrough"


def _questions(touch: AuditedTouchpoint, purpose: Purpose) -> Sequence[Question]:
    """Return the questions of a touchpoint that the sheet puts; on a walk also those that name no method."""
    questions = (asked.question for asked in touch.asked.values())
    return [
        question
        for question in questions
        if ASKED_BY[purpose].intersection(question.item.methods)
        or (purpose == "walk" and not question.item.methods)
    ]
