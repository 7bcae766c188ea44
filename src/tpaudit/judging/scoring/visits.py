"""What visits gave, and what is still open: by place, and by the people who walked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.natural import natural
from tpaudit.results.visits import OpenQuestions, VisitLine, VisitsOverview


def visits_overview(audit: LoadedAudit) -> VisitsOverview:
    """Return the visits of an audit in their order, and what is open.

    At a place those questions count that belong to touchpoints observed at some place, since others have none; of a
    person those of the touchpoints that this person walked through.
    """
    asked = [(touch, one) for touch in audit.touches for one in _asked(touch)]
    placed = {touch.id for touch, one in asked if any(seen.place for seen in one.observed)}
    at_places = [one for touch, one in asked if touch.id in placed or not placed]
    people = dict.fromkeys(seen.by for _, one in asked for seen in one.observed if seen.visit and seen.by)
    return VisitsOverview(
        visits=list(_visits(audit)),
        open=_open(None, (one for _, one in asked), lambda _: True),
        by_place=[_at_place(place, at_places) for place in audit.audit.places],
        by_person=[_of_person(person, asked) for person in people],
    )


def open_by_owner(audit: LoadedAudit) -> list[OpenQuestions]:
    """Return what nobody has answered by who answers for the touchpoints; last, without a name, those of nobody."""
    owners = sorted(
        {touch.document.owner or "" for touch in audit.touches}, key=lambda owner: (not owner, natural(owner))
    )
    found = [
        _open(
            owner or None,
            (
                asked
                for touch in audit.touches
                if (touch.document.owner or "") == owner
                for asked in _asked(touch)
            ),
            lambda _: True,
        )
        for owner in owners
    ]
    return [questions for questions in found if questions.asked]


def _at_place(place: str, asked: Iterable[Asked]) -> OpenQuestions:
    return _open(place, asked, lambda seen: seen.place == place)


def _of_person(person: str, asked: Iterable[tuple[AuditedTouchpoint, Asked]]) -> OpenQuestions:
    asked = list(asked)
    walked = {touch.id for touch, one in asked if any(seen.by == person for seen in one.observed)}
    mine = [one for touch, one in asked if touch.id in walked]
    return _open(person, mine, lambda seen: seen.by == person)


def _open(name: str | None, asked: Iterable[Asked], theirs: Callable[[Observed], bool]) -> OpenQuestions:
    """Return how many questions have no answer, n/a included, that belongs to a place or person."""
    asked = list(asked)
    still = sum(not any(theirs(seen) for seen in one.observed) for one in asked)
    return OpenQuestions(name=name, asked=len(asked), open=still)


def _asked(touch: AuditedTouchpoint) -> Iterator[Asked]:
    """Yield the questions of a touchpoint that are asked at all."""
    if not touch.document.missing:
        yield from (one for one in touch.asked.values() if one.observed or not touch.left_out(one))


def _visits(audit: LoadedAudit) -> Iterator[VisitLine]:
    """Yield the visits that gave something; an empty file, such as the one that `init` writes, is no visit."""
    about = audit.audit.audit
    answers = Counter(
        observed.visit
        for touch in audit.touches
        for asked in touch.asked.values()
        for observed in asked.observed
    )
    findings = Counter(found.visit for touch in audit.touches for found in touch.findings.values())
    for visit in audit.visits:
        walk = visit.walk
        if not answers[visit.id] and not findings[visit.id]:
            continue
        yield VisitLine(
            visit=visit.id,
            on=walk.on or about.date,
            until=walk.until,
            by=visit.by,
            method=walk.method or about.method,
            place=walk.place,
            persona=walk.persona,
            answers=answers[visit.id],
            findings=findings[visit.id],
            file=visit.file,
        )
