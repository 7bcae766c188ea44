"""Plans: gains that come true, limits that hold, no better set, and what becomes of actions."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, combinations
from math import fsum
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases
from test_properties import SLACK, lay_out, thorough

import tpaudit
from tpaudit import LoadedAudit, Scorecard
from tpaudit.documents.answers import Answer
from tpaudit.documents.durations import working_hours
from tpaudit.errors import UsageError
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.judging.plan.recommendations import recommendations
from tpaudit.judging.plan.steps import suits
from tpaudit.results.plan import Plan, Step

CALL: Final = """\
format: 1
checklist: call
items:
  works: {ask: Does it work?, answer: yes-no, fix: Mend it, effort: 1d, automate: A robot, turn_round: Laugh at it}
  quick: {ask: Is it quick?, answer: 1-5, fix: Hurry, effort: 24h}
  must: {ask: Is it there?, answer: yes-no, must: true, fix: Put it there, effort: low}
  big: {ask: Is it big?, answer: yes-no, fix: Buy a bigger one, effort: 1w, from: large}
  nice: {ask: Is it nice?, answer: yes-no, wow: true, fix: Be nice, effort: 1h}
  bare: {ask: Does it shine?, answer: yes-no}
"""

Planned = Callable[..., Plan]


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planned:
    """Return what writes an audit with the checklist `call`, and plans."""

    def write_and_plan(
        audit: str, wish: Wish | None = None, settings: str = "", as_of: str | None = None
    ) -> Plan:
        monkeypatch.chdir(tmp_path)
        lay_out(tmp_path, {"checklists/call.yaml": CALL.encode()})
        if settings:
            Path("tpaudit.yaml").write_text(f"format: 1\n{settings}\n", encoding="utf-8")
        Path("a.yaml").write_text("format: 1\n" + dedent(audit).lstrip("\n"), encoding="utf-8")
        loaded = tpaudit.load("a.yaml", as_of=as_of)
        return make_plan(loaded, tpaudit.score(loaded), wish or Wish(), ("en",))

    return write_and_plan


def addresses(steps: list[Step]) -> list[str]:
    return [one.at for step in steps for one in step.fixes]


# Gains


def loaded_case(case: Case) -> LoadedAudit:
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), case.files())
        return tpaudit.load(f"{folder}/a.yaml")


def mended(audit: LoadedAudit, at: frozenset[str]) -> LoadedAudit:
    """Return an audit in which every answer that counts at some addresses is a full one."""
    touches = []
    for touch in audit.touches:
        asked = {}
        for address, one in touch.asked.items():
            counting = one.counting() if f"{touch.id}/{address}" in at else []
            full = [
                replace(seen, answer=Answer(100.0, seen.answer.meanings)) if seen in counting else seen
                for seen in one.observed
            ]
            asked[address] = replace(one, observed=full)
        touches.append(replace(touch, asked=asked))
    return replace(audit, touches=touches)


@thorough(150)
@given(cases(), st.data())
def test_promised_gains_are_what_scoring_again_gives(case: Case, data: st.DataObject) -> None:
    audit = loaded_case(case)
    card = tpaudit.score(audit)
    items = [one for one in recommendations(audit, card, ("en",)) if one.kind == "item"]
    chosen = [one for one in items if data.draw(st.booleans())]
    after = tpaudit.score(mended(audit, frozenset(one.at for one in chosen)))
    if card.score is not None:
        assert after.score == pytest.approx(card.score + fsum(one.gain for one in chosen), abs=SLACK)


@thorough(60)
@given(cases())
def test_all_advice_together_is_everything_that_is_lost(case: Case) -> None:
    audit = loaded_case(case)
    card = tpaudit.score(audit)
    gain = fsum(one.gain for one in recommendations(audit, card, ("en",)))
    assert gain == pytest.approx(0.0 if card.score is None else 100 - card.score, abs=SLACK)


@thorough(60)
@given(cases(), st.floats(0, 20), st.floats(0, 100))
def test_a_whole_plan_comes_true(case: Case, days: float, target: float) -> None:
    audit = loaded_case(case)
    card = tpaudit.score(audit)
    for wish in (Wish(days=days), Wish(target=target)):
        if card.score is None:
            continue
        found = make_plan(audit, card, wish, ("en",))
        after = tpaudit.score(mended(audit, frozenset(addresses(found.steps))))
        missing = fsum(one.gain for one in found.steps if one.at_most)
        assert after.score == pytest.approx(card.score + found.gain - missing, abs=SLACK)
        assert wish.days is None or found.hours <= days * 8 + SLACK


# No better set


def text_of(fixes: list[tuple[bool, int, int, int | None]], actions: list[tuple[int, ...]]) -> str:
    """Return an audit of touchpoints with an item each: whether it is a must, its importance, effort and cost."""
    lines = ["format: 1", "touchpoints:"]
    for at, (must, importance, _, _) in enumerate(fixes):
        item = "must" if must else "other"
        lines.append(
            f"  t{at}: {{stage: s, importance: {importance}, checklists: {{q{at}: {{{item}: no}}}}}}"
        )
    lines += ["  good: {stage: s, importance: 5, checklists: {good: {good: 3}}}", "actions:"]
    for at, (_, _, _, cost) in enumerate(fixes):
        if cost is not None:
            lines.append(f"  a{at}: {{for: t{at}, task: Do, cost: {cost}}}")
    lines += [
        f"  b{at}: {{for: [{', '.join(f't{one}' for one in some)}], task: All of it, effort: 9h, cost: 7, status: doing}}"
        for at, some in enumerate(actions)
    ]
    return "\n".join(lines) + "\n"


@st.composite
def audits(draw: st.DrawFn, least: int = 1, most: int = 8) -> LoadedAudit:
    fixes = draw(
        st.lists(
            st.tuples(
                st.sampled_from([False, False, False, True]),
                st.integers(1, 5),
                st.integers(1, 12),
                st.none() | st.integers(0, 20),
            ),
            min_size=least,
            max_size=most,
        )
    )
    several = [tuple(draw(st.sets(st.integers(0, len(fixes) - 1), min_size=1, max_size=3)))] * draw(
        st.booleans()
    )
    files = {"a.yaml": text_of(fixes, several), "checklists/good.yaml": GOOD}
    for at, (must, _, hours, _) in enumerate(fixes):
        item = "must" if must else "other"
        files[f"checklists/q{at}.yaml"] = (
            f"format: 1\nchecklist: q{at}\nitems: {{{item}: {{ask: Is it?, answer: yes-no, effort: {hours}h,"
            f" must: {must}}}}}\n".replace("True", "yes").replace("False", "no")
        )
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), {name: text.encode() for name, text in files.items()})
        return tpaudit.load(f"{folder}/a.yaml")


GOOD: Final = "format: 1\nchecklist: good\nitems: {good: {ask: How good?, answer: 1-5}}\n"


def subsets(steps: list[Step]) -> Iterator[tuple[Step, ...]]:
    return chain.from_iterable(combinations(steps, size) for size in range(len(steps) + 1))


def taken(steps: tuple[Step, ...] | list[Step]) -> tuple[float, float, float, int]:
    """Return what steps take and give: hours, money, points, and how much of what is broken."""
    return (
        fsum(one.hours for one in steps),
        fsum(one.cost or 0.0 for one in steps),
        fsum(one.gain for one in steps),
        sum(fix.broken for one in steps for fix in one.fixes),
    )


limits = (st.none() | st.integers(0, 40), st.none() | st.integers(0, 60))


@thorough(150)
@given(audits(), *limits)
def test_a_plan_keeps_to_its_limits_and_no_set_is_better(
    audit: LoadedAudit, hours: int | None, budget: int | None
) -> None:
    best_of_all(audit, hours, budget)


@thorough(6)
@given(audits(least=12, most=12), *limits)
def test_no_set_of_twelve_fixes_is_better(audit: LoadedAudit, hours: int | None, budget: int | None) -> None:
    best_of_all(audit, hours, budget)


def best_of_all(audit: LoadedAudit, hours: int | None, budget: int | None) -> None:
    found = make_plan(
        audit, tpaudit.score(audit), Wish(budget, None if hours is None else hours / 8), ("en",)
    )
    assert (found.hours, found.cost, found.gain) == pytest.approx(taken(found.steps)[:3], abs=SLACK)
    assert hours is None or found.hours <= hours + SLACK
    assert budget is None or found.cost <= budget + SLACK
    assert found.exact
    best = (0, 0.0)
    for some in subsets([*found.steps, *found.later]):
        time, money, gain, broken = taken(some)
        if (hours is None or time <= hours) and (budget is None or money <= budget):
            best = max(best, (broken, gain))
    assert (taken(found.steps)[3], found.gain) == pytest.approx(best, abs=SLACK)


@thorough(100)
@given(audits(), st.floats(0, 100))
def test_no_cheaper_set_reaches_a_target(audit: LoadedAudit, target: float) -> None:
    card = tpaudit.score(audit)
    found = make_plan(audit, card, Wish(target=target), ("en",))
    assert card.score is not None
    reaching = [
        taken(some)[:2]
        for some in subsets([*found.steps, *found.later])
        if card.score + taken(some)[2] >= target - SLACK
    ]
    assert found.unmended == taken(found.later)[3]
    if found.reached:
        assert (found.hours, found.cost) == pytest.approx(min(reaching), abs=SLACK)
    else:
        assert reaching == []
        assert found.later == []


# What comes first, and what is left alone

SHOP: Final = """\
touchpoints:
  line: {stage: s, importance: 5, owner: Sales, checklists: {call: {works: no, quick: 3, must: no, bare: no}}}
  site: {stage: s, checklists: {call: {works: yes, quick: 5, must: yes, bare: no}}}
  gone: {stage: s, missing: true}
