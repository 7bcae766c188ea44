"""Exporting: what the tables of audits are made from, audit by audit."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.plan.actions import actions
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.operations.asked.reporting import Report, unreported
from tpaudit.operations.audits.score import score
from tpaudit.operations.many.batch import Batch, score_files
from tpaudit.operations.many.judged import Engine, ScoreRequest
from tpaudit.results.branches import BranchAbout
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.export.columns import CellValue, RowSettings
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.export.tables import rows_of
from tpaudit.showing.report.redact import Audience, redact_tables
from tpaudit.showing.text.translate import translator


class ExportRequest(NamedTuple):
    """What is wanted of every audit."""

    language: str | None = None
    """Default the workspace's."""
    audience: Audience = "internal"
    as_of: str | None = None


def export_audits(
    paths: Sequence[str],
    request: ExportRequest,
    engine: Engine | None = None,
    report: Report = unreported,
) -> Batch:
    """Return the rows of audits, and of all audits in folders: of each a list of rows for each table.

    Raises UsageError if there is none.
    """
    asked = ScoreRequest(
        make=partial(exported_rows, audience=request.audience),
        languages=(request.language,) if request.language else (),
        as_of=request.as_of,
    )
    return score_files(paths, asked, engine, report)


def exported_rows(
    audit: LoadedAudit, languages: Sequence[str], *, audience: Audience
) -> list[list[list[CellValue]]]:
    """Return the rows that an audit has in each table, as number 0: how many come before it is not known here."""
    language = (*languages, audit.workspace.language)[0]
    results = table_results(audit, language, audience)
    return [rows for _, rows in rows_of(results, RowSettings(0, translator(language)))]


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
        branches=_branches(audit),
    )
    return redact_tables(results, audience)


def _branches(audit: LoadedAudit) -> dict[str, BranchAbout]:
    """Return what is said of the audit's branch and its places; a place has what the company has, as elsewhere."""
    company = audit.audit.company
    own = BranchAbout()
    if company is not None:
        own = BranchAbout(
            branch=company.branch, region=company.region, format=company.format, tags=[*company.tags]
        )
    return {"": own} | {
        place: BranchAbout(
            branch=about.branch,
            region=about.region or own.region,
            format=about.format or own.format,
            tags=[*about.tags],
        )
        for place, about in audit.audit.places.items()
    }


def table_card(audit: LoadedAudit, language: str) -> Scorecard:
    """Return the scorecard that tables show: judged as a whole, and by place where there are places."""
    return score(audit, by="place" if audit.audit.places else None, languages=(language, "en"), whole=True)
