"""Waves: the audit that follows another one, and what chance explains of the difference."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from program import run

import tpaudit
from tpaudit import LoadedAudit
from tpaudit.judging.compare.align import align
from tpaudit.judging.compare.sides import old_side_of
from tpaudit.judging.compare.significance import student_t_quantile, student_t_tail
from tpaudit.judging.compare.waves import wave_falls
from tpaudit.judging.gate.cases import Around
from tpaudit.judging.gate.check import check_audit
from tpaudit.results.verdict import Checked

CLINIC: Final = """\
format: 1
company: {name: Clinic}
audit: {id: clinic, date: 2026-02-01, auditor: Anna, method: walkthrough}
journey: {stages: {buy: {name: Buy, about: "Choosing: and paying"}, get: Get}, expects: {fax: {name: Fax, stage: buy}}}
not_expected: {fax: Nobody sends one}
places: {north: {name: North}}
personas: {rosa: Rosa}
touchpoints:
  line:
    name: Order line
    stage: buy
    owner: Sales
    importance: 5
    personas: [rosa]
    promises: {open: The line opens at nine}
    checklists:
      phone:
        pick-up: [12s, {answer: 40s, note: "It rang: twice"}]
  desk: {stage: get, missing: true}
handovers:
  line-to-desk: {from: line, to: desk, checklists: {phone: {polite: 4}}}
actions:
  faster: {for: [line/phone.pick-up], task: Answer sooner, status: doing}
  older: {task: It is done, status: done}
