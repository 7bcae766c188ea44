"""From touchpoints to the journey: sums, bands, the weakest link, the bottleneck and every cut."""

from collections.abc import Callable
from math import fsum
from typing import get_args

import pytest

import tpaudit
from tpaudit import GroupScore, InputError, LoadedAudit, Scorecard
from tpaudit.results.grouping import By

Scored = Callable[..., Scorecard]
Load = Callable[..., LoadedAudit]
close = pytest.approx

WORKED = """
touchpoints:
  order-line:
    stage: purchase
    importance: 5
    checklists:
      phone: {number-on-every-page: no, pick-up-time: [12s, 48s, 31s], politeness: 4}
  parcel:
    stage: delivery
    importance: 3
    checklists: {grade: {of-it: 90}}
"""
PHONE = """
number-on-every-page: {ask: Is the number on every page?, answer: yes-no, weight: 3, must: true}
pick-up-time: {ask: How long until somebody answers?, answer: duration, score: {full: 10s, zero: 60s}}
politeness: {ask: How polite?, answer: 1-5, weight: 2}
who-answers: {ask: Who answers?, answer: choice, options: {person: 100, bot: 0}}
"""
GRADE = "of-it: {ask: How good is it?, answer: number, score: {full: 100, zero: 0}}"
PICK_UP = (96 + 24 + 58) / 3
WON = PICK_UP + 75 * 2
ORDER_LINE = WON / 6


@pytest.fixture
def worked(scored: Scored) -> Scorecard:
    """Return the scorecard of the worked example."""
    return scored(WORKED, phone=PHONE, grade=GRADE)


@pytest.fixture
def graded(scored: Scored) -> Callable[..., Scorecard]:
    """Return what scores touchpoints that are asked for a grade, 0-100, each written in a line."""

    def score_grades(touchpoints: str, head: str = "", handovers: str = "{}", **more: object) -> Scorecard:
        lines = "\n".join(f"  {line.strip()}" for line in touchpoints.strip().splitlines())
        audit = f"{head}\ntouchpoints:\n{lines}\nhandovers: {handovers}\n"
        return scored(audit, **{"grade": GRADE, **more})

    return score_grades


Graded = Callable[..., Scorecard]


def grade(value: object) -> str:
    """Return the keys that put the grade to a touchpoint and answer it; None leaves it open."""
    return f"checklists: {{grade: {{of-it: {'null' if value is None else value}}}}}"


def figures(group: GroupScore) -> tuple[float | None, ...]:
    """Return score, low, high and coverage."""
    return (group.score, group.low, group.high, group.coverage)


# The worked example of the arithmetic


def test_worked_journey_scores_the_mean_weighted_by_importance(worked: Scorecard) -> None:
    assert worked.score == close((5 * ORDER_LINE + 3 * 90) / 8, abs=1e-9)
    assert worked.score == close(55.56, abs=0.005)


def test_worked_journey_is_covered_by_importance(worked: Scorecard) -> None:
    assert worked.coverage == close((5 * 6 / 7 + 3) / 8, abs=1e-12)
    assert worked.coverage == close(0.911, abs=0.0005)


def test_worked_interval_of_the_journey(worked: Scorecard) -> None:
    assert worked.low == close((5 * WON / 7 + 3 * 90) / 8, abs=1e-9)
    assert worked.high == close((5 * (WON + 100) / 7 + 3 * 90) / 8, abs=1e-9)
    assert (worked.low, worked.high) == close((52.44, 61.37), abs=0.005)


def test_worked_number_loses_its_share_of_the_lost_points(worked: Scorecard) -> None:
    lost = {address: item.lost for address, item in worked.touchpoints["order-line"].items.items()}
    assert lost == {
        "phone.number-on-every-page": close(5 / 8 * 3 / 6 * 100),
        "phone.pick-up-time": close(5 / 8 * 1 / 6 * (100 - PICK_UP)),
        "phone.politeness": close(5 / 8 * 2 / 6 * 25),
        "phone.who-answers": 0,
    }
    assert lost["phone.number-on-every-page"] == close(31.25)


def test_worked_lost_points_add_up_to_what_the_journey_lacks(worked: Scorecard) -> None:
    assert worked.score is not None
    assert 100 - worked.score == close(44.44, abs=0.005)
    assert worked.touchpoints["order-line"].lost == close(5 / 8 * (100 - ORDER_LINE))
    assert worked.touchpoints["parcel"].lost == close(3 / 8 * 10)
    assert fsum(stage.lost for stage in worked.stages.values()) == close(100 - worked.score)


