"""The rows of a table as visits: one for each row that answers something."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tpaudit.documents.answers import NOT_APPLICABLE
from tpaudit.documents.identifiers import as_identifier
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.scalars import named
from tpaudit.documents.worded import Worded
from tpaudit.errors import Problem
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.imports.tables.cells import TICKED, replaced, said
from tpaudit.reading.imports.tables.columns import (
    MappedQuestion,
    SourceColumn,
    dropped,
    heading_of,
    not_mapped,
)
from tpaudit.reading.imports.tables.dates import Refused, moment_of
from tpaudit.reading.sheets.table import EMPTY, Cell, Table, reference
from tpaudit.results.imported import Imported, ImportedAnswer, ImportedVisit, LeftOut

_LONGEST_KEY: Final = 60


class _Row(NamedTuple):
    """What one row says, or what is wrong in it."""

    visit: ImportedVisit
    problems: tuple[Problem, ...]


def visits_of_rows(table: Table, mapping: ImportMap, audit: LoadedAudit) -> Imported:
    """Return a visit for each row that answers something; a row with a cell that is wrong is left out whole.

    Raises InputError where a column is not there that the map names.
    """
    reader = _Reader(table, mapping, audit)
    rows = list(reader.rows())
    visits = tuple(row.visit for row in rows if not row.problems and row.visit.answers)
    silent = sum(not row.problems and not row.visit.answers for row in rows)
    left_out = [
        *dropped(table, reader.heading, mapping),
        *not_mapped(table, reader.heading, mapping),
    ]
    if silent:
        left_out.append(
            LeftOut(where="rows", why="no answer in the columns that the map names", count=silent)
        )
    return Imported(
        visits=visits,
        read=len(rows),
        used=len(visits),
        left_out=tuple(left_out),
        problems=tuple(problem for row in rows for problem in row.problems),
    )


class _Reader:
    """Reads the rows below the headings of one table."""

    def __init__(self, table: Table, mapping: ImportMap, audit: LoadedAudit) -> None:
        self.table, self.mapping = table, mapping
        self.heading = heading_of(table, mapping, audit)
        self._drop = frozenset(mapping.drop)
        self._places = place_names(audit)
        self._keys: dict[str, int] = {}
        self._remembered: dict[tuple[int, str, Cell], str | Refused | None] = {}

    def rows(self) -> Iterator[_Row]:
        """Yield what each row says that says anything."""
        for row in range(self.heading.row + 1, len(self.table.rows)):
            if any(cell.text for cell in self.table.rows[row]):
                yield self._row(row)

    def _row(self, row: int) -> _Row:
        problems: list[Problem] = []
        visit = ImportedVisit(
            key=self._key(row, problems),
            on=self._when(row, problems),
            by=self._cell(row, self.heading.who).text or None,
            place=self._place(row, problems),
            method=self.mapping.method,
            answers=tuple(self._answers(row, problems)),
        )
        return _Row(visit, tuple(sorted(problems)))

    def _cell(self, row: int, index: int | None) -> Cell:
        """Return a cell; one that the map drops says nothing."""
        cell = EMPTY if index is None else self.table.cell(row, index)
        return EMPTY if cell.text in self._drop and cell.text else cell

    def _answers(self, row: int, problems: list[Problem]) -> Iterator[ImportedAnswer]:
        notes = self._notes(row)
        ticked: dict[str, list[str]] = {}
        for column in self.heading.columns:
            for question in column.to:
                found = self._said(row, column, question)
                if isinstance(found, Refused):
                    problems.append(self.table.problem(row, column.position, found.message))
                elif found == TICKED:
                    ticked.setdefault(question.address, []).append(column.use.option or "")
                elif found is not None:
                    yield self._answer(question.address, found, row, column, notes)
        where = f"row {row + 1}"
        for address, options in ticked.items():
            answer = ", ".join(dict.fromkeys(options))
            yield ImportedAnswer(address=address, answer=answer, where=where, note=notes.get(address))

    def _said(self, row: int, column: SourceColumn, question: MappedQuestion) -> str | Refused | None:
        """Return what a cell says to a question; remembered, as most cells of a column recur."""
        cell = self._cell(row, column.position)
        key = (column.position, question.address, cell)
        if key not in self._remembered:
            self._remembered[key] = said(cell, question.asked.question, column.use)
        return self._remembered[key]

    def _answer(
        self, address: str, found: str, row: int, column: SourceColumn, notes: dict[str, str]
    ) -> ImportedAnswer:
        note = notes.get(address)
        return ImportedAnswer(
            address=address,
            answer=found,
            where=reference(row, column.position),
            note=note,
            na=(note or f"`{column.heading}` says n/a") if found == NOT_APPLICABLE else None,
        )

    def _notes(self, row: int) -> dict[str, str]:
        found = {}
        for column in self.heading.columns:
            text = self._cell(row, column.position).text
            if column.use.note is not None and text:
                found[column.use.note] = text
        return found

    def _when(self, row: int, problems: list[Problem]) -> str | None:
        if self.mapping.when is None:
            return None
        index = self.heading.when
        text = self.mapping.when if index is None else self._cell(row, index).text
        if not text:
            return None
        found = moment_of(text, self.mapping.date)
        if isinstance(found, Refused):
            problems.append(self.table.problem(row, index or 0, found.message))
            return None
        return found

    def _place(self, row: int, problems: list[Problem]) -> str | None:
        if self.heading.place is None:
            return self.mapping.place
        text = replaced(self._cell(row, self.heading.place).text, self.mapping.values)
        if not text:
            return None
        found = self._places.get(text.casefold())
        if found is None:
            message = Worded(
                "{value} is no place of the audit; {hint}",
                value=named(text),
                hint=nearest(text, dict.fromkeys(self._places.values())),
            )
            problems.append(self.table.problem(row, self.heading.place, message))
        return found

    def _key(self, row: int, problems: list[Problem]) -> str:
        """Return what tells a row from the others; raises no error for a second one, but notes it."""
        number = f"row-{row + 1:04}"
        if self.heading.key is None:
            return number
        text = self._cell(row, self.heading.key).text
        key = as_identifier(text)[:_LONGEST_KEY].strip("-")
        if not key:
            message = Worded(
                "{value} does not tell this row from others; expected letters or digits", value=named(text)
            )
            problems.append(self.table.problem(row, self.heading.key, message))
        elif key in self._keys:
            message = Worded(
                "{value} stands in row {value_2} too; expected it once, or no `key` in the map",
                value=named(text),
                value_2=self._keys[key] + 1,
            )
            problems.append(self.table.problem(row, self.heading.key, message))
        else:
            self._keys[key] = row
        return key or number


def place_names(audit: LoadedAudit) -> dict[str, str]:
    """Return the ids of the audit's places by everything that a table may call them, in small letters."""
    found: dict[str, str] = {}
    for place, about in audit.audit.places.items():
        texts = [about.name] if isinstance(about.name, str) else (about.name or {}).values()
        found |= {text.casefold(): place for text in texts if text}
    return found | {place.casefold(): place for place in audit.audit.places}
