"""The quadrants of a report: what is broken is never of low priority, and no dot crosses a line."""

from collections.abc import Callable
from typing import Any, Final

from tpaudit import Scorecard
from tpaudit.showing.report.pictures.quadrants import quadrants

Score = Callable[..., Scorecard]
ITEMS: Final = "n: {ask: N?, answer: 0-100}\nmust: {ask: M?, answer: yes-no, must: true, weight: 0.001}\no: {ask: O?, answer: yes-no, weight: 3}"
TOUCH: Final = "  {id}: {{stage: s, importance: {importance}, checklists: {{g: {{{answers}, o: {o}}}}}}}\n"
NA: Final = "{answer: n/a, note: No}"


def touch(id_: str, importance: float, answers: str, o: str = NA) -> str:
    return TOUCH.format(id=id_, importance=importance, answers=answers, o=o)


def where(picture: dict[str, Any]) -> dict[str, str]:
    return {dot["id"]: dot["where"] for dot in picture["dots"]}


def in_its_quadrant(picture: dict[str, Any], dot: dict[str, Any]) -> bool:
    across = dot["where"] in ("keep", "overkill")
    up = dot["where"] in ("keep", "concentrate")
    return bool((dot["x"] >= picture["split_x"]) == across and (dot["y"] <= picture["split_y"]) == up)


def drawn(scored: Score, *touches: str) -> dict[str, Any]:
    return quadrants(scored("touchpoints:\n" + "".join(touches), g=ITEMS), 80.0)


def test_what_is_broken_and_the_bottleneck_are_never_of_low_priority(scored: Score) -> None:
    picture = drawn(
        scored,
        touch("great", 5, "n: 90, must: yes"),
        touch("broken", 1, "n: 100, must: no"),
        touch("small", 1, "n: 70, must: yes"),
        touch("bottleneck", 2, "n: 10, must: yes"),
    )
    assert where(picture) == {
        "great": "keep",
        "broken": "concentrate",
        "small": "low",
        "bottleneck": "concentrate",
    }
    assert all(in_its_quadrant(picture, dot) for dot in picture["dots"])


def test_no_dot_crosses_a_line_to_lie_beside_another(scored: Score) -> None:
    same = [touch(f"t{number}", 2.9, "n: 70, must: yes") for number in range(30)]
    picture = drawn(scored, touch("top", 5, "n: 75, must: yes"), touch("least", 1, "n: 90, must: yes"), *same)
    assert all(in_its_quadrant(picture, dot) for dot in picture["dots"])
    assert len({dot["y"] for dot in picture["dots"]}) > 8


def test_nobody_is_told_to_cut_back_what_is_hardly_known(scored: Score) -> None:
    important = touch("top", 5, "n: 90, must: yes")
    assert drawn(scored, important, touch("small", 1, "n: 90, must: yes"))["overkill"]
    hardly_known = drawn(scored, important, touch("small", 1, "n: 90, must: yes", "[]"))
    assert (hardly_known["overkill"], where(hardly_known)["small"]) == (False, "keep")
