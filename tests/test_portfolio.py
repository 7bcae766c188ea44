"""The portfolio: branches side by side, held against a chain computed by hand and against plain definitions."""

import csv
import json
import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import html5lib
import pytest
from branches import many
from chains import CHECKLIST, HALL, REGIONS, audit_text, chain, visit_text, write
from hypothesis import given, settings
from hypothesis import strategies as st
from phone import CHROMIUM
from profiles import examples
from program import run
from python_calamine import CalamineWorkbook

import tpaudit
from tpaudit.documents.schedule import Every, period_of, periods_until
from tpaudit.judging.portfolio.histories import Branches
from tpaudit.judging.portfolio.portfolio import PortfolioTerms, judge_portfolio
from tpaudit.judging.portfolio.ranking import Places
from tpaudit.judging.portfolio.spread import Spread
from tpaudit.operations.asked.chains import chain_places
from tpaudit.operations.many.judged import Engine
from tpaudit.operations.portfolio.portfolio import PortfolioRequest, portfolio, portfolio_page
from tpaudit.results.branch_lines import BranchLine
from tpaudit.results.portfolio import Portfolio
from tpaudit.showing.portfolio.contents import page_contents
from tpaudit.showing.portfolio.names import distinct_names
from tpaudit.showing.portfolio.sparkline import Scale, letters
from tpaudit.showing.portfolio.tables import BRANCH_COLUMNS
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import width

ASK: Final = "format: 1\nchecklist: ask\nitems:\n  a: {ask: Is it good?, answer: percent, score: {full: 100, zero: 0}}\n"


