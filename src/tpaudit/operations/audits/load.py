"""Loading: an audit with everything that belongs to it."""

import os

from tpaudit.documents.joined import LoadedAudit
from tpaudit.operations.asked.given import StrPath, given_day
from tpaudit.reading.audit.load import load_audit as load_file
from tpaudit.reading.workspace.workspace import Workspaces


def load(file: StrPath, *, as_of: str | None = None, workspaces: Workspaces | None = None) -> LoadedAudit:
    """Return an audit joined with its checklists, journey, visits and settings.

    `as_of` is the day (YYYY-MM-DD) for which freshness is judged, default the audit's date; `workspaces` keeps
    workspaces that were read for other audits. Raises InputError with every problem of every file if one of
    them is an error, UsageError if the file cannot be read.
    """
    return load_file(os.fspath(file), as_of=given_day("as_of", as_of), workspaces=workspaces)
