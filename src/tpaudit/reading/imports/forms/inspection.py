"""An inspection of SafetyCulture as questions, points and answers, however it was exported."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tpaudit.documents.answers import NO_WORDS, NOT_APPLICABLE_WORDS, YES_WORDS
from tpaudit.documents.identifiers import slug
from tpaudit.documents.scalars import as_text
from tpaudit.results.reported import LeftOpen, ReportedAnswer

_NOT_APPLICABLE: Final = NOT_APPLICABLE_WORDS | {"na", "n.a.", "not applicable"}
_LEAST_POINTS: Final = 0.001
_MOST_POINTS: Final = 1000.0
_ALIKE: Final = 1e-9
_BETWEEN: Final = re.compile(r"\s*[,;，、；]\s*")
"""What stands between answers, and so in no label."""
_TICKS: Final = ("checkbox", "switch")
_CHOICES: Final = ("question", "list")
_TEXTS: Final = ("textsingle", "text", "datetime")
ANSWERABLE: Final = (*_TICKS, *_CHOICES, *_TEXTS, "slider")
"""The types of fields whose answers are taken; others are layout, or personal, such as signatures and addresses."""


LONGEST_ANSWER: Final = 4_000
PROTOTYPE: Final = "primeelement"
"""The pattern of a repeated group, which the app copies and nobody answers."""


class Field(NamedTuple):
    """One field of an inspection."""

    field_id: str
    kind: str
    label: str
    where: str
    section: str = ""
    said: tuple[str, ...] = ()
    """What was answered: labels of responses, a number, a text; `yes` and `no` for what is ticked."""
    score: float | None = None
    """The points of its own, without those of the fields below it; None if it has none."""
    most: float | None = None
    """The most points that it could have."""
    options: Mapping[str, float | None] = {}
    """The points of each response by its label, as far as they are known; None for one that is not scored."""
    several: bool = False
    top: float | None = None
    """Where a slider ends."""
    note: str = ""
    links: tuple[str, ...] = ()
    inactive: bool = False


class Inspection(NamedTuple):
    """One inspection, however it was exported."""

    key: str
    template: str
    on: str | None
    fields: Sequence[Field]
    score: float | None
    most: float | None
    """The points that the vendor published for the whole."""


class Inspected(NamedTuple):
    """What an inspection gives: questions, answers, and what gives none."""

    items: dict[str, Any]
    answers: tuple[ReportedAnswer, ...]
    left_open: tuple[LeftOpen, ...]
    left_out: dict[str, int]


def inspected(fields: Sequence[Field], checklist: str) -> Inspected:
    """Return the questions and answers of an inspection.

    Weighed by the most points that each could have, the answers' mean is the inspection's own percentage.
    """
    taken = [field for field in fields if field.kind in ANSWERABLE and not field.inactive]
    ids = _ids(fields)
    left_open = {field.field_id: why for field in taken if (why := _why_open(field))}
    items = {ids[field.field_id]: _item(field) for field in taken}
    answers = tuple(
        _answer(field, checklist, ids[field.field_id]) for field in taken if field.field_id not in left_open
    )
    return Inspected(
        items=items,
        answers=answers,
        left_open=tuple(
            LeftOpen(where=field.where, why=left_open[field.field_id])
            for field in taken
            if field.field_id in left_open
        ),
        left_out=_passed_over(fields),
    )


def _ids(fields: Sequence[Field]) -> dict[str, str]:
    """Return an id for each field: its label; where several have one label, with the start of the field's own id.

    So a field is called the same in each inspection of a template, whichever of its fields were shown.
    """
    labels = Counter(slug(field.label) for field in fields)
    made: dict[str, str] = {}
    for field in fields:
        own, called = slug(field.field_id[:8]) or "field", slug(field.label)
        wanted = called if called and labels[called] == 1 else f"{called or field.kind}-{own}"
        while wanted in made.values():
            wanted = f"{wanted}-{len(made)}"
        made[field.field_id] = wanted
    return made


def _passed_over(fields: Sequence[Field]) -> dict[str, int]:
    kinds = ("inactive" if field.inactive else field.kind for field in fields)
    return {kind: count for kind, count in Counter(kinds).items() if kind not in ANSWERABLE}


def _why_open(field: Field) -> str:
    """Say why a field gives no answer; empty for one that does."""
    if not field.said:
        return "not answered"
    if field.most and not 0 <= (field.score or 0.0) <= field.most:
        return f"{as_text(field.score or 0.0)} of {as_text(field.most)} points"
    return f"at most {as_text(_MOST_POINTS)} points weigh" if (field.most or 0) > _MOST_POINTS else ""


def _is_not_applicable(field: Field) -> bool:
    return field.kind in _CHOICES and not field.most and _na(field.said[:1])


def _na(labels: Sequence[str]) -> bool:
    return any(label.casefold() in _NOT_APPLICABLE for label in labels)


def _weight(field: Field) -> float:
    """Return the most points that a field can have: what was published, else what its responses say."""
    if field.most is not None:
        return field.most if _LEAST_POINTS <= field.most <= _MOST_POINTS else 0.0
    possible = [points for points in field.options.values() if points is not None]
    unanswered = not field.said or _na(field.said[:1])
    most = max(possible, default=0.0)
    fits = unanswered and not field.several and _LEAST_POINTS <= most <= _MOST_POINTS
    return most if fits else 0.0


def _item(field: Field) -> dict[str, Any]:
    item: dict[str, Any] = {"ask": field.label or f"{field.kind} {field.field_id[:8]}"}
    item |= _kind(field)
    item["weight"] = as_text(_weight(field)) if "weight" not in item else item["weight"]
    tag = slug(field.section)
    return item | ({"tags": [tag]} if tag else {})


def _kind(field: Field) -> dict[str, Any]:
    """Return the keys of an item that say which answers it takes and what they are worth."""
    if field.kind in _TEXTS:
        return {"answer": "text", "weight": "0"}
    if _is_by_points(field):
        return {"answer": "percent", "score": {"full": "100", "zero": "0"}}
    if field.kind in _TICKS or _is_yes_no(field):
        good = {} if _yes_is_good(field) else {"good": "no"}
        return {"answer": "yes-no", **good}
    if field.kind == "slider":
        curve = (
            {"score": {"full": as_text(field.top or field.most or 1.0), "zero": "0"}} if field.most else {}
        )
        return {"answer": "number", **curve}
    return _chosen(field)


def _chosen(field: Field) -> dict[str, Any]:
    if not list(_named_options(field)):
        return {"answer": "yes-no"}
    if field.several:
        return {"answer": "several", "options": _options(field, scored=False), "weight": "0"}
    of = {"of": as_text(_weight(field))} if _weight(field) else {}
    return {"answer": "choice", "options": _options(field, scored=bool(of)), **of}


def _options(field: Field, *, scored: bool) -> dict[str, dict[str, str]]:
    most = _weight(field) if scored else 0.0
    return {
        option_id: {
            "points": as_text(min(max(points or 0.0, 0.0), most)),
            "label": _BETWEEN.sub(" / ", label),
        }
        for option_id, label, points in _named_options(field)
    }


def _named_options(field: Field) -> Iterator[tuple[str, str, float | None]]:
    """Yield id, label and points of each response but n/a."""
    met: set[str] = set()
    for label, points in field.options.items():
        option_id = slug(label) or f"option-{len(met) + 1}"
        if not _na([label]) and option_id not in met:
            met.add(option_id)
            yield option_id, label, points


def _is_yes_no(field: Field) -> bool:
    labels = {label.casefold() for label in field.options} - _NOT_APPLICABLE
    return bool(labels) and labels <= YES_WORDS | NO_WORDS and not field.several


def _yes_is_good(field: Field) -> bool:
    """Tell whether yes has the points: by the response's own, else by what this answer got."""
    points = {label.casefold(): amount or 0.0 for label, amount in field.options.items()}
    yes = [amount for label, amount in points.items() if label in YES_WORDS]
    no = [amount for label, amount in points.items() if label in NO_WORDS]
    if yes and no:
        return yes[0] >= no[0]
    if not field.most or not field.said:
        return True
    return (field.said[0].casefold() in YES_WORDS) == (field.score == field.most)