"""


def test_what_is_broken_or_missing_comes_first_whatever_it_wins(planned: Planned) -> None:
    found = planned(SHOP)
    assert addresses(found.steps) == [
        "line/call.must",
        "gone",
        "line/call.works",
        "line/call.bare",
        "site/call.bare",
        "line/call.quick",
    ]
    assert [one.broken for one in found.steps] == [True, True, False, False, False, False]
    assert found.steps[0].owner == "Sales"


def test_a_little_time_goes_to_what_is_broken_though_more_could_be_won(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, importance: 0.001, checklists: {call: {must: no}}},"
        " b: {stage: s, importance: 9, checklists: {call: {works: no}}}}",
        Wish(days=1),
    )
    assert (addresses(found.steps), addresses(found.later)) == (["a/call.must"], ["b/call.works"])


def test_what_is_strong_is_left_alone(planned: Planned) -> None:
    found = planned("touchpoints: {a: {stage: s, checklists: {call: {works: yes, quick: 4, must: yes}}}}")
    assert addresses(found.left_out["strong"]) == ["a/call.quick"]
    assert addresses(found.steps) == []


def test_what_is_broken_is_not_left_alone_though_it_scores_well(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, checklists: {call: {works: yes, quick: 4, must: [yes, yes, no]}}}}"
    )
    assert addresses(found.left_out["strong"]) == []
    assert addresses(found.steps) == ["a/call.must", "a/call.quick"]


def test_an_action_for_a_finding_is_verified_when_the_finding_is_resolved(planned: Planned) -> None:
    audit = """
    touchpoints: {a: {stage: s, findings: {rude: {kind: problem, says: Rude%s}}}}
    actions: {talk: {for: [a/findings.rude], task: Talk, status: done, done: 2026-05-01}}
    """
    assert planned(audit % "").actions["talk"].state == "claimed"
    assert planned(audit % ", resolved: 2026-05-02").actions["talk"].state == "verified"


@pytest.mark.parametrize(
    ("size", "planned_"), [("large", True), ("medium", False), ("solo", False), (None, True)]
)
def test_fixes_for_larger_companies_are_left_out(size: str | None, planned_: bool, planned: Planned) -> None:
    company = f"company: {{name: Shop, size: {size}}}\n" if size else ""
    found = planned(company + "touchpoints: {a: {stage: s, checklists: {call: {big: no}}}}")
    assert addresses(found.steps if planned_ else found.left_out["size"]) == ["a/call.big"]


def test_what_is_broken_is_planned_though_it_suits_larger_companies(tmp_path: Path, planned: Planned) -> None:
    text = "touchpoints: {a: {stage: s, checklists: {shop: {big: no, wide: no}}}}"
    items = "{ask: Is it?, answer: yes-no, from: large"
    lay_out(
        tmp_path,
        {
            "checklists/shop.yaml": f"format: 1\nchecklist: shop\nitems: {{big: {items}, must: true}},"
            f" wide: {items}}}}}\n".encode()
        },
    )
    found = planned("company: {name: Shop, size: small}\n" + text)
    assert [(one.fixes[0].at, one.unsuited) for one in found.steps] == [("a/shop.big", True)]
    assert addresses(found.left_out["size"]) == ["a/shop.wide"]


def test_every_size_suits_itself_and_larger_ones() -> None:
    sizes = ("solo", "small", "medium", "large")
    assert [suits("medium", size) for size in sizes] == [False, False, True, True]


WAIVED: Final = """\
audit: {date: 2026-11-14}
touchpoints: {a: {stage: s, checklists: {call: {works: no}}}}
waivers: {a/call.works: {reason: So, approved_by: Ann, until: 2026-12-31}}
"""


def test_what_is_accepted_for_now_waits_unless_somebody_is_at_it(planned: Planned) -> None:
    assert addresses(planned(WAIVED).left_out["waived"]) == ["a/call.works"]
    assert addresses(planned(WAIVED + "actions: {x: {for: a/call.works, task: Do}}").steps) == [
        "a/call.works"
    ]
    assert addresses(planned(WAIVED, as_of="2027-01-01").steps) == ["a/call.works"]


def test_a_waiver_of_a_touchpoint_reaches_all_its_items(planned: Planned) -> None:
    waived = WAIVED.replace("waivers: {a/call.works:", "waivers: {a:").replace(
        "works: no", "works: no, quick: 1"
    )
    assert set(addresses(planned(waived).left_out["waived"])) == {"a/call.works", "a/call.quick"}
    assert set(addresses(planned(waived, as_of="2027-01-01").steps)) == {"a/call.works", "a/call.quick"}


def test_a_waiver_of_a_touchpoint_reaches_what_is_missing_and_what_was_found(planned: Planned) -> None:
    text = """\
