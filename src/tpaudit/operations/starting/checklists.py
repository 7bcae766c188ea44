"""Checklists of a workspace: what there is, what is copied or started, and what an update would do."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tpaudit.documents.checklist import FINDINGS, Checklist
from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.worded import Worded
from tpaudit.errors import InputError, UsageError
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents, path_of
from tpaudit.reading.files.find import audits
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.results.catalogue import AuditChange, CatalogueEntry, ChecklistChange
from tpaudit.showing.scaffold.checklist import checklist_text
from tpaudit.showing.text.translate import translator


def workspace_here() -> Workspace:
    """Return the workspace around where we stand; raises InputError if its folders lie outside it."""
    home = Workspaces().of("tpaudit.yaml")
    if home.outside:
        raise InputError(home.outside)
    return home


def find_checklist(home: Workspace, name: str) -> Checklist:
    """Return a checklist; raises InputError for what is wrong in it, UsageError with the nearest if there is none."""
    prepared, problems = home.checklist(name)
    if prepared is not None:
        return prepared.checklist
    if problems:
        raise InputError(problems)
    msg = Worded(
        "there is no checklist `{name}`; {hint}", name=name, hint=nearest(name, home.sources("checklists"))
    )
    raise UsageError(msg)


def catalogue(home: Workspace) -> list[CatalogueEntry]:
    """Return every checklist by name; an own one hides the built-in one of its name."""
    return [_entry(home, name) for name in sorted(home.sources("checklists"))]


def _entry(home: Workspace, name: str) -> CatalogueEntry:
    checklist, built_in = find_checklist(home, name), home.built_in(name)
    if home.sources("checklists")[name].built_in:
        return CatalogueEntry(name=name, checklist=checklist, standing="built in")
    if built_in is None:
        return CatalogueEntry(name=name, checklist=checklist, standing="own")
    same = built_in == checklist or checklist.extends is not None
    standing = "own" if same else "own, differs from the built-in one"
    newer = built_in.version or ""
    if _numbers(newer) > _numbers(checklist.version or ""):
        standing = "own, built-in {version} is newer"
    return CatalogueEntry(name=name, checklist=checklist, standing=standing, version=newer)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isascii() and part.isdigit())


def copies(home: Workspace, names: Iterable[str]) -> dict[Path, bytes]:
    """Return the files that make built-in checklists the workspace's own.

    Raises UsageError for a checklist that is not known, or is its own already.
    """
    names = list(names)
    for name in names:
        find_checklist(home, name)
    files = {}
    for name in names:
        source = home.sources("checklists")[name]
        if not source.built_in:
            msg = Worded(
                "{path} is there already; see what is newer with: tpaudit checklists update {name}",
                path=os.path.relpath(source.path),
                name=name,
            )
            raise UsageError(msg)
        files[name] = contents(source.path)
    return {own_path(home, name): data for name, data in files.items()}


def new_checklist(home: Workspace, name: str, extends: str | None = None) -> dict[Path, bytes]:
    """Return the file of a new checklist in the workspace's language, empty or on top of another.

    Raises UsageError for what is no id.
    """
    if not is_identifier(name):
        msg = Worded(
            "`{name}` is not an id; use lower-case letters and digits with single hyphens between", name=name
        )
        raise UsageError(msg)
    if name == FINDINGS:
        msg = Worded("`{name}` is kept for a touchpoint's findings; expected another id", name=FINDINGS)
        raise UsageError(msg)
    base = find_checklist(home, extends) if extends else None
    text = checklist_text(name, base, translator(home.settings.language))
    return {own_path(home, name): text.encode()}


def own_path(home: Workspace, name: str) -> Path:
    """Return where an own checklist lies; raises UsageError if that is outside the workspace."""
    path = home.folder / home.settings.paths.checklists / f"{path_of(name)}.yaml"
    writable(home.folder, path)
    return Path(os.path.relpath(path))


def differing(home: Workspace, name: str | None = None) -> list[str]:
    """Return the copies that differ from the built-in checklist, of all or of one.

    Raises UsageError for one that is no copy of a built-in checklist.
    """
    if name is None:
        return [copy for copy in sorted(home.sources("checklists")) if home.differs(copy)]
    find_checklist(home, name)
    if home.sources("checklists")[name].built_in or home.built_in_path(name) is None:
        msg = Worded(
            "`{name}` is not a copy of a built-in checklist; copy one with: tpaudit checklists add NAME",
            name=name,
        )
        raise UsageError(msg)
    return [name] if home.differs(name) else []


def checklist_changes(
    home: Workspace, names: Iterable[str], report: Report = unreported
) -> Iterator[ChecklistChange | AuditChange]:
    """Yield what the built-in version of each checklist would change, then what it would do to each audit.

    Raises UsageError at the end of a checklist if not every audit could be looked at.
    """
    for name in names:
        path, built_in = home.sources("checklists")[name].path, home.built_in_path(name)
        if built_in is not None:
            old, new = (contents(file).decode(errors="replace") for file in (path, built_in))
            yield ChecklistChange(path=os.path.relpath(path), old=old, new=new)
            yield from _audit_changes(home, name, built_in, report)


def _audit_changes(home: Workspace, name: str, built_in: Path, report: Report) -> Iterator[AuditChange]:
    now, then = Workspaces(), Workspaces({name: built_in})
    found = audits([os.fspath(home.folder)])
    for passed in found.passed:
        report(passed)
    for file in map(os.path.relpath, found.files):
        before, after = (examine(file, workspaces=workspaces) for workspaces in (now, then))
        if before.audit is None or name not in before.audit.checklists:
            continue
        card = score_audit(before.audit)
        if after.audit is None:
            errors = [problem for problem in after.problems if not problem.warning]
            yield AuditChange(file=file, before=card, after=None, problems=errors)
        else:
            yield AuditChange(file=file, before=card, after=score_audit(after.audit))
    if not found.whole:
        msg = "not every audit can be scored before and after; expected folders that can be read"
        raise UsageError(msg)


def replacements(home: Workspace, names: Iterable[str]) -> dict[Path, bytes]:
    """Return the files of copies with the built-in version in them; raises UsageError for one outside."""
    files = {}
    for name in names:
        built_in = home.built_in_path(name)
        if built_in is not None:
            files[writable(home.folder, home.sources("checklists")[name].path)] = contents(built_in)
    return files