def _is_by_points(field: Field) -> bool:
    """Tell whether the points that were published are not those that the answer itself would give."""
    if not field.most or not field.said:
        return False
    score = field.score or 0.0
    if field.kind in _TICKS or _is_yes_no(field):
        good = (field.said[0].casefold() in YES_WORDS) == _yes_is_good(field)
        return score != (field.most if good else 0.0)
    if field.kind == "slider":
        value = _amount(field.said[0])
        return value is None or not field.top or abs(value / field.top - score / field.most) > _ALIKE
    return field.several or field.options.get(field.said[0]) != score


def _amount(text: str) -> float | None:
    from tpaudit.documents.scalars import LONGEST_NUMBER, is_number

    return float(text) if len(text) <= LONGEST_NUMBER and is_number(text) else None


def _answer(field: Field, checklist: str, item: str) -> ReportedAnswer:
    note = field.note
    if _is_not_applicable(field):
        answer, note = "n/a", note or field.said[0]
    elif _is_by_points(field):
        answer = as_text(100.0 * (field.score or 0.0) / (field.most or 1.0))
        note = note or ", ".join(field.said)
    elif field.kind in _CHOICES and not _is_yes_no(field):
        ids = {label: option_id for option_id, label, _ in _named_options(field)}
        answer = ", ".join(ids.get(label) or slug(label) for label in field.said)
    else:
        answer = field.said[0]
    return ReportedAnswer(
        checklist=checklist,
        item=item,
        answer=answer.lower() if field.kind in _TICKS or _is_yes_no(field) else answer,
        where=field.where,
        note=note,
        links=field.links,
    )