audit: {date: 2026-11-14}
touchpoints: {a: {stage: s, missing: true, findings: {f: {kind: idea, says: F, fix: F}}}}
waivers: {a: {reason: So, approved_by: Ann, until: 2026-12-31}}
"""
    assert addresses(planned(text).left_out["waived"]) == ["a", "a/findings.f"]
    assert addresses(planned(text, as_of="2027-01-01").steps) == ["a", "a/findings.f"]


def test_an_idea_or_a_remark_does_not_bring_a_missing_touchpoint_about(planned: Planned) -> None:
    found = planned(
        "touchpoints: {gone: {stage: s, missing: true, findings: {f: {kind: idea, says: F, fix: Paint it,"
        " severity: major}, g: {kind: remark, says: G, fix: Repaint it, severity: critical}}}}"
    )
    assert [(one.fixes[0].kind, one.fixes[0].at, one.gain) for one in found.steps] == [
        ("missing", "gone", 100.0),
        ("finding", "gone/findings.g", 0.0),
        ("finding", "gone/findings.f", 0.0),
    ]


LACKING: Final = """\
journey:
  stages: {s: S}
  expects:
    terms: {name: Terms, stage: s}
    word: {name: A word, stage: s, silence: true}
    gone: {name: Gone, stage: s, silence: true}
