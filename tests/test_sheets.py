"""Checklists from sheets and as sheets: nothing is lost on the way, nothing is guessed in silence, nothing runs."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from program import Done, run
from pyxform.xls2xform import convert

from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.columns import CHECKLIST_COLUMNS, ITEM_COLUMNS
from tpaudit.documents.identifiers import slug
from tpaudit.reading.yaml.builder import read

ROOT = Path(__file__).parents[1]
BUILT_IN = sorted(path.stem for path in (ROOT / "checklists").glob("*.yaml"))
FORMS = ROOT.parent / "shared" / "cases" / "imports" / "xlsform"


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def imported(source: str, *options: str, name: str = "list") -> tuple[Done, Any]:
    """Return how the import of a file ended, and the items of the checklist that it wrote."""
    ran = tpaudit("checklists", "import", source, "-o", f"checklists/{name}.yaml", *options)
    path = Path("checklists", f"{name}.yaml")
    return ran, model(path).items if path.exists() else {}


def tpaudit(*words: str) -> Done:
    return run(*words, cwd=Path())


def model(path: Path) -> Checklist:
    return Checklist.model_validate(read(path.read_bytes()).data)


def book(name: str, rows: list[list[Any]], **sheets: list[list[Any]]) -> None:
    """Write a workbook: rows of texts and numbers, a formula where a text begins with =."""
    workbook = xlsxwriter.Workbook(name)
    for sheet, its_rows in {"list": rows, **sheets}.items():
        page = workbook.add_worksheet(sheet)
        for row, cells in enumerate(its_rows):
            page.write_row(row, 0, cells)
    workbook.close()


def test_every_key_of_a_checklist_has_a_column() -> None:
    names = {field.alias or name for name, field in Item.model_fields.items()}
    assert names == set(ITEM_COLUMNS)
    heads = {field.alias or name for name, field in Checklist.model_fields.items()}
    assert len(heads - {"format", "items"}) == len(CHECKLIST_COLUMNS)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", "-form.xlsx"])
@pytest.mark.parametrize("name", BUILT_IN)
def test_a_checklist_comes_back_as_it_went(name: str, ending: str) -> None:
    options = ["--xlsform"] if ending.startswith("-") else []
    sheet = f"{name}{ending}"
    assert tpaudit("checklists", "export", name, "-o", sheet, *options).returncode == 0
    ran, _ = imported(sheet, name=name)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert model(Path("checklists", f"{name}.yaml")) == model(ROOT / "checklists" / f"{name}.yaml")
    if options:
        assert convert(sheet, warnings=[]).xform.startswith("<?xml")


def test_a_form_asks_for_what_an_answer_wants_and_comes_back() -> None:
    own = Path("checklists", "call.yaml")
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        "format: 1\nchecklist: call\ntitle: Call\nitems: {1st-q: {ask: Q?, answer: yes-no, wants: {fail: [note, photo]}}}\n",
        encoding="utf-8",
    )
    expected = model(own)
    assert tpaudit("checklists", "export", "call", "--xlsform", "-o", "call.xlsx").returncode == 0
    form = convert("call.xlsx", warnings=[]).xform
    assert "<_1st-q.note/>" in form
    assert 'call/_1st-q.photo" mediatype="image/*"' in form
    own.unlink()
    ran, _ = imported("call.xlsx", name="call")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert model(own) == expected


def test_the_earlier_ids_of_a_checklist_come_back() -> None:
    own = Path("checklists", "call.yaml")
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        "format: 1\nchecklist: call\nwas: [ring, dial]\nitems: {q: {ask: Q?, answer: yes-no, was: p}}\n",
        encoding="utf-8",
    )
    expected = model(own)
    assert tpaudit("checklists", "export", "call", "-o", "call.csv").returncode == 0
    own.unlink()
    ran, _ = imported("call.csv", name="call")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert model(own) == expected


def test_several_checklists_have_a_sheet_each() -> None:
    assert tpaudit("checklists", "export", "phone", "web-form", "-o", "two.xlsx").returncode == 0
    assert openpyxl.load_workbook("two.xlsx").sheetnames == ["phone", "web-form"]
    ran, _ = imported("two.xlsx")
    assert ran.returncode == 2
    assert "it has `phone`, `web-form`; name one with --sheet" in ran.stderr
    ran, items = imported("two.xlsx", "--sheet", "web-form")
    assert items == model(ROOT / "checklists" / "web-form.yaml").items
    assert tpaudit("checklists", "export", "phone", "web-form", "-o", "two.csv").returncode == 2


def test_the_same_checklist_gives_the_same_bytes() -> None:
    for name in ("a.xlsx", "b.xlsx"):
        tpaudit("checklists", "export", "phone", "-o", name)
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_an_export_writes_over_nothing_and_knows_its_endings() -> None:
    Path("q.csv").write_text("mine", encoding="utf-8")
    assert tpaudit("checklists", "export", "phone", "-o", "q.csv").returncode == 2
    assert Path("q.csv").read_text(encoding="utf-8") == "mine"
    ran = tpaudit("checklists", "export", "phone", "-o", "q.ods")
    assert (ran.returncode, "expected .csv or .xlsx" in ran.stderr) == (2, True)


def test_texts_that_a_spreadsheet_would_run_come_back_as_they_were() -> None:
    Path("checklists").mkdir()
    text = "format: 1\nchecklist: odd\nitems:\n  sum: {ask: '=1+1', answer: yes-no, fix: '@all'}\n"
    Path("checklists/odd.yaml").write_text(text, encoding="utf-8")
    for ending in (".csv", ".xlsx"):
        assert tpaudit("checklists", "export", "odd", "-o", f"odd{ending}").returncode == 0
        ran, items = imported(f"odd{ending}", name=f"back{ending[1:]}")
        assert (ran.stderr, items["sum"].ask, items["sum"].fix) == ("", "=1+1", "@all")
    assert b",=" not in Path("odd.csv").read_bytes()
    assert not any(cell.data_type == "f" for row in openpyxl.load_workbook("odd.xlsx").active for cell in row)


CLIENT = """№ п/п;Раздел;Вопрос;Варианты ответов;Баллы;Обязательный;Комментарий
1;Вход;Чисто ли у входа?;Да/Нет/Н/П;5;да;важно
;Зал;;;;;
2;;Насколько вежлив персонал?;1, 2, 3, 4, 5;2;
3;;Как выглядит зал?;"хорошо = 100
плохо = 0";1;нет
"""


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_ones_own_is_read_in_its_encoding(encoding: str) -> None:
    Path("list.csv").write_bytes(CLIENT.encode(encoding))
    ran, items = imported("list.csv", *(["--encoding", "cp1251"] if encoding == "cp1251" else []))
    assert ran.returncode == 0
    assert list(items) == ["чисто-ли-у-входа", "насколько-вежлив-персонал", "как-выглядит-зал"]
    door, staff, hall = items.values()
    assert (door.answer, door.weight, door.must) == ("yes-no", 5, 50)
    assert (staff.answer, staff.must) == ("1-5", 0)
    assert {name: option.points for name, option in hall.options.items()} == {"хорошо": 100, "плохо": 0}


def test_what_is_guessed_or_left_out_is_named_by_its_cell() -> None:
    Path("list.csv").write_text(CLIENT, encoding="utf-8")
    ran, _ = imported("list.csv")
    assert ran.stderr.splitlines() == [
        "list.csv:1:7: warning: G1: the column `Комментарий` is left out: 1 of its cells say something",
        "list.csv:2:4: warning: D2: no kind of answer is named; yes-no is taken",
        "list.csv:2:5: warning: E2: 5 points are taken for the weight",
        "list.csv:3:1: warning: A3: `Зал` is taken for the heading of a section",
        "list.csv:4:4: warning: D4: the options are numbers; 1-5 is taken",
        "list.csv:4:5: warning: E4: 2 points are taken for the weight",
        "list.csv:5:4: warning: D5: options are named; choice is taken",
        "list.csv:5:5: warning: E5: 1 points are taken for the weight",
    ]


def test_another_encoding_is_asked_for() -> None:
    Path("list.csv").write_bytes(CLIENT.encode("cp1251"))
    ran, _ = imported("list.csv")
    assert (ran.returncode, "name what it is, such as --encoding cp1251" in ran.stderr) == (2, True)
    ran, _ = imported("list.csv", "--encoding", "cp9999")
    assert (ran.returncode, "there is no encoding `cp9999`" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["name", "colour"], ["a", "b"]], "A1: no column has questions"),
        ([["question", "options"], ["How?", "good; bad"]], "B2: the option `good` has no points"),
        ([["id", "question"], ["a", "One?"], ["a", "Two?"]], "A3: `a` is the id of an earlier row"),
        ([["question", "answer"], ["One?", "maybe"]], "`maybe` is not a kind of answer"),
        ([["question", "weight"], ["One?", "-3"]], "`-3` is out of range"),
        ([["question"]], "no row below the headings has a question"),
        ([["question"], ["=1+1"]], "A2: a formula without a value"),
    ],
)
def test_what_is_no_checklist_is_refused_by_its_cell(rows: list[list[str]], message: str) -> None:
    Path("list.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    ran, items = imported("list.csv")
    assert (ran.returncode, items) == (2, {})
    assert message in ran.stderr


def test_a_workbook_says_its_percentages_and_formulas() -> None:
    workbook = xlsxwriter.Workbook("list.xlsx")
    page = workbook.add_worksheet("list")
    page.merge_range("A1:C1", "Counter, spring")
    page.write_row(1, 0, ["question", "answer", "score", "weight"])
    page.write_row(2, 0, ["How many were greeted?", "percent", "full = 95\nzero = 50"])
    page.write_formula(2, 3, "=1+1", None, 2)
    page.write_row(3, 0, ["How full is it?", "percent", "full = 95\nzero = 50"])
    page.write_number(3, 3, 0.3, workbook.add_format({"num_format": "0%"}))
    workbook.close()
    ran, _ = imported("list.xlsx")
    assert ran.returncode == 2
    assert "list.xlsx:1:1: warning: list!A1: the row above the headings is left out" in ran.stderr
    assert "list.xlsx:3:4: warning: list!D3: a formula; what it came to is taken: 2" in ran.stderr
    assert "list.xlsx:4:4: " in ran.stderr
    assert "`30%` is not a number" in ran.stderr


def test_a_date_that_was_a_scale_is_refused_with_its_cell() -> None:
    workbook = xlsxwriter.Workbook("list.xlsx", {"default_date_format": "yyyy-mm-dd"})
    page = workbook.add_worksheet("list")
    page.write_row(0, 0, ["question", "answer"])
    page.write_string(1, 0, "How polite?")
    page.write_number(1, 1, 45678, workbook.add_format({"num_format": "d-mmm"}))
    workbook.close()
    ran, _ = imported("list.xlsx")
    assert ran.returncode == 2
    assert "list.xlsx:2:2: list!B2: `2025-01-21" in ran.stderr
    assert "format the column as text" in ran.stderr


def test_cells_merged_down_a_column_say_the_same() -> None:
    workbook = xlsxwriter.Workbook("list.xlsx")
    page = workbook.add_worksheet("list")
    page.write_row(0, 0, ["answer", "question"])
    page.merge_range("A2:A3", "1-5")
    page.write_column(1, 1, ["How clean?", "How polite?"])
    workbook.close()
    _, items = imported("list.xlsx")
    assert [item.answer for item in items.values()] == ["1-5", "1-5"]


def test_a_sheet_that_spans_millions_of_cells_is_refused() -> None:
    workbook = xlsxwriter.Workbook("list.xlsx", {"constant_memory": True})
    page = workbook.add_worksheet("list")
    page.write_string(0, 0, "question")
    page.write_string(1_048_575, 16_383, "far")
    workbook.close()
    ran, _ = imported("list.xlsx")
    assert (ran.returncode, "expected at most 1000000 cells" in ran.stderr) == (2, True)


def changed(source: str, target: str, part: str, change: Callable[[bytes], bytes]) -> None:
    """Write a copy of a workbook with one part of its archive changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    book("plain.xlsx", [["question"], ["Clean?"]])
    changed("plain.xlsx", "list.xlsx", "xl/worksheets/sheet1.xml", lambda data: data + b" " * (70 << 20))
    assert Path("list.xlsx").stat().st_size < 1 << 20
    ran, _ = imported("list.xlsx")
    assert (ran.returncode, "unpacks to more than 64 MiB" in ran.stderr) == (2, True)


