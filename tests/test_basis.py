"""What a score rests on, places held like for like, and how far chance could move a score."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from typing import Final

import pytest

import tpaudit
from tpaudit import LoadedAudit, Scorecard
from tpaudit.judging.statistics.wilson import wilson
from tpaudit.results.basis import Basis, Chance
from tpaudit.showing.data.scorecard import as_json

Load = Callable[..., LoadedAudit]
Score = Callable[..., Scorecard]
ROASTERY: Final = Path(__file__).parent.parent / "audits/roastery.yaml"
ITEMS: Final = "good: {ask: Good?, answer: yes-no}\nnice: {ask: Nice?, answer: 0-100}\n"
AUDIT: Final = (
    "audit: {auditor: Ann, since: 2026-01-01}\ntouchpoints: {t: {stage: s, checklists: {g: {%s}}}}\n"
)


def figures(basis: Basis | None) -> tuple[int, int, int] | None:
    return (basis.observations, basis.visits, basis.observers) if basis else None


def visits(scores: Sequence[int]) -> dict[str, str]:
    return {
        f"v{number}": f"visit: {{by: b{number % 2}}}\nanswers: {{t/g.nice: {score}}}\n"
        for number, score in enumerate(scores)
    }


def test_every_score_says_what_it_rests_on(load: Load) -> None:
    said = "good: [yes, {answer: no, by: ann}, {answer: no, on: 2025-01-01}, {answer: n/a, note: No}]"
    card = tpaudit.score(load(AUDIT % said, visits=visits([50, 60, 70]), g=ITEMS))
    touch = card.touchpoints["t"]
    assert figures(touch.items["g.good"].rests_on) == (2, 0, 1)
    assert figures(touch.items["g.nice"].rests_on) == (3, 3, 2)
    for score in (touch, card.stages["s"], card):
        assert figures(score.rests_on) == (5, 3, 3)


def test_what_has_no_score_rests_on_nothing(scored: Score) -> None:
    card = scored(AUDIT % "", g=ITEMS)
    touch = card.touchpoints["t"]
    assert (card.rests_on, touch.rests_on, touch.items["g.good"].rests_on) == (None, None, None)


PLACES: Final = """
places: {north: North, south: South}
touchpoints:
  a: {stage: s, checklists: {g: {nice: [{answer: 20, place: north}, {answer: 80, place: south}, {answer: 60, place: south}]}}}
  b: {stage: s, checklists: {g: {nice: {answer: 100, place: north}}}}
"""


def test_places_are_held_like_for_like(scored: Score) -> None:
    card = scored(PLACES, by="place", g=ITEMS)
    assert card.grouped is not None
    groups = card.grouped.groups
    assert {place: group.score for place, group in groups.items()} == {"north": 60, "south": 70}
    like = {place: group.alike for place, group in groups.items()}
    assert {place: part and (part.score, part.items, part.observations) for place, part in like.items()} == {
        "north": (20, 1, 1),
        "south": (70, 1, 2),
    }


def test_the_sample_audits_places_over_what_both_have() -> None:
    card = tpaudit.score(tpaudit.load(str(ROASTERY)), by="place")
    assert card.grouped is not None
    like = [group.alike for group in card.grouped.groups.values()]
    assert [part and round(part.score, 1) for part in like] == [55.5, 25.5, None]


def test_places_with_nothing_in_common_are_not_compared(scored: Score) -> None:
    card = scored(PLACES.replace("place: south", "place: north"), by="place", g=ITEMS)
    assert card.grouped is not None
    assert [group.alike for group in card.grouped.groups.values()] == [None, None]


def chance(load: Load, scores: Sequence[int]) -> Chance | None:
    return tpaudit.score(load(AUDIT % "", visits=visits(scores), g=ITEMS), whole=True).chance


def test_below_three_visits_nothing_is_said_of_chance(load: Load) -> None:
    assert chance(load, [10, 90]) is None


def test_chance_is_a_range_around_the_score(load: Load) -> None:
    scores = [10, 30, 50, 70, 90]
    found = chance(load, scores)
    assert found is not None
    assert found.of == 5
    assert 10 < found.low < 40
    assert 60 < found.high < 90


def test_visits_that_agree_leave_nothing_to_chance(load: Load) -> None:
    found = chance(load, [40] * 4)
    assert found is not None
    assert (found.low, found.high) == (40, 40)


def test_more_visits_leave_less_to_chance(load: Load) -> None:
    widths = [found.high - found.low for times in (1, 3, 6) if (found := chance(load, [20, 50, 80] * times))]
    assert len(widths) == 3
    assert all(wide > narrow for wide, narrow in pairwise(widths))


def test_the_bootstrap_comes_close_to_the_normal_range_of_a_mean(load: Load) -> None:
    scores = [(37 * number) % 101 for number in range(40)]
    found = chance(load, scores)
    assert found is not None
    mean = sum(scores) / 40
    error = (sum((score - mean) ** 2 for score in scores) / 40 / 40) ** 0.5
    normal = NormalDist(mean, error)
    assert found.low == pytest.approx(normal.inv_cdf(0.05), abs=2)
    assert found.high == pytest.approx(normal.inv_cdf(0.95), abs=2)


def test_the_same_visits_give_the_same_range(load: Load) -> None:
    audit = load(AUDIT % "good: yes", visits=visits([10, 30, 80]), g=ITEMS)
    first, second = (as_json(tpaudit.score(audit, whole=True)) for _ in range(2))
    assert first == second


def test_wilson_gives_the_published_range() -> None:
    low, high = wilson(81, 263, z=1.959964)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1
    with pytest.raises(ValueError, match="no observations"):
        wilson(0, 0)


@pytest.mark.parametrize(("answers", "of"), [("37/40", 40), ("[yes, no, yes]", 3), ("[yes, no]", None)])
def test_a_rate_has_its_range(answers: str, of: int | None, scored: Score) -> None:
    found = scored(AUDIT % f"good: {answers}", g=ITEMS).touchpoints["t"].items["g.good"].chance
    assert (found.of if found else None) == of
    if answers == "37/40":
        assert found is not None
        assert (round(found.low, 1), round(found.high, 1)) == (82.7, 97.0)