facts: {hours: 9-17, city: Leeds}
touchpoints:
  a: {stage: s, says: {hours: 9-18, city: leeds}, checklists: {call: {works: yes}}}
  gone: {stage: s, missing: true}
"""


def test_what_is_expected_and_not_there_comes_first_with_what_is_missing(planned: Planned) -> None:
    found = planned(LACKING)
    assert [(one.fixes[0].kind, one.fixes[0].at, one.broken, one.gain > 0) for one in found.steps] == [
        ("missing", "gone", True, True),
        ("gap", "terms", True, False),
        ("gap", "word", True, False),
        ("fact", "a/says.hours", False, False),
    ]
    left = planned(LACKING.replace("facts:", "not_expected: {terms: No, word: No}\nfacts:"))
    assert [one.fixes[0].kind for one in left.steps] == ["missing", "fact"]


def test_a_fact_that_is_said_otherwise_is_little_work_though_the_touchpoint_is_strong(
    planned: Planned,
) -> None:
    step = planned(LACKING).steps[-1]
    assert (step.fixes[0].what, step.hours, step.guessed, step.owner) == ("9-17", 4.0, False, None)


def test_a_finding_of_a_missing_touchpoint_says_how_to_bring_it_about(planned: Planned) -> None:
    found = planned(
        """\
        touchpoints:
          gone:
            stage: s
            missing: true
            findings:
              idea: {kind: idea, says: Say more, fix: Say more, effort: 2h, severity: minor}
              silence: {kind: problem, says: Silence, fix: Write, effort: 1h, severity: major}
        """
    )
    assert addresses(found.steps) == ["gone/findings.silence", "gone/findings.idea"]
    assert [(one.gain, one.at_most, one.hours, one.broken) for one in found.steps] == [
        (100.0, True, 1.0, True),
        (0.0, False, 2.0, False),
    ]
    assert (found.at_most, found.reaches) == (True, 100.0)


def test_findings_come_critical_ones_first_and_the_others_last_by_their_weight(planned: Planned) -> None:
    findings = ", ".join(
        f"{name}: {{kind: problem, says: {name}, fix: Mend, effort: 1h{weight}}}"
        for name, weight in (
            ("none", ""),
            ("minor", ", severity: minor"),
            ("major", ", severity: major"),
            ("critical", ", severity: critical"),
        )
    )
    found = planned(
        f"touchpoints: {{a: {{stage: s, checklists: {{call: {{works: no}}}}, findings: {{{findings},"
        " praise: {kind: praise, says: Good, fix: More}, mere: {kind: remark, says: So}}}}"
    )
    names = [at.rpartition(".")[2] for at in addresses(found.steps)]
    assert names == ["critical", "works", "major", "minor", "none"]


def test_of_findings_that_do_not_all_fit_the_worst_are_planned(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, findings: {x: {kind: idea, says: X, fix: X, effort: 1h},"
        " y: {kind: idea, says: Y, fix: Y, effort: 8h, severity: major}}}}",
        Wish(days=1),
    )
    assert addresses(found.steps) == ["a/findings.y"]


def test_a_promise_that_is_not_kept_is_planned_with_what_is_broken(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, promises: {soon: Soon}}, b: {stage: s, breaks: {a/soon: Never}}}"
    )
    assert [(one.fixes[0].at, one.fixes[0].what, one.broken) for one in found.steps] == [
        ("a/promises.soon", "Soon", True)
    ]


# Effort

DAYS: Final = (
    "touchpoints: {a: {stage: s, checklists: {call: {works: no, quick: 1, must: no, bare: no, big: no}}}}"
)


@pytest.mark.parametrize(
    ("per_day", "hours"), [(8, [3, 18, 8, 24, 40]), (6, [3, 18, 6, 24, 30]), (0.5, [3, 18, 0.5, 24, 2.5])]
)
def test_a_day_of_effort_has_the_hours_of_the_workspace(
    per_day: float, hours: list[float], planned: Planned
) -> None:
    found = planned(DAYS, settings=f"plan: {{hours_per_day: {per_day}, effort: {{low: 3h, medium: 18h}}}}")
    by = {one.fixes[0].at.rpartition(".")[2]: one.hours for one in found.steps}
    assert [by[name] for name in ("must", "bare", "works", "quick", "big")] == hours
    assert [one.guessed for one in found.steps if one.fixes[0].at == "a/call.bare"] == [True]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3d", 24),
        ("1w", 40),
        ("1w 1d", 48),
        ("24h", 24),
        ("1d 4h", 12),
        ("90m", 1.5),
        ("P1DT2H", 10),
        ("1.5d", 12),
        ("0h", 0),
    ],
)
def test_working_hours(text: str, hours: float) -> None:
    assert working_hours(text, 8) == pytest.approx(hours, abs=SLACK)


# Actions


def test_an_open_action_is_one_step_with_all_that_it_mends(planned: Planned) -> None:
    found = planned(
        SHOP
        + "actions: {x: {for: [line/call.must, line/call.quick], task: Do, effort: 2h, cost: 9, owner: Ann,"
        " due: 2026-01-02, status: doing}}",
        as_of="2026-01-03",
    )
    step = next(one for one in found.steps if one.action == "x")
    assert addresses([step]) == ["line/call.must", "line/call.quick"]
    assert (step.task, step.hours, step.cost, step.owner, step.due, step.overdue, step.state) == (
        *("Do", 2.0, 9.0, "Ann", "2026-01-02", True, "doing"),
    )
    assert step.gain == fsum(one.gain for one in step.fixes)
    assert (found.cost, found.unpriced) == (9.0, len(found.steps) - 1)


def test_a_fix_that_two_actions_name_belongs_to_the_one_that_somebody_is_doing(planned: Planned) -> None:
    found = planned(
        SHOP
        + "actions: {x: {for: [line/call.must, line/call.works], task: X}, y: {for: line/call.must, task: Y,"
        " status: doing}}"
    )
    assert {one.action: addresses([one]) for one in found.steps if one.action} == {
        "x": ["line/call.works"],
        "y": ["line/call.must"],
    }


def test_an_action_for_a_touchpoint_mends_all_of_it_under_any_name_that_it_had(planned: Planned) -> None:
    shop = SHOP.replace("line: {", "line: {was: [phone], ")
    found = planned(shop + "actions: {x: {for: phone, task: Train}}")
    step = next(one for one in found.steps if one.action == "x")
    assert set(addresses([step])) == {f"line/call.{name}" for name in ("works", "quick", "must", "bare")}


DONE: Final = """\
audit: {{date: 2026-11-14}}
touchpoints: {{a: {{stage: s, findings: {{f: {{kind: idea, says: F, fix: F}}}}, checklists: {{call: {{works: [{seen}], quick: 1}}}}}}}}
actions: {{x: {{for: {at}, task: Do, status: done, done: {done}}}}}
"""
NO, YES = "{{answer: no, on: 2026-{}}}", "{{answer: yes, on: 2026-{}}}"


@pytest.mark.parametrize(
    ("seen", "at", "state", "newest", "where"),
    [
        pytest.param(
            [NO.format("09-01")], "a/call.works", "claimed", None, "claimed", id="nobody has looked since"
        ),
        pytest.param(
            [NO.format("10-01")], "a/call.works", "claimed", None, "claimed", id="seen on the very day"
        ),
        pytest.param(
            [NO.format("10-02")], "a/call.works", "claimed", "2026-10-02", "steps", id="seen, and it fails"
        ),
        pytest.param(
            [NO.format("09-01"), YES.format("10-02")],
            "a/call.works",
            "verified",
            "2026-10-02",
            "fresh",
            id="it passes: what is left to win is a fix of its own",
        ),
        pytest.param(
            [*[NO.format("09-01")] * 2, YES.format("10-02")],
            *("a/call.works", "claimed", "2026-10-02", "steps"),
            id="it passes, but the whole scores below 50",
        ),
        pytest.param(
            [YES.format("10-02"), NO.format("10-03")],
            *("a/call.works", "came-back", "2026-10-03", "steps"),
            id="it passed and failed again",
        ),
        pytest.param(
            [YES.format("10-02"), NO.format("10-03"), YES.format("10-04")],
            *("a/call.works", "verified", "2026-10-04", "fresh"),
            id="it passed, failed and passes again",
        ),
        pytest.param(
            [YES.format("10-02")], "a/findings.f", "claimed", None, None, id="a finding is not observed"
        ),
        pytest.param([YES.format("10-02")], "[]", "claimed", None, None, id="it names nothing"),
        pytest.param(
            [YES.format("10-02")], "a", "claimed", "2026-11-14", "steps", id="an item of a touchpoint fails"
        ),
        pytest.param(
            [NO.format("09-01")], "a", "claimed", "2026-11-14", None, id="a touchpoint that falls short"
        ),
    ],
)
def test_what_became_of_an_action_that_is_done(
    seen: list[str], at: str, state: str, newest: str | None, where: str | None, planned: Planned
) -> None:
    found = planned(DONE.format(seen=", ".join(seen), at=at, done="2026-10-01"))
    action = found.actions["x"]
    assert action.state == state
    assert max((one.seen for one in action.targets if one.seen), default=None) == newest
    if where:
        listed = found.left_out["claimed"] if where == "claimed" else found.steps
        step = next(one for one in listed if any(fix.startswith(at) for fix in addresses([one])))
        assert (step.action, step.state) == ((None, None) if where == "fresh" else ("x", state))


def test_a_touchpoint_is_verified_where_all_that_was_seen_since_passes(planned: Planned) -> None:
    done = DONE.format(seen=YES.format("10-02"), at="a", done="2026-10-01").replace("quick: 1", "quick: 3")
    assert planned(done).actions["x"].state == "verified"
    assert planned(done.replace("quick: 3", "quick: 2")).actions["x"].state == "claimed"


def test_an_action_without_a_day_cannot_be_verified_and_its_fault_stays_planned(planned: Planned) -> None:
    assert planned(DONE.format(seen=YES.format("10-02"), at="a/call.works", done="null")).actions[
        "x"
    ].state == ("claimed")
    found = planned(DONE.format(seen=NO.format("09-01"), at="a/call.works", done="null"))
    step = next(one for one in found.steps if addresses([one]) == ["a/call.works"])
    assert (step.action, step.state) == ("x", "claimed")


@pytest.mark.parametrize(("as_of", "state"), [("2027-09-30", "planned"), ("2027-10-01", "claimed")])
def test_what_will_be_done_later_is_not_done(as_of: str, state: str, planned: Planned) -> None:
    text = DONE.format(seen=NO.format("09-01"), at="a/call.works", done="2027-10-01")
    found = planned(text.replace("status: done", "status: done, due: 2026-12-01"), as_of=as_of)
    assert (found.actions["x"].state, found.actions["x"].overdue) == (state, state == "planned")
    assert ("a/call.works" in addresses(found.steps)) is (state == "planned")


OPEN: Final = """\
company: {name: Shop, size: small}
audit: {date: 2026-11-14}
touchpoints: {a: {stage: s, checklists: {call: {works: yes, quick: 4, bare: yes}}},
  b: {stage: s, checklists: {call: {big: no, works: yes}}}}
