"""Real questionnaires, rebuilt as audits, score to the figures of their authors."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from program import run

import tpaudit

CASES = Path(__file__).parents[2] / "shared" / "cases" / "questionnaires"
LISTED = CASES / "questionnaires.json"
EXPECTED: dict[str, Any] = (
    {case["case"]: case for case in json.loads(LISTED.read_text(encoding="utf-8"))}
    if LISTED.is_file()
    else {}
)
WITHIN = 0.01

pytestmark = pytest.mark.skipif(
    not EXPECTED, reason="the questionnaires lie outside the project and are not here"
)

Edits = list[tuple[str, str, str]]
"""A file, what stands there, and what is to stand there instead."""
EXPRESSED: dict[str, Edits] = {
    "r01-weights-60-40": [
        ("audits/a.yaml", "    stage: visit\n", "    stage: visit\n    sections: {sat: 60, sop: 40}\n")
    ],
    "r01-veto": [("checklists/veto.yaml", "weight: 0.001", "weight: 0")],
    "r01-weight-zero": [],
    "r02-sections-one-touchpoint": [],
    "r02-free-text": [],
    "r02-nps": [("checklists/misc.yaml", '"0-10"', "nps")],
    "r03-points-as-percent": [],
    "r03-points-natural": [("checklists/c.yaml", "answer: choice", "answer: choice\n    of: 6")],
    "r05-multiselect": [],
    "r05-multiselect-asked": [("checklists/c.yaml", "answer: multi", "answer: several")],
    "r06-deductions-total": [],
    "r06-negative-points": [
        ("checklists/c.yaml", "answer: choice", "answer: several\n    start: 100"),
    ],
    "r09-kill-yes": [
        ("checklists/g2.yaml", "33.333", "1"),
        ("checklists/g2.yaml", "66.667", "2"),
        ("checklists/g2.yaml", "three: 100", "three: 3"),
        ("checklists/g2.yaml", "answer: choice", "answer: choice\n    of: 3"),
    ],
    "r09-condition-across": [],
    "r11-conformance-levels": [],
    "r14-inspection-app": [],
    "r15-web-tool": [],
    "i04-nps-mean": [
        ("checklists/c.yaml", '"0-10"', "nps"),
        ("audits/a.yaml", "answer: 8.4839", "promoters: 18"),
        ("audits/a.yaml", "of: 31", "passives: 11\n          detractors: 2"),
    ],
    "i04-nps-as-number": [],
    "t07-likert": [],
    "t07-no-note": [],
    "t07-section-minimum": [
        ("checklists/b.yaml", "title: c", "title: c\nminimum: 70"),
        ("tpaudit.yaml", "room/b.*", "room"),
    ],
    "t07-tags": [],
    "t07-time-money": [],
    "t07-unscored-number": [("checklists/c.yaml", "answer: number", "answer: number\n    weight: 0")],
}
LEFT = {
    "r01-four-bands": "bands of one's own, more than two limits",
    "r02-sections-as-touchpoints": "sections are checklists of one touchpoint; a touchpoint has a fixed importance",
    "r02-other": "an option in own words; write an option `other`, and the words in a note",
    "r06-deductions-by-module": "deductions against the whole journey",
    "r08-limit-by-part": "a rating of six steps by total and worst part; a minimum of a section breaks, and rates nothing",
    "r09-kill-no": "a broken touchpoint is said to be broken; it makes no total 0",
    "i01-bonus": "an item that counts only where it passes",
    "t06-many-places": "a view of many places, and no figure",
    "t07-evidence-missing": "files of evidence are looked for by the report alone",
    "t07-required-note": "written `wants: {fail: note}`, as tried with t07-no-note",
    "t07-unscored-wow": "a count is written with weight 0, as tried with t07-unscored-number",
    "t09-same-prefix-places": "the columns of a table, and no figure",
    "t11-out-of-reach": "a warning, and no figure",
}


def laid_out(case: str, folder: Path) -> str:
    """Copy a case into a folder, written anew where it needs what there is today; return its audit."""
    shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    for name, old, new in EXPRESSED[case]:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, (case, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    return str(folder / "audits/a.yaml")


def test_every_case_is_expressed_or_left_with_its_reason() -> None:
    assert set(EXPRESSED) | set(LEFT) == set(EXPECTED)
    assert set(EXPRESSED) & set(LEFT) == set()


@pytest.mark.parametrize("case", EXPRESSED)
def test_questionnaire_scores_to_the_figures_of_its_author(case: str, tmp_path: Path) -> None:
    if case not in EXPECTED:
        pytest.skip("the questionnaires lie outside the project and are not here")
    expects = EXPECTED[case]["expects"]
    card = tpaudit.score(tpaudit.load(laid_out(case, tmp_path)), by="place")
    within: float = max(WITHIN, EXPECTED[case]["within"] or 0)
    if isinstance(expects.get("score"), float):
        assert card.score == pytest.approx(expects["score"], abs=within)
    for touchpoint, score in expects.get("touchpoints", {}).items():
        assert card.touchpoints[touchpoint].score == pytest.approx(score, abs=within)
    for name, (got, possible) in expects.get("sections", {}).items():
        section = next(iter(card.touchpoints.values())).sections[name]
        assert section.score == pytest.approx(100 * got / possible, abs=within)
    if "places" in expects:
        assert card.grouped is not None
        scores = sorted(group.score or 0.0 for group in card.grouped.groups.values())
        assert scores == pytest.approx(expects["places"], abs=within)
    if "broken" in expects:
        assert card.broken == expects["broken"]
    if "nps" in expects and case != "i04-nps-as-number":
        (figure,) = (item.nps for item in next(iter(card.touchpoints.values())).items.values() if item.nps)
        assert figure.score == pytest.approx(expects["nps"], abs=within)


def test_missing_note_is_refused_under_strict_where_it_is_wanted(tmp_path: Path) -> None:
    audit = laid_out("t07-no-note", tmp_path)
    assert run("validate", "--strict", audit, cwd=tmp_path).returncode == 0
    checklist = tmp_path / "checklists/c.yaml"
    checklist.write_text(
        checklist.read_text(encoding="utf-8") + "    wants: {fail: note}\n", encoding="utf-8"
    )
    assert run("validate", "--strict", audit, cwd=tmp_path).returncode == 2


def test_section_below_its_minimum_breaks_the_room(tmp_path: Path) -> None:
    card = tpaudit.score(tpaudit.load(laid_out("t07-section-minimum", tmp_path)))
    assert card.broken == ["room"]
