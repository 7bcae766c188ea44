"""The journey as a whole: the chain, losses by stage, personas, feelings, and how it all hangs together."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final

import pytest
from pydantic import TypeAdapter

import tpaudit
from tpaudit import LoadedAudit, Scorecard, results
from tpaudit.judging.insights.dropoff import dropoff
from tpaudit.judging.insights.handovers import handovers
from tpaudit.judging.insights.personas import disagreements, personas
from tpaudit.results.insights import Losses, Personas, Said, SaidThere
from tpaudit.showing.data.scorecard import as_data, as_json, as_json_line
from tpaudit.showing.terminal.explaining.explain import explained

ROOT: Final = Path(__file__).parent.parent
FROZEN: Final = sorted((ROOT / "tests/cases/frozen/format-1").glob("*.scorecard.json"))
Load = Callable[..., LoadedAudit]


def close(value: float) -> Any:
    """Return what equals a figure but for the last bits of its sum."""
    return pytest.approx(value)


GRADE: Final = "of-it: {ask: How good is it?, answer: number, score: {full: 100, zero: 0}}"


def touch(stage: str, grade: float | None, more: str = "") -> str:
    """Return a touchpoint in a line, with the grade that it gets."""
    asked = "" if grade is None else f", checklists: {{grade: {{of-it: {grade}}}}}"
    return f"{{stage: {stage}{asked}{more}}}"


@pytest.fixture
def judge(load: Load) -> Callable[[str], tuple[LoadedAudit, Scorecard]]:
    """Return what loads and scores an audit whose touchpoints are graded 0-100."""

    def load_and_score(text: str) -> tuple[LoadedAudit, Scorecard]:
        audit = load(text, grade=GRADE)
        return audit, tpaudit.score(audit)

    return load_and_score


Judge = Callable[[str], tuple[LoadedAudit, Scorecard]]

# The chain

CHAIN: Final = f"""
journey: {{stages: {{one: One, two: Two, three: Three}}}}
touchpoints:
  shop: {touch("three", 90, ", channel: shop, owner: Sales")}
  site: {touch("one", 70, ", channel: website, owner: Marketing")}
  phone: {touch("two", 80, ", channel: phone")}
  chat: {touch("two", 85)}
handovers:
  back: {{from: shop, to: site, checklists: {{grade: {{of-it: 90}}}}}}
  site-to-phone: {{from: site, to: phone, checklists: {{grade: {{of-it: 20}}}}}}
  site-to-shop: {{from: site, to: shop, missing: yes}}
  chat-to-shop: {{from: chat, to: shop}}
"""


def test_handovers_stand_between_their_ends(judge: Judge) -> None:
    _, card = judge(CHAIN)
    assert handovers(card).links == [
        *("site", "site-to-phone", "phone", "chat", "site-to-shop", "chat-to-shop", "shop", "back"),
    ]
    assert (card.handovers["back"].source, card.handovers["back"].target) == ("shop", "site")
    assert (card.touchpoints["shop"].source, card.touchpoints["shop"].target) == (None, None)


def test_the_worst_link_is_the_worst_of_touchpoints_and_handovers(judge: Judge) -> None:
    _, card = judge(CHAIN)
    assert handovers(card).weakest == card.weakest == "site-to-shop"


def test_context_is_lost_in_weak_and_broken_handovers(judge: Judge) -> None:
    _, card = judge(CHAIN)
    first, second = handovers(card).lost
    assert (first.handover, first.source, first.target) == ("site-to-phone", "site", "phone")
    assert (first.channels, first.owners) == (["website", "phone"], ["Marketing", None])
    assert (first.score, first.broken) == (close(20), False)
    assert (second.handover, second.score, second.broken) == ("site-to-shop", 0.0, True)


def test_in_one_personas_shoes_a_handover_may_have_lost_its_ends(load: Load) -> None:
    audit = load(
        "personas: {a: A, b: B}\n" + CHAIN.replace("owner: Marketing", "owner: Marketing, personas: b"),
        grade=GRADE,
    )
    card = tpaudit.score(audit, persona="a")
    found = handovers(card)
    assert sorted(found.links) == sorted({**card.touchpoints, **card.handovers})
    assert found.lost[0].channels == [None, "phone"]


# Losses by stage

REACH: Final = f"""
journey: {{stages: {{one: One, two: Two, three: Three, four: Four}}}}
reach:
  one: 1000
  two: {{reached: 500, left_because: {{price: 40, no-answer: 25}}}}
  four: 50