def test_worked_verdict(worked: Scorecard) -> None:
    assert (worked.band, worked.provisional, worked.broken) == ("weak", True, ["order-line"])
    assert (worked.weakest, worked.bottleneck) == ("order-line", "order-line")
    assert worked.observations == 6


def test_worked_stages_are_those_of_the_touchpoints_in_order(worked: Scorecard) -> None:
    assert list(worked.stages) == ["purchase", "delivery"]
    assert worked.stages["purchase"].touchpoints == {"order-line": close(ORDER_LINE)}
    assert figures(worked.stages["delivery"]) == close((90, 90, 90, 1))


# Sums


def test_importance_defaults_to_three(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, {grade(100)}}}
        b: {{stage: s, importance: 1, {grade(0)}}}
        """
    )
    assert card.score == close(75)


def test_touchpoint_without_a_score_leaves_the_score_but_not_the_interval(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 1, {grade(60)}}}
        b: {{stage: s, importance: 3, {grade(None)}}}
        """
    )
    assert (card.score, card.low, card.high, card.coverage) == close((60, 60 / 4, (60 + 300) / 4, 1 / 4))


def test_touchpoint_where_nothing_applies_leaves_score_coverage_and_interval(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, {grade(60)}}}
        b: {{stage: s, importance: 5, {grade("{answer: n/a, note: closed}")}}}
        c: {{stage: s, importance: 5}}
        """
    )
    assert (card.score, card.low, card.high, card.coverage) == close((60, 60, 60, 1))


def test_missing_touchpoint_pulls_the_journey_down_for_certain(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 1, {grade(80)}}}
        b: {{stage: t, importance: 3, missing: true}}
        """
    )
    assert (card.score, card.low, card.high, card.coverage) == close((20, 20, 20, 1))
    assert figures(card.stages["t"]) == (0, 0, 0, 1)
    assert card.stages["t"].lost == close(75)


@pytest.mark.parametrize(
    "touchpoints",
    [
        "a: {stage: s}",
        f"a: {{stage: s, {grade(None)}}}",
        f"a: {{stage: s, {grade('{answer: n/a, note: closed}')}}}",
    ],
    ids=["nothing is asked", "everything is open", "nothing applies"],
)
def test_journey_where_nothing_is_scored_has_no_score(graded: Graded, touchpoints: str) -> None:
    card = graded(touchpoints)
    assert (card.score, card.low, card.high, card.coverage, card.band) == (None,) * 5
    assert (card.weakest, card.bottleneck, card.broken, card.provisional) == (None, None, [], False)
    assert (card.touchpoints["a"].lost, card.stages["s"].lost) == (0.0, 0.0)


def test_audit_without_touchpoints_has_no_score(scored: Scored) -> None:
    card = scored("touchpoints: {}")
    assert (card.score, card.weakest, card.stages, card.observations) == (None, None, {}, 0)


def test_stage_where_nothing_is_scored_has_no_score_beside_one_that_has(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, {grade(60)}}}
        b: {{stage: t, {grade(None)}}}
        """
    )
    assert figures(card.stages["s"]) == close((60, 60, 60, 1))
    assert figures(card.stages["t"]) == (None, None, None, None)
    assert card.stages["t"].touchpoints == {"b": None}


def test_stage_without_touchpoints_is_a_gap_and_no_error(graded: Graded) -> None:
    card = graded(
        f"a: {{stage: s, {grade(60)}}}", head="journey: {stages: {before: Before, s: At it, after: After}}"
    )
    assert list(card.stages) == ["before", "s", "after"]
    assert figures(card.stages["before"]) == (None, None, None, None)
    assert card.stages["before"].touchpoints == {}
    assert card.stages["s"].name == "At it"


def test_stage_scores_the_same_way_over_its_own(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 1, {grade(40)}}}
        b: {{stage: t, importance: 5, {grade(0)}}}
        c: {{stage: s, importance: 3, {grade(80)}}}
        d: {{stage: s, importance: 4, {grade(None)}}}
        """
    )
    assert figures(card.stages["s"]) == close((70, 280 / 8, 680 / 8, 4 / 8))
    assert card.stages["s"].lost == close((1 * 60 + 3 * 20) / 9)
    assert card.stages["t"].lost == close(500 / 9)


# Handovers


