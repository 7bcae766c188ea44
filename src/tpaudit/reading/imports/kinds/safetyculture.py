"""Inspections of SafetyCulture (iAuditor), in JSON or in the vendor's CSV: a checklist and its answers.

The template becomes a checklist, and each inspection a visit. A question weighs the most points that it could have,
so that the section's score is the vendor's percentage. Only points of a field's own count: sections, smart fields and
questions show the sum of the fields below them too, and in the CSV that looks the same, so that adding every row
there counts points twice. Fields that a smart field did not show (inactive) are left out and are not n/a. Texts,
dates, numbers and choices without points are recorded and not scored; n/a is n/a. Comments become notes, and media
links. The title page, addresses, drawings, barcodes and signatures stay out.

```sh
tpaudit import safetyculture inspection.json --to audits/roastery.yaml --touchpoint counter
```
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tpaudit.documents.identifiers import slug
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.scalars import as_text
from tpaudit.reading.imports.forms.inspection import (
    ANSWERABLE,
    LONGEST_ANSWER,
    PROTOTYPE,
    Field,
    Inspection,
    inspected,
)
from tpaudit.reading.imports.forms.safetyculture_csv import inspections_of_csv
from tpaudit.reading.imports.json_file import (
    amount_of,
    entries,
    json_value,
    link,
    mapping,
    minute,
    unusable,
    words,
)
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.placing import placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import LeftOpen, Reported, ToolReport

_DEEPEST: Final = 100
_PREFIX: Final = "safetyculture"
"""How its checklists are called, so that none has the name of one that is here for something else."""


def safetyculture(file: str, source: bytes) -> Reported:
    """Return the inspections of an export; raises InputError for what is none."""
    if source.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"{", b"["):
        return _reported(_from_json(file, json_value(file, source)))
    return _reported(inspections_of_csv(file, source))


def _reported(inspections: Sequence[Inspection]) -> Reported:
    """Return the checklists and answers of inspections."""
    reports: list[ToolReport] = []
    left_open: list[LeftOpen] = []
    checklists: dict[str, dict[str, Any]] = {}
    left_out: dict[str, int] = {}
    for inspection in inspections:
        checklist = _checklist_id(inspection.template)
        found = inspected(inspection.fields, checklist)
        reports.append(
            ToolReport(key=inspection.key, on=inspection.on, note=inspection.template, answers=found.answers)
        )
        left_open += found.left_open
        left_out |= {kind: left_out.get(kind, 0) + count for kind, count in found.left_out.items()}
        known = checklists.setdefault(
            checklist,
            {
                "format": "1",
                "checklist": checklist,
                "title": inspection.template or checklist,
                "version": "1",
                "items": {},
            },
        )
        known["items"] = {**found.items, **known["items"]}
    return Reported(
        reports=reports,
        checklists={name: each for name, each in checklists.items() if each["items"]},
        left_open=left_open,
        left_out=left_out,
        why_left_out="layout, personal, or not shown",
        unit="fields",
        figures=[_sum(inspection) for inspection in inspections],
    )


def _checklist_id(template: str) -> str:
    named = slug(template)
    return named if named.startswith(_PREFIX) else f"{_PREFIX}-{named}".rstrip("-")


def _sum(inspection: Inspection) -> str:
    """Say what the points of an inspection's fields come to, and what its own export says."""
    own = [field for field in inspection.fields if field.most and not field.inactive]
    score, most = sum(field.score or 0.0 for field in own), sum(field.most or 0.0 for field in own)
    said = f"{as_text(inspection.score or 0.0)} of {as_text(inspection.most or 0.0)}"
    here = f"{as_text(score)} of {as_text(most)}"
    there = f"published for {inspection.key}: {said} points"
    return there if said == here else f"{there}; its fields add up to {here}"


def _from_json(file: str, value: Any) -> list[Inspection]:
    found = [mapping(each) for each in entries(value)] or [mapping(value)]
    if not all(isinstance(each.get("items"), list) and "audit_data" in each for each in found):
        raise unusable(
            file, "it is no inspection of SafetyCulture", "an export with `audit_data` and `items`"
        )
    return [_inspection(each) for each in found]


