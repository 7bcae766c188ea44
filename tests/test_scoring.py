"""From observations to items to touchpoints: voices, states, flags, faults and feeling."""

from collections.abc import Callable
from textwrap import indent

import pytest

from tpaudit import InputError, ItemScore, LoadedAudit, Scorecard, TouchpointScore, UsageError
from tpaudit.documents.checklist import Combine, Method
from tpaudit.judging.scoring.combining import COMBINE
from tpaudit.judging.scoring.touchpoint import FELT

Scored = Callable[..., Scorecard]
Load = Callable[..., LoadedAudit]
close = pytest.approx

PHONE = """
number-on-every-page: {ask: Is the number on every page?, answer: yes-no, weight: 3, must: true}
pick-up-time: {ask: How long until somebody answers?, answer: duration, score: {full: 10s, zero: 60s}}
politeness: {ask: How polite?, answer: 1-5, weight: 2}
who-answers: {ask: Who answers?, answer: choice, options: {person: 100, bot: 0}}
"""
ORDER_LINE = """
touchpoints:
  order-line:
    stage: purchase
    importance: 5
    checklists:
      phone: {number-on-every-page: no, pick-up-time: [12s, 48s, 31s], politeness: 4}
"""


def one(card: Scorecard) -> TouchpointScore:
    """Return the only touchpoint of a scorecard."""
    (found,) = card.touchpoints.values()
    return found


def only(card: Scorecard) -> ItemScore:
    """Return the only item of the only touchpoint."""
    (found,) = one(card).items.values()
    return found


@pytest.fixture
def answered(scored: Scored) -> Callable[..., ItemScore]:
    """Return what scores a single item of a single touchpoint with the answers given to it."""

    def score_item(item: str, answers: str, head: str = "", **files: object) -> ItemScore:
        audit = f"""
places: {{north: North, south: South}}
{head}
touchpoints:
  desk:
    stage: visit
    checklists:
      q:
        a: {answers}
"""
        return only(scored(audit, q=f"a: {{ask: Well, {item}}}", **files))

    return score_item


Answered = Callable[..., ItemScore]


# The worked example of the arithmetic


def test_worked_touchpoint_scores_the_weighted_mean_of_its_scored_items(scored: Scored) -> None:
    touch = one(scored(ORDER_LINE, phone=PHONE))
    pick_up = (96 + 24 + 58) / 3
    assert touch.items["phone.pick-up-time"].score == close(pick_up, abs=1e-9)
    assert touch.score == close((0 * 3 + pick_up * 1 + 75 * 2) / 6, abs=1e-9)
    assert touch.score == close(34.89, abs=0.005)


def test_worked_touchpoint_is_covered_by_six_sevenths(scored: Scored) -> None:
    assert one(scored(ORDER_LINE, phone=PHONE)).coverage == close(6 / 7, abs=1e-12)


def test_worked_interval_takes_the_open_item_for_0_and_for_100(scored: Scored) -> None:
    touch = one(scored(ORDER_LINE, phone=PHONE))
    won = 0 * 3 + (96 + 24 + 58) / 3 + 75 * 2
    assert touch.low == close(won / 7, abs=1e-9)
    assert touch.high == close((won + 100) / 7, abs=1e-9)
    assert (touch.low, touch.high) == close((29.90, 44.19), abs=0.005)


def test_worked_touchpoint_is_broken_by_its_must(scored: Scored) -> None:
    touch = one(scored(ORDER_LINE, phone=PHONE))
    assert touch.broken
    assert [(fault.kind, fault.item, fault.failing, fault.of) for fault in touch.faults] == [
        ("must", "phone.number-on-every-page", 1, 1)
    ]


def test_worked_states_tell_the_open_item_from_the_scored_ones(scored: Scored) -> None:
    items = one(scored(ORDER_LINE, phone=PHONE)).items
    assert {address: (item.state, item.score is None) for address, item in items.items()} == {
        "phone.number-on-every-page": ("scored", False),
        "phone.pick-up-time": ("scored", False),
        "phone.politeness": ("scored", False),
        "phone.who-answers": ("open", True),
    }


# Observations: one method, one voice; one place, one voice

VOICES = {
    "observations of one voice are averaged": ("[60, 90, 30]", 60),
    "methods of a place are averaged, not their observations": (
        "[10, 20, 30, {answer: 80, method: survey}]",
        (20 + 80) / 2,
    ),
    "places are averaged, not their methods": (
        """
          - {answer: 10, place: north}
          - {answer: 30, place: north, method: survey}
          - {answer: 80, place: south}""",
        ((10 + 30) / 2 + 80) / 2,
    ),
    "what has no place is one more place": (
        "[{answer: 10, place: north}, {answer: 40, place: south}, 100, 100]",
        (10 + 40 + 100) / 3,
    ),
    "what has no method is one more method": ("[10, 20, {answer: 45, method: survey}]", (15 + 45) / 2),
    "n/a among others is left out": ("[20, {answer: n/a, note: closed}, 40]", 30),
    "a mean of sixty answers is one observation": ("[{answer: 100, of: 60}, 0]", 50),
    "another observer of the same method is the same voice": (
        "[{answer: 0, by: ben}, {answer: 0, by: ben}, {answer: 90, by: ann}]",
        30,
    ),
}


@pytest.mark.parametrize(("answers", "score"), VOICES.values(), ids=VOICES)
def test_voices(answered: Answered, answers: str, score: float) -> None:
    item = answered("answer: number, score: {full: 100, zero: 0}", answers)
    assert item.state == "scored"
    assert item.score == close(score, abs=1e-9)


