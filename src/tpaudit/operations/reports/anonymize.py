"""Anonymizing: reports without names of people, phone numbers and mail addresses, and what was taken out."""

from collections.abc import Iterable, Mapping

from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.operations.asked.reporting import Report
from tpaudit.showing.export.results import TableResults
from tpaudit.showing.report.parts.anonymous import TakenOut, people, take_out, taken_counts
from tpaudit.showing.report.results import ReportResults
from tpaudit.showing.text.locale import Locale


def without_people(
    shown: ReportResults, audit: LoadedAudit, everything: ReportResults, locale: Locale, report: Report
) -> tuple[ReportResults, Mapping[str, int]]:
    """Return what is shown of results without what is personal, and how often each kind of it was taken out.

    `everything` knows the names of those who observed, whom a client does not see.
    """
    found = take_out(shown, names_of_people(audit, everything), locale.say)
    say_taken_out(found.taken_out, report)
    return found.results, {str(kind): count for kind, count in taken_counts(found.taken_out).items()}


def names_of_people(audit: LoadedAudit, results: ReportResults | TableResults) -> set[str]:
    """Return the names that are taken out of texts: those that the workspace lists, and who did something."""
    return {*audit.workspace.reports.names, *people(results)}


def say_taken_out(taken_out: Iterable[TakenOut], report: Report) -> None:
    """Report what was taken out and where, not the name or number itself, and what nobody looked at."""
    for taken in taken_out:
        report(
            Worded(
                "taken out: {where}: {kind} ({count})",
                where=taken.where,
                kind=taken.kind,
                count=taken.count,
            )
        )
    report(
        "not looked at: pictures, logos, templates, ids, the company's name, and people whom the audit and "
        "`reports.names` do not name; read the report before you hand it over"
    )
