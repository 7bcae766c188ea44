"""Exports: the tables are what is documented, the same in every format, and whole or not there."""

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import openpyxl
import pytest
from program import Done, run
from pyarrow import parquet

import tpaudit
from tpaudit.operations.many.judged import Engine
from tpaudit.operations.reports.export import ExportRequest, export_audits, table_results
from tpaudit.showing.export.columns import TYPE_WORDS, CellValue, DataTable, RowSettings
from tpaudit.showing.export.tables import EXPORTED
from tpaudit.showing.text.translate import translator

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "analytics.md"
FROZEN: Final = ROOT / "tests" / "cases" / "tables.txt"
ACCEPT: Final = bool(os.environ.get("TPAUDIT_ACCEPT"))
SQL: Final = {
    "text": "VARCHAR",
    "word": "VARCHAR",
    "flag": "BOOLEAN",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "share": "DOUBLE",
    "day": "DATE",
    "moment": "TIMESTAMP_MS",
}
ARROW: Final = {
    "text": "string",
    "word": "string",
    "flag": "bool",
    "whole": "int64",
    "number": "double",
    "share": "double",
    "day": "date32[day]",
    "moment": "timestamp[ms]",
}
TINY: Final = "format: 1\ntouchpoints:\n  desk: {stage: s, checklists: {quick: {}}}\n"
HOSTILE: Final = """\
format: 1
company: {name: "=cmd|' /C calc'!A0"}
touchpoints:
  desk:
    name: "+1;=2"
    stage: s
    checklists:
      quick:
        works: {answer: no, note: "=HYPERLINK(\\"http://x\\")"}
"""


@pytest.fixture(scope="module")
def samples() -> dict[str, list[list[CellValue]]]:
    """Return the rows that the definitions give for the samples, by table."""
    rows: dict[str, list[list[CellValue]]] = {table.name: [] for table in EXPORTED}
    with chdir(ROOT):
        for number, sample in enumerate(("dostavka-edy", "roastery", "weather-app"), 1):
            audit = tpaudit.load(f"audits/{sample}.yaml")
            results = table_results(audit, audit.workspace.language, "internal")
            for table in EXPORTED:
                rows[table.name] += table.rows(results, RowSettings(number, translator("en")))
    return rows