def _simple(folder: Path, name: str, head: str, visits: Sequence[tuple[str, str, int]] = ()) -> None:
    """Write an audit of one question with visits: day, observer and points."""
    touchpoints = "touchpoints:\n  t: {stage: s, checklists: {ask: }}\n"
    write(folder / f"{name}.yaml", f"format: 1\n{head}{touchpoints}")
    for number, (on, by, points) in enumerate(visits):
        said = f"visit: {{on: {on}, by: {by}, method: mystery-shopper}}\nanswers:\n  t/ask.a: {points}\n"
        write(folder / f"{name}.visits" / f"{number}.yaml", f"format: 1\n{said}")


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Return the three branches of docs/arithmetic.md: 40 and 60, 70 and 80, 88 and 92."""
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    for name, scores in {"hexby": (40, 60), "coombe": (70, 80), "wharf": (88, 92)}.items():
        head = f"company: {{name: Harbour, branch: {name}}}\naudit: {{id: {name}}}\n"
        visits = [("2026-10-03", "Anna", scores[0]), ("2026-10-17", "Ben", scores[1])]
        _simple(tmp_path, name, head, visits)
    return tmp_path


def _lines(result: Portfolio) -> dict[str, BranchLine]:
    return {line.id: line for line in result.branches}


def test_ranks_ranges_and_what_can_be_told_are_those_computed_by_hand(three: Path) -> None:
    result = portfolio(three)
    lines = _lines(result)
    assert [line.id for line in result.branches] == ["hexby", "coombe", "wharf"]
    assert [lines[each].rank for each in ("wharf", "coombe", "hexby")] == [1, 2, 3]
    assert [lines[each].percentile for each in ("wharf", "coombe", "hexby")] == [100.0, 50.0, 0.0]
    assert [line.told for line in result.branches] == ["below", "mean", "above"]
    alike = result.asked_alike[0]
    assert alike.sd == pytest.approx(86**0.5)
    assert (alike.freedom, alike.basis) == (3, "visits")
    assert alike.mean == pytest.approx(215 / 3)
    assert (alike.below, alike.within, alike.above) == (1, 1, 1)
    assert alike.by_chance == pytest.approx(0.3)
    assert lines["hexby"].high == pytest.approx(50 + 2.353363 * (86 / 2) ** 0.5, abs=1e-4)
    assert lines["wharf"].high == 100.0


def test_observers_are_held_against_their_peers_at_the_same_branches(three: Path) -> None:
    anna, ben = sorted(portfolio(three).observers, key=lambda line: line.name)
    assert anna.mean == pytest.approx(66.0)
    assert anna.peers == pytest.approx(232 / 3)
    assert ben.difference == pytest.approx(-anna.difference)
    assert (anna.branches, anna.visits, anna.clear) == (
        3,
        3,
        False,
    )  # 11.33 of 2.353 * 9.27 * sqrt(6) / 3 = 17.8


def test_waves_are_audits_that_follow_or_name_the_same_branch(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    _simple(
        tmp_path, "one", "company: {name: X}\naudit: {id: one, date: 2026-01-31}\n", [("2026-01-05", "A", 60)]
    )
    _simple(
        tmp_path,
        "two",
        "company: {name: X}\naudit: {id: two, follows: one.yaml}\n",
        [("2026-02-05", "A", 70)],
    )
    _simple(tmp_path, "p", "company: {name: Y, branch: '7'}\naudit: {id: p}\n", [("2026-01-09", "A", 10)])
    _simple(tmp_path, "q", "company: {name: Y, branch: '7'}\naudit: {id: q}\n", [("2026-02-09", "A", 30)])
    result = portfolio(tmp_path)
    lines = {line.name: line for line in result.branches}
    assert set(lines) == {"X", "7"}
    assert (lines["X"].score, lines["X"].change, lines["X"].since) == (70.0, 10.0, "2026-01-05")
    assert [wave.score for wave in lines["7"].waves] == [10.0, 30.0]
    alike = result.asked_alike[0]  # steps of 10 and 20: (100 + 400) / (2 * 2)
    assert alike.sd == pytest.approx(125**0.5)
    assert (alike.basis, alike.freedom) == ("waves", 1)
    later = portfolio(tmp_path, PortfolioRequest(since="2026-02"))
    assert [len(line.waves) for line in later.branches] == [1, 1]
    assert [line.change for line in later.branches] == [None, None]


def test_only_branches_that_were_asked_alike_are_ranked_together(three: Path) -> None:
    other = three / "elsewhere"
    write(other / "tpaudit.yaml", "format: 1\n")
    write(other / "checklists" / "ask.yaml", ASK.replace("good", "bad"))
    _simple(other, "rival", "company: {name: Z}\naudit: {id: rival}\n", [("2026-10-03", "Anna", 99)])
    result = portfolio(three)
    assert [(alike.id, alike.branches) for alike in result.asked_alike] == [("A", 3), ("B", 1)]
    rival = _lines(result)["rival"]
    assert (rival.asked, rival.rank, rival.of, rival.percentile) == ("B", 1, 1, None)
    assert _lines(result)["wharf"].of == 3
    done = run("portfolio", str(three), cwd=three)
    assert "Part B: 1 branch" in done.stdout
    assert "only those asked alike are ranked together" in " ".join(done.stdout.split())


def test_a_wave_asked_otherwise_gives_no_change(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    _simple(tmp_path, "one", "company: {name: X}\naudit: {id: one}\n", [("2026-01-05", "A", 60)])
    later = tmp_path / "later"
    write(later / "tpaudit.yaml", "format: 1\n")
    write(later / "checklists" / "ask.yaml", ASK.replace("good", "bad"))
    head = "company: {name: X}\naudit: {id: two, follows: ../one.yaml}\n"
    _simple(later, "two", head, [("2026-02-05", "A", 70)])
    (line,) = portfolio(tmp_path).branches
    assert (line.change, line.moved, line.asked_otherwise, len(line.waves)) == (None, None, True, 2)
    assert "≠: the wave before was asked by other checklists" in run("portfolio", ".", cwd=tmp_path).stdout


PLACES: Final = {
    "north": "{name: North Street, region: Up, tags: [old]}",
    "south": "{name: South Mall, format: kiosk}",
    "rival": "{name: Rival, benchmark: true}",
    "shut": "{name: Shut}",
}


def _placed(folder: Path) -> Path:
    write(folder / "checklists" / "till.yaml", CHECKLIST)
    write(folder / "checklists" / "hall.yaml", HALL)
    head = "company: {name: Hill, region: Down}\naudit: {id: hill, date: 2026-10-01}\n"
    write(folder / "hill.yaml", audit_text(head, places=PLACES))
    good, bad = ["yes", "yes", "yes", "5s", "5", "yes", "yes"], ["no", "yes", "no", "60s", "1", "no", "no"]
    visits = {"a": ("north", good), "b": ("north", bad), "c": ("south", good), "d": ("rival", good)}
    for name, (place, answers) in visits.items():
        text = visit_text("2026-10-02", "Anna", answers, place)
        write(folder / "hill.visits" / f"{name}.yaml", text)
    return folder / "hill.yaml"


def test_each_place_is_a_branch_with_the_score_of_its_own_observations(tmp_path: Path) -> None:
    file = _placed(tmp_path)
    result = portfolio(file)
    lines = _lines(result)
    assert set(lines) == {"north", "south", "shut"}
    scored = tpaudit.score(tpaudit.load(file), by="place")
    assert scored.grouped is not None
    for place in ("north", "south"):
        assert lines[place].score == scored.grouped.groups[place].score
    assert (lines["shut"].score, lines["shut"].rank, lines["shut"].visits) == (None, None, 0)
    assert (lines["north"].region, lines["south"].region, lines["south"].format) == ("Up", "Down", "kiosk")
    assert (lines["north"].failing, lines["south"].failing) == (1, 0)
    assert lines["north"].fails[0].fault.item == "till.list"
    assert [group.name for group in result.groups] == ["Up", "Down"]


def test_places_are_cut_by_stage_and_owner(tmp_path: Path) -> None:
    file = _placed(tmp_path)
    by_stage = portfolio(file, PortfolioRequest(by="stage"))
    found = {group.name: (group.branches, group.broken) for group in by_stage.groups}
    assert found == {"during": (2, 1), "after": (2, 0)}
    by_owner = portfolio(file, PortfolioRequest(by="owner"))
    assert {group.name for group in by_owner.groups} == {"Shop", "Hall"}
    assert by_owner.groups[0].worst == "north"


def test_what_most_miss_and_whom_to_copy(three: Path) -> None:
    write(
        three / "wharf.visits" / "0.yaml",
        "format: 1\nvisit: {on: 2026-10-03, by: Anna}\nanswers:\n  t/ask.a: {answer: 92, note: They smile}\n",
    )
    for name in ("hexby", "coombe"):
        (three / f"{name}.visits" / "1.yaml").unlink()
        text = (three / f"{name}.visits" / "0.yaml").read_text(encoding="utf-8")
        write(three / f"{name}.visits" / "0.yaml", text.replace(": 40", ": 10").replace(": 70", ": 20"))
    result = portfolio(three)
    (missed,) = result.missed
    assert (missed.item, missed.missed, missed.of, missed.branches) == ("t/ask.a", 2, 3, ["hexby", "coombe"])
    (practice,) = result.practice
    assert (practice.branch, practice.strong, practice.missed) == ("wharf", 1, 2)
    (spread,) = result.spread
    assert spread.low == pytest.approx(12.0)  # of 10, 20 and 92
    assert spread.high == pytest.approx(77.6)


SCHEDULE: Final = "format: 1\nschedule: {monthly: {every: 1 month, visits: 2, method: mystery-shopper}}\n"


def test_completeness_is_planned_done_and_missing(three: Path) -> None:
    """Three branches from September or October on; in November only one visit, by another method."""
    write(three / "tpaudit.yaml", SCHEDULE)
    _simple(three, "early", "company: {name: E}\naudit: {id: early}\n", [("2026-09-30", "Anna", 50)])
    write(
        three / "hexby.visits" / "9.yaml",
        "format: 1\nvisit: {on: 2026-11-02, by: Anna, method: team}\nanswers:\n  t/ask.a: 50\n",
    )
    (monthly,) = portfolio(three, PortfolioRequest(as_of="2026-11-30")).schedule
    assert [period.first for period in monthly.periods][-3:] == ["2026-09-01", "2026-10-01", "2026-11-01"]
    lines = {line.branch: line for line in monthly.lines}
    assert (lines["early"].planned[-3:], lines["early"].done[-3:], lines["early"].missing) == (
        [2, 2, 2],
        [1, 0, 0],
        5,
    )
    assert (lines["hexby"].planned[-3:], lines["hexby"].done[-3:], lines["hexby"].missing) == (
        [0, 2, 2],
        [0, 2, 0],
        2,
    )
    assert [line.branch for line in monthly.lines] == [
        "early",
        "coombe",
        "hexby",
        "wharf",
    ]  # most first, then by id
    assert (monthly.missing, monthly.branches) == (5 + 3 * 2, 4)
    assert [(period.planned, period.done) for period in monthly.periods][-3:] == [(2, 1), (8, 6), (8, 0)]
    (running,) = portfolio(three, PortfolioRequest(as_of="2026-11-29")).schedule
    assert (running.missing, running.periods[-1].over) == (3, False)


def test_a_matrix_has_what_was_planned_done_and_missing_from_the_first_period_on(three: Path) -> None:
    write(three / "tpaudit.yaml", SCHEDULE)
    said = run("portfolio", ".", "--as-of", "2026-12-05", cwd=three).stdout.splitlines()
    start = next(index for index, line in enumerate(said) if line.startswith("monthly: 6 of 18"))
    assert said[start + 1].split() == ["26-10", "26-11", "26-12", "not", "done"]
    assert [line.split() for line in said[start + 2 : start + 5]] == [
        ["visits", "planned", "6", "6", "6"],
        ["visits", "done", "6", "0", "0"],
        ["visits", "missing", "0", "6"],
    ]
    assert run("portfolio", ".", "--as-of", "2026-12-05", "-o", "chain.html", cwd=three).returncode == 0
    root: Any = html5lib.parse(
        (three / "chain.html").read_text(encoding="utf-8"), namespaceHTMLElements=False
    )
    (table,) = (each for each in root.iter("table") if each.get("class") == "v")
    rows = [[(cell.text or "").strip() for cell in row] for row in table.iter("tr")]
    assert rows[:4] == [
        ["", "26-10", "26-11", "26-12", "not done"],
        ["visits planned", "6", "6", "6", ""],
        ["visits done", "6", "0", "0", ""],
        ["visits missing", "0", "6", "", ""],
    ]


@given(st.dates(), st.integers(1, 40), st.sampled_from(["day", "week", "month", "year"]))
@settings(max_examples=examples(150))
def test_every_day_lies_in_its_period_and_periods_join(day: Any, units: int, unit: Any) -> None:
    every = Every(units, unit)
    period = period_of(every, day.isoformat())
    assert period.first <= day.isoformat() <= period.last
    assert period_of(every, period.first) == period_of(every, period.last) == period
    back = [found for found, _ in zip(periods_until(every, day.isoformat()), range(4), strict=False)]
    assert all(earlier.last < later.first for later, earlier in pairwise(back))


@pytest.mark.parametrize(
    "every", ["soon", "0 months", "1 fortnight", "-1 month", "1.5 months", "1000 days", "1"]
)
def test_what_is_no_interval_is_refused(every: str, tmp_path: Path) -> None:
    write(tmp_path / "tpaudit.yaml", f'format: 1\nschedule: {{x: {{every: "{every}"}}}}\n')
    done = run("validate", "tpaudit.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "is no interval; write such as 1 month" in done.stdout


@given(st.lists(st.integers(0, 40).map(lambda points: points * 2.5), max_size=30))
@settings(max_examples=examples(150))
def test_ranks_and_percentiles_are_those_of_plain_counting(scores: list[float]) -> None:
    found = Places(scores)
    assert found.count == len(scores)
    for score in scores:
        place = found.of(score)
        assert place.rank == 1 + sum(other > score for other in scores)
        less = sum(other < score for other in scores)
        assert place.percentile == (100.0 * less / (len(scores) - 1) if len(scores) > 1 else None)


LONG: Final = [f"Quick mart Riverside North Gate {number}" for number in range(1, 6)]


def test_five_names_with_one_beginning_stay_distinct_in_the_table(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    for number, name in enumerate(LONG):
        head = f"company: {{name: Quick, branch: {name}}}\naudit: {{id: q{number}}}\n"
        _simple(tmp_path, f"q{number}", head, [("2026-10-03", "Anna", 50 + number)])
    table = run("portfolio", ".", cwd=tmp_path).stdout.splitlines()
    assert max(map(width, table)) <= 80
    rows = [line[5:24] for line in table if line[:4].strip().isdecimal() and "Gate" in line]
    assert len(rows) == len(set(rows)) == 5


def test_lists_name_as_many_branches_as_fit_and_tell_them_apart(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    for number, name in enumerate(LONG):
        head = f"company: {{name: Quick, branch: {name}}}\naudit: {{id: q{number}}}\n"
        _simple(tmp_path, f"q{number}", head, [("2026-10-03", "Anna", 10 + number)])
    done = run("portfolio", ".", cwd=tmp_path).stdout
    assert "  5 of 5  Is it good? (t)\n" in done
    assert "…North Gate 1, …North Gate 2, …North Gate 3, and 2 more\n" in done
    assert "mean 12.0; worst …North Gate 1, best …North Gate 5\n" in done


@given(st.lists(st.text(max_size=40), max_size=12, unique=True), st.integers(6, 30))
@settings(max_examples=examples(150))
def test_names_are_distinct_and_fit(names: list[str], columns: int) -> None:
    shown = distinct_names(names, columns)
    assert len(set(shown)) == len(names)
    assert all(width(text) <= columns for text in shown)


def test_names_that_begin_alike_are_cut_between_words() -> None:
    head = "Harbour & Hill Bakery and Coffee House "
    names = [head + end for end in ("North Street", "North Street West", "South Mall", "Quay", "Pier")]
    assert distinct_names([*names, "Elsewhere"], 18) == [
        *("…North Street", "…North Street West", "…South Mall", "…Quay", "…Pier", "Elsewhere")
    ]


def test_equal_names_are_told_apart_by_their_audits(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    for name in ("north", "south"):
        _simple(
            tmp_path, name, f"company: {{name: Same}}\naudit: {{id: {name}}}\n", [("2026-10-03", "A", 50)]
        )
    assert {line.name for line in portfolio(tmp_path).branches} == {"Same (north)", "Same (south)"}


def test_audits_that_follow_each_other_in_a_circle_have_an_end() -> None:
    found = chain_places(["a", "b", "c", "d"], {"a": "b", "b": "a", "c": "gone", "d": "c"})
    assert {found["a"].chain, found["b"].chain} in ({"a"}, {"b"})
    assert (found["d"].chain, found["d"].depth, found["c"].depth) == ("c", 1, 0)
    assert list(Branches([])) == []


def test_a_sparkline_has_a_block_for_each_wave() -> None:
    assert letters([0.0, None, 50.0, 100.0, 120.0], Scale(0.0, 100.0)) == "▁·▅██"


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chain of forty branches with eight waves."""
    folder = tmp_path_factory.mktemp("chain")
    chain(folder, 40, 4, 2)
    return folder


