"""The first map of a table: which heading reads like which question, and how its cells are written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from tpaudit.documents.answers import SCALE, scale
from tpaudit.documents.asked import Asked
from tpaudit.documents.import_map import MappedColumn
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.net_promoter import NPS
from tpaudit.reading.imports.tables.cells import said
from tpaudit.reading.imports.tables.columns import headings, questions_of
from tpaudit.reading.imports.tables.dates import Refused, moment_of
from tpaudit.reading.imports.tables.rows import place_names
from tpaudit.reading.sheets.table import Cell, Table, refused
from tpaudit.results.imported import GuessedColumn, GuessedMap

_NEAR: Final = 0.86
"""How like a question a heading has to be, of 1."""
_LONGEST: Final = 200
_MOST_VALUES: Final = 12
"""A column with more different answers than that is no closed list."""
_LONGEST_VALUE: Final = 60
_NOTHING: Final = ("NA", "N.A.", "#N/A", "NULL", "null", "None", "-", "--", "—", "?")
_TICKS: Final = ({"1", "x", "X", "✓", "✔"}, {"0", "✗"})
_NUMBERED: Final = re.compile(r"\s*(?:Q|q|№|No\.?)?\s*\d{1,3}[a-z]?\s*[.):]\s*")
_COMMA: Final = re.compile(r"-?\d+,\d+\Z", re.ASCII)
_COUNTED: Final = frozenset({SCALE, "number", "percent", "duration", NPS})


class _Seen(NamedTuple):
    """A column of the table: what it is called and what it says."""

    heading: str
    cells: list[Cell]


def guessed_map(table: Table, audit: LoadedAudit) -> GuessedMap:
    """Return the first map of a table; no cell is in it but the words of short closed lists that match a question."""
    row = next(table.filled(), None)
    if row is None:
        raise refused(table.file, "it is empty; expected a row with headings, and one for each who answered")
    columns = [
        _Seen(heading, [cell for below in table.rows[row + 1 :] if (cell := _at(below, position)).text])
        for heading, position in headings(table, row, row).items()
    ]
    when = next((column for column in columns if _is_when(column)), None)
    place = next((column for column in columns if column is not when and _is_place(column, audit)), None)
    questions = questions_of(audit)
    asking = [column for column in columns if column not in (when, place)]
    known = _Known(questions)
    found = {column.heading: known.asked_by(column.heading) for column in asking}
    sole = [(column, questions[to[0]]) for column in asking if len(to := found[column.heading]) == 1]
    texts = {cell.text for column, _ in sole for cell in column.cells}
    decimal: Literal[","] | None = "," if any(_has_comma(column, asked) for column, asked in sole) else None
    drop = tuple(word for word in _NOTHING if word in texts)
    yes, no = _ticks(sole, drop)
    words = MappedColumn(yes=yes, no=no, decimal=decimal, date=when and _order(when))
    return GuessedMap(
        columns=tuple(
            GuessedColumn(
                heading=column.heading,
                filled=len(column.cells),
                questions=found[column.heading],
                values=_not_taken(column, questions, found[column.heading], words, drop),
            )
            for column in asking
        ),
        when=when and when.heading,
        place=place and place.heading,
        date=when and _order(when),
        decimal=decimal,
        drop=drop,
        yes=yes,
        no=no,
    )


def _at(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else Cell("")


def _is_when(column: _Seen) -> bool:
    return bool(column.cells) and any(_all_days(column, order) for order in (None, "dmy", "mdy"))


def _all_days(column: _Seen, order: str | None) -> bool:
    return not any(isinstance(moment_of(cell.text, order), Refused) for cell in column.cells)


def _order(column: _Seen) -> str | None:
    """Return the one order in which all days can be read; None where none is needed, or two are possible."""
    if _all_days(column, None):
        return None
    possible = [order for order in ("dmy", "mdy") if _all_days(column, order)]
    return possible[0] if len(possible) == 1 else None


def _is_place(column: _Seen, audit: LoadedAudit) -> bool:
    known = place_names(audit)
    return bool(column.cells) and all(cell.text.casefold() in known for cell in column.cells)


class _Known:
    """What the questions of an audit are called: their words in any language, their ids and addresses."""

    def __init__(self, questions: Mapping[str, Asked]) -> None:
        self._addresses: dict[str, dict[str, None]] = {}
        for address, asked in questions.items():
            for text in _texts(address, asked):
                self._addresses.setdefault(text, {})[address] = None

    def asked_by(self, heading: str) -> tuple[str, ...]:
        """Return the questions that a heading asks: those of the same words, else those of the most similar ones."""
        wanted = _words(heading)
        if not wanted:
            return ()
        if wanted in self._addresses:
            return tuple(self._addresses[wanted])
        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        best, found = _NEAR, dict[str, None]()
        for text, addresses in self._addresses.items():
            likeness = _likeness(matcher, text, len(wanted))
            if likeness > best:
                best, found = likeness, {}
            if likeness == best:
                found |= addresses
        return tuple(found)


def _likeness(matcher: SequenceMatcher[str], text: str, length: int) -> float:
    """Return how like a text is, 0-1; what is clearly unlike is not looked at closely."""
    if 2 * min(length, len(text)) < _NEAR * (length + len(text)):
        return 0.0
    matcher.set_seq1(text)
    return 0.0 if matcher.quick_ratio() < _NEAR else matcher.ratio()


def _texts(address: str, asked: Asked) -> Iterator[str]:
    question = asked.question
    ask = question.item.ask
    yield from map(_words, [ask] if isinstance(ask, str) else ask.values())
    yield from map(_words, (question.item_id, question.address, address))
    if question.item.answer == NPS:
        yield NPS


def _words(text: str) -> str:
    """Return the words of a text in small letters, without the number of a question before them."""
    return " ".join(re.findall(r"[^\W_]+", _NUMBERED.sub("", text[:_LONGEST], count=1).casefold()))


def _has_comma(column: _Seen, asked: Asked) -> bool:
    kind = asked.question.item.answer
    counted = (SCALE if scale(kind) else kind) in _COUNTED
    return counted and any(_COMMA.match(cell.text) for cell in column.cells)


def _ticks(
    sole: Sequence[tuple[_Seen, Asked]], drop: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands for yes and no in the columns that say nothing else to a yes-no."""
    yes: set[str] = set()
    no: set[str] = set()
    for column, asked in sole:
        texts = {cell.text for cell in column.cells} - set(drop)
        if asked.question.item.answer == "yes-no" and texts <= _TICKS[0] | _TICKS[1]:
            yes |= texts & _TICKS[0]
            no |= texts & _TICKS[1]
    return tuple(sorted(yes)), tuple(sorted(no))


def _not_taken(
    column: _Seen,
    questions: Mapping[str, Asked],
    found: Sequence[str],
    words: MappedColumn,
    drop: Sequence[str],
) -> tuple[str, ...]:
    """Return the different texts that the one question of a column does not take, where they are a closed list."""
    if len(found) != 1:
        return ()
    question = questions[found[0]].question
    texts = dict.fromkeys(cell.text for cell in column.cells if cell.text not in drop)
    refused_texts = [text for text in texts if isinstance(said(Cell(text), question, words), Refused)]
    if len(texts) > _MOST_VALUES or any(len(text) > _LONGEST_VALUE for text in refused_texts):
        return ()
    return tuple(refused_texts)