touchpoints:
  a: {touch("one", 90)}
  b: {touch("two", 40)}
  c: {touch("three", 30)}
  d: {touch("four", 70)}
"""


def lost(judge: Judge, text: str) -> Losses:
    return dropoff(*judge(text))


def test_losses_stand_beside_the_scores_of_their_stages(judge: Judge) -> None:
    found = lost(judge, REACH).stages
    assert list(found) == ["one", "two", "four"]
    first, two, four = found.values()
    assert (first.reached, first.before, first.share, first.lost, first.score) == (
        1000,
        None,
        None,
        0,
        close(90),
    )
    assert (two.before, two.share, two.lost, two.score, two.line) == ("one", 0.5, 500, close(40), 6)
    assert two.left_because == {"price": 40, "no-answer": 25}
    assert (four.before, four.share, four.lost) == ("two", close(0.1), 450)


@pytest.mark.parametrize(
    ("old", "new", "largest", "poorest", "meet"),
    [
        ("", "", "four", "three", "four"),
        ("four: 50", "four: 500", "two", "three", "two"),
        (touch("two", 40), touch("two", 95), "four", "three", "four"),
        (touch("four", 70), touch("four", 95), "four", "three", None),
        (touch("four", 70), touch("four", None), "four", "three", None),
        ("four: 50", "four: 900", "two", "three", "two"),
        ("two: {reached: 500", "two: {reached: 2000", "four", "three", "four"),
        ("one: 1000", "one: 0", "four", "three", "four"),
    ],
    ids=[
        "the largest part is lost before a stage that is fair",
        "nobody is lost before the last",
        "another stage is strong",
        "the largest loss is before a strong stage",
        "nothing is scored there",
        "others join",
        "more than before, no loss",
        "nobody came at first",
    ],
)
def test_where_the_largest_loss_and_a_poor_score_meet(
    old: str, new: str, largest: str, poorest: str, meet: str | None, judge: Judge
) -> None:
    found = lost(judge, REACH.replace(old, new) if old else REACH)
    assert (found.largest, found.poorest, found.meet) == (largest, poorest, meet)


@pytest.mark.parametrize(
    ("two", "three", "b", "largest", "meet", "said"),
    [
        (500, 250, 80, "three", "three",
         "The largest loss is at Three: 50.0 %, with a score of 0. It also scores lowest."),
        (499, 249.5, 80, "two", None,
         ("The largest loss is at Two: 50.1 %, with a score of 80. The lowest score is at Three: 0, with a loss of 50.0 %."
         " Loss and lowest score are in different stages.")),
        (490, 249.9, 75, "two", "two",
         "The largest loss is at Two: 51.0 %, with a score of 75. The lowest score is at Three: 0, with a loss of 49.0 %."),
        (500, 250, 0, "two", "two",
         "The largest loss is at Two: 50.0 %, with a score of 0. It also scores lowest."),
        (900, 90, 0, "three", "three",
         "The largest loss is at Three: 90.0 %, with a score of 0. It also scores lowest."),
    ],
)  # fmt: skip
def test_of_equal_losses_that_with_the_lowest_score_is_named_with_its_figures(
    two: float, three: float, b: int, largest: str, meet: str | None, said: str, load: Load
) -> None:
    text = f"""
        journey: {{stages: {{one: One, two: Two, three: Three}}}}
        reach: {{one: 1000, two: {two}, three: {three}}}
        touchpoints:
          b: {touch("two", b)}
          c: {touch("three", 0)}
        """
    audit = load(text, grade=GRADE)
    card = tpaudit.score(audit, whole=True)
    assert card.losses is not None
    assert (card.losses.largest, card.losses.meet) == (largest, meet)
    assert said in explanation(audit)


def test_without_numbers_and_without_poor_scores_nothing_is_named(judge: Judge) -> None:
    found = lost(judge, f"touchpoints: {{a: {touch('one', 90)}}}\n")
    assert (found.stages, found.largest, found.poorest, found.meet) == ({}, None, None, None)
    flat = lost(
        judge,
        f"journey: {{stages: {{one: O, two: T}}}}\nreach: {{one: 5, two: 5}}\ntouchpoints: {{a: {touch('one', 9)}}}\n",
    )
    assert (flat.largest, flat.poorest, flat.stages["two"].share) == (None, "one", 1.0)


def visit(name: str, head: str) -> dict[str, str]:
    """Return a visit with one finding."""
    return {name: f"visit: {{{head}}}\nfindings: {{t/{name}: {{kind: praise, says: Fine}}}}\n"}


VISITS: Final = {
    **visit("ann-1", "outcome: done"),
    **visit("ann-2", "outcome: [done, would-return]"),
    **visit("ben", "outcome: gave-up"),
    **visit("eve", "note: A story., internal: Ours."),
}


def test_outcomes_of_visits_are_counted(load: Load) -> None:
    audit = load("touchpoints: {t: {stage: s}}\n", visits=VISITS)
    found = dropoff(audit, tpaudit.score(audit))
    assert found.outcomes == {"done": 2, "gave-up": 1, "would-return": 1, "would-recommend": 0}
    assert found.visits == 4


def test_a_visit_before_since_is_past(load: Load) -> None:
    visits = VISITS | visit("old", "on: 2026-08-31, outcome: gave-up")
    audit = load(
        "audit: {date: 2026-10-01, since: 2026-09-01}\ntouchpoints: {t: {stage: s}}\n", visits=visits
    )
    card = tpaudit.score(audit)
    assert [name for name, walk in card.visits.items() if walk.past] == ["old"]
    found = dropoff(audit, card)
    assert (found.visits, found.outcomes["gave-up"]) == (4, 1)


def test_a_visit_without_an_answer_or_a_finding_is_no_visit(load: Load) -> None:
    empty = {
        "blank": "visit: {by: ann}\nanswers:\n",
        "open": "visit: {by: ann}\nanswers: {t/g.good: }\n",
        "told": "visit: {note: Nobody was there., outcome: gave-up}\nanswers: {}\n",
    }
    audit = load(
        "touchpoints: {t: {stage: s, checklists: {g: }}}\n", visits=empty, g="good: {ask: Q?, answer: yes-no}"
    )
    assert tpaudit.score(audit).visits == {}
    problems = tpaudit.validate(audit.file).problems
    assert [(problem.address, problem.warning) for problem in problems] == [("visit", True)]
    assert "this is no visit" in problems[0].message


def test_the_story_of_a_visit_is_shown(load: Load) -> None:
    card = tpaudit.score(load("touchpoints: {t: {stage: s}}\n", visits=VISITS))
    assert (card.visits["eve"].note, card.visits["eve"].internal) == ("A story.", "Ours.")


# Personas

SHOES: Final = f"""
personas: {{regular: Rosa, buyer: {{name: Graham}}, nobody: No one}}
touchpoints:
  a: {touch("s", 90)}
  b: {touch("s", 30, ", importance: 1, personas: regular")}
  c: {touch("s", 80, ", personas: [buyer, nobody]")}
  d: {{stage: s, missing: yes, importance: 1, personas: nobody}}
