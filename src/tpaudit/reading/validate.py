"""Validating: finds a file's kind, and everything wrong in it and in the files it uses."""

import os
from collections.abc import Callable
from typing import Final, NamedTuple

from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import Checklist
from tpaudit.documents.fields import Record
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.journey import Journey
from tpaudit.documents.visit import Visit
from tpaudit.documents.worded import Worded, fixed
from tpaudit.documents.workspace import Settings, workspace_faults
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.audit.absent import absent_files
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import Diagnostics, nearest, unreadable
from tpaudit.reading.files.disk import contents, name_of
from tpaudit.reading.files.kinds import KIND_KEYS, SETTINGS, file_kind, is_misnamed
from tpaudit.reading.files.walk import audit_of
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.extends import read_checklist
from tpaudit.reading.workspace.journeys import read_journey
from tpaudit.reading.workspace.logo import logo_problems
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree


class _Content(NamedTuple):
    """The content of one file, and the workspaces in which it is checked."""

    file: str
    tree: Tree
    workspace: Workspace
    workspaces: Workspaces
    examined: set[str]
    """Audits that were checked before, with their visits: whatever else belongs to them adds nothing."""


MODELS: Final[dict[str, type[Record]]] = {
    "audit": Audit,
    "checklist": Checklist,
    "visit": Visit,
    "journey": Journey,
    "map": ImportMap,
    "workspace": Settings,
}


def problems_of(file: str, workspaces: Workspaces, examined: set[str] | None = None) -> list[Problem]:
    """Return all problems of a file; for an audit or a visit, those of all files that belong to the audit.

    `examined` takes the audits that were checked, so that one with hundreds of visits is checked once for all of them.
    """
    try:
        tree = read(contents(file))
        kind = file_kind(file, tree.data)
        if kind is None:
            return _unknown(file, tree)
        workspace = workspaces.of(file)
        return [
            *workspace.problems,
            *logo_problems(workspace),
            *_CHECKS[kind](
                _Content(
                    file=file,
                    tree=tree,
                    workspace=workspace,
                    workspaces=workspaces,
                    examined=set() if examined is None else examined,
                )
            ),
        ]
    except UsageError as error:
        return [unreadable(file, error)]


def _unknown(file: str, tree: Tree) -> list[Problem]:
    diagnostics = Diagnostics(file, tree)
    if tree.data is not None:
        keys = [key for kind_keys in KIND_KEYS.values() for key in kind_keys]
        first = next(iter(tree.data), "") if isinstance(tree.data, dict) else ""
        expected = fixed(
            "an audit has touchpoints, a checklist items, a visit answers, a journey stages, a map columns"
        )
        diagnostics.error(
            (first,),
            Worded(
                "no key tells what this file is ({hint}); {expected}",
                hint=nearest(first, keys),
                expected=expected,
            ),
            key=True,
        )
    return diagnostics.problems


def _audit(content: _Content) -> list[Problem]:
    return _examined(content.file, content, content.tree)


def _examined(file: str, content: _Content, tree: Tree | None = None) -> list[Problem]:
    """Return the problems of an audit and its visits, and what they name that is not there."""
    real = os.path.realpath(file)
    if real in content.examined:
        return []
    content.examined.add(real)
    audit, problems = examine(file, workspaces=content.workspaces, tree=tree)
    if audit is not None:
        problems += absent_files(audit, file, content.workspaces.of(file).folder)
    return problems


def _checklist(content: _Content) -> list[Problem]:
    names = (name_of(os.path.basename(content.file)),)
    return read_checklist(content.file, content.tree, content.workspace, names).problems


def _visit(content: _Content) -> list[Problem]:
    audit = audit_of(content.file)
    if audit is not None:
        return _examined(audit, content)
    diagnostics = parse(content.file, content.tree, Visit)[1]
    message = "this visit belongs to no audit; expected it in a folder AUDIT.visits beside AUDIT.yaml"
    diagnostics.warn((), message)
    return diagnostics.problems


def _journey(content: _Content) -> list[Problem]:
    return read_journey(content.file, content.tree, content.workspace.sources("checklists"))[1].problems


def _map(content: _Content) -> list[Problem]:
    return parse(content.file, content.tree, ImportMap)[1].problems


def _workspace(content: _Content) -> list[Problem]:
    diagnostics = parse(content.file, content.tree, Settings, workspace_faults)[1]
    if is_misnamed(content.file):
        diagnostics.warn(
            (), Worded("settings are read from {settings} alone; expected that name", settings=SETTINGS)
        )
    return diagnostics.problems


_CHECKS: Final[dict[str, Callable[[_Content], list[Problem]]]] = {
    "audit": _audit,
    "checklist": _checklist,
    "visit": _visit,
    "journey": _journey,
    "map": _map,
    "workspace": _workspace,
}
