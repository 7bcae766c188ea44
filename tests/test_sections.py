"""Sections: the subtotals of checklists, their weights and minimums, and the cuts by tag and by observer."""

import json
from pathlib import Path

import pytest
from program import run

import tpaudit
from tpaudit import Scorecard
from tpaudit.documents.workspace import Settings, workspace_faults

LISTS = {
    "a": "{q: {ask: Q?, answer: yes-no, tags: x}, r: {ask: R?, answer: yes-no, only_if: {q: yes}, tags: [x, y]}}",
    "b": "{q: {ask: Q?, answer: 1-5, weight: 3, tags: y}}",
}
ANSWERS = "a: {q: yes}, b: {q: [{answer: 2, by: Ben}, {answer: 4, by: Ann}]}"


def audit(folder: Path, more: str = "", *, answers: str = ANSWERS, top: str = "") -> str:
    """Write an audit of one touchpoint with two sections; `top` stands at the top of checklist b."""
    (folder / "checklists").mkdir(exist_ok=True)
    for name, items in LISTS.items():
        head = top if name == "b" else ""
        text = f"format: 1\nchecklist: {name}\ntitle: List {name}\n{head}\nitems: {items}\n"
        (folder / f"checklists/{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    path = folder / "a.yaml"
    path.write_text(
        f"format: 1\ntouchpoints:\n  shop: {{stage: s, {more} checklists: {{{answers}}}}}\n", encoding="utf-8"
    )
    return str(path)


def scored(path: str) -> Scorecard:
    """Return a scorecard."""
    return tpaudit.score(tpaudit.load(path))


def test_each_checklist_has_its_subtotal(tmp_path: Path) -> None:
    touch = scored(audit(tmp_path)).touchpoints["shop"]
    a, b = touch.sections["a"], touch.sections["b"]
    assert [touch.score, a.score, b.score] == [62.5, 100, 50]
    assert [a.low, a.high, a.coverage, b.coverage] == [50, 100, 0.5, 1]
    assert [a.lost, b.lost, touch.lost] == [0, 37.5, 37.5]
    assert (a.name, a.weight, a.minimum) == ("List a", None, None)


def test_sections_are_weighed_instead_of_their_items(tmp_path: Path) -> None:
    touch = scored(audit(tmp_path, "sections: {a: 60, b: 40},")).touchpoints["shop"]
    assert [touch.score, touch.low, touch.high, touch.coverage] == pytest.approx([80, 50, 80, 0.7])
    assert [touch.sections["a"].lost, touch.sections["b"].lost] == pytest.approx([0, 20])
    assert touch.items["b.q"].lost == pytest.approx(20)


def test_section_of_weight_zero_is_shown_and_not_scored(tmp_path: Path) -> None:
    touch = scored(audit(tmp_path, "sections: {a: 60, b: 0},")).touchpoints["shop"]
    assert [touch.score, touch.sections["b"].score, touch.sections["b"].lost] == [100, 50, 0]


def test_section_without_a_score_leaves_the_sum(tmp_path: Path) -> None:
    path = audit(tmp_path, "sections: {a: 60, b: 40},", answers="a: {q: yes, r: yes}, b: {}")
    touch = scored(path).touchpoints["shop"]
    assert [touch.score, touch.low, touch.high, touch.coverage] == pytest.approx([100, 60, 100, 0.6])


MINIMUMS = {
    "in the checklist": ("", "minimum: 50.1", True),
    "in the audit": ("sections: {b: {minimum: 50.1}},", "", True),
    "in the audit, which wins": ("sections: {b: {minimum: 50}},", "minimum: 90", False),
    "in the audit, with a weight": ("sections: {a: 1, b: {weight: 1, minimum: 51}},", "", True),
}


@pytest.mark.parametrize(("more", "top", "breaks"), MINIMUMS.values(), ids=MINIMUMS)
def test_section_below_its_minimum_breaks(tmp_path: Path, more: str, top: str, breaks: bool) -> None:
    path = audit(tmp_path, more, top=top)
    touch = scored(path).touchpoints["shop"]
    assert touch.broken == breaks
    assert [(fault.kind, fault.section) for fault in touch.faults] == ([("section", "b")] if breaks else [])
    if breaks:
        assert "section List b lies below its minimum" in run("score", path, cwd=tmp_path).stdout


def test_open_section_is_below_no_minimum(tmp_path: Path) -> None:
    assert not scored(audit(tmp_path, answers="a: {q: yes}, b: {}", top="minimum: 90")).broken


def test_gate_finds_a_newly_broken_section_and_one_below_its_floor(tmp_path: Path) -> None:
    path = audit(tmp_path, answers="a: {q: yes}, b: {q: 4}", top="minimum: 60")
    (tmp_path / "old.json").write_text(
        run("score", path, "--format", "json", cwd=tmp_path).stdout, encoding="utf-8"
    )
    audit(tmp_path, top="minimum: 60")
    gate = 'format: 1\ngate: {regression: off, item: off, floor: {level: error, section: 70, only: ["shop/b"]}}\n'
    (tmp_path / "tpaudit.yaml").write_text(gate, encoding="utf-8")
    done = run("check", path, "--against", "old.json", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    results = json.loads(done.stdout)["audits"][0]["results"]
    assert [(found["rule"], found["kind"], found["at"]) for found in results] == [
        ("broken", "section", "shop/b"),
        ("floor", "section", "shop/b"),
    ]
    said = run("check", path, "--against", "old.json", cwd=tmp_path).stdout
    assert "List b scores 50.0; expected 60.0 at least" in said


REFUSED = {
    "a section that is not applied": ("sections: {c: 1},", "the touchpoint does not apply the checklist `c`"),
    "a checklist without a weight": ("sections: {a: 1},", "b has no weight beside the others"),
    "a weight below zero": ("sections: {a: -1, b: 1},", "`-1` is out of range"),
}


@pytest.mark.parametrize(("more", "said"), REFUSED.values(), ids=REFUSED)
def test_sections_that_do_not_go_together_are_refused(tmp_path: Path, more: str, said: str) -> None:
    done = run("validate", audit(tmp_path, more), cwd=tmp_path, together=True)
    assert done.returncode == 2
    assert said in done.stdout


def test_sections_are_in_the_explanation_the_report_and_the_csv(tmp_path: Path) -> None:
    path = audit(tmp_path, "sections: {a: 60, b: 40},")
    explained = run("explain", path, "shop", cwd=tmp_path).stdout
    assert "section List b: 50 (50 to 50, 100 % assessed), weight 40, costs 20" in explained
    assert "score = (60·100 + 40·50) / (60 + 40) = 80" in explained
    assert (
        "- List a: 100.0 (50.0–100.0; Assessed: 50.0\u00a0%; Lost: 0.0)"
        in run("report", path, "--depth", "full", cwd=tmp_path).stdout
    )
    assert (
        '<td dir="auto">List a</td>'
        in run("report", path, "--format", "html", "--depth", "full", cwd=tmp_path).stdout
    )
    rows = run("score", path, "--format", "csv", cwd=tmp_path).stdout.splitlines()
    assert rows[0].endswith(",section,section_score,tags,benchmark,shortfall")
    assert rows[1].endswith(",a,100.0,x,no,")


def test_cuts_by_tag_and_by_observer(tmp_path: Path) -> None:
    audited = tpaudit.load(audit(tmp_path))
    by_tag, by_observer = (tpaudit.score(audited, by=by).grouped for by in ("tag", "observer"))
    assert by_tag is not None
    assert {tag: group.score for tag, group in by_tag.groups.items()} == {"x": 100, "y": 50}
    assert by_observer is not None
    assert {by: group.score for by, group in by_observer.groups.items()} == {"Ann": 75, "Ben": 25, "": 100}


def test_split_of_a_change_adds_up_with_weighed_sections_and_recorded_items(tmp_path: Path) -> None:
    path = audit(tmp_path, "sections: {a: 60, b: 40},", answers="a: {q: yes}, b: {q: 2}")
    (tmp_path / "old.json").write_text(
        run("score", path, "--format", "json", cwd=tmp_path).stdout, encoding="utf-8"
    )
    audit(tmp_path, "sections: {a: 60, b: 40},", answers="a: {q: no}, b: {q: 4}")
    found = json.loads(run("compare", "old.json", path, "--format", "json", cwd=tmp_path).stdout)
    moved = found["touchpoints"]["shop"]["moved"]
    assert {item["item"]: pytest.approx(item["points"]) for item in moved if item["points"] is not None} == {
        "a.q": -60,
        "b.q": 20,
    }


def test_a_floor_of_sections_is_held_to_the_sections_that_it_names() -> None:
    rule = {"level": "error", "section": 70, "only": ["kitchen/hygiene"]}
    whole = {"level": "error", "touchpoint": 70, "only": ["kitchen/hygiene"]}
    sound, wrong = (
        Settings.model_validate({"format": 1, "gate": {"floor": [floor]}}) for floor in (rule, whole)
    )
    assert list(workspace_faults(sound)) == []
    assert [path for path, _ in workspace_faults(wrong)] == [("gate", "floor", 0, "only", 0)]
