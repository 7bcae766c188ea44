"""Waiving: a fault that somebody accepts for a while, put into the audit that has it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded, listing
from tpaudit.errors import InputError, Problem, UsageError
from tpaudit.operations.asked.given import given_day
from tpaudit.operations.asked.only_audit import workspace_folder
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.reading.audit.load import examine
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.waiver import NewWaiver, flow_entry, with_waiver


class WaiverProposal(NamedTuple):
    """An audit with a waiver more."""

    file: str
    line: int
    """Where the waiver stands."""
    files: dict[Path, bytes]
    """The audit's file with its new contents."""


def propose_waiver(
    waiver: NewWaiver, paths: Sequence[str] = (), report: Report = unreported
) -> WaiverProposal:
    """Return the audit that has an address, with a waiver of it; without paths one of the workspace around us.

    Raises UsageError if no audit or several have the address, if it is waived already, or where the waiver cannot be
    put in without changing more; InputError if the audit does not load.
    """
    waiver = waiver._replace(until=given_day("--until", waiver.until) or waiver.until)
    for option, text in (("--reason", waiver.reason), ("--by", waiver.approved_by)):
        if not text.strip():
            msg = Worded(
                "{option}: it is empty; expected a text for those who read the waiver", option=option
            )
            raise UsageError(msg)
    workspaces = Workspaces()
    audit = _audit_with(waiver.address, list(paths) or [workspace_folder()], workspaces, report)
    _refuse_second(audit, waiver.address)
    source = contents(audit.file)
    made = with_waiver(source, waiver)
    if made is None or list(_new_problems(audit.file, source, made)):
        msg = Worded(
            "{file}: no place is found for the waiver at which nothing else changes; expected it below `waivers`, by hand: {entry}",
            file=audit.file,
            entry=flow_entry(waiver),
        )
        raise UsageError(msg)
    file = writable(workspaces.of(audit.file).folder, Path(audit.file))
    line = read(made).place("waivers", waiver.address, key=True).line
    return WaiverProposal(file=audit.file, line=line, files={file: made})


def _audit_with(address: str, paths: list[str], workspaces: Workspaces, report: Report) -> LoadedAudit:
    """Return the one audit that has an address."""
    found = audits(paths)
    for passed in found.passed:
        report(passed)
    if not found.files:
        raise no_audits(paths)
    loaded = [examine(os.path.normpath(file), workspaces=workspaces) for file in found.files]
    there = [each.audit for each in loaded if each.audit is not None]
    having = [audit for audit in there if address in _addresses(audit)]
    if len(having) == 1:
        return having[0]
    if having:
        names = listing(audit.file for audit in having)
        msg = Worded(
            "`{address}` is in several audits: {names}; expected one of them to be named",
            address=address,
            names=names,
        )
        raise UsageError(msg)
    errors = [problem for each in loaded if each.audit is None for problem in each.problems]
    if errors:
        raise InputError(errors)
    known = [known for audit in there for known in _addresses(audit)]
    msg = Worded(
        "there is no `{address}` in {listed}; {hint}",
        address=address,
        listed=listing(paths),
        hint=nearest(address, known),
    )
    raise UsageError(msg)


def _addresses(audit: LoadedAudit) -> Iterator[str]:
    for touch in audit.touches:
        yield touch.id
        yield from (f"{touch.id}/{item}" for item in touch.asked)


def _refuse_second(audit: LoadedAudit, address: str) -> None:
    """Raise UsageError if an address has a waiver, which is for a person to change."""
    for waived in audit.waivers:
        if waived.address == address:
            msg = Worded(
                "{file}:{line}: `{address}` is waived there already, until {until}; expected that waiver to be changed",
                file=audit.file,
                line=waived.line,
                address=address,
                until=waived.waiver.until,
            )
            raise UsageError(msg)


def _new_problems(file: str, before: bytes, after: bytes) -> Iterator[Problem]:
    """Yield what is wrong in a new text of an audit and was not before, wherever it stands."""
    old, new = (
        examine(file, workspaces=Workspaces(), tree=read(source)).problems for source in (before, after)
    )
    known = {(problem.file, problem.address, problem.message) for problem in old}
    for problem in new:
        if (problem.file, problem.address, problem.message) not in known:
            yield problem
