"""A visit that is about to be added: checked with its audit as if it lay among the audit's visits already."""

import os
from pathlib import Path
from typing import Any, NamedTuple

from tpaudit.documents.visit import Visit
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import Problem
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.archive import Returned
from tpaudit.reading.files.bounds import work_tree
from tpaudit.reading.files.disk import FILE
from tpaudit.reading.files.overlay import Overlay
from tpaudit.reading.files.walk import visits_folder, visits_of
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.reading.yaml.source_map import Tree


class Arrival(NamedTuple):
    """A visit that came back, as it was read; None if it is no visit at all."""

    visit: Visit | None
    tree: Tree
    problems: list[Problem]


def arrival(returned: Returned) -> Arrival:
    """Return a visit that came back, with what is wrong in the file by itself."""
    tree = read(returned.visit)
    visit, diagnostics = parse(returned.name, tree, Visit)
    return Arrival(visit, tree, diagnostics.problems)


def problems_with(audit: str, path: str, returned: Returned) -> list[Problem]:
    """Return what is wrong with a visit in its audit, and which checklists changed since its form was made.

    `path` is where the visit would lie. Problems of other files are those of `validate`, and left out.
    """
    workspace = Workspaces().of(audit)
    files = Overlay(work_tree(workspace.folder), {path: returned.visit}, names={path: returned.name})
    workspaces = Workspaces(files=files)
    found = [one for one in examine(audit, workspaces=workspaces).problems if one.file == returned.name]
    return sorted({*found, *_changed_since(audit, returned, workspaces)})


def _changed_since(audit: str, returned: Returned, workspaces: Workspaces) -> list[Problem]:
    visit, tree, _ = arrival(returned)
    form = visit.form if visit else None
    problems = []
    for name, fingerprint in form.checklists.items() if form else ():
        prepared, _ = workspaces.of(audit).checklist(name)
        if prepared is None or prepared.used.fingerprint != fingerprint:
            now = fixed("is gone" if prepared is None else "has changed")
            message = Worded(
                "the checklist `{name}` {now} since the form was made; its answers were held against what is asked today",
                name=name,
                now=now,
            )
            place = tree.place("form", "checklists", name, key=True)
            problems.append(
                Problem(
                    file=returned.name,
                    line=place.line,
                    column=place.column,
                    address=f"form.checklists.{name}",
                    message=message,
                    warning=True,
                )
            )
    return problems


def copy_of(audit: str, returned: Returned) -> tuple[str | None, str | None]:
    """Return the visit of an audit that is the same file, and one that is another copy of the same walk."""
    walk = _walk_of(read(returned.visit).data)
    other = None
    for entry in visits_of(audit):
        if entry.form != FILE:
            continue
        data = Path(entry.path).read_bytes()
        if data == returned.visit:
            return entry.path, None
        if walk is not None and walk.encode() in data and _walk_of(read(data).data) == walk:
            other = entry.path
    return None, other


def _walk_of(data: Any) -> str | None:
    form = data.get("form") if isinstance(data, dict) else None
    walk = form.get("walk") if isinstance(form, dict) else None
    return walk if isinstance(walk, str) and walk else None


def place_of(audit: str, visit: Visit, data: bytes) -> str:
    """Return where a visit goes: a file in the audit's folder of visits, named after who, when and which walk."""
    import hashlib

    from tpaudit.documents.identifiers import as_identifier

    walk = as_identifier((visit.form and visit.form.walk) or "") or hashlib.sha256(data).hexdigest()[:8]
    parts = [as_identifier(visit.visit.by or "")[:60], (visit.visit.on or "")[:10], walk[:60]]
    return os.path.join(visits_folder(audit), "-".join(filter(None, parts)) + ".yaml")