def test_the_table_of_a_chain_fits_and_names_its_parts(forty: Path) -> None:
    done = run("portfolio", "audits", cwd=forty)
    assert done.returncode == 0
    assert max(map(width, done.stdout.splitlines())) <= 80
    for words in (
        "clearly below the mean",
        "cannot be told from the mean",
        "Whom to copy",
        "not done",
        "others",
    ):
        assert words in done.stdout
    assert all(region in done.stdout for region in REGIONS)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_the_table_fits_in_every_language(forty: Path, language: str) -> None:
    done = run("portfolio", "audits", "--lang", language, cwd=forty)
    assert max(map(width, done.stdout.splitlines())) <= 80
    assert "branch" not in done.stdout.replace("Branch", "")


def test_json_is_the_portfolio_and_top_cuts_it(forty: Path) -> None:
    whole = json.loads(run("portfolio", "audits", "--format", "json", cwd=forty).stdout)
    few = json.loads(run("portfolio", "audits", "--format", "json", "--top", "3", cwd=forty).stdout)
    assert (len(whole["branches"]), whole["branches_total"], whole["audits"]) == (40, 40, 160)
    assert few["branches"] == whole["branches"][:3]
    assert few["branches_total"] == 40
    assert sum(alike["branches"] for alike in whole["asked_alike"]) == 40
    assert all(line["low"] <= line["score"] <= line["high"] for line in whole["branches"])