"""


def served(judge: Judge, text: str) -> Personas:
    audit, card = judge(text)
    return personas(audit, card)


def test_a_persona_is_served_by_the_touchpoints_that_it_meets(judge: Judge) -> None:
    found = served(judge, SHOES)
    regular, buyer, nobody = found.personas.values()
    assert (regular.name, regular.touchpoints, regular.weakest) == ("Rosa", ["a", "b"], "b")
    assert regular.score == close((3 * 90 + 30) / 4)
    assert (buyer.name, buyer.score, buyer.broken) == ("Graham", close(85), [])
    assert (nobody.score, nobody.broken) == (close((3 * 90 + 3 * 80) / 7), ["d"])
    assert found.worst == "nobody"


def test_a_persona_scores_as_the_audit_does_in_its_shoes(judge: Judge) -> None:
    audit, card = judge(SHOES.replace("of-it: 90", "of-it: null"))
    for persona, found in personas(audit, card).personas.items():
        alone = tpaudit.score(audit, persona=persona)
        assert (found.score, found.low, found.high, found.coverage) == (
            alone.score,
            alone.low,
            alone.high,
            alone.coverage,
        )
        assert (found.weakest, found.broken, found.touchpoints) == (
            alone.weakest,
            alone.broken,
            list(alone.links()),
        )


@pytest.mark.parametrize(
    "text",
    [
        f"personas: {{a: A, b: B}}\ntouchpoints: {{t: {touch('s', 50)}}}\n",
        f"personas: {{a: A}}\ntouchpoints: {{t: {touch('s', 50)}}}\n",
        f"touchpoints: {{t: {touch('s', 50)}}}\n",
        f"personas: {{a: A, b: B}}\ntouchpoints: {{t: {touch('s', None)}}}\n",
    ],
    ids=["all alike", "one alone", "none", "nothing scored"],
)
def test_nobody_is_served_worst_where_nobody_is_served_better(text: str, judge: Judge) -> None:
    assert served(judge, text).worst is None


def test_what_was_observed_in_a_personas_shoes_is_counted(load: Load) -> None:
    audit = load(
        """
        audit: {since: 2026-01-01}
        personas: {a: A, b: B}
        touchpoints:
          t:
            stage: s
            checklists:
              grade:
                of-it:
                  - {answer: 50, persona: a, felt: angry}
                  - {answer: 60, persona: a, felt: neutral}
                  - {answer: 70, persona: a}
                  - {answer: 70, persona: a, on: 2025-01-01, felt: delighted}
                  - {answer: 80, felt: delighted}
        """,
        grade=GRADE,
    )
    a, b = personas(audit, tpaudit.score(audit)).personas.values()
    assert (a.observations, a.feeling) == (3, -1.0)
    assert (b.observations, b.feeling) == (0, None)


@pytest.mark.parametrize(("more", "clear"), [(", open: n/a", True), (", open: ~", False)])
def test_worst_is_who_is_beyond_the_interval_of_the_next(more: str, clear: bool, load: Load) -> None:
    text = f"""
        personas: {{a: A, b: B}}
        touchpoints:
          t: {touch("s", 50, ", personas: a").replace("50", "50" + more)}
          u: {touch("s", 60, ", personas: b").replace("60", "60" + more)}
        """
    audit = load(text, grade=GRADE + "\nopen: {ask: And else?, answer: yes-no}")
    card = tpaudit.score(audit, whole=True)
    assert card.personas is not None
    assert (card.personas.worst, card.personas.clear) == ("a", clear)
    assert ("hardly worse than the next" in explanation(audit)) is not clear


# Feelings


@pytest.mark.parametrize(
    ("grade", "felt", "kind"),
    [
        (80, "negative", "disliked"),
        (100, "angry", "disliked"),
        (79, "angry", None),
        (59, "positive", "liked"),
        (0, "delighted", "liked"),
        (60, "delighted", None),
        (90, "neutral", None),
        (10, "neutral", None),
        (90, "positive", None),
        (10, "angry", None),
        (None, "angry", None),
    ],
)
def test_a_feeling_that_disagrees_with_the_score_is_named(
    grade: float | None, felt: str, kind: str | None, judge: Judge
) -> None:
    _, card = judge(f"touchpoints: {{t: {touch('s', grade, f', felt: {felt}')}}}\n")
    assert [one.kind for one in disagreements(card)] == ([kind] if kind else [])
    for one in disagreements(card):
        assert (one.touchpoint, one.stage, one.line) == ("t", "s", 2)
        assert (one.score, one.feeling) == (card.touchpoints["t"].score, card.touchpoints["t"].feeling)


# All of it together


def explanation(audit: LoadedAudit) -> str:
    """Return what explains the journey, in one line."""
    lines = explained(tpaudit.explain(audit))
    return " ".join("".join(piece.text for piece in line).strip() for line in lines)


def test_the_whole_is_explained_also_where_nothing_is_scored(load: Load) -> None:
    audit = load("journey: {stages: {one: One, two: Two}}\nreach: {one: 10, two: 4}\ntouchpoints: {a: {stage: one}, b: {stage: one, findings: {f: {kind: idea, says: More}}}}\n"
                 "handovers: {h: {from: a, to: b}}\n")  # fmt: skip
    text = explanation(audit)
    assert "Two: no touchpoint in this stage" in text
    assert (
        "The largest loss is at Two: 60.0 %, and nothing is scored there. No stage scores below strong."
        in text
    )
    assert "None" not in text


def test_whose_contacts_are_too_few_is_said(load: Load) -> None:
    audit = load(
        """
        personas: {p: Pat, q: Quinn}
        journey: {stages: {one: {name: One, contacts: {ideal: [2, 4], zero: [0, 9]}}}}
        touchpoints:
          a: {stage: one, starts: company, checklists: {g: {good: yes}}}
          b: {stage: one, starts: company, personas: p, checklists: {g: {good: yes}}}
          c: {stage: one, starts: company, personas: p, checklists: {g: {good: yes}}}
        """,
        g="good: {ask: Good?, answer: yes-no}",
    )
    text = explanation(audit)
    assert "One: persona Quinn: 1 contact, too few: 2–4 would be right" in text


def test_in_one_personas_shoes_others_are_not_judged(judge: Judge) -> None:
    audit, _ = judge(SHOES)
    card = tpaudit.score(audit, persona="buyer", whole=True)
    assert card.personas is None
    assert card.chain is not None
    assert card.chain.links == ["a", "c"]


def test_results_are_compared_by_all_they_hold() -> None:
    one = tpaudit.score(tpaudit.load(str(ROOT / "audits/weather-app.yaml")), whole=True)
    other = deepcopy(one)
    assert one == other
    item = next(
        item for touch in other.touchpoints.values() for item in touch.items.values() if item.observations
    )
    item.observations[-1].line += 1
    assert one != other
    assert one != item
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_scorecards_of_earlier_versions_are_still_read(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    cards = TypeAdapter(list[Scorecard]).validate_python(kept if isinstance(kept, list) else [kept])
    for card in cards:
        assert (card.consistency, card.gaps, card.chain, card.losses, card.personas) == (None,) * 5
        assert all(one.source is None for one in card.handovers.values())


@pytest.mark.parametrize("sample", ["roastery", "dostavka-edy", "weather-app"])
def test_a_whole_scorecard_goes_to_json_and_back(sample: str) -> None:
    card = tpaudit.score(tpaudit.load(str(ROOT / f"audits/{sample}.yaml")), whole=True)
    assert TypeAdapter(Scorecard).validate_json(json.dumps(as_data(card))) == card


@pytest.mark.parametrize("indent", [None, 2])
def test_a_whole_scorecard_is_written_as_its_plain_data(indent: int | None) -> None:
    card = tpaudit.score(tpaudit.load(str(ROOT / "audits/dostavka-edy.yaml")), whole=True, by="place")
    written = as_json(card) if indent else as_json_line(card)
    separators = (",", ": ") if indent else (",", ":")
    assert (
        written == json.dumps(as_data(card), ensure_ascii=False, indent=indent, separators=separators) + "\n"
    )


def test_only_a_verdict_has_fields_that_its_json_has_not() -> None:
    modules = [import_module(f"tpaudit.results.{module.name}") for module in iter_modules(results.__path__)]
    values = (value for module in modules for value in vars(module).values())
    classes = {value for value in values if isinstance(value, type) and is_dataclass(value)}
    names = {
        kind.__name__
        for kind in classes
        if any(not field.metadata.get("written", True) for field in fields(kind))
    }
    assert "Verdict" in names
    size = 0
    while size != len(names):  # whatever holds one of them
        size = len(names)
        names |= {
            kind.__name__
            for kind in classes
            for field in fields(kind)
            if not names.isdisjoint(re.findall(r"\w+", str(field.type)))
        }
    assert names == {"Verdict", "Checked", "Result"}


def test_a_result_is_written_out_and_compared_by_what_it_holds() -> None:
    said = Said(says="9-17", same=False, line=3, sayings=[SaidThere(text="9-17", seen=None, same=False)])
    assert repr(said) == (
        "Said(says='9-17', same=False, line=3, sayings=[SaidThere(text='9-17', seen=None, same=False)])"
    )
    assert said == deepcopy(said)
    assert said != Said(says="9-17", same=False, line=3)
