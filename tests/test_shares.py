"""Lost points as they are shown: they add up."""

import re
from pathlib import Path

import program
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from tpaudit.showing.text.figures.shares import costliest, shown_shares
from tpaudit.showing.text.numbers import rounded

AUDITS = Path(__file__).parent.parent / "audits"


@settings(deadline=None, derandomize=True, max_examples=examples(150), database=None)
@given(st.lists(st.floats(0, 5), max_size=12))
def test_shares_add_up_and_none_is_a_tenth_off(values: list[float]) -> None:
    parts = dict(enumerate(values))
    whole = round(sum(values) * 10)
    shown = shown_shares(parts, whole)
    assert sum(shown.values()) == whole
    assert all(abs(shown[key] - part * 10) < 1 + 1e-6 for key, part in parts.items())


@pytest.mark.parametrize(
    ("lost", "stage"),
    [
        ([12.0, 12.6, 12.9, 11.9], None),
        ([33.4, 33.3, 33.3], None),
        ([30.0, 30.0, 1.0], None),
        ([0.0, 0.0], None),
        ([], None),
        ([2.4, 16.8, 4.9], 1),
        ([4.0, 5.0], 1),
        ([4.1, 5.0], None),
        ([0.0, 0.4], 1),
    ],
)
def test_a_stage_is_the_costliest_only_if_it_loses_a_quarter_more_than_the_next(
    lost: list[float], stage: int | None
) -> None:
    found = costliest({str(place): points for place, points in enumerate(lost)})
    assert found == (None if stage is None else str(stage))


@pytest.mark.parametrize("name", ["roastery", "dostavka-edy", "weather-app"])
def test_lost_points_add_up_as_they_are_shown(name: str, tmp_path: Path) -> None:
    table = program.run("score", str(AUDITS / f"{name}.yaml"), "--lang", "en", cwd=tmp_path).stdout
    rows = re.findall(r"^(.*?) +(?:\d+\.\d|-) [█▌·]{10} (.{7}) .*? (\d+\.\d|-)$", table, re.MULTILINE)
    stages, touches, journey = [], [], 0.0
    for head, band, lost in rows:
        points = 0.0 if lost == "-" else float(lost)
        if head.startswith("Journey"):
            journey = points
        elif band.strip():
            touches.append(points)
        else:
            stages.append(points)
    score = float(re.findall(r"^Journey +(\d+\.\d)", table, re.MULTILINE)[0])
    assert score + journey == pytest.approx(100)
    assert sum(stages) == pytest.approx(journey)
    assert sum(touches) == pytest.approx(journey)


@pytest.mark.parametrize("name", ["roastery", "dostavka-edy", "weather-app"])
def test_lost_points_of_a_report_add_up_as_they_are_shown(name: str, tmp_path: Path) -> None:
    text = program.run(
        "report", str(AUDITS / f"{name}.yaml"), "--lang", "en", "--format", "md", cwd=tmp_path
    ).stdout
    losses = text.split("## Where the points are lost")[1].split("\n\n")[1].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in losses]
    points = [(row[0], float(row[-1])) for row in rows]
    stages = [lost for head, lost in points[:-1] if head.startswith("**")]
    touches = [lost for head, lost in points[:-1] if not head.startswith("**")]
    journey = points[-1][1]
    assert float(rows[-1][1].strip("*")) + journey == pytest.approx(100)
    assert sum(stages) == pytest.approx(journey)
    assert sum(touches) == pytest.approx(journey)


def test_the_bars_of_a_report_add_up_as_they_are_shown(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    audit = str(AUDITS / "roastery.yaml")
    program.run("report", audit, "--lang", "en", "--format", "html", "-o", str(report), cwd=tmp_path)
    page = report.read_text(encoding="utf-8")
    picture = re.findall(r'<table class="losses".*?</table>', page, re.DOTALL)[0]
    stages = re.findall(r'<tr class="stage">.*?<td class="n"[^>]*>(\d+\.\d)</td>', picture, re.DOTALL)
    bars = [float(lost) for lost in stages]
    score = float(re.findall(r'<span class="big">(\d+\.\d)</span>', page)[0])
    assert sum(bars) + score == pytest.approx(100)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (49.97, "49.9"),
        (79.96, "79.9"),
        (49.94, "49.9"),
        (50.0, "50.0"),
        (72.96, "72.9"),
        (0.0, "0.0"),
        (99.99, "99.9"),
    ],
)
def test_a_value_has_one_form_whatever_limit_stands_beside_it(value: float, text: str) -> None:
    assert {rounded(value, limits) for limits in ((), (50.0,), (60.0, 80.0), (73.0,))} == {text}