def test_several_processes_and_any_order_give_the_same(forty: Path) -> None:
    files = [str(path) for path in sorted((forty / "audits").glob("*.yaml"))]
    random.Random(1).shuffle(files)  # noqa: S311 - any order does
    one = portfolio(forty / "audits")
    assert portfolio(files) == one
    assert portfolio(forty / "audits", PortfolioRequest(engine=Engine(jobs=2))) == one


def test_an_audit_that_cannot_be_judged_is_reported_and_left_out(three: Path) -> None:
    write(three / "bad.yaml", "format: 1\ntouchpoints: {t: {stage: s, checklists: {nowhere: }}}\n")
    done = run("portfolio", ".", cwd=three)
    assert done.returncode == 2
    assert "bad.yaml" in done.stderr
    assert "3 branches in 3 audits" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "soon"), "is no day"),
        (("--since", "2026-13"), "2026-13"),
        (("--as-of", "2026-02-30"), "--as-of"),
        (("nowhere",), "nowhere"),
    ],
)
def test_wrong_options_are_refused(three: Path, words: tuple[str, ...], said: str) -> None:
    done = run("portfolio", *words, cwd=three)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def _observed(result: Portfolio) -> Iterator[float]:
    for alike in result.asked_alike:
        yield from (value for value in (alike.mean, alike.sd) if value is not None)


