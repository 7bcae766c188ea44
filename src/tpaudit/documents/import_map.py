"""A map: which column of a table answers which question, and how its cells are read."""

import re
from typing import Annotated, Final, Literal

from pydantic import Field

from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import Format, WrittenMethod
from tpaudit.documents.fields import SCALAR, Before, Count, Id, Record, Several, Written
from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.mail_map import MailMap
from tpaudit.documents.scalars import named, without_nulls, written, wrong
from tpaudit.documents.worded import Worded

_UNITS: Final = ("ms", "s", "m", "h", "d")
_ORDERS: Final = ("dmy", "mdy", "ymd")


def _said(value: object) -> str:
    text = written(value)
    if text is None:
        msg = Worded("{value} stands where a text is wanted; write what the table says", value=named(value))
        raise wrong(msg)
    return text


def _address(value: object) -> str:
    text = written(value) or ""
    touchpoint, slash, below = text.partition("/")
    checklist, dot, item = below.partition(".")
    if not (slash and dot and all(map(is_identifier, (touchpoint, checklist, item)))):
        msg = Worded(
            "{value} is no question; write touchpoint/checklist.item, such as order-line/phone.politeness",
            value=named(value),
        )
        raise wrong(msg)
    return text


def _order(value: object) -> str:
    """Return the order of day, month and year that a pattern such as DD.MM.YYYY or %m/%d/%Y has."""
    text = written(value) or ""
    order = "".join(dict.fromkeys(re.findall("[dmy]", text.casefold())))
    if order not in _ORDERS:
        msg = Worded(
            "{value} is no order of a date; write dmy, mdy or ymd, or a pattern such as DD.MM.YYYY",
            value=named(value),
        )
        raise wrong(msg)
    return order


def _marks(value: object) -> str:
    text = written(value) or ""
    if scale(text) is None:
        msg = Worded("{value} is no scale; write its ends, such as 1-5", value=named(value))
        raise wrong(msg)
    return text


def _column(value: object) -> object:
    """Take a bare address for the column's `to`."""
    return {"to": value} if written(value) is not None or isinstance(value, list) else value


WrittenText = Annotated[str, Written(_said, type=SCALAR)]
QuestionAddress = Annotated[str, Written(_address, type="string", pattern=r"^[^/]+/[^/.]+\.[^/.]+$")]
DateOrder = Annotated[str, Written(_order, type="string")]
MarksFromTo = Annotated[str, Written(_marks, type="string", pattern=r"^-?\d+--?\d+$")]
Replacements = Annotated[dict[str, WrittenText], Before(without_nulls)]


class MappedColumn(Record):
    """A column of the table: the question that it answers, and what is special in its cells."""

    to: Several[QuestionAddress] = ()
    """The question that it answers, `touchpoint/checklist.item`; several for one answer to each."""
    note: QuestionAddress | None = None
    """The question whose answer it explains: its cells become notes."""
    option: Id | None = None
    """The option of a question of several that it ticks, where each option has a column of its own."""
    values: Replacements = Field(default_factory=dict)
    """What its cells say, and the answer that this is. It goes before the map's own `values`."""
    yes: Several[WrittenText] = ()
    """What says yes in it, beside the map's own `yes`."""
    no: Several[WrittenText] = ()
    """What says no in it, beside the map's own `no`. An empty text, `""`, takes empty cells for no."""
    split: WrittenText | None = None
    """What stands between several options in one cell of it; default the map's own `split`."""
    decimal: Literal[",", "."] | None = None
    """The decimal sign of its numbers; default the map's own `decimal`."""
    date: DateOrder | None = None
    """The order of its dates; default the map's own `date`."""
    unit: Literal["ms", "s", "m", "h", "d"] | None = None
    """The unit of its numbers, for a duration: ms, s, m, h or d."""
    marks: MarksFromTo | None = None
    """The scale of its marks, such as 1-5, where a yes-no takes the two best ones for yes (CSAT)."""


class ImportMap(Record):
    """How a file of another program becomes answers; kept in git beside the audit."""

    format: Format
    """The format of this file: 1."""
    columns: Annotated[
        dict[str, Annotated[MappedColumn, Before(_column, {"type": ["string", "array", "null"]})]],
        Before(without_nulls),
    ] = Field(default_factory=dict)
    """Columns by their heading, or by its beginning with `…`: the question that each answers. What stands here
    without a question, or not at all, is left out."""
    values: Replacements = Field(default_factory=dict)
    """What cells say, and the answer that this is: `Very polite: 5`."""
    yes: Several[WrittenText] = ()
    """What says yes beside yes, true and their translations: `x`, `1`."""
    no: Several[WrittenText] = ()
    """What says no beside no, false and their translations. An empty text, `""`, takes empty cells for no."""
    drop: Several[WrittenText] = ()
    """What is left out without a word: cells that say this, such as NA or `-`, and columns with this heading."""
    when: WrittenText | None = None
    """The column with the day or the minute, or a day for all rows."""
    who: WrittenText | None = None
    """The column with the name of who answered. Without it no name is taken."""
    place: WrittenText | None = None
    """The column with the place: its id, its name, or what `values` makes of it; or a place's id for all rows."""
    key: WrittenText | None = None
    """The column that tells rows apart; default their number. It becomes part of file names."""
    split: WrittenText | None = None
    """What stands between several options in one cell; default a comma or semicolon."""
    decimal: Literal[",", "."] | None = None
    """The decimal sign of numbers. Without it a comma in a number is refused."""
    date: DateOrder | None = None
    """The order of dates: dmy, mdy or ymd, or a pattern such as DD.MM.YYYY. Without it 03/04/2026 is refused."""
    encoding: WrittenText | None = None
    """The encoding of a text file, such as cp1251; default UTF-8, or what its byte-order mark says."""
    sheet: WrittenText | None = None
    """The sheet of a workbook; default the only one that is filled."""
    headings: Count = 1
    """How many rows of headings there are; those of one column are joined by ` / `."""
    per: Literal["row", "place"] | None = None
    """A visit for each row (default), or one for each place with means and counts (default for `survey`)."""
    mail: MailMap | None = None
    """For a mailbox: who answers, in which hours, and what is written."""
    method: WrittenMethod | None = None
    """How the answers were found; default `survey` for `survey`, else the audit's."""