"""
PHONE: Final = """\
format: 1
checklist: phone
items:
  pick-up: {ask: How long?, answer: duration, score: {full: 10s, zero: 60s}}
  polite: {ask: How polite?, answer: 1-5}
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """Return a workspace with an audit."""
    for name, text in (("audits/clinic.yaml", CLINIC), ("checklists/phone.yaml", PHONE)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_next_wave_has_everything_but_the_answers(clinic: Path) -> None:
    done = run("init", "--follows", "audits/clinic.yaml", "--date", "2027-02-01", cwd=clinic)
    assert (done.returncode, done.stdout.strip()) == (0, "audits/clinic-2027-02-01.yaml")
    path = clinic / "audits/clinic-2027-02-01.yaml"
    old, new = tpaudit.load(str(clinic / "audits/clinic.yaml")), tpaudit.load(str(path))
    about = new.audit.audit
    assert (about.id, about.follows, about.date) == ("clinic-2027-02-01", "clinic.yaml", "2027-02-01")
    for key in ("company", "journey", "not_expected", "places", "personas"):
        assert getattr(new.audit, key) == getattr(old.audit, key)
    assert [touch.id for touch in new.touches] == [touch.id for touch in old.touches]
    assert new.audit.touchpoints["desk"].missing
    assert new.audit.touchpoints["line"].promises == old.audit.touchpoints["line"].promises
    assert [*new.audit.actions] == ["faster"]
    assert not any(asked.observed for touch in new.touches for asked in touch.asked.values())
    text = path.read_text(encoding="utf-8")
    assert "# Last time: 12s, 40s (2026-02-01). It rang: twice\n        pick-up:" in text
    assert run("validate", str(path), cwd=clinic).returncode == 0


def test_waves_are_numbered_where_they_have_no_day(clinic: Path) -> None:
    for last, name in (("clinic", "clinic-2"), ("clinic-2", "clinic-3")):
        done = run("init", "--follows", f"audits/{last}.yaml", cwd=clinic)
        assert done.stdout.strip() == f"audits/{name}.yaml"


def test_a_wave_is_not_written_over_another(clinic: Path) -> None:
    args = ("init", "--follows", "audits/clinic.yaml")
    assert run(*args, cwd=clinic).returncode == 0
    again = run(*args, cwd=clinic)
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_a_day_needs_the_audit_that_is_followed(clinic: Path) -> None:
    done = run("init", "--date", "2027-02-01", cwd=clinic)
    assert (done.returncode, "--follows" in done.stderr) == (2, True)


SPREAD: Final = CLINIC.replace("[12s, {answer: 40s,", "[{answer: 12s, on: 2025-11-01}, {answer: 40s,")


@pytest.mark.parametrize(
    ("old", "new", "warned"),
    [
        ("", "", True),
        ("date: 2026-02-01,", "date: 2026-02-01, span: 100d,", False),
        ("date: 2026-02-01,", "date: 2026-02-01, since: 2026-01-01,", False),
        ("on: 2025-11-01", "on: 2025-12-03", False),
        ("on: 2025-11-01", "on: 2025-12-02", True),
    ],
)
def test_what_counts_together_was_seen_at_about_the_same_time(
    old: str, new: str, warned: bool, clinic: Path
) -> None:
    (clinic / "audits/clinic.yaml").write_text(SPREAD.replace(old, new) if old else SPREAD, encoding="utf-8")
    done = run("validate", "audits/clinic.yaml", cwd=clinic)
    assert done.returncode == 0
    assert ("count together" in done.stdout + done.stderr) == warned


# Chance

AUDIT: Final = "audit: {date: 2026-11-01}\nplaces: {p: P}\ntouchpoints:\n"
ITEMS: Final = "\n".join(f"q{item}: {{ask: Q?, answer: 1-5}}" for item in range(4))
MUST: Final = "\nm: {ask: Is it open?, answer: yes-no, must: true}"
Load = Callable[..., LoadedAudit]


def wave(
    load: Load, draw: random.Random, visits: int, *, better: float = 3.6, closed: float = 0.05
) -> LoadedAudit:
    """Return a wave of visits whose answers are drawn: each visit is in a better or worse mood, as real ones are."""
    touches = "".join(f"  t{touch}: {{stage: s, checklists: {{q: }}}}\n" for touch in range(6))
    files = {}
    for visit in range(visits):
        mood = draw.gauss(0, 0.5)
        lines = [
            f"  t{touch}/q.q{item}: {min(5, max(1, round(draw.gauss(better + mood, 0.9))))}"
            for touch in range(6)
            for item in range(4)
        ]
        lines += [f"  t{touch}/q.m: {'no' if draw.random() < closed else 'yes'}" for touch in range(6)]
        files[f"v{visit}"] = "visit: {on: 2026-11-01}\nanswers:\n" + "\n".join(lines) + "\n"
    for path in load.__closure__[0].cell_contents.glob("a.visits/*"):  # type: ignore[index]
        path.unlink()
    return load(AUDIT + touches, visits=files, q=ITEMS + MUST)


def compared(load: Load, seed: int, visits: int, **later: float) -> Checked:
    draw = random.Random(seed)  # noqa: S311 - the same draws every time
    before = wave(load, draw, visits)
    after = wave(load, draw, visits, **later)
    about = Around(before=before, in_git=True, wave=True)
    return check_audit(after, tpaudit.score(after), tpaudit.score(before), baseline="before", about=about)


def failing(load: Load, visits: int, **later: float) -> int:
    """Return how many of 40 pairs of waves fail."""
    return sum(
        any(result.counts for result in compared(load, seed, visits, **later).results) for seed in range(40)
    )


def test_waves_between_which_nothing_changed_seldom_fail(load: Load) -> None:
    assert failing(load, 5) <= 4


def test_a_real_fall_fails(load: Load) -> None:
    assert failing(load, 5, better=2.0) >= 36


def test_below_three_visits_a_side_a_fall_stays_an_error_and_says_that_it_may_be_chance(load: Load) -> None:
    results = [result for result in compared(load, 1, 2, better=2.5).results if result.rule == "regression"]
    assert {(result.kind, result.level) for result in results} == {("few-visits", "error")}


def test_what_chance_explains_says_how_many_visits_would_see_it(load: Load) -> None:
    results = [result for result in compared(load, 1, 5).results if result.kind == "chance"]
    assert results
    assert all(result.level == "warn" and (result.count or 0) >= 3 for result in results)


@pytest.mark.parametrize("freedom", [1, 2, 5, 30, 120])
def test_the_tail_is_the_quantile_the_other_way_round(freedom: int) -> None:
    assert student_t_tail(student_t_quantile(freedom), freedom) == pytest.approx(0.05, abs=1e-6)


def test_no_visits_no_test(load: Load) -> None:
    audit = load(AUDIT + "  t: {stage: s, checklists: {q: {q1: 3}}}\n", q=ITEMS)
    card = tpaudit.score(audit)

    assert wave_falls(align(old_side_of(card), audit, card)) == {}


# The lines of several audits


def lines_of(folder: Path, *args: str) -> list[list[str]]:
    """Return the words of each line of a folder's table, without companies and files that are cut."""
    done = run("score", "audits", *args, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def write_wave(clinic: Path, number: int, follows: str, seconds: str) -> None:
    """Write a later wave of the clinic; without seconds nothing is answered in it."""
    text = CLINIC.replace(
        "id: clinic, date: 2026-02", f"id: clinic-{number}, follows: {follows}, date: 2026-0{number}"
    )
    answers = '[12s, {answer: 40s, note: "It rang: twice"}]'
    assert answers in text
    text = (
        text.replace(answers, seconds)
        if seconds
        else text.replace(f"pick-up: {answers}", "").replace("polite: 4", "")
    )
    (clinic / f"audits/clinic-{number}.yaml").write_text(text, encoding="utf-8")


def day_of(line: list[str]) -> str:
    """Return the day in a line, which stands before the company and the file."""
    return " ".join(line[-5:-2])


def test_a_chain_of_audits_is_one_line_with_what_changed_since_the_wave_before(clinic: Path) -> None:
    write_wave(clinic, 5, "clinic.yaml", "60s")
    write_wave(clinic, 6, "clinic-5.yaml", "10s")
    heads, *lines = lines_of(clinic)
    assert heads == ["score", "band", "change", "cover", "broken", "date", "company", "file"]
    scores = {file.stem: tpaudit.score(tpaudit.load(file)).score for file in (clinic / "audits").iterdir()}
    change = scores["clinic-6"] - scores["clinic-5"]  # type: ignore[operator]
    assert [(line[0], line[2], day_of(line)) for line in lines] == [
        (f"{scores['clinic-6']:.1f}", f"{change:+.1f}", "1 Jun 2026")
    ]
    every = lines_of(clinic, "--all")
    assert every[0][2] == "interval"
    assert sorted(day_of(line) for line in every[1:]) == ["1 Feb 2026", "1 Jun 2026", "1 May 2026"]


def test_a_wave_that_is_not_walked_yet_leaves_the_line_to_the_one_before(clinic: Path) -> None:
    write_wave(clinic, 5, "clinic.yaml", "60s")
    write_wave(clinic, 6, "clinic-5.yaml", "")
    assert [day_of(line) for line in lines_of(clinic)[1:]] == ["1 May 2026"]


def test_two_waves_after_one_are_two_lines_and_a_circle_hides_nothing(clinic: Path) -> None:
    write_wave(clinic, 5, "clinic.yaml", "60s")
    write_wave(clinic, 6, "clinic.yaml", "10s")
    write_wave(clinic, 7, "clinic-8.yaml", "10s")
    write_wave(clinic, 8, "clinic-7.yaml", "10s")
    days = [day_of(line) for line in lines_of(clinic)[1:]]
    assert sorted(days) == ["1 Aug 2026", "1 Jul 2026", "1 Jun 2026", "1 May 2026"]


def test_programs_get_every_wave(clinic: Path) -> None:
    write_wave(clinic, 5, "clinic.yaml", "60s")
    cards = json.loads(run("score", "audits", "--format", "json", cwd=clinic).stdout)
    assert [card["id"] for card in cards] == ["clinic-5", "clinic"]
    rows = run("score", "audits", "--format", "csv", cwd=clinic).stdout
    assert "clinic-5" in rows
    assert "audits/clinic.yaml" in rows