def test_a_branch_without_visits_counts_as_one_by_its_auditor(tmp_path: Path) -> None:
    text = "touchpoints:\n  t: {stage: s, checklists: {ask: {a: 40}}}\n"
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    write(tmp_path / "tpaudit.yaml", "format: 1\nschedule: {any: {every: 1 month}}\n")
    write(tmp_path / "a.yaml", f"format: 1\naudit: {{date: 2026-10-05, auditor: Zoe}}\n{text}")
    result = portfolio(tmp_path)
    assert (result.branches[0].visits, result.branches[0].day) == (1, "2026-10-05")
    assert [period.done for period in result.schedule[0].periods][-1] == 1
    assert list(_observed(result)) == [40.0]


def test_the_page_of_ten_thousand_branches_is_small_and_has_regions_first() -> None:
    found = many(10_000, [f"Region {number}" for number in range(50)])
    judged = judge_portfolio(found, 80_000, PortfolioTerms(as_of="2026-10-31"))
    page = "".join(portfolio_page(judged, Locale("en", (60.0, 80.0))))
    assert len(page.encode()) <= 3_000_000
    assert page.count("<details>") == 50
    assert page.index("Region 7") < page.index("Branch 7 ")
    assert all(f"Branch {number} &lt;b&gt;" in page for number in (0, 777, 9_999))


