"""Partitioned exports: parts that DuckDB and pyarrow read as one table, the same bytes however they were made."""

import os
from collections import Counter
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest
from chains import audit_text, write
from program import run
from pyarrow import dataset, parquet

from tpaudit.showing.export.tables import EXPORTED
from tpaudit.showing.export.writers import parts

REGIONS: Final = ("North", "Süd & West", "../up", "a/b=c%20", "12", "Ω" * 20, None)
CHECKLIST: Final = "format: 1\nchecklist: {name}\nitems: {{q: {{ask: Is it?, answer: yes-no}}}}\n"


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chain of forty audits of five months and seven regions, one of them none."""
    folder = tmp_path_factory.mktemp("forty")
    write(folder / "tpaudit.yaml", "format: 1\n")
    for name in ("till", "hall"):
        write(folder / f"checklists/{name}.yaml", CHECKLIST.format(name=name))
    for number in range(40):
        region = REGIONS[number % len(REGIONS)]
        where = "" if region is None else f', region: "{region}"'
        head = f"company: {{name: Shop {number}{where}}}\naudit: {{date: 2026-{number % 5 + 1:02}-03}}\n"
        visit = "format: 1\nvisit: {on: 2026-01-02, by: Ann}\nanswers: {till/till.q: yes, seats/hall.q: no}\n"
        write(folder / f"audits/a{number:02}.yaml", audit_text(head))
        write(folder / f"audits/a{number:02}.visits/ann.yaml", visit)
    return folder


def exported(folder: Path, name: str, *options: str) -> Path:
    """Return a new folder with an export."""
    done = run("export", "audits", name, "--to", "parquet", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / name


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def answers(query: str, folder: Path) -> list[Any]:
    """Return what DuckDB says of all files in a folder."""
    return duckdb.execute(query, [f"{folder}/**"]).fetchall()


def ordered(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=repr)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parts be written when few rows wait."""
    monkeypatch.setattr(parts, "_WAITING", 60)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("by", ["size", "month", "region"])
def test_duckdb_and_pyarrow_read_all_rows_of_all_parts(forty: Path, by: str) -> None:
    whole = exported(forty, f"whole-{by}")
    split = exported(forty, f"split-{by}", "--partition", by)
    assert sorted(os.listdir(split)) == sorted(table.name for table in EXPORTED)
    assert len(list((split / "items").rglob("*.parquet"))) > 5
    for table in EXPORTED:
        wanted = parquet.read_table(whole / f"{table.name}.parquet")
        rows = [tuple(row.values()) for row in wanted.to_pylist()]
        found = [row[: len(table.columns)] for row in answers("FROM read_parquet(?)", split / table.name)]
        read = dataset.dataset(split / table.name, partitioning=None if by == "size" else "hive")
        assert ordered(read.to_table(columns=wanted.column_names).to_pylist()) == ordered(wanted.to_pylist())
        if by == "size":
            assert found == rows  # in order, too
            assert read.schema.equals(wanted.schema)


@pytest.mark.usefixtures("small")
def test_each_part_has_the_audits_of_its_month_or_region(forty: Path) -> None:
    by_month = exported(forty, "by-month", "--partition", "month")
    rows = answers("SELECT audit_month, strftime(day, '%Y-%m') FROM read_parquet(?)", by_month / "audits")
    assert len(rows) == 40
    assert all(month == day for month, day in rows)
    by_region = exported(forty, "by-region", "--partition", "region")
    regions = "SELECT audit_region, region FROM read_parquet(?, hive_types_autocast=false)"
    rows = answers(regions, by_region / "audits")
    assert {region for _, region in rows} == set(REGIONS)
    assert all(folder == region for folder, region in rows)
    seen = answers("FROM read_parquet(?) WHERE audit_region = 'North'", by_region / "observations")
    assert len(seen) == 12
    read = dataset.dataset(by_region / "audits", partitioning="hive").to_table().to_pylist()
    assert all(row["audit_region"] == row["region"] for row in read)


