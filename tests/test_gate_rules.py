"""The rules of the gate: each is one module, whose docstring is its page of the manual.

`TPAUDIT_ACCEPT=1 pytest tests/test_gate_rules.py` rewrites the rules' part of docs/gate.md; the difference is read
like code.
"""

import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from tpaudit import LoadedAudit
from tpaudit.documents.workspace import LIMITS, NEEDED, Gate, workspace_faults, written_rules
from tpaudit.judging.gate import rules
from tpaudit.judging.gate.registry import RULES
from tpaudit.judging.gate.rule import GateRule

PAGE: Final = Path(__file__).parent.parent / "docs" / "gate.md"
BEGIN: Final = "<!-- rules: begin -->\n"
END: Final = "<!-- rules: end -->\n"
MODULES: Final[dict[str, ModuleType]] = {
    found.name.rpartition(".")[2]: importlib.import_module(found.name)
    for found in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}.")
    if not found.ispkg
}
AUDIT: Final = (
    "touchpoints:\n  order-line: {name: Line, stage: purchase, checklists: {quick: {works: yes}}}\n"
)


def manual(name: str) -> str:
    """Return what a rule's module says of it, without the name that it opens with."""
    title, _, text = inspect.getdoc(MODULES[name]).partition(": ")  # type: ignore[union-attr]
    assert title.lower() == name
    return text[0].upper() + text[1:]


def reference() -> str:
    """Return the rules' part of the page: a table of all, and a section for each."""
    rows = [
        f"| `{name}` | {rule.level} | {manual(name).partition(chr(10))[0]} |" for name, rule in RULES.items()
    ]
    table = "\n".join(["| rule | default | finds |", "| --- | --- | --- |", *rows])
    sections = (f"### {name}\n\n{manual(name)}" for name in RULES)
    return "\n\n".join(["", table, *sections, ""]).removeprefix("\n")


def test_the_page_has_what_the_modules_say() -> None:
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    written, end, tail = rest.partition(END)
    assert end
    if os.environ.get("TPAUDIT_ACCEPT"):
        PAGE.write_text(f"{head}{BEGIN}{reference()}{END}{tail}", encoding="utf-8")
        written = reference()
    assert written == reference()


def test_every_module_is_one_rule_and_every_rule_is_registered() -> None:
    assert set(MODULES) == set(RULES) == set(written_rules(Gate()))
    for name, module in MODULES.items():
        assert [one for one in vars(module).values() if isinstance(one, GateRule)] == [RULES[name]]
        assert RULES[name].id == name


@pytest.mark.parametrize("name", RULES)
def test_a_page_names_the_default_and_the_limits_that_files_may_have(name: str) -> None:
    text = manual(name)
    assert re.findall(r"^Default: (\w+)\.$", text, re.MULTILINE) == [RULES[name].level]
    (limits,) = re.findall(r"^Limits: (.+)$", text, re.MULTILINE)
    named = re.findall(r"`(\w+)`", limits) if not limits.startswith("none") else []
    assert tuple(named) == LIMITS.get(name, ())
    assert ("needed" in limits or "at least one" in limits) == (name in NEEDED)
    assert ("compares with the baseline" in " ".join(text.split())) == RULES[name].compares
    assert "\nWhat to do: " in text


@pytest.mark.parametrize("name", RULES)
def test_the_example_of_a_page_loads(name: str, load: Callable[..., LoadedAudit]) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", manual(name), re.DOTALL)
    settings = load(AUDIT, settings=example).workspace
    assert getattr(settings.gate, name)
    assert list(workspace_faults(settings)) == []
