"""A scorecard carries everything that was written, in the language that was asked for, to where it is shown."""

from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import TypeAdapter

import tpaudit
from tpaudit.documents.curves import Curve, Limit, limit
from tpaudit.showing.data.scorecard import as_data

CURVE: Final[TypeAdapter[Any]] = TypeAdapter(Curve)
CHECKLIST = """\
format: 1
checklist: desk
version: "2.1"
items:
  surprise: {ask: A treat?, answer: yes-no, wow: true}
  greeting:
    ask: {en: Greeted?, ru: Поздоровались?}
    answer: yes-no
    must: true
    weight: 2
    shortfall: {en: Nobody greets, ru: Никто не здоровается}
  wait: {ask: How long?, answer: duration, score: {full: 1m, zero: 11m}}
"""
AUDIT = """\
format: 1
company: {name: {en: Inn, ru: Трактир}}
audit: {id: inn, date: 2026-05-02, auditor: Olga, method: walkthrough}
places: {yard: Yard}
personas: {guest: Guest}
touchpoints:
  desk:
    name: {en: Desk, ru: Стойка}
    stage: stay
    channel: counter
    kind: human
    importance: 4
    owner: Front office
    promises: {quick: In no time}
    checklists:
      desk:
        surprise: yes
        greeting:
          answer: no
          on: 2026-05-01
          by: ben
          method: mystery-shopper
          place: yard
          persona: guest
          note: {en: Nobody looked up, ru: Никто не поднял глаз}
          internal: {en: Trainee, ru: Стажёр}
          felt: angry
          evidence:
            - {file: a.jpg, shows: {en: Desk, ru: Стойка}}
            - https://example.com/a
            - {quote: {en: Wait, ru: Ждите}}
    findings:
      dust:
        kind: problem
        says: {en: Dust, ru: Пыль}
        severity: minor
        fix: {en: Wipe, ru: Протереть}
        effort: 1h
        quote: {en: Oh, ru: Ох}
        felt: negative
        note: {en: Seen, ru: Видели}
        internal: {en: Quiet, ru: Тихо}
        on: 2026-05-01
        by: carla
        method: survey
        place: yard
        evidence: [b.jpg]
  gate:
    stage: stay
    missing: true
    note: {en: No gate, ru: Нет ворот}
    breaks: {desk/quick: {en: Locked, ru: Заперто}}
"""


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "desk.yaml").write_text(CHECKLIST, encoding="utf-8")
    path = tmp_path / "inn.yaml"
    path.write_text(AUDIT, encoding="utf-8")
    return path


def test_a_touchpoint_carries_what_was_written_of_it(audit: Path) -> None:
    file = str(audit)
    desk = as_data(tpaudit.score(tpaudit.load(file), languages=["ru"]))["touchpoints"]["desk"]
    evidence = [
        {"file": "a.jpg", "link": None, "quote": None, "shows": "Стойка"},
        {"file": None, "link": "https://example.com/a", "quote": None, "shows": None},
        {"file": None, "link": None, "quote": "Ждите", "shows": None},
    ]
    observation = {
        "answer": "no",
        "score": 0.0,
        "on": "2026-05-01",
        "by": "ben",
        "method": "mystery-shopper",
        "place": "yard",
        "visit": None,
        "past": False,
        "counts": True,
        "persona": "guest",
        "of": None,
        "felt": "angry",
        "note": "Никто не поднял глаз",
        "internal": "Стажёр",
        "evidence": evidence,
        "file": file,
        "line": 18,
        "benchmark": False,
        "disputed": None,
        "label": None,
    }
    claim = {
        "text": "Никто не поднял глаз",
        "answer": "no",
        "question": "Поздоровались?",
        "fails": True,
        "kind": "yes-no",
        "fault": "Никто не здоровается",
        "noted": True,
        "alike": True,
        "ends": [],
    }
    assert desk["items"]["desk.greeting"] == {
        "ask": "Поздоровались?",
        "state": "scored",
        "score": 0.0,
        "weight": 2.0,
        "lost": pytest.approx(400 / 7),
        "must": True,
        "wow": False,
        "stale": False,
        "waived": False,
        "standard": False,
        "file": file,
        "line": 18,
        "observations": [observation],
        "tags": [],
        "nps": None,
        "shortfall": claim,
        "strength": None,
        "rests_on": {"observations": 1, "visits": 0, "observers": 1},
        "chance": None,
    }
    wait = desk["items"]["desk.wait"]
    assert (wait["state"], wait["file"], wait["line"], wait["observations"]) == ("open", file, 16, [])
    faults = [
        {
            "kind": "must",
            "item": "desk.greeting",
            "promise": None,
            "promised": None,
            "by": None,
            "failing": 1,
            "of": 1,
            "note": "Никто не поднял глаз",
            "file": file,
            "line": 18,
            "finding": None,
            "section": None,
            "claim": claim,
            "by_name": None,
            "section_name": None,
            "place_name": None,
        },
        {
            "kind": "promise",
            "item": None,
            "promise": "quick",
            "promised": "In no time",
            "by": "gate",
            "failing": 1,
            "of": 1,
            "note": "Заперто",
            "file": file,
            "line": 52,
            "finding": None,
            "section": None,
            "claim": None,
            "by_name": "gate",
            "section_name": None,
            "place_name": None,
        },
    ]
    finding = {
        "kind": "problem",
        "says": "Пыль",
        "severity": "minor",
        "fix": "Протереть",
        "effort": 3600.0,
        "quote": "Ох",
        "felt": "negative",
        "note": "Видели",
        "internal": "Тихо",
        "evidence": [{"file": "b.jpg", "link": None, "quote": None, "shows": None}],
        "on": "2026-05-01",
        "by": "carla",
        "method": "survey",
        "place": "yard",
        "visit": None,
        "file": file,
        "line": 33,
    }
    rest = {key: value for key, value in desk.items() if key not in ("items", "faults", "findings")}
    assert desk["faults"] == faults
    assert desk["findings"] == {"dust": finding | {"resolved": None, "resolved_by": None}}
    assert rest == {
        "name": "Стойка",
        "stage": "stay",
        "channel": "counter",
        "kind": "human",
        "owner": "Front office",
        "importance": 4.0,
        "score": 0.0,
        "low": 0.0,
        "high": 100 / 3,
        "coverage": 2 / 3,
        "lost": pytest.approx(400 / 7),
        "broken": True,
        "band": "broken",
        "provisional": False,
        "feeling": -2.0,
        "missing": False,
        "delights": ["desk.surprise"],
        "file": file,
        "line": 7,
        "source": None,
        "target": None,
        "enough": True,
        "problems": 1,
        "rests_on": {"observations": 2, "visits": 0, "observers": 2},
        "sections": {
            "desk": {
                "name": "desk",
                "score": 0.0,
                "low": 0.0,
                "high": 100 / 3,
                "coverage": 2 / 3,
                "lost": pytest.approx(400 / 7),
                "weight": None,
                "minimum": None,
            }
        },
    }


