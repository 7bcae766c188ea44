"""The help and what is said of a wrong command line, in Russian and Chinese: all of it, in lines that fit."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polib
import pytest
import typer.main
from program import run
from test_spoken import HOUSE, LANGUAGES, texts

from tpaudit.cli import help_page, refusing
from tpaudit.cli.app import command_line
from tpaudit.cli.help_page import page_texts
from tpaudit.operations.collecting.imports import kinds_of_import
from tpaudit.showing.text.numbers import width
from tpaudit.showing.text.translate import LOCALE, translator

ROOT: Final[Any] = typer.main.get_command(command_line())
LETTERS: Final = {"ru": "[а-я]", "zh": "[一-鿿]"}
OF_TYPER: Final = {
    *("Arguments:", "Options:", "Commands:", "Kinds:", "Show this message and exit."),
    *("required", "default: {value}", "<int range>", "<float range>", "OPTIONS", "COMMAND", "ARGS"),
}
"""What typer writes into a page of help itself, and the heading of the kinds of import."""
AS_TYPED: Final = "文件:行:列: 地址: |REF:路径|格式:文件"
"""What a line of `validate` looks like, and what is typed: with the colons of any language."""
SAME: Final = ("ID", "REF", "URL")
"""Placeholders that are no words of English."""


def commands(group: Any, *before: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield before, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *before, name)


COMMANDS: Final = dict(commands(ROOT))
TEXTS: Final = {
    text
    for command in COMMANDS.values()
    for said in (
        *(page_texts(command.help or "")),
        *(page_texts(command.epilog or "")),
        *(parameter.help for parameter in command.params),
    )
    if (text := said)
} | {kind.help for kind in kinds_of_import()}
PLACEHOLDERS: Final = {
    word
    for command in COMMANDS.values()
    for parameter in command.params
    for word in re.findall(r"[A-Z]{2,}", parameter.metavar or "")
} - set(SAME)


def catalogue(language: str) -> dict[str, str]:
    path = LOCALE / language / "LC_MESSAGES" / "help.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_help_is_translated_and_no_other(language: str) -> None:
    written = {
        text
        for name in ("help_page", "refusing")
        for text in texts(ast.parse((HOUSE / f"cli/{name}.py").read_text(encoding="utf-8")))
    }
    known = catalogue(language)
    needed = TEXTS | PLACEHOLDERS | OF_TYPER
    assert needed - set(known) == set()
    assert set(known) - needed - written == set()
    for english, said in known.items():
        assert said, english
        assert set(re.findall(r"\{\w+\}", said)) == set(re.findall(r"\{\w+\}", english))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_page_of_help_has_no_english_and_no_line_that_is_too_wide(
    words: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    (tmp_path / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    done = run(*words, "--help", cwd=tmp_path, env={"COLUMNS": "80"})
    assert done.returncode == 0
    examples = {line.strip() for text in (COMMANDS[words].help or "").split("\n\n") for line in _raw(text)}
    for line in done.stdout.splitlines():
        if line.strip().replace("audit.yaml", "audits/roastery.yaml") in examples:
            continue
        assert width(line) <= 80 or re.fullmatch(r"  --\w+ <[\w|]+>", line), line
        bare = re.sub(r"<[^>]*>|`[^`]*`|--?[a-z-]+|Google Forms", "", re.sub(AS_TYPED, "", line))
        assert not re.search(r"\b(the|of|and|or|is|with|an?) [a-z]", bare), line
        if language == "zh":
            assert not re.search(r"[一-鿿][,:;(]|[:;)][一-鿿]", bare), line
    assert re.search(LETTERS[language], done.stdout)
    assert "Usage" not in done.stdout
    for parameter in COMMANDS[words].params:
        assert all(option in done.stdout for option in parameter.opts if option.startswith("-"))


def _raw(text: str) -> list[str]:
    return text.split("\n")[1:] if text.lstrip().startswith("\b") else []


def test_a_page_of_help_reads_well() -> None:
    done = run("sample-size", "--help", "--lang", "ru", cwd=HOUSE, env={"COLUMNS": "80"})
    assert done.stdout.endswith("""\
