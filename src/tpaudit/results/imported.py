"""What an import found in somebody else's file: visits with their answers, and what was left out.

Frozen, since what was read is not changed on its way into files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tpaudit.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnswer:
    """One answer, as a visit file writes it."""

    address: str
    """`touchpoint/checklist.item`, as the audit calls it."""
    answer: str
    """The answer as it would stand in a visit file: `yes`, `4`, `12s`, `37/40`, `60/30/10`; `n/a` with a reason."""
    where: str
    """Where it stands in the source, for messages: `C12`, `row 12`, `audits.viewport`."""
    of: int | None = None
    """How many answers it is the mean of."""
    note: str | None = None
    """What the source says about it."""
    evidence: tuple[str, ...] = ()
    """Lines of the source that back it, each written as a quote."""
    photos: tuple[str, ...] = ()
    """Pictures that back it, by their path from the audit's folder; their bytes are among `Imported.pictures`."""
    links: tuple[str, ...] = ()
    """Pages that back it."""
    on: str | None = None
    """When, where that is not the visit's day or minute."""
    na: str | None = None
    """Why the question does not apply; it makes the answer n/a."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVisit:
    """One walk, or one report of a tool, with its answers."""

    key: str
    """What tells it from the others of its source, today and when it is imported again: `row-0012`; an id."""
    answers: tuple[ImportedAnswer, ...]
    """Its answers; an address that stands there twice was answered twice."""
    on: str | None = None
    """The day or the minute, as visits write it: 2026-11-03T12:30."""
    by: str | None = None
    """Who walked."""
    place: str | None = None
    """The id of the place."""
    method: str | None = None
    """How: `survey`, `measurement` and so on."""
    device: tuple[str, ...] = ()
    """What the walker held."""
    note: str | None = None
    """What is to be known about it: the tool and its version, the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something in the source that no visit has."""

    where: str
    """What it is: a column, a row, a rule of a tool."""
    why: str
    """Why it was left out."""
    count: int = 1
    """How many of it there are: cells of a column, issues of a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChecklist:
    """Questions that the source itself asks, for an audit that does not ask them yet."""

    touchpoint: str
    """The id of the touchpoint to which they are put."""
    data: Mapping[str, Any]
    """What the checklist's file says; every scalar is a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Everything that one source said."""

    visits: tuple[ImportedVisit, ...]
    """What goes into visit files."""
    read: int
    """How many rows, threads or rules there are in it."""
    used: int
    """How many of them gave at least one answer."""
    unit: str = "rows"
    """What is counted, in the plural."""
    left_out: tuple[LeftOut, ...] = ()
    """What was left out on purpose, in the order of the source."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in it, with its place; what is an error was left out, and the rest kept."""
    checklists: tuple[OwnChecklist, ...] = ()
    """Questions of the source's own."""
    figures: tuple[str, ...] = ()
    """What the source says of the whole, to be held against the scores."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Pictures by their path from the audit's folder, below `evidence/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedColumn:
    """A column of a table, and what it may answer; none of its cells, which may hold names."""

    heading: str
    """Its heading, as a map names it."""
    filled: int
    """How many of its cells say something."""
    questions: tuple[str, ...] = ()
    """The questions whose words are nearest to the heading; several that are equally near."""
    values: tuple[str, ...] = ()
    """What its cells say that its question does not take, where that is a short closed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedMap:
    """The first map of a table."""

    columns: tuple[GuessedColumn, ...]
    """The columns that may answer something, in the order of the table."""
    when: str | None = None
    """The column whose cells are days."""
    place: str | None = None
    """The column whose cells are places of the audit."""
    date: str | None = None
    """The order of its days, where some of them can be read in one order only."""
    decimal: str | None = None
    """The decimal sign, where it is not a point."""
    drop: tuple[str, ...] = ()
    """What stands in cells for nothing."""
    yes: tuple[str, ...] = ()
    """What stands for yes."""
    no: tuple[str, ...] = ()
    """What stands for no."""
    encoding: str | None = None
    """The encoding that was asked for."""
    sheet: str | None = None
    """The sheet that was asked for."""
