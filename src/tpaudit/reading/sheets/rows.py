"""A checklist from a sheet with one row an item: this project's own columns, or those of anybody."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tpaudit.documents import answers
from tpaudit.documents.columns import CHECKLIST_COLUMNS, ID, ITEM_COLUMNS, base_of, from_cells, head_data
from tpaudit.documents.identifiers import is_identifier, slug
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import InputError, Problem
from tpaudit.reading.sheets.draft import Draft, item_id
from tpaudit.reading.sheets.headings import POINTS, SECTION, heading, heading_row
from tpaudit.reading.sheets.table import Table

_YES_NO: Final = answers.YES_WORDS | answers.NO_WORDS
_NOT_APPLICABLE: Final = frozenset({"n/a", "na", "н/п", "не применимо", "不适用"})
_TRUE: Final = frozenset({"x", "✓", "✔", "+", "1", "да", "是", "yes", "true", "must", "critical"})
_FALSE: Final = frozenset({"-", "0", "нет", "否", "no", "false"})


class _Columns(NamedTuple):
    """Which column of the table holds what."""

    places: dict[str, int]
    """The table's column for each column of a checklist."""
    unknown: list[int]
    """Columns that nothing is known of, and second ones of their kind."""


def checklist_of_rows(table: Table, name: str) -> Draft:
    """Return the checklist that a table says, with everything guessed or left out among its notes.

    Raises InputError where no column holds the questions.
    """
    row = heading_row(table.rows)
    if row is None:
        message = "no column has questions; expected a heading such as `ask`, `question`, `Вопрос` or `问题`"
        raise InputError([table.problem(next(table.filled(), 0), 0, message)])
    return _Reader(table, row).draft(name)


class _Reader:
    """Reads the rows below the headings of one table."""

    def __init__(self, table: Table, headings: int) -> None:
        self.table = table
        self.headings = headings
        self.columns = _columns(table, headings)
        self.notes: list[Problem] = []
        self.cells: dict[tuple[str, ...], tuple[int, int]] = {}
        self.items: dict[str, Any] = {}
        self.section = ""

    def draft(self, name: str) -> Draft:
        head: dict[str, Any] = {}
        self._note_unknown()
        for row in self.table.filled():
            if row > self.headings:
                said = self._said(row)
                for key, value in head_data(said).items():
                    head.setdefault(key, value)
                self._row(row, said)
        data = {"format": "1", **head, "checklist": name, "items": self.items}
        return Draft(data, self.cells, self.notes)

    def _note_unknown(self) -> None:
        for column in self.columns.unknown:
            filled = sum(
                bool(self.table.cell(row, column).text)
                for row in range(self.headings + 1, len(self.table.rows))
            )
            if filled:
                title = self.table.cell(self.headings, column).text
                named = (
                    Worded("the column `{title}`", title=title)
                    if title
                    else fixed("a column without a heading")
                )
                self._note(
                    self.headings,
                    column,
                    Worded(
                        "{named} is left out: {filled} of its cells say something", named=named, filled=filled
                    ),
                )
        for row in self.table.filled():
            if row < self.headings:
                self._note(row, 0, "the row above the headings is left out")

    def _note(self, row: int, column: int, message: str) -> None:
        self.notes.append(self.table.problem(row, column, message, warning=True))

    def _said(self, row: int) -> dict[str, str]:
        """Return what the cells of a row say, by column; dates are refused, formulas noted."""
        said = {}
        for name, column in self.columns.places.items():
            cell = self.table.cell(row, column)
            if cell.date:
                message = Worded(
                    "`{text}` is a date or a time of the clock; if `1-5` or the like was typed, format the column as text and type it again",
                    text=cell.text,
                )
                raise InputError([self.table.problem(row, column, message)])
            if cell.formula:
                self._formula(row, column, cell.text)
            if cell.text:
                said[name] = one_a_line(cell.text) if name == "options" else cell.text
        return said

    def _formula(self, row: int, column: int, text: str) -> None:
        if not text or text.startswith("="):
            message = "a formula without a value; expected the value itself"
            raise InputError([self.table.problem(row, column, message)])
        self._note(row, column, Worded("a formula; what it came to is taken: {text}", text=text))

    def _row(self, row: int, said: Mapping[str, str]) -> None:
        questions = [text for name, text in said.items() if base_of(name) == "ask"]
        if not questions:
            self._without_question(row, said)
            return
        given = _named(said.get(ID, ""))
        new_id = given if is_identifier(given) else item_id(given, questions[0], self.items, row)
        if new_id in self.items:
            column = self.columns.places[ID]
            message = Worded(
                "`{new_id}` is the id of an earlier row; expected ids that differ", new_id=new_id
            )
            raise InputError([self.table.problem(row, column, message)])
        item = from_cells(said, ITEM_COLUMNS)
        self._guess(row, item, said)
        self.items[new_id] = item
        for name, column in self.columns.places.items():
            self.cells[("items", new_id, base_of(name))] = (row, column)
        self.cells[("items", new_id)] = (row, self.columns.places.get("ask", 0))

    def _without_question(self, row: int, said: Mapping[str, str]) -> None:
        """Take a row with a single text for the heading of a section; note any other one."""
        texts = [cell.text for cell in self.table.rows[row] if cell.text]
        if len(texts) == 1 or set(said) == {SECTION}:
            self.section = texts[0]
            self._note(row, 0, Worded("`{texts}` is taken for the heading of a section", texts=texts[0]))
        elif set(map(base_of, said)) - set(CHECKLIST_COLUMNS):
            self._note(row, 0, "the row has no question and is left out")

    def _guess(self, row: int, item: dict[str, Any], said: Mapping[str, str]) -> None:
        section = said.get(SECTION) or self.section
        if section and "tags" in ITEM_COLUMNS:
            item.setdefault("tags", [slug(section)])
        if POINTS in said and "weight" not in item:
            item["weight"] = said[POINTS]
            self._note(
                row,
                self.columns.places[POINTS],
                Worded("{said} points are taken for the weight", said=said[POINTS]),
            )
        if "must" in item and not (self._is_own("must") and item["must"] == "1"):
            item["must"] = _flag(item["must"])
        if "answer" not in item:
            self._guess_answer(row, item)
        elif item["answer"].casefold() in _KIND_NAMES:
            item["answer"] = _KIND_NAMES[item["answer"].casefold()]

    def _refuse_pointless(self, row: int, column: int, options: Mapping[str, Any]) -> None:
        """Refuse a choice where an option has no points: what it is worth is nobody's guess."""
        for name, option in zip(_names(options), options.values(), strict=True):
            points = option.get("points") if isinstance(option, Mapping) else option
            if not points:
                message = Worded(
                    "the option `{name}` has no points; write each with its own on a line, such as {name} = 100",
                    name=name,
                )
                self.notes.append(self.table.problem(row, column, message))
                return

    def _is_own(self, key: str) -> bool:
        """Tell whether a column is headed by the key itself, where 1 is a number and not a tick."""
        return self.table.cell(self.headings, self.columns.places[key]).text.casefold() == key

    def _guess_answer(self, row: int, item: dict[str, Any]) -> None:
        """Guess the kind of answer by the options, and say so."""
        options = [name for name in _names(item.get("options")) if name.casefold() not in _NOT_APPLICABLE]
        ends = _scale(options)
        if not options or {name.casefold() for name in options} <= _YES_NO:
            item["answer"], reason = "yes-no", "no kind of answer is named"
            item.pop("options", None)
        elif ends:
            item["answer"], reason = ends, "the options are numbers"
            item.pop("options", None)
        else:
            item["answer"], reason = "choice", "options are named"
        place = self.columns.places.get("options", self.columns.places.get("ask", 0))
        if item["answer"] == "choice":
            self._refuse_pointless(row, place, item["options"])
        self._note(row, place, Worded("{reason}; {item} is taken", reason=reason, item=item["answer"]))


