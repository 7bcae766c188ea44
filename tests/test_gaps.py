"""Gaps: what should be there and is not, stages without touchpoints, silences, and the pressure of contacts."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

import tpaudit
from tpaudit import LoadedAudit
from tpaudit.judging.insights.gaps import gaps
from tpaudit.results.insights import Gaps

Load = Callable[..., LoadedAudit]
close = pytest.approx

JOURNEY = """
journey:
  stages:
    before: Before
    buying: {name: Buying, contacts: {ideal: [2, 3], zero: [0, 5]}}
    after: After
  expects:
    shop-window: {name: Shop window, stage: before, importance: 2}
    till: {name: Till, stage: buying}
    receipt: {name: Receipt, stage: buying, silence: true, importance: 4}
"""
BOTH = "touchpoints:\n  till: {stage: buying}\n  receipt: {stage: buying}\n  bag: {stage: after}\n  shop-window: {stage: before}\n"


def observed(text: str) -> str:
    """Return an audit whose touchpoints the company starts, each that exists with a good answer."""
    head, key, touchpoints = text.partition("touchpoints:\n")
    seen = r"\1starts: company, checklists: {g: {of-it: yes}}, stage: "
    bare = r"^(  [a-z0-9-]+: \{(?:(?!missing|checklists|from:).)*?)stage: (?!.*(?:missing|checklists))"
    return head + key + re.sub(bare, seen, touchpoints, flags=re.MULTILINE)


@pytest.fixture(name="load")
def load_observed(load: Load) -> Load:
    """Return what writes an audit in which every touchpoint that exists was seen, and loads it."""
    of_it = {"g": "of-it: {ask: Good?, answer: yes-no}"}
    return lambda text, **files: load(observed(text), **(of_it | files))


def judged(audit: LoadedAudit, persona: str | None = None) -> Gaps:
    return gaps(audit, tpaudit.score(audit, persona=persona))


def kinds(found: Gaps) -> list[tuple[str, str]]:
    """Return kind and address of each gap, but for what is not scored."""
    return [(gap.kind, gap.address) for gap in found.found if gap.kind != "unscored"]


def test_a_journey_with_everything_it_expects_has_no_gap(load: Load) -> None:
    assert kinds(judged(load(JOURNEY + BOTH))) == []


def test_what_is_expected_and_not_there_is_a_gap_with_its_place(load: Load) -> None:
    audit = load(
        JOURNEY
        + "touchpoints:\n  a: {stage: buying}\n  b: {stage: buying}\n  c: {stage: after}\n  d: {stage: before}\n"
    )
    found = judged(audit)
    assert kinds(found) == [("expected", "shop-window"), ("expected", "till"), ("silence", "receipt")]
    window = found.found[0]
    assert (window.stage, window.name, window.importance) == ("before", "Shop window", 2.0)
    assert (window.file, window.line) == (audit.file, 9)


@pytest.mark.parametrize(
    "key",
    ["as: shop-window", "was: shop-window", "was: [other, shop-window]", "missing: yes, as: shop-window"],
)
def test_what_is_expected_may_go_by_another_name(key: str, load: Load) -> None:
    audit = load(JOURNEY + BOTH.replace("shop-window: {stage: before}", f"poster: {{stage: before, {key}}}"))
    assert ("expected", "shop-window") not in kinds(judged(audit))


def test_what_is_left_out_on_purpose_is_no_gap(load: Load) -> None:
    touchpoints = "not_expected: {receipt: None is needed, till: Sold from a car}\n" + BOTH.replace(
        "till", "car"
    )
    assert (
        kinds(
            judged(
                load(
                    JOURNEY + touchpoints.replace("  receipt: {stage: buying}\n", "  van: {stage: buying}\n")
                )
            )
        )
        == []
    )


def test_a_silence_is_one_also_where_it_is_marked_missing(load: Load) -> None:
    missing = BOTH.replace(
        "receipt: {stage: buying}", "slip: {name: The slip, stage: buying, as: receipt, missing: yes}"
    )
    found = judged(load(JOURNEY + missing))
    assert kinds(found) == [("silence", "slip"), ("too-few", "buying")]
    slip = next(gap for gap in found.found if gap.kind == "silence")
    assert (slip.name, slip.importance, slip.line) == ("The slip", 3.0, 14)


def test_there_is_no_silence_where_another_touchpoint_speaks(load: Load) -> None:
    more = "  slip: {stage: after, as: receipt, missing: yes}\n"
    for touchpoints in (BOTH + more, BOTH.replace("touchpoints:\n", "touchpoints:\n" + more)):
        assert kinds(judged(load(JOURNEY + touchpoints))) == []


def test_what_is_marked_missing_without_silence_is_broken_and_no_gap(load: Load) -> None:
    audit = load(JOURNEY + BOTH.replace("till: {stage: buying}", "till: {stage: buying, missing: yes}"))
    assert [kind for kind, _ in kinds(judged(audit))] == ["too-few"]


def test_a_stage_without_touchpoints_is_a_gap(load: Load) -> None:
    found = judged(load(JOURNEY + BOTH.replace("  bag: {stage: after}\n", "")))
    assert kinds(found) == [("stage", "after")]
    assert (found.found[-1].name, found.found[-1].line, found.found[-1].importance) == ("After", 7, None)


def test_a_stage_that_is_empty_on_purpose_is_no_gap(load: Load) -> None:
    touchpoints = "not_expected: {shop-window: No shop}\n" + BOTH.replace(
        "  shop-window: {stage: before}\n", ""
    )
    assert kinds(judged(load(JOURNEY + touchpoints))) == []


def test_a_handover_alone_is_no_touchpoint_of_a_stage(load: Load) -> None:
    audit = load(
        JOURNEY
        + BOTH.replace("  bag: {stage: after}\n", "")
        + "handovers: {h: {from: till, to: receipt, stage: after}}\n"
    )
    found = judged(audit)
    assert kinds(found) == [("stage", "after")]
    assert found.contacts["buying"].contacts == 2


def test_touchpoints_with_nothing_scored_are_named(load: Load) -> None:
    bare = BOTH.replace("stage: buying}", "stage: buying, checklists: {g: }}")
    audit = load(JOURNEY + bare + "handovers: {h: {from: till, to: receipt}}\n")
    unscored = [gap.address for gap in judged(audit).found if gap.kind == "unscored"]
    assert unscored == ["till", "receipt", "h"]
    answered = load(
        "touchpoints: {t: {stage: s, checklists: {g: {of-it: yes}}}, m: {stage: s, missing: yes}}\n",
        g="of-it: {ask: Good?, answer: yes-no}",
    )
    assert judged(answered).found == []


def test_what_does_not_apply_is_neither_unknown_nor_a_contact(load: Load) -> None:
    text = (
        "journey: {stages: {s: {name: S, contacts: {ideal: [1, 1], zero: [0, 2]}}}}\n"
        "touchpoints:\n  t: {stage: s, starts: company, checklists: {g: {of-it: yes}}}\n"
        "  na: {stage: s, starts: company, checklists: {g: {of-it: n/a}}}\n"
    )
    of_it = "of-it: {ask: Good?, answer: yes-no}"
    found = judged(load(text, g=of_it))
    assert (found.found, found.contacts["s"].contacts) == ([], 1)
    unknown = judged(load(text.replace("n/a", "null"), g=of_it))
    assert [(gap.kind, gap.address) for gap in unknown.found] == [("unscored", "na")]


@pytest.mark.parametrize(
    ("number", "kind", "points"),
    [(1, "too-few", 50), (2, None, 100), (3, None, 100), (4, "too-many", 50), (5, "too-many", 0)],
)
def test_contacts_of_a_stage_are_measured_by_its_curve(
    number: int, kind: str | None, points: float, load: Load
) -> None:
    there = "".join(f"  t{n}: {{stage: buying}}\n" for n in range(number))
    others = "  bag: {stage: after}\n  w: {stage: before}\n  x: {stage: buying, missing: yes}\n"
    found = judged(load(JOURNEY + "touchpoints:\n" + there + others))
    assert [gap.kind for gap in found.found if gap.address == "buying"] == ([kind] if kind else [])
    assert list(found.contacts) == ["buying"]
    pressure = found.contacts["buying"]
    assert (pressure.contacts, pressure.least, pressure.most, pressure.persona) == (number, 2, 3, None)
    assert pressure.points == close(points)


def test_nobody_is_every_persona_at_once(load: Load) -> None:
    there = "".join(f"  t{n}: {{stage: buying, personas: {'ab'[n % 2]}}}\n" for n in range(4))
    audit = load(
        "personas: {a: A, b: B}\n"
        + JOURNEY
        + "touchpoints:\n"
        + there
        + "  bag: {stage: after}\n  w: {stage: before}\n"
    )
    found = judged(audit)
    assert [kind for kind, _ in kinds(found) if kind.startswith("too")] == []
    assert (found.contacts["buying"].contacts, found.contacts["buying"].persona) == (2, "a")
    more = load(
        "personas: {a: A, b: B}\n"
        + JOURNEY
        + "touchpoints:\n"
        + there
        + "  u: {stage: buying, personas: b}\n  v: {stage: buying, personas: b}\n"
    )
    pressure = judged(more).contacts["buying"]
    assert (pressure.contacts, pressure.persona) == (4, "b")
    assert judged(more, "a").contacts["buying"].contacts == 2


def test_an_audit_without_a_journey_has_no_expectations(load: Load) -> None:
    found = judged(load("touchpoints: {t: {stage: s}}\n"))
    assert (kinds(found), found.contacts) == ([], {})


NAMES = ["a", "b", "c", "d", "e"]


@settings(deadline=None, derandomize=True, max_examples=examples(60), database=None)
@given(st.lists(st.sampled_from(["id", "as", "was", "missing", "left"]), min_size=5, max_size=5), st.data())
def test_with_all_that_is_expected_no_gap_of_that_kind_is_found(
    how: Sequence[str], data: st.DataObject
) -> None:
    silent = data.draw(st.lists(st.sampled_from(NAMES), unique=True))
    expects = "".join(
        f"    {name}: {{name: X, stage: s{number % 2}, silence: {'yes' if name in silent else 'no'}}}\n"
        for number, name in enumerate(NAMES)
    )
    shapes = {
        "id": "  {0}: {{stage: s0}}\n",
        "as": "  x{0}: {{stage: s0, as: {0}}}\n",
        "was": "  x{0}: {{stage: s0, was: {0}}}\n",
        "missing": "  {0}: {{stage: s0, missing: yes}}\n",
        "left": "",
    }
    there = "".join(shapes[one].format(name) for name, one in zip(NAMES, how, strict=True))
    left = ", ".join(f"{name}: Why" for name, one in zip(NAMES, how, strict=True) if one == "left")
    text = (
        f"format: 1\nnot_expected: {{{left}}}\njourney:\n  stages: {{s0: S, s1: S}}\n  expects:\n{expects}"
        f"touchpoints:\n  other: {{stage: s1}}\n{there}"
    )
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_text(text, encoding="utf-8")
        audit = tpaudit.load(str(file))
    found = kinds(judged(audit))
    assert [address for kind, address in found if kind == "expected"] == []
    gone = {name for name, one in zip(NAMES, how, strict=True) if one == "missing" and name in silent}
    assert {address for kind, address in found if kind == "silence"} == gone


FELT = re.compile(
    r"worr|\bwonder|nervous|anxious|feel pressed|беспоко[ия]|тревож|нервнич|чувствует|不安|担心|焦虑|压力"
)
"""Words of feelings, which reports say only where somebody observed them."""


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_no_phrase_of_results_claims_what_customers_feel(language: str) -> None:
    catalogue = Path(tpaudit.__file__).parent / "locale" / language / "LC_MESSAGES" / "tpaudit.po"
    text = catalogue.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if FELT.search(line)] == []
