"""Trends: scores by the days of visits, control limits, and falls that chance explains."""

import csv
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import html5lib
import pytest
from chains import chain, write
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from program import run

from tpaudit.errors import UsageError
from tpaudit.judging.statistics.control import FEWEST_POINTS, individuals_limits, share_limits
from tpaudit.operations.portfolio.trend import TrendRequest, trend
from tpaudit.showing.terminal.chains.trend import TREND_COLUMNS
from tpaudit.showing.text.numbers import width

ASK: Final = "format: 1\nchecklist: ask\nitems:\n  a: {ask: Is it?, answer: percent, score: {full: 100, zero: 0}, must: true}\n"


def test_the_limits_of_individuals_are_those_computed_by_hand() -> None:
    """Five scores with a mean of 73.6 and moving ranges of 4, 2, 6 and 4, whose mean is 4."""
    limits = individuals_limits([70.0, 74.0, 72.0, 78.0, 74.0])
    assert limits is not None
    assert limits.mean == pytest.approx(73.6)
    assert limits.low == pytest.approx(73.6 - 2.66 * 4)
    assert limits.high == pytest.approx(73.6 + 2.66 * 4)
    assert individuals_limits([70.0] * 4) is None


def test_the_limits_of_shares_are_those_computed_by_hand() -> None:
    """Ten failures in 100 answers: 0.1 ± 3 · 0.3 / √n, for 25 answers 0.18, for 9 answers 0.3."""
    limits = share_limits([3, 2, 1, 2, 2, 0], [25, 25, 16, 25, 9, 0])
    assert limits[-1] is None
    assert limits[0] is not None
    assert (limits[0].mean, limits[0].low) == (0.1, 0.0)
    assert limits[0].high == pytest.approx(0.1 + 0.18)
    assert limits[4] is not None
    assert limits[4].high == pytest.approx(0.1 + 0.3)
    assert share_limits([1, 1], [2, 2]) == [None, None]


@given(st.lists(st.floats(0, 100), min_size=FEWEST_POINTS, max_size=30))
@settings(max_examples=examples(150))
def test_limits_hold_the_mean_and_do_not_depend_on_the_direction(values: list[float]) -> None:
    limits, back = individuals_limits(values), individuals_limits(values[::-1])
    assert limits is not None
    assert back is not None
    assert 0.0 <= limits.low <= limits.mean + 1e-9
    assert limits.mean - 1e-9 <= limits.high <= 100.0
    assert limits.low == pytest.approx(back.low, abs=1e-6)


def _audit(folder: Path, name: str, follows: str, visits: dict[str, list[int]]) -> Path:
    before = f", follows: {follows}.yaml" if follows else ""
    head = f"format: 1\ncompany: {{name: Mill}}\naudit: {{id: {name}{before}}}\n"
    file = folder / f"{name}.yaml"
    write(file, f"{head}touchpoints:\n  t: {{stage: s, checklists: {{ask: }}}}\n")
    for day, scores in visits.items():
        for number, score in enumerate(scores):
            said = f"visit: {{on: {day}, by: Anna}}\nanswers:\n  t/ask.a: {score}\n"
            write(folder / f"{name}.visits" / f"{day}-{number}.yaml", f"format: 1\n{said}")
    return file


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """Return the newest of three waves: one falls by less than chance explains, one by more."""
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    _audit(tmp_path, "one", "", {"2026-01-10": [78, 82]})
    _audit(tmp_path, "two", "one", {"2026-02-03": [76, 80], "2026-02-01": [79]})
    return _audit(tmp_path, "three", "two", {"2026-03-10": [30, 34]})


def test_an_audit_is_followed_back_and_falls_are_held_against_chance(mill: Path) -> None:
    (line,) = trend(mill).lines
    assert [(point.day, point.score, point.visits) for point in line.points] == [
        ("2026-01-10", 80.0, 2),
        ("2026-02-03", pytest.approx(235 / 3), 3),
        ("2026-03-10", 32.0, 2),
    ]
    assert [point.moved for point in line.points] == [None, False, True]
    assert [(point.failing, point.musts) for point in line.points] == [(0, 2), (0, 3), (2, 2)]
    assert (line.mean, line.low) == (None, None)  # of three points there are no limits
    assert len(trend(mill.with_name("two.yaml")).lines[0].points) == 2
    assert [point.day for point in trend(mill, TrendRequest(since="2026-03")).lines[0].points] == [
        "2026-03-10"
    ]


