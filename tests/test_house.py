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

from tpaudit.cli.app import command_line

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
    "jinja2": ("showing/report/template.py", "showing/sandbox/environment.py"),
    "markupsafe": ("showing/report/template.py",),
    "rich": ("showing/terminal/console.py",),
    "typer": ("cli/",),
    "distributed": ("operations/many/cluster.py",),
    "platformdirs": ("operations/many/cache.py",),
    "phonenumbers": ("judging/insights/phone_numbers.py", "judging/measure/phone/phones.py"),
    "httpcore2": ("reading/probe/connection.py", "reading/probe/fetch.py"),
    "protego": ("reading/probe/robots.py",),
    "selectolax": ("reading/probe/html/tree.py",),
    "w3lib": ("reading/probe/html/charset.py",),
    "playwright": ("reading/probe/browser.py",),
    "axe_playwright_python": ("reading/probe/browser.py",),
    "questionary": ("cli/asking.py",),
    "subprocess": (
        "reading/git/repository.py",
        "showing/sandbox/apart.py",
        "showing/export/office/pdf.py",  # Chromium prints
        "showing/export/office/drawn.py",  # Chromium draws
    ),  # templates that nobody has looked at run apart
    "python_calamine": ("reading/sheets/workbook.py",),
    "PIL": ("reading/files/scaling.py",),
    "xlsxwriter": ("showing/sheets/workbook.py",),
    "docx": ("showing/export/office/word", "showing/export/office/fields.py"),
    "pypdf": ("showing/export/office/pdf.py",),
    "weasyprint": ("showing/export/office/pdf.py",),
    "pyarrow": ("showing/export/writers/arrow.py",),
    "duckdb": ("showing/export/writers/database.py",),
    "pydantic": ("documents/", "reading/", "operations/many/cache_codecs.py"),
    "pydantic_core": ("documents/", "reading/", "showing/data/scorecard.py"),
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


ONLINE: Final[Mapping[str, set[str]]] = {
    "reading/probe/connection.py": {"socket", "ssl", "time"},
    "reading/probe/fetch.py": {"time"},
}
"""The modules of the one command that uses the network; its patience needs a clock, its results none."""


def test_nothing_but_the_probe_touches_the_network_or_looks_at_the_clock() -> None:
    for path in MODULES:
        met = {module.split(".")[0] for module in imports(path)}
        assert met & (NETWORK | CLOCK) == ONLINE.get(shown(path), set()), shown(path)
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
    group: Any = typer.main.get_command(command_line())
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


# Sizes, circles and names

CROWDED: Final = 12
"""How many modules and packages lie directly in one package at most."""
POSITIONAL: Final = 3
"""How many arguments of a record may stand without their names."""
NAMES: Final = {name_of(path): path for path in MODULES}


def imported_modules(path: Path) -> set[str]:
    """Return the modules of ours that a module names in its imports, those for types too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            deeper = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in NAMES else str(node.module) for name in deeper}
    return (found & set(NAMES)) - {name_of(path)}


def reached(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    """Return every module that imports lead to from one."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = graph[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def test_no_modules_import_one_another() -> None:
    graph = {name: imported_modules(path) for name, path in NAMES.items()}
    below = {name: reached(name, graph) for name in graph}
    circles = {
        frozenset(two for two in below[name] if name in below[two]) for name in graph if name in below[name]
    }
    assert circles == set()


def test_no_packages_of_operations_import_one_another() -> None:
    """What is asked lies below one audit, one audit below many: an operation is found by what it is for."""
    uses: dict[str, set[str]] = {}
    for name, path in NAMES.items():
        if room(name) == "operations" and path.name != "__init__.py":
            here = name.split(".")[2]
            assert (HOUSE / "operations" / here).is_dir(), f"{name} lies in no package"
            used = {one.split(".")[2] for one in imported_modules(path) if room(one) == "operations"}
            uses.setdefault(here, set()).update(used - {here})
    assert set(TopologicalSorter(uses).static_order()) == set(uses)


def test_showing_never_imports_judging() -> None:
    found = {
        (name, imported)
        for name, path in NAMES.items()
        for imported in imported_modules(path)
        if (room(name), room(imported)) == ("showing", "judging")
    }
    assert found == set()


def test_no_package_is_crowded() -> None:
    packages = [
        path.parent
        for path in MODULES
        if path.name == "__init__.py"
        and room(name_of(path)) in ("judging", "showing", "reading", "operations")
    ]
    sizes = {
        shown(folder): sum(
            (one.suffix == ".py" and one.name != "__init__.py") or (one / "__init__.py").exists()
            for one in folder.iterdir()
        )
        for folder in packages
    }
    sys.stdout.writelines(f"{count:3} {name}\n" for name, count in sizes.items())
    assert {name: count for name, count in sizes.items() if count > CROWDED} == {}


def public_names(path: Path) -> set[str]:
    """Return the names that a module gives at its top and that do not begin with an underscore."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return {name for name in found if not name.startswith("_")}


def test_a_public_name_lives_in_one_module() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        if room(name_of(path)) != "cli":
            for name in public_names(path):
                homes.setdefault(name, []).append(shown(path))
    twice = {name: where for name, where in homes.items() if len(where) > 1}
    sys.stdout.writelines(f"{name}: {', '.join(where)}\n" for name, where in sorted(twice.items()))
    assert twice == {}


def test_a_record_is_made_by_the_names_of_its_fields() -> None:
    trees = {path: list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}
    classes = {node.name for nodes in trees.values() for node in nodes if isinstance(node, ast.ClassDef)}
    found = {
        (name_of(path), called)
        for path, nodes in trees.items()
        for node in nodes
        if isinstance(node, ast.Call) and len(node.args) > POSITIONAL
        if (called := ast.unparse(node.func).rpartition(".")[2]) in classes
    }
    assert found == set()


def test_the_first_changes_of_contributing_can_be_made() -> None:
    """The files that they name are there, but for the new one, and there is room for it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[\w/.-]+\.(?:py|js|md|yaml))`", text))
    absent = {
        path
        for path in named
        if not any((base / path).exists() for base in (ROOT, HOUSE)) and "NAME" not in path
    }
    assert absent == {"judging/gate/rules/proof.py"}
    rules = [path for path in (HOUSE / "judging/gate/rules").iterdir() if path.name[0] != "_"]
    assert len(rules) < CROWDED
    assert "PROOF" not in {name for path in MODULES for name in public_names(path)}
