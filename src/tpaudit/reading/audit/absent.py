"""Absent files: what an audit names as evidence, or as the audit before it, and is not there."""

from collections.abc import Iterator
from pathlib import Path

from tpaudit.documents.checklist import FINDINGS
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.observation import Evidence
from tpaudit.documents.worded import Worded
from tpaudit.errors import Problem
from tpaudit.reading.files.evidence import Pictures


def absent_files(audit: LoadedAudit, file: str, workspace: Path) -> Iterator[Problem]:
    """Yield a warning for each file that an audit and its visits name and that is not there.

    `file` is the audit's path as it can be opened. What lies outside the workspace counts as absent evidence, since
    no report shows it.
    """
    folder = Path(file).resolve().parent
    pictures = Pictures(folder, workspace, embed=False)
    follows = audit.audit.audit.follows
    if follows and not (folder / follows).is_file():
        message = Worded(
            "there is no file `{follows}`; expected the path of the audit before this one, from this file",
            follows=follows,
        )
        yield _warning(audit.file, audit.line("audit", "follows"), "audit.follows", message)
    for touch in audit.touches:
        for address, source, line, pieces in _backed(touch):
            for name in (piece.file for piece in pieces if piece.file):
                if pictures.missing(name):
                    message = Worded(
                        "there is no file `{name}`; expected a path from the audit's folder, inside the workspace",
                        name=name,
                    )
                    yield _warning(source, line, address, message)


def _backed(touch: AuditedTouchpoint) -> Iterator[tuple[str, str, int, tuple[Evidence, ...]]]:
    """Yield what evidence backs: the address, the file and line where it stands, and the evidence."""
    for address, asked in touch.asked.items():
        for seen in asked.observed:
            if seen.evidence:
                yield f"{touch.id}/{address}", seen.file, seen.line, seen.evidence
    for finding_id, found in touch.findings.items():
        yield f"{touch.id}/{FINDINGS}.{finding_id}", found.file, found.line, found.finding.evidence


def _warning(file: str, line: int, address: str, message: str) -> Problem:
    return Problem(file=file, line=line, column=1, address=address, message=message, warning=True)