def test_mean_is_exact_however_many_there_are(answered: Answered) -> None:
    item = answered("answer: number, score: {full: 100, zero: 0}", f"[{', '.join(['0.1'] * 10)}]")
    assert item.score == 0.1


def test_audits_method_is_that_of_observations_without_one(answered: Answered) -> None:
    item = answered(
        "answer: number, score: {full: 100, zero: 0}",
        "[0, {answer: 0, method: team}, {answer: 90, method: survey}]",
        "audit: {method: team}",
    )
    assert item.score == close((0 + 90) / 2)
    assert [observation.method for observation in item.observations] == ["team", "team", "survey"]


def test_every_method_is_a_voice_of_its_own(answered: Answered) -> None:
    methods = Method.__args__  # type: ignore[attr-defined]
    answers = "".join(
        f"\n          - {{answer: {10 * n}, method: {method}}}" for n, method in enumerate(methods)
    )
    item = answered(
        "answer: number, score: {full: 100, zero: 0}", answers + "\n          - 100\n          - 100"
    )
    assert len(methods) == 7
    assert item.score == close((0 + 10 + 20 + 30 + 40 + 50 + 60 + 100) / 8)


COMBINED = {
    "the mean of one voice": ("mean", "[90, 10, 20]", 40),
    "the median of an odd number": ("median", "[90, 10, 20]", 20),
    "the median of an even number lies between the middle two": ("median", "[90, 10, 20, 40]", 30),
    "the worst": ("worst", "[90, 10, 20]", 10),
    "the best": ("best", "[20, 90, 10]", 90),
    "the latest by date": (
        "latest",
        "[{answer: 90, on: 2026-05-03}, {answer: 10, on: 2026-05-07}, {answer: 20, on: 2026-05-01}]",
        10,
    ),
    "the latest of one day by its minute": (
        "latest",
        "[{answer: 90, on: 2026-05-03T12:30}, {answer: 10, on: 2026-05-03T09:15}]",
        90,
    ),
    "the latest of equals is the later in the file": (
        "latest",
        "[{answer: 90, on: 2026-05-03}, {answer: 10, on: 2026-05-03}]",
        10,
    ),
    "what has no date is of the audit's": (
        "latest",
        "[{answer: 90, on: 2026-05-08}, 10, {answer: 20, on: 2026-05-08}]",
        10,
    ),
    "what has no date ties with the audit's date": ("latest", "[10, {answer: 90, on: 2026-05-09}]", 90),
    "n/a is not the latest": (
        "latest",
        "[{answer: 90, on: 2026-05-03}, {answer: n/a, on: 2026-05-07, note: closed}]",
        90,
    ),
    "the worst of each voice is averaged": ("worst", "[90, 20, {answer: 60, method: survey}]", (20 + 60) / 2),
    "the best of each voice is averaged": (
        "best",
        "[90, 20, {answer: 60, place: north}, {answer: 0, place: north}]",
        (90 + 60) / 2,
    ),
    "the median of each voice is averaged": (
        "median",
        "[0, 0, 90, {answer: 60, method: survey}]",
        (0 + 60) / 2,
    ),
    "the latest of each voice is averaged": (
        "latest",
        "[90, 20, {answer: 60, method: survey, on: 2026-05-01}]",
        (20 + 60) / 2,
    ),
}


@pytest.mark.parametrize(("combine", "answers", "score"), COMBINED.values(), ids=COMBINED)
def test_observations_of_one_voice_are_combined(
    answered: Answered, combine: str, answers: str, score: float
) -> None:
    item = answered(
        f"answer: number, score: {{full: 100, zero: 0}}, combine: {combine}",
        answers,
        "audit: {date: 2026-05-09}",
    )
    assert item.score == close(score, abs=1e-9)


def test_every_way_to_combine_is_tried() -> None:
    assert {way for way, *_ in COMBINED.values()} == set(COMBINE) == set(Combine.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("item", "answers", "score"),
    [
        ("answer: yes-no, combine: worst", "[yes, no, yes]", 0),
        ("answer: 1-5, combine: median", "[5, 1, 4]", 75),
        ("answer: choice, options: {good: 90, bad: 30}, combine: best", "[bad, good]", 90),
        ("answer: percent, score: {full: 100, zero: 0}, combine: median", "[10%, 20, 90]", 20),
        ("answer: duration, score: {full: 10s, zero: 60s}, combine: worst", "[10s, never]", 0),
    ],
    ids=["a yes-no", "a scale", "a choice", "a percent", "a duration"],
)
def test_any_kind_of_answer_may_be_combined(
    answered: Answered, item: str, answers: str, score: float
) -> None:
    assert answered(item, answers).score == close(score)


NUMBER = "answer: number, score: {full: 100, zero: 0}, combine: latest"


def test_latest_of_equals_is_that_of_the_visit_whose_name_is_last(answered: Answered) -> None:
    item = answered(
        NUMBER,
        "10",
        "audit: {date: 2026-05-09}",
        visits={
            "b": "visit: {on: 2026-05-09}\nanswers: {desk/q.a: 90}",
            "a": "visit: {on: 2026-05-09}\nanswers: {desk/q.a: 20}",
        },
    )
    assert item.score == 90
    assert [(seen.answer, seen.visit, seen.counts) for seen in item.observations] == [
        ("10", None, False),
        ("20", "a", False),
        ("90", "b", True),
    ]


def test_latest_goes_by_date_before_it_goes_by_file(answered: Answered) -> None:
    item = answered(
        NUMBER,
        "10",
        "audit: {date: 2026-05-09}",
        visits={"a": "visit: {on: 2026-05-08}\nanswers: {desk/q.a: 90}"},
    )
    assert item.score == 10


