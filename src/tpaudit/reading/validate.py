"""Validating: what kind of file it is, and everything wrong in it and in what it uses."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import Checklist
from tpaudit.documents.fields import Record
from tpaudit.documents.journey import Journey
from tpaudit.documents.visit import Visit
from tpaudit.documents.workspace import Settings, workspace_faults
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import Diagnostics, nearest, unreadable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.kinds import KIND_KEYS, SETTINGS, file_kind, is_misnamed
from tpaudit.reading.files.walk import audit_of
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.extends import read_checklist
from tpaudit.reading.workspace.logo import logo_problems
from tpaudit.reading.workspace.workspace import Workspace, Workspaces, read_journey
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree

MODELS: Final[dict[str, type[Record]]] = {
    "audit": Audit,
    "checklist": Checklist,
    "visit": Visit,
    "journey": Journey,
    "workspace": Settings,
}


def problems_of(file: str, workspaces: Workspaces) -> list[Problem]:
    """Return everything wrong in a file; of an audit, or one of its visits, in everything that belongs to it."""
    try:
        tree = read(contents(file))
        kind = file_kind(file, tree.data)
        if kind is None:
            return _unknown(file, tree)
        workspace = workspaces.of(file)
        return [
            *workspace.problems,
            *logo_problems(workspace),
            *_CHECKS[kind](file, tree, workspaces, workspace),
        ]
    except UsageError as error:
        return [unreadable(file, error)]


def _unknown(file: str, tree: Tree) -> list[Problem]:
    diagnostics = Diagnostics(file, tree)
    if tree.data is not None:
        keys = [key for telling in KIND_KEYS.values() for key in telling]
        first = next(iter(tree.data), "") if isinstance(tree.data, dict) else ""
        expected = "an audit has touchpoints, a checklist items, a visit answers, a journey stages"
        diagnostics.error(
            (first,), f"no key tells what this file is ({nearest(first, keys)}); {expected}", key=True
        )
    return diagnostics.problems


def _audit(file: str, tree: Tree, workspaces: Workspaces, _workspace_of: Workspace) -> list[Problem]:
    return examine(file, workspaces=workspaces, tree=tree).problems


def _checklist(file: str, tree: Tree, _workspaces: Workspaces, workspace: Workspace) -> list[Problem]:
    return read_checklist(file, tree, workspace, (Path(file).stem,)).problems


def _visit(file: str, tree: Tree, workspaces: Workspaces, _workspace_of: Workspace) -> list[Problem]:
    audit = audit_of(file)
    if audit is not None:
        return examine(audit, workspaces=workspaces).problems
    diagnostics = parse(file, tree, Visit)[1]
    diagnostics.warn(
        (), "this visit belongs to no audit; expected it in a folder AUDIT.visits beside AUDIT.yaml"
    )
    return diagnostics.problems


def _journey(file: str, tree: Tree, _workspaces: Workspaces, workspace: Workspace) -> list[Problem]:
    return read_journey(file, tree, workspace)[1].problems


def _workspace(file: str, tree: Tree, _workspaces: Workspaces, _workspace_of: Workspace) -> list[Problem]:
    diagnostics = parse(file, tree, Settings, workspace_faults)[1]
    if is_misnamed(file):
        diagnostics.warn((), f"settings are read from {SETTINGS} alone; expected that name")
    return diagnostics.problems


_CHECKS: Final[dict[str, Callable[[str, Tree, Workspaces, Workspace], list[Problem]]]] = {
    "audit": _audit,
    "checklist": _checklist,
    "visit": _visit,
    "journey": _journey,
    "workspace": _workspace,
}
