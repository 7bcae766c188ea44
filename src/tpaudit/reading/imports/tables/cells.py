"""What a cell says to a question: an answer as visits write it, nothing, or why it is none."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from tpaudit.documents.answers import (
    NO_WORDS,
    NOT_APPLICABLE,
    NOT_APPLICABLE_WORDS,
    NOTHING_WORDS,
    SCALE,
    SEVERAL,
    YES_WORDS,
    scale,
    takes,
)
from tpaudit.documents.asked import Question
from tpaudit.documents.import_map import MappedColumn
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.scalars import named
from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.tables.dates import Refused, moment_of
from tpaudit.reading.imports.tables.numbers import number_of
from tpaudit.reading.sheets.table import Cell

_TICKED: Final = YES_WORDS | {"1", "x", "✓", "✔", "+"}
_NOT_TICKED: Final = NO_WORDS | {"0", "-", ""}
_LENGTH_OF_DAY: Final = 10
_BEST: Final = 2
"""How many of the best marks are satisfied."""
_BETWEEN: Final = re.compile(r"\s*[,;，、；\n]\s*")
TICKED: Final = "ticked"
"""What a column that ticks an option of several says where it does."""


def said(cell: Cell, question: Question, use: MappedColumn) -> str | Refused | None:
    """Return what a cell answers to a question: an answer that it takes, `n/a`, or None for nothing."""
    text = replaced(cell.text, use.values)
    fault = _fault(cell, question)
    if fault is not None:
        return fault
    if use.option is not None:
        return _ticked(text, question, use)
    if not text:
        return "no" if "" in use.no and question.item.answer == "yes-no" else None
    return NOT_APPLICABLE if text.casefold() in NOT_APPLICABLE_WORDS else _answer(text, cell, question, use)


def _answer(text: str, cell: Cell, question: Question, use: MappedColumn) -> str | Refused:
    if cell.number:
        use = use.model_copy(update={"decimal": None})
    read = _READ.get(SCALE if scale(question.item.answer) else question.item.answer, _as_it_is)
    found = read(text, question, use)
    if isinstance(found, Refused):
        return found
    if question.answer(found, mean=False) is None:
        return Refused(
            Worded(
                "{value} is no answer to {address}; it takes {takes}",
                value=named(cell.text),
                address=question.address,
                takes=takes(question.item),
            )
        )
    return found


def replaced(text: str, values: Mapping[str, str]) -> str:
    """Return what the map says for a text, in any case; the text itself where it says nothing."""
    if text in values or not values:
        return values.get(text, text)
    folded = text.casefold()
    return next((value for key, value in values.items() if key.casefold() == folded), text)


def _fault(cell: Cell, question: Question) -> Refused | None:
    if cell.formula and (not cell.text or cell.text.startswith("=")):
        return Refused("a formula without a value; expected the value itself")
    if cell.date and question.item.answer not in {"date", "time", "text"}:
        return Refused(
            Worded(
                "`{text}` is a date or a time of the clock; if `1-5` or the like was typed, format the column as text and type it again",
                text=cell.text,
            )
        )
    return None


def _ticked(text: str, question: Question, use: MappedColumn) -> str | Refused | None:
    """Tell whether a column of its own ticks an option: by a sign, or by the option's name."""
    name, folded = use.option or "", text.casefold()
    if text in use.yes or folded in _TICKED or folded in question.item.options[name].names(name):
        return TICKED
    if text in use.no or folded in _NOT_TICKED:
        return None
    return Refused(
        Worded(
            "{value} does not say whether it is ticked; expected 1 or 0, or `yes` in the map",
            value=named(text),
        )
    )


def _yes_no(text: str, question: Question, use: MappedColumn) -> str | Refused:
    if text in use.yes or text in use.no:
        return "yes" if text in use.yes else "no"
    folded = text.casefold()
    if folded in YES_WORDS or folded in NO_WORDS:
        return "yes" if folded in YES_WORDS else "no"
    if use.marks is None:
        return text
    return _satisfied(text, question, use)


def _satisfied(text: str, question: Question, use: MappedColumn) -> str | Refused:
    """Return yes for the two best marks of a scale; the best is its second end, as in 1-5 or 5-1."""
    worst, best = scale(use.marks or "") or (0, 0)
    mark = number_of(text, use.decimal)
    if isinstance(mark, Refused):
        return mark
    low, high = sorted((worst, best))
    if mark is None or not float(mark).is_integer() or not low <= float(mark) <= high:
        return Refused(
            Worded(
                "{value} is no mark for {address}; expected a whole number from {low} to {high}",
                value=named(text),
                address=question.address,
                low=low,
                high=high,
            )
        )
    return "yes" if abs(best - float(mark)) < _BEST else "no"


def _figure(text: str, question: Question, use: MappedColumn) -> str | Refused:
    """Return a number, or what the words of a scale stand for."""
    folded = text.casefold()
    for step, meaning in question.item.means.items():
        texts = [meaning] if isinstance(meaning, str) else meaning.values()
        if folded in {each.casefold() for each in texts}:
            return step
    bare = text.removesuffix("%").rstrip() if question.item.answer == "percent" else text
    number = number_of(bare, use.decimal)
    return text if number is None else number


def _duration(text: str, _question: Question, use: MappedColumn) -> str | Refused:
    gave_up = ">" if text.startswith(">") else ""
    number = number_of(text.removeprefix(">").strip(), use.decimal)
    if number is None or isinstance(number, Refused):
        return text if number is None else number
    if use.unit is None and number != "0":
        return Refused(
            Worded(
                "`{text}` has no unit; say it with `unit: s`, `m` or `h` at its column in the map", text=text
            )
        )
    return f"{gave_up}{number}{use.unit or 's'}"


def _several(text: str, question: Question, use: MappedColumn) -> str | Refused:
    if text.casefold() in NOTHING_WORDS:
        return "none"
    parts = text.split(use.split) if use.split else _BETWEEN.split(text)
    found = [replaced(part.strip(), use.values) for part in parts if part.strip()]
    for part in found:
        if _option(part, question) is None:
            return Refused(
                Worded(
                    "{value} is no option of {address}; it takes {takes}",
                    value=named(part),
                    address=question.address,
                    takes=takes(question.item),
                )
            )
    return ", ".join(dict.fromkeys(_option(part, question) or part for part in found))


def _option(text: str, question: Question) -> str | None:
    folded = text.casefold()
    options = question.item.options
    return next((name for name, option in options.items() if folded in option.names(name)), None)


def _choice(text: str, question: Question, _use: MappedColumn) -> str:
    return _option(text, question) or text


def _date(text: str, _question: Question, use: MappedColumn) -> str | Refused:
    found = moment_of(text, use.date)
    return found if isinstance(found, Refused) else found[:_LENGTH_OF_DAY]


def _as_it_is(text: str, _question: Question, _use: MappedColumn) -> str:
    return text


_READ: Final[Mapping[str, Callable[[str, Question, MappedColumn], str | Refused]]] = {
    "yes-no": _yes_no,
    SCALE: _figure,
    "number": _figure,
    "percent": _figure,
    NPS: _figure,
    "duration": _duration,
    SEVERAL: _several,
    "choice": _choice,
    "date": _date,
}
"""How a text becomes an answer, by the kind of question; the others take it as it is."""
