"""How far a path may lead that a file of a workspace names."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from tpaudit.errors import UsageError
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.bounds import inside, readable, work_tree, writable
from tpaudit.reading.workspace.workspace import Workspaces


def test_a_path_inside_is_where_its_links_lead(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert inside(tmp_path / "link", tmp_path) == tmp_path / "real"


@pytest.mark.parametrize("path", ["..", "../other", "/etc", "out", "out/passwd", "a\0b", "work/../../other"])
def test_a_path_that_leads_out_is_none(tmp_path: Path, path: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "work-too").mkdir()
    (work / "out").symlink_to("/etc")
    assert inside(work / path, work) is None
    assert inside(tmp_path / "work-too", work) is None


def test_a_path_too_long_for_the_file_system_is_no_error(tmp_path: Path) -> None:
    inside(tmp_path / ("x/" * 4000), tmp_path)


def test_without_git_a_workspace_reads_inside_itself_only(tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "lists").mkdir(parents=True)
    assert readable(work, "lists") == work / "lists"
    with pytest.raises(UsageError, match="leads out of the workspace"):
        readable(work, "../lists")


def test_workspaces_of_one_repository_share_folders(tmp_path: Path) -> None:
    work = tmp_path / "clients" / "one"
    work.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert work_tree(work) == tmp_path
    assert readable(work, "../../shared") == work / "../../shared"
    with pytest.raises(UsageError, match="leads out of the workspace"):
        readable(work, "../../../shared")


@pytest.mark.parametrize("path", ["../lists/a.yaml", "out/a.yaml", "leaf.yaml", "a\0b", "/etc/a.yaml"])
def test_nothing_is_written_outside_a_workspace_even_in_its_repository(tmp_path: Path, path: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (work / "out").symlink_to("..")
    (work / "leaf.yaml").symlink_to("../leaf.yaml")
    assert writable(work, work / "lists/a.yaml") == work / "lists/a.yaml"
    with pytest.raises(UsageError, match="leads out of the workspace"):
        writable(work, work / path)


VISIT: Final = "format: 1\nvisit: {on: 2026-05-01, by: ben}\nanswers: {a/quick.easy: no}\n"
OWN: Final = "format: 1\nchecklist: own\nitems: {x: {ask: Is it?, answer: yes-no}}\n"
LINKED: Final = {
    "a visit": ("a.visits/ben.yaml", VISIT),
    "a folder of visits": ("a.visits", VISIT),
    "a checklist": ("checklists/own.yaml", OWN),
    "a journey": ("journeys/own.yaml", "format: 1\ntitle: Own\nstages: {s: {name: S}}\n"),
    "the settings": ("tpaudit.yaml", "format: 1\nlanguage: ru\n"),
}


@pytest.mark.parametrize(("path", "text"), LINKED.values(), ids=LINKED)
@pytest.mark.parametrize("git", [False, True], ids=["without git", "with git"])
def test_a_link_out_is_refused_where_it_leads_out_of_the_repository_too(
    path: str, text: str, git: bool, tmp_path: Path
) -> None:
    work, out = tmp_path / "clients" / "one", tmp_path / "out"
    (work / path).parent.mkdir(parents=True)
    (work / "journeys").mkdir(exist_ok=True)
    out.mkdir()
    audit = "format: 1\njourney: own\ntouchpoints:\n  a: {name: A, stage: s, channel: phone, checklists: {own: }}\n"
    (work / "checklists").mkdir(exist_ok=True)
    for name, content in {"checklists/own.yaml": OWN, "journeys/own.yaml": LINKED["a journey"][1]}.items():
        (work / name).write_text(content, encoding="utf-8")
    (work / "a.yaml").write_text(audit, encoding="utf-8")
    (work / path).unlink(missing_ok=True)
    (out / "theirs.yaml").write_text(f"{text}# SECRET: [\n", encoding="utf-8")
    (work / path).symlink_to(out if path == "a.visits" else out / "theirs.yaml")
    if git:
        subprocess.run(["git", "init", "-q", tmp_path], check=True)
    try:
        found = examine(str(work / "a.yaml"), workspaces=Workspaces())
        said = [str(problem) for problem in found.problems if not problem.warning]
    except UsageError as error:
        said = [str(error)]
    if git:
        assert not any("leads out" in line for line in said)
    else:
        assert any("leads out of the workspace and its git repository" in line for line in said)
        assert not any("SECRET" in line for line in said)
