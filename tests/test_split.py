"""The three parts of a difference, worked out by hand: the yardstick, the experience, what is known."""

from collections.abc import Callable
from pathlib import Path

import pytest

import tpaudit
from tpaudit import LoadedAudit
from tpaudit.judging.compare.attribution import split
from tpaudit.results.comparison import Comparison

Load = Callable[..., LoadedAudit]
ITEMS = """
a: {ask: A, answer: number, score: {full: 100, zero: 0}, weight: 1}
b: {ask: B, answer: number, score: {full: 100, zero: 0}, weight: 3}
c: {ask: C, answer: number, score: {full: 100, zero: 0}, weight: 4}
"""


def audit_of(first: str, second: str, importance: int = 1) -> str:
    """Return an audit of two touchpoints by their answers."""
    return f"""
    touchpoints:
      x: {{stage: s, importance: {importance}, checklists: {{q: {{{first}}}}}}}
      y: {{stage: s, importance: 3, checklists: {{q: {{{second}}}}}}}
    """


def compared(load: Load, old: tuple[str, str], new: tuple[str, str]) -> Comparison:
    """Return the split between two audits, each with its checklist's items."""
    before = tpaudit.score(load(old[0], q=old[1]))
    audit = load(new[0], q=new[1])
    return split(before, audit, tpaudit.score(audit))


