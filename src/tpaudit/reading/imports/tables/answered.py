"""A table as the map wants it: a visit for each row, or one for each place."""

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.reading.imports.tables.means import by_place
from tpaudit.reading.imports.tables.rows import visits_of_rows
from tpaudit.reading.sheets.table import Table
from tpaudit.results.imported import Imported


def answers_of_table(
    table: Table, mapping: ImportMap, audit: LoadedAudit, *, per: str = "row", method: str | None = None
) -> Imported:
    """Return what a table says; `per` and `method` hold where the map says nothing else."""
    found = visits_of_rows(table, mapping, audit)
    return by_place(found, audit, method) if (mapping.per or per) == "place" else found
