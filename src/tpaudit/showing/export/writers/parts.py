"""Tables as folders of Parquet files: a part when enough rows wait, by the month or the region of the audit."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from tpaudit.showing.export.columns import CellValue, DataTable
from tpaudit.showing.export.writers.arrow import Batches, write_parquet

Partition = Literal["size", "month", "region"]
"""Into which parts: of a size, or besides by the month of the audit's day or by its region."""
PART: Final = "part-{:05}.parquet"
"""The name of a part; each number is used once in an export."""
NOWHERE: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Hive writes that there is no value; DuckDB and pyarrow read it as null."""
NOBODY: Final = "none"
"""The value of a part without rows, for a table whose other parts have no value: of those alone pyarrow would not know
the type of the column."""
_WAITING: Final = 60_000
"""So many rows of all tables together are kept in memory at most, but for those of one audit."""

_Rows = dict[str, list[Sequence[CellValue]]]
"""The rows of each table, by its name."""


class ParquetParts:
    """Writes a folder for each table, with parts in it or in folders such as `audit_month=2026-11`.

    Whatever judges the audits, they come in the same order, and so the parts are the same. No file stays open, so
    that neither many months nor many regions take more memory or files than one.
    """

    def __init__(self, folder: Path, by: Partition) -> None:
        """Take a folder that has a folder for each table; raises UsageError where pyarrow is not installed."""
        self._batches = Batches()
        self._folder, self._by = folder, by
        self._tables: dict[str, DataTable] = {}
        self._waiting: dict[str, _Rows] = {}
        self._counts: dict[str, int] = {}
        self._key = ""
        self._number = 0
        self._empty: dict[str, DataTable] = {}
        self._untyped: dict[str, DataTable] = {}
        """The tables that have no part with a value yet."""

    def start(self, table: DataTable) -> None:
        """Take a table; the first one has a row for each audit, which says to which part its other rows belong."""
        self._tables[table.name] = self._empty[table.name] = self._untyped[table.name] = table

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Take the rows of an audit."""
        first = next(iter(self._tables))
        if table.name == first:
            if sum(self._counts.values()) >= _WAITING:
                self._flush(max(self._counts, key=self._counts.__getitem__))
            self._key = self._key_of(table, rows)
        self._waiting.setdefault(self._key, {}).setdefault(table.name, []).extend(rows)
        self._counts[self._key] = self._counts.get(self._key, 0) + len(rows)

    def close(self) -> None:
        """Write what waits, and a part without rows for each table that has none, so that its columns are there."""
        for key in sorted(self._waiting):
            self._flush(key)
        for table in self._empty.values():
            self._write(table, self._key, [])
        self._number += 1
        for table in list(self._untyped.values()):
            self._write(table, self._folder_of(NOBODY), [])

    def _key_of(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> str:
        """Return the folder of an audit's rows within that of each table; empty where they lie in that itself."""
        if self._by == "size":
            return ""
        column = "day" if self._by == "month" else self._by
        value = rows[0][[column.name for column in table.columns].index(column)]
        text = "" if value is None else str(value)
        if self._by == "month":
            text = text[: len("2026-11")]
        return self._folder_of(quote(text, safe="", errors="backslashreplace") or NOWHERE)

    def _folder_of(self, value: str) -> str:
        return f"audit_{self._by}={value}"

    def _flush(self, key: str) -> None:
        self._number += 1
        del self._counts[key]
        for name, rows in self._waiting.pop(key).items():
            if rows:
                self._empty.pop(name, None)
                self._write(self._tables[name], key, rows)

    def _write(self, table: DataTable, key: str, rows: Sequence[Sequence[CellValue]]) -> None:
        if not key.endswith(f"={NOWHERE}"):
            self._untyped.pop(table.name, None)
        folder = self._folder / table.name / key
        folder.mkdir(exist_ok=True)
        with (folder / PART.format(max(self._number, 1))).open("xb") as stream:
            write_parquet(stream, self._batches.made(table, rows))