def test_a_missing_touchpoint_says_where_and_why(audit: Path) -> None:
    card = tpaudit.score(tpaudit.load(str(audit)), languages=["ru"])
    gate = as_data(card.touchpoints["gate"])
    assert gate["faults"] == [
        {
            "kind": "missing",
            "item": None,
            "promise": None,
            "promised": None,
            "by": None,
            "failing": 0,
            "of": 0,
            "note": "Нет ворот",
            "file": str(audit),
            "line": 48,
            "finding": None,
            "section": None,
            "claim": None,
            "by_name": None,
            "section_name": None,
            "place_name": None,
        }
    ]
    assert (gate["name"], gate["score"], gate["low"], gate["high"], gate["coverage"]) == ("gate", 0, 0, 0, 1)


def test_the_head_says_what_was_used(audit: Path) -> None:
    head = as_data(tpaudit.score(tpaudit.load(str(audit)), languages=["ru"]))
    assert (head["format"], head["id"], head["company"], head["date"]) == (1, "inn", "Трактир", "2026-05-02")
    assert head["file"] == str(audit)
    assert head["checklists"]["desk"]["version"] == "2.1"
    assert len(head["checklists"]["desk"]["fingerprint"]) == 12
    assert head["observations"] == 2


def test_a_fingerprint_changes_with_a_word_and_not_with_the_order_of_keys(audit: Path) -> None:
    def fingerprint() -> str:
        return tpaudit.score(tpaudit.load(str(audit))).checklists["desk"].fingerprint

    checklist = audit.parent / "checklists" / "desk.yaml"
    first = fingerprint()
    checklist.write_text(
        CHECKLIST.replace("ask: A treat?, answer: yes-no", "answer: yes-no, ask: A treat?"), encoding="utf-8"
    )
    assert fingerprint() == first
    checklist.write_text(CHECKLIST.replace("A treat?", "A gift?"), encoding="utf-8")
    assert fingerprint() != first


def test_a_percentage_is_read_with_and_without_a_space() -> None:
    assert limit("95%") == limit("95 %") == Limit(95.0, "%")


@pytest.mark.parametrize(
    ("curve", "value", "words"),
    [
        ({"full": 10, "zero": 60}, 35.0, "(35 - 60) / (10 - 60) of 100, within 0-100 [full 10, zero 60]"),
        (
            {"p10": 500, "median": 1000},
            250.0,
            "50·(1 - erf(ln(250/1000)·0.9062/|ln(500/1000)|)) [90 at 500, 50 at 1000]",
        ),
        (
            {"p10": 4.6, "median": 4.0},
            4.8,
            "50·(1 - erf(-ln(4.8/4)·0.9062/|ln(4.6/4)|)) [90 at 4.6, 50 at 4]",
        ),
        ({"at_most": {"10s": 100, "30s": 60}}, 30.0, "at most 30s"),
        ({"at_most": {"10s": 100, "30s": 60}}, 31.0, "more than 30s"),
        ({"at_least": {"4.5": 100, "4": 60}}, 4.2, "at least 4"),
        ({"at_least": {"4.5": 100, "4": 60}}, 3.0, "less than 4"),
        ({"ideal": [2, 3], "zero": [0, 10]}, 3.0, "inside the ideal 2 to 3"),
        ({"ideal": [2, 3], "zero": [0, 10]}, 1.0, "from 100 at 2 in a straight line to 0 at 0"),
        ({"ideal": [2, 3], "zero": [0, 10]}, 4.0, "from 100 at 3 in a straight line to 0 at 10"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_curve_writes_its_sum_out(curve: dict[str, Any], value: float, words: str) -> None:
    assert CURVE.validate_python(curve).working(value) == words


def test_the_log_normal_curve_bends_between_nothing_and_one_as_well() -> None:
    assert CURVE.validate_python({"p10": 1, "median": 2}).points(0.5) == pytest.approx(99.48, abs=0.01)
