"""Checklists that extend others: what an own one adds, changes and drops is laid over what lies below."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tpaudit.documents.checklist import DROP, FINDINGS, Checklist, checklist_faults
from tpaudit.documents.scalars import without_nulls
from tpaudit.errors import Problem, UsageError
from tpaudit.reading.diagnostics import Diagnostics, nearest, unreadable
from tpaudit.reading.files.disk import DISK, Files, Source, short_path
from tpaudit.reading.parse import diagnostics_of, salvaged
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree

if TYPE_CHECKING:
    from tpaudit.reading.workspace.workspace import Workspace


class Extended(NamedTuple):
    """A checklist as it was read: with everything that it extends, and everything wrong in its files."""

    checklist: Checklist | None
    problems: list[Problem]
    data: Any
    """What it says, the checklists below it laid under; without what was refused."""


def read_checklist(
    file: str, tree: Tree, workspace: "Workspace", extending: tuple[str, ...], files: Files = DISK
) -> Extended:
    """Return a checklist with what it extends filled in, and the problems of all its files.

    `extending` are the names of those that extend it, and its own.
    """
    diagnostics = diagnostics_of(file, tree, files)
    whole, others = tree.data, []
    name = tree.data.get("extends") if isinstance(tree.data, dict) else None
    if isinstance(name, str):
        source = workspace.base(name, extending)
        if source is None:
            known = [one for one in workspace.sources("checklists") if one not in extending]
            diagnostics.error(
                ("extends",), f"there is no checklist `{name}` to extend; {nearest(name, known)}"
            )
        elif name in extending[:-1] or os.path.realpath(source.path) == os.path.realpath(file):
            diagnostics.error(("extends",), f"`{name}` extends this checklist in turn; expected no circle")
        else:
            base = read_source(source, workspace, (*extending, name))
            others = base.problems
            if base.checklist is None:
                return Extended(None, diagnostics.problems + others, None)
            whole = _extended(tree.data, base.data, diagnostics)
    checklist, data = salvaged(whole, Checklist, diagnostics, checklist_faults)
    if checklist is not None:
        _check_name(checklist, Path(file).stem, diagnostics)
    return Extended(checklist, diagnostics.problems + others, data)


def read_source(source: Source, workspace: "Workspace", extending: tuple[str, ...]) -> Extended:
    """Return a checklist, as `read_checklist` does, from where a workspace has it."""
    files = DISK if source.built_in else workspace.files
    file = short_path(source.path)
    try:
        tree = read(files.contents(file))
    except UsageError as error:
        return Extended(None, [unreadable(files.shown(file), error)], None)
    return read_checklist(file, tree, workspace, extending, files)


def _check_name(checklist: Checklist, stem: str, diagnostics: Diagnostics) -> None:
    if checklist.checklist == FINDINGS:
        diagnostics.error(
            ("checklist",), f"`{FINDINGS}` is kept for a touchpoint's findings; expected another id"
        )
    if checklist.checklist != stem:
        diagnostics.error(("checklist",), f"`{checklist.checklist}` is not the file's name; expected {stem}")


def _extended(own: dict[str, Any], base: dict[str, Any], diagnostics: Diagnostics) -> dict[str, Any]:
    """Return the data of a checklist laid over that of the one it extends."""
    if not isinstance(own.get("items") or {}, dict) or not isinstance(base.get("items"), dict):
        return own  # The model says what is wrong with it.
    items = dict(base["items"])
    for item_id, changes in (own.get("items") or {}).items():
        if changes is None:
            continue
        if changes == DROP:
            if items.pop(item_id, None) is None:
                diagnostics.error(
                    ("items", item_id),
                    f"there is no item `{item_id}` to drop; {nearest(item_id, items)}",
                    key=True,
                )
        elif isinstance(changes, dict) and isinstance(items.get(item_id), dict):
            items[item_id] = items[item_id] | without_nulls(changes)
        else:
            items[item_id] = changes
    inherited = {key: value for key, value in base.items() if key != "extends"}
    whole: dict[str, Any] = inherited | without_nulls(own) | {"items": items}
    return whole
