"""`tpaudit import` of reports that bring questions of their own, of submissions and of mailboxes, as it is typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from program import Done, run

from tpaudit.reading.yaml.builder import read

AUDIT = """\
format: 1
# An audit.
audit: {date: 2026-11-14, auditor: Anna}
company: {name: Shop}
journey: {stages: {before: Before}}
places: {north: North Street}
touchpoints:
  site:
    stage: before
    checklists:
      own:
        clear: yes  # at once
  support:
    stage: before
    checklists: {response-time: }
"""
OWN = """\
format: 1
checklist: own
title: Own
items:
  clear: {ask: Is it clear?, answer: yes-no}
  wait: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}, wants: {always: [photo]}}
"""
TIMES = """\
format: 1
checklist: response-time
title: Response time
items:
  answered-at-all: {ask: Is there an answer?, answer: yes-no}
  first-answer: {ask: After how long?, answer: duration, score: {full: 1h, zero: 9h}}
"""
PAGE = "https://shop.example/"
CASES = Path(__file__).absolute().parents[2] / "shared" / "cases" / "imports"
shared = pytest.mark.skipif(not CASES.is_dir(), reason="reports of others lie beside the checkout")


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tpaudit.yaml").write_text("format: 1\n")
    Path("checklists").mkdir()
    Path("checklists/own.yaml").write_text(OWN.replace("always", "any"))
    Path("checklists/response-time.yaml").write_text(TIMES)
    Path("audits").mkdir()
    Path("audits/shop.yaml").write_text(AUDIT)


def tpaudit(*words: str) -> Done:
    return run(*words, cwd=Path())


def imported(kind: str, file: str, value: Any = None, *more: str) -> Done:
    if value is not None:
        Path(file).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return tpaudit("import", kind, file, "--to", "audits/shop.yaml", *more)


def every_file() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path("audits").rglob("*.yaml"))} | {
        path.as_posix(): path.read_bytes() for path in sorted(Path("checklists").glob("*.yaml"))
    }


def visits() -> list[Any]:
    return [read(path.read_bytes()).data for path in sorted(Path("audits").rglob("*.visits/**/*.yaml"))]


def is_sound() -> bool:
    ran = tpaudit("validate", "--strict", "audits/shop.yaml")
    return (ran.returncode, ran.stderr) == (0, "1 file: no errors, no warnings\n")


def sections(touchpoint: str) -> dict[str, float | None]:
    scorecard = json.loads(tpaudit("score", "audits/shop.yaml", "--format", "json").stdout)
    [touch] = [each for each in scorecard["touchpoints"].values() if each["name"] == touchpoint]
    return {name: section["score"] for name, section in touch["sections"].items()}


def lighthouse_report(**audits: tuple[float | None, float]) -> dict[str, Any]:
    modes = {None: "notApplicable", 0.5: "numeric"}
    return {
        "lighthouseVersion": "13.0.0",
        "finalDisplayedUrl": PAGE,
        "fetchTime": "2026-11-10T10:00:00.000Z",
        "categories": {
            "seo": {
                "title": "SEO",
                "score": 0.31,
                "auditRefs": [{"id": name, "weight": weight} for name, (_, weight) in audits.items()],
            }
        },
        "audits": {
            name: {"score": score, "scoreDisplayMode": modes.get(score, "binary"), "title": name}
            for name, (score, _) in audits.items()
        },
    }


FIRST = lighthouse_report(a=(1, 3), b=(0, 5), c=(0.5, 2), d=(None, 0))


def test_a_report_brings_its_questions_along_and_the_section_has_its_score() -> None:
    ran = imported("lighthouse", "report.json", FIRST, "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "4 audits read, 4 used" in ran.stdout
    assert "published for lighthouse-seo: 31" in ran.stdout
    assert is_sound()
    assert sections("site")["lighthouse-seo"] == pytest.approx(40)
    expected = AUDIT.replace("# at once\n", "# at once\n      lighthouse-seo:\n")
    assert Path("audits/shop.yaml").read_text() == expected


def test_the_same_report_again_changes_nothing_and_needs_no_touchpoint() -> None:
    imported("lighthouse", "report.json", FIRST, "--touchpoint", "site")
    before = every_file()
    ran = imported("lighthouse", "report.json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "0 new, 0 changed, 1 as before, 0 removed" in ran.stdout
    assert every_file() == before


def test_another_report_is_another_visit_and_the_checklist_grows() -> None:
    imported("lighthouse", "report.json", FIRST, "--touchpoint", "site")
    ran = imported("lighthouse", "report.json", lighthouse_report(a=(0, 4), d=(1, 7), e=(1, 1)))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(visits()) == 2
    items = read(Path("checklists/lighthouse-seo.yaml").read_bytes()).data["items"]
    assert {name: str(item["weight"]) for name, item in items.items()} == {
        "a": "0.4",
        "b": "0.5",
        "c": "0.2",
        "d": "0.7",
        "e": "0.1",
    }
    assert items["a"]["strength"] == items["a"]["shortfall"] == "a"
    assert is_sound()


def test_a_checklist_that_was_changed_by_hand_is_left_alone() -> None:
    imported("lighthouse", "report.json", FIRST, "--touchpoint", "site")
    path = Path("checklists/lighthouse-seo.yaml")
    path.write_text(f"# mine\n{path.read_text()}")
    before = path.read_bytes()
    ran = imported("lighthouse", "report.json", lighthouse_report(a=(1, 3), e=(1, 1)))
    assert path.read_bytes() == before
    assert "checklists/lighthouse-seo.yaml:1:1: warning: items: it was changed by hand" in ran.stderr
    assert ran.returncode == 2
    assert is_sound()
    assert [list(visit["answers"]) for visit in visits()][1] == ["site/lighthouse-seo.a"]


def test_a_report_without_a_touchpoint_is_refused_and_nothing_written() -> None:
    before = every_file()
    ran = imported("lighthouse", "report.json", FIRST)
    assert ran.returncode == 2
    assert "no touchpoint is asked `lighthouse-seo`; expected --touchpoint" in ran.stderr
    ran = imported("lighthouse", "report.json", FIRST, "--touchpoint", "sit")
    assert "the audit has no touchpoint `sit`; the nearest is `site`" in ran.stderr
    assert every_file() == before


def test_reports_of_one_name_and_two_tools_do_not_replace_each_other() -> None:
    rules = {"violations": [{"id": "label", "help": "Labels", "nodes": []}], "url": PAGE}
    imported("lighthouse", "report.json", FIRST, "--touchpoint", "site")
    imported("axe", "report.json", rules, "--touchpoint", "site")
    imported(
        "pa11y",
        "report.json",
        [{"code": "WCAG2AA.Principle1.Guideline1_4.1_4_3.G18", "type": "error"}],
        "--touchpoint",
        "site",
    )
    assert [visit["source"]["kind"] for visit in visits()] == ["axe", "lighthouse", "pa11y"]
    assert is_sound()
    assert sections("site") == {"own": 100, "lighthouse-seo": 40, "axe": 0, "pa11y": 0}


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        ("lighthouse", "--map"),
        ("axe", "--media"),
        ("mbox", "--sheet"),
        ("kobo", "--encoding"),
        ("csv", "--touchpoint"),
    ],
)
def test_an_option_that_means_nothing_to_a_kind_is_refused(kind: str, option: str) -> None:
    ran = imported(kind, "report.json", FIRST, option, "x")
    assert ran.returncode == 2
    assert f"{option} means nothing to {kind}; expected --" in ran.stderr


def test_two_reports_of_one_name_are_two_occasions() -> None:
    for number in (1, 2):
        Path(f"run-{number}").mkdir()
        Path(f"run-{number}/report.json").write_text(json.dumps(lighthouse_report(a=(1, number))))
    ran = imported("lighthouse", "run-1/report.json", None, "run-2/report.json", "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(visits()) == 2


HOSTILE = "</script><img src=x onerror=alert(1)>\u202e: - # {{7*7}} ${x} %s"


def test_texts_of_a_page_stay_texts() -> None:
    rules = {
        "violations": [
            {
                "id": "label",
                "help": HOSTILE,
                "description": HOSTILE,
                "nodes": [{"target": [HOSTILE], "html": HOSTILE}],
            }
        ],
        "url": "javascript:alert(1)",
    }
    ran = imported("axe", "axe.json", rules, "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert is_sound()
    page = tpaudit("report", "audits/shop.yaml", "--format", "html").stdout
    assert "&lt;img src=x onerror" in page
    assert "<img src=x" not in page


def test_an_inspection_has_its_percentage() -> None:
    inspection = {
        "audit_id": "audit_1",
        "audit_data": {"score": 3, "total_score": 4, "date_completed": "2026-11-03T12:30:00.000Z"},
        "template_data": {"metadata": {"name": "Kitchen"}},
        "items": [
            {
                "item_id": f"{count}",
                "type": "checkbox",
                "label": f"Point {count}",
                "scoring": {"score": score, "max_score": 1},
                "responses": {"value": score},
            }
            for count, score in enumerate((1, 1, 0, 1))
        ],
    }
    ran = imported("safetyculture", "kitchen.json", inspection, "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "published for audit_1: 3 of 4 points" in ran.stdout
    assert sections("site")["safetyculture-kitchen"] == 75
    assert is_sound()


def test_submissions_come_with_their_photos() -> None:
    Path("media").mkdir()
    Path("media/one.jpg").write_bytes(b"\xff\xd8\xff\xe0picture")
    sent = {
        "_uuid": "ab-1",
        "start": "2026-11-03T12:30:00",
        "own/wait": "12s",
        "own/wait.photo": "one.jpg",
        "place": "north",
    }
    wrong = {"_uuid": "ab-2", "own/wait": "long", "own/clear": "no"}
    ran = imported("kobo", "sent.json", [sent, wrong], "--media", "media")
    assert ran.returncode == 2
    assert "sent.json:1:1: submission 2: own/wait: `long` is no answer to it" in ran.stderr
    assert Path("audits/evidence/ab-1-one.jpg").read_bytes() == b"\xff\xd8\xff\xe0picture"
    first, second = visits()
    assert (str(first["visit"]["on"]), first["visit"]["place"]) == ("2026-11-03T12:30", "north")
    assert list(second["answers"]) == ["site/own.clear"]
    assert is_sound()


MAIL = """\
From x Mon Nov  2 09:00:00 2026
From: a@x.org
Message-ID: <1@x>
Date: Mon, 2 Nov 2026 16:00:00 +0000

