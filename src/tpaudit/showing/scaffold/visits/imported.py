"""A visit that was imported, as its file."""

import re
from typing import Any, Final

from tpaudit.documents.answers import NOT_APPLICABLE
from tpaudit.documents.visit import ImportedFrom
from tpaudit.results.imported import ImportedAnswer, ImportedVisit
from tpaudit.showing.scaffold.visits.visit import written_as_text

_COUNTS: Final = re.compile(r"(\d+)/(\d+)/(\d+)\Z", re.ASCII)


def imported_as_text(visit: ImportedVisit, source: ImportedFrom) -> str:
    """Return the file of an imported visit."""
    walk = {
        "on": visit.on,
        "by": visit.by,
        "method": visit.method,
        "place": visit.place,
        "device": visit.device or None,
        "note": visit.note,
    }
    answers: dict[str, list[dict[str, Any]]] = {}
    for answer in visit.answers:
        answers.setdefault(answer.address, []).append(_observation(answer))
    data = {
        "format": 1,
        "visit": {key: value for key, value in walk.items() if value is not None},
        "source": source.model_dump(exclude_none=True),
        "answers": answers,
    }
    return written_as_text(data)


def _observation(answer: ImportedAnswer) -> dict[str, Any]:
    evidence = [
        *({"link": address} for address in answer.links),
        *({"quote": line} for line in answer.evidence),
        *({"file": photo} for photo in answer.photos),
    ]
    said = {"of": answer.of, "on": answer.on, "note": answer.note or answer.na, "evidence": evidence or None}
    return {
        **_answer(answer),
        **{key: value for key, value in said.items() if value is not None},
    }


def _answer(answer: ImportedAnswer) -> dict[str, Any]:
    if answer.na is not None:
        return {"answer": NOT_APPLICABLE}
    counts = _COUNTS.match(answer.answer)
    if counts is None:
        return {"answer": answer.answer}
    kinds = ("promoters", "passives", "detractors")
    return {kind: int(count) for kind, count in zip(kinds, counts.groups(), strict=True)}
