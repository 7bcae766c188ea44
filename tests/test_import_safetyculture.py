"""Inspections of SafetyCulture: whose points count, what is asked, and that JSON and CSV say the same."""

import csv
import io
import json
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from tpaudit.documents.answers import read_answer
from tpaudit.documents.checklist import Checklist
from tpaudit.documents.checks import checklist_faults
from tpaudit.documents.columns import PEOPLE
from tpaudit.errors import InputError
from tpaudit.reading.imports.kinds.safetyculture import safetyculture
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.builder import read
from tpaudit.results.reported import Reported
from tpaudit.showing.scaffold.document import document_text

CASES = Path(__file__).parents[2] / "shared" / "cases" / "imports" / "iauditor"
YES = {"label": "Yes", "score": 1, "enable_score": True}
NO = {"label": "No", "score": 0, "enable_score": True}
NOT_APPLICABLE = {"label": "N/A", "score": 0, "enable_score": False}
SETS: dict[str, list[dict[str, Any]]] = {
    "yes-no": [YES, NO, NOT_APPLICABLE],
    "risk": [
        {"label": "Safe", "score": 2, "enable_score": True},
        {"label": "At Risk", "score": 0, "enable_score": True},
    ],
    "colour": [{"label": name, "score": 0, "enable_score": False} for name in ("Red", "Blue, green")],
}


def item(kind: str, label: str, points: tuple[float, float] | None = None, **more: Any) -> dict[str, Any]:
    scoring = {"score": points[0], "max_score": points[1]} if points else {}
    return {
        "item_id": f"{label.lower()}-id",
        "type": kind,
        "label": label,
        "scoring": scoring,
        "options": {},
    } | more


def question(
    label: str, answer: dict[str, Any] | None, answers: str, points: Any = None, **more: Any
) -> dict[str, Any]:
    selected = {"selected": [answer]} if answer else {}
    return item("question", label, points, options={"response_set": answers}, responses=selected, **more)


def export(*items: dict[str, Any], score: float = 0, most: float = 0) -> bytes:
    return json.dumps(
        {
            "audit_id": "audit_1",
            "audit_data": {"score": score, "total_score": most, "date_completed": "2026-11-03T12:30:00.000Z"},
            "template_data": {
                "metadata": {"name": "Kitchen"},
                "response_sets": {name: {"responses": responses} for name, responses in SETS.items()},
            },
            "header_items": [item("textsingle", "Prepared by", responses={"text": "Ann"})],
            "items": list(items),
        }
    ).encode()


def checklist_of(found: Reported) -> Checklist:
    [data] = found.checklists.values()
    text = document_text(data, PEOPLE)
    checklist, diagnostics = parse("kitchen.yaml", read(text.encode()), Checklist, checklist_faults)
    assert diagnostics.problems == []
    assert checklist is not None
    return checklist


def percent_of(found: Reported) -> float | None:
    """Return what the answers of an inspection come to by its own checklist."""
    items = checklist_of(found).items
    scored = []
    for answer in found.reports[0].answers:
        asked = items[answer.item]
        worth = read_answer(asked, answer.answer)
        assert worth is not None, answer
        if asked.counted_weight and worth.score is not None:
            scored.append((asked.weight, worth.score))
    total = fsum(weight for weight, _ in scored)
    return fsum(weight * score for weight, score in scored) / total if total else None


def said(found: Reported) -> dict[str, str]:
    return {answer.item: answer.answer for answer in found.reports[0].answers}


def test_answers_are_worth_the_points_that_were_published() -> None:
    found = safetyculture(
        "a.json",
        export(
            question("Clean", YES, "yes-no", (1, 1)),
            question("Floor", SETS["risk"][1], "risk", (0, 2)),
            item("checkbox", "Door", (1, 1), responses={"value": 1}),
            item("slider", "Smell", (6, 10), options={"max": 10}, responses={"value": 6}),
            score=8,
            most=14,
        ),
    )
    assert said(found) == {"clean": "yes", "floor": "at-risk", "door": "yes", "smell": "6"}
    assert percent_of(found) == pytest.approx(100 * 8 / 14)
    assert found.figures == ["published for audit_1: 8 of 14 points"]
    assert found.reports[0].on == "2026-11-03T12:30"
    assert {name: asked.weight for name, asked in checklist_of(found).items.items()} == {
        "clean": 1,
        "floor": 2,
        "door": 1,
        "smell": 10,
    }


