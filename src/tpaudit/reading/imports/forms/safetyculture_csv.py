"""Inspections in the CSV of SafetyCulture, where a row may repeat the points of the rows below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tpaudit.documents.scalars import LONGEST_NUMBER, is_day, is_number
from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.forms.inspection import ANSWERABLE, LONGEST_ANSWER, PROTOTYPE, Field, Inspection
from tpaudit.reading.imports.json_file import link, unusable, words
from tpaudit.reading.sheets.table import Table
from tpaudit.reading.sheets.text_tables import text_tables

_NEEDED: Final = (
    "ItemType",
    "Label",
    "Response",
    "ItemScore",
    "ItemMaxScore",
    "ItemID",
    "ParentID",
    "AuditID",
)
_OWN_POINTS: Final = frozenset({"checkbox", "switch", "slider"})
"""Fields that show points of their own, whatever lies below them."""
_EITHER: Final = frozenset({"question", "list"})
"""Fields that show points of their own, or the sum of those below them where they have none."""
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MOMENT: Final = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4}) (\d{1,2}):(\d{2}) ([AP])M\Z", re.ASCII)
_DEEPEST: Final = 100

_Row = Mapping[str, str]
_Points = tuple[float, float]


def inspections_of_csv(file: str, source: bytes) -> list[Inspection]:
    """Return the inspections of a CSV in their order; raises InputError for a table of something else."""
    table = text_tables(file, source, None)[0]
    heads = [cell.text for cell in table.rows[0]] if table.rows else []
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        raise unusable(
            file,
            Worded("it has no column {missing}", missing=missing[0]),
            "SafetyCulture's own CSV, or its JSON",
        )
    inspections: dict[str, list[tuple[int, _Row]]] = {}
    for line, row in _rows(table, heads):
        inspections.setdefault(row["AuditID"], []).append((line, row))
    return [_inspection(rows) for rows in inspections.values()]


def _rows(table: Table, heads: Sequence[str]) -> Iterator[tuple[int, _Row]]:
    for number in table.filled():
        if number:
            yield number + 1, {name: table.cell(number, column).text for column, name in enumerate(heads)}


def _inspection(rows: Sequence[tuple[int, _Row]]) -> Inspection:
    first = rows[0][1]
    points = _own_points(
        [row for _, row in rows], (_number(first, "AuditScore"), _number(first, "AuditMaxScore"))
    )
    by_id = {row["ItemID"]: row for _, row in rows}
    return Inspection(
        key=words(first["AuditID"], 80),
        template=words(first.get("TemplateName"), 120),
        on=_minute(first.get("DateCompleted", "")) or _minute(first.get("DateStarted", "")),
        fields=[_field(line, row, by_id, points) for line, row in rows if not _on_title_page(row)],
        score=_number(first, "AuditScore"),
        most=_number(first, "AuditMaxScore"),
    )


def _number(row: _Row, column: str) -> float | None:
    text = row.get(column, "")
    return float(text) if len(text) <= LONGEST_NUMBER and is_number(text) else None


def _shown(row: _Row) -> _Points | None:
    score, most = _number(row, "ItemScore"), _number(row, "ItemMaxScore")
    return None if score is None or most is None else (score, most)


def _own_points(rows: Sequence[_Row], total: tuple[float | None, float | None]) -> dict[str, _Points]:
    """Return the points that are a row's own, by its id.

    A question whose points are the sum of those below it shows either that sum, or by chance the same of its own:
    what was published for the whole decides.
    """
    repeated = _counted(rows, own_if_equal=False)
    if _sum(repeated) == total:
        return repeated
    chance = _counted(rows, own_if_equal=True)
    return chance if _sum(chance) == total else repeated


def _sum(points: Mapping[str, _Points]) -> _Points:
    return sum(score for score, _ in points.values()), sum(most for _, most in points.values())


def _counted(rows: Sequence[_Row], *, own_if_equal: bool) -> dict[str, _Points]:
    """Return points of their own, found from the last row to the first: what lies below a row follows it."""
    parents = {row["ItemID"]: row["ParentID"] for row in rows}
    below: dict[str, _Points] = {}
    found: dict[str, _Points] = {}
    for row in reversed(rows):
        shown, item = _shown(row), row["ItemID"]
        if shown is None or _kind(row) not in _OWN_POINTS | _EITHER:
            continue
        repeats = _kind(row) in _EITHER and shown == below.get(item) and not own_if_equal
        if repeats or row.get("Inactive") == "True":
            continue
        found[item] = shown
        for above in _above(item, parents):
            score, most = below.get(above, (0.0, 0.0))
            below[above] = (score + shown[0], most + shown[1])
    return found


def _above(item: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids above one, the nearest first; what leads in a circle ends."""
    for _ in range(_DEEPEST):
        item = parents.get(item, "")
        if not item:
            return
        yield item


def _rows_above(row: _Row, by_id: Mapping[str, _Row]) -> Iterator[_Row]:
    for _ in range(_DEEPEST):
        above = by_id.get(row["ParentID"])
        if above is None:
            return
        yield above
        row = above


def _kind(row: _Row) -> str:
    return row["ItemType"].partition(" - ")[0]


def _on_title_page(row: _Row) -> bool:
    """Tell what stands on the title page, which every template has with ids of the vendor's own."""
    ids = (row["ItemID"], row["ParentID"])
    return any(each.startswith("f3245d") and each.endswith("-ea77-11e1-aff1-0800200c9a66") for each in ids)


def _field(line: int, row: _Row, by_id: Mapping[str, _Row], points: Mapping[str, _Points]) -> Field:
    above = list(_rows_above(row, by_id))
    kind = _kind(row)
    prototype = any(_kind(each) == PROTOTYPE for each in above) and kind in ANSWERABLE
    score, most = points.get(row["ItemID"], (None, None))
    said = tuple(_said(kind, row["Response"]))
    options = dict.fromkeys(said, score) if kind in _EITHER else {}
    address = link(row.get("MediaHypertextReference", ""))
    return Field(
        field_id=words(row["ItemID"], 80),
        kind=PROTOTYPE if prototype else kind,
        label=words(row["Label"]),
        where=f"row {line}",
        section=next((words(each["Label"]) for each in above if _kind(each) == "section"), ""),
        said=said,
        score=score,
        most=most,
        options=options,
        several=len(said) > 1,
        top=most if kind == "slider" else None,
        note=words(row.get("Comment", "")),
        links=(address,) if address else (),
        inactive=row.get("Inactive") == "True",
    )


def _said(kind: str, response: str) -> Iterator[str]:
    if kind in ("checkbox", "switch"):
        said = {"True": "yes", "1": "yes", "False": "no", "0": "no"}.get(response)
        yield from () if said is None else (said,)
    elif kind in _EITHER:
        yield from filter(None, (words(label, 120) for label in response.split("\n")))
    elif kind == "slider":
        yield from (response,) if len(response) <= LONGEST_NUMBER and is_number(response) else ()
    elif kind == "datetime":
        yield from filter(None, (_minute(response),))
    else:
        yield from filter(None, (words(response, LONGEST_ANSWER),))


def _minute(text: str) -> str | None:
    """Return a moment such as `14 September 2016 01:30 AM` as a visit says it; None for what is none."""
    found = _MOMENT.match(text)
    if found is None or found[2] not in _MONTHS:
        return None
    day = f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    hour = int(found[4]) % 12 + (12 if found[6] == "P" else 0)
    return f"{day}T{hour:02}:{found[5]}" if is_day(day) and found[5] <= "59" else None
