"""Exporting: what the tables of audits are made from, audit by audit."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.errors import Problem, UsageError
from tpaudit.judging.plan.actions import actions
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.operations.reporting import Report, unreported
from tpaudit.operations.score import score
from tpaudit.reading.audit.load import examine
from tpaudit.reading.files.find import audits, no_audits
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.redact import Audience, redact


class ExportRequest(NamedTuple):
    """What is wanted of every audit."""

    language: str | None = None
    """Default the workspace's."""
    audience: Audience = "internal"
    as_of: str | None = None


class ExportedAudit(NamedTuple):
    """What came of one audit."""

    results: TableResults | None = None
    """None where it could not be judged."""
    language: str = "en"
    problems: Sequence[Problem] = ()
    error: str = ""


class ExportedAudits(NamedTuple):
    """What comes of several audits."""

    results: Iterator[ExportedAudit]
    """In the order of the files; each is made when it is asked for."""
    total: int
    whole: bool
    """Whether everything could be read that had to be looked at."""


def export_audits(
    paths: Sequence[str], request: ExportRequest, report: Report = unreported
) -> ExportedAudits:
    """Return what the tables of audits, and of all audits in folders, are made from.

    Raises UsageError if there is none.
    """
    found = audits(paths)
    for passed in found.passed:
        report(passed)
    if not found.files:
        raise no_audits(paths)
    workspaces = Workspaces()
    results = (_exported(file, request, workspaces) for file in found.files)
    return ExportedAudits(results=results, total=len(found.files), whole=found.whole)


def _exported(file: str, request: ExportRequest, workspaces: Workspaces) -> ExportedAudit:
    try:
        audit, problems = examine(os.fspath(file), as_of=request.as_of, workspaces=workspaces)
    except UsageError as error:
        return ExportedAudit(error=str(error))
    if audit is None:
        return ExportedAudit(problems=problems)
    language = request.language or audit.workspace.language
    results = table_results(audit, language, request.audience)
    return ExportedAudit(results=results, language=language, problems=problems)


def table_results(
    audit: LoadedAudit, language: str, audience: Audience, *, planned: bool = False
) -> TableResults:
    """Return what the tables of an audit are made from, as far as an audience may see it.

    With `planned` the steps of its plan are among it.
    """
    card = table_card(audit, language)
    steps = make_plan(audit, card, Wish(), (language, "en")).steps if planned else []
    results = TableResults(
        card=card,
        actions=actions(audit, card, (language, "en")),
        steps=steps,
        currency=audit.workspace.plan.currency,
    )
    return redact(results, audience)


def table_card(audit: LoadedAudit, language: str) -> Scorecard:
    """Return the scorecard that tables show: judged as a whole, and by place where there are places."""
    return score(audit, by="place" if audit.audit.places else None, languages=(language, "en"), whole=True)
