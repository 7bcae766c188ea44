"""Lost points as they are shown: they add up."""

import re
from pathlib import Path

import program
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from tpaudit.showing.text.shares import shown_shares

AUDITS = Path(__file__).parent.parent / "audits"


@settings(deadline=None, derandomize=True, max_examples=examples(150), database=None)
@given(st.lists(st.floats(0, 5), max_size=12))
def test_shares_add_up_and_none_is_a_tenth_off(values: list[float]) -> None:
    parts = dict(enumerate(values))
    whole = round(sum(values) * 10)
    shown = shown_shares(parts, whole)
    assert sum(shown.values()) == whole
    assert all(abs(shown[key] - part * 10) < 1 + 1e-6 for key, part in parts.items())


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
