"""Imports: tables of others become visits, by a map, without guessing, and nobody else's visits are touched.

`TPAUDIT_ACCEPT=1 pytest tests/test_imports.py` rewrites the kinds' part of docs/imports.md; the difference is read
like code.
"""

import csv
import datetime as dt
import importlib
import inspect
import io
import json
import os
import pkgutil
import re
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
import xlsxwriter
import yaml
from program import Done, run

from tpaudit.reading.imports import kinds
from tpaudit.reading.imports.kind import ImportKind
from tpaudit.reading.imports.registry import IMPORT_KINDS

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "imports.md"
BEGIN: Final = "<!-- kinds: begin -->\n"
END: Final = "<!-- kinds: end -->\n"
SHARED: Final = ROOT.parent / "shared" / "cases" / "imports"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not beside the checkout")


# The manual

MODULES: Final[dict[str, ModuleType]] = {
    kind.id: module
    for found in pkgutil.iter_modules(kinds.__path__, f"{kinds.__name__}.")
    for module in [importlib.import_module(found.name)]
    for kind in vars(module).values()
    if isinstance(kind, ImportKind)
}


def reference() -> str:
    """Return the kinds' part of the page: a table of all, and a section for each."""
    rows = [f"| `{name}` | {kind.help} |" for name, kind in IMPORT_KINDS.items()]
    table = "\n".join(["| kind | reads |", "| --- | --- |", *rows])
    sections = (f"### {name}\n\n{inspect.getdoc(MODULES[name])}" for name in IMPORT_KINDS)
    return "\n\n".join(["", table, *sections, ""]).removeprefix("\n")


def test_the_page_has_what_the_modules_say() -> None:
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    written, end, tail = rest.partition(END)
    assert end
    if os.environ.get("TPAUDIT_ACCEPT"):
        PAGE.write_text(f"{head}{BEGIN}{reference()}{END}{tail}", encoding="utf-8")
        written = reference()
    assert written == reference()


def test_every_module_is_one_kind_and_every_kind_is_registered() -> None:
    assert {name: MODULES[name] for name in IMPORT_KINDS} == MODULES
    assert len(list(pkgutil.iter_modules(kinds.__path__))) == len(IMPORT_KINDS)
    assert [kind.id for kind in IMPORT_KINDS.values()] == list(IMPORT_KINDS)


# A workspace with one audit, and what an import makes of it

CHECKLIST: Final = """\
format: 1
checklist: short
items:
  works: {ask: Does it work?, answer: yes-no}
  polite: {ask: {en: How polite were they?, ru: Насколько вежливы?, zh: 多礼貌？}, answer: 1-5, means: {1: rude, 5: very polite}}
  wait: {ask: How long did it take?, answer: duration, score: {full: 10s, zero: 5m}}
  share: {ask: How much was right?, answer: percent, score: {full: 100, zero: 0}}
  steps: {ask: How many steps?, answer: number, score: {full: 1, zero: 9}}
  menu:
    ask: Who answers?
    answer: choice
    options: {person: {points: 100, label: A person}, robot: {points: 0, label: A robot}}
  liked:
    ask: What did you like?
    answer: several
    options: {tea: 50, cake: 30, music: 20}
  recommend: {ask: Would you recommend us?, answer: nps}
  said: {ask: What else?, answer: text}
  day: {ask: When was it bought?, answer: date}
"""
AUDIT: Final = """\
format: 1
audit: {id: tea-house}
places: {harbour: Harbour, hill: {name: {en: Hill Street, ru: На холме}}}
touchpoints:
  table: {stage: evening, checklists: {short: }}
  door: {stage: evening, checklists: {short: }}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a workspace with one audit that nobody has answered yet."""
    (tmp_path / "checklists").mkdir()
    (tmp_path / "audits").mkdir()
    (tmp_path / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "checklists" / "short.yaml").write_text(CHECKLIST, encoding="utf-8")
    (tmp_path / "audits" / "evening.yaml").write_text(AUDIT, encoding="utf-8")
    return tmp_path


def mapped(home: Path, mapping: Mapping[str, Any] | str, name: str = "a.map.yaml") -> str:
    """Write a map, as data or as text; return its path."""
    text = (
        mapping
        if isinstance(mapping, str)
        else yaml.safe_dump({"format": 1, **mapping}, allow_unicode=True, sort_keys=False)
    )
    (home / "audits" / name).write_text(text, encoding="utf-8")
    return f"audits/{name}"


def table(
    home: Path, *rows: Sequence[Any], name: str = "a.csv", encoding: str = "utf-8", sign: str = ","
) -> str:
    """Write a CSV file; return its name."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    (home / name).write_bytes(stream.getvalue().encode(encoding))
    return name


def book(home: Path, *rows: Sequence[Any], name: str = "a.xlsx") -> str:
    """Write a workbook of one sheet; days are written as dates. Return its name."""
    workbook = xlsxwriter.Workbook(home / name, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = workbook.add_worksheet("Form responses 1")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    workbook.close()
    return name


def imported(
    home: Path, kind: str, *files: str, to: str = "audits/evening.yaml", mapping: str = "audits/a.map.yaml"
) -> Done:
    return run("import", kind, *files, "--to", to, "--map", mapping, cwd=home)


def visits(home: Path) -> dict[str, Any]:
    """Return what every visit file says, by its path from the audits' folder."""
    return {
        path.relative_to(home / "audits").as_posix(): yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506 - texts only
        for path in sorted((home / "audits").rglob("*.visits/**/*.yaml"))
    }


