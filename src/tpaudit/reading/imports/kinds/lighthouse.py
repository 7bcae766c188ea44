"""A report of Lighthouse in JSON, as answers to a checklist for each of its categories.

Every audit that a category weighs is a question of the checklist `lighthouse-CATEGORY`, with a tenth of the weight
that Lighthouse gives it, so that the section's score is the category's: 31 there is 30.8 here, not yet rounded. An
audit that passes or fails is a yes-no; one that is measured, such as `first-contentful-paint`, is a percentage: the
score that Lighthouse gave, with what was measured in the note. `notApplicable` is n/a. An error, and `null` where a
score was due, leave the question open: they are no zero. What no category weighs (informative audits, opportunities,
and what a person has to look at) is left out and counted.

```sh
lighthouse https://example.org --output=json --output-path=report.json
tpaudit import lighthouse report.json --to audits/roastery.yaml --touchpoint website
```
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.scalars import as_text
from tpaudit.reading.imports.json_file import (
    amount_of,
    entries,
    json_value,
    link,
    mapping,
    minute,
    name,
    unusable,
    words,
)
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.placing import placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import LeftOpen, Reported, ReportedAnswer, ToolReport

_NOT_APPLICABLE: Final = "notApplicable"
_LEAST_WEIGHT: Final = 0.01
_MOST_WEIGHT: Final = 1000.0
_A_TENTH: Final = 10.0
"""Lighthouse counts to a hundred; so large, its weights would drown the other questions of a touchpoint."""
_LEARN_MORE: Final = re.compile(r"\s*\[Learn [^\]]{0,200}\]\([^)]{0,500}\)\.?")
_LINKED: Final = re.compile(r"\[([^\]]{0,200})\]\([^)]{0,500}\)")
_LONGEST_DESCRIPTION: Final = 2_000
_DEVICES: Final = {"mobile": "mobile", "desktop": "desktop"}
_LONGEST_KEY: Final = 100


class _Weighed(NamedTuple):
    """An audit as a category holds it."""

    category: str
    audit_id: str
    weight: float
    audit: Mapping[str, Any]
    where: str


def lighthouse(file: str, source: bytes) -> Reported:
    """Return what a report says; raises InputError for what is no report of Lighthouse."""
    data = mapping(json_value(file, source))
    if not mapping(data.get("categories")) or not mapping(data.get("audits")):
        raise unusable(
            file,
            "it is no report of Lighthouse",
            "one with `categories` and `audits`, as --output=json writes it",
        )
    weighed = [each for each in _weighed(data) if each.weight or _mode(each) == _NOT_APPLICABLE]
    open_ones = [LeftOpen(where=each.where, why=why) for each in weighed if (why := _why_open(each))]
    page = link(data.get("finalDisplayedUrl")) or link(data.get("finalUrl")) or link(data.get("requestedUrl"))
    report = ToolReport(
        key=page[:_LONGEST_KEY] or "page",
        on=minute(data.get("fetchTime")),
        device=_DEVICES.get(words(mapping(data.get("configSettings")).get("formFactor"))),
        note=f"Lighthouse {words(data.get('lighthouseVersion'))}, {page}",
        answers=tuple(_answer(each, page) for each in weighed if not _why_open(each)),
    )
    return Reported(
        reports=(report,),
        checklists=_checklists(data, weighed),
        left_open=open_ones,
        left_out=_unweighed(data, weighed),
        figures=tuple(_published(data)),
        unit="audits",
        method="measurement",
        why_left_out="no category weighs it",
    )


def _weighed(data: Mapping[str, Any]) -> Iterator[_Weighed]:
    """Yield what each category holds, in the report's order; an audit may lie in several."""
    audits = mapping(data["audits"])
    for category_id, category in mapping(data["categories"]).items():
        for reference in entries(mapping(category).get("auditRefs")):
            audit_id, weight = name(mapping(reference).get("id")), amount_of(mapping(reference).get("weight"))
            if name(category_id) and audit_id:
                within = weight if weight is not None and _LEAST_WEIGHT <= weight <= _MOST_WEIGHT else 0.0
                where = f"categories.{category_id}.{audit_id}"
                yield _Weighed(
                    category=category_id,
                    audit_id=audit_id,
                    weight=within,
                    audit=mapping(audits.get(audit_id)),
                    where=where,
                )


