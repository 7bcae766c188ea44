"""Which column of a table answers which question: the map, held against the headings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tpaudit.documents.asked import Asked
from tpaudit.documents.import_map import ImportMap, MappedColumn
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.scalars import named
from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError, Problem
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.sheets.table import Table, refused
from tpaudit.results.imported import LeftOut

_CUT: Final = ("…", "...")
"""How the beginning of a heading ends in a map."""
_JOINED: Final = " / "


class MappedQuestion(NamedTuple):
    """A question that a column answers."""

    address: str
    asked: Asked


class SourceColumn(NamedTuple):
    """A column that the map uses."""

    position: int
    heading: str
    use: MappedColumn
    """What the map says of it, with the map's own words and signs."""
    to: tuple[MappedQuestion, ...]


class SourceHeading(NamedTuple):
    """The columns of a table by their headings, and which of them say what."""

    row: int
    """The last row of headings; rows of answers come below."""
    names: dict[str, int]
    """Columns by heading; a heading that recurs has a number behind it."""
    columns: tuple[SourceColumn, ...]
    when: int | None
    who: int | None
    place: int | None
    key: int | None


def heading_of(table: Table, mapping: ImportMap, audit: LoadedAudit) -> SourceHeading:
    """Return what the map says of a table; raises InputError for a column that is not there."""
    row = next(table.filled(), None)
    if row is None:
        raise refused(table.file, "it is empty; expected a row with headings, and one for each who answered")
    last = row + mapping.headings - 1
    names = headings(table, row, last)
    questions = questions_of(audit)
    found, problems = [], []
    for name, use in mapping.columns.items():
        index = _find(names, name)
        if index is None:
            problems.append(_missing(table, row, name, names))
        elif use.to or use.note:
            to = tuple(
                MappedQuestion(address, questions[address]) for address in use.to if address in questions
            )
            found.append(SourceColumn(position=index, heading=name, use=_filled_in(use, mapping), to=to))
    fixed = {
        key: _find(names, name) for key in ("when", "who", "place", "key") if (name := getattr(mapping, key))
    }
    problems += [
        _missing(table, row, getattr(mapping, key), names)
        for key, index in fixed.items()
        if index is None and not _stands_alone(key, getattr(mapping, key), audit)
    ]
    if problems:
        raise InputError(problems)
    return SourceHeading(
        row=last,
        names=names,
        columns=tuple(sorted(found, key=lambda column: column.position)),
        when=fixed.get("when"),
        who=fixed.get("who"),
        place=fixed.get("place"),
        key=fixed.get("key"),
    )


def headings(table: Table, first: int, last: int) -> dict[str, int]:
    """Return the columns of a table by their headings; empty cells of a row above take the heading to the left."""
    width = max(len(table.rows[row]) for row in range(first, last + 1) if row < len(table.rows))
    above = ""
    found: dict[str, int] = {}
    for index in range(width):
        above = table.cell(first, index).text or (above if last > first else "")
        parts = [above, *(table.cell(row, index).text for row in range(first + 1, last + 1))]
        name = _JOINED.join(" ".join(part.split()) for part in parts if part)
        if name:
            found[_free(name, found)] = index
    return found


def _free(name: str, taken: Mapping[str, int]) -> str:
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name} ({count})"
    return free


def _find(names: Mapping[str, int], name: str) -> int | None:
    """Return the column of a heading as the map writes it: whole, in any case, or its beginning with `…`."""
    said = " ".join(name.split())
    if said in names:
        return names[said]
    folded = said.casefold()
    alike = [index for heading, index in names.items() if heading.casefold() == folded]
    cut = next((ending for ending in _CUT if said.endswith(ending)), None)
    if not alike and cut:
        start = folded.removesuffix(cut).rstrip()
        alike = [index for heading, index in names.items() if heading.casefold().startswith(start)]
    return alike[0] if len(alike) == 1 else None


def _missing(table: Table, row: int, name: str, names: Mapping[str, int]) -> Problem:
    message = Worded(
        "no column, or more than one, is called {value}, which the map names; {hint}",
        value=named(name),
        hint=nearest(name, names),
    )
    return table.problem(row, 0, message)


def _stands_alone(key: str, said: str, audit: LoadedAudit) -> bool:
    """Tell whether what the map says is a day or place for all rows, and no heading."""
    from tpaudit.reading.imports.tables.dates import Refused, moment_of

    if key == "when":
        return not isinstance(moment_of(said, None), Refused)
    return key == "place" and said in audit.audit.places


def _filled_in(use: MappedColumn, mapping: ImportMap) -> MappedColumn:
    """Return what the map says of a column, with what it says of all of them."""
    return use.model_copy(
        update={
            "values": {**mapping.values, **use.values},
            "yes": (*use.yes, *mapping.yes),
            "no": (*use.no, *mapping.no),
            "split": use.split or mapping.split,
            "decimal": use.decimal or mapping.decimal,
            "date": use.date or mapping.date,
        }
    )


def questions_of(audit: LoadedAudit) -> dict[str, Asked]:
    """Return the questions of an audit by `touchpoint/checklist.item`."""
    return {
        f"{touch.id}/{address}": asked for touch in audit.touches for address, asked in touch.asked.items()
    }


def not_mapped(table: Table, heading: SourceHeading, mapping: ImportMap) -> Iterator[LeftOut]:
    """Yield the columns that no visit has, with how many of their cells say something."""
    used = {column.position for column in heading.columns}
    used |= {index for index in (heading.when, heading.who, heading.place, heading.key) if index is not None}
    dropped = {" ".join(name.split()).casefold() for name in mapping.drop}
    for name, index in heading.names.items():
        if index in used or name.casefold() in dropped:
            continue
        filled = sum(bool(table.cell(row, index).text) for row in _below(table, heading))
        if filled:
            yield LeftOut(where=Worded("column {name}", name=named(name)), why="not in the map", count=filled)


def dropped(table: Table, heading: SourceHeading, mapping: ImportMap) -> Iterator[LeftOut]:
    """Yield the columns with cells that the map drops, and how many they are."""
    words = set(mapping.drop) - {""}
    for column in heading.columns if words else ():
        count = sum(table.cell(row, column.position).text in words for row in _below(table, heading))
        if count:
            why = "cells that say what `drop` names"
            yield LeftOut(where=Worded("column {name}", name=named(column.heading)), why=why, count=count)


def _below(table: Table, heading: SourceHeading) -> Sequence[int]:
    return range(heading.row + 1, len(table.rows))
