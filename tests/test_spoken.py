"""Messages in Russian and Chinese: every one is translated, and where it stands is said as in English."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polib
import program
import pytest
from test_messages import FILES, INVALID, said_of

import tpaudit
import tpaudit.operations.asked.language
import tpaudit.operations.audits.validate
import tpaudit.showing.terminal.problems
from tpaudit.documents.schema import schema_of
from tpaudit.documents.worded import AND, OR, Worded, fixed, linked, listing, without_place
from tpaudit.errors import Problem
from tpaudit.reading.validate import MODELS, problems_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.showing.terminal.console import plain
from tpaudit.showing.terminal.explaining.explain import explained
from tpaudit.showing.terminal.lines import COLUMNS
from tpaudit.showing.terminal.problems import problem_line, spoken_text, summary_line
from tpaudit.showing.text.numbers import visible, width
from tpaudit.showing.text.translate import LOCALE

HOUSE: Final = LOCALE.parent
SPOKEN: Final = [
    *sorted((HOUSE / "documents").glob("*.py")),
    *(path for path in sorted((HOUSE / "reading").glob("*.py")) if path.name != "inputs.py"),
    *(
        path
        for name in ("audit", "workspace", "yaml")
        for path in sorted((HOUSE / "reading" / name).glob("*.py"))
    ),
]
"""Modules whose messages are those of `validate`."""
OF_ANOTHER_COMMAND: Final = {
    "PyYAML is installed here without libyaml; install a wheel: pip install --only-binary :all: pyyaml"
}
OF_ANSWERS: Final = {
    "the answer, or n/a (with a note). A duration also takes never and >3m, a yes-no 37/40, several a list"
}
"""What `answer` means: it must be there in a mapping only, so that no schema says it of every answer."""
OF_THE_SYSTEM: Final = {"no such file or directory", "permission denied"}
LANGUAGES: Final = ("ru", "zh")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "messages.po"))


def escaped(text: str) -> str:
    return fixed(text).template


def without_opening(text: str) -> str:
    """Return a template without the place that it begins with, which is written alike in every language."""
    return re.sub(r"^\{\w+\}: ", "", text)


def texts(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name:
            yield node


def fixed_texts(said: ast.expr) -> Iterator[str]:
    """Yield the text that a call is given, or both of which it is given one."""
    for part in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
        if isinstance(part, ast.Constant):
            yield from texts(part)


def templates(path: Path) -> set[str]:
    """Return the templates that a module fills in, and its messages that have no values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    worded = {
        text.removeprefix("{file}: ")
        for call in calls(tree, "Worded")
        if isinstance(call.args[0], ast.Constant)
        for text in texts(call.args[0])
    }
    alone = {escaped(text) for call in calls(tree, "fixed") for text in fixed_texts(call.args[0])}
    filled = {id(one) for name in ("Worded", "fixed") for call in calls(tree, name) for one in ast.walk(call)}
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    plain = {
        escaped(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in filled | silent
        and re.search(r"\w.*; [a-z]", node.value)
    }
    return worded | alone | plain


def wanted(schema: Any, root: dict[str, Any]) -> Iterator[str]:
    """Yield what a message says of each key that must be there."""
    if isinstance(schema, list):
        for one in schema:
            yield from wanted(one, root)
    elif isinstance(schema, dict):
        for key in schema.get("required", ()):
            field = schema.get("properties", {}).get(key, {})
            said = field.get("description") or root["$defs"].get(
                field.get("$ref", "").rpartition("/")[2], {}
            ).get("description")
            if said:
                yield escaped(said[0].lower() + said[1:].rstrip("."))
        for one in schema.values():
            yield from wanted(one, root)


DESCRIBED: Final = {said for model in MODELS.values() for said in wanted(schema_of(model), schema_of(model))}
OF_VALUES: Final = {"{place}{text}"}
"""Templates that only put texts together."""
USED: Final = {text for path in SPOKEN for text in templates(path)} - OF_ANOTHER_COMMAND - OF_VALUES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_there_in_every_language(language: str) -> None:
    known = {entry.msgid for entry in catalogue(language)}
    assert USED - known == set()
    assert DESCRIBED - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_translated_that_nobody_writes(language: str) -> None:
    written = {
        form
        for path in HOUSE.rglob("*.py")
        for text in texts(ast.parse(path.read_text(encoding="utf-8")))
        for form in (text, escaped(text), without_opening(text))
    }
    known = {entry.msgid for entry in catalogue(language)}
    assert known - written - DESCRIBED - OF_ANSWERS - OF_THE_SYSTEM == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_values(language: str) -> None:
    for entry in catalogue(language):
        said = list(entry.msgstr_plural.values()) or [entry.msgstr]
        assert len(said) == (1 if not entry.msgid_plural else {"ru": 3, "zh": 1}[language])
        for text in said:
            assert text, entry.msgid
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", entry.msgid)), entry.msgid
            text.format(**dict.fromkeys(re.findall(r"\{(\w+)\}", text), ""))


ERRORS: Final = {"UsageError", "BaselineError", "_StopError"}
OF_BUGS: Final = {"a rate of no observations has no interval"}


def raised(path: Path) -> set[str]:
    """Return the templates and fixed texts of a module, and what it says in its errors."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    worded = {call.args[0].value for call in calls(tree, "Worded") if isinstance(call.args[0], ast.Constant)}
    alone = {escaped(text) for call in calls(tree, "fixed") for text in fixed_texts(call.args[0])}
    named = {"msg", "message"} & {
        ast.unparse(node.targets[0]) for node in ast.walk(tree) if isinstance(node, ast.Assign)
    }
    plain = {
        escaped(node.value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in named
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    } | {
        escaped(text)
        for name in ERRORS
        for call in calls(tree, name)
        for text in fixed_texts(call.args[0] if call.args else call)
    }
    return {without_opening(str(text)) for text in worded | alone | plain} - OF_BUGS


OUTSIDE: Final = ("showing/sandbox", "operations/many/cache_codecs.py")
"""What a template or a kept file did: nobody reads it but its author."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_every_module_is_there_in_every_language(language: str) -> None:
    known = {entry.msgid for entry in catalogue(language)}
    known |= {without_opening(text) for text in known}
    for path in sorted(HOUSE.rglob("*.py")):
        if not path.relative_to(HOUSE).as_posix().startswith(OUTSIDE):
            assert raised(path) - known - OF_VALUES == set(), path


def test_no_error_is_put_together_where_no_catalogue_finds_it() -> None:
    for path in sorted(HOUSE.rglob("*.py")):
        if path.relative_to(HOUSE).as_posix().startswith(OUTSIDE):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name in ERRORS:
            for call in calls(tree, name):
                assert not any(isinstance(one, ast.JoinedStr) for one in call.args), f"{path}:{call.lineno}"


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_message_is_put_together_where_no_catalogue_finds_it(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            assert not re.search(r"; [a-z]|expected ", "".join(texts(node))), f"{path}:{node.lineno}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_a_message_stands_where_the_english_one_does_and_is_translated(
    file: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(INVALID)
    problems = [one for one in sorted(set(problems_of(file, Workspaces()))) if one.file == file]
    assert "".join(visible(problem_line(one, "en")) + "\n" for one in problems) == said_of(file)
    for problem in problems:
        line = problem_line(problem, language)
        assert line.startswith(f"{problem.file}:{problem.line}:{problem.column}: ")
        warning = {"ru": "предупреждение: ", "zh": "警告: "}[language] if problem.warning else ""
        head = f"{file}:{problem.line}:{problem.column}: {warning}" + (
            f"{problem.address}: " if problem.address else ""
        )
        assert line.startswith(head)
        words = re.sub(r"`[^`]*`|\{[^}]*\}|\"[^\"]*\"|'[^']*'", "", line.removeprefix(head))
        assert not re.search(r"\b(the|is|are|of|expected|write|with|not|an?) [a-z]", words), line
        assert re.search("[а-я]" if language == "ru" else "[一-鿿]", words), line


def test_a_worded_message_is_its_english_text_and_travels_with_its_template() -> None:
    value = fixed("a list")
    message = Worded("{value} is not a number; {fix}", value=value, fix=fixed("write one such as 3 or 4.5"))
    assert message == "a list is not a number; write one such as 3 or 4.5"
    again = pickle.loads(pickle.dumps(message))  # noqa: S301 - made here
    assert (again, again.template, again.values) == (message, message.template, message.values)
    assert linked(["a", "b", "c"], OR) == "a or b or c"
    assert linked(["a", "b"], AND) == "a and b"


def test_a_value_of_a_file_is_never_translated() -> None:
    message = Worded("there is no checklist `{name}`; {hint}", name="nothing", hint=fixed("there is none"))
    problem = Problem(file="a: b.yaml", line=2, column=3, address="x", message=message, warning=True)
    assert problem_line(problem, "ru") == (
        "a: b.yaml:2:3: предупреждение: x: нет чек-листа `nothing`; здесь нет ни одного"
    )


def test_a_list_has_the_commas_of_its_language() -> None:
    message = Worded("expected one of {listed}", listed=listing(["phone", "e-mail, too", "..."]))
    assert message == "expected one of phone, e-mail, too, ..."
    for told in (message, pickle.loads(pickle.dumps(message))):  # noqa: S301 - made here
        assert spoken_text(told, "en") == message
        assert spoken_text(told, "ru") == "возможные значения: phone, e-mail, too, ..."
        assert spoken_text(told, "zh") == "可用的有：phone、e-mail, too、..."


@pytest.mark.parametrize(
    ("counts", "language", "said"),
    [
        ((1, 1, 1), "en", "1 file: 1 error, 1 warning"),
        ((3, 0, 2), "en", "3 files: no errors, 2 warnings"),
        ((0, 0, 0), "en", "no files: no errors, no warnings"),
        ((21, 2, 5), "ru", "21 файл: 2 ошибки, 5 предупреждений"),
        ((3, 0, 11), "ru", "3 файла: ошибок нет, 11 предупреждений"),
        ((2, 1, 0), "zh", "2 个文件：1 个错误，没有警告"),
    ],
)
def test_a_summary_counts_as_its_language_does(
    counts: tuple[int, int, int], language: str, said: str
) -> None:
    assert summary_line(*counts, language) == said


def audit_in(folder: Path, language: str) -> None:
    (folder / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    (folder / "audit.yaml").write_text(
        "format: 1\ntouchpoints:\n  desk: {stage: buy, kind: humann}\n", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("workspace", "words", "said", "counted"),
    [
        ("en", (), "is not known here", "1 file: 1 error, no warnings"),
        ("ru", (), "здесь неизвестно", "1 файл: 1 ошибка, предупреждений нет"),
        ("ru", ("--lang", "zh"), "未知的值", "1 个文件：1 个错误，没有警告"),
        ("zh", ("--lang", "en"), "is not known here", "1 file: 1 error, no warnings"),
    ],
)
def test_validate_speaks_the_language_asked_for_or_the_workspaces(
    workspace: str, words: tuple[str, ...], said: str, counted: str, tmp_path: Path
) -> None:
    audit_in(tmp_path, workspace)
    done = program.run("validate", "audit.yaml", *words, cwd=tmp_path, env={"LANG": "zh_CN.UTF-8"})
    assert done.returncode == 2
    assert done.stdout.startswith("audit.yaml:3:28: desk.kind: ")
    assert said in done.stdout
    assert done.stderr == counted + "\n"


def test_validate_refuses_a_language_that_is_not_spoken(tmp_path: Path) -> None:
    audit_in(tmp_path, "en")
    done = program.run("validate", "audit.yaml", "--lang", "xx", cwd=tmp_path)
    assert done.returncode == 2
    assert "expected en, ru or zh" in done.stderr
    assert done.stdout == ""


FAULTY: Final = """\
format: 1
audit: {date: 2026-02-30}
touchpoints:
  desk: {stage: buy, kind: humann}
  door: {stage: buy, colour: red, checklists: {quick: {works: perhaps}}}
"""
GOOD: Final = """\
format: 1
touchpoints:
  desk: {stage: buy, kind: human, checklists: {quick: {works: yes}}}
"""
FAILING: Final[dict[str, tuple[str, ...]]] = {
    "validate": ("validate", "faulty.yaml"),
    "explain": ("explain", "faulty.yaml"),
    "score": ("score", "faulty.yaml"),
    "score of a folder": ("score", "."),
    "check": ("check", "faulty.yaml"),
    "check for programs": ("check", "faulty.yaml", "--format", "github"),
    "plan": ("plan", "faulty.yaml"),
    "compare": ("compare", "good.yaml", "faulty.yaml"),
    "history": ("history", "faulty.yaml", "--by", "visits"),
    "report": ("report", "faulty.yaml"),
    "report as a workbook": ("report", "faulty.yaml", "-o", "r.xlsx"),
    "init": ("init", ".", "--follows", "faulty.yaml"),
    "visits list": ("visits", "list", "faulty.yaml"),
    "fill": ("fill", "faulty.yaml"),
    "form": ("form", "faulty.yaml"),
    "import": ("import", "csv", "table.csv", "--to", "faulty.yaml", "--map", "map.yaml"),
    "checklists sheet": ("checklists", "sheet", "faulty.yaml", "--for", "walk"),
    "portfolio": ("portfolio", "faulty.yaml"),
    "export": ("export", "faulty.yaml", "tables", "--to", "csv"),
    "probe": ("probe", "faulty.yaml", "--dry-run"),
    "waive": ("waive", "desk", "faulty.yaml", "--until", "2027-01-01", "--reason", "why", "--by", "Marta"),
}
"""Each command with a file that it cannot judge."""
PLACE: Final = re.compile(
    r"^(faulty\.yaml:\d+:\d+:)(?: (?:warning|предупреждение|警告):)?( [\w/.-]+:)?", re.MULTILINE
)
KEPT: Final = re.compile(
    r"`[^`]*`|::\w+ [^:]*::|\b[\w./-]+\.(?:yaml|csv|xlsx)\b|\b(?:\d{4}-\d\d-\d\d|tpaudit|error|Error)\b"
    r"|\b(?:physical|digital|human|name|stage|channel|kind|device|action|starts|as|importance|personas|owner|says)\b"
)
"""What no translation touches: what stands in back-quotes, files, days, the words of a list of keys."""


def workspace_with_a_fault(folder: Path, language: str) -> None:
    (folder / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    (folder / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "table.csv").write_text("works\nyes\n", encoding="utf-8")
    (folder / "map.yaml").write_text("format: 1\ncolumns: {works: desk/quick.works}\n", encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", FAILING)
def test_every_command_says_what_is_wrong_in_the_language_of_the_workspace(
    command: str, language: str, tmp_path: Path
) -> None:
    said = {}
    for each in ("en", language):
        home = tmp_path / each
        home.mkdir()
        workspace_with_a_fault(home, each)
        done = program.run(*FAILING[command], cwd=home)
        assert done.returncode == 2, done.stderr
        said[each] = done.stdout + done.stderr if command == "validate" else done.stderr
    assert PLACE.findall(said[language]) == PLACE.findall(said["en"])
    assert "faulty.yaml:4:28: desk.kind: " in said[language]
    left = KEPT.sub("", PLACE.sub("", said[language]))
    assert re.findall(r"[A-Za-z]{2,}(?: +[A-Za-z]{2,})+", left) == []
    assert re.search("[а-я]" if language == "ru" else "[一-鿿]", left)


@pytest.mark.parametrize(
    ("words", "english", "russian", "chinese"),
    [
        (("score", "nothing.yaml"), "no such file", "нет такого файла", "没有这样的文件"),
        (("explain", "good.yaml", "desc"), "nothing is scored at", "ничего не оценивается", "没有计分内容"),
        (("score", "good.yaml", "-o", "x.docx"), "its ending", "окончание", "扩展名"),
        (
            ("plan", "good.yaml", "--target", "70", "--days", "2"),
            "the fewest hours",
            "число часов",
            "最少工时",
        ),
        (("score", "good.yaml", "--as-of", "2026-13-01"), "is not in the calendar", "в календаре", "日历"),
        (("form", "good.yaml", "--stage", "x"), "is not known", "неизвестно", "未知的值"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_request_that_cannot_be_met_is_refused_in_the_language_asked_for(
    words: tuple[str, ...], english: str, russian: str, chinese: str, tmp_path: Path
) -> None:
    workspace_with_a_fault(tmp_path, "ru")
    for language, wanted in (("", russian), ("en", english), ("ru", russian), ("zh", chinese)):
        done = program.run(*words, *(("--lang", language) if language else ()), cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("tpaudit: ")
        assert wanted in done.stderr


def test_formats_for_programs_are_english_in_any_workspace(tmp_path: Path) -> None:
    workspace_with_a_fault(tmp_path, "ru")
    for shape in ("github", "junit", "json"):
        done = program.run("check", "faulty.yaml", "--format", shape, cwd=tmp_path)
        assert "it does not load: faulty.yaml:" in done.stdout
        assert not re.search("[а-я]", done.stdout)
        assert re.search("[а-я]", done.stderr)


def test_what_could_not_be_judged_is_said_in_the_language_of_the_verdict(tmp_path: Path) -> None:
    workspace_with_a_fault(tmp_path, "zh")
    for shape in ("text", "markdown"):
        done = program.run("check", "faulty.yaml", "--format", shape, cwd=tmp_path)
        assert "it does not load" not in done.stdout
        assert "无法加载：faulty.yaml:2:" in done.stdout.replace("\\", "")


@pytest.mark.parametrize(("language", "sample"), [("ru", "dostavka-edy"), ("zh", "weather-app")])
def test_explanations_hold_no_english_sentence(language: str, sample: str) -> None:
    root = Path(__file__).parent.parent
    audit = tpaudit.load(root / "audits" / f"{sample}.yaml")
    for address in (None, *(touch.id for touch in audit.touches)):
        lines = [*explained(tpaudit.explain(audit, address, languages=[language]), language)]
        text = re.sub(r"\S+\.yaml:\d+", "", plain(lines))
        assert re.findall(r"(?<![\w.-])[A-Za-z]{2,}(?: +[A-Za-z]{2,})+(?![\w.-])", text) == []
        assert all(width("".join(piece.text for piece in line)) <= COLUMNS for line in lines)


def test_a_message_keeps_its_words_when_it_loses_its_place() -> None:
    message = Worded("{path}: {fault}; expected a folder that can be read", path="a: b", fault="closed")
    bare = without_place(message, "a: b")
    assert isinstance(bare, Worded)
    assert bare == "closed; expected a folder that can be read"
    assert without_place("x: y", "x") == "y"


def test_what_comes_of_a_refused_visit_is_said_in_the_language_of_its_audit(tmp_path: Path) -> None:
    workspace_with_a_fault(tmp_path, "zh")
    (tmp_path / "visit.yaml").write_text("format: 1\nvisit: {method: spy}\nanswers: {}\n", encoding="utf-8")
    done = program.run("visits", "add", "visit.yaml", "--to", "good.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("visit.yaml:2:17: visit.method: 未知的值")
    assert done.stderr.endswith("tpaudit: visit.yaml: 未添加任何内容\n")


IN_TWO_LANGUAGES: Final = """
format: 1
audit: {date: 2026-11-03}
touchpoints: {line: {name: Line, stage: s, checklists: {phone: {pick-up-time: ANSWER}}}}
"""


@pytest.mark.parametrize("command", ["check", "compare"])
@pytest.mark.parametrize(
    ("words", "question", "fault"),
    [
        ([], "from the first ring, until the call is answered", "Callers wait too long, or nobody answers"),
        (["--lang", "ru"], "от первого гудка до ответа", "Трубку берут слишком поздно или не берут совсем"),
        (["--lang", "zh"], "从第一声铃响到有人接起", "电话很久没人接，或根本没人接"),
    ],
)
def test_what_built_in_checklists_say_is_in_the_language_asked_for(
    command: str, words: list[str], question: str, fault: str, tmp_path: Path
) -> None:
    for name, answer in (("before", "3s"), ("now", "never")):
        text = IN_TWO_LANGUAGES.replace("ANSWER", answer)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = ["now.yaml", "--against", "before.yaml"] if command == "check" else ["before.yaml", "now.yaml"]
    said = program.run(command, *files, *words, cwd=tmp_path).stdout
    flat = "".join(said.split())
    assert (question.replace(" ", "") in flat, fault.replace(" ", "") in flat) == (True, True), said


BUGS: Final = {
    "English": ([], "", "this is a bug in tpaudit; please report it"),
    "asked for": (["--lang", "ru"], "language: zh\n", "это ошибка в самом tpaudit"),
    "of the workspace": ([], "language: zh\n", "这是 tpaudit 自身的缺陷"),
    "of settings that cannot be read": ([], "language: [\n", "this is a bug in tpaudit; please report it"),
}


@pytest.mark.parametrize(("words", "settings", "said"), BUGS.values(), ids=BUGS)
def test_of_a_bug_it_is_told_in_the_language_of_who_met_it(
    words: list[str], settings: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tpaudit.yaml").write_text(f"format: 1\n{settings}", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(IN_TWO_LANGUAGES.replace("ANSWER", "3s"), encoding="utf-8")
    monkeypatch.setattr(tpaudit.operations.audits.validate, "validate", broken)
    done = program.run("validate", "a.yaml", *words, cwd=tmp_path)
    assert (done.returncode, said in done.stderr, "ZeroDivisionError" in done.stderr) == (70, True, True)


def broken(*_: object, **__: object) -> None:
    """Fail as a bug does."""
    raise ZeroDivisionError


def test_what_is_said_of_a_bug_never_fails_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tpaudit.operations.audits.validate, "validate", broken)
    monkeypatch.setattr(tpaudit.operations.asked.language, "answering_language", broken)
    done = program.run("validate", "a.yaml", "--lang", "ru", cwd=tmp_path)
    assert (done.returncode, "это ошибка в самом tpaudit" in done.stderr) == (70, True)
    monkeypatch.setattr(tpaudit.showing.terminal.problems, "spoken_text", broken)
    done = program.run("validate", "a.yaml", "--lang", "ru", cwd=tmp_path)
    assert (done.returncode, "this is a bug in tpaudit" in done.stderr) == (70, True)
