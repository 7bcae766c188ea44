"""What a tool reported, put to the touchpoints of an audit that it is about."""

from tpaudit.documents.answers import NOT_APPLICABLE
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.worded import Worded, fixed, listing
from tpaudit.errors import UsageError
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.imports.kind import ImportSource
from tpaudit.results.imported import Imported, ImportedAnswer, ImportedVisit, LeftOut, OwnChecklist
from tpaudit.results.reported import Reported, ReportedAnswer, ToolReport


def placed(reported: Reported, source: ImportSource, audit: LoadedAudit) -> Imported:
    """Return what was reported as answers of an audit.

    The touchpoint is the one that was named, else the only one that is asked these questions. Raises UsageError for
    a touchpoint that is not there, and where it is not clear which one is meant.
    """
    check_touchpoint(source, audit)
    asked = dict.fromkeys(
        (*reported.checklists, *(answer.checklist for each in reported.reports for answer in each.answers))
    )
    touchpoints = {name: _touchpoint(name, source, audit) for name in asked}
    visits = tuple(
        _visit(each, touchpoints, reported.method, audit) for each in reported.reports if each.answers
    )
    return Imported(
        visits=visits,
        read=_read(reported),
        used=sum(len(visit.answers) for visit in visits),
        unit=reported.unit,
        left_out=tuple(_left_out(reported)),
        problems=tuple(reported.problems),
        checklists=tuple(
            OwnChecklist(touchpoint=touchpoints[name], data=data)
            for name, data in reported.checklists.items()
        ),
        figures=tuple(reported.figures),
        pictures=dict(reported.pictures),
    )


def check_touchpoint(source: ImportSource, audit: LoadedAudit) -> None:
    """Raise UsageError for a touchpoint that was named and is not there."""
    ids = [touch.id for touch in audit.touches]
    if source.touchpoint is not None and source.touchpoint not in ids:
        msg = Worded(
            "the audit has no touchpoint `{touchpoint}`; {hint}",
            touchpoint=source.touchpoint,
            hint=nearest(source.touchpoint, ids),
        )
        raise UsageError(msg)


def _touchpoint(checklist: str, source: ImportSource, audit: LoadedAudit) -> str:
    """Return the id of the touchpoint to which a checklist's answers belong."""
    if source.touchpoint is not None:
        return source.touchpoint
    asked = [touch.id for touch in audit.touches if _is_asked(touch, checklist)]
    if len(asked) == 1:
        return asked[0]
    what = (
        Worded("`{checklist}` is put to {listed}", checklist=checklist, listed=listing(asked))
        if asked
        else Worded("no touchpoint is asked `{checklist}`", checklist=checklist)
    )
    msg = Worded(
        "{name}: {what}; expected --touchpoint with the one that this is about", name=source.name, what=what
    )
    raise UsageError(msg)


def _is_asked(touch: AuditedTouchpoint, checklist: str) -> bool:
    return any(asked.question.checklist == checklist for asked in touch.asked.values())


def _visit(
    report: ToolReport, touchpoints: dict[str, str], method: str | None, audit: LoadedAudit
) -> ImportedVisit:
    return ImportedVisit(
        key=report.key,
        on=report.on,
        place=report.place if report.place in audit.audit.places else None,
        method=method,
        device=(report.device,) if report.device else (),
        note=report.note or None,
        answers=tuple(_answer(answer, touchpoints[answer.checklist]) for answer in report.answers),
    )


def _answer(answer: ReportedAnswer, touchpoint: str) -> ImportedAnswer:
    not_applicable = answer.answer == NOT_APPLICABLE
    return ImportedAnswer(
        address=f"{touchpoint}/{answer.checklist}.{answer.item}",
        answer=answer.answer,
        where=answer.where,
        of=answer.of,
        on=answer.on,
        note=answer.note or None,
        na=(answer.note or NOT_APPLICABLE) if not_applicable else None,
        links=tuple(answer.links),
        evidence=tuple(answer.quotes),
        photos=tuple(answer.photos),
    )


def _read(reported: Reported) -> int:
    """Return how much the file holds: answers, what is open or wrong, and what was passed over."""
    answers = sum(len(report.answers) for report in reported.reports)
    passed_over = sum(reported.left_out.values())
    return answers + len(reported.left_open) + len(reported.problems) + passed_over


def _left_out(reported: Reported) -> list[LeftOut]:
    left_open = [
        LeftOut(where=each.where, why=Worded("stays open: {why}", why=fixed(each.why)))
        for each in reported.left_open
    ]
    passed_over = [
        LeftOut(where=what, why=reported.why_left_out, count=count)
        for what, count in reported.left_out.items()
    ]
    return [*left_open, *passed_over]