def exported(target: Path, *options: str, source: str = "audits", cwd: Path = ROOT) -> Done:
    done = run("export", source, str(target), *options, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return done


def written(folder: Path, audit: str = TINY, name: str = "a.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(audit, encoding="utf-8")
    return folder


# What the tables are


def described(table: DataTable) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield table.meaning
    yield ""
    yield "| column | type | meaning |"
    yield "| --- | --- | --- |"
    for column in table.columns:
        yield f"| `{column.name}` | {TYPE_WORDS[column.type]} | {column.meaning} |"
    yield ""


def test_the_docs_have_every_table_and_column() -> None:
    page = PAGE.read_text(encoding="utf-8")
    text = "\n".join(line for table in EXPORTED for line in described(table))
    now = re.sub(
        r"<!-- tables -->\n.*<!-- end -->",
        lambda _: f"<!-- tables -->\n{text}\n<!-- end -->",
        page,
        flags=re.DOTALL,
    )
    if ACCEPT:
        PAGE.write_text(now, encoding="utf-8")
    assert now == PAGE.read_text(encoding="utf-8")


def test_columns_stay_where_they_are_with_their_types_for_ever() -> None:
    names = {table.name: [f"{column.name} {column.type}" for column in table.columns] for table in EXPORTED}
    lines = [f"{name}: {column}" for name, columns in names.items() for column in columns]
    frozen: dict[str, list[str]] = {}
    for line in FROZEN.read_text(encoding="utf-8").splitlines() if FROZEN.exists() else ():
        frozen.setdefault(line.partition(": ")[0], []).append(line.partition(": ")[2])
    assert {name: names[name][: len(columns)] for name, columns in frozen.items()} == frozen
    if ACCEPT:
        FROZEN.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert FROZEN.read_text(encoding="utf-8").splitlines() == lines


def test_no_name_is_a_word_of_sql_or_stands_twice() -> None:
    with duckdb.connect() as base:
        reserved = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        words = {row[0] for row in base.sql(reserved).fetchall()}
    for table in EXPORTED:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert {table.name, *names} & words == set()


def test_every_value_has_the_type_of_its_column(samples: dict[str, list[list[CellValue]]]) -> None:
    kinds = {
        "text": str,
        "word": str,
        "flag": bool,
        "whole": int,
        "number": float,
        "share": float,
        "day": date,
        "moment": datetime,
    }
    for table in EXPORTED:
        for row in samples[table.name]:
            for column, value in zip(table.columns, row, strict=True):
                assert value is None or type(value) is kinds[column.type], (table.name, column.name, value)


def test_every_column_has_a_value_somewhere_in_the_samples(samples: dict[str, list[list[CellValue]]]) -> None:
    empty = {
        f"{table.name}.{column.name}"
        for table in EXPORTED
        for column, values in zip(table.columns, zip(*samples[table.name], strict=True), strict=True)
        if set(values) <= {None}
    }
    assert empty == {
        "audits.chance_high",
        "audits.chance_low",
        *(
            f"{table}.{name}"
            for table in ("audits", "places")
            for name in ("branch", "region", "format", "tags")
        ),
        "findings.internal",
        "findings.resolved",
        "findings.resolved_by",
        "items.nps_detractors",
        "items.nps_passives",
        "items.nps_promoters",
        "items.nps_score",
        "items.tags",
        "observations.disputed",
        "observations.internal",
        "sections.minimum",
        "sections.weight",
    }


# Every format holds the same


def test_a_database_holds_the_rows_with_their_types_and_meanings(
    samples: dict[str, list[list[CellValue]]], tmp_path: Path
) -> None:
    exported(tmp_path / "a.duckdb", "--to", "duckdb")
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as base:
        for table in EXPORTED:
            found = base.sql(f"FROM {table.name}")
            assert [str(kind) for kind in found.types] == [SQL[column.type] for column in table.columns]
            assert [list(row) for row in found.fetchall()] == samples[table.name]
            comments = base.sql(
                "SELECT table_name, comment FROM duckdb_columns() ORDER BY column_index"
            ).fetchall()
            meanings = [meaning for name, meaning in comments if name == table.name]
            assert meanings == [column.meaning for column in table.columns]


def test_parquet_holds_the_rows_with_their_types(
    samples: dict[str, list[list[CellValue]]], tmp_path: Path
) -> None:
    exported(tmp_path / "tables", "--to", "parquet")
    assert sorted(os.listdir(tmp_path / "tables")) == sorted(f"{table.name}.parquet" for table in EXPORTED)
    for table in EXPORTED:
        found = parquet.read_table(tmp_path / "tables" / f"{table.name}.parquet")
        assert [str(kind) for kind in found.schema.types] == [ARROW[column.type] for column in table.columns]
        assert [list(row.values()) for row in found.to_pylist()] == samples[table.name]


def test_json_lines_hold_the_rows_with_every_column(
    samples: dict[str, list[list[CellValue]]], tmp_path: Path
) -> None:
    exported(tmp_path / "tables", "--to", "jsonl")
    for table in EXPORTED:
        lines = (tmp_path / "tables" / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [list(json.loads(line)) for line in lines] == [
            [column.name for column in table.columns]
        ] * len(lines)
        assert [list(json.loads(line).values()) for line in lines] == [
            [in_text(value) for value in row] for row in samples[table.name]
        ]


def test_csv_holds_the_rows(samples: dict[str, list[list[CellValue]]], tmp_path: Path) -> None:
    exported(tmp_path / "tables", "--to", "csv")
    for table in EXPORTED:
        with (tmp_path / "tables" / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        assert head == [column.name for column in table.columns]
        assert rows == [[in_cell(value) for value in row] for row in samples[table.name]]


def in_text(value: CellValue) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def in_cell(value: CellValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = in_text(value)
    text = "" if shown is None else repr(shown) if isinstance(shown, float) else str(shown)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@" and text else text


def test_a_workbook_holds_the_rows_as_numbers_and_days(
    samples: dict[str, list[list[CellValue]]], tmp_path: Path
) -> None:
    exported(tmp_path / "a.xlsx", "--to", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [table.name for table in EXPORTED]
    for table in EXPORTED:
        head, *rows = book[table.name].iter_rows(values_only=True)
        assert list(head) == [column.name for column in table.columns]
        assert len(rows) == len(samples[table.name])
        for row, wanted in zip(rows, samples[table.name], strict=True):
            assert [as_excel(value) for value in row] == [as_excel(value) for value in wanted]


def as_excel(value: Any) -> Any:
    """Return a value as a workbook brings it back: its days are moments, its whole numbers are whole."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day of a file has no zone
    return pytest.approx(value) if isinstance(value, float) else value


@pytest.mark.parametrize("to", ["parquet", "csv", "jsonl", "xlsx"])
def test_the_same_audits_give_the_same_bytes(to: str, tmp_path: Path) -> None:
    names = [f"{one}.xlsx" if to == "xlsx" else one for one in ("one", "two")]
    for name in names:
        exported(tmp_path / name, "--to", to)
    first, second = (contents(tmp_path / name) for name in names)
    assert first == second


def contents(path: Path) -> list[bytes]:
    return [path.read_bytes()] if path.is_file() else [one.read_bytes() for one in sorted(path.iterdir())]


def test_an_audit_without_anything_keeps_every_column_and_type(tmp_path: Path) -> None:
    written(tmp_path / "a")
    exported(tmp_path / "t.duckdb", "--to", "duckdb", source="a", cwd=tmp_path)
    exported(tmp_path / "t", "--to", "parquet", source="a", cwd=tmp_path)
    with duckdb.connect(tmp_path / "t.duckdb", read_only=True) as base:
        for table in EXPORTED:
            wanted = [column.type for column in table.columns]
            assert [str(kind) for kind in base.sql(f"FROM {table.name}").types] == [
                SQL[kind] for kind in wanted
            ]
            schema = parquet.read_schema(tmp_path / "t" / f"{table.name}.parquet")
            assert [str(kind) for kind in schema.types] == [ARROW[kind] for kind in wanted]


def test_figures_of_the_tables_are_those_of_the_scorecard(tmp_path: Path) -> None:
    exported(tmp_path / "a.duckdb", "--to", "duckdb")
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as base:
        journeys = base.sql("""
            SELECT a.file, a.score, sum(t.importance * t.score) / sum(t.importance) FILTER (t.score IS NOT NULL),
                   100 - a.score, sum(t.lost)
            FROM audits AS a JOIN touchpoints AS t USING (audit_no) GROUP BY ALL""").fetchall()
        items = base.sql("""
            SELECT any_value(t.score), sum(i.score * i.weight) / sum(i.weight) FROM items AS i
            JOIN touchpoints AS t USING (audit_no, touchpoint)
            JOIN sections AS s USING (audit_no, touchpoint, section)
            WHERE i.state = 'scored' AND NOT i.wow AND s.weight IS NULL GROUP BY audit_no, touchpoint""").fetchall()
    for file, *figures in journeys:
        card = tpaudit.score(tpaudit.load(ROOT / file))
        assert card.score is not None
        assert figures == pytest.approx([card.score, card.score, 100 - card.score, 100 - card.score])
    assert len(items) > 30
    assert all(score == pytest.approx(mean) for score, mean in items)


# For spreadsheets, and against what they would run


@pytest.mark.parametrize(
    ("language", "delimiter", "decimal"), [("en", ",", "."), ("ru", ";", ","), ("zh", ",", ".")]
)
def test_a_spreadsheet_of_the_language_opens_the_csv(
    language: str, delimiter: str, decimal: str, tmp_path: Path
) -> None:
    exported(tmp_path / "t", "--to", "csv", "--excel", "--lang", language)
    data = (tmp_path / "t" / "touchpoints.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfaudit_no" + delimiter.encode())
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=delimiter))
    [weight] = {row["importance"] for row in rows if row["touchpoint"] == "order-line"}
    assert re.fullmatch(rf"\d{re.escape(decimal)}0", weight)


@pytest.mark.parametrize("excel", [(), ("--excel", "--lang", "ru")])
def test_no_cell_of_a_csv_starts_a_formula(excel: tuple[str, ...], tmp_path: Path) -> None:
    written(tmp_path / "a", HOSTILE)
    exported(tmp_path / "t", "--to", "csv", *excel, source="a", cwd=tmp_path)
    for path in (tmp_path / "t").iterdir():
        for row in csv.reader(
            path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";" if excel else ","
        ):
            assert [cell for cell in row if re.search(r"(^|;)[=+@]", cell)] == []


def test_a_workbook_has_no_formula_and_no_link(tmp_path: Path) -> None:
    written(tmp_path / "a", HOSTILE)
    exported(tmp_path / "t.xlsx", "--to", "xlsx", source="a", cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d", "inlineStr"}
    assert {cell.hyperlink for cell in cells} == {None}
    assert book["audits"]["D2"].value == "=cmd|' /C calc'!A0"


# What a client may not see


def test_a_client_gets_no_names_internal_notes_or_paths(
    samples: dict[str, list[list[CellValue]]], tmp_path: Path
) -> None:
    hidden = {"file", "line", "owner", "observer", "internal", "resolved_by"}
    exported(tmp_path / "t", "--to", "jsonl", "--audience", "client")
    for table in EXPORTED:
        lines = (tmp_path / "t" / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(samples[table.name])
        for row in map(json.loads, lines):
            # Who is to do something is for clients, too.
            mine = hidden - {"owner"} if table.name == "actions" else hidden
            assert {row[name] for name in mine & set(row)} <= {None}
            assert "visit" not in row or table.name == "visits" or row["visit"] is None
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "t").iterdir())
    assert [word for word in ("ben-2026", "carla-2026", "audits/") if word in text] == []


# Whole or not at all


def many(folder: Path, count: int) -> Path:
    """Return a folder with so many copies of a sample."""
    folder.mkdir()
    for number in range(count):
        shutil.copy(ROOT / "audits/roastery.yaml", folder / f"a{number:03}.yaml")
    return folder


def test_a_file_that_cannot_be_judged_does_not_stop_the_others(tmp_path: Path) -> None:
    written(written(tmp_path / "a"), "format: 1\ntouchpoints: {x: {stag: s}}\n", "b.yaml")
    done = run("export", "a", "t", "--to", "jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "a/b.yaml:2" in done.stderr
    rows = (tmp_path / "t/audits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["file"] for row in rows] == ["a/a.yaml"]


def test_where_nothing_can_be_judged_nothing_is_written(tmp_path: Path) -> None:
    written(tmp_path / "a", "format: 1\ntouchpoints: {x: {stag: s}}\n")
    assert run("export", "a", "t", "--to", "csv", cwd=tmp_path).returncode == 2
    assert sorted(os.listdir(tmp_path)) == ["a"]


@pytest.mark.parametrize("to", ["parquet", "csv", "jsonl"])
def test_several_processes_write_the_same_bytes(to: str, tmp_path: Path) -> None:
    many(tmp_path / "a", 9)
    written(tmp_path / "a", "format: 1\ntouchpoints: {x: {stag: s}}\n", "a004.yaml")
    for jobs in ("1", "3"):
        done = run("export", "a", f"t{jobs}", "--to", to, "--jobs", jobs, cwd=tmp_path)
        assert done.returncode == 2
        assert "a/a004.yaml:2" in done.stderr
    assert contents(tmp_path / "t1") == contents(tmp_path / "t3")


def test_results_do_not_pile_up_where_they_are_taken_slowly(tmp_path: Path) -> None:
    many(tmp_path / "a", 40)
    batch = export_audits([str(tmp_path / "a")], ExportRequest(), Engine(jobs=2))
    assert next(batch.results).kept is not None
    for number in range(30, 40):
        written(tmp_path / "a", "format: 1\ntouchpoints: {x: {stag: s}}\n", f"a{number:03}.yaml")
    assert [result.kept is None for result in batch.results][-10:] == [True] * 10


def test_branches_and_regions_are_those_of_the_files(tmp_path: Path) -> None:
    company = "company: {name: X, branch: '7', region: North, format: kiosk, tags: [new, small]}\n"
    places = "places: {a: {name: A, region: South}, b: {name: B, branch: '8', tags: [old]}}\n"
    answers = "touchpoints: {t: {stage: s, checklists: {own: {q: [{answer: yes, place: a}, {answer: no, place: b}]}}}}\n"
    checklist = "format: 1\nchecklist: own\nitems: {q: {ask: Is it?, answer: yes-no}}\n"
    written(tmp_path / "a", f"format: 1\n{company}{places}{answers}")
    written(tmp_path / "checklists", checklist, "own.yaml")
    written(tmp_path, "format: 1\n", "tpaudit.yaml")
    exported(tmp_path / "t", "--to", "jsonl", source="a", cwd=tmp_path)

    def rows(table: str) -> list[list[object]]:
        lines = (tmp_path / f"t/{table}.jsonl").read_text(encoding="utf-8").splitlines()
        return [[json.loads(line)[name] for name in ("branch", "region", "format", "tags")] for line in lines]

    assert rows("audits") == [["7", "North", "kiosk", "new small"]]
    assert rows("places") == [[None, "South", "kiosk", None], ["8", "North", "kiosk", "old"]]


def test_audits_are_read_when_their_turn_comes(tmp_path: Path) -> None:
    written(written(tmp_path / "a"), name="b.yaml")
    results = export_audits([str(tmp_path / "a")], ExportRequest()).results
    assert next(results).kept is not None
    written(tmp_path / "a", "format: 1\ntouchpoints: {x: {stag: s}}\n", "b.yaml")
    assert next(results).kept is None


REFUSED: Final = {
    "--excel beside another format": (("t", "--to", "jsonl", "--excel"), "--excel is about CSV"),
    "a workbook with another ending": (("t.csv", "--to", "xlsx"), "expected a name that ends in .xlsx"),
    "a database with another ending": (
        ("t", "--to", "duckdb"),
        "expected a name that ends in .duckdb or .db",
    ),
    "a folder with something else": (("a", "--to", "csv"), "it holds other files, such as a.yaml"),
    "a file where a folder goes": (("a/a.yaml", "--to", "csv"), "a/a.yaml"),
    "a device": (("/dev/null/x.xlsx", "--to", "xlsx"), "not a directory"),
    "another language": (("t", "--to", "csv", "--lang", "xx"), "--lang"),
    "no audit": (("empty", "t", "--to", "csv"), "no audit in there"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused_in_one_line(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    written(tmp_path / "a")
    (tmp_path / "empty").mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    done = run("export", *(words if words[0] == "empty" else ("a", *words)), cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("library", "words", "extra"),
    [
        ("pyarrow", ("t", "--to", "parquet"), "analytics"),
        ("pyarrow", ("t.duckdb", "--to", "duckdb"), "analytics"),
        ("duckdb", ("t.duckdb", "--to", "duckdb"), "analytics"),
        ("xlsxwriter", ("t.xlsx", "--to", "xlsx"), "sheets"),
    ],
)
def test_a_missing_extra_is_named(
    library: str, words: tuple[str, ...], extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    written(tmp_path / "a")
    done = run("export", "a", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert f"pip install 'tpaudit[{extra}]'" in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["a"]


# The queries of the docs

QUERY: Final = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


def test_the_six_queries_of_the_docs_give_what_they_say(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    files = re.findall(r"`([^`\n]+.yaml)`:\n```yaml\n(.*?)```", page, re.DOTALL)
    shutil.copytree(ROOT / "audits", tmp_path / "audits")
    shutil.copytree(ROOT / "checklists", tmp_path / "checklists")
    for name, text in files:
        written(tmp_path / Path(name).parent, text, Path(name).name)
    done = run("export", "audits", "earlier", "a.duckdb", "--to", "duckdb", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as base:

        def answered(found: re.Match[str]) -> str:
            result = base.sql(found["query"])
            lines = [result.columns, *([str(value) for value in row] for row in result.fetchall())]
            assert len(lines) > 1, found["query"]
            return f"```sql\n{found['query']}```\n\n```text\n{''.join(' | '.join(line) + chr(10) for line in lines)}```"

        now = QUERY.sub(answered, page)
    if ACCEPT:
        PAGE.write_text(now, encoding="utf-8")
    assert len(QUERY.findall(page)) == 6
    assert now == PAGE.read_text(encoding="utf-8")
