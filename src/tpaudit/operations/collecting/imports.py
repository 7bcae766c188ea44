"""Imports: what other programs wrote becomes visits of an audit."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.visit import ImportedFrom
from tpaudit.documents.worded import Worded, fixed, linked, listing
from tpaudit.errors import InputError, Problem, UsageError
from tpaudit.operations.collecting.import_target import ImportTarget, fitting
from tpaudit.operations.collecting.own_questions import asked_files
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.imports.earlier import earlier_visits, name_of_source, source_name
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.mapping import EMPTY_MAP, read_map
from tpaudit.reading.imports.registry import IMPORT_KINDS
from tpaudit.reading.imports.tables.guess import guessed_map
from tpaudit.reading.imports.tables.sheet import table_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.imported import Imported, LeftOut
from tpaudit.showing.scaffold.first_map import map_as_text
from tpaudit.showing.text.translate import translator

_MOST_NAMED: Final = 1_000
"""How many problems of a file of which nothing is left are named."""


class ImportRequest(NamedTuple):
    """What is imported, and how it is read."""

    kind: str
    file: str
    to: str
    """The audit's file."""
    map_file: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    touchpoint: str | None = None
    """The touchpoint that a report is about; default the only one that is asked its questions."""
    media: str | None = None
    """A folder or an archive with the pictures of the answers."""


class ImportedFiles(NamedTuple):
    """What importing one file comes to; nothing is written here."""

    imported: Imported
    new: dict[Path, bytes]
    """Visits and pictures that are not there yet."""
    changed: dict[Path, bytes]
    """Visits of an earlier import that say something else now."""
    same: list[Path]
    """Visits of an earlier import that say the same."""
    gone: list[Path]
    """Visits of an earlier import whose part of the source is gone."""
    questions: dict[Path, bytes]
    """Checklists that the source brings along, and the audit that asks them; those that are to be written."""


def import_file(request: ImportRequest) -> ImportedFiles:
    """Return the visits that a file comes to, held against the audit as if they lay there.

    What does not fit is among the problems of `imported`, and its row or answer left out. Raises UsageError for a
    kind that is not known, and for a file of another kind; InputError where the map or the audit is wrong, and where
    nothing is left: what an earlier import wrote stays then.
    """
    kind = _kind(request.kind)
    _refuse_idle(request, kind)
    data = contents(request.file)
    workspace = Workspaces().of(request.to)
    name = source_name(request.to, workspace.folder, request.file, data, request.map_file)
    earlier = earlier_visits(request.to, name, kind)
    target = ImportTarget(request.to, workspace.folder, earlier)
    audit = target.audit()
    mapping = _mapping(request, kind, audit)
    given = ImportSource(
        name=request.file,
        data=data,
        sheet=request.sheet,
        touchpoint=request.touchpoint,
        media=request.media,
    )
    imported = kind.read(given, audit, mapping)
    asked = asked_files(imported.checklists, audit, workspace)
    target.ask(asked.files)
    imported = replace(imported, problems=(*imported.problems, *asked.problems))
    source = ImportedFrom(kind=kind.id, file=name.file, digest=name.digest, map=name.map)
    imported, files = fitting(imported, source, target, request.file)
    if not files:
        raise InputError([*imported.problems[:_MOST_NAMED], _nothing(request.file, imported)])
    return _compared(imported, files, target)


def _refuse_idle(request: ImportRequest, kind: ImportKind) -> None:
    """Raise UsageError for an option that a kind has no use for."""
    given = {
        "map": request.map_file,
        "sheet": request.sheet,
        "encoding": request.encoding,
        "touchpoint": request.touchpoint,
        "media": request.media,
    }
    for option, value in given.items():
        if value is not None and option not in kind.options:
            taken = listing(f"--{name}" for name in given if name in kind.options)
            msg = Worded(
                "--{option} means nothing to {id}; expected {taken}, or nothing beside --to",
                option=option,
                id=kind.id,
                taken=taken,
            )
            raise UsageError(msg)