def test_visit_without_a_date_is_of_the_audits(answered: Answered) -> None:
    item = answered(
        NUMBER,
        "{answer: 10, on: 2026-05-08}",
        "audit: {date: 2026-05-09}",
        visits={"a": "visit: {by: ben}\nanswers: {desk/q.a: 90}"},
    )
    assert item.score == 90
    assert [seen.on for seen in item.observations] == ["2026-05-08", "2026-05-09"]


def test_visit_gives_its_method_place_and_observer_to_its_answers(answered: Answered) -> None:
    item = answered(
        "answer: number, score: {full: 100, zero: 0}",
        "[0, 0]",
        "audit: {auditor: ann, method: team}",
        visits={
            "v": """
            visit: {by: ben, method: mystery-shopper, place: north}
            answers: {desk/q.a: [60, {answer: 90, place: south}, {answer: 20, by: cy, method: team}]}
            """
        },
    )
    assert [(seen.by, seen.method, seen.place) for seen in item.observations] == [
        ("ann", "team", None),
        ("ann", "team", None),
        ("ben", "mystery-shopper", "north"),
        ("ben", "mystery-shopper", "south"),
        ("cy", "team", "north"),
    ]
    assert item.score == close((0 + (60 + 20) / 2 + 90) / 3)


# Past observations


SINCE = "audit: {date: 2026-05-09, since: 2026-04-01}"


def test_observation_before_since_is_past_and_not_scored(answered: Answered) -> None:
    item = answered(NUMBER.removesuffix(", combine: latest"), "[{answer: 0, on: 2026-03-31}, 80]", SINCE)
    assert item.score == 80
    assert [(seen.past, seen.counts, seen.score) for seen in item.observations] == [
        (True, False, 0.0),
        (False, True, 80.0),
    ]


def test_observation_of_the_first_day_counts(answered: Answered) -> None:
    item = answered(
        "answer: yes-no", "[{answer: no, on: 2026-04-01}, {answer: no, on: 2026-04-01T00:00}, yes]", SINCE
    )
    assert item.score == close(100 / 3)


def test_observation_of_the_last_minute_before_since_is_past(answered: Answered) -> None:
    item = answered("answer: yes-no", "[{answer: no, on: 2026-03-31T23:59}, yes]", SINCE)
    assert item.score == 100


def test_item_with_past_observations_only_is_open(answered: Answered) -> None:
    item = answered("answer: yes-no", "{answer: yes, on: 2026-03-01}", SINCE)
    assert (item.state, item.score) == ("open", None)


def test_item_with_past_n_a_only_is_open(answered: Answered) -> None:
    item = answered("answer: yes-no", "{answer: n/a, on: 2026-03-01, note: closed}", SINCE)
    assert item.state == "open"


def test_item_that_is_n_a_now_is_n_a_whatever_it_was(answered: Answered) -> None:
    item = answered("answer: yes-no", "[{answer: yes, on: 2026-03-01}, {answer: n/a, note: closed}]", SINCE)
    assert item.state == "n/a"


def test_past_observation_of_a_visit_does_not_count(answered: Answered) -> None:
    item = answered(
        "answer: yes-no", "yes", SINCE, visits={"v": "visit: {on: 2026-03-01}\nanswers: {desk/q.a: no}"}
    )
    assert item.score == 100


def test_past_failure_of_a_must_breaks_nothing(scored: Scored) -> None:
    card = scored(
        f"""
        {SINCE}
        touchpoints:
          desk: {{stage: visit, checklists: {{q: {{a: [{{answer: no, on: 2026-03-01}}, yes]}}}}}}
        """,
        q="a: {ask: A, answer: yes-no, must: true}",
    )
    assert not one(card).broken


def test_scorecard_counts_the_observations_that_count(scored: Scored) -> None:
    card = scored(
        f"""
        {SINCE}
        touchpoints:
          desk:
            stage: visit
            checklists:
              q:
                a: [yes, no, {{answer: no, on: 2026-03-01}}, {{answer: n/a, note: closed}}]
                b: [yes, no]
        """,
        q="{a: {ask: A, answer: yes-no}, b: {ask: B, answer: yes-no, combine: latest}}",
    )
    assert card.observations == 3


# States

CONDITIONS = """
first: {ask: First, answer: duration, score: {full: 10s, zero: 60s}}
second: {ask: Second, answer: yes-no, only_if: {first: answered}}
third: {ask: Third, answer: yes-no, only_if: {second: yes}}
"""


def states(scored: Scored, answers: str, items: str = CONDITIONS, head: str = "") -> dict[str, str]:
    """Return the states of a touchpoint's items by their ids."""
    audit = f"""
{head}
touchpoints:
  desk: {{stage: visit, checklists: {{q: {answers}}}}}
"""
    return {
        address.removeprefix("q."): item.state for address, item in one(scored(audit, q=items)).items.items()
    }


