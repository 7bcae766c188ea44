"""Answers that are shown and not scored: recorded ones, disputed ones, and those of places that stand beside."""

import json
from pathlib import Path

import pytest
from program import run

import tpaudit
from tpaudit import Scorecard
from tpaudit.documents import words
from tpaudit.showing.text.translate import translator

CHECKLIST = """\
format: 1
checklist: c
items:
  clean: {ask: Clean?, answer: yes-no, wants: {fail: [note, photo]}}
  faults: {ask: Which faults?, answer: several, start: 100, options: {raw: -30, towel: {points: -80, fails: true}}}
  who: {ask: Who?, answer: text}
  queue: {ask: How many?, answer: number, weight: 0}
  licence: {ask: Licence?, answer: yes-no, weight: 0, must: true}
  nps: {ask: Recommend?, answer: nps}
"""


def audit(folder: Path, answers: str, **keys: str) -> str:
    """Write an audit of one touchpoint, and return its path."""
    (folder / "checklists").mkdir(exist_ok=True)
    (folder / "checklists/c.yaml").write_text(CHECKLIST, encoding="utf-8")
    path = folder / "a.yaml"
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    text = f"format: 1\naudit: {{date: 2026-11-14}}\n{more}touchpoints:\n  shop: {{stage: s, checklists: {{c: {{{answers}}}}}}}\n"
    path.write_text(text, encoding="utf-8")
    return str(path)


def scored(folder: Path, answers: str, **keys: str) -> Scorecard:
    """Return the scorecard of such an audit."""
    return tpaudit.score(tpaudit.load(audit(folder, answers, **keys)))


def warnings(path: str) -> list[str]:
    """Return the messages of all warnings."""
    problems = tpaudit.validate([path]).problems
    assert all(problem.warning for problem in problems), problems
    return [problem.message for problem in problems]


def test_recorded_answers_move_no_figure(tmp_path: Path) -> None:
    bare = scored(tmp_path, "clean: yes")
    full = scored(tmp_path, "clean: yes, who: A man, queue: 4, licence: yes")
    for card in (bare, full):
        touch = card.touchpoints["shop"]
        assert [card.score, card.low, card.high] == pytest.approx([100, 100 / 3, 100])
        assert [touch.coverage, touch.lost] == pytest.approx([1 / 3, 0])
    items = full.touchpoints["shop"].items
    assert [items[f"c.{name}"].state for name in ("who", "queue", "licence")] == [
        "recorded",
        "recorded",
        "scored",
    ]
    assert [items[f"c.{name}"].weight for name in ("who", "queue", "licence")] == [0, 0, 0]
    assert full.recorded == 2


def test_must_item_without_weight_breaks_and_moves_no_score(tmp_path: Path) -> None:
    card = scored(tmp_path, "clean: yes, licence: no")
    assert (card.score, card.broken) == (100, ["shop"])


@pytest.mark.parametrize("answers", ["who: A man", "queue: 4", "licence: yes"])
def test_what_was_answered_and_is_not_scored_is_not_called_unanswered(tmp_path: Path, answers: str) -> None:
    path = audit(tmp_path, answers)
    for command in (["score", path], ["report", path], ["plan", path]):
        said = run(*command, cwd=tmp_path).stdout
        assert "nothing is answered" not in said, command
        assert "No score yet" in said, command


def test_an_answer_without_what_it_wants_is_a_warning(tmp_path: Path) -> None:
    assert warnings(audit(tmp_path, "clean: no")) == [
        "this answer wants a note; expected `note:` beside it",
        "this answer wants a photo; expected `evidence:` beside it, with its file or link",
    ]
    assert warnings(audit(tmp_path, "clean: yes")) == []
    assert (
        warnings(audit(tmp_path, 'clean: {answer: no, note: Dust, evidence: ["https://example.com/a.jpg"]}'))
        == []
    )
    assert run("validate", "--strict", audit(tmp_path, "clean: no"), cwd=tmp_path).returncode == 2


def test_bare_list_of_several_is_said_to_be_several_observations(tmp_path: Path) -> None:
    (said,) = warnings(audit(tmp_path, "faults: [raw, towel]"))
    assert said == ("this list is 2 observations; expected {answer: [raw, towel]} for what was found at once")
    assert warnings(audit(tmp_path, "faults: {answer: [raw, towel]}")) == []
    card = scored(tmp_path, "faults: {answer: [raw, towel]}")
    assert (card.score, card.broken, card.observations) == (0, ["shop"], 1)


