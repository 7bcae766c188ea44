"""Real mystery-shopping visits of a retail chain score to the figures that were published of them."""

import json
from pathlib import Path
from typing import Any

import pytest

import tpaudit
from tpaudit import Scorecard

CASES = Path(__file__).parents[2] / "shared" / "cases" / "retail-visits.json"
PUBLISHED: dict[str, Any] = (
    json.loads(CASES.read_text(encoding="utf-8")) if CASES.is_file() else {"visits": []}
)
VISITS: dict[str, dict[str, Any]] = {visit["store"]: visit for visit in PUBLISHED["visits"]}

pytestmark = pytest.mark.skipif(
    not VISITS, reason="the published visits lie outside the project and are not here"
)


@pytest.fixture(scope="module")
def scorecards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scorecard]:
    """Return the scorecard of each visit: all lie in one workspace and share the checklists."""
    folder = tmp_path_factory.mktemp("visits")
    (folder / "checklists").mkdir()
    for section in PUBLISHED["section_weights"]:
        (folder / f"checklists/{section.lower()}.yaml").write_text(checklist(section), encoding="utf-8")
    for store, visit in VISITS.items():
        (folder / f"{store}.yaml").write_text(audit(visit), encoding="utf-8")
    return {store: tpaudit.score(tpaudit.load(str(folder / f"{store}.yaml"))) for store in VISITS}


def checklist(section: str) -> str:
    """Return the checklist of a section: every item that any visit answers there, 0-100 points."""
    items = dict.fromkeys(item for visit in VISITS.values() for item in visit["items"].get(section, ()))
    lines = [
        f'  "{item}": {{ask: Item {item}, answer: number, score: {{full: 100, zero: 0}}}}' for item in items
    ]
    return "\n".join(["format: 1", f"checklist: {section.lower()}", "items:", *lines, ""])


def audit(visit: dict[str, Any]) -> str:
    """Return a visit as an audit: a section is a touchpoint as important as its weight."""
    lines = ["format: 1", "touchpoints:"]
    for section, weight in PUBLISHED["section_weights"].items():
        lines += [f"  {section.lower()}:", "    stage: visit", f"    importance: {weight}", "    checklists:"]
        answers = visit["items"].get(section, {}).items()
        lines += [f"      {section.lower()}:"]
        lines += [f'        "{item}": {answer(points)}' for item, points in answers if points is not None]
    return "\n".join([*lines, ""])


def answer(points: float | str) -> str:
    """Return points as an answer."""
    return "{answer: n/a, note: as published}" if points == "n/a" else str(points)


def test_there_are_as_many_visits_as_were_published() -> None:
    assert len(VISITS) == 44


@pytest.mark.parametrize("store", VISITS)
def test_sections_score_as_published(store: str, scorecards: dict[str, Scorecard]) -> None:
    found = {section: touch.score for section, touch in scorecards[store].touchpoints.items()}
    published = {section.lower(): score for section, score in VISITS[store]["published_sections"].items()}
    assert {section for section, score in found.items() if score is None} == {
        section for section, score in published.items() if score is None
    }
    for section, score in found.items():
        if score is not None:
            assert score == pytest.approx(published[section], abs=0.01), section


@pytest.mark.parametrize("store", VISITS)
def test_visit_scores_as_published(store: str, scorecards: dict[str, Scorecard]) -> None:
    assert scorecards[store].score == pytest.approx(VISITS[store]["published_final"], abs=0.01)
