"""Submissions of a form that `checklists export` made: fields, notes, photos, and what is no answer."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tpaudit.documents.checklist import Checklist
from tpaudit.documents.checks import checklist_faults
from tpaudit.errors import InputError, UsageError
from tpaudit.reading.files.media import media_in
from tpaudit.reading.imports.kinds.kobo import kobo
from tpaudit.reading.parse import parse
from tpaudit.reading.sheets.table import Cell, Table
from tpaudit.reading.sheets.xlsform import checklist_of_form
from tpaudit.reading.yaml.builder import read
from tpaudit.results.reported import Reported
from tpaudit.showing.sheets.xlsform import Exported, xlsform

JPEG = b"\xff\xd8\xff\xe0picture"
TEXT = """
format: 1
checklist: phone
title: Phone
items:
  pick-up-time: {ask: How long does it ring?, answer: duration, score: {full: 10s, zero: 60s}}
  friendly: {ask: {en: Friendly?, ru: Вежливо?}, answer: yes-no, wants: {fail: [note, photo]}}
  tone: {ask: Which tone?, answer: choice, options: {warm: 100, flat: {points: 0, label: Flat as a board}}}
  heard: {ask: What was heard?, answer: several, options: {name: 50, thanks: 50}}
  mark: {ask: Which mark?, answer: 1-5, means: {1: bad, 5: good}}
  1st: {ask: First?, answer: yes-no}
  day: {ask: Which day?, answer: date}
  hour: {ask: Which hour?, answer: time}
  said: {ask: What was said?, answer: text}
