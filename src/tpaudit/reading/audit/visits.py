"""The visits of an audit: the files in its folder of visits, with a warning for each that is passed over."""

import os

from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.audit.merge import VisitFile
from tpaudit.reading.files.disk import DANGLING, FILE, Files, FolderEntry, is_yaml, name_of
from tpaudit.reading.files.kinds import file_kind
from tpaudit.reading.files.walk import visits_folder, visits_of
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree


def read_visits(audit: str, files: Files) -> tuple[list[VisitFile], list[Problem]]:
    """Return the visits of an audit, sorted by path, and a warning for each file that is passed over.

    Raises UsageError if a visit, or a folder of them, cannot be read.
    """
    folder = visits_folder(audit)
    entries = files.entries(folder)
    if not entries:
        return [], []
    visits, passed_over = (
        [],
        [_passed_over(path, files, "its name starts with a dot") for path in _hidden(folder, entries, files)],
    )
    for entry in visits_of(audit, files):
        if entry.form not in (FILE, DANGLING):
            passed_over.append(_passed_over(entry.path, files, entry.why))
            continue
        tree = read(files.contents(entry.path))
        if os.path.dirname(entry.path) != folder and not _might_be_visit(entry.path, tree):
            passed_over.append(_passed_over(entry.path, files, "it is no visit; a visit has answers"))
        else:
            visits.append(_visit(entry.path, folder, tree, files))
    return visits, passed_over


def _visit(path: str, folder: str, tree: Tree, files: Files) -> VisitFile:
    from tpaudit.documents.visit import Visit  # slow to import, and many audits have no visits

    visit, diagnostics = parse(path, tree, Visit, files=files)
    name = name_of(os.path.relpath(path, folder)).replace(os.sep, "/")
    return VisitFile(id=name, visit=visit, diagnostics=diagnostics, tree=tree)


def _might_be_visit(path: str, tree: Tree) -> bool:
    return tree.data is None or file_kind(path, tree.data) == "visit"


def _hidden(folder: str, entries: list[FolderEntry], files: Files) -> list[str]:
    """Return the hidden files of a folder that are visits, unlike the temporary files of editors."""
    names = [entry.name for entry in entries if entry.name.startswith(".")]
    paths = [os.path.join(folder, name) for name in names if is_yaml(name)]
    return [path for path in paths if _is_visit(path, files)]


def _is_visit(path: str, files: Files) -> bool:
    try:
        return file_kind(path, read(files.contents(path)).data) == "visit"
    except UsageError:
        return False


def _passed_over(path: str, files: Files, why: str) -> Problem:
    return Problem(
        file=files.shown(path),
        line=1,
        column=1,
        address="",
        message=Worded("passed over: {why}", why=fixed(why)),
        warning=True,
    )