From x Mon Nov  2 09:00:00 2026
From: us@shop.example
In-Reply-To: <1@x>
Date: Tue, 3 Nov 2026 10:00:00 +0000

From x Mon Nov  2 09:00:00 2026
From: b@x.org
Message-ID: <2@x>
Date: Mon, 2 Nov 2026 10:00:00 +0000

"""


def test_a_mailbox_is_read_by_its_map() -> None:
    Path("mail.map.yaml").write_text(
        "format: 1\nmail: {ours: shop.example, hours: Mon-Fri 9-17, holidays: 2026-11-04, as: median}\n"
    )
    ran = imported("mbox", "help.mbox", MAIL, "--map", "mail.map.yaml")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 of 2 threads answered" in ran.stdout
    [visit] = visits()
    answers = visit["answers"]
    assert str(answers["support/response-time.answered-at-all"]) == "1/2"
    assert str(answers["support/response-time.first-answer"]["answer"]) == "2h"
    assert is_sound()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "mail: {hours: 9-18}",
            "mail.hours: `9-18` says no hours; expected days and hours such as Mon-Fri 9-18, Sat 10-14",
        ),
        (
            "mail: {holidays: 2026-12-25}",
            "mail: holidays change nothing without hours; write `hours`, such as Mon-Fri 9-18",
        ),
    ],
)
def test_what_is_wrong_in_a_map_of_a_mailbox_is_named(text: str, message: str) -> None:
    Path("mail.map.yaml").write_text(f"format: 1\n{text}\n")
    ran = imported("mbox", "help.mbox", MAIL, "--map", "mail.map.yaml")
    assert ran.returncode == 2
    assert message in ran.stderr


@shared
def test_a_published_report_has_its_figures_in_the_scorecard() -> None:
    figures = json.loads((CASES / "imports.json").read_text(encoding="utf-8"))
    ran = imported("lighthouse", str(CASES / "lighthouse" / "sample_v2.json"), None, "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert is_sound()
    scores = {
        name.removeprefix("lighthouse-"): round(score)
        for name, score in sections("site").items()
        if name != "own" and score is not None
    }
    assert scores == figures["lighthouse/sample_v2.json"]["category_percent"]


@shared
@pytest.mark.parametrize("ending", [".json", ".expected.csv"])
def test_a_published_inspection_has_its_percentage_in_the_scorecard(ending: str) -> None:
    file = str(CASES / "iauditor" / f"smartest-checklist{ending}")
    ran = imported("safetyculture", file, None, "--touchpoint", "site")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert is_sound()
    [percent] = [score for name, score in sections("site").items() if name.startswith("safetyculture")]
    assert percent is not None
    assert round(percent, 3) == 65.789


@shared
def test_a_public_mailing_list_is_imported() -> None:
    file = str(CASES / "mail" / "help-list-2020-07.mbox")
    ran = imported("mbox", file)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "17 of 34 threads answered" in ran.stdout
    assert "hours until the first answer: median 2.0047, mean 20.4850" in ran.stdout
    assert is_sound()
    [visit] = visits()
    assert str(visit["answers"]["support/response-time.answered-at-all"]) == "17/34"
    assert len(visit["answers"]["support/response-time.first-answer"]) == 34
