"""The table that a file holds: a text of any dialect, or one sheet of a workbook."""

from typing import Final

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import UsageError
from tpaudit.reading.imports.kind import ImportSource
from tpaudit.reading.sheets.table import Table
from tpaudit.reading.sheets.text_tables import csv_table
from tpaudit.reading.sheets.workbook import workbook_tables

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Excel begin: new ones are archives, old ones compound files."""


def text_table(source: ImportSource, mapping: ImportMap) -> Table:
    """Return the table of a text file; raises InputError for what is none, UsageError for a workbook."""
    if is_workbook(source):
        msg = Worded(
            "{name}: this is a workbook; expected a text file, or `tpaudit import xlsx`", name=source.name
        )
        raise UsageError(msg)
    return csv_table(source.name, source.data, mapping.encoding)


def workbook_table(source: ImportSource, mapping: ImportMap) -> Table:
    """Return a sheet of a workbook: the one that is asked for, else the only one that is filled.

    Raises UsageError for what is no workbook, a sheet that is not there, or several of them.
    """
    if not is_workbook(source):
        msg = Worded(
            "{name}: this is no workbook; expected one of Excel, or `tpaudit import csv`", name=source.name
        )
        raise UsageError(msg)
    tables = workbook_tables(source.name, source.data)
    wanted = source.sheet or mapping.sheet
    found = [
        table for table in tables if (table.sheet == wanted if wanted else any(True for _ in table.filled()))
    ]
    if len(found) == 1:
        return found[0]
    names = listing(f"`{table.sheet}`" for table in tables)
    msg = Worded(
        "{name}: which sheet holds the answers? it has {names}; name one with --sheet, or `sheet` in the map",
        name=source.name,
        names=names,
    )
    raise UsageError(msg)


def table_of(source: ImportSource, mapping: ImportMap) -> Table:
    """Return the table of a file of either kind."""
    return workbook_table(source, mapping) if is_workbook(source) else text_table(source, mapping)


def is_workbook(source: ImportSource) -> bool:
    """Tell a workbook from a text by its first bytes."""
    return source.data.startswith(_WORKBOOKS)