Параметры:
  --difference <ЧИСЛО>     Разница в баллах, которую надо увидеть.
                           [0.1<=x<=100; обязательно]
  --sd <ЧИСЛО>             Стандартное отклонение отдельных визитов, в баллах.
                           [по умолчанию: 6.5; 0.1<=x<=50]
  --design-effect <ЧИСЛО>  Во сколько раз больше визитов нужно из-за их
                           сходства.  [по умолчанию: 1.0; 1<=x<=100]
  --lang ЯЗЫК              en, ru или zh; по умолчанию язык рабочего
                           пространства.
  --help                   Показать эту справку и выйти.
""")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_takes_a_language(words: tuple[str, ...]) -> None:
    assert any("--lang" in parameter.opts for parameter in COMMANDS[words].params)


@pytest.mark.parametrize(
    "words",
    [
        ("score", "--lang", "zh", "--help"),
        ("score", "--help", "--lang", "zh"),
        ("--lang", "zh", "score", "--help"),
        ("score", "--help", "--lang=zh"),
    ],
    ids=" ".join,
)
def test_the_help_speaks_the_language_asked_for_wherever_that_stands(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert run(*words, cwd=tmp_path).stdout.startswith("用法：tpaudit score [选项] [审计...]\n")


def test_a_language_before_the_command_is_that_of_its_result_and_its_errors(tmp_path: Path) -> None:
    said = {
        words: run(*words, cwd=tmp_path).stdout
        for words in (
            ("--lang", "ru", "sample-size", "--difference", "5"),
            ("sample-size", "--difference", "5", "--lang", "ru"),
            ("--lang", "zh", "sample-size", "--difference", "5", "--lang", "ru"),
        )
    }
    assert set(said.values()) == {"с каждой стороны визитов: 21\n"}
    within = run("checklists", "--lang", "ru", "list", cwd=tmp_path)
    assert within.stdout == run("checklists", "list", "--lang", "ru", cwd=tmp_path).stdout
    assert "нет чек-листа" in run("--lang", "ru", "checklists", "show", "nothing", cwd=tmp_path).stderr
    assert run("--lang", "xx", "score", cwd=tmp_path).returncode == 2


WRONG: Final[dict[tuple[str, ...], tuple[str, str]]] = {
    ("plan", "--fromat", "json"): (
        "Нет такого параметра: --fromat; похожие: --format",
        "没有此选项：--fromat；相近的有：--format",
    ),
    ("plan", "-x"): ("Нет такого параметра: -x", "没有此选项：-x"),
    ("scor",): ("Нет такой команды: 'scor'. Возможно, имелось в виду: 'score'?", "没有此命令：'scor'。是否指：'score'？"),
    ("visits", "x"): ("Нет такой команды: 'x'.", "没有此命令：'x'。"),
    ("checklists", "--lang", "{lang}"): ("Не указана команда.", "未指定命令。"),
    ("waive",): ("Не указан аргумент 'АДРЕС'.", "缺少参数 '地址'。"),
    ("waive", "x"): ("Не указан параметр '--until'.", "缺少选项 '--until'。"),
    ("schema",): ("Не указан аргумент 'ВИД'. Возможные значения: audit, ", "缺少参数 '种类'。可选值：audit、"),
    ("checklists", "sheet", "a.yaml"): ("Не указан параметр '--for'. Возможные значения: team, ", "缺少选项 '--for'。可选值：team、"),
    ("score", "-o"): ("Параметру '-o' нужно значение.", "选项 '-o' 需要一个值。"),
    ("score", "--cache=1"): ("Параметр '--cache' не принимает значения.", "选项 '--cache' 不接受值。"),
    ("plan", "a", "b", "c"): ("Лишние аргументы: b c", "多余的参数：b c"),
    ("score", "--jobs", "x"): ("Неверное значение '--jobs' / '-j': ожидалось целое число", "'--jobs' / '-j' 的值无效：应为整数"),
    ("score", "--jobs", "0"): ("Неверное значение '--jobs' / '-j': ожидалось не меньше 1", "'--jobs' / '-j' 的值无效：不得小于 1"),
    ("sample-size", "--difference", "x"): ("Неверное значение '--difference': ожидалось число", "'--difference' 的值无效：应为数值"),
    ("sample-size", "--difference", "200"): ("Неверное значение '--difference': ожидалось не больше 100", "'--difference' 的值无效：不得大于 100"),
    ("status", "--format", "x"): ("Неверное значение '--format': ожидалось одно из: 'text', 'json'; получено: 'x'", "'--format' 的值无效：应为下列之一：'text'、'json'；收到的是：'x'"),
    ("schema", "x"): ("Неверное значение 'ВИД': ожидалось одно из: 'audit', ", "'种类' 的值无效：应为下列之一：'audit'、"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_command_line_that_cannot_be_read_is_refused_in_the_language(
    words: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    (tmp_path / "tpaudit.yaml").write_text(f"format: 1\nlanguage: {language}\n", encoding="utf-8")
    done = run(*(word.format(lang=language) for word in words), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    said = WRONG[words][LANGUAGES.index(language)]
    error = {"ru": "Ошибка: ", "zh": "错误："}[language]
    assert done.stderr.splitlines()[-1].startswith(error + said)
    assert not re.search("Usage|Try|Error", done.stderr)
    english = run("--lang", "en", *(word.format(lang="en") for word in words), cwd=tmp_path)
    assert english.returncode == 2
    assert re.search("^Error: ", english.stderr, re.MULTILINE)


def test_a_message_of_typer_that_is_not_known_stays_as_it_is() -> None:
    say = translator("ru", "help")
    assert refusing.said_of_typer("something new", say) == "something new"
    assert refusing.said_of_typer("Invalid value for '--x': something new", say) == (
        "Неверное значение '--x': something new"
    )


BEFORE: Final = {
    "No such option: --fromat ('(Possible options: --format)',)": ("Нет такого параметра: --fromat; похожие: --format", "没有此选项：--fromat；相近的有：--format"),
    "Invalid value for '--jobs' / '-j': 'x' is not a valid int range.": ("Неверное значение '--jobs' / '-j': ожидалось целое число; получено: 'x'", "'--jobs' / '-j' 的值无效：应为整数；收到的是：'x'"),
    "Invalid value for '--jobs': 0 is not in the range x>=1.": ("Неверное значение '--jobs': 0 вне пределов x>=1", "'--jobs' 的值无效：0 超出范围 x>=1"),
}  # fmt: skip
"""What typer 0.26 to 0.28 say, which pyproject.toml allows."""


@pytest.mark.parametrize("message", BEFORE)
def test_what_earlier_typer_says_is_translated(message: str) -> None:
    said = tuple(refusing.said_of_typer(message, translator(language, "help")) for language in LANGUAGES)
    assert said == BEFORE[message]


@pytest.mark.parametrize(("language", "number"), [("ru", "ЧИСЛО"), ("zh", "数值")])
def test_what_an_option_takes_is_named_as_earlier_typer_names_it(language: str, number: str) -> None:
    page = help_page._Page(translator(language, "help"))  # noqa: SLF001
    page.write_dl([("--sd FLOAT RANGE", "x"), ("-j, --jobs INTEGER RANGE", "x"), ("--sd <float range>", "x")])
    written = page.getvalue()
    assert "RANGE" not in written
    assert written.count(f"--sd <{number}>") == 2


@pytest.mark.parametrize(("language", "said"), [("en", "Aborted!"), ("ru", "Прервано."), ("zh", "已中止。")])
def test_a_command_that_is_stopped_says_so_in_the_language(language: str, said: str) -> None:
    code = (
        "import sys; from tpaudit.cli import main, status\n"
        "def stop(*_, **__): raise EOFError\n"
        "import tpaudit.operations.collecting.status as operation; operation.is_workspace = stop\n"
        f"sys.argv = ['x', '--lang', '{language}']; sys.exit(main._run())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.strip()) == (1, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("bash completion installed in ", "Completion will take effect once you restart the terminal"),
        ),
        ("ru", ("Автодополнение для bash установлено в ", "Оно заработает, когда вы перезапустите терминал")),
        ("zh", ("bash 的自动补全已安装到 ", "重启终端后生效")),
    ],
)
def test_what_was_installed_is_said_in_the_language(
    language: str, said: tuple[str, str], tmp_path: Path
) -> None:
    code = (
        "import sys, typer._completion_shared as shared; from tpaudit.cli import main\n"
        "shared._get_shell_name = lambda: 'bash'; import typer.completion as done; done._get_shell_name = lambda: 'bash'\n"
        f"sys.argv = ['x', '--lang', '{language}', '--install-completion']; sys.exit(main._run())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    first, second = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert (first.startswith(said[0]), second) == (True, said[1])
    assert str(tmp_path) in first


@pytest.mark.parametrize("option", ["--difference", "--sd", "--design-effect"])
def test_no_number_is_refused_by_every_typer(option: str, tmp_path: Path) -> None:
    done = run("sample-size", "--difference", "5", option, "nan", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_wrong_word_cannot_move_the_cursor(tmp_path: Path) -> None:
    done = run("score", "--lang", "ru", "--\x1b[2J", cwd=tmp_path)
    assert "\x1b" not in done.stderr
    assert "Нет такого параметра" in done.stderr


def test_a_group_without_a_command_says_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nlanguage: ru\n", encoding="utf-8")
    done = run("visits", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == run("visits", "--help", cwd=tmp_path).stdout


def test_english_loads_nothing_of_other_languages(tmp_path: Path) -> None:
    code = (
        "import sys; from tpaudit.cli.main import main; sys.argv = ['x', 'plan', '--help']\n"
        "try: main()\nexcept SystemExit: print([m for m in sys.modules if m.endswith('help_page')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("Usage: tpaudit plan ")
    assert done.stdout.endswith("[]\n")


def test_lists_have_the_marks_of_their_language(tmp_path: Path) -> None:
    listed = run("checklists", "list", "--lang", "zh", cwd=tmp_path).stdout
    assert re.search(r"^quick .* 5 个检查项、内置$", listed, re.MULTILINE)
    journeys = run("init", "--list", "--lang", "zh", cwd=tmp_path).stdout
    assert re.search(r"^hotel +酒店；5 个阶段、\d+ 个接触点$", journeys, re.MULTILINE)
    done = run("checklists", "export", "quick", "-o", "x.txt", "--lang", "ru", cwd=tmp_path)
    assert done.stderr.endswith("ожидалось .csv или .xlsx\n")


def test_a_newer_checklist_is_told_in_the_language_with_names_and_its_figures(tmp_path: Path) -> None:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nlanguage: ru\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "format: 1\ntouchpoints:\n  desk: {name: Стойка, stage: purchase, checklists: {quick: {works: no, easy: 5}}}\n",
        encoding="utf-8",
    )
    run("checklists", "add", "quick", cwd=tmp_path)
    own = tmp_path / "checklists/quick.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("weight: 3", "weight: 1"), encoding="utf-8")
    said = run("checklists", "update", cwd=tmp_path)
    assert "+++ checklists/quick.yaml (встроенный)\n" in said.stdout
    assert re.search(r"^  Стойка: \d+,\d → \d+,\d$", said.stdout, re.MULTILINE)
    assert said.stderr == "ничего не записано; встроенную версию возьмёт --write\n"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Invalid value for '--jobs': 'x' is not a valid integer range.", "'--jobs' 的值无效：应为整数；收到的是：'x'"),
        ("Invalid value for '--sd': 'x' is not a valid float range.", "'--sd' 的值无效：应为数值；收到的是：'x'"),
        ("Invalid value for '--sd': 99.0 is not in the range 0.1<=x<=50.", "'--sd' 的值无效：99.0 超出范围 0.1<=x<=50"),
        ("Invalid value for 'KIND': 'x' is not one of 'audit', 'map'.", "'种类' 的值无效：应为下列之一：'audit'、'map'；收到的是：'x'"),
    ],
)  # fmt: skip
def test_what_older_versions_of_typer_say_is_translated_too(message: str, said: str) -> None:
    assert refusing.said_of_typer(message, translator("zh", "help")) == said
