"""Many answers as one for each place: means and counts, with how many answers they stand for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import Final

from tpaudit.documents.answers import NOT_APPLICABLE, Answer, scale
from tpaudit.documents.asked import Asked
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.net_promoter import NPS, pooled
from tpaudit.documents.scalars import as_text
from tpaudit.reading.imports.tables.columns import questions_of
from tpaudit.results.imported import Imported, ImportedAnswer, ImportedVisit

_DECIMALS: Final = 6
_MEASURED: Final = {"number": "", "percent": "", "duration": "s"}
"""Kinds whose answers have a mean, and the unit of that."""
EVERYWHERE: Final = "all"
"""The key of the visit of those who named no place."""


def by_place(imported: Imported, audit: LoadedAudit, method: str | None) -> Imported:
    """Return one visit for each place, dated by its last answer; nobody's name is kept."""
    questions = questions_of(audit)
    groups: dict[str, list[ImportedVisit]] = {}
    for visit in imported.visits:
        groups.setdefault(visit.place or "", []).append(visit)
    visits = tuple(_together(groups[place], questions, method) for place in sorted(groups))
    return replace(imported, visits=visits)


def _together(
    visits: Sequence[ImportedVisit], questions: Mapping[str, Asked], method: str | None
) -> ImportedVisit:
    answers: dict[str, list[ImportedAnswer]] = {}
    for visit in visits:
        for answer in visit.answers:
            answers.setdefault(answer.address, []).append(answer)
    first = visits[0]
    return ImportedVisit(
        key=first.place or EVERYWHERE,
        on=max((visit.on[:10] for visit in visits if visit.on), default=None),
        place=first.place,
        method=first.method or method,
        answers=tuple(
            pooled_answer
            for address in questions
            for pooled_answer in _pooled(answers.get(address, ()), questions[address])
        ),
    )


def _pooled(answers: Sequence[ImportedAnswer], asked: Asked) -> Iterator[ImportedAnswer]:
    """Yield one answer for those that can be counted together, and the others one by one."""
    counted = [answer for answer in answers if answer.na is None]
    yield from _counted(counted, asked) or counted
    for answer in answers:
        if answer.answer == NOT_APPLICABLE:
            yield answer
            return  # that the question does not apply is said once


def _counted(answers: Sequence[ImportedAnswer], asked: Asked) -> list[ImportedAnswer] | None:
    """Return the one answer that several come to; None where they have no mean."""
    if len(answers) <= 1:
        return None
    read = [asked.question.answer(answer.answer, mean=False) for answer in answers]
    known = [answer for answer in read if answer is not None]
    kind = asked.question.item.answer
    where = f"{len(answers)} rows"
    address = answers[0].address
    if kind == NPS:
        return [ImportedAnswer(address=address, answer="/".join(map(str, _marks(known))), where=where)]
    if kind == "yes-no":
        return [ImportedAnswer(address=address, answer=_rate(answers), where=where)]
    unit = "" if scale(kind) else _MEASURED.get(kind)
    values = [answer.value for answer in known if answer.answered and answer.value is not None]
    if unit is None or len(values) < len(answers):
        return None
    mean = as_text(round(fsum(values) / len(values), _DECIMALS))
    return [ImportedAnswer(address=address, answer=f"{mean}{unit}", where=where, of=len(values))]


def _marks(answers: Iterable[Answer]) -> tuple[int, int, int]:
    """Return how many marks are 9 or 10, 7 or 8, and 0 to 6."""
    return pooled(answer.marks for answer in answers)


def _rate(answers: Sequence[ImportedAnswer]) -> str:
    """Return how many of how many answers are yes, rates among them."""
    yes = of = 0
    for answer in answers:
        first, slash, second = answer.answer.partition("/")
        yes += int(first) if slash else answer.answer == "yes"
        of += int(second) if slash else 1
    return f"{yes}/{of}"