def test_branches_that_are_ranked_apart_stand_apart_on_a_page_ofmany() -> None:
    """Every third of 600 was asked by another checklist: no heading has branches of both."""
    found = many(600, ["North", "South"])
    for each in found:
        if int(each.chain) % 3 == 0:
            each.wave.shape = each.wave.shape._replace(checklists=(("other", "1" * 12),))
            each.wave.region = "North"
    judged = judge_portfolio(found, 4_800, PortfolioTerms())
    sections = page_contents(judged, Locale("en", (60.0, 80.0)))["sections"]
    assert [section.heading for section in sections] == [
        "Part A: The 50 worst",
        *("Part A: North: 200 branches", "Part A: South: 200 branches", "Part B: North: 200 branches"),
    ]
    for section in sections:
        ranks = [int(row.rank) for row in section.rows]
        assert ranks == sorted(set(ranks), reverse=True)


@pytest.mark.parametrize("regions", [["North", None], [None]])
@pytest.mark.parametrize("branches", [1, 40, 400])
def test_a_page_runs_nothing_and_asks_for_nothing(branches: int, regions: list[str | None]) -> None:
    judged = judge_portfolio(many(branches, regions), branches * 8, PortfolioTerms())
    page = "".join(portfolio_page(judged, Locale("ru", (60.0, 80.0))))
    assert not re.search(r"<script|src=|href=|url\(|<b>\s*Branch| on\w+=", page)
    assert "default-src 'none'" in page
    html5lib.HTMLParser(strict=True).parse(page)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed here")