def test_nps_has_its_counts_and_interval(tmp_path: Path) -> None:
    marks = "[10, 9, 9, 10, 8, 7, 6, 3, 0, 10]"
    for answers in (marks, "{promoters: 5, passives: 2, detractors: 3}"):
        card = scored(tmp_path, f"nps: {answers}")
        figure = card.touchpoints["shop"].items["c.nps"].nps
        assert figure is not None
        assert (figure.score, figure.promoters, figure.passives, figure.detractors) == (20, 5, 2, 3)
        assert [figure.low, figure.high] == pytest.approx([-30.326, 61.095], abs=1e-3)
        assert card.score == 62.5
    assert (
        "NPS 20 (5 promoters, 2 passives, 3 detractors)"
        in run("explain", "a.yaml", "shop", cwd=tmp_path).stdout
    )
    assert "NPS 20.00 (5 promoters" in run("report", "a.yaml", "--depth", "full", cwd=tmp_path).stdout


def test_mean_of_marks_is_refused_with_the_way_to_write_it(tmp_path: Path) -> None:
    refused = run("validate", audit(tmp_path, "nps: {answer: 8.9, of: 60}"), cwd=tmp_path)
    assert refused.returncode == 2
    assert (
        "write each mark, or {promoters: 60, passives: 30, detractors: 10}" in refused.stdout + refused.stderr
    )


VOIDED = "{answer: no, note: Dust, disputed: {by: Tom, on: 2026-11-15, why: Wiped, decision: voided}}"


def test_voided_observation_is_shown_and_not_scored(tmp_path: Path) -> None:
    both = scored(tmp_path, f"clean: [yes, {VOIDED}]")
    assert both.score == 100
    yes, no = both.touchpoints["shop"].items["c.clean"].observations
    assert (yes.counts, no.counts, no.score) == (True, False, 0)
    assert no.disputed is not None
    assert (no.disputed.by, no.disputed.decision) == ("Tom", "voided")
    alone = scored(tmp_path, f"clean: {VOIDED}")
    assert (alone.score, alone.touchpoints["shop"].items["c.clean"].state) == (None, "open")
    upheld = scored(tmp_path, f"clean: [yes, {VOIDED.replace('voided', 'upheld')}]")
    assert upheld.score == 50


@pytest.mark.parametrize(
    ("before", "after"),
    [("{answer: no, note: Dust}", VOIDED), ("[yes, {answer: no, note: Dust}]", f"[yes, {VOIDED}]")],
)
def test_gate_does_not_miss_what_was_voided(tmp_path: Path, before: str, after: str) -> None:
    path = audit(tmp_path, f"clean: {before}, faults: none")
    old = tmp_path / "old.json"
    old.write_text(run("score", path, "--format", "json", cwd=tmp_path).stdout, encoding="utf-8")
    audit(tmp_path, f"clean: {after}, faults: none")
    found = json.loads(run("check", path, "--against", "old.json", "--format", "json", cwd=tmp_path).stdout)
    assert "removed" not in json.dumps(found["audits"])


PLACES = "{north: North, rival: {name: The rival, benchmark: true}}"
BESIDE = "clean: [{answer: no, note: Dust, place: north}, {answer: yes, place: rival}]"


def test_benchmark_stands_beside_and_in_no_score(tmp_path: Path) -> None:
    card = scored(tmp_path, BESIDE, places=PLACES)
    assert (card.score, card.observations) == (0, 1)
    assert {place: group.score for place, group in card.benchmarks.items()} == {"rival": 100}
    path = str(tmp_path / "a.yaml")
    by_place = tpaudit.score(tpaudit.load(path), by="place").grouped
    assert by_place is not None
    assert {place: group.score for place, group in by_place.groups.items()} == {"north": 0, "rival": 100}
    by_method = tpaudit.score(tpaudit.load(audit(tmp_path, BESIDE, places=PLACES)), by="method").grouped
    assert by_method is not None
    assert [group.score for group in by_method.groups.values()] == [0]
    said = run("score", path, cwd=tmp_path).stdout
    assert "Beside it, and not in the score: The rival: 100.0." in said
    assert "The rival: 100.0" in run("report", path, cwd=tmp_path).stdout


def test_must_item_that_a_rival_fails_breaks_nothing(tmp_path: Path) -> None:
    card = scored(tmp_path, "clean: yes, licence: {answer: no, place: rival}", places=PLACES)
    assert card.broken == []