def test_handover_counts_like_a_touchpoint(graded: Graded) -> None:
    card = graded(
        f"""
        chat: {{stage: before, importance: 1, {grade(100)}}}
        phone: {{stage: after, importance: 1, {grade(80)}}}
        """,
        handovers=f"{{chat-to-phone: {{from: chat, to: phone, importance: 2, {grade(10)}}}}}",
    )
    assert list(card.touchpoints) == ["chat", "phone"]
    assert list(card.handovers) == ["chat-to-phone"]
    assert card.score == close((100 + 80 + 20) / 4)
    assert card.handovers["chat-to-phone"].lost == close(2 / 4 * 90)
    assert (card.weakest, card.bottleneck) == ("chat-to-phone", "chat-to-phone")


def test_handover_lies_in_the_stage_where_it_ends(graded: Graded) -> None:
    card = graded(
        f"""
        chat: {{stage: before, {grade(100)}}}
        phone: {{stage: after, {grade(80)}}}
        """,
        handovers=f"{{chat-to-phone: {{from: chat, to: phone, {grade(10)}}}}}",
    )
    assert card.handovers["chat-to-phone"].stage == "after"
    assert card.stages["after"].touchpoints == {"phone": 80, "chat-to-phone": 10}
    assert card.stages["after"].score == close(45)


def test_handover_may_name_another_stage(graded: Graded) -> None:
    card = graded(
        f"""
        chat: {{stage: before, {grade(100)}}}
        phone: {{stage: after, {grade(80)}}}
        """,
        handovers=f"{{chat-to-phone: {{from: chat, to: phone, stage: before, {grade(10)}}}}}",
    )
    assert card.stages["before"].touchpoints == {"chat": 100, "chat-to-phone": 10}


def test_handover_may_be_broken(graded: Graded) -> None:
    card = graded(
        "a: {stage: s}\nb: {stage: s}",
        handovers="{a-to-b: {from: a, to: b, missing: true}}",
    )
    assert card.broken == ["a-to-b"]


# Bands and the verdict


def test_journey_is_strong_from_80_on(graded: Graded) -> None:
    assert graded(f"a: {{stage: s, {grade(80)}}}").band == "strong"
    assert graded(f"a: {{stage: s, {grade(79.9999999999)}}}").band == "strong"
    assert graded(f"a: {{stage: s, {grade(79.99)}}}").band == "fair"
    assert graded(f"a: {{stage: s, {grade(59.99)}}}").band == "weak"


@pytest.mark.parametrize(
    ("other", "band"), [(100, "fair"), (70, "fair"), (20, "weak")], ids=["strong", "fair", "weak"]
)
@pytest.mark.parametrize("matters", ["missing: true", f"{grade(59)}"], ids=["missing", "weak"])
def test_journey_is_at_best_fair_while_anything_that_matters_is_weak_or_broken(
    graded: Graded, other: int, band: str, matters: str
) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 90, {grade(other)}}}
        b: {{stage: s, importance: 3, {matters}}}
        """
    )
    assert "b" in card.held_back_by
    assert card.band == band


def test_what_matters_little_does_not_keep_the_journey_from_being_strong(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 90, {grade(100)}}}
        b: {{stage: s, importance: 2.9, missing: true}}
        """
    )
    assert (card.band, card.broken, card.held_back_by) == ("strong", ["b"], [])


def test_broken_touchpoints_are_told_in_the_order_of_the_journey(graded: Graded) -> None:
    card = graded(
        """
        late: {stage: after, missing: true}
        early: {stage: before, missing: true}
        fine: {stage: before}
        later: {stage: after, missing: true}
        """,
        head="journey: {stages: {before: Before, after: After}}",
        handovers="{way: {from: fine, to: early, missing: true}}",
    )
    assert card.broken == ["early", "way", "late", "later"]


@pytest.mark.parametrize(
    ("importance", "provisional"),
    [("0.2", False), ("0.3", True)],
    ids=["an open touchpoint that cannot change the band", "an open touchpoint that can"],
)
def test_journey_is_provisional_when_low_and_high_lie_in_different_bands(
    graded: Graded,
    importance: str,
    provisional: bool,
) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 1, {grade(75)}}}
        b: {{stage: s, importance: {importance}, {grade(None)}}}
        """
    )
    assert card.provisional is provisional


def test_journey_of_open_questions_outside_the_band_limits_is_not_provisional(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, importance: 9, {grade(20)}}}
        b: {{stage: s, importance: 1, {grade(None)}}}
        """
    )
    assert (card.low, card.high) == close((18, 28))
    assert not card.provisional


