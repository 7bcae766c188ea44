"""Tables as Parquet files, and the typed batches that databases take, by pyarrow."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

from tpaudit.errors import UsageError
from tpaudit.showing.export.columns import CellValue, ColumnType, DataTable

_AT_ONCE: Final = 20_000
"""So many rows of a table are kept in memory before they are written."""
_COMPRESSION: Final = "zstd"


class Batches:
    """Collects the rows of each table into batches with the types of its columns."""

    def __init__(self) -> None:
        """Raise UsageError where pyarrow is not installed."""
        self._arrow = _arrow()
        self._rows: dict[str, list[Sequence[CellValue]]] = {}

    def schema(self, table: DataTable) -> Any:
        """Return the columns of a table with their types and meanings."""
        arrow = self._arrow
        types = _types(arrow)
        return arrow.schema(
            [
                arrow.field(column.name, types[column.type], metadata={"meaning": column.meaning})
                for column in table.columns
            ]
        )

    def add(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> Any:
        """Take rows; return a batch when there are enough for one, else None."""
        waiting = self._rows.setdefault(table.name, [])
        waiting += rows
        return self.rest(table) if len(waiting) >= _AT_ONCE else None

    def rest(self, table: DataTable) -> Any:
        """Return a batch of all rows that wait."""
        return self.made(table, self._rows.pop(table.name, []))

    def made(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> Any:
        """Return a batch of some rows."""
        schema = self.schema(table)
        columns: list[Sequence[CellValue]] = [*zip(*rows, strict=True)] or [()] * len(schema)
        arrays = [
            self._arrow.array(map(_clean, values), field.type)
            for values, field in zip(columns, schema, strict=True)
        ]
        return self._arrow.Table.from_arrays(arrays, schema=schema)


class ParquetFiles:
    """Writes a Parquet file for each table."""

    def __init__(self, streams: Mapping[str, BinaryIO]) -> None:
        """Take a stream for each table; raises UsageError where pyarrow is not installed."""
        self._batches, self._streams = Batches(), streams
        self._writers: dict[str, tuple[DataTable, Any]] = {}

    def start(self, table: DataTable) -> None:
        """Write the columns down, so that an empty table has them."""
        from pyarrow import parquet

        writer = parquet.ParquetWriter(
            self._streams[table.name], self._batches.schema(table), compression=_COMPRESSION
        )
        self._writers[table.name] = (table, writer)

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Take some rows."""
        batch = self._batches.add(table, rows)
        if batch is not None:
            self._writers[table.name][1].write_table(batch)

    def close(self) -> None:
        """Write what waits, and the end of each file."""
        for table, writer in self._writers.values():
            writer.write_table(self._batches.rest(table))
            writer.close()


def write_parquet(stream: BinaryIO, batch: Any) -> None:
    """Write a batch as a file of its own, and bring it to the disk."""
    from pyarrow import parquet

    parquet.write_table(batch, stream, compression=_COMPRESSION)
    stream.flush()
    os.fsync(stream.fileno())


def _arrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError as error:
        msg = "writing typed tables needs pyarrow; install it with: pip install 'tpaudit[analytics]'"
        raise UsageError(msg) from error
    return pa


def _types(arrow: Any) -> dict[ColumnType, Any]:
    return {
        "text": arrow.string(),
        "word": arrow.string(),
        "flag": arrow.bool_(),
        "whole": arrow.int64(),
        "number": arrow.float64(),
        "share": arrow.float64(),
        "day": arrow.date32(),
        "moment": arrow.timestamp("ms"),
    }


def _clean(value: CellValue) -> CellValue:
    """Return a value whose text is UTF-8, which the name of a file may not be."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value