def answers(home: Path, kind: str, rows: Sequence[Sequence[Any]], mapping: Mapping[str, Any]) -> list[Any]:
    """Import a table and return the answers of each visit; nothing may be refused, and the audit has to be valid."""
    mapped(home, mapping)
    done = imported(home, kind, table(home, *rows))
    assert (done.returncode, done.stderr) == (0, "")
    checked = run("validate", "--strict", ".", cwd=home)
    assert checked.returncode == 0, checked.stderr
    return [visit["answers"] for visit in visits(home).values()]


# A visit for each row


def test_a_row_becomes_a_visit_that_says_where_it_comes_from(home: Path) -> None:
    mapped(home, {"columns": {"How polite…": "table/short.polite"}, "when": "Timestamp", "place": "Branch"})
    name = table(
        home,
        ["Timestamp", "E-mail", "How polite, really?", "Branch"],
        ["2026-11-03 12:30:11", "a@b.example", 4, "Hill Street"],
    )
    done = imported(home, "csv", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "a.csv: 1 rows read, 1 used",
        "  left out: column `E-mail` (1): not in the map",
        "  visits: 1 new, 0 changed, 0 as before, 0 removed",
        "  audits/evening.visits/a-csv: 1",
    ]
    visit = visits(home)["evening.visits/a-csv/row-0002.yaml"]
    assert visit["visit"] == {"on": "2026-11-03T12:30", "place": "hill"}
    assert visit["answers"] == {"table/short.polite": "4"}
    assert visit["source"] | {"digest": ""} == {
        "kind": "csv",
        "file": "../a.csv",
        "digest": "",
        "part": "row-0002",
        "map": "a.map.yaml",
    }
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


def test_nothing_that_is_not_mapped_gets_into_a_file(home: Path) -> None:
    mapped(home, {"columns": {"Works": "table/short.works", "Comment": None}})
    name = table(
        home,
        ["Name", "E-mail", "Works", "Comment"],
        ["Ada Lovelace", "ada@b.example", "yes", "call me at 555-0199"],
    )
    assert imported(home, "csv", name).returncode == 0
    written = b"".join(path.read_bytes() for path in (home / "audits").rglob("*.visits/**/*.yaml"))
    for word in (b"Ada", b"ada@", b"555"):
        assert word not in written


@pytest.mark.parametrize(
    ("item", "cell", "said", "answer"),
    [
        ("works", "да", {}, "yes"),
        ("works", "FALSE", {}, "no"),
        ("works", "x", {"yes": "x"}, "yes"),
        ("works", "1", {"yes": [1], "no": [0]}, "yes"),
        ("works", "0", {"yes": [1], "no": [0]}, "no"),
        ("works", "", {"yes": "x", "no": ""}, "no"),
        ("works", "4", {"marks": "1-5"}, "yes"),
        ("works", "3", {"marks": "1-5"}, "no"),
        ("works", "2", {"marks": "5-1"}, "yes"),
        ("works", "37/40", {}, "37/40"),
        ("polite", "5.0", {}, "5"),
        ("polite", "Very polite", {}, "5"),
        ("polite", "so-so", {"values": {"So-so": 3}}, "3"),
        ("wait", "1,5", {"unit": "m", "decimal": ","}, "1.5m"),
        ("wait", "48s", {}, "48s"),
        ("wait", ">3", {"unit": "m"}, ">3m"),
        ("wait", "never", {}, "never"),
        ("share", "97,5 %", {"decimal": ","}, "97.5"),
        ("steps", "1 234,5", {"decimal": ","}, "1234.5"),
        ("steps", "1.234,5", {"decimal": ","}, "1234.5"),
        ("steps", "1,234.5", {"decimal": "."}, "1234.5"),
        ("steps", "\u22123", {}, "-3"),
        ("menu", "A robot", {}, "robot"),
        ("liked", "cake; tea", {}, "cake, tea"),
        ("liked", "tea|cake", {"split": "|"}, "tea, cake"),
        ("liked", "none", {}, "none"),
        ("recommend", "9", {}, "9"),
        ("said", "- a: *b !!python/object", {}, "- a: *b !!python/object"),
        ("day", "03.04.2026", {"date": "DD.MM.YYYY"}, "2026-04-03"),
        ("day", "4/13/2026", {}, "2026-04-13"),
    ],
)
def test_a_cell_is_read_by_the_kind_of_its_question(
    home: Path, item: str, cell: str, said: Mapping[str, Any], answer: str
) -> None:
    columns = {"Q": {"to": f"table/short.{item}", **said}, "Other": "door/short.said"}
    found = answers(home, "csv", [["Q", "Other"], [cell, "so"]], {"columns": columns})
    assert found == [{"table/short." + item: answer, "door/short.said": "so"}]