# Weakest link and bottleneck

WEAKEST = {
    "the lowest score": ("a: 50 3 s\nb: 40 1 s\nc: 60 5 s", "b"),
    "of equals the more important": ("a: 40 2 s\nb: 40 4 s\nc: 40 3 s", "b"),
    "of equals of equal importance the earlier": ("a: 50 3 s\nb: 40 3 s\nc: 40 3 s", "b"),
    "earlier goes by stage before it goes by file": ("a: 40 3 t\nb: 40 3 s", "b"),
    "equals may differ by an error of arithmetic": ("a: 40 2 s\nb: 40.0000000001 4 s", "b"),
    "a ten-millionth is a difference": ("a: 40 2 s\nb: 40.0000001 4 s", "a"),
    "what has no score is not weak": ("a: null 5 s\nb: 90 1 s", "b"),
    "a strong one may be the weakest": ("a: 100 5 s\nb: 90 1 s", "b"),
}
PROMISED = "promises: {p: P}"


def test_weakest_link_is_looked_for_among_what_is_broken(graded: Graded) -> None:
    card = graded(
        f"""
        low: {{stage: s, {grade(10)}}}
        better: {{stage: s, {PROMISED}, {grade(95)}}}
        worse: {{stage: s, {PROMISED}, {grade(90)}, breaks: {{better/p: Not so, worst/p: Not so}}}}
        worst: {{stage: s, {PROMISED}, {grade(80)}, breaks: {{worse/p: Not so}}}}
        unscored: {{stage: s, findings: {{f: {{kind: problem, says: Bad, severity: critical}}}}}}
        """
    )
    assert card.broken == ["better", "worse", "worst", "unscored"]
    assert (card.weakest, card.bottleneck) == ("worst", "low")


def test_of_what_is_broken_and_has_no_score_the_most_important_is_weakest(graded: Graded) -> None:
    bad = "findings: {f: {kind: problem, says: Bad, severity: critical}}"
    card = graded(
        f"a: {{stage: s, {bad}}}\nb: {{stage: s, importance: 4, {bad}}}\nc: {{stage: s, {grade(1)}}}"
    )
    assert (card.weakest, card.touchpoints["b"].band, card.touchpoints["b"].score) == ("b", "broken", None)


def test_a_broken_touchpoint_may_be_the_bottleneck(graded: Graded) -> None:
    bad = "findings: {f: {kind: problem, says: Bad, severity: critical}}"
    card = graded(f"a: {{stage: s, importance: 9, {bad}, {grade(85)}}}\nb: {{stage: s, {grade(70)}}}")
    assert card.bottleneck == "a"


@pytest.mark.parametrize(("rows", "weakest"), WEAKEST.values(), ids=WEAKEST)
def test_weakest_link(graded: Graded, rows: str, weakest: str) -> None:
    assert graded(touchpoints(rows), head="journey: {stages: {s: S, t: T}}").weakest == weakest


BOTTLENECK = {
    "the most lost points, not the lowest score": ("a: 50 5 s\nb: 20 1 s", "a"),
    "the strong are left alone": ("a: 80 1000 s\nb: 50 1 s", "b"),
    "the strong but for an error of arithmetic are left alone": ("a: 79.9999999999 1000 s\nb: 50 1 s", "b"),
    "none where all are strong": ("a: 80 5 s\nb: 100 5 s", None),
    "of equals the more important": ("a: 50 2 s\nb: 75 4 s\nc: 100 1 s", "b"),
    "of equals of equal importance the earlier": ("a: 70 3 s\nb: 50 3 s\nc: 50 3 s", "b"),
    "earlier goes by stage before it goes by file": ("a: 50 3 t\nb: 50 3 s", "b"),
    "what has no score loses nothing": ("a: null 5 s\nb: 70 1 s", "b"),
}


@pytest.mark.parametrize(("rows", "bottleneck"), BOTTLENECK.values(), ids=BOTTLENECK)
def test_bottleneck(graded: Graded, rows: str, bottleneck: str | None) -> None:
    assert graded(touchpoints(rows), head="journey: {stages: {s: S, t: T}}").bottleneck == bottleneck