def test_words_of_closed_lists_are_those_of_the_translations() -> None:
    tables = (words.METHOD_WORDS, words.FELT_WORDS, words.OUTCOME_WORDS, words.FINDING_WORDS)
    russian, chinese = translator("ru"), translator("zh")
    for table in tables:
        for word, others in table.items():
            assert others[:2] == (russian(word), chinese(word))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("прошли сами", "walkthrough"), ("自行走查", "walkthrough"), ("скрипт", "probe"), ("团队", "team")],
)
def test_words_that_the_interface_has_no_more_are_still_read(
    tmp_path: Path, written: str, meant: str
) -> None:
    card = scored(tmp_path, f"clean: {{answer: yes, method: {written}}}")
    (seen,) = card.touchpoints["shop"].items["c.clean"].observations
    assert seen.method == meant


def test_words_of_other_languages_are_read(tmp_path: Path) -> None:
    card = scored(tmp_path, "clean: {answer: yes, method: Тайный покупатель, felt: 生气}")
    (seen,) = card.touchpoints["shop"].items["c.clean"].observations
    assert (seen.method, seen.felt) == ("mystery-shopper", "angry")


COMPARED = {
    "more than the limit": (">3m", "4m", True),
    "the limit itself is no more": (">3m", "3m", False),
    "the limit itself is as much": (">=3m", "180s", True),
    "less than the limit": ("<3m", "12s", True),
    "the limit itself is no less": ("<3m", "3m", False),
    "the limit itself is at most the limit": ("<=3m", "3m", True),
    "never is longer than anything": (">3m", "never", True),
    "never is not shorter": ("<3m", "never", False),
    "giving up is longer than the wait": (">3m", '">3m"', True),
    "giving up early does not tell": (">3m", '">1m"', False),
    "giving up is never shorter": ("<3m", '">1m"', False),
    "a space after the sign": ("> 3m", "4m", True),
}


@pytest.mark.parametrize("recorded", ["", "weight: 0, "], ids=["scored", "recorded"])
@pytest.mark.parametrize(("wanted", "said", "asked"), COMPARED.values(), ids=COMPARED)
def test_conditions_compare_what_was_measured(
    tmp_path: Path, recorded: str, wanted: str, said: str, *, asked: bool
) -> None:
    path = audit(tmp_path, f"waited: {said}")
    curve = "" if recorded else "score: {full: 10s, zero: 5m}, "
    items = f'waited: {{ask: How long?, {recorded}{curve}answer: duration}}\n  why: {{ask: Why?, answer: yes-no, only_if: {{waited: "{wanted}"}}}}'
    (tmp_path / "checklists/c.yaml").write_text(
        f"format: 1\nchecklist: c\nitems:\n  {items}\n", encoding="utf-8"
    )
    card = tpaudit.score(tpaudit.load(path))
    assert card.touchpoints["shop"].items["c.why"].state == ("open" if asked else "n/a")


def test_comparison_with_what_is_not_measured_is_refused(tmp_path: Path) -> None:
    path = audit(tmp_path, "clean: yes")
    checklist = tmp_path / "checklists/c.yaml"
    checklist.write_text(
        CHECKLIST + '  late: {ask: Late?, answer: yes-no, only_if: {clean: ">3m"}}\n', encoding="utf-8"
    )
    done = run("validate", path, cwd=tmp_path, together=True)
    assert done.returncode == 2
    assert "`clean` does not take `>3m`" in done.stdout


def test_what_is_only_recorded_is_no_gap_and_lacks_no_coverage(tmp_path: Path) -> None:
    path = audit(tmp_path, "who: A man")
    (tmp_path / "checklists/c.yaml").write_text(
        "format: 1\nchecklist: c\nitems:\n  who: {ask: Who?, answer: text}\n  also: {ask: And?, answer: text}\n",
        encoding="utf-8",
    )
    (tmp_path / "tpaudit.yaml").write_text(
        "format: 1\ngate: {coverage: {level: error, min: 50}}\n", encoding="utf-8"
    )
    done = run("check", path, cwd=tmp_path, together=True)
    assert "coverage" not in done.stdout
    audit(
        tmp_path,
        "clean: {answer: n/a, note: x}, faults: {answer: n/a, note: x}, nps: {answer: n/a, note: x}, "
        "who: A man, queue: 4, licence: yes",
    )
    whole = tpaudit.score(tpaudit.load(path), whole=True)
    assert whole.gaps is not None
    assert [gap.kind for gap in whole.gaps.found] == []