@pytest.mark.parametrize(
    ("item", "cell", "said", "message"),
    [
        ("works", "Data 1-1", {}, "`Data 1-1` is no answer to short.works"),
        ("works", "1", {}, "`1` is no answer to short.works"),
        ("works", "NA", {}, "`NA` is no answer to short.works"),
        ("works", "6", {"marks": "1-5"}, "expected a whole number from 1 to 5"),
        ("polite", "6", {}, "`6` is no answer to short.polite"),
        ("polite", "4.5", {}, "`4.5` is no answer to short.polite"),
        ("polite", "4,0", {}, "has a comma"),
        ("wait", "12", {}, "has no unit"),
        ("wait", "00:12:30", {}, "is no answer to short.wait"),
        ("share", "=1+1", {}, "a formula without a value"),
        ("steps", "1,234", {}, "has a comma"),
        ("steps", "1e5", {}, "is no answer"),
        ("steps", "1.5", {"decimal": ","}, "is no number with"),
        ("steps", "1,5", {"decimal": "."}, "is no number with"),
        ("menu", "a parrot", {}, "it takes one of person, robot"),
        ("liked", "tea, coffee", {}, "`coffee` is no option of short.liked"),
        ("recommend", "11", {}, "is no answer to short.recommend"),
        ("day", "03/04/2026", {}, "may be 2026-03-04 or 2026-04-03"),
        ("day", "03/04/26", {}, "is not in the calendar"),
        ("day", "31.02.2026", {"date": "dmy"}, "is not in the calendar"),
    ],
)
def test_a_cell_that_is_no_answer_is_named_and_the_other_rows_are_kept(
    home: Path, item: str, cell: str, said: Mapping[str, Any], message: str
) -> None:
    mapped(home, {"columns": {"Q": {"to": f"table/short.{item}", **said}, "Other": "door/short.said"}})
    done = imported(
        home, "csv", table(home, ["Name", "Q", "Other"], ["a", "", "so"], ["b", cell, "so"], ["c", "", "so"])
    )
    assert done.returncode == 2
    assert done.stderr.startswith("a.csv:3:2: B3: ")
    assert message in done.stderr
    assert "3 rows read, 2 used" in done.stdout
    assert sorted(visits(home)) == [
        "evening.visits/a-csv/row-0002.yaml",
        "evening.visits/a-csv/row-0004.yaml",
    ]


def test_not_applicable_comes_with_a_note(home: Path) -> None:
    columns = {"Q": "table/short.works", "R": "table/short.polite", "Why": {"note": "table/short.polite"}}
    found = answers(home, "csv", [["Q", "R", "Why"], ["n/a", "2", "They shouted"]], {"columns": columns})
    assert found == [
        {
            "table/short.works": {"answer": "n/a", "note": "`Q` says n/a"},
            "table/short.polite": {"answer": "2", "note": "They shouted"},
        }
    ]


def test_nobody_is_named_where_the_map_names_no_column_for_it(home: Path) -> None:
    audit = home / "audits" / "evening.yaml"
    audit.write_text(AUDIT.replace("{id: tea-house}", "{id: tea-house, auditor: Anna}"))
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    name = table(home, ["Q", "Interviewer"], [4, "Zoe"])
    assert imported(home, "csv", name).returncode == 0
    listed = json.loads(run("visits", "list", "audits/evening.yaml", "--format", "json", cwd=home).stdout)
    assert [visit["by"] for visit in listed["visits"]] == [None]
    card = json.loads(run("score", "audits/evening.yaml", "--format", "json", cwd=home).stdout)
    (seen,) = card["touchpoints"]["table"]["items"]["short.polite"]["observations"]
    assert seen["by"] is None
    mapped(home, {"columns": {"Q": "table/short.polite"}, "who": "Interviewer"})
    assert imported(home, "csv", name).returncode == 0
    assert [visit["visit"]["by"] for visit in visits(home).values()] == ["Zoe"]


def test_a_place_that_the_audit_does_not_know_names_the_nearest(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}, "place": "B", "values": {"HQ": "hill"}})
    done = imported(home, "csv", table(home, ["Q", "B"], [4, "Harbor"], [3, "HQ"], [5, "hill street"]))
    assert done.returncode == 2
    assert done.stderr == "a.csv:2:2: B2: `Harbor` is no place of the audit; the nearest is `harbour`\n"
    assert [visit["visit"]["place"] for visit in visits(home).values()] == ["hill", "hill"]


# What text files and workbooks look like


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp949", "utf-16-le"])
def test_a_text_is_read_in_its_encoding(home: Path, encoding: str) -> None:
    word, place = ("친절", "Harbour") if encoding == "cp949" else ("Вежливо", "На холме")
    marked = encoding in {"utf-8", "utf-8-sig", "utf-16"}
    mapped(
        home,
        {
            "columns": {f"{word}…": "table/short.polite"},
            "place": "Branch",
            **({} if marked else {"encoding": encoding}),
        },
    )
    name = table(home, ["Branch", f"{word}?"], [place, 4], encoding=encoding, sign=";")
    done = imported(home, "csv", name)
    assert (done.returncode, done.stderr) == (0, "")
    (visit,) = visits(home).values()
    assert visit["answers"] == {"table/short.polite": "4"}
    assert visit["visit"]["place"] in {"harbour", "hill"}