ONLY_IF = {
    "an item whose condition is met waits for its answer": (
        "{first: 20s}",
        {"first": "scored", "second": "open", "third": "open"},
    ),
    "an item whose condition is unmet is n/a": (
        "{first: 20s, second: no}",
        {"first": "scored", "second": "scored", "third": "n/a"},
    ),
    "never is no answer": ("{first: never}", {"first": "scored", "second": "n/a", "third": "n/a"}),
    "giving up is no answer": ('{first: ">3m"}', {"first": "scored", "second": "n/a", "third": "n/a"}),
    "one answer among failures is enough": (
        '{first: [never, 20s, ">3m"]}',
        {"first": "scored", "second": "open", "third": "open"},
    ),
    "of an open item nothing follows": ("{}", {"first": "open", "second": "open", "third": "open"}),
    "of an item that is n/a by an answer nothing follows": (
        "{first: {answer: n/a, note: no phone}}",
        {"first": "n/a", "second": "open", "third": "open"},
    ),
    "of an item that is n/a by an answer of its own nothing follows, though its condition is unmet": (
        "{first: never, second: {answer: n/a, note: no phone}}",
        {"first": "scored", "second": "n/a", "third": "open"},
    ),
    "an answer of its own wins over the condition": (
        "{first: never, second: yes}",
        {"first": "scored", "second": "scored", "third": "open"},
    ),
    "an answer of its own at the end of a chain wins as well": (
        "{first: never, third: no}",
        {"first": "scored", "second": "n/a", "third": "scored"},
    ),
}


@pytest.mark.parametrize(("answers", "expected"), ONLY_IF.values(), ids=ONLY_IF)
def test_only_if(scored: Scored, answers: str, expected: dict[str, str]) -> None:
    assert states(scored, answers) == expected


WANTED = {
    "one of several answers meets it": (
        "who: {ask: W, answer: choice, options: {a: 1, b: 2, c: 3}}",
        "[a, b]",
        "b",
        "open",
    ),
    "none of several answers does not": (
        "who: {ask: W, answer: choice, options: {a: 1, b: 2, c: 3}}",
        "[a, b]",
        "c",
        "n/a",
    ),
    "an option's label stands for its id": (
        "who: {ask: W, answer: choice, options: {a: {points: 1, label: Apple}, b: 2}}",
        "apple",
        "a",
        "open",
    ),
    "no may be wanted": ("who: {ask: W, answer: yes-no}", "no", "нет", "open"),
    "a rate meets yes as well as no": ("who: {ask: W, answer: yes-no}", "no", "3/4", "open"),
    "a rate of all does not meet no": ("who: {ask: W, answer: yes-no}", "no", "4/4", "n/a"),
    "a step of a scale may be wanted": ("who: {ask: W, answer: 1-5}", "[4, 5]", "4", "open"),
    "another step does not meet it": ("who: {ask: W, answer: 1-5}", "[4, 5]", "3", "n/a"),
    "a duration may be wanted in other words": (
        "who: {ask: W, answer: duration, score: {full: 1s, zero: 2m}}",
        "60s",
        "1m",
        "open",
    ),
    "never may be wanted": (
        "who: {ask: W, answer: duration, score: {full: 1s, zero: 2m}}",
        "never",
        "никогда",
        "open",
    ),
    "what is good does not matter": ("who: {ask: W, answer: yes-no, good: no}", "yes", "yes", "open"),
}


@pytest.mark.parametrize(("other", "wanted", "answer", "state"), WANTED.values(), ids=WANTED)
def test_answers_that_a_condition_wants(
    scored: Scored, other: str, wanted: str, answer: str, state: str
) -> None:
    items = f"{other}\nnext: {{ask: Next, answer: yes-no, only_if: {{who: {wanted}}}}}"
    assert states(scored, f"{{who: {answer}}}", items)["next"] == state


def test_every_condition_must_be_met(scored: Scored) -> None:
    items = """
    a: {ask: A, answer: yes-no}
    b: {ask: B, answer: yes-no}
    c: {ask: C, answer: yes-no, only_if: {a: yes, b: yes}}
    """
    assert states(scored, "{a: yes, b: no}", items)["c"] == "n/a"
    assert states(scored, "{a: yes, b: yes}", items)["c"] == "open"
    assert states(scored, "{a: no}", items)["c"] == "n/a"
    assert states(scored, "{a: yes}", items)["c"] == "open"


def test_past_answer_meets_and_fails_no_condition(scored: Scored) -> None:
    answers = "{first: {answer: never, on: 2026-03-01}}"
    assert states(scored, answers, head=SINCE) == {"first": "open", "second": "open", "third": "open"}


def test_n_a_item_leaves_both_sums(scored: Scored) -> None:
    items = """
    a: {ask: A, answer: yes-no, weight: 5}
    b: {ask: B, answer: 1-5, weight: 2}
    c: {ask: C, answer: yes-no, weight: 1}
    """
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: {answer: n/a, note: x}, b: 4}}}}", q=items
    )
    touch = one(card)
    assert touch.items["q.a"].state == "n/a"
    assert touch.items["q.a"].score is None
    assert touch.score == close(75)
    assert touch.coverage == close(2 / 3)
    assert (touch.low, touch.high) == close((75 * 2 / 3, (75 * 2 + 100) / 3))


def test_n_a_by_condition_leaves_both_sums(scored: Scored) -> None:
    card = scored("touchpoints: {desk: {stage: visit, checklists: {q: {first: never}}}}", q=CONDITIONS)
    assert (one(card).score, one(card).coverage) == (0, 1)


def test_touchpoint_of_open_items_only_has_no_score(scored: Scored) -> None:
    touch = one(scored("touchpoints: {desk: {stage: visit, checklists: {q: }}}", q=CONDITIONS))
    assert (touch.score, touch.low, touch.high, touch.band, touch.lost) == (None, None, None, None, 0.0)
    assert not touch.provisional
    assert not touch.broken


def test_touchpoint_of_n_a_items_only_has_no_score(scored: Scored) -> None:
    touch = one(
        scored(
            "touchpoints: {desk: {stage: visit, checklists: {q: {a: {answer: n/a, note: none}}}}}",
            q="a: {ask: A, answer: yes-no, must: true}",
        )
    )
    assert (touch.score, touch.coverage, touch.band, touch.lost) == (None, None, None, 0.0)
    assert not touch.broken