def test_an_audit_without_a_wave_before_goes_by_the_days_of_its_visits(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    file = _audit(tmp_path, "one", "", {"2026-01-10": [70, 80], "2026-01-03": [60]})
    (line,) = trend(file).lines
    assert [(point.day, point.score, point.visits) for point in line.points] == [
        ("2026-01-03", 60.0, 1),
        ("2026-01-10", 75.0, 2),
    ]


def test_a_value_outside_the_limits_is_marked(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    scores = [80, 81, 80, 81, 80, 81, 80, 40]
    for number, score in enumerate(scores, 1):
        _audit(
            tmp_path, f"w{number}", f"w{number - 1}" if number > 1 else "", {f"2026-{number:02}-01": [score]}
        )
    (line,) = trend(tmp_path).lines
    assert [point.outside for point in line.points] == [False] * 7 + [True]
    assert line.low is not None
    steps = [abs(after - before) for before, after in pairwise(scores)]
    assert line.low == pytest.approx(sum(scores) / 8 - 2.66 * sum(steps) / 7)
    table = run("history", ".", cwd=tmp_path).stdout
    assert "outside the control limits" in table


def test_the_picture_draws_what_chance_explains_as_such(mill: Path) -> None:
    done = run("history", mill.name, "-o", "mill.svg", cwd=mill.parent)
    assert done.returncode == 0, done.stderr
    picture = (mill.parent / "mill.svg").read_text(encoding="utf-8")
    root = ET.fromstring(picture)  # noqa: S314 - written a line above
    dotted = [
        path
        for path in root.iter("{http://www.w3.org/2000/svg}path")
        if path.get("stroke-dasharray") == "2 3"
    ]
    thick = [
        path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("stroke-width") == "2.6"
    ]
    assert (len(dotted), [path.get("stroke") for path in thick]) == (1, ["#9c2413"])
    assert "a fall that chance does not explain" in picture


def test_the_page_is_whole_and_asks_for_nothing(mill: Path) -> None:
    text = mill.read_text(encoding="utf-8")
    write(mill, text.replace("name: Mill", 'name: "<script>alert(1)</script>"'))
    assert run("history", mill.name, "-o", "mill.html", "--lang", "zh", cwd=mill.parent).returncode == 0
    page = (mill.parent / "mill.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<script|src=|href=|url\(", page)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chain of three branches with six waves."""
    folder = tmp_path_factory.mktemp("few")
    chain(folder, 3, 6, 2)
    return folder


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_folder_has_a_line_for_each_branch(few: Path, language: str) -> None:
    table = run("history", "audits", "--lang", language, cwd=few).stdout
    assert max(map(width, table.splitlines())) <= 80
    assert [f"Branch {number}" in table for number in range(3)] == [True] * 3


def test_json_and_csv_have_every_point(few: Path) -> None:
    whole = json.loads(run("history", "audits", "--format", "json", cwd=few).stdout)
    rows = list(csv.DictReader(run("history", "audits", "--format", "csv", cwd=few).stdout.splitlines()))
    assert list(rows[0]) == list(TREND_COLUMNS)
    points = [point for line in whole["lines"] for point in line["points"]]
    assert [float(row["score"]) for row in rows] == [point["score"] for point in points]
    assert len(points) == 18
    assert (
        run("history", "audits", "--format", "json", cwd=few).stdout
        == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "commits", "--since", "2026"), "--since needs the days of visits"),
        (("--by", "commits", "--format", "svg"), "--format svg needs the days of visits"),
        (("--by", "visits", "--since", "x"), "is no day"),
    ],
)
def test_options_that_do_not_go_together_are_refused(mill: Path, words: tuple[str, ...], said: str) -> None:
    done = run("history", mill.name, *words, cwd=mill.parent)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_circle_of_audits_ends(tmp_path: Path) -> None:
    write(tmp_path / "checklists" / "ask.yaml", ASK)
    _audit(tmp_path, "one", "two", {"2026-01-10": [70]})
    file = _audit(tmp_path, "two", "one", {"2026-02-10": [80]})
    assert [len(line.points) for line in trend(file).lines] == [2]
    with pytest.raises(UsageError):
        trend(tmp_path / "gone.yaml")