def refuse_namesakes(kind: str, files: Sequence[str], to: str) -> None:
    """Raise UsageError for two files that visits would call the same, where the second would replace the first."""
    if not _kind(kind).grows:
        return
    workspace = Workspaces().of(to).folder
    met: dict[str, str] = {}
    for file in files:
        name = name_of_source(to, workspace, file)
        if name in met:
            msg = Worded(
                "{file}: visits would call it the same as {met}; expected files inside the workspace, or names that differ",
                file=file,
                met=met[name],
            )
            raise UsageError(msg)
        met[name] = file


def kinds_of_import() -> tuple[ImportKind, ...]:
    """Return the kinds of import, in the order in which they are listed."""
    return tuple(IMPORT_KINDS.values())


def guess_map(
    file: str,
    to: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    language: str | None = None,
) -> str:
    """Return the first map of a table for an audit, to be looked through by a person.

    `language` is that of its comments, default the workspace's.
    Raises UsageError or InputError for a file that is no table, and for an audit that does not load.
    """
    audit = load_audit(to)
    mapping = EMPTY_MAP.model_copy(update={"sheet": sheet, "encoding": encoding})
    table = table_of(ImportSource(file, contents(file), sheet), mapping)
    guessed = replace(guessed_map(table, audit), sheet=sheet, encoding=encoding)
    return map_as_text(guessed, translator(language or audit.workspace.language))


def _kind(name: str) -> ImportKind:
    if name not in IMPORT_KINDS:
        msg = Worded(
            "there is no kind `{name}` of import; {hint}", name=name, hint=nearest(name, IMPORT_KINDS)
        )
        raise UsageError(msg)
    return IMPORT_KINDS[name]


def _mapping(request: ImportRequest, kind: ImportKind, audit: LoadedAudit) -> ImportMap:
    if request.map_file is None and kind.needs_map:
        msg = Worded(
            "{file}: no map says which question each column answers; expected --map MAP; `tpaudit import guess` writes the first one",
            file=request.file,
        )
        raise UsageError(msg)
    mapping = EMPTY_MAP if request.map_file is None else read_map(request.map_file, audit)
    return mapping.model_copy(update={"encoding": request.encoding}) if request.encoding else mapping


def _nothing(file: str, imported: Imported) -> Problem:
    whys = [_left_out(left) for left in imported.left_out[:3]]
    why = linked(whys, "{first}; {other}") if whys else fixed("there is nothing in it")
    message = Worded(
        "of {read} {unit} none gives an answer: {why}; what an earlier import wrote stays as it is",
        read=format(imported.read, ","),
        unit=fixed(imported.unit),
        why=why,
    )
    return Problem(file=file, line=1, column=1, address="", message=message)


def _left_out(left: LeftOut) -> Worded:
    return Worded("{where}: {why}", where=fixed(left.where), why=fixed(left.why))


def _compared(imported: Imported, files: Mapping[str, bytes], target: ImportTarget) -> ImportedFiles:
    """Return what is to be written, next to what an earlier import wrote."""
    for path in (*files, *target.asked):
        writable(target.workspace, Path(path))
    pictures = _pictures(imported, target)
    return ImportedFiles(
        imported=imported,
        new={Path(path): data for path, data in files.items() if path not in target.earlier} | pictures,
        changed={
            Path(path): data
            for path, data in files.items()
            if path in target.earlier and target.earlier[path] != data
        },
        same=[Path(path) for path, data in files.items() if target.earlier.get(path) == data],
        gone=[Path(path) for path in target.earlier if path not in files],
        questions={Path(path): data for path, data in target.asked.items()},
    )


def _pictures(imported: Imported, target: ImportTarget) -> dict[Path, bytes]:
    """Return the pictures that are not there yet; raises UsageError where another file has the name of one."""
    used = {photo for visit in imported.visits for answer in visit.answers for photo in answer.photos}
    new = {}
    for name, data in imported.pictures.items():
        path = Path(os.path.dirname(target.file), name)
        writable(target.workspace, path)
        if name not in used or (path.is_file() and path.read_bytes() == data):
            continue
        if os.path.lexists(path):
            msg = Worded(
                "{path} is there already, and is another picture; nothing is written; expected a name of its own",
                path=path,
            )
            raise UsageError(msg)
        new[path] = data
    return new
