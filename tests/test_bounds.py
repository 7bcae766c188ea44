"""How far a path may lead that a file of a workspace names."""

import subprocess
from pathlib import Path

import pytest

from tpaudit.errors import UsageError
from tpaudit.reading.files.bounds import inside, readable, work_tree, writable


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