def test_a_byte_order_mark_belongs_to_no_heading_and_changes_no_answer(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    said = []
    for encoding in ("utf-8-sig", "utf-8"):
        assert imported(home, "csv", table(home, ["Q", "R"], [4, 1], encoding=encoding)).returncode == 0
        said.append([visit["answers"] for visit in visits(home).values()])
    assert said[0] == said[1] == [{"table/short.polite": "4"}]


@pytest.mark.parametrize("encoding", ["hex", "no-such", "zlib", "a\0b"])
def test_what_is_no_encoding_of_texts_is_refused(home: Path, encoding: str) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}, "encoding": encoding})
    done = imported(home, "csv", table(home, ["Q", "R"], [4, 1]))
    assert done.returncode == 2
    assert "encoding" in done.stderr or "NUL" in done.stderr or "control" in done.stderr


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_in_headings_and_numbers_do_not_hide_what_stands_between_cells(home: Path, sign: str) -> None:
    mapped(home, {"columns": {"How many…": {"to": "table/short.steps", "decimal": ","}}})
    rows = [
        ["How many steps, from door to table, and back?", "Other, if any"],
        ["1,5", "a"],
        ["2", "b, c, d"],
    ]
    assert imported(home, "csv", table(home, *rows, sign=sign)).returncode == 0
    assert [visit["answers"] for visit in visits(home).values()] == [
        {"table/short.steps": "1.5"},
        {"table/short.steps": "2"},
    ]


def test_bare_headings_with_commas_are_read_between_semicolons(home: Path) -> None:
    mapped(home, {"columns": {"How…": "table/short.polite"}})
    (home / "a.csv").write_text("How, when, where?;b\n4;x\n3;y\n", encoding="utf-8")
    assert imported(home, "csv", "a.csv").returncode == 0
    assert [visit["answers"]["table/short.polite"] for visit in visits(home).values()] == ["4", "3"]


def test_two_rows_of_headings_are_joined(home: Path) -> None:
    columns = {
        "What was good? / Tea": {"to": "table/short.liked", "option": "tea"},
        "What was good? / Cake": {"to": "table/short.liked", "option": "cake"},
        "Polite? / Answer": "table/short.polite",
    }
    rows: list[list[Any]] = [
        ["What was good?", "", "Polite?"],
        ["Tea", "Cake", "Answer"],
        [1, 1, 5],
        [0, "Cake", 4],
        ["", 0, 3],
    ]
    found = answers(home, "csv", rows, {"columns": columns, "headings": 2})
    assert found == [
        {"table/short.polite": "5", "table/short.liked": "tea, cake"},
        {"table/short.polite": "4", "table/short.liked": "cake"},
        {"table/short.polite": "3"},
    ]


def test_a_workbook_says_the_same_as_its_text(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite", "Right": "table/short.share"}, "when": "Submitted"})
    name = book(home, ["Submitted", "Q", "Right"], [dt.datetime.fromisoformat("2026-11-03T12:30"), 4, 97.5])
    assert imported(home, "xlsx", name).returncode == 0
    (visit,) = visits(home).values()
    assert visit["visit"] == {"on": "2026-11-03T12:30"}
    assert visit["answers"] == {"table/short.polite": "4", "table/short.share": "97.5"}


def test_numbers_of_a_workbook_have_no_sign_of_their_own(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.steps"}, "decimal": ","})
    assert imported(home, "xlsx", book(home, ["Q"], [1.234], ["1,5"])).returncode == 0
    assert [visit["answers"]["table/short.steps"] for visit in visits(home).values()] == ["1.234", "1.5"]


def test_a_scale_that_excel_made_a_date_of_is_refused_with_its_cell(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite", "R": "table/short.works"}})
    done = imported(
        home, "xlsx", book(home, ["Q", "R"], [dt.datetime.fromisoformat("2026-05-01"), "yes"], [2, "no"])
    )
    assert done.returncode == 2
    assert done.stderr.startswith("a.xlsx:2:1: Form responses 1!A2: `2026-05-01")
    assert [visit["answers"] for visit in visits(home).values()] == [
        {"table/short.polite": "2", "table/short.works": "no"}
    ]


def test_a_file_of_the_other_kind_says_which_command_reads_it(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    workbook = imported(home, "csv", book(home, ["Q"], [4]))
    text = imported(home, "xlsx", table(home, ["Q"], [4]))
    assert (workbook.returncode, text.returncode) == (2, 2)
    assert "this is a workbook" in workbook.stderr
    assert "this is no workbook" in text.stderr
    assert visits(home) == {}


def test_a_workbook_needs_a_package_that_is_named_where_it_is_missing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    done = imported(home, "xlsx", book(home, ["Q"], [4]))
    assert done.returncode == 2
    assert "pip install 'tpaudit[sheets]'" in done.stderr


def test_a_workbook_that_unpacks_to_too_much_is_refused(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    with zipfile.ZipFile(home / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (65 << 20))
    done = imported(home, "xlsx", "a.xlsx")
    assert done.returncode == 2
    assert "unpacks to more than 64 MiB" in done.stderr


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026/11/03 12:30:11 PM GMT+3", None, "2026-11-03T12:30"),
        ("2026-11-03T12:30:11.000+03:00", None, "2026-11-03T12:30"),
        ("11/3/2026 9:05:00 AM", "mdy", "2026-11-03T09:05"),
        ("3.11.2026 21:05", "DD.MM.YYYY hh:mm", "2026-11-03T21:05"),
        ("03.11.26", "dmy", "2026-11-03"),
        ("3 Nov 2026", None, "2026-11-03"),
        ("November 3, 2026 12:05 AM", None, "2026-11-03T00:05"),
        ("03-Nov-2026 10:30", None, "2026-11-03T10:30"),
        ("2026. 11. 3 오후 2:30:11", None, "2026-11-03T14:30"),
        ("2026年11月3日 上午9:30", None, "2026-11-03T09:30"),
        ("25/12/2026", None, "2026-12-25"),
        ("05/05/2026", None, "2026-05-05"),
    ],
)
def test_days_are_read_as_tools_write_them(home: Path, cell: str, order: str | None, day: str) -> None:
    mapping = {"columns": {"Q": "table/short.polite"}, "when": "T", **({"date": order} if order else {})}
    mapped(home, mapping)
    done = imported(home, "csv", table(home, ["T", "Q"], [cell, 4]))
    assert (done.returncode, done.stderr) == (0, "")
    assert [visit["visit"]["on"] for visit in visits(home).values()] == [day]


@pytest.mark.parametrize(
    "cell",
    ["03/04/2026", "3/4/26", "2026-02-30", "yesterday", "45964.5", "2026-11-03 25:00", "11/3/2026 13:00 PM"],
)
def test_a_day_that_is_not_certain_is_refused_with_its_cell(home: Path, cell: str) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}, "when": "T"})
    done = imported(home, "csv", table(home, ["Q", "T"], [4, cell], [3, "2026-11-03"]))
    assert done.returncode == 2
    assert done.stderr.startswith("a.csv:2:2: B2: ")
    assert [visit["visit"]["on"] for visit in visits(home).values()] == ["2026-11-03"]


