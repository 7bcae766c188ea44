"""What two versions of an audit share: records, checklists and scores of what is the same in both."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.compare.sides import sides_of
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.reading.audit.load import Version, examine
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read

Load = Callable[..., LoadedAudit]

AUDIT: Final = """
company: {name: Kiln}
audit: {date: 2026-11-01, auditor: Anna, method: walkthrough}
touchpoints:
  line:
    stage: buy
    importance: 5
    promises: {open: The line opens at nine}
    checklists:
      box: {whole: yes, neat: [{answer: 4, note: Tidy, on: 2026-10-30}, 3]}
  parcel:
    stage: get
    checklists:
      box: {whole: yes, quick: 20s, neat: 3}
handovers:
  then: {from: line, to: parcel, checklists: {box: {neat: 5}}}
"""
BOX: Final = """
whole: {ask: Is it whole?, answer: yes-no}
neat: {ask: How neat?, answer: 1-5, valid_for: 30d}
quick: {ask: How quick?, answer: duration, score: {full: 10s, zero: 60s}}
"""
HEADED: Final = "format: 1\nchecklist: box\nitems:\n" + "".join(
    f"  {line}\n" for line in BOX.strip().splitlines()
)


@pytest.mark.parametrize(
    ("old", "new", "differing"),
    [
        ("company: {name: Kiln}", "company: {name: Kiln & Co}", set()),
        ("neat: 3}\n", "neat: 2}\n", {"parcel"}),
        ("note: Tidy", "note: Neat", {"line"}),
        ("on: 2026-10-30", "on: 2026-10-31", {"line"}),
        ("importance: 5", "importance: 4", {"line"}),
        ("{neat: 5}", "{neat: 5, whole: no}", {"then"}),
        ("    stage: get\n", "    stage: get\n    breaks: {line/open: At ten}\n", {"line", "parcel"}),
        ("auditor: Anna", "auditor: Ben", {"line", "parcel", "then"}),
        ("date: 2026-11-01", "date: 2026-11-02, since: 2026-10-31", {"line", "parcel", "then"}),
        (
            "touchpoints:",
            "standards: {box.quick: {full: 20s, zero: 60s}}\ntouchpoints:",
            {"line", "parcel", "then"},
        ),
        ("  parcel:\n", "  box:\n    was: parcel\n", {"box", "then"}),
    ],
)
def test_what_is_the_same_is_scored_once_and_what_differs_in_full(
    load: Load, old: str, new: str, differing: set[str]
) -> None:
    before = load(AUDIT, box=BOX, as_of="2026-11-10")
    changed = AUDIT.replace(old, new).replace("to: parcel", "to: box" if "box" in differing else "to: parcel")
    audit = load(changed, box=BOX, as_of="2026-11-10")
    sides = sides_of(before, audit, score_audit(audit, detailed=False))
    now, then = sides.new.links(), sides.old.links
    assert {touch_id for touch_id, link in now.items() if then.get(touch_id) is not link} == differing
    for touch_id in differing:
        assert any(item.observations for item in now[touch_id].items.values())
    full = score_audit(before)
    assert sides.old.score == full.score
    assert {touch_id: link.score for touch_id, link in then.items()} == {
        touch_id: link.score for touch_id, link in full.links().items()
    }


def shared(before: LoadedAudit, audit: LoadedAudit) -> set[str]:
    """Return the touchpoints that are scored once."""
    sides = sides_of(before, audit, score_audit(audit, detailed=False))
    return {touch_id for touch_id, link in sides.new.links().items() if sides.old.links[touch_id] is link}


def test_what_a_visit_says_is_a_part_of_its_touchpoint(load: Load) -> None:
    visit = "visit: {by: Ben, on: 2026-10-30}\nanswers:\n  parcel/box.neat: {answer: 4, note: Tidy}\n"
    each = [
        load(AUDIT, box=BOX, visits={"first": text}, as_of="2026-11-10")
        for text in (
            visit,
            visit,
            visit.replace("Tidy", "Neat"),
            visit.replace("on: 2026-10-30", "method: survey"),
        )
    ]
    assert [shared(each[0], audit) for audit in each] == [
        {"line", "parcel", "then"},
        {"line", "parcel", "then"},
        {"line", "then"},
        {"line", "then"},
    ]


@pytest.mark.parametrize(
    "other", [{"as_of": "2026-12-10"}, {"settings": "bands: {strong: 90}"}, {"settings": "language: ru"}]
)
def test_nothing_is_shared_that_is_scored_on_other_terms(load: Load, other: dict[str, str]) -> None:
    usual = {"as_of": "2026-11-10", "settings": "enough: 50"}
    before = load(AUDIT, box=BOX, **usual)
    assert shared(before, load(AUDIT, box=BOX, **usual)) == {"line", "parcel", "then"}
    assert shared(before, load(AUDIT, box=BOX, **usual | other)) == set()


def test_touchpoints_that_say_the_same_are_validated_once(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/box.yaml").write_text(HEADED)
    file = tmp_path / "a.yaml"
    versions: list[Version] = []
    for text in (AUDIT, AUDIT.replace("neat: 3}\n", "neat: 2}\n")):
        file.write_text(f"format: 1{text}")
        tree = read(file.read_bytes())
        found = examine(str(file), workspaces=Workspaces(), tree=tree, like=versions[0] if versions else None)
        assert found.audit is not None
        versions.append(Version(found.audit.audit, tree.data))
    first, second = (version.audit for version in versions)
    assert second.touchpoints["line"] is first.touchpoints["line"]
    assert second.handovers["then"] is first.handovers["then"]
    assert second.touchpoints["parcel"] != first.touchpoints["parcel"]
    assert second == examine(str(file), workspaces=Workspaces()).audit.audit  # type: ignore[union-attr]


def test_what_is_wrong_beside_a_shared_touchpoint_is_said_as_without_it(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists/box.yaml").write_text(HEADED)
    file = tmp_path / "a.yaml"
    file.write_text(f"format: 1{AUDIT}")
    tree = read(file.read_bytes())
    known = examine(str(file), workspaces=Workspaces(), tree=tree).audit
    assert known is not None
    file.write_text(f"format: 1{AUDIT}".replace("neat: 3}\n", "neat: 9, wrong: 1}\n    importance: many\n"))
    alone = examine(str(file), workspaces=Workspaces())
    beside = examine(str(file), workspaces=Workspaces(), like=Version(known.audit, tree.data))
    assert alone.audit is None
    assert beside == alone
    assert len(alone.problems) >= 2


def test_a_workspace_takes_from_its_twin_what_has_no_problem(tmp_path: Path) -> None:
    for name in ("now", "then"):
        (tmp_path / name / "checklists").mkdir(parents=True)
        (tmp_path / name / "tpaudit.yaml").write_text("format: 1\nenough: 40\n")
        (tmp_path / name / "checklists/box.yaml").write_text(HEADED)
        (tmp_path / name / "checklists/bad.yaml").write_text("format: 1\nchecklist: bad\nitems: {a: {}}\n")
    now, then = (Workspaces().of(str(tmp_path / name / "a.yaml")) for name in ("now", "then"))
    own = then.checklist("box")
    then.share(now)
    assert then.settings is now.settings
    assert then.checklist("box") is own, "what has been read already stays"
    fresh = Workspaces().of(str(tmp_path / "then" / "a.yaml"))
    fresh.share(now)
    assert fresh.checklist("box") is now.checklist("box")
    problems = fresh.checklist("bad")[1]
    assert problems
    assert all("then" in problem.file for problem in problems)
