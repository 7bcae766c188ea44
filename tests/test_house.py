"""The house: floors, one home for each library, a sentence for each module, every option in the docs."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

import pytest
import typer.main

from tpaudit.cli.app import app

ROOT: Final = Path(__file__).parent.parent
HOUSE: Final = ROOT / "src" / "tpaudit"
MODULES: Final = sorted(
    path for path in HOUSE.rglob("*.py") if not any(part.startswith(".") for part in path.parts)
)
FLOORS: Final = {
    "documents": 1,
    "results": 2,
    "judging": 3,
    "reading": 3,
    "showing": 4,
    "operations": 5,
    "cli": 6,
}
"""The floors; `errors` and `version` lie below all of them, the package itself and its front door above."""
TOP: Final = {"tpaudit", "tpaudit.__main__"}
LIBRARIES: Final[Mapping[str, tuple[str, ...]]] = {
    "yaml": ("reading/yaml/builder.py",),
    "jinja2": ("showing/report/template.py", "showing/report/sandbox.py"),
    "markupsafe": ("showing/report/template.py",),
    "rich": ("showing/terminal/console.py",),
    "typer": ("cli/",),
    "phonenumbers": ("judging/insights/facts.py",),
    "subprocess": (
        "reading/git/repository.py",
        "showing/report/apart.py",
    ),  # templates that nobody has looked at run apart
    "pydantic": ("documents/", "reading/"),
    "pydantic_core": ("documents/", "reading/"),
}
"""Where each library may be imported when the program runs."""


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, typing: bool = True) -> Iterator[str]:
    """Yield the dotted name of everything that a module imports, wherever it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types and not typing:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            assert node.module is not None
            if node.module in ("tpaudit", "tpaudit.cli", "tpaudit.documents"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def room(module: str) -> str:
    """Return the room of a module of ours: `reading`, or empty for what lies below or above all floors."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FLOORS else ""


def shown(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_imports_point_down_only(path: Path) -> None:
    module = name_of(path)
    if module in TOP:
        return
    for imported in imports(path):
        if imported.split(".")[0] != "tpaudit":
            continue
        here, there = room(module), room(imported)
        if not here:
            assert imported.split(".")[1] in ("errors", "version", "reading"), f"{module} imports {imported}"
            continue
        assert not there or there == here or FLOORS[there] < FLOORS[here], f"{module} imports {imported}"
        assert there or imported.split(".")[1] in ("errors", "version"), f"{module} imports {imported}"


def test_what_lies_below_all_floors_imports_nothing_of_ours_when_it_runs() -> None:
    for name in ("errors.py", "version.py"):
        assert [one for one in imports(HOUSE / name, typing=False) if one.startswith("tpaudit")] == []


def test_judging_and_reading_do_not_know_each_other() -> None:
    for path in MODULES:
        here = room(name_of(path))
        other = {"judging": "reading", "reading": "judging"}.get(here)
        if other:
            assert [one for one in imports(path) if room(one) == other] == [], shown(path)


@pytest.mark.parametrize("floor", ["documents", "results"])
def test_no_module_imports_itself_through_others(floor: str) -> None:
    here = {name_of(path): path for path in MODULES if room(name_of(path)) == floor}
    uses = {
        name: {one for one in imports(path) if one in here and one != name} for name, path in here.items()
    }
    assert len(list(TopologicalSorter(uses).static_order())) == len(here)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_has_one_home(library: str) -> None:
    guests = [
        shown(path)
        for path in MODULES
        if library in {one.split(".")[0] for one in imports(path, typing=False)}
        and not shown(path).startswith(LIBRARIES[library])
    ]
    assert guests == []


def test_no_other_library_has_moved_in() -> None:
    known = {*LIBRARIES, "tpaudit", *sys.stdlib_module_names}
    assert {one.split(".")[0] for path in MODULES for one in imports(path)} - known == set()


NETWORK: Final = {"socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "webbrowser", "xmlrpc"}
CLOCK: Final = {"time", "random", "secrets", "uuid", "locale", "getpass"}


def test_nothing_touches_the_network_or_looks_at_the_clock() -> None:
    met = {one.split(".")[0] for path in MODULES for one in imports(path)}
    assert met & (NETWORK | CLOCK) == set()
    parts = {one for path in MODULES for one in imports(path) if one.startswith("urllib")}
    assert parts <= {"urllib.parse"}  # which only writes addresses
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and shown(path) != "cli/options.py":  # a gate's day
                assert node.attr not in ("now", "today", "utcnow"), f"{shown(path)}:{node.lineno}"


def test_documents_and_judging_read_and_write_no_file() -> None:
    for path in MODULES:
        if room(name_of(path)) in ("documents", "judging"):
            met = {one.split(".")[0] for one in imports(path)}
            assert met & {"os", "pathlib", "io", "shutil", "tempfile", "sys", "subprocess"} == set(), shown(
                path
            )
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    assert node.func.id not in ("open", "print", "input", "eval", "exec"), (
                        f"{shown(path)}:{node.lineno}"
                    )


def test_only_main_catches_everything() -> None:
    found = [
        (shown(path), node.lineno)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or any(
                isinstance(one, ast.Name) and one.id in ("Exception", "BaseException")
                for one in ast.walk(node.type)
            )
        )
    ]
    assert [name for name, _ in found] == ["cli/main.py"]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text
    first = text.partition("\n")[0]
    assert first.endswith((".", ":")) or text.partition("\n\n")[0].replace("\n", " ").endswith("."), first
    assert len(first) <= 110


PAGES: Final = "\n".join(
    path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
)


def options() -> Iterator[tuple[str, str]]:
    """Yield every command with each of its options, and with nothing for the command itself."""
    group: Any = typer.main.get_command(app)
    for parameter in group.params:
        yield from (("", option) for option in parameter.opts)
    yield from _options(group, "")


def _options(group: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        yield (prefix + name, "")
        if hasattr(command, "commands"):
            yield from _options(command, f"{prefix}{name} ")
        for parameter in command.params:
            yield from ((prefix + name, option) for option in parameter.opts if option.startswith("-"))


@pytest.mark.parametrize(("command", "option"), list(options()), ids=lambda word: word or None)
def test_every_command_and_option_stands_in_the_docs(command: str, option: str) -> None:
    assert f"tpaudit {command}".strip() in PAGES
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", PAGES)


def test_no_text_is_left_in_the_code_that_speaks_of_work_to_do() -> None:
    for path in MODULES:
        assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")), shown(path)