def test_touchpoint_without_checklists_has_no_score(scored: Scored) -> None:
    touch = one(scored("touchpoints: {desk: {stage: visit}}"))
    assert (touch.score, touch.coverage, touch.lost) == (None, None, 0.0)


def test_items_of_several_checklists_are_weighed_together(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {p: {a: yes}, q: {a: 3}}}}",
        p="a: {ask: A, answer: yes-no, weight: 0.5}",
        q="a: {ask: A, answer: 1-5, weight: 1.5}",
    )
    assert list(one(card).items) == ["p.a", "q.a"]
    assert one(card).score == close((100 * 0.5 + 50 * 1.5) / 2)


# Wow

WOW = """
a: {ask: A, answer: yes-no, weight: 2}
w: {ask: W, answer: 0-10, weight: 7, wow: true}
"""


def wow(scored: Scored, answer: str) -> TouchpointScore:
    """Return a touchpoint with a plain item at 100 and a wow item."""
    return one(
        scored(f"touchpoints: {{desk: {{stage: visit, checklists: {{q: {{a: yes, w: {answer}}}}}}}}}", q=WOW)
    )


@pytest.mark.parametrize("answer", ["0", "4", "10", "null", "{answer: n/a, note: none}"])
def test_wow_item_is_outside_score_coverage_and_interval(scored: Scored, answer: str) -> None:
    touch = wow(scored, answer)
    assert (touch.score, touch.coverage, touch.low, touch.high) == (100, 1, 100, 100)
    assert touch.items["q.w"].lost == 0
    assert not touch.broken


@pytest.mark.parametrize(
    ("answer", "delights"), [("4", []), ("5", ["q.w"]), ("10", ["q.w"]), ("null", []), ("[0, 9]", [])]
)
def test_wow_item_delights_from_50_points_on(scored: Scored, answer: str, delights: list[str]) -> None:
    assert wow(scored, answer).delights == delights


@pytest.mark.parametrize(
    ("share", "delights"), [("49.9999999995", ["q.w"]), ("49.99999999", []), ("50", ["q.w"])]
)
def test_wow_item_delights_but_for_an_error_of_arithmetic(
    scored: Scored, share: str, delights: list[str]
) -> None:
    card = scored(
        f"touchpoints: {{desk: {{stage: visit, checklists: {{q: {{w: {share}}}}}}}}}",
        q="w: {ask: W, answer: percent, score: {full: 100, zero: 0}, wow: true}",
    )
    assert one(card).delights == delights


def test_wow_item_alone_gives_no_score(scored: Scored) -> None:
    touch = one(
        scored(
            "touchpoints: {desk: {stage: visit, checklists: {q: {w: yes}}}}",
            q="w: {ask: W, answer: yes-no, wow: true}",
        )
    )
    assert (touch.score, touch.coverage) == (None, None)
    assert touch.delights == ["q.w"]
    assert touch.items["q.w"].score == 100


# Broken


def test_must_below_50_in_one_of_three_breaks(scored: Scored) -> None:
    touch = one(
        scored(
            """
            touchpoints:
              desk: {stage: visit, checklists: {q: {a: [5, {answer: 2, note: "Hung up"}, 5], b: 1}}}
            """,
            q="{a: {ask: A, answer: 1-5, must: true}, b: {ask: B, answer: 1-5}}",
        )
    )
    assert touch.items["q.a"].score == close((100 + 25 + 100) / 3)
    assert [(fault.kind, fault.item, fault.failing, fault.of, fault.note) for fault in touch.faults] == [
        ("must", "q.a", 1, 3, "Hung up")
    ]


def test_note_of_a_fault_is_told_in_the_language_of_the_workspace(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: {answer: no, note: {en: Shut, zh: 关门了}}}}}}",
        settings="language: zh",
        q="a: {ask: A, answer: yes-no, must: true}",
    )
    assert [fault.note for fault in one(card).faults] == ["关门了"]


@pytest.mark.parametrize(
    ("answer", "broken"),
    [
        ("3", False),
        ("5", False),
        ("{answer: 2.99, of: 9}", True),
        ("2", True),
        ("{answer: n/a, note: none}", False),
        ("null", False),
    ],
    ids=[
        "exactly 50 holds",
        "100 holds",
        "just below 50 fails",
        "25 fails",
        "n/a fails nothing",
        "an open one fails nothing",
    ],
)
def test_must_breaks_below_50(scored: Scored, answer: str, broken: bool) -> None:
    card = scored(
        f"touchpoints: {{desk: {{stage: visit, checklists: {{q: {{a: {answer}, b: 5}}}}}}}}",
        q="{a: {ask: A, answer: 1-5, must: true}, b: {ask: B, answer: 1-5}}",
    )
    assert one(card).broken is broken
    assert card.broken == ["desk"] * broken


def test_must_just_below_50_by_an_error_of_arithmetic_holds(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: 49.9999999999, b: 5}}}}",
        q="{a: {ask: A, answer: number, score: {full: 100, zero: 0}, must: true}, b: {ask: B, answer: 1-5}}",
    )
    assert not one(card).broken


def test_must_that_fails_on_an_older_visit_holds_where_the_latest_counts(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: [no, yes]}}}}",
        q="a: {ask: A, answer: yes-no, must: true, combine: latest}",
    )
    assert not one(card).broken


def test_must_that_fails_once_breaks_where_the_best_counts(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: [no, yes]}}}}",
        q="a: {ask: A, answer: yes-no, must: true, combine: best}",
    )
    assert one(card).score == 100
    assert one(card).broken


