"""A checklist from an XLSForm: questions and choices as far as a checklist can say them, the rest named."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tpaudit.documents import answers
from tpaudit.documents.columns import ID, ITEM_COLUMNS, from_cells, head_data
from tpaudit.documents.identifiers import is_identifier, slug
from tpaudit.documents.text import LANGUAGE
from tpaudit.documents.worded import Worded
from tpaudit.documents.xlsform import NOT_APPLICABLE_NAME, NOTE, PHOTO, column_of, own_column
from tpaudit.errors import InputError, Problem
from tpaudit.reading.sheets.draft import Draft, item_id
from tpaudit.reading.sheets.table import Table

_LANGUAGES: Final = {"english": "en", "russian": "ru", "chinese": "zh", "русский": "ru", "中文": "zh"}
_CODE: Final = re.compile(r"\(([a-z]{2,3}(?:-[a-z0-9]+)*)\)\s*\Z")
_TERM: Final = re.compile(
    r"\s*(?:selected\(\s*\$\{(?P<selected>[^}]+)\}\s*,\s*'(?P<choice>[^']*)'\s*\)"
    r"|\$\{(?P<name>[^}]+)\}\s*(?P<sign>=|!=)\s*(?:'(?P<text>[^']*)'|(?P<number>-?[\d.]+)))\s*\Z"
)
_READ: Final = frozenset({"type", "name", "label", "relevant", "parameters", "list name", "list_name"})
_RECORDED: Final = {"text": "text", "date": "date", "time": "time", "datetime": "date"}
_NUMBERS: Final = frozenset({"integer", "decimal"})
_LAYOUT: Final = frozenset({"begin group", "begin_group", "end group", "end_group"})

_Row = Mapping[str, str]


def is_form(tables: Sequence[Table]) -> bool:
    """Tell whether tables are those of an XLSForm: a sheet `survey` with a column `type`."""
    survey = _sheet(tables, "survey")
    return survey is not None and "type" in _headings(survey)[1]


def checklist_of_form(tables: Sequence[Table], name: str) -> Draft:
    """Return the checklist that a form says, with everything guessed or left out among its notes."""
    survey = _sheet(tables, "survey")
    if survey is None:
        msg = "no sheet is called survey"
        raise ValueError(msg)
    return _Form(survey, _choices(_sheet(tables, "choices"))).draft(name, _title(_sheet(tables, "settings")))


def _sheet(tables: Sequence[Table], name: str) -> Table | None:
    return next((table for table in tables if table.sheet.casefold() == name), None)


def _headings(table: Table) -> tuple[int, dict[str, int]]:
    """Return the row of headings, and the columns by their names, small and with one space."""
    row = next(table.filled(), 0)
    names: dict[str, int] = {}
    for column in range(max(map(len, table.rows), default=0)):
        name = " ".join(table.cell(row, column).text.casefold().split())
        if name:
            names.setdefault(name, column)
    return row, names


def _rows(table: Table | None) -> Iterator[tuple[int, _Row]]:
    """Yield the rows below the headings, with what stands in the columns by their names."""
    if table is None:
        return
    headings, names = _headings(table)
    for row in table.filled():
        if row > headings:
            said = {name: table.cell(row, column).text for name, column in names.items()}
            yield row, {name: text for name, text in said.items() if text}


def _choices(table: Table | None) -> dict[str, list[_Row]]:
    """Return the rows of choices by the name of their list."""
    found: dict[str, list[_Row]] = {}
    for _, row in _rows(table):
        found.setdefault(row.get("list_name") or row.get("list name", ""), []).append(row)
    return found


def _title(settings: Table | None) -> str:
    return next((row.get("form_title", "") for _, row in _rows(settings)), "")


def _text(row: _Row, column: str = "label") -> Any:
    """Return a text by language; a plain one where no language is named."""
    found = {}
    for name, text in row.items():
        base, _, language = name.partition("::")
        if base == column:
            found[_language(language)] = text
    plain = found.pop("", None)
    return found or plain


def _language(called: str) -> str:
    """Return the code of a language: of `English (en)`, `en` or `English`; empty for what has none."""
    code = _CODE.search(called)
    if code:
        return code[1]
    return _LANGUAGES.get(called, called if LANGUAGE.match(called) else "")


class _Form:
    """Reads the questions of one form."""

    def __init__(self, survey: Table, choices: Mapping[str, list[_Row]]) -> None:
        self.survey = survey
        self.choices = choices
        self.notes: list[Problem] = []
        self.cells: dict[tuple[str, ...], tuple[int, int]] = {}
        self.items: dict[str, Any] = {}
        self.ids: dict[str, str] = {}
        self.waiting: list[tuple[int, str, str]] = []
        self.columns = _headings(survey)[1]

    def draft(self, name: str, title: str) -> Draft:
        head: dict[str, Any] = {}
        for row, said in _rows(self.survey):
            own = {column: text for key, text in said.items() if (column := column_of(key))}
            for key, value in head_data(own).items():
                head.setdefault(key, value)
            self._row(row, said, own)
        for row, waiting_id, relevant in self.waiting:
            self._condition(row, waiting_id, relevant)
        self._note_columns()
        if title:
            head.setdefault("title", title)
        return Draft({"format": "1", **head, "checklist": name, "items": self.items}, self.cells, self.notes)

    def _note(self, row: int, column: str, message: str) -> None:
        place = self.columns.get(column, 0)
        self.notes.append(self.survey.problem(row, place, message, warning=True))

    def _note_columns(self) -> None:
        """Note the columns that a checklist has no word for, once each."""
        lost: dict[str, list[int]] = {}
        for row, said in _rows(self.survey):
            for name in said if own_column(ID) not in said else ():
                if name.partition("::")[0] not in _READ and column_of(name) is None:
                    lost.setdefault(name, []).append(row)
        for name, rows in lost.items():
            self._note(
                rows[0],
                name,
                Worded(
                    "the column `{name}` is left out: {count} of its cells say something",
                    name=name,
                    count=len(rows),
                ),
            )

    def _row(self, row: int, said: _Row, own: _Row) -> None:
        kind, _, rest = " ".join(said.get("type", "").split()).partition(" ")
        kind, called = kind.casefold(), said.get("name", "")
        if f"{kind} {rest.split()[0].casefold() if rest else ''}".strip() in _LAYOUT or kind in _LAYOUT:
            return
        if ID not in own and self._is_wanted(called):
            return
        item = from_cells(own, ITEM_COLUMNS) if ID in own else self._item(row, kind, rest, said)
        if item is None:
            if called or said.get("type"):
                self._note(
                    row,
                    "type",
                    Worded(
                        "`{called}` ({get}) is left out: no kind of answer says it",
                        called=called,
                        get=said.get("type", "no type"),
                    ),
                )
            return
        new_id = own.get(ID) or (
            called if is_identifier(called) else item_id(called, called, self.items, row)
        )
        if new_id in self.items:
            message = Worded(
                "`{new_id}` is the name of an earlier question; expected names that differ", new_id=new_id
            )
            raise InputError([self.survey.problem(row, self.columns.get("name", 0), message)])
        self.ids[called] = new_id
        self.items[new_id] = item
        self.cells[("items", new_id)] = (row, self.columns.get("name", 0))
        if ID not in own and said.get("relevant"):
            self.waiting.append((row, new_id, said["relevant"]))

    def _is_wanted(self, called: str) -> bool:
        """Tell the note or the photo of an earlier question, which the question's own `wants` brings back."""
        return any(called.endswith(end) and called.removesuffix(end) in self.ids for end in (NOTE, PHOTO))

    def _item(self, row: int, kind: str, rest: str, said: _Row) -> dict[str, Any] | None:
        """Return an item as a form says it, None if no kind of answer does."""
        answer = self._answer(row, kind, rest, said)
        if answer is None:
            return None
        return {"ask": _text(said) or said.get("name", "?"), **answer}

    def _answer(self, row: int, kind: str, rest: str, said: _Row) -> dict[str, Any] | None:
        if kind == "select_one" and rest:
            return self._choice(row, rest)
        if kind == "select_multiple" and rest:
            self._note(row, "type", "it is recorded and not scored until its options have points")
            return {"answer": "several", "options": self._options(rest), "weight": "0"}
        if kind == "range":
            return self._range(row, said)
        if kind in _NUMBERS:
            self._note(row, "type", "it is recorded and not scored until a curve is written under `score`")
            return {"answer": "number", "weight": "0"}
        if kind in _RECORDED:
            return {"answer": _RECORDED[kind], "weight": "0"}
        return None

    def _choice(self, row: int, list_name: str) -> dict[str, Any]:
        names = {
            str(label).casefold()
            for choice in self.choices.get(list_name, ())
            if choice.get("name") != NOT_APPLICABLE_NAME
            for label in _labels(choice)
        }
        if names and names <= answers.YES_WORDS | answers.NO_WORDS:
            return {"answer": "yes-no"}
        self._note(row, "type", "it is recorded and not scored until its options have points")
        return {"answer": "choice", "options": self._options(list_name), "weight": "0"}

    def _options(self, list_name: str) -> dict[str, Any]:
        """Return the options of a list, without points; n/a is an answer of every item and none of them."""
        found: dict[str, Any] = {}
        for choice in self.choices.get(list_name.split(maxsplit=1)[0], ()):
            name, label = choice.get("name", ""), _text(choice)
            if name == NOT_APPLICABLE_NAME:
                continue
            option_id = name if is_identifier(name) else item_id(name, str(label), found, len(found) + 1)
            found[option_id] = {"points": "0"} | ({"label": label} if label else {})
        return found

    def _range(self, row: int, said: _Row) -> dict[str, Any]:
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?[\d.]+)", said.get("parameters", "").casefold()))
        start, end, step = (given.get(key, default) for key, default in _RANGE.items())
        if step == "1" and answers.scale(f"{start}-{end}"):
            return {"answer": f"{start}-{end}"}
        self._note(row, "parameters", "its steps are not whole; it is recorded as a number and not scored")
        return {"answer": "number", "weight": "0"}

    def _condition(self, row: int, waiting_id: str, relevant: str) -> None:
        """Take over the condition of a question where each part of it asks for an answer of another one."""
        wanted: dict[str, str] = {}
        for term in relevant.split(" and "):
            match = _TERM.match(term)
            other = self.ids.get((match["selected"] or match["name"] or "") if match else "")
            if match is None or other is None:
                self._note(
                    row, "relevant", Worded("the condition is left out: {relevant}", relevant=relevant)
                )
                return
            said = match["choice"] or match["text"] or match["number"] or ""
            if match["sign"] == "!=" and said:
                self._note(
                    row, "relevant", Worded("the condition is left out: {relevant}", relevant=relevant)
                )
                return
            wanted[other] = self._wanted(other, said) if said else "answered"
        self.items[waiting_id]["only_if"] = wanted

    def _wanted(self, other: str, said: str) -> str:
        """Return the answer that a condition names, as the item it waits for takes it."""
        item = self.items[other]
        if item["answer"] != "yes-no":
            return said if said in item.get("options", {said: 0}) else slug(said)
        return {"1": "yes", "0": "no"}.get(said, said)


_RANGE: Final = {"start": "0", "end": "10", "step": "1"}
"""What a range without parameters is."""


def _labels(choice: _Row) -> list[str]:
    """Return what a choice is called, in every language; its name where it has no label."""
    label = _text(choice) or choice.get("name", "")
    return list(label.values()) if isinstance(label, Mapping) else [label]
