"""Submissions of a form as fields and what was entered, however they were exported."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tpaudit.documents.scalars import as_text
from tpaudit.errors import Problem
from tpaudit.reading.imports.json_file import amount_of, json_value, mapping, unusable
from tpaudit.reading.sheets.table import Table, reference
from tpaudit.reading.sheets.text_tables import text_tables
from tpaudit.reading.sheets.workbook import workbook_tables

_DEEPEST: Final = 8
_LONGEST: Final = 4_000


class Entry(NamedTuple):
    """One field that was filled in."""

    name: str
    """The field's path in the form, `phone/pick-up-time`, or the heading of its column."""
    text: str
    where: str
    line: int
    column: int
    """Both from 1; 1 in a file that has no rows."""

    def problem(self, file: str, message: str) -> Problem:
        """Return a message about it."""
        return Problem(file=file, line=self.line, column=self.column, address=self.where, message=message)


class Submission(NamedTuple):
    """One form that was sent."""

    where: str
    entries: Sequence[Entry]

    def said(self, *names: str) -> str:
        """Return what the first of some fields says that says anything."""
        given = {entry.name: entry.text for entry in self.entries}
        return next((given[name] for name in names if given.get(name)), "")


def submissions(file: str, source: bytes) -> list[Submission]:
    """Return the submissions of a file in JSON, CSV or of Excel; raises InputError for what holds none."""
    if source.startswith(b"PK"):
        return _of_table(workbook_tables(file, source)[0])
    if source.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"{", b"["):
        return _of_json(file, json_value(file, source))
    return _of_table(text_tables(file, source, None)[0])


def _of_json(file: str, value: Any) -> list[Submission]:
    given = value if isinstance(value, list) else mapping(value).get("results", mapping(value).get("value"))
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise unusable(
            file, "there are no submissions in it", "a list of them, or `results` as KoboToolbox writes it"
        )
    return [
        Submission(f"submission {count}", list(_fields(each, f"submission {count}", "", 0)))
        for count, each in enumerate(given, 1)
    ]


def _fields(data: Mapping[str, Any], where: str, path: str, depth: int) -> Iterator[Entry]:
    """Yield the fields of a submission; groups may be names with slashes, or mappings."""
    for name, value in data.items():
        full = f"{path}{name}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _fields(value, where, f"{full}/", depth + 1)
        elif text := _text(value):
            yield Entry(name=full, text=text, where=f"{where}: {full[:_LONGEST]}", line=1, column=1)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    amount = amount_of(value)
    if amount is not None:
        return as_text(amount)
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _of_table(table: Table) -> list[Submission]:
    filled = list(table.filled())
    if not filled:
        raise unusable(table.file, "it is empty", "a row of headings, and one for each submission")
    heads = [cell.text for cell in table.rows[filled[0]]]
    return [
        Submission(
            f"row {row + 1}",
            [
                Entry(
                    name=name,
                    text=text[:_LONGEST],
                    where=reference(row, column),
                    line=row + 1,
                    column=column + 1,
                )
                for column, name in enumerate(heads)
                if name and (text := table.cell(row, column).text)
            ],
        )
        for row in filled[1:]
    ]