"""


@pytest.mark.parametrize("at", ["a/call.quick", "b/call.big"])
def test_what_somebody_is_at_is_planned_at_a_strong_touchpoint_and_for_a_larger_company(
    at: str, planned: Planned
) -> None:
    assert addresses(planned(OPEN).steps) == []
    found = planned(OPEN + f"actions: {{x: {{for: {at}, task: Do, cost: 3, owner: Ann, due: 2026-10-01}}}}")
    assert addresses(found.steps) == [at]
    step = found.steps[0]
    assert (step.action, step.cost, step.owner, step.due, step.overdue) == (
        *("x", 3.0, "Ann", "2026-10-01", True),
    )
    assert step.unsuited is (at == "b/call.big")
    assert found.apart == []


@pytest.mark.parametrize("at", ["a/call.works", "a/call.must", "[]"])
def test_an_open_action_that_mends_nothing_known_is_listed_apart(at: str, planned: Planned) -> None:
    found = planned(OPEN + f"actions: {{x: {{for: {at}, task: Do, due: 2026-10-01, status: doing}}}}")
    assert (found.steps, found.apart, found.actions["x"].overdue) == ([], ["x"], True)


def test_of_actions_for_the_same_fault_the_second_is_listed_apart(planned: Planned) -> None:
    found = planned(
        SHOP
        + "actions: {over: {for: [line/call.works, line/call.must], task: All, cost: 5000}, alt: {for: line/call.works, task: One}}"
    )
    assert [one.action for one in found.steps if one.action] == ["over"]
    assert found.apart == ["alt"]
    done = SHOP + "actions: {x: {for: [], task: Do, status: done, done: 2026-01-01}}"
    assert planned(done).apart == []


def test_an_action_has_the_worst_state_of_its_targets(planned: Planned) -> None:
    seen = ", ".join([YES.format("10-02"), NO.format("10-03")])
    found = planned(DONE.format(seen=seen, at="[a/call.works, a/findings.f]", done="2026-10-01"))
    assert [one.state for one in found.actions["x"].targets] == ["came-back", "claimed"]
    assert found.actions["x"].state == "came-back"


@pytest.mark.parametrize(
    ("status", "as_of", "overdue"),
    [
        ("planned", "2026-12-01", False),
        ("planned", "2026-12-02", True),
        ("doing", "2026-12-02", True),
        ("done", "2026-12-02", False),
    ],
)
def test_overdue_is_what_was_due_before_the_day(
    status: str, as_of: str, overdue: bool, planned: Planned
) -> None:
    found = planned(
        SHOP + f"actions: {{x: {{for: line, task: Do, due: 2026-12-01, status: {status}}}}}", as_of=as_of
    )
    assert found.actions["x"].overdue is overdue


# Targets, wow, and no score


def test_a_target_that_cannot_be_reached_says_how_far_everything_leads(planned: Planned) -> None:
    shop = SHOP.replace("quick: 5, must: yes, bare: no", "quick: 4, must: yes, bare: yes")
    found = planned(shop, Wish(target=100))
    assert (found.reached, found.later) == (False, [])
    alone = fsum(one.gain for one in found.left_out["strong"])
    assert alone > 1
    assert found.reaches == pytest.approx(100 - alone, abs=SLACK)


def test_a_target_that_is_reached_already_needs_no_step(planned: Planned) -> None:
    found = planned(SHOP, Wish(target=0))
    assert (found.reached, found.steps, found.unmended) == (True, [], 2)


def test_a_target_takes_what_is_broken_only_where_that_is_cheapest(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, promises: {soon: Soon}, checklists: {call: {works: no, must: yes}}},"
        " b: {stage: s, breaks: {a/soon: Never}, checklists: {call: {must: [yes, yes, no], bare: yes}}}}",
        Wish(target=80),
    )
    assert (addresses(found.steps), found.reached, found.unmended) == (["a/call.works"], True, 2)
    assert {one.fixes[0].at for one in found.later if one.broken} == {"a/promises.soon", "b/call.must"}


def test_no_target_can_be_reached_where_nothing_is_scored(planned: Planned) -> None:
    audit = "touchpoints: {a: {stage: s, checklists: {call: }}}"
    with pytest.raises(UsageError, match="nothing is scored"):
        planned(audit, Wish(target=50))
    found = planned(audit)
    assert (found.score, found.reaches, found.steps) == (None, None, [])


def test_delighters_are_those_that_customers_do_not_have_yet(planned: Planned) -> None:
    found = planned(
        "touchpoints: {a: {stage: s, checklists: {call: {nice: no}}}, b: {stage: s, checklists: {call: {nice: yes}}},"
        " c: {stage: s, importance: 5, checklists: {call: }}, d: {stage: s, missing: yes, checklists: {call: }},"
        " e: {stage: s, checklists: {call: {nice: {answer: n/a, note: x}}}}}"
    )
    assert [(one.at, one.score) for one in found.delighters] == [("a/call.nice", 0.0), ("c/call.nice", None)]


def test_faults_that_could_be_turned_round_are_listed_by_what_they_cost(planned: Planned) -> None:
    assert [(one.at, one.turn_round) for one in planned(SHOP).turn_rounds] == [
        ("line/call.works", "Laugh at it")
    ]


def test_a_plan_of_the_sample_in_python() -> None:
    root = Path(__file__).parent.parent
    loaded = tpaudit.load(str(root / "audits/dostavka-edy.yaml"))
    card: Scorecard = tpaudit.score(loaded)
    found: Any = make_plan(loaded, card, Wish(budget=300, days=4), ("ru",))
    assert found.cost <= 300
    assert found.hours <= 32
    assert found.actions["keep-the-basket"].state == "verified"
    assert json.dumps(found.reaches) != "null"
