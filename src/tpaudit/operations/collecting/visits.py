"""Visits: what came back from walks is added to its audit, and what visits gave is listed."""

import os
from pathlib import Path
from typing import NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.visit import Visit
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import InputError, Problem, UsageError
from tpaudit.judging.scoring.visits import visits_overview
from tpaudit.reading.audit.arriving import arrival, copy_of, place_of, problems_with
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.files.archive import Returned, returned_files
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.find import audits
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.results.visits import VisitsOverview


class AddedVisit(NamedTuple):
    """What adding one file comes to."""

    path: Path
    """Where the visit lies, or will."""
    new: dict[Path, bytes]
    """What is to be written: nothing if all of it is there already."""
    problems: list[Problem]
    """Warnings: what is odd in it, and which checklists changed since its form was made."""


def visit_to_add(file: str, to: str | None = None) -> AddedVisit:
    """Return what is to be written so that a visit file, or an archive with its photos, belongs to its audit.

    `to` is the audit's file; by default the audit below the current folder that the visit's form names. Raises
    InputError for what does not fit the audit, UsageError for what is no visit, for an archive that is not what a
    form makes, and where something else would be overwritten.
    """
    returned = returned_files(file)
    came = arrival(returned)
    if came.visit is None or any(not problem.warning for problem in came.problems):
        raise InputError(came.problems)
    audit = to or _audit_of(file, came.visit)
    same, other = copy_of(audit, returned)
    if other is not None:
        msg = Worded(
            "{file}: another copy of this walk is there already: {other}; nothing is written; expected one of the two, so remove that one first if this is the better",
            file=file,
            other=other,
        )
        raise UsageError(msg)
    path = same or place_of(audit, came.visit, returned.visit)
    problems = problems_with(audit, path, returned)
    if any(not problem.warning for problem in problems):
        raise InputError(problems)
    visits = {} if same else {Path(path): returned.visit}
    return AddedVisit(
        path=Path(path), new=_bounded(audit, {**visits, **_pictures(audit, returned)}), problems=problems
    )


def overview_of_visits(audit: LoadedAudit) -> VisitsOverview:
    """Return who walked, when and where, and what is still open by place and by person."""
    return visits_overview(audit)


def _bounded(audit: str, files: dict[Path, bytes]) -> dict[Path, bytes]:
    folder = Workspaces().of(audit).folder
    for path in files:
        writable(folder, path)
    return files


def _pictures(audit: str, returned: Returned) -> dict[Path, bytes]:
    """Return the pictures that are not there yet; raises UsageError where another file has the name of one."""
    folder, new = Path(os.path.dirname(audit)), {}
    for name, data in returned.pictures.items():
        path = folder / name
        if not os.path.lexists(path):
            new[path] = data
        elif not path.is_file() or path.read_bytes() != data:
            msg = Worded(
                "{path} is there already, and is not the picture of {name}; nothing is written; expected a name of its own",
                path=path,
                name=returned.name,
            )
            raise UsageError(msg)
    return new


def _audit_of(file: str, visit: Visit) -> str:
    """Return the audit below the current folder that a visit's form names."""
    name = visit.form.audit if visit.form else None
    if name is None:
        msg = Worded("{file}: it does not say to which audit it belongs; expected --to AUDIT", file=file)
        raise UsageError(msg)
    known: dict[str, list[str]] = {}
    for path in audits(["."]).files:
        known.setdefault(_id_of(path), []).append(path)
    found = known.get(name, [])
    if len(found) != 1:
        what = Worded("{count} audits here have", count=len(found)) if found else fixed("no audit here has")
        hint = nearest(name, known, nothing="there is none")
        nearby = "" if found else Worded(" ({hint})", hint=hint)
        msg = Worded(
            "{file}: {what} the id `{name}`{nearby}; expected --to AUDIT",
            file=file,
            what=what,
            name=name,
            nearby=nearby,
        )
        raise UsageError(msg)
    return found[0]


def _id_of(path: str) -> str:
    """Return the id of an audit's file: the one that it says, else its name."""
    data = read(contents(path)).data
    about = data.get("audit") if isinstance(data, dict) else None
    said = about.get("id") if isinstance(about, dict) else None
    return said if isinstance(said, str) else Path(path).stem