def test_points_that_an_answer_itself_would_not_give_become_a_percentage() -> None:
    found = safetyculture("a.json", export(question("Clean", YES, "yes-no", (0.5, 2)), score=0.5, most=2))
    assert said(found) == {"clean": "25"}
    assert found.reports[0].answers[0].note == "Yes"
    assert percent_of(found) == 25


def test_not_applicable_is_n_a_and_inactive_is_left_out() -> None:
    found = safetyculture(
        "a.json",
        export(
            question("Clean", NOT_APPLICABLE, "yes-no"),
            question("Hidden", NOT_APPLICABLE, "yes-no", inactive=True),
            question("Later", None, "yes-no"),
        ),
    )
    assert said(found) == {"clean": "n/a"}
    assert found.left_out == {"inactive": 1}
    assert [(left.where, left.why) for left in found.left_open] == [("items.later-id", "not answered")]
    assert {name: asked.weight for name, asked in checklist_of(found).items.items()} == {
        "clean": 1,
        "later": 1,
    }


def test_what_has_no_points_is_recorded() -> None:
    both = {"selected": SETS["colour"]}
    found = safetyculture(
        "a.json",
        export(
            item(
                "list",
                "Colour",
                options={"response_set": "colour", "multiple_selection": True},
                responses=both,
            ),
            item("text", "Remark", responses={"text": "= 5 + 10\nand more"}),
            item("datetime", "When", responses={"datetime": "2026-11-03T12:30:00Z"}),
        ),
    )
    assert said(found) == {
        "colour": "red, blue-green",
        "remark": "= 5 + 10 and more",
        "when": "2026-11-03T12:30",
    }
    assert percent_of(found) is None


def test_persons_and_places_stay_out() -> None:
    found = safetyculture(
        "a.json",
        export(
            item("signature", "Signed", responses={"name": "Ann"}),
            item("address", "Where", responses={"location_text": "1 Example Street"}),
            question("Clean", YES, "yes-no", (1, 1)),
            score=1,
            most=1,
        ),
    )
    assert "Ann" not in repr(found)
    assert "Example Street" not in repr(found)
    assert found.left_out == {"signature": 1, "address": 1}


def test_comments_and_media_come_along() -> None:
    selected = {"selected": [NO], "text": "Dust below the shelf"}
    media = [{"href": "https://api.example.org/media/1"}, {"href": "javascript:alert(1)"}]
    asked = item(
        "question", "Clean", (0, 1), options={"response_set": "yes-no"}, responses=selected, media=media
    )
    [answer] = safetyculture("a.json", export(asked, most=1)).reports[0].answers
    assert (answer.note, answer.links) == ("Dust below the shelf", ("https://api.example.org/media/1",))


def test_fields_of_one_label_are_told_apart_by_their_own_ids() -> None:
    twice = [
        item("checkbox", "Door", (1, 1), responses={"value": 1}) | {"item_id": key}
        for key in ("AB12-x", "CD34-y")
    ]
    assert said(safetyculture("a.json", export(*twice, score=2, most=2))) == {
        "door-ab12-x": "yes",
        "door-cd34-y": "yes",
    }


COLUMNS = (
    "ItemType",
    "Label",
    "Response",
    "ItemScore",
    "ItemMaxScore",
    "Inactive",
    "ItemID",
    "ParentID",
    "AuditID",
)
ABOUT = ("AuditScore", "AuditMaxScore", "TemplateName", "DateCompleted")


def table(*rows: tuple[str, ...], total: tuple[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*COLUMNS, *ABOUT))
    for kind, label, response, score, most, key, parent in rows:
        about = ("audit_1", *total, "Kitchen", "03 November 2026 12:30 PM")
        writer.writerow((kind, label, response, score, most, "False", key, parent, *about))
    return text.getvalue().encode()