def test_option_that_fails_breaks_whatever_it_scores(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: [good, odd, good]}}}}",
        q="a: {ask: A, answer: choice, options: {good: 100, odd: {points: 90, fails: true}, bad: 0}}",
    )
    (fault,) = one(card).faults
    assert (fault.kind, fault.item, fault.failing, fault.of) == ("fails", "q.a", 1, 3)


def test_option_that_scores_nothing_does_not_fail_by_itself(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: bad}}}}",
        q="a: {ask: A, answer: choice, options: {good: 100, odd: {points: 90, fails: true}, bad: 0}}",
    )
    assert one(card).score == 0
    assert not one(card).broken


def test_missing_touchpoint_scores_0_for_certain_and_is_broken(scored: Scored) -> None:
    card = scored("touchpoints: {mail: {stage: visit, missing: true, note: Nothing comes}}")
    touch = one(card)
    assert (touch.score, touch.low, touch.high, touch.coverage) == (0, 0, 0, 1)
    assert touch.missing
    assert [(fault.kind, fault.note) for fault in touch.faults] == [("missing", "Nothing comes")]
    assert (touch.band, touch.lost) == ("broken", 100)


def test_answers_of_a_missing_touchpoint_do_not_count(scored: Scored) -> None:
    card = scored(
        "touchpoints: {mail: {stage: visit, missing: true, checklists: {q: {a: yes}}}}",
        q="{a: {ask: A, answer: yes-no}, b: {ask: B, answer: yes-no}}",
    )
    touch = one(card)
    assert (touch.score, touch.low, touch.high, touch.coverage) == (0, 0, 0, 1)
    assert [item.lost for item in touch.items.values()] == [0, 0]


def test_promise_that_another_touchpoint_breaks_breaks_the_one_that_promised(scored: Scored) -> None:
    card = scored(
        """
        touchpoints:
          website:
            stage: before
            promises: {next-day: Posted the next day}
            checklists: {q: {a: yes}}
          parcel:
            stage: after
            breaks: {website/next-day: Posted on Tuesdays}
            checklists: {q: {a: yes}}
        """,
        q="a: {ask: A, answer: yes-no}",
    )
    (fault,) = card.touchpoints["website"].faults
    assert (fault.kind, fault.promise, fault.by, fault.note) == (
        "promise",
        "next-day",
        "parcel",
        "Posted on Tuesdays",
    )
    assert card.touchpoints["website"].score == 100
    assert not card.touchpoints["parcel"].broken
    assert card.broken == ["website"]


def test_touchpoint_may_be_broken_in_several_ways(scored: Scored) -> None:
    card = scored(
        """
        touchpoints:
          desk: {stage: visit, promises: {p: P}, checklists: {q: {a: no, b: bad}}}
          mail: {stage: visit, breaks: {desk/p: Late}}
        """,
        q="""
        a: {ask: A, answer: yes-no, must: true}
        b: {ask: B, answer: choice, options: {bad: {points: 9, fails: yes}}}
        """,
    )
    assert [fault.kind for fault in card.touchpoints["desk"].faults] == ["must", "fails", "promise"]


def test_broken_touchpoint_without_a_score_is_broken_all_the_same(scored: Scored) -> None:
    card = scored(
        """
        touchpoints:
          desk: {stage: visit, promises: {p: P}}
          mail: {stage: visit, breaks: {desk/p: Late}}
        """
    )
    assert card.touchpoints["desk"].score is None
    assert card.broken == ["desk"]


# Bands

BANDS = {
    "80 is strong": ("80", "strong"),
    "80 missed by an error of arithmetic is strong": ("79.9999999999", "strong"),
    "79.99 is fair": ("79.99", "fair"),
    "60 is fair": ("60", "fair"),
    "60 missed by an error of arithmetic is fair": ("59.9999999999", "fair"),
    "59.99 is weak": ("59.99", "weak"),
    "0 is weak": ("0", "weak"),
    "a tenth of a millionth below 80 is fair": ("79.9999999", "fair"),
}


@pytest.mark.parametrize(("answer", "band"), BANDS.values(), ids=BANDS)
def test_band_of_a_touchpoint(scored: Scored, answer: str, band: str) -> None:
    card = scored(
        f"touchpoints: {{desk: {{stage: visit, checklists: {{q: {{a: {answer}}}}}}}}}",
        q="a: {ask: A, answer: number, score: {full: 100, zero: 0}}",
    )
    assert one(card).band == band
    assert not one(card).provisional


def test_bands_of_the_workspace_win(scored: Scored) -> None:
    audit = "touchpoints: {desk: {stage: visit, checklists: {q: {a: 4}}}}"
    items = "a: {ask: A, answer: 1-5}"
    assert one(scored(audit, settings="bands: {strong: 75, fair: 70}", q=items)).band == "strong"
    assert one(scored(audit, settings="bands: {strong: 76, fair: 75}", q=items)).band == "fair"
    assert one(scored(audit, settings="bands: {strong: 90, fair: 76}", q=items)).band == "weak"


def test_a_broken_touchpoint_has_no_other_band_whatever_it_scores(scored: Scored) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: no, b: 5}}}}",
        q="{a: {ask: A, answer: yes-no, must: true}, b: {ask: B, answer: 1-5, weight: 99}}",
    )
    assert (one(card).band, one(card).score, one(card).provisional) == ("broken", 99, False)