def test_entities_are_refused() -> None:
    book("plain.xlsx", [["question"], ["Clean?"]])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    changed(
        "plain.xlsx",
        "list.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"?>", b"?>" + bomb, 1),
    )
    ran, _ = imported("list.xlsx")
    assert (ran.returncode, "declares XML entities" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old", b"plain text", bytes(5000)]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    Path("list.xlsx").write_bytes(data)
    ran, _ = imported("list.xlsx")
    assert ran.returncode == 2
    assert ran.stderr.startswith("list.xlsx:")
    assert ran.stderr.count("\n") == 1


def test_a_damaged_sheet_is_refused() -> None:
    book("plain.xlsx", [["question"], ["Clean?"]])
    changed("plain.xlsx", "list.xlsx", "xl/worksheets/sheet1.xml", lambda data: data[: len(data) // 2])
    ran, _ = imported("list.xlsx")
    assert (ran.returncode, ran.stderr.startswith("list.xlsx:")) == (2, True)


def test_an_import_stays_in_the_workspace_and_writes_over_nothing() -> None:
    Path("list.csv").write_text("question\nClean?\n", encoding="utf-8")
    assert tpaudit("checklists", "import", "list.csv", "-o", "../list.yaml").returncode == 2
    assert tpaudit("checklists", "import", "list.csv", "-o", "checklists/A List.yaml").returncode == 2
    assert imported("list.csv")[0].returncode == 0
    assert imported("list.csv")[0].returncode == 2


def test_ids_are_made_of_words() -> None:
    assert slug("Is the *counter* clean — and dry?") == "is-the-counter-clean-and-dry"
    assert slug("你好，世界") == "你好-世界"
    assert slug("?!") == ""


FORM: dict[str, list[list[Any]]] = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Русский (ru)", "relevant", "hint"],
        ["begin group", "g", "Counter", "Касса", "", ""],
        ["select_one yn", "met", "Were you met?", "Вас встретили?", "", "look up"],
        ["range", "polite", "How polite?", "Насколько вежливо?", "${met} = '1'", ""],
        ["select_one yn", "again", "And again?", "И снова?", "count(${met}) > 1", ""],
        ["image", "photo", "A photo", "Фото", "", ""],
        ["end group", "", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)"],
        ["yn", 1, "Yes"],
        ["yn", 0, "No"],
    ],
    "settings": [["form_title"], ["Counter"]],
}


def test_a_form_becomes_a_checklist_and_says_what_is_lost() -> None:
    survey, *_ = FORM.values()
    workbook = xlsxwriter.Workbook("form.xlsx")
    for sheet, rows in FORM.items():
        page = workbook.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            page.write_row(row, 0, cells)
    workbook.close()
    ran, items = imported("form.xlsx")
    assert ran.returncode == 0
    assert items["met"].ask == {"en": "Were you met?", "ru": "Вас встретили?"}
    assert (items["met"].answer, items["polite"].answer) == ("yes-no", "0-10")
    assert items["polite"].only_if == {"met": ("yes",)}
    assert items["again"].only_if == {}
    assert len(survey) == len(items) + 4
    assert ran.stderr.splitlines() == [
        "form.xlsx:3:6: warning: survey!F3: the column `hint` is left out: 1 of its cells say something",
        "form.xlsx:5:5: warning: survey!E5: the condition is left out: count(${met}) > 1",
        "form.xlsx:6:1: warning: survey!A6: `photo` (image) is left out: no kind of answer says it",
    ]


@pytest.mark.skipif(not FORMS.exists(), reason="real forms lie beside the project's own checkout only")
def test_one_form_in_four_formats_is_one_checklist() -> None:
    found = []
    for ending in ("csv", "md", "xls", "xlsx"):
        source = FORMS / f"case_insensitivity.{ending}"
        ran, items = imported(str(source), name=f"form-{ending}")
        lost = [line.split(": ", 3)[3] for line in ran.stderr.splitlines()]
        found.append((items, model(Path(f"checklists/form-{ending}.yaml")).title, lost))
    assert all(each == found[0] for each in found)
    items, title, lost = found[0]
    assert (title, list(items), list(items["q1"].options)) == ("Yes or no", ["q1"], ["n1-c", "n2-c"])
    assert "`q2` (select_one_external c1) is left out: no kind of answer says it" in lost
    assert "`q3` (osm c1) is left out: no kind of answer says it" in lost


@pytest.mark.skipif(not FORMS.exists(), reason="real forms lie beside the project's own checkout only")
@pytest.mark.parametrize(("name", "count"), [("measuring-form", 7), ("xl_date_ambiguous", 4)])
def test_real_forms_are_read(name: str, count: int) -> None:
    ran, items = imported(str(FORMS / f"{name}.xlsx"))
    assert (ran.returncode, len(items)) == (0, count)


def test_a_workbook_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    Path("list.xlsx").write_bytes(io.BytesIO(b"PK").getvalue())
    ran, _ = imported("list.xlsx")
    assert (ran.returncode, "pip install 'tpaudit[sheets]'" in ran.stderr) == (2, True)