def touchpoints(rows: str) -> str:
    """Return touchpoints from rows of id, grade, importance and stage."""
    return "\n".join(
        f"{name} {{stage: {stage}, importance: {importance}, {grade(value)}}}"
        for name, value, importance, stage in map(str.split, rows.splitlines())
    )


def test_bottleneck_goes_by_the_bands_of_the_workspace(graded: Graded) -> None:
    rows = touchpoints("a: 80 9 s\nb: 50 1 s")
    assert graded(rows).bottleneck == "b"
    assert graded(rows, settings="bands: {strong: 90, fair: 60}").bottleneck == "a"


def test_missing_touchpoint_may_be_weakest_and_bottleneck(graded: Graded) -> None:
    card = graded(f"a: {{stage: s, {grade(50)}}}\nb: {{stage: s, missing: true}}")
    assert (card.weakest, card.bottleneck) == ("b", "b")


# Personas

PERSONAS = f"""
everyone: {{stage: s, importance: 1, {grade(100)}}}
rosa: {{stage: s, importance: 3, personas: [regular], {grade(20)}}}
both: {{stage: t, importance: 1, personas: [regular, guest], {grade(60)}}}
greta: {{stage: t, importance: 2, personas: guest, {grade(40)}}}
"""
PERSONA_HEAD = "personas: {regular: Rosa, guest: {name: Greta}, nobody: Nobody}"


def test_persona_meets_its_own_touchpoints_and_everyones(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD, persona="regular")
    assert card.persona == "regular"
    assert list(card.touchpoints) == ["everyone", "rosa", "both"]
    assert card.score == close((100 + 3 * 20 + 60) / 5)
    assert card.touchpoints["rosa"].lost == close(3 / 5 * 80)
    assert card.stages["t"].touchpoints == {"both": 60}


def test_without_a_persona_every_touchpoint_counts(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD)
    assert card.persona is None
    assert card.score == close((100 + 3 * 20 + 60 + 2 * 40) / 7)


def test_persona_with_no_touchpoint_of_its_own_meets_everyones(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD, persona="nobody")
    assert list(card.touchpoints) == ["everyone"]
    assert card.score == 100


# Cuts


def test_every_cut_has_a_group_for_each_value(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, channel: phone, kind: human, owner: Ann, importance: 1, {grade(40)}}}
        b: {{stage: t, channel: phone, kind: digital, importance: 3, {grade(80)}}}
        c: {{stage: t, channel: chat, kind: human, owner: Bob, {grade(None)}}}
        """,
        head="audit: {method: team}\nplaces: {north: North}\npersonas: {regular: Rosa}",
        by="channel",
    )
    assert card.grouped is not None
    assert card.grouped.by == "channel"
    assert figures(card.grouped.groups["phone"]) == close((70, 70, 70, 1))
    assert card.grouped.groups["phone"].touchpoints == {"a": 40, "b": 80}
    assert card.grouped.groups["phone"].lost == close(30)
    assert figures(card.grouped.groups["chat"]) == (None, None, None, None)
    assert list(card.grouped.groups) == ["chat", "phone"]


CUTS = {
    "stage": {"s": (40, "S"), "t": (80, "T")},
    "channel": {"phone": (70, "phone"), "": (None, "")},
    "kind": {"digital": (80, "digital"), "human": (40, "human")},
    "owner": {"Ann": (40, "Ann"), "": (80, "")},
    "persona": {"regular": (70, "Rosa"), "guest": (80, "Greta")},
    "place": {"north": (40, "North"), "south": (None, "South"), "": (80, "")},
    "method": {"survey": (40, "survey"), "team": (80, "team")},
    "tag": {},
    "observer": {"": (70, "")},
}


def test_every_cut_is_tried() -> None:
    assert set(CUTS) == set(get_args(By))


@pytest.mark.parametrize(("by", "groups"), CUTS.items())
def test_cut(graded: Graded, by: str, groups: dict[str, tuple[float | None, str]]) -> None:
    card = graded(
        f"""
        a: {{stage: s, channel: phone, kind: human, owner: Ann, personas: [regular], importance: 1,
             {grade("{answer: 40, place: north, method: survey}")}}}
        b: {{stage: t, channel: phone, kind: digital, importance: 3, {grade(80)}}}
        c: {{stage: t, kind: human, {grade(None)}}}
        """.replace(",\n", ","),
        head="""journey: {stages: {s: S, t: T}}