ROWS = (
    ("section", "Kitchen", "", "2", "3", "s", ""),
    ("question", "Clean", "Yes", "1", "2", "q", "s"),
    ("smartfield", "if yes", "True", "1", "2", "f", "q"),
    ("checkbox", "Floor", "True", "1", "1", "c", "f"),
    ("checkbox", "Walls", "False", "0", "1", "d", "f"),
    ("checkbox", "Door", "True", "1", "1", "e", "s"),
)


def test_points_of_the_rows_below_count_once() -> None:
    found = safetyculture("a.csv", table(*ROWS, total=("2", "3")))
    assert percent_of(found) == pytest.approx(200 / 3)
    assert said(found) == {"clean": "yes", "floor": "yes", "walls": "no", "door": "yes"}
    assert found.reports[0].on == "2026-11-03T12:30"


def test_points_of_its_own_that_are_by_chance_those_below_count_too() -> None:
    found = safetyculture("a.csv", table(*ROWS, total=("3", "5")))
    assert percent_of(found) == pytest.approx(60)


def test_points_that_do_not_add_up_are_said() -> None:
    assert safetyculture("a.csv", table(*ROWS, total=("7", "9"))).figures == [
        "published for audit_1: 7 of 9 points; its fields add up to 2 of 3"
    ]


HOSTILE = {
    "nothing": b"",
    "another table": b"a,b\n1,2\n",
    "another JSON": b'{"items": []}',
    "deep": b"[" * 100_000,
    "a row of another width": b'"ItemType","Label\n',
    "a picture": b"\x89PNG\r\n\x1a\n\0\0",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_inspection_ends_in_one_line(source: bytes) -> None:
    with pytest.raises(InputError) as refused:
        safetyculture("a", source)
    assert str(refused.value).count("\n") == 0


def test_parents_in_a_circle_come_to_an_end() -> None:
    circle = [
        item("checkbox", "A", (1, 1), parent_id="b-id"),
        item("checkbox", "B", (1, 1), parent_id="a-id"),
    ]
    assert safetyculture("a.json", export(*circle)).reports[0].answers == ()
    rows = (("checkbox", "A", "True", "1", "1", "a", "b"), ("checkbox", "B", "True", "1", "1", "b", "a"))
    assert percent_of(safetyculture("a.csv", table(*rows, total=("2", "2")))) == 100


ODD: list[Any] = [None, True, -1, 1e308, 1e-300, "", "x" * 5_000, "\ud800\u202e\0", [], {}]


@pytest.mark.parametrize("odd", ODD, ids=lambda value: repr(value)[:12])
def test_values_of_any_type_anywhere_make_a_checklist_or_one_line(odd: Any) -> None:
    sound = json.loads(
        export(
            question("Clean", YES, "yes-no", (1, 1)),
            question("Floor", SETS["risk"][1], "risk", (0, 2)),
            item("slider", "Smell", (6, 10), options={"max": 10}, responses={"value": 6}),
        )
    )
    for changed in variants(sound, odd):
        try:
            found = safetyculture("a.json", json.dumps(changed).encode())
        except InputError:
            continue
        if found.checklists:
            checklist_of(found)
            percent_of(found)


def variants(value: Any, odd: Any) -> Any:
    """Yield a value with each of its parts replaced by an odd one."""
    yield odd
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        for changed in variants(part, odd):
            copy = value.copy()
            copy[key] = changed
            yield copy


shared = pytest.mark.skipif(not CASES.is_dir(), reason="exports of others lie beside the checkout")
NAMES = sorted(path.stem for path in CASES.glob("*.json"))


@shared
@pytest.mark.parametrize("name", NAMES)
def test_published_inspections_have_the_percentage_of_the_vendor_in_both_formats(name: str) -> None:
    figures = json.loads((CASES.parent / "imports.json").read_text(encoding="utf-8"))[f"iauditor/{name}.json"]
    in_json = safetyculture(name, (CASES / f"{name}.json").read_bytes())
    in_csv = safetyculture(name, (CASES / f"{name}.expected.csv").read_bytes())
    assert said(in_json) == said(in_csv)
    assert in_json.figures == in_csv.figures
    assert in_json.left_out.get("inactive", 0) == figures["inactive"]
    for found in (in_json, in_csv):
        percent = percent_of(found) if found.checklists else None
        assert round(percent or 0.0, 3) == figures["percent"]
        assert (percent is None) == (figures["total"] == 0)