@pytest.mark.parametrize("by", ["month", "region"])
def test_where_no_audit_has_a_value_the_column_is_text_and_null(by: str, tmp_path: Path) -> None:
    """Of null alone pyarrow would not know the type; a part without rows says it."""
    write(tmp_path / "tpaudit.yaml", "format: 1\n")
    for name in ("till", "hall"):
        write(tmp_path / f"checklists/{name}.yaml", CHECKLIST.format(name=name))
    for number in range(3):
        write(tmp_path / f"audits/a{number}.yaml", audit_text("company: {name: Shop}\n"))
    split = exported(tmp_path, "split", "--partition", by)
    for table in EXPORTED:
        read = dataset.dataset(split / table.name, partitioning="hive")
        assert str(read.schema.field(f"audit_{by}").type) == "string"
        assert set(read.to_table().column(f"audit_{by}").to_pylist()) <= {None}
        described = answers("DESCRIBE FROM read_parquet(?)", split / table.name)
        assert described[-1][:2] == (f"audit_{by}", "VARCHAR")
    assert dataset.dataset(split / "items", partitioning="hive").count_rows() == 6
    assert [row[-1] for row in answers("FROM read_parquet(?)", split / "audits")] == [None] * 3
    assert sorted(os.listdir(split / "audits")) == [
        f"audit_{by}=__HIVE_DEFAULT_PARTITION__",
        f"audit_{by}=none",
    ]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("by", ["size", "month", "region"])
def test_several_processes_write_the_same_parts(forty: Path, by: str) -> None:
    one, three = (exported(forty, f"{by}-{jobs}", "--partition", by, "--jobs", jobs) for jobs in ("1", "3"))
    assert contents(one) == contents(three)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("by", ["size", "month", "region"])
def test_a_part_is_written_as_soon_as_enough_rows_wait(forty: Path, by: str) -> None:
    split = exported(forty, f"soon-{by}", "--partition", by)
    rows: Counter[str] = Counter()
    for path in split.rglob("*.parquet"):
        rows[path.name] += parquet.read_metadata(path).num_rows
    of_one_audit = 10  # itself, 2 touchpoints, 2 sections, 2 items, 2 observations, a visit
    assert sum(rows.values()) == 40 * of_one_audit
    assert max(rows.values()) <= 60 + of_one_audit
    assert len(rows) >= 40 * of_one_audit // 70


def test_tables_without_rows_have_their_columns(forty: Path) -> None:
    split = exported(forty, "few", "--partition", "month")
    [empty] = (split / "actions").rglob("*.parquet")
    [actions] = [table for table in EXPORTED if table.name == "actions"]
    assert parquet.read_table(empty).num_rows == 0
    assert parquet.read_schema(empty).names == [column.name for column in actions.columns]
    read = dataset.dataset(split / "actions", partitioning="hive")
    assert read.schema.names == [*(column.name for column in actions.columns), "audit_month"]


def test_parts_of_before_are_replaced(forty: Path) -> None:
    exported(forty, "again", "--partition", "month")
    mine = exported(forty, "again", "--partition", "size")
    assert contents(mine) == contents(exported(forty, "fresh", "--partition", "size"))
    assert [path.name for path in mine.rglob(".*")] == []


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("t", ("--to", "csv", "--partition", "month"), "--partition is about Parquet, and --to csv is none"),
        ("t", ("--to", "parquet", "--partition", "week"), "week"),
        ("audits", ("--to", "parquet", "--partition", "size"), "it holds other files, such as a00.visits"),
        ("mixed", ("--to", "parquet", "--partition", "size"), "it holds other files, such as notes.txt"),
        ("mixed", ("--to", "parquet"), "it holds other files, such as items"),
        ("tpaudit.yaml", ("--to", "parquet", "--partition", "size"), "tpaudit.yaml"),
    ],
)
def test_what_would_be_lost_is_not_written_over(
    forty: Path, name: str, words: tuple[str, ...], said: str
) -> None:
    write(forty / "mixed/items/notes.txt", "mine\n")
    before = contents(forty)
    done = run("export", "audits", name, *words, cwd=forty)
    assert done.returncode == 2
    assert said in done.stderr
    assert contents(forty) == before