def _inspection(data: Mapping[str, Any]) -> Inspection:
    about, template = mapping(data["audit_data"]), mapping(data.get("template_data"))
    items = [mapping(item) for item in entries(data["items"])]
    by_id = {words(item.get("item_id"), 80): item for item in items}
    sets = mapping(template.get("response_sets"))
    return Inspection(
        key=words(data.get("audit_id"), 80),
        template=words(mapping(template.get("metadata")).get("name"), 120),
        on=minute(about.get("date_completed")) or minute(about.get("date_started")),
        fields=[_field(item, by_id, sets) for item in items],
        score=amount_of(about.get("score")),
        most=amount_of(about.get("total_score")),
    )


def _above(item: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields above one, the nearest first; what leads in a circle ends."""
    for _ in range(_DEEPEST):
        above = by_id.get(words(item.get("parent_id"), 80))
        if above is None:
            return
        yield above
        item = above


def _field(item: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], sets: Mapping[str, Any]) -> Field:
    kind, label = words(item.get("type"), 40), words(item.get("label"))
    above = list(_above(item, by_id))
    prototype = any(words(each.get("type")) == PROTOTYPE for each in above) and kind in ANSWERABLE
    scoring, options = mapping(item.get("scoring")), mapping(item.get("options"))
    responses = mapping(item.get("responses"))
    return Field(
        field_id=words(item.get("item_id"), 80),
        kind=PROTOTYPE if prototype else kind,
        label=label,
        where=f"items.{words(item.get('item_id'), 80)}",
        section=next((words(each.get("label")) for each in above if each.get("type") == "section"), ""),
        said=tuple(_said(kind, responses)),
        score=amount_of(scoring.get("score")),
        most=amount_of(scoring.get("max_score")),
        options=_responses(mapping(sets.get(words(options.get("response_set"), 80))), responses),
        several=options.get("multiple_selection") is True or len(entries(responses.get("selected"))) > 1,
        top=amount_of(options.get("max")),
        note=words(responses.get("text")) if kind in ("question", "list") else "",
        links=tuple(_links(item, responses)),
        inactive=item.get("inactive") is True,
    )


def _said(kind: str, responses: Mapping[str, Any]) -> Iterator[str]:
    value = amount_of(responses.get("value"))
    if kind in ("question", "list"):
        labels = (words(mapping(each).get("label"), 120) for each in entries(responses.get("selected")))
        yield from filter(None, labels)
    elif kind in ("checkbox", "switch"):
        yield from () if value is None else ("yes" if value else "no",)
    elif kind == "slider":
        yield from () if value is None else (as_text(value),)
    elif kind == "datetime":
        yield from filter(None, (minute(responses.get("datetime")),))
    else:
        yield from filter(None, (words(responses.get("text"), LONGEST_ANSWER),))


def _responses(response_set: Mapping[str, Any], responses: Mapping[str, Any]) -> dict[str, float | None]:
    """Return the points of the responses by label: those of the template, else of what was selected."""
    given = entries(response_set.get("responses")) or entries(responses.get("selected"))
    return {
        label: amount_of(mapping(each).get("score")) if mapping(each).get("enable_score") is True else None
        for each in given
        if (label := words(mapping(each).get("label"), 120))
    }


def _links(item: Mapping[str, Any], responses: Mapping[str, Any]) -> Iterator[str]:
    for each in (*entries(item.get("media")), *entries(responses.get("media")), responses.get("image")):
        if address := link(mapping(each).get("href")):
            yield address


def _read(source: ImportSource, audit: LoadedAudit, _mapping: ImportMap) -> Imported:
    return placed(safetyculture(source.name, source.data), source, audit)


SAFETYCULTURE: Final = ImportKind(
    id="safetyculture",
    help="inspections of SafetyCulture (iAuditor) in JSON or CSV",
    read=_read,
    options=frozenset({"touchpoint"}),
    needs_map=False,
)