_SEPARATORS: Final = re.compile(r"\s*[;/|]\s*")


def one_a_line(options: str) -> str:
    """Return options one a line, where they stand in one line: `Yes/No`, `good; fair; poor`, `1, 2, 3`."""
    if "\n" in options or "=" in options or options.startswith("{"):
        return options
    for not_applicable in ("N/A", "n/a", "Н/П", "н/п"):
        options = options.replace(not_applicable, "na")
    parts = _SEPARATORS.split(options)
    return "\n".join(parts if len(parts) > 1 else [part.strip() for part in options.split(",")])


_KIND_NAMES: Final = {
    name: kind
    for kind, names in {
        "yes-no": "yes/no, yes no, boolean, да/нет, 是/否, 是否",
        "duration": "time, minutes, seconds, время, 时长",
        "number": "numeric, число, 数字",
        "percent": "percentage, %, процент, 百分比",
        "choice": "select, select one, multiple choice, single choice, выбор, 单选",
    }.items()
    for name in names.split(", ")
}


def _columns(table: Table, row: int) -> _Columns:
    places: dict[str, int] = {}
    unknown = []
    for column in range(max(map(len, table.rows), default=0)):
        name = heading(table.cell(row, column).text)
        if name is None or name in places:
            unknown.append(column)
        else:
            places[name] = column
    return _Columns(places, unknown)


def _named(given: str) -> str:
    """Return what an id may be made of: nothing where rows are only numbered."""
    return "" if given.replace(".", "").isdigit() else given


def _flag(text: str) -> str:
    said = text.casefold()
    return "true" if said in _TRUE else "false" if said in _FALSE else text


def _names(options: object) -> list[str]:
    """Return what the options are called."""
    if not isinstance(options, Mapping):
        return []
    return [
        option.get("label", option_id) if isinstance(option, Mapping) else option_id
        for option_id, option in options.items()
    ]


def _scale(options: list[str]) -> str | None:
    """Return the scale whose steps the options are, None if they are not whole numbers in a row."""
    if len(options) == 1 and answers.scale(options[0]):
        return options[0]
    steps = list(_whole(options))
    if len(steps) <= 1 or len(steps) != len(options) or abs(steps[0] - steps[-1]) != len(steps) - 1:
        return None
    return f"{steps[0]}-{steps[-1]}"


def _whole(options: list[str]) -> Iterator[int]:
    return (int(option) for option in options if option.isascii() and option.isdigit())