@pytest.mark.parametrize(
    ("weight", "provisional"),
    [("0.2", False), ("0.3", True)],
    ids=["an open item that cannot leave the band", "an open item that can"],
)
def test_touchpoint_is_provisional_when_its_interval_leaves_the_band(
    scored: Scored,
    weight: str,
    provisional: bool,
) -> None:
    card = scored(
        "touchpoints: {desk: {stage: visit, checklists: {q: {a: 4}}}}",
        q=f"{{a: {{ask: A, answer: 1-5}}, b: {{ask: B, answer: 1-5, weight: {weight}}}}}",
    )
    assert one(card).provisional is provisional


# Feeling

FEELINGS = {
    "what the touchpoint says itself wins": ("felt: positive, ", "[{answer: yes, felt: angry}]", 1),
    "the mean of its observations'": (
        "",
        "[{answer: yes, felt: delighted}, {answer: no, felt: negative}]",
        0.5,
    ),
    "what felt like nothing is left out": ("", "[{answer: yes, felt: angry}, yes, yes]", -2),
    "neutral is a feeling": ("", "[{answer: yes, felt: delighted}, {answer: yes, felt: neutral}]", 1),
    "n/a feels like nothing": ("", "[yes, {answer: n/a, note: none, felt: angry}]", None),
    "what is past feels like nothing": ("", "[yes, {answer: yes, on: 2026-03-01, felt: angry}]", None),
    "nobody said": ("", "[yes, no]", None),
}


@pytest.mark.parametrize(("own", "answers", "feeling"), FEELINGS.values(), ids=FEELINGS)
def test_feeling(scored: Scored, own: str, answers: str, feeling: float | None) -> None:
    card = scored(
        f"""
        {SINCE}
        touchpoints: {{desk: {{stage: visit, {own}checklists: {{q: {{a: {answers}}}}}}}}}
        """,
        q="a: {ask: A, answer: yes-no}",
    )
    assert one(card).feeling == feeling


@pytest.mark.parametrize(
    ("word", "value"),
    {"delighted": 2, "positive": 1, "neutral": 0, "negative": -1, "angry": -2}.items(),
)
def test_feelings_go_from_delighted_to_angry(scored: Scored, word: str, value: int) -> None:
    assert one(scored(f"touchpoints: {{desk: {{stage: visit, felt: {word}}}}}")).feeling == value
    assert FELT[word] == value


def test_feeling_is_the_mean_over_all_items(scored: Scored) -> None:
    card = scored(
        """
        touchpoints:
          desk:
            stage: visit
            checklists:
              q:
                a: [{answer: yes, felt: angry}, {answer: yes, felt: angry}]
                w: {answer: yes, felt: delighted}
        """,
        q="{a: {ask: A, answer: yes-no}, w: {ask: W, answer: yes-no, wow: true}}",
    )
    assert one(card).feeling == close((-2 - 2 + 2) / 3)


# Stale and waived are flags beside the state

STALE = {
    "on the last day it is fresh": ("2026-04-09", False),
    "a day later it is stale": ("2026-04-08", True),
    "the minute of the day does not matter": ("2026-04-09T00:00", False),
}


@pytest.mark.parametrize(("on", "stale"), STALE.values(), ids=STALE)
def test_evidence_is_stale_after_its_time(answered: Answered, on: str, stale: bool) -> None:
    item = answered(
        "answer: yes-no, valid_for: 30d", f"{{answer: yes, on: {on}}}", "audit: {date: 2026-05-09}"
    )
    assert item.stale is stale
    assert (item.state, item.score) == ("scored", 100)


def test_newest_evidence_keeps_an_item_fresh(answered: Answered) -> None:
    item = answered(
        "answer: yes-no, valid_for: 30d",
        "[{answer: yes, on: 2026-05-01}, {answer: no, on: 2026-01-01}]",
        "audit: {date: 2026-05-09}",
    )
    assert not item.stale
    assert item.score == 50


@pytest.mark.parametrize(
    ("answers", "stale"),
    [
        ("yes", False),
        ("[yes, {answer: yes, on: 2020-01-01}]", True),
        ("[yes, {answer: yes, on: 2026-05-01}]", False),
    ],
    ids=["alone", "beside old evidence", "beside fresh evidence"],
)
def test_an_undated_answer_of_an_undated_audit_makes_nothing_stale_and_nothing_fresh(
    answered: Answered, answers: str, stale: bool
) -> None:
    assert answered("answer: yes-no, valid_for: 30d", answers, "", as_of="2026-05-09").stale is stale


def test_evidence_goes_stale_by_the_day_that_is_asked_for(answered: Answered) -> None:
    files = ("answer: yes-no, valid_for: 30d", "yes", "audit: {date: 2026-05-09}")
    assert not answered(*files, as_of="2026-06-08").stale
    assert answered(*files, as_of="2026-06-09").stale


@pytest.mark.parametrize(
    ("item", "answers", "head"),
    [
        ("answer: yes-no", "{answer: yes, on: 2020-01-01}", "audit: {date: 2026-05-09}"),
        ("answer: yes-no, valid_for: 1d", "null", "audit: {date: 2026-05-09}"),
        (
            "answer: yes-no, valid_for: 1d",
            "{answer: n/a, note: x, on: 2020-01-01}",
            "audit: {date: 2026-05-09}",
        ),
        ("answer: yes-no, valid_for: 1d", "{answer: yes, on: 2020-01-01}", ""),
    ],
    ids=["what is valid for ever", "an open item", "an n/a item", "an audit without a date"],
)
def test_what_is_never_stale(answered: Answered, item: str, answers: str, head: str) -> None:
    assert not answered(item, answers, head).stale


def waiver(until: str, address: str = "desk/q.a") -> str:
    """Return an audit's date and a waiver."""
    return (
        f"audit: {{date: 2026-05-09}}\n"
        f"waivers: {{{address}: {{reason: Known, approved_by: Ann, until: {until}, floor: 40}}}}"
    )


