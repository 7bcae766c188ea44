"""The only audit: what commands take in a workspace that has one, without being told."""

import os
from collections.abc import Iterator

from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import UsageError
from tpaudit.operations.asked.chains import chains
from tpaudit.reading.files.disk import DISK, FILE, contents, is_yaml
from tpaudit.reading.files.find import audits, is_audit
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces, belongs

_MOST_NAMED = 5
_AUDITS = "audits"


def workspace_audits(folder: str | None = None) -> list[str]:
    """Return the audits of the workspace at a folder, or around where we stand; not those of workspaces within it.

    Without settings a folder may be any, such as somebody's home: then only it and its `audits` are looked into.
    """
    root = workspace_folder() if folder is None else folder
    if Workspaces().of(os.path.join(root, SETTINGS)).file is None:
        return [file for place in (root, os.path.join(root, _AUDITS)) for file in _audits_in(place)]
    return [
        os.path.normpath(file)
        for file in audits([root]).files
        if belongs(os.path.abspath(file), os.path.abspath(root))
    ]


def _audits_in(folder: str) -> Iterator[str]:
    """Yield the audits that lie directly in a folder."""
    try:
        entries = DISK.entries(folder)
    except UsageError:
        return
    for name, form in sorted(entries):
        path = os.path.normpath(os.path.join(folder, name))
        if is_yaml(name) and form == FILE and _may_be_audit(path):
            yield path


def _may_be_audit(path: str) -> bool:
    try:
        return is_audit(path, contents(path))
    except UsageError:
        return False


def workspace_folder() -> str:
    """Return the folder of the workspace around where we stand, by its path from here."""
    return os.path.relpath(Workspaces().of(SETTINGS).folder)


def newest(files: list[str]) -> list[str]:
    """Return those of some audits that no other one follows."""
    followed = chains(files).followed
    return [file for file in files if os.path.realpath(file) not in followed]


def only_audit() -> str:
    """Return the one audit of the workspace around us; of waves that follow each other the newest.

    Raises UsageError, with the names of those that there are, if it has none or several.
    """
    found = workspace_audits()
    ends = newest(found)
    if len(ends) == 1:
        return ends[0]
    if not found:
        msg = "no audit is named, and there is none here; expected an audit file, or start one: tpaudit init --list"
        raise UsageError(msg)
    named = listing((ends or found)[:_MOST_NAMED])
    more = len(ends or found) - _MOST_NAMED
    rest = Worded(" and {count} more", count=more) if more > 0 else ""
    msg = Worded(
        "no audit is named, and there are several here: {named}{rest}; expected one of them",
        named=named,
        rest=rest,
    )
    raise UsageError(msg)
