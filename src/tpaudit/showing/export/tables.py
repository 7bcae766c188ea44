"""The tables of an export, in their order."""

from collections.abc import Iterator
from typing import Final

from tpaudit.showing.export.columns import CellValue, DataTable, RowSettings
from tpaudit.showing.export.measures import ACTIONS
from tpaudit.showing.export.observed import FINDING_TABLE, ITEMS, OBSERVATIONS, VISIT_TABLE
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.export.scores import AUDITS, PLACES, SECTIONS, TOUCHPOINTS

EXPORTED: Final = (
    AUDITS,
    TOUCHPOINTS,
    SECTIONS,
    ITEMS,
    OBSERVATIONS,
    FINDING_TABLE,
    VISIT_TABLE,
    ACTIONS,
    PLACES,
)


def rows_of(
    results: TableResults, settings: RowSettings
) -> Iterator[tuple[DataTable, list[list[CellValue]]]]:
    """Yield every table with the rows that an audit has in it."""
    for table in EXPORTED:
        yield table, list(table.rows(results, settings))
