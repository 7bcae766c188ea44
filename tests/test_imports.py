"""Imports: tables of others become visits, by a map, without guessing, and nobody else's visits are touched.

`TPAUDIT_ACCEPT=1 pytest tests/test_imports.py` rewrites the kinds' part of docs/imports.md; the difference is read
like code.
"""

import csv
import importlib
import inspect
import io
import os
import pkgutil
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
    home: Path, *rows: Sequence[object], name: str = "a.csv", encoding: str = "utf-8", sign: str = ","
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


def answers(home: Path, kind: str, rows: Sequence[Sequence[object]], mapping: Mapping[str, Any]) -> list[Any]:
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
