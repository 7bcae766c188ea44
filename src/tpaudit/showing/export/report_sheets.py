"""The sheets of a report as a workbook: which columns people read, and what stands above them."""

from collections.abc import Mapping
from typing import BinaryIO, Final, NamedTuple

from tpaudit.showing.export.columns import CellValue, Column, DataTable, RowSettings, column
from tpaudit.showing.export.measures import PLAN_TABLE
from tpaudit.showing.export.observed import FINDING_TABLE, ITEMS
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.export.rows import ItemRow
from tpaudit.showing.export.scores import PLACES, TOUCHPOINTS
from tpaudit.showing.export.writers.workbook import SheetStyle, WorkbookTables
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.steps import STATES

_SENTENCES: Final = frozenset(
    {"question", "shortfall", "says", "fix", "quote", "note", "task", "failed", "why_broken"}
)
"""Columns that hold sentences."""


class ReportSheet(NamedTuple):
    """A sheet of a report."""

    title: str
    table: DataTable
    headings: Mapping[str, str]
    """The columns that it has, and what stands above each; in English, as a phrase."""


def _checklist(row: ItemRow) -> CellValue:
    section = row.touchpoint.touch.sections.get(row.address.partition(".")[0])
    return section.name if section else row.address.partition(".")[0]


def _at_touchpoint(table: DataTable) -> DataTable:
    """Return a table with the name of the touchpoint."""
    name = column("touchpoint_name", "text", "The name of the touchpoint.", "touchpoint.touch.name")
    return table._replace(columns=(*table.columns, name))


_QUESTIONS: Final = ITEMS._replace(
    columns=(
        *_at_touchpoint(ITEMS).columns,
        column("checklist", "text", "The title of the checklist.", _checklist),
    )
)
REPORT_SHEETS: Final = (
    ReportSheet(
        "Touchpoints",
        TOUCHPOINTS,
        {
            "position": "No.",
            "name": "Touchpoint",
            "stage_name": "Stage",
            "channel": "Channel",
            "kind": "Kind",
            "owner": "Owner",
            "importance": "Importance",
            "score": "Score",
            "low": "Low end",
            "high": "High end",
            "coverage": "Assessed",
            "lost": "Lost",
            "band": "Verdict",
            "why_broken": "Why it is broken",
            "feeling": "Feeling",
            "problems": "Problems",
            "observations": "Observations",
            "visits": "Visits",
        },
    ),
    ReportSheet(
        "Places",
        PLACES,
        {
            "name": "Place",
            "score": "Score",
            "low": "Low end",
            "high": "High end",
            "coverage": "Assessed",
            "alike_score": "Like for like",
            "touchpoints": "Touchpoints",
            "observations": "Observations",
            "visits": "Visits",
        },
    ),
    ReportSheet(
        "All questions",
        _QUESTIONS,
        {
            "touchpoint_name": "Touchpoint",
            "checklist": "Checklist",
            "question": "Question",
            "state": "State",
            "score": "Score",
            "weight": "Weight",
            "lost": "Lost",
            "must": "Must-be item",
            "breaks": "Breaks the touchpoint",
            "observations": "Observations",
            "shortfall": "What falls short",
        },
    ),
    ReportSheet(
        "Findings",
        _at_touchpoint(FINDING_TABLE),
        {
            "touchpoint_name": "Touchpoint",
            "kind": "Kind",
            "severity": "Severity",
            "says": "Finding",
            "fix": "What to do",
            "quote": "Quote",
            "felt": "Feeling",
            "day": "Day",
            "note": "Note",
            "resolved": "Resolved",
        },
    ),
    ReportSheet(
        "Plan",
        PLAN_TABLE,
        {
            "position": "No.",
            "task": "What to do",
            "failed": "What failed",
            "touchpoints": "Touchpoint",
            "gain": "Gain",
            "hours": "Hours",
            "cost": "Cost",
            "owner": "Owner",
            "due": "Due",
            "state": "State",
        },
    ),
)


def report_workbook(results: TableResults, locale: Locale, stream: BinaryIO, hidden: frozenset[str]) -> None:
    """Write a report as a workbook: a sheet each for touchpoints, places, questions, findings and the plan.

    `hidden` are the columns that its readers do not get.
    """
    shown = {sheet.table.name: _shown(sheet, hidden) for sheet in REPORT_SHEETS}
    titles = {sheet.table.name: locale.say(sheet.title) for sheet in REPORT_SHEETS}
    headings = {
        sheet.table.name: [locale.say(text) for name, text in sheet.headings.items() if name not in hidden]
        for sheet in REPORT_SHEETS
    }

    def style(table: DataTable) -> SheetStyle:
        wide = frozenset(at for at, column in enumerate(table.columns) if column.name in _SENTENCES)
        return SheetStyle(titles[table.name], headings[table.name], wide)

    book = WorkbookTables(stream, style, lambda word: locale.word(STATES.get(word, word)))
    for table in shown.values():
        book.start(table)
        book.write(table, list(table.rows(results, RowSettings(1, locale.say))))
    book.close()


def _shown(sheet: ReportSheet, hidden: frozenset[str]) -> DataTable:
    """Return the table with the columns that people read; a channel is a word of the language."""
    known = {column.name: column for column in sheet.table.columns}
    return sheet.table._replace(
        columns=tuple(_as_word(known[name]) for name in sheet.headings if name not in hidden)
    )


def _as_word(shown: Column) -> Column:
    return shown._replace(type="word") if shown.name == "channel" else shown