"""


def phone() -> Checklist:
    checklist, diagnostics = parse("phone.yaml", read(TEXT.encode()), Checklist, checklist_faults)
    assert diagnostics.problems == []
    assert checklist is not None
    return checklist


def read_json(value: Any, media: str | None = None) -> Reported:
    return kobo("sent.json", json.dumps(value).encode(), {"phone": phone().items}, media_in(media))


def said(found: Reported) -> dict[str, str]:
    return {answer.item: answer.answer for report in found.reports for answer in report.answers}


SENT = {
    "_id": 17,
    "_uuid": "0e8d9b6a-1111-2222-3333-444455556666",
    "start": "2026-11-03T12:30:05.123+03:00",
    "_submission_time": "2026-11-04T09:00:00",
    "_submitted_by": "ann",
    "username": "ann",
    "_geolocation": [55.1, 37.2],
    "phone/pick-up-time": "12s",
    "phone/friendly": "no",
    "phone/friendly.note": "Hung up",
    "phone/friendly.photo": "shop.jpg",
    "phone/tone": "flat",
    "phone/heard": "name thanks",
    "phone/mark": 4,
    "phone/_1st": "n/a",
    "phone/day": "2026-11-03",
    "phone/hour": "12:30:00.000+03:00",
    "phone/said": "Good\nday",
    "name_of_clerk": "Ben",
}
ANSWERS = {
    "pick-up-time": "12s",
    "friendly": "no",
    "tone": "flat",
    "heard": "name, thanks",
    "mark": "4",
    "1st": "n/a",
    "day": "2026-11-03",
    "hour": "12:30",
    "said": "Good day",
}


def folder_of_pictures(tmp_path: Path, **files: bytes) -> str:
    folder = tmp_path / "media" / "ann" / "attachments" / SENT["_uuid"]  # type: ignore[operator]
    folder.mkdir(parents=True)
    for name, data in (files or {"shop": JPEG}).items():
        (folder / f"{name}.jpg").write_bytes(data)
    return str(tmp_path / "media")


def test_a_submission_is_a_visit(tmp_path: Path) -> None:
    found = read_json({"count": 1, "results": [SENT]}, folder_of_pictures(tmp_path))
    assert said(found) == ANSWERS
    [report] = found.reports
    assert (report.key, report.on) == (SENT["_uuid"], "2026-11-03T12:30")
    [friendly] = [answer for answer in report.answers if answer.item == "friendly"]
    kept = f"evidence/{SENT['_uuid']}-shop.jpg"
    assert (friendly.note, friendly.photos) == ("Hung up", (kept,))
    assert found.pictures == {kept: JPEG}
    assert found.left_out == {"name_of_clerk": 1}
    assert found.problems == ()
    assert "ann" not in repr(found.reports)


def nested() -> dict[str, Any]:
    """Return the submission as ODK Central has it, with groups as mappings."""
    inner = {name.partition("/")[2]: value for name, value in SENT.items() if name.startswith("phone/")}
    return {"__id": "uuid:1", "phone": inner, "__system": {"submissionDate": "2026-11-04T09:00:00.000Z"}}


@pytest.mark.parametrize("value", [[SENT], {"value": [nested()]}], ids=["a list", "groups as mappings"])
def test_json_of_other_services_says_the_same(value: Any, tmp_path: Path) -> None:
    assert said(read_json(value, folder_of_pictures(tmp_path))) == ANSWERS


@pytest.mark.parametrize(
    ("heads", "sign"),
    [
        ("phone/pick-up-time,phone/tone,phone/heard,phone/heard/name", ","),
        ("phone-pick-up-time,phone-tone,phone-heard", ","),
        ("pick-up-time;tone;heard;heard/name", ";"),
        ("How long does it ring?;Which tone?;What was heard?", ";"),
    ],
    ids=["names with groups", "ODK Central", "names alone", "labels"],
)
def test_columns_are_known_by_names_and_by_questions(heads: str, sign: str) -> None:
    row = sign.join(["12s", "Flat as a board", "name thanks", "1"][: len(heads.split(sign))])
    found = kobo("sent.csv", f"\ufeff{heads}\n{row}\n".encode(), {"phone": phone().items})
    assert said(found) == {
        "pick-up-time": "12s",
        "tone": "flat as a board".capitalize(),
        "heard": "name, thanks",
    }
    assert found.left_out == {}


def test_what_is_no_answer_is_named_by_row_and_column_and_the_rest_is_kept() -> None:
    source = b"phone/pick-up-time,phone/mark,phone/tone\n12s,9,warm\nlong,4,\n"
    found = kobo("sent.csv", source, {"phone": phone().items})
    assert [str(problem) for problem in found.problems] == [
        (
            "sent.csv:2:2: B2: `9` is no answer to it; expected a whole number from 1 to 5 (a mean of several as"
            " {answer: .., of: ..}), or n/a"
        ),
        (
            "sent.csv:3:1: A3: `long` is no answer to it; expected a duration such as 45s,"
            ' ">3m" (gave up after it, in quotes), never, or n/a'
        ),
    ]
    assert [[answer.answer for answer in report.answers] for report in found.reports] == [
        ["12s", "warm"],
        ["4"],
    ]


def test_a_photo_without_a_question_of_its_own_belongs_to_the_one_before(tmp_path: Path) -> None:
    sent = {"phone/pick-up-time": "12s", "phone/picture": "shop.jpg", "phone/mark": "4"}
    [report] = read_json([sent], folder_of_pictures(tmp_path)).reports
    assert [answer.photos for answer in report.answers] == [("evidence/submission-1-shop.jpg",), ()]


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"<svg onload=alert(1)>", "is no picture"), (None, "is not among the files that were given")],
)
def test_what_is_no_picture_is_not_taken(tmp_path: Path, data: bytes | None, what: str) -> None:
    folder = folder_of_pictures(tmp_path, **({"shop": data} if data else {"other": JPEG}))
    found = read_json([SENT], folder)
    assert found.pictures == {}
    assert what in str(found.problems[0])
    assert said(found) == ANSWERS


def test_a_link_among_the_pictures_is_not_followed(tmp_path: Path) -> None:
    folder = Path(folder_of_pictures(tmp_path, other=JPEG))
    (tmp_path / "outside.jpg").write_bytes(JPEG)
    (folder / "shop.jpg").symlink_to(tmp_path / "outside.jpg")
    assert read_json([SENT], str(folder)).pictures == {}


def archive(tmp_path: Path, *names: str) -> str:
    with zipfile.ZipFile(tmp_path / "media.zip", "w") as packed:
        for name in names:
            packed.writestr(name, JPEG)
    return str(tmp_path / "media.zip")


def test_pictures_may_come_in_an_archive(tmp_path: Path) -> None:
    own, other = f"ann/{SENT['_uuid']}/shop.jpg", "ann/another/shop.jpg"
    assert list(read_json([SENT], archive(tmp_path, own, other)).pictures.values()) == [JPEG]


@pytest.mark.parametrize("name", ["../shop.jpg", "/shop.jpg", "a/../../shop.jpg"])
def test_an_archive_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="leads elsewhere"):
        media_in(archive(tmp_path, name))


def test_what_is_neither_a_folder_nor_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(UsageError, match="neither a folder nor an archive"):
        media_in(str(tmp_path / "x.zip"))


HOSTILE = {
    "nothing": b"",
    "another form": b"a,b\n1,2\n",
    "other JSON": b'{"results": [1]}',
    "deep": b"[" * 100_000,
    "no UTF-8": b"\xff\xfe\xff\xd8\xff",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_submission_ends_in_one_line(source: bytes) -> None:
    with pytest.raises(InputError) as refused:
        kobo("sent", source, {"phone": phone().items})
    assert str(refused.value).count("\n") == 0


def form() -> Iterable[Sequence[object]]:
    data = read(TEXT.encode()).data
    return [
        *xlsform([Exported(phone(), {key: data[key] for key in ("checklist", "title", "items")})])["survey"]
    ]


def test_a_form_asks_for_the_note_and_the_photo_that_an_answer_wants() -> None:
    heads, *rows = form()
    asked = {str(row[heads.index("name")]): row[heads.index("type")] for row in rows}
    assert (asked["friendly.note"], asked["friendly.photo"]) == ("text", "image")
    assert [name for name in asked if name.endswith((".note", ".photo"))] == [
        "friendly.note",
        "friendly.photo",
    ]


def test_a_form_with_them_is_read_back_without_a_word() -> None:
    tables = [
        Table("form.xlsx", "survey", [[Cell(str(text)) for text in row] for row in form()]),
        Table("form.xlsx", "choices", [[Cell("list_name"), Cell("name")]]),
    ]
    draft = checklist_of_form(tables, "phone")
    assert draft.notes == []
    assert list(draft.data["items"]) == list(phone().items)