def _mode(each: _Weighed) -> str:
    return words(each.audit.get("scoreDisplayMode"))


def _score(each: _Weighed) -> float | None:
    score = amount_of(each.audit.get("score"))
    return score if score is not None and 0 <= score <= 1 else None


def _why_open(each: _Weighed) -> str:
    """Say why an audit gives no answer; empty for one that does."""
    if _mode(each) == _NOT_APPLICABLE:
        return ""
    if _mode(each) == "error":
        return words(each.audit.get("errorMessage")) or "error"
    return "" if _score(each) is not None else f"score: null ({_mode(each) or 'no such audit'})"


def _answer(each: _Weighed, page: str) -> ReportedAnswer:
    shown = words(each.audit.get("displayValue")) or words(each.audit.get("explanation"))
    if _mode(each) == _NOT_APPLICABLE:
        answer, shown = "n/a", _NOT_APPLICABLE
    elif _is_yes_no(each):
        answer = "yes" if _score(each) == 1 else "no"
    else:
        answer = as_text(round(100.0 * (_score(each) or 0.0), 9))
    return ReportedAnswer(
        checklist=_checklist_id(each.category),
        item=each.audit_id,
        answer=answer,
        where=each.where,
        note=shown,
        links=(page,) if page and answer == "no" else (),
    )


def _is_yes_no(each: _Weighed) -> bool:
    return _mode(each) in ("binary", _NOT_APPLICABLE) and _score(each) in (None, 0.0, 1.0)


def _checklist_id(category: str) -> str:
    return f"lighthouse-{category}"


def _checklists(data: Mapping[str, Any], weighed: list[_Weighed]) -> dict[str, dict[str, Any]]:
    version = words(data.get("lighthouseVersion"))
    made: dict[str, dict[str, Any]] = {}
    for each in weighed:
        checklist_id = _checklist_id(each.category)
        title = words(mapping(mapping(data["categories"]).get(each.category)).get("title")) or each.category
        checklist = made.setdefault(
            checklist_id,
            {
                "format": "1",
                "checklist": checklist_id,
                "title": f"Lighthouse: {title}",
                "version": version or "1",
                "items": {},
            },
        )
        checklist["items"][each.audit_id] = _item(each)
    return made


def _item(each: _Weighed) -> dict[str, Any]:
    """Return the question of an audit; its title says whether it passed, so it is no question."""
    title, score = words(each.audit.get("title")), _score(each)
    item: dict[str, Any] = {"ask": f"Does the page pass {each.audit_id}?", "answer": "yes-no"}
    if not _is_yes_no(each):
        item = {"ask": f"What does Lighthouse score {each.audit_id}, of 100?", "answer": "percent"}
        item["score"] = {"full": "100", "zero": "0"}
    item["weight"] = as_text(round(each.weight / _A_TENTH, 9))
    if title and score is not None and _is_yes_no(each):
        item["strength" if score == 1 else "shortfall"] = title
    described = words(each.audit.get("description"), _LONGEST_DESCRIPTION)
    about = words(_LINKED.sub(r"\1", _LEARN_MORE.sub("", described)))
    return item | ({"why": about} if about else {}) | {"methods": ["measurement"]}


def _unweighed(data: Mapping[str, Any], weighed: list[_Weighed]) -> dict[str, int]:
    """Count the audits that no category weighs, by the way in which Lighthouse shows them."""
    used = {each.audit_id for each in weighed}
    modes = (
        words(mapping(audit).get("scoreDisplayMode")) or "audits without a mode"
        for audit_id, audit in mapping(data["audits"]).items()
        if audit_id.lower() not in used
    )
    return dict(Counter(modes))


def _published(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the score of each category as Lighthouse shows it."""
    for category_id, category in mapping(data["categories"]).items():
        score = amount_of(mapping(category).get("score"))
        if name(category_id):
            shown = "none" if score is None else as_text(round(100 * score, 9))
            yield f"published for {_checklist_id(category_id)}: {shown}"


def _read(source: ImportSource, audit: LoadedAudit, _mapping: ImportMap) -> Imported:
    return placed(lighthouse(source.name, source.data), source, audit)


LIGHTHOUSE: Final = ImportKind(
    id="lighthouse",
    help="a report of Lighthouse in JSON",
    read=_read,
    grows=False,
    options=frozenset({"touchpoint"}),
    needs_map=False,
)
