"""Checklists and sheets: a client's own list becomes a checklist, and checklists become lists for others."""

import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.documents.checklist import Checklist
from tpaudit.documents.checks import checklist_faults
from tpaudit.documents.columns import PEOPLE
from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.worded import OR, Worded, linked, listing
from tpaudit.errors import InputError, Problem, UsageError
from tpaudit.operations.starting.checklists import find_checklist
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.parse import parse
from tpaudit.reading.sheets.draft import Draft
from tpaudit.reading.sheets.rows import checklist_of_rows
from tpaudit.reading.sheets.table import Table, refused
from tpaudit.reading.sheets.text_tables import text_tables
from tpaudit.reading.sheets.workbook import workbook_tables
from tpaudit.reading.sheets.xlsform import checklist_of_form, is_form
from tpaudit.reading.workspace.extends import read_source
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.data.scorecard import in_csv
from tpaudit.showing.scaffold.document import document_text
from tpaudit.showing.sheets.grid import grid
from tpaudit.showing.sheets.workbook import workbook
from tpaudit.showing.sheets.xlsform import Exported, xlsform

_TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt", ".md")
_WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xls")
_OUTPUT_ENDINGS: Final = (".csv", ".xlsx")
_EXCEL_TEXT: Final = "\ufeff"
"""The byte-order mark without which Excel takes a CSV for one of its own country's encoding."""


class ImportedChecklist(NamedTuple):
    """A checklist made from a sheet: its file's text, and what was guessed or left out."""

    path: Path
    text: str
    notes: Sequence[Problem]


def import_checklist(
    home: Workspace, file: str, output: Path, *, sheet: str | None = None, encoding: str | None = None
) -> ImportedChecklist:
    """Return the checklist that a sheet says, ready to be written to `output`.

    Raises InputError, each problem with its cell, if that is no checklist; UsageError for a file of another
    kind, a sheet that is not there, an output that is no file of a checklist or lies outside the workspace.
    """
    name = output.stem
    if output.suffix not in {".yaml", ".yml"} or not is_identifier(name):
        msg = Worded(
            "{output}: it cannot hold a checklist; expected a name such as checklists/phone.yaml, in lower-case letters and digits with hyphens between",
            output=output,
        )
        raise UsageError(msg)
    writable(home.folder, output)
    tables = _tables(file, encoding)
    draft = _draft(file, tables, name, sheet)
    _refuse_incomplete(file, draft)
    text = document_text(draft.data, PEOPLE)
    _refuse_faults(file, text, draft)
    return ImportedChecklist(path=output, text=text, notes=sorted(draft.notes))


def export_checklists(home: Workspace, names: Iterable[str], ending: str, *, as_form: bool = False) -> bytes:
    """Return checklists as a sheet: one row an item, or an XLSForm for ODK and KoboToolbox.

    `ending` is that of the file, `.csv` or `.xlsx`. Raises UsageError for another one, or for a checklist that is
    not known.
    """
    if ending not in _OUTPUT_ENDINGS or (as_form and ending != ".xlsx"):
        wanted = ".xlsx" if as_form else linked(_OUTPUT_ENDINGS, OR)
        msg = Worded(
            "`{ending}` is no ending that is known here; expected {wanted}", ending=ending, wanted=wanted
        )
        raise UsageError(msg)
    exported = [_exported(home, name) for name in dict.fromkeys(names)]
    if as_form:
        return workbook(xlsform(exported))
    if ending == ".xlsx":
        return workbook({each.checklist.checklist: grid(each.data) for each in exported})
    if len(exported) > 1:
        several = (
            "a CSV is one table and holds one checklist; expected a single NAME, or a file that ends in .xlsx"
        )
        raise UsageError(several)
    return (_EXCEL_TEXT + in_csv(grid(exported[0].data))).encode()


def _exported(home: Workspace, name: str) -> Exported:
    checklist = find_checklist(home, name)
    data = read_source(home.sources("checklists")[name], home, (name,)).data
    merged = {key: value for key, value in data.items() if key not in {"format", "extends"}}
    return Exported(checklist, merged)


def _tables(file: str, encoding: str | None) -> list[Table]:
    ending = os.path.splitext(file)[1].lower()
    if ending in _TEXT_ENDINGS:
        return text_tables(file, contents(file), encoding)
    if ending in _WORKBOOK_ENDINGS:
        return workbook_tables(file, contents(file))
    msg = Worded(
        "{file}: it is no sheet that can be read; expected {listed}",
        file=file,
        listed=listing((*_TEXT_ENDINGS, *_WORKBOOK_ENDINGS)),
    )
    raise UsageError(msg)


def _draft(file: str, tables: Sequence[Table], name: str, sheet: str | None) -> Draft:
    if sheet is None and is_form(tables):
        return checklist_of_form(tables, name)
    filled = [table for table in tables if any(True for _ in table.filled())]
    if sheet is not None:
        filled = [table for table in tables if table.sheet == sheet]
    if len(filled) == 1:
        return checklist_of_rows(filled[0], name)
    names = listing(f"`{table.sheet}`" for table in tables)
    if not filled and sheet is None:
        msg = Worded(
            "{file}: it is empty; expected a row with headings, and one for each question", file=file
        )
    else:
        msg = Worded(
            "{file}: which sheet holds the questions? it has {names}; name one with --sheet",
            file=file,
            names=names,
        )
    raise UsageError(msg)


def _refuse_incomplete(file: str, draft: Draft) -> None:
    if any(not note.warning for note in draft.notes):
        raise InputError(sorted(draft.notes))
    if not draft.data["items"]:
        message = "no row below the headings has a question; expected one for each item"
        raise InputError([*draft.notes, *refused(file, message).problems])


def _refuse_faults(file: str, text: str, draft: Draft) -> None:
    """Raise InputError, with the cells that are at fault, if the text is no checklist."""
    _, diagnostics = parse(file, read(text.encode()), Checklist, checklist_faults)
    if diagnostics.problems:
        lines = dict(_lines(text, draft))
        raise InputError([*draft.notes, *(_at_cell(problem, lines) for problem in diagnostics.problems)])


def _at_cell(problem: Problem, lines: dict[int, tuple[int, int]]) -> Problem:
    row, column = lines.get(problem.line, (0, 0))
    return problem._replace(line=row + 1, column=column + 1)


def _lines(text: str, draft: Draft) -> Iterable[tuple[int, tuple[int, int]]]:
    """Yield the lines of a checklist's text with the cell that each comes from."""
    path: list[str] = []
    for number, line in enumerate(io.StringIO(text), 1):
        depth = (len(line) - len(line.lstrip())) // 2
        path = [*path[:depth], line.strip().partition(":")[0].strip('"')]
        cell = draft.cells.get(tuple(path[:3])) or draft.cells.get(tuple(path[:2]))
        if cell:
            yield number, cell