@pytest.mark.parametrize("branches", [40, 400])
def test_a_page_fits_a_phone_and_has_each_name_on_one_line_elsewhere(branches: int, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    judged = judge_portfolio(many(branches, ["North", "South"]), branches * 8, PortfolioTerms())
    write(tmp_path / "chain.html", "".join(portfolio_page(judged, Locale("en", (60.0, 80.0)))))
    lines = """[...document.querySelectorAll(".main > table tbody tr:not(.part) th")].map((name) => {
        const text = document.createRange(); text.selectNodeContents(name); return text.getClientRects().length })"""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in (360, 1100):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto((tmp_path / "chain.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert set(page.evaluate(lines)) == {1}
        browser.close()


@pytest.mark.parametrize("ending", ["html", "csv", "json", "txt", "xlsx"])
def test_the_ending_of_the_output_chooses_the_format(forty: Path, tmp_path: Path, ending: str) -> None:
    done = run("portfolio", str(forty / "audits"), "-o", f"chain.{ending}", cwd=tmp_path)
    assert done.returncode == 0
    data = (tmp_path / f"chain.{ending}").read_bytes()
    begins = {"html": b"<!doctype", "csv": b"id,name", "json": b"{", "txt": b"40 branches", "xlsx": b"PK"}
    assert data.startswith(begins[ending])
    again = run("portfolio", str(forty / "audits"), "-o", f"again.{ending}", cwd=tmp_path)
    assert again.returncode == 0
    assert (tmp_path / f"again.{ending}").read_bytes() == data


def test_csv_and_workbook_have_every_branch_with_numbers(forty: Path, tmp_path: Path) -> None:
    table = run("portfolio", str(forty / "audits"), "--format", "csv", cwd=tmp_path).stdout
    rows = list(csv.DictReader(table.splitlines()))
    assert list(rows[0]) == list(BRANCH_COLUMNS)
    assert len(rows) == 40
    assert [float(row["score"]) for row in rows] == [
        line.score for line in portfolio(forty / "audits").branches
    ]
    assert run("portfolio", str(forty / "audits"), "-o", "chain.xlsx", cwd=tmp_path).returncode == 0
    book = CalamineWorkbook.from_path(str(tmp_path / "chain.xlsx"))
    sheet = book.get_sheet_by_name("branches").to_python()
    assert [row[10] for row in sheet[1:]] == [pytest.approx(float(row["score"])) for row in rows]
    assert book.sheet_names == [
        "branches",
        "groups",
        "missed",
        "touchpoints",
        "practice",
        "visits",
        "observers",
    ]
    names = {line.id for line in portfolio(forty / "audits").branches}
    missed = [str(row[6]).split("; ") for row in book.get_sheet_by_name("missed").to_python()[1:]]
    assert missed
    assert all(names.issuperset(branches) for branches in missed)


@pytest.mark.parametrize(("words", "said"), [(("-o", "chain.pdf"), ".pdf"), (("-o", "chain.docx"), ".docx")])
def test_an_output_that_is_not_known_is_refused(three: Path, words: tuple[str, ...], said: str) -> None:
    done = run("portfolio", *words, cwd=three)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_tag_keeps_to_its_branches(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    for name, tags in {"one": "[new, north]", "two": "[old]", "three": "[new]"}.items():
        head = f"company: {{name: X, branch: {name}, tags: {tags}}}\naudit: {{id: {name}}}\n"
        _simple(tmp_path, name, head, [("2026-01-05", "A", 60)])
    assert _lines(portfolio(tmp_path, PortfolioRequest(tags=("new",)))).keys() == {"one", "three"}
    assert _lines(portfolio(tmp_path, PortfolioRequest(tags=("north", "old")))).keys() == {"one", "two"}
    head = "company: {name: X, branch: one, tags: [late]}\naudit: {id: again}\n"
    _simple(tmp_path, "again", head, [("2026-02-05", "A", 70)])
    (line,) = portfolio(tmp_path, PortfolioRequest(tags=("late",))).branches
    assert (line.id, line.score, line.change) == ("one", 70.0, 10.0)
    assert _lines(portfolio(tmp_path, PortfolioRequest(tags=("new",)))).keys() == {"three"}
    done = run("portfolio", "--tag", "none", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "tpaudit: no branch has the tag none; expected one of: late, new, north, old\n"


def test_nine_of_ten_ranges_hold_the_score_that_many_visits_would_give() -> None:
    """Eight branches of three visits, two thousand times: sd from within the branches, as `spread_of` pools them."""
    chance, held, rounds = random.Random(7), 0, 2_000  # noqa: S311 - the same figures every time
    for _ in range(rounds):
        visits = [[chance.gauss(50.0, 10.0) for _ in range(3)] for _ in range(8)]
        means = [sum(each) / 3 for each in visits]
        squares = sum((one - mean) ** 2 for each, mean in zip(visits, means, strict=True) for one in each)
        half = Spread((squares / 16) ** 0.5, 16, "visits").half(3)
        held += sum(abs(mean - 50.0) <= half for mean in means)
    assert held / (8 * rounds) == pytest.approx(0.9, abs=0.01)