SPLITS = {
    "only the yardstick": (
        "a: 20, b: 60", ITEMS, "a: 20, b: 60", ITEMS.replace("weight: 3", "weight: 1"),
        (50, 40, -10, 0, 0),
    ),
    "only the experience": ("a: 20, b: 60", ITEMS, "a: 20, b: 80", ITEMS, (50, 65, 0, 15, 0)),
    "only what is known": ("a: 20, b: 60", ITEMS, "a: 20, b: 60, c: 90", ITEMS, (50, 70, 0, 0, 20)),
    "what was withdrawn is knowledge": ("a: 20, b: 60, c: 90", ITEMS, "a: 20, b: 60", ITEMS, (70, 50, 0, 0, -20)),
    "one of two answers was withdrawn": (
        "a: [20, 80], b: 60", ITEMS, "a: 80, b: 60", ITEMS, (57.5, 65, 0, 0, 7.5),
    ),
    "an answer that takes the place of another is experience": (
        "a: [20, 80], b: 60", ITEMS, "a: 90, b: 60", ITEMS, (57.5, 67.5, 0, 10, 0),
    ),
    "all three": (
        "a: 20, b: 60", ITEMS, "a: 40, b: 60, c: 80", ITEMS.replace("weight: 3", "weight: 1"),
        (50, 420 / 6, -10, 10, 20),
    ),
    "a curve of its own is the yardstick": (
        "a: 20", ITEMS, "a: 20", ITEMS.replace("full: 100", "full: 80", 1), (20, 25, 5, 0, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "items", "new", "new_items", "figures"), SPLITS.values(), ids=SPLITS)
def test_the_parts_of_a_touchpoint(
    old: str, items: str, new: str, new_items: str, figures: tuple[float, ...], load: Load
) -> None:
    found = compared(load, (audit_of(old, "a: 50"), items), (audit_of(new, "a: 50"), new_items))
    x = found.touchpoints["x"]
    assert (x.old, x.new, x.yardstick, x.experience, x.knowledge) == pytest.approx(figures)


def test_the_parts_of_the_journey_are_those_of_its_touchpoints_by_importance(load: Load) -> None:
    new_items = ITEMS.replace("weight: 3", "weight: 1")
    found = compared(
        load,
        (audit_of("a: 20, b: 60", "b: 50"), ITEMS),
        (audit_of("a: 40, b: 60, c: 80", "b: 70"), new_items),
    )
    whole = found.journey
    assert (whole.old, whole.new) == pytest.approx((50, 70))
    assert (whole.yardstick, whole.experience, whole.knowledge) == pytest.approx((-2.5, 17.5, 5))


def test_another_importance_is_the_yardstick_of_the_journey(load: Load) -> None:
    old, new = audit_of("a: 20", "a: 100"), audit_of("a: 20", "a: 100", importance=5)
    found = compared(load, (old, ITEMS), (new, ITEMS))
    assert (found.journey.old, found.journey.new) == pytest.approx((80, 50))
    assert (found.journey.yardstick, found.journey.experience, found.journey.knowledge) == pytest.approx(
        (-30, 0, 0)
    )


def test_each_item_carries_its_part(load: Load) -> None:
    new_items = ITEMS.replace("full: 100", "full: 80", 1)
    found = compared(
        load,
        (audit_of("a: 20, b: 60", "a: 50"), ITEMS),
        (audit_of("a: 20, b: 80, c: 10", "a: 40"), new_items),
    )
    moved = [(item.item, item.part, item.old, item.new, item.points) for item in found.touchpoints["x"].moved]
    assert moved == [
        ("q.a", "yardstick", 20, 25, None),
        ("q.b", "experience", 60, 80, 15),
        ("q.c", "knowledge", None, 10, None),
    ]


def test_a_withdrawn_visit_is_knowledge(load: Load) -> None:
    audit = audit_of("a: 20, b: 60", "a: 50")
    visits = {
        name: f"visit: {{on: 2026-11-{day}, by: {name}}}\nanswers: {{x/q.a: {{answer: {answer}}}}}\n"
        for name, day, answer in (("ann", "03", 100), ("ben", "04", 60))
    }
    before = tpaudit.score(load(audit, visits=visits, q=ITEMS))
    withdrawn = load(audit, q=ITEMS)
    for visit in sorted(Path(withdrawn.file).parent.glob("a.visits/*.yaml"))[:1]:
        visit.unlink()
    after = load(audit, q=ITEMS)
    found = split(before, after, tpaudit.score(after)).touchpoints["x"]
    assert (found.yardstick, found.experience, found.knowledge) == pytest.approx((0, 0, -5))
    assert [(item.item, item.part) for item in found.moved] == [("q.a", "knowledge")]


@pytest.mark.parametrize(
    ("then", "now", "points"),
    [
        (True, False, []),
        (False, True, []),
        (True, True, [0.0, 0.0]),
        (False, False, [5.0, 15.0]),
    ],
    ids=["came to exist", "vanished", "missing on both sides", "there on both sides"],
)
def test_no_item_moves_a_touchpoint_that_is_missing(
    then: bool, now: bool, points: list[float], load: Load
) -> None:
    missing = {True: "stage: s, missing: true, importance: 1", False: "stage: s, importance: 1"}
    old, new = (
        audit_of(answers, "a: 50").replace("stage: s, importance: 1", missing[is_missing])
        for answers, is_missing in (("a: 20, b: 60", then), ("a: 40, b: 80", now))
    )
    found = compared(load, (old, ITEMS), (new, ITEMS)).touchpoints["x"]
    assert [item.points for item in found.moved] == pytest.approx(points)


def test_what_comes_and_goes_is_known_of_the_journey(load: Load) -> None:
    alone = "touchpoints: {y: {stage: s, importance: 3, checklists: {q: {a: 50}}}}"
    found = compared(load, (alone, ITEMS), (audit_of("a: 90", "a: 50"), ITEMS))
    assert found.touchpoints["x"].state == "added"
    assert (found.journey.yardstick, found.journey.experience, found.journey.knowledge) == pytest.approx(
        (0, 0, 10)
    )
    found = compared(load, (audit_of("a: 90", "a: 50"), ITEMS), (alone, ITEMS))
    assert found.touchpoints["x"].state == "removed"
    assert (found.journey.yardstick, found.journey.experience, found.journey.knowledge) == pytest.approx(
        (0, 0, -10)
    )
