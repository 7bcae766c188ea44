"""Tables as a database of DuckDB."""

from collections.abc import Sequence
from pathlib import Path

from tpaudit.errors import UsageError
from tpaudit.showing.export.columns import CellValue, DataTable
from tpaudit.showing.export.writers.arrow import Batches


class Database:
    """Writes the tables of a new database; what they mean stands in there as comments."""

    def __init__(self, path: Path) -> None:
        """Take a path at which nothing is; raises UsageError where DuckDB or pyarrow is not installed."""
        try:
            import duckdb
        except ImportError as error:
            msg = "writing a database needs duckdb; install it with: pip install 'tpaudit[analytics]'"
            raise UsageError(msg) from error
        self._batches = Batches()
        self._database = duckdb.connect(
            path, config={"autoinstall_known_extensions": "false", "threads": "1"}
        )
        self._tables: list[DataTable] = []

    def start(self, table: DataTable) -> None:
        """Make a table."""
        database, name = self._database, table.name
        self._tables.append(table)
        database.register("batch", self._batches.rest(table))
        database.execute(f"CREATE TABLE {name} AS FROM batch")
        database.execute(f"COMMENT ON TABLE {name} IS {_quoted(table.meaning)}")
        for column in table.columns:
            database.execute(f"COMMENT ON COLUMN {name}.{column.name} IS {_quoted(column.meaning)}")

    def write(self, table: DataTable, rows: Sequence[Sequence[CellValue]]) -> None:
        """Take some rows."""
        batch = self._batches.add(table, rows)
        if batch is not None:
            self._insert(table, batch)

    def _insert(self, table: DataTable, batch: object) -> None:
        self._database.register("batch", batch)
        self._database.execute(f"INSERT INTO {table.name} FROM batch")

    def close(self) -> None:
        """Write what waits, and end the file."""
        for table in self._tables:
            self._insert(table, self._batches.rest(table))
        self._database.unregister("batch")
        self._database.close()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
