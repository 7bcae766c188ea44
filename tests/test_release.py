"""What a release consists of: workflows that run only what is pinned, one version everywhere, promises with tests."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tpaudit.version import VERSION

ROOT: Final = Path(__file__).parents[1]
WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS: Final = [*WORKFLOWS, ROOT / "action.yml"]
PINNED: Final = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def used(path: Path) -> Iterator[str]:
    return (found[1] for found in re.finditer(r"uses: (.+)", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    assert [action for action in used(path) if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_permissions_and_each_job_names_its_own(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["permissions"].get("contents", "read") == "read"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_puts_what_a_stranger_wrote_into_a_shell(path: Path) -> None:
    steps = [step for job in loaded(path)["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_forms_for_issues_ask_for_something() -> None:
    forms = [path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
    assert len(forms) == 3
    for form in map(loaded, forms):
        assert {"name", "description", "body"} <= form.keys()
        assert all(field["attributes"]["label"] for field in form["body"])


def test_the_version_is_the_same_everywhere() -> None:
    assert loaded(ROOT / "CITATION.cff")["version"] == VERSION
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dynamic"] == [
        "version"
    ]


def test_every_promise_names_a_test_that_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(promises) >= 7
    for promise in promises:
        named = re.findall(r"`(tests/\w+\.py)`", promise)
        assert named, promise
        assert [name for name in named if not (ROOT / name).exists()] == []