# Importing again


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_file_again_changes_nothing(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    name = table(home, ["Q"], [4], [5])
    imported(home, "csv", name)
    before = files_below(home / "audits")
    done = imported(home, "csv", name)
    assert "visits: 0 new, 0 changed, 2 as before, 0 removed" in done.stdout
    assert files_below(home / "audits") == before


def test_a_newer_file_replaces_its_own_visits_and_nobody_elses(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    mapped(home, {"columns": {"Q": "door/short.polite"}}, "door.map.yaml")
    folder = home / "audits" / "evening.visits"
    folder.mkdir()
    (folder / "ben.yaml").write_text(
        "format: 1\nvisit: {by: Ben}\nanswers: {table/short.polite: 1}\n", encoding="utf-8"
    )
    (home / "north").mkdir()
    imported(home, "csv", table(home, ["Q"], [2], name="north/a.csv"))
    imported(home, "csv", table(home, ["Q"], [4], [5], [3]))
    imported(home, "csv", "a.csv", mapping="audits/door.map.yaml")
    others = {
        name: data
        for name, data in files_below(home / "audits").items()
        if not name.startswith("evening.visits/a-csv-2/")
    }
    table(home, ["Q"], [1], [5])
    done = imported(home, "csv", "a.csv")
    assert "visits: 0 new, 2 changed, 0 as before, 1 removed" in done.stdout
    now = files_below(home / "audits")
    assert {name: now.get(name) for name in others} == others
    assert [
        visit["answers"] for name, visit in visits(home).items() if name.startswith("evening.visits/a-csv-2/")
    ] == [{"table/short.polite": "1"}, {"table/short.polite": "5"}]


def test_the_same_bytes_under_another_name_are_not_counted_twice(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    imported(home, "csv", table(home, ["Q"], [4]))
    done = imported(home, "csv", table(home, ["Q"], [4], name="copy.csv"))
    assert "visits: 0 new, 1 changed, 0 as before, 0 removed" in done.stdout
    assert len(visits(home)) == 1


def test_two_files_of_one_name_from_elsewhere_are_refused(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
    table(one, ["Q"], [4])
    table(other, ["Q"], [5])
    done = imported(home, "csv", str(one / "a.csv"), str(other / "a.csv"))
    assert done.returncode == 2
    assert "visits would call it the same" in done.stderr
    assert visits(home) == {}


def test_a_file_of_which_nothing_is_left_removes_nothing(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    imported(home, "csv", table(home, ["Q"], [4]))
    before = files_below(home / "audits")
    for rows in ([["Q"], [9]], [["Q", "R"], ["", "x"]], [["Q"]], [["Z"], [4]], []):
        done = imported(home, "csv", table(home, *rows))
        assert done.returncode == 2
        assert done.stderr.endswith("nothing of it was imported\n")
        assert files_below(home / "audits") == before


def test_an_import_that_a_checklist_has_left_behind_can_be_made_again(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    imported(home, "csv", table(home, ["Q"], [5]))
    checklist = home / "checklists" / "short.yaml"
    checklist.write_text(
        CHECKLIST.replace("answer: 1-5, means: {1: rude, 5", "answer: 1-3, means: {1: rude, 3")
    )
    assert run("validate", "audits/evening.yaml", cwd=home).returncode == 2
    done = imported(home, "csv", table(home, ["Q"], [3]))
    assert (done.returncode, done.stderr) == (0, "")
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


def test_rows_keep_their_files_by_a_key(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}, "key": "ID"})
    imported(home, "csv", table(home, ["ID", "Q"], ["A-7", 4], ["A-9", 5]))
    assert sorted(visits(home)) == ["evening.visits/a-csv/a-7.yaml", "evening.visits/a-csv/a-9.yaml"]
    done = imported(home, "csv", table(home, ["ID", "Q"], ["A-8", 1], ["A-9", 5], ["a 9", 2]))
    assert done.stderr.splitlines() == [
        "a.csv:4:1: A4: `a 9` stands in row 3 too; expected it once, or no `key` in the map"
    ]
    assert sorted(visits(home)) == ["evening.visits/a-csv/a-8.yaml", "evening.visits/a-csv/a-9.yaml"]


# What an audit wants of its answers


def test_an_answer_that_wants_a_photo_is_left_out_so_that_the_audit_stays_valid(home: Path) -> None:
    checklist = home / "checklists" / "short.yaml"
    checklist.write_text(
        CHECKLIST.replace(
            "works: {ask: Does it work?,", "works: {ask: Does it work?, wants: {fail: [photo]},"
        )
    )
    mapped(home, {"columns": {"W": "table/short.works", "Q": "table/short.polite"}})
    done = imported(home, "csv", table(home, ["W", "Q"], ["no", 4], ["yes", 5]))
    assert done.returncode == 2
    assert "a.csv:2:1: A2: table/short.works: this answer wants a photo" in done.stderr
    assert [visit["answers"] for visit in visits(home).values()] == [
        {"table/short.polite": "4"},
        {"table/short.works": "yes", "table/short.polite": "5"},
    ]
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


def test_a_row_after_the_day_of_the_audit_is_left_out(home: Path) -> None:
    (home / "audits" / "evening.yaml").write_text(
        AUDIT.replace("{id: tea-house}", "{id: tea-house, date: 2026-11-03}")
    )
    mapped(home, {"columns": {"Q": "table/short.polite"}, "when": "T"})
    done = imported(home, "csv", table(home, ["T", "Q"], ["2026-11-03", 4], ["2026-11-04", 5]))
    assert done.returncode == 2
    assert "row-0003: visit.on" in done.stderr
    assert [visit["visit"]["on"] for visit in visits(home).values()] == ["2026-11-03"]
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


# Maps

MAPS: Final = {
    "columns: {Q: table/short.poltie}": "the nearest is `table/short.polite`",
    "columns: {Q: polite}": "`polite` is no question; write touchpoint/checklist.item",
    "columns: {Q: {to: table/short.liked, option: coffee}}": "`coffee` is no option of `table/short.liked`",
    "columns: {Q: table/short.polite}\ndate: soon": "`soon` is no order of a date",
    "columns: {Q: table/short.polite}\ncolour: red": "colour",
    "columns: {Q: {to: table/short.works, marks: good}}": "`good` is no scale",
    "columns: {Z: table/short.polite}": "no column, or more than one, is called `Z`",
    "columns: {Q: table/short.polite}\nwho: Name": "is called `Name`",
    "columns: {Q: table/short.polite}\nplace: moon": "is called `moon`",
    "touchpoints: {}": "this is a audit, not a map",
    "columns: [Q]": "columns",
    "{": "",
}


@pytest.mark.parametrize("text", MAPS)
def test_what_is_wrong_in_a_map_is_named_with_its_place(home: Path, text: str) -> None:
    mapped(home, f"format: 1\n{text}\n")
    done = imported(home, "csv", table(home, ["Q"], [4]))
    assert done.returncode == 2
    assert MAPS[text] in done.stderr
    assert done.stderr.startswith(("audits/a.map.yaml:", "a.csv:1:"))
    assert visits(home) == {}


def test_without_a_map_it_is_said_how_one_is_made(home: Path) -> None:
    done = run("import", "csv", table(home, ["Q"], [4]), "--to", "audits/evening.yaml", cwd=home)
    assert done.returncode == 2
    assert "tpaudit import guess" in done.stderr


def test_a_kind_that_there_is_not_names_the_nearest(home: Path) -> None:
    done = run("import", "csvv", "a.csv", "--to", "audits/evening.yaml", cwd=home)
    assert done.returncode == 2
    assert "there is no kind `csvv` of import; the nearest is `csv`" in done.stderr


def test_the_help_lists_the_kinds(home: Path) -> None:
    said = run("import", "--help", cwd=home).stdout
    for name in IMPORT_KINDS:
        assert f"  {name} " in said


# Surveys


def test_a_survey_becomes_counts_and_means_for_each_place(home: Path) -> None:
    columns = {
        "nps": "table/short.recommend",
        "csat": {"to": "table/short.works", "marks": "1-5"},
        "polite": "table/short.polite",
        "menu": "table/short.menu",
    }
    mapped(home, {"columns": columns, "place": "Branch", "when": "T", "drop": "NA"})
    rows: list[list[Any]] = [
        ["Branch", "T", "nps", "csat", "polite", "menu", "Name"],
        ["Harbour", "2026-11-01", 10, 5, 4, "A person", "Ann"],
        ["harbour", "2026-11-03 10:00", 6, 3, 5, "robot", "Bob"],
        ["На холме", "2026-11-02", 7, 4, "", "", "Cid"],
        ["Harbour", "", "NA", 4, 5, "person", "Dan"],
    ]
    done = imported(home, "survey", table(home, *rows))
    assert (done.returncode, done.stderr) == (0, "")
    found = visits(home)
    assert {name: visit["visit"] for name, visit in found.items()} == {
        "evening.visits/a-survey/harbour.yaml": {"on": "2026-11-03", "method": "survey", "place": "harbour"},
        "evening.visits/a-survey/hill.yaml": {"on": "2026-11-02", "method": "survey", "place": "hill"},
    }
    assert [visit["answers"] for visit in found.values()] == [
        {
            "table/short.works": "2/3",
            "table/short.polite": {"answer": "4.666667", "of": "3"},
            "table/short.menu": ["person", "robot", "person"],
            "table/short.recommend": {"promoters": "1", "passives": "0", "detractors": "1"},
        },
        {"table/short.works": "yes", "table/short.recommend": "7"},
    ]
    assert "left out: column `nps` (1): cells that say what `drop` names" in done.stdout
    assert "left out: column `Name` (4): not in the map" in done.stdout
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


def test_rates_and_durations_are_counted_together_too(home: Path) -> None:
    rows = [["W", "D"], ["3/4", "10s"], ["no", "20s"]]
    found = answers(
        home, "csv", rows, {"columns": {"W": "table/short.works", "D": "table/short.wait"}, "per": "place"}
    )
    assert found == [{"table/short.works": "3/5", "table/short.wait": {"answer": "15s", "of": "2"}}]


def test_what_has_no_mean_stays_one_by_one(home: Path) -> None:
    found = answers(
        home,
        "csv",
        [["D"], ["10s"], ["never"], ["n/a"], ["n/a"]],
        {"columns": {"D": "table/short.wait"}, "per": "place"},
    )
    assert found == [{"table/short.wait": ["10s", "never", {"answer": "n/a", "note": "`D` says n/a"}]}]


# The first map


def test_a_guessed_map_imports_what_is_certain_and_shows_nothing_that_people_wrote(home: Path) -> None:
    rows = [
        ["Timestamp", "1. How polite were they?", "Does it work?", "Your e-mail", "Branch", "What else?"],
        ["13/11/2026 12:30", "so-so", "x", "ada@b.example", "Harbour", "My name is Ada"],
        ["01/11/2026 12:30", "5", "NA", "bob@b.example", "На холме", "I am Bob"],
    ]
    (home / "audits" / "evening.yaml").write_text(
        AUDIT.replace("  door: {stage: evening, checklists: {short: }}\n", "")
    )
    name = table(home, *rows)
    done = run("import", "guess", name, "audits/evening.yaml", cwd=home)
    assert done.returncode == 0
    assert not {"ada@b", "Ada", "Bob"} & set(re.findall(r"ada@b|Ada|Bob", done.stdout))
    assert done.stdout.splitlines()[2:] == [
        "format: 1",
        "columns:",
        '  "1. How polite were they?": table/short.polite  # 2 cells',
        '  "Does it work?": table/short.works  # 2 cells',
        '  "What else?": table/short.said  # 2 cells',
        "  # These are like no question: write one behind the colon, or leave them out.",
        "  Your e-mail:  # 2 cells",
        "# What cells say that their questions do not take: write the answer behind each.",
        "values:",
        "  so-so:",
        "when: Timestamp",
        "date: dmy",
        "place: Branch",
        "drop: [NA]",
        "yes: [x]",
    ]
    mapped(home, done.stdout.replace("so-so:", "so-so: 3"))
    assert run("validate", "--strict", "audits/a.map.yaml", cwd=home).returncode == 0
    assert imported(home, "csv", name).returncode == 0
    assert [visit["answers"] for visit in visits(home).values()] == [
        {"table/short.polite": "3", "table/short.works": "yes", "table/short.said": "My name is Ada"},
        {"table/short.polite": "5", "table/short.said": "I am Bob"},
    ]


@pytest.mark.parametrize(
    ("language", "cells"), [("ru", ("1 ячейка", "2 ячейки")), ("zh", ("1 个单元格", "2 个单元格"))]
)
def test_a_guessed_map_has_its_comments_in_the_language_of_the_workspace(
    home: Path, language: str, cells: tuple[str, str]
) -> None:
    name = table(home, ["How polite were they?", "Other"], ["so-so", "x"], ["5", ""])
    plain = run("import", "guess", name, "audits/evening.yaml", "--lang", "en", cwd=home).stdout
    asked = run("import", "guess", name, "audits/evening.yaml", "--lang", language, cwd=home).stdout
    (home / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    spoken = run("import", "guess", name, "audits/evening.yaml", cwd=home).stdout
    assert spoken == asked
    comments = " ".join(line.partition("#")[2] for line in spoken.splitlines())
    ours = re.sub(r"docs/files\.md|Keys of a map|\w+/short\.polite", "", comments)
    assert not re.search("[A-Za-z]", ours)
    assert all(f"# {each}" in spoken for each in cells)
    assert yaml.load(spoken, yaml.BaseLoader) == yaml.load(plain, yaml.BaseLoader)  # noqa: S506 - texts only


def test_a_question_of_several_touchpoints_is_left_to_a_person(home: Path) -> None:
    done = run("import", "guess", table(home, ["Does it work?"], ["yes"]), "audits/evening.yaml", cwd=home)
    assert "  # One of table/short.works, door/short.works:\n" in done.stdout
    assert '  "Does it work?":  # 1 cell\n' in done.stdout


@pytest.mark.parametrize(
    "heading", ["a: b", "- x", "#", "'", '"', "yes", "5", "&a *b", "x\u202ey", "{}", "null", "~", "=1+1"]
)
def test_headings_of_any_kind_are_texts_in_a_guessed_map(home: Path, heading: str) -> None:
    name = table(home, [heading, "Other"], [4, 1])
    done = run("import", "guess", name, "audits/evening.yaml", cwd=home)
    assert "\u202e" not in done.stdout
    written = yaml.load(done.stdout, yaml.BaseLoader)  # noqa: S506 - texts only
    assert list(written["columns"]) == [heading, "Other"]
    key = next(line for line in done.stdout.splitlines() if line.startswith("  ") and "# 1 cell" in line)
    mapped(home, done.stdout.replace(key, key.replace(":  #", ": table/short.polite  #")))
    assert imported(home, "csv", name).returncode == 0
    assert [visit["answers"] for visit in visits(home).values()] == [{"table/short.polite": "4"}]


# Published files


@needs_shared
def test_a_published_survey_gives_its_published_figures(home: Path) -> None:
    (name,) = (SHARED / "surveys").glob("*.csv")
    figures = json.loads((SHARED / "imports.json").read_text(encoding="utf-8"))[f"surveys/{name.name}"]
    checklist = home / "checklists" / "short.yaml"
    checklist.write_text(
        CHECKLIST + "  pleased: {ask: Pleased?, answer: 0-10}\n  again: {ask: Again?, answer: 0-10}\n"
    )
    columns = {
        "nps": "table/short.recommend",
        "satisfaction": "table/short.pleased",
        "intention": "table/short.again",
    }
    mapped(home, {"columns": columns, "drop": "NA"})
    done = imported(home, "survey", str(name))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{figures['rows']:,} rows read" in done.stdout
    (visit,) = visits(home).values()
    marks = {kind: str(figures[kind]) for kind in ("promoters", "passives", "detractors")}
    assert visit["answers"]["table/short.recommend"] == marks
    for item, column in (("pleased", "satisfaction"), ("again", "intention")):
        mean = visit["answers"][f"table/short.{item}"]
        assert int(mean["of"]) == figures[column]["n"]
        assert round(float(mean["answer"]), 4) == figures[column]["mean"]
    card = json.loads(run("score", "audits/evening.yaml", "--format", "json", cwd=home).stdout)
    shown = card["touchpoints"]["table"]["items"]["short.recommend"]["nps"]
    assert round(shown["score"], 4) == figures["nps"]
    assert run("validate", "--strict", ".", cwd=home).returncode == 0


@needs_shared
def test_placeholders_of_a_published_file_are_taken_for_nothing(home: Path) -> None:
    name = SHARED / "touchpoints-csv" / "sample_cx_responses_upload.csv"
    mapped(
        home,
        {
            "columns": {
                "question_1": "table/short.works",
                "positive_ease": "table/short.polite",
                "question_4": "table/short.steps",
            }
        },
    )
    done = imported(home, "csv", str(name))
    assert done.returncode == 2
    assert "of 1,000 rows none gives an answer" in done.stderr
    assert visits(home) == {}


@needs_shared
def test_a_published_file_is_the_same_with_a_byte_order_mark_and_without(home: Path) -> None:
    source = SHARED / "touchpoints-csv" / "sample_cx_responses_upload_with_bom.csv"
    ticks = json.loads((SHARED / "imports.json").read_text(encoding="utf-8"))[
        "touchpoints-csv/sample_cx_responses_upload_with_bom.csv"
    ]["ticks"]
    options = {name: name.replace("_", "-") for name in ticks}
    (home / "checklists" / "short.yaml").write_text(
        f"format: 1\nchecklist: short\nitems:\n  said: {{ask: What else?, answer: text}}\n  felt: {{ask: What?, answer: several, options: {{{', '.join(f'{option}: 10' for option in options.values())}}}}}\n",
        encoding="utf-8",
    )
    columns: dict[str, Any] = {
        name: {"to": "table/short.felt", "option": option} for name, option in options.items()
    }
    mapped(home, {"columns": {**columns, "question_4": "table/short.said"}, "key": "external_id"})
    found = []
    for data in (source.read_bytes(), source.read_bytes().removeprefix(b"\xef\xbb\xbf")):
        (home / "a.csv").write_bytes(data)
        assert imported(home, "csv", "a.csv").returncode == 0
        found.append({name: visit["answers"] for name, visit in visits(home).items()})
    assert found[0] == found[1]
    assert sorted(found[0]) == [f"evening.visits/a-csv/10000{number}.yaml" for number in range(1, 5)]
    ticked = [option for said in found[0].values() for option in said["table/short.felt"].split(", ")]
    assert {name: ticked.count(option) for name, option in options.items()} == ticks


def test_two_hundred_respondents_take_no_two_seconds(home: Path) -> None:
    questions, respondents = 48, 211
    items = "".join(f"  q{number}: {{ask: Question {number}, answer: 1-5}}\n" for number in range(questions))
    (home / "checklists" / "short.yaml").write_text(f"format: 1\nchecklist: short\nitems:\n{items}")
    mapped(home, {"columns": {f"Q{number}": f"table/short.q{number}" for number in range(questions)}})
    rows = [[(row * 7 + column) % 5 + 1 for column in range(questions)] for row in range(respondents)]
    name = table(home, [f"Q{number}" for number in range(questions)], *rows)
    start = time.process_time()
    done = imported(home, "csv", name)
    took = time.process_time() - start
    assert f"{respondents} rows read, {respondents} used" in done.stdout
    assert len(list((home / "audits" / "evening.visits" / "a-csv").iterdir())) == respondents
    assert took < 2


def test_a_folder_with_hundreds_of_visits_is_checked_once_for_their_audit(home: Path) -> None:
    mapped(home, {"columns": {"Q": "table/short.polite"}})
    imported(home, "csv", table(home, ["Q"], *[[row % 5 + 1] for row in range(200)]))
    start = time.process_time()
    done = run("validate", "--strict", ".", cwd=home)
    assert done.returncode == 0
    assert "204 files" in done.stdout + done.stderr
    assert time.process_time() - start < 3