def test_waived_item_scores_and_fails_as_before(scored: Scored) -> None:
    card = scored(
        waiver("2026-05-09") + "\ntouchpoints: {desk: {stage: visit, checklists: {q: {a: no}}}}\n",
        q="a: {ask: A, answer: yes-no, must: true}",
    )
    assert only(card).waived
    assert (only(card).score, one(card).score, only(card).lost) == (0, 0, 100)
    assert card.broken == ["desk"]


def test_waiver_holds_through_its_last_day(answered: Answered) -> None:
    assert answered("answer: yes-no", "no", waiver("2026-05-09")).waived
    assert not answered("answer: yes-no", "no", waiver("2026-05-08")).waived


def test_waiver_runs_out_by_the_day_that_is_asked_for(answered: Answered) -> None:
    assert answered("answer: yes-no", "no", waiver("2026-06-01"), as_of="2026-06-01").waived
    assert not answered("answer: yes-no", "no", waiver("2026-06-01"), as_of="2026-06-02").waived


def test_waiver_is_for_its_own_item_only(scored: Scored) -> None:
    card = scored(
        waiver("2027-01-01")
        + "\ntouchpoints:\n"
        + "  desk: {stage: visit, checklists: {q: }}\n"
        + "  mail: {stage: visit, checklists: {q: }}\n",
        q="{a: {ask: A, answer: yes-no}, b: {ask: B, answer: yes-no}}",
    )
    waived = {
        f"{touch_id}/{address}": item.waived
        for touch_id, touch in card.touchpoints.items()
        for address, item in touch.items.items()
    }
    assert waived == {"desk/q.a": True, "desk/q.b": False, "mail/q.a": False, "mail/q.b": False}


# The company's own standards

STANDARD_AUDIT = """
touchpoints:
  line: {stage: visit, checklists: {q: {a: 15s, b: 15s}}}
  chat: {stage: visit, checklists: {q: {a: 15s, b: 15s}}}
"""
STANDARD_ITEMS = """
a: {ask: A, answer: duration, score: {full: 10s, zero: 60s}}
b: {ask: B, answer: duration, score: {full: 10s, zero: 60s}}
"""


def standard_scores(card: Scorecard) -> dict[str, tuple[float | None, bool]]:
    """Return each item's score and whether a standard measured it."""
    return {
        f"{touch_id}/{address}": (item.score, item.standard)
        for touch_id, touch in card.touchpoints.items()
        for address, item in touch.items.items()
    }


def test_standard_of_a_question_holds_at_every_touchpoint(scored: Scored) -> None:
    card = scored("standards: {q.a: {full: 5s, zero: 25s}}\n" + STANDARD_AUDIT.lstrip(), q=STANDARD_ITEMS)
    assert standard_scores(card) == {
        "line/q.a": (50, True),
        "line/q.b": (90, False),
        "chat/q.a": (50, True),
        "chat/q.b": (90, False),
    }


def test_standard_of_a_touchpoint_holds_there_only(scored: Scored) -> None:
    card = scored(
        "standards: {chat/q.a: {full: 5s, zero: 25s}}\n" + STANDARD_AUDIT.lstrip(), q=STANDARD_ITEMS
    )
    assert standard_scores(card) == {
        "line/q.a": (90, False),
        "line/q.b": (90, False),
        "chat/q.a": (50, True),
        "chat/q.b": (90, False),
    }


@pytest.mark.parametrize("order", [0, 1], ids=["the general one first", "the touchpoint's first"])
def test_standard_of_a_touchpoint_wins_over_the_general_one(scored: Scored, order: int) -> None:
    lines = ["q.a: {full: 5s, zero: 25s}", "chat/q.a: {full: 15s, zero: 25s}"]
    standards = indent("\n".join(lines[::-1] if order else lines), "  ")
    card = scored(f"standards:\n{standards}\n{STANDARD_AUDIT.lstrip()}", q=STANDARD_ITEMS)
    assert standard_scores(card) == {
        "line/q.a": (50, True),
        "line/q.b": (90, False),
        "chat/q.a": (100, True),
        "chat/q.b": (90, False),
    }


def test_standard_may_be_a_curve_of_another_shape(scored: Scored) -> None:
    card = scored("standards: {line/q.b: {at_most: {15s: 70}}}\n" + STANDARD_AUDIT.lstrip(), q=STANDARD_ITEMS)
    assert standard_scores(card)["line/q.b"] == (70, True)


def test_standard_decides_what_breaks_a_must(scored: Scored) -> None:
    audit = "touchpoints: {line: {stage: visit, checklists: {q: {a: 20s}}}}"
    items = "a: {ask: A, answer: duration, must: true, score: {full: 10s, zero: 60s}}"
    assert not one(scored(audit, q=items)).broken
    assert one(scored("standards: {q.a: {full: 5s, zero: 20s}}\n" + audit, q=items)).broken


def test_standard_of_a_whole_checklist_is_refused(scored: Scored) -> None:
    with pytest.raises(InputError, match="no touchpoint is asked `q`"):
        scored("standards: {q: {full: 5s, zero: 25s}}\n" + STANDARD_AUDIT.lstrip(), q=STANDARD_ITEMS)


# Personas


def test_persona_that_the_audit_does_not_have_is_refused(load: Load, scored: Scored) -> None:
    audit = "personas: {regular: R}\ntouchpoints: {desk: {stage: visit}}"
    load(audit)
    with pytest.raises(UsageError, match="no persona `guest`; the audit has regular"):
        scored(audit, persona="guest")