audit: {method: team}
places: {north: North, south: South}
personas: {regular: Rosa, guest: Greta}""",
        by=by,
    )
    assert card.grouped is not None
    assert {group: one.name for group, one in card.grouped.groups.items()} == {
        group: name for group, (_, name) in groups.items()
    }
    assert {group: one.score for group, one in card.grouped.groups.items()} == {
        group: close(value) for group, (value, _) in groups.items()
    }
    assert list(card.grouped.groups) == list(groups)


def test_cut_leaves_the_rest_of_the_scorecard_as_it_is(graded: Graded, tmp_path: object) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD)
    audit = tpaudit.load(f"{tmp_path}/a.yaml")
    for by in get_args(By):
        cut = tpaudit.score(audit, by=by)
        cut.grouped = None
        assert cut == card


def test_cut_by_stage_is_that_of_the_scorecard(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD, by="stage")
    assert card.grouped is not None
    assert card.grouped.groups == card.stages


def test_cut_by_persona_counts_everyones_touchpoints_for_each(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD, by="persona")
    assert card.grouped is not None
    assert {group: list(one.touchpoints) for group, one in card.grouped.groups.items()} == {
        "regular": ["everyone", "rosa", "both"],
        "guest": ["everyone", "both", "greta"],
        "nobody": ["everyone"],
    }
    assert card.grouped.groups["guest"].score == close((100 + 60 + 80) / 4)


def test_cut_by_persona_of_an_audit_without_personas_is_empty(graded: Graded) -> None:
    card = graded(f"a: {{stage: s, {grade(40)}}}", by="persona")
    assert card.grouped is not None
    assert card.grouped.groups == {}


PLACES = """
touchpoints:
  counter:
    stage: s
    importance: 1
    checklists:
      grade:
        of-it:
          - {answer: 20, place: north}
          - {answer: 40, place: north, method: survey}
          - {answer: 90, place: south}
        again: [{answer: 60, place: north}, 10]
  till:
    stage: s
    importance: 3
    checklists:
      grade:
        of-it: {answer: 50, place: south}
        again: [{answer: 0, place: south, on: 2026-03-01}, 70]
