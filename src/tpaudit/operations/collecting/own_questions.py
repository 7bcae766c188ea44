"""Questions that an import brings along: checklists of another tool, and the touchpoint that they are put to."""

import os
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import Problem, UsageError
from tpaudit.operations.starting.checklists import own_path
from tpaudit.reading.files.disk import contents
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.results.imported import OwnChecklist
from tpaudit.showing.scaffold.questions.applied import with_checklists
from tpaudit.showing.scaffold.questions.own_checklist import grown_checklist

_SHOWN: Final = 3


class AskedFiles(NamedTuple):
    """Files that have to change so that an audit asks what is answered."""

    files: Mapping[str, bytes]
    """The checklists and the audit, as they would be; only those that change."""
    problems: tuple[Problem, ...]
    """Warnings: what a checklist lacks that somebody has changed by hand."""


def asked_files(checklists: Iterable[OwnChecklist], audit: LoadedAudit, home: Workspace) -> AskedFiles:
    """Return the files with which an audit asks the questions of an import.

    Raises UsageError where no place is found in the audit at which nothing else changes, and for a checklist outside
    the workspace.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    missing: dict[str, list[str]] = {}
    for own in checklists:
        name = str(own.data["checklist"])
        path = os.fspath(own_path(home, name))
        source = contents(path) if os.path.isfile(path) else None
        grown = grown_checklist(own.data, source)
        if grown.text != source:
            files[path] = grown.text
        if grown.missing:
            problems.append(_changed_by_hand(path, grown.missing))
        if not _is_applied(audit, own.touchpoint, name):
            missing.setdefault(own.touchpoint, []).append(name)
    if missing:
        files[audit.file] = _with_all(audit.file, missing)
    return AskedFiles(files, tuple(problems))


def _is_applied(audit: LoadedAudit, touchpoint: str, name: str) -> bool:
    return any(name in touch.document.checklists for touch in audit.touches if touch.id == touchpoint)


def _with_all(file: str, missing: Mapping[str, list[str]]) -> bytes:
    source = contents(file)
    for touchpoint, names in missing.items():
        made = with_checklists(source, touchpoint, names)
        if made is None:
            listed = listing(names)
            msg = Worded(
                "{file}: no place is found for {listed} at which nothing else changes; expected them by hand below `checklists` of {touchpoint}",
                file=file,
                listed=listed,
                touchpoint=touchpoint,
            )
            raise UsageError(msg)
        source = made
    return source


def _changed_by_hand(path: str, items: tuple[str, ...]) -> Problem:
    listed: str = listing(items[:_SHOWN])
    if len(items) > _SHOWN:
        listed = Worded("{listed} and {more} more", listed=listed, more=len(items) - _SHOWN)
    message = Worded(
        "it was changed by hand, so it does not ask or weigh as the report does: {listed}; expected that by hand, or the file to be removed and made again",
        listed=listed,
    )
    return Problem(file=path, line=1, column=1, address="items", message=message, warning=True)
