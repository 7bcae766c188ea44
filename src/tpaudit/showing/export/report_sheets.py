"""The sheets of a report as a workbook: which columns people read, and what stands above them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import BinaryIO, Final, NamedTuple

from tpaudit.documents.workspace import Paper
from tpaudit.showing.export.columns import CellValue, Column, DataTable, RowSettings, column
from tpaudit.showing.export.measures import PLAN_TABLE
from tpaudit.showing.export.observed import FINDING_TABLE, ITEMS
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.export.rows import ItemRow
from tpaudit.showing.export.scores import PLACES, TOUCHPOINTS
from tpaudit.showing.export.writers.printed import figure_format, letters_across
from tpaudit.showing.export.writers.workbook import PrintedLook, SheetStyle, WorkbookTables
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded
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


def report_workbook(
    results: TableResults,
    locale: Locale,
    stream: BinaryIO,
    hidden: frozenset[tuple[str, str]],
    paper: Paper,
) -> None:
    """Write a report as a workbook: a sheet each for touchpoints, places, questions, findings and the plan.

    `hidden` are the tables and columns that its readers do not get.
    """
    sheets = []
    for sheet in REPORT_SHEETS:
        table = _shown(sheet, hidden)
        rows = list(table.rows(results, RowSettings(1, locale.say)))
        heads = [locale.say(sheet.headings[column.name]) for column in table.columns]
        look = _look(table, heads, rows, locale, results.currency)
        sheets.append(
            (table, rows, SheetStyle(locale.say(sheet.title), heads, look=look._replace(paper=paper)))
        )
    styles = {table.name: style for table, _, style in sheets}
    book = WorkbookTables(stream, lambda table: styles[table.name], partial(_word, locale))
    for table, rows, _ in sheets:
        book.start(table)
        book.write(table, rows)
    book.close()


def _word(locale: Locale, name: str) -> str:
    return locale.word(STATES.get(name, name))


def _look(
    table: DataTable, heads: Sequence[str], rows: Sequence[Sequence[CellValue]], locale: Locale, currency: str
) -> PrintedLook:
    """Return how wide the columns of a sheet are, and how their figures are written."""
    widths, formats = [], {}
    for index, (shown, head) in enumerate(zip(table.columns, heads, strict=True)):
        values = [row[index] for row in rows]
        said = [_word(locale, str(value)) for value in values if value] if shown.type == "word" else values
        widths.append(letters_across(head, said, shown.type, sentences=shown.name in _SENTENCES))
        code = figure_format(shown, locale.language, currency, values)
        if code is not None:
            formats[index] = code
    return PrintedLook(widths, formats, "a4")


def _shown(sheet: ReportSheet, hidden: frozenset[tuple[str, str]]) -> DataTable:
    """Return the table with the columns that people read."""
    known = {column.name: column for column in sheet.table.columns}
    return sheet.table._replace(
        columns=tuple(
            _for_people(known[name]) for name in sheet.headings if (sheet.table.name, name) not in hidden
        )
    )


def _for_people(shown: Column) -> Column:
    """Return a column as people read it: yes and no as words, sentences without the lines of the file."""
    value = shown.value
    if shown.type == "flag":
        return shown._replace(type="word", value=lambda row: "yes" if value(row) else "no")
    if shown.name in _SENTENCES:
        return shown._replace(value=lambda row: folded(str(value(row) or "")) or None)
    return shown._replace(type="word") if shown.name == "channel" else shown