"""
PLACE_HEAD = "audit: {date: 2026-05-09, since: 2026-04-01}\nplaces: {north: North, south: South, east: East}"
AGAIN = GRADE + "\nagain: {ask: And again?, answer: number, score: {full: 100, zero: 0}, weight: 3}"


def test_cut_by_place_scores_each_places_observations_alone(scored: Scored) -> None:
    card = scored(f"{PLACE_HEAD}\n{PLACES.lstrip()}", grade=AGAIN, by="place")
    assert card.grouped is not None
    groups = card.grouped.groups
    assert list(groups) == ["north", "south", "east", ""]
    north = ((20 + 40) / 2 + 60 * 3) / 4
    assert groups["north"].touchpoints == {"counter": close(north)}
    assert figures(groups["north"]) == close((north, north, north, 1))
    assert groups["south"].touchpoints == {"counter": 90, "till": 50}
    assert figures(groups["south"]) == close(
        ((90 + 3 * 50) / 4, (90 / 4 + 3 * 50 / 4) / 4, (390 / 4 + 3 * 350 / 4) / 4, 1 / 4)
    )
    assert figures(groups["east"]) == (None, None, None, None)
    assert groups[""].touchpoints == {"counter": 10, "till": 70}


def test_cut_by_place_loses_the_points_of_that_places_journey(scored: Scored) -> None:
    card = scored(f"{PLACE_HEAD}\n{PLACES.lstrip()}", grade=AGAIN, by="place")
    assert card.grouped is not None
    assert {group: one.lost for group, one in card.grouped.groups.items()} == {
        "north": close(100 - 52.5),
        "south": close(100 - 60),
        "east": 0,
        "": close(100 - (10 + 3 * 70) / 4),
    }


def test_cut_by_method_scores_each_methods_observations_alone(scored: Scored) -> None:
    card = scored(f"{PLACE_HEAD}\n{PLACES.lstrip()}", grade=AGAIN, by="method")
    assert card.grouped is not None
    assert card.grouped.groups["survey"].touchpoints == {"counter": 40}
    counter = ((20 + 90) / 2 + 3 * (60 + 10) / 2) / 4
    assert card.grouped.groups[""].touchpoints == {
        "counter": close(counter),
        "till": close((50 + 3 * 70) / 4),
    }


def test_cut_by_method_has_no_group_for_a_method_that_is_past(graded: Graded) -> None:
    card = graded(
        f"a: {{stage: s, {grade('[80, {answer: 40, method: survey, on: 2026-03-01}]')}}}",
        head="audit: {date: 2026-05-09, since: 2026-04-01}",
        by="method",
    )
    assert card.grouped is not None
    assert {group: one.score for group, one in card.grouped.groups.items()} == {"": 80}


def test_cut_by_place_takes_visits_for_their_places(scored: Scored) -> None:
    card = scored(
        f"places: {{north: North}}\ntouchpoints: {{a: {{stage: s, {grade(20)}}}}}",
        grade=GRADE,
        visits={"v": "visit: {place: north}\nanswers: {a/grade.of-it: 80}"},
        by="place",
    )
    assert card.score == 50
    assert card.grouped is not None
    assert {group: one.score for group, one in card.grouped.groups.items()} == {"north": 80, "": 20}


def test_cut_goes_with_a_persona(graded: Graded) -> None:
    card = graded(PERSONAS, head=PERSONA_HEAD, persona="regular", by="stage")
    assert card.grouped is not None
    assert card.grouped.groups["t"].touchpoints == {"both": 60}


# Waivers, findings and wow do not move the journey


def test_findings_are_told_and_not_scored(graded: Graded) -> None:
    card = graded(
        f"""
        a: {{stage: s, {grade(90)}, findings: {{rude: {{kind: problem, says: Rude, severity: critical}}}}}}
        """,
        visits={"v": "visit: {on: 2026-05-03, by: ben}\nfindings: {a/kind: {kind: praise, says: Kind}}"},
    )
    found = card.touchpoints["a"].findings
    assert {name: (one.kind, one.says, one.severity, one.by) for name, one in found.items()} == {
        "rude": ("problem", "Rude", "critical", None),
        "kind": ("praise", "Kind", None, "ben"),
    }
    assert (card.score, card.broken) == (90, ["a"])


def test_wow_items_lose_nothing_of_the_journey(graded: Graded) -> None:
    card = graded(
        f"a: {{stage: s, checklists: {{grade: {{of-it: 50, w: no}}}}}}\nb: {{stage: s, {grade(100)}}}",
        grade=GRADE + "\nw: {ask: W, answer: yes-no, wow: true, weight: 9}",
    )
    assert card.score == 75
    assert {address: one.lost for address, one in card.touchpoints["a"].items.items()} == {
        "grade.of-it": 25,
        "grade.w": 0,
    }


# What a journey's name brings


def test_stage_that_the_journey_does_not_have_is_refused(graded: Graded) -> None:
    with pytest.raises(InputError, match="stage `t`"):
        graded("a: {stage: t}", head="journey: {stages: {s: S}}")


def test_scorecard_says_whose_it_is(graded: Graded) -> None:
    card = graded(
        f"a: {{stage: s, name: {{en: Desk, ru: Стойка}}, {grade(40)}}}",
        head="company: {name: {en: Mill, ru: Мельница}}\naudit: {id: mill, date: 2026-05-09}",
        settings="language: ru",
    )
    assert (card.company, card.id, card.date, card.as_of) == ("Мельница", "mill", "2026-05-09", "2026-05-09")
    assert card.touchpoints["a"].name == "Стойка"
    assert (card.format, card.engine) == (1, tpaudit.__version__)


def test_links_are_touchpoints_and_handovers_stage_by_stage(graded: Graded) -> None:
    card = graded(
        "late: {stage: t}\nearly: {stage: s}",
        head="journey: {stages: {s: S, t: T}}",
        handovers="{way: {from: late, to: early}}",
    )
    assert list(card.links()) == ["early", "way", "late"]


@pytest.mark.parametrize(("first", "state"), [("no", "n/a"), ("yes", "open")])
def test_what_waits_for_a_long_chain_of_questions_is_left_out_with_its_first(
    first: str, state: str, scored: Callable[..., Scorecard]
) -> None:
    items = "q0: {ask: Q, answer: yes-no}\n" + "".join(
        f"q{number}: {{ask: Q, answer: yes-no, only_if: {{q{number - 1}: yes}}}}\n"
        for number in range(1, 1500)
    )
    card = scored(f"touchpoints: {{a: {{stage: s, checklists: {{chain: {{q0: {first}}}}}}}}}\n", chain=items)
    states = {item.state for at, item in card.touchpoints["a"].items.items() if at != "chain.q0"}
    assert states == {state}
