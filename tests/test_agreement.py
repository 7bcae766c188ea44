"""Several observers: how far they agree, by alpha too, and methods side by side."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from textwrap import indent
from typing import Final, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from profiles import examples

import tpaudit
from tpaudit import LoadedAudit
from tpaudit.judging.observers.agreement import agreement
from tpaudit.judging.observers.krippendorff import Value, alpha
from tpaudit.results.agreement import Agreement, ItemAgreed, Metric, Reliability

Load = Callable[..., LoadedAudit]
Observe = Callable[..., Agreement | None]
close = pytest.approx
METRICS: Final[Sequence[Metric]] = get_args(Metric)
thorough = settings(deadline=None, derandomize=True, max_examples=examples(150), database=None)


# Krippendorff's alpha: published figures

FOUR_OBSERVERS: Final = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
"""Four observers, twelve units; a dot is an answer not given."""
TWO_OBSERVERS: Final = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"]
"""Two observers, twelve units, five categories, nothing missing."""
BINARY: Final = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
"""Two observers, ten units, two categories."""


def units(table: Sequence[str]) -> list[list[Value]]:
    """Return what was given to each unit, from a line for each observer."""
    columns = zip(*(line.split() for line in table), strict=True)
    return [[float(v) if v.isdecimal() else v for v in column if v != "."] for column in columns]


PUBLISHED: Final[dict[str, tuple[Sequence[str], Metric, float]]] = {
    "four observers with missing answers, nominal": (FOUR_OBSERVERS, "nominal", 0.743),
    "four observers with missing answers, ordinal": (FOUR_OBSERVERS, "ordinal", 0.815),
    "four observers with missing answers, interval": (FOUR_OBSERVERS, "interval", 0.849),
    "two observers, five categories": (TWO_OBSERVERS, "nominal", 0.692),
    "two observers, two categories": (BINARY, "nominal", 0.095),
}


@pytest.mark.parametrize(("table", "metric", "published"), PUBLISHED.values(), ids=PUBLISHED)
def test_alpha_is_the_published_one(table: Sequence[str], metric: Metric, published: float) -> None:
    found = alpha(units(table), metric)
    assert found is not None
    assert round(found, 3) == published


UNDEFINED: Final[dict[str, list[list[Value]]]] = {
    "there are no units": [],
    "nobody answered": [[], []],
    "no unit has two answers": [[1.0], [2.0], []],
    "all answers are the same": [[3.0, 3.0], [3.0, 3.0, 3.0]],
    "what varies cannot be paired": [[3.0, 3.0], [4.0]],
}


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("table", UNDEFINED.values(), ids=UNDEFINED)
def test_alpha_is_undefined_where(table: list[list[Value]], metric: Metric) -> None:
    assert alpha(table, metric) is None


def test_points_that_differ_by_the_noise_of_floats_are_the_same() -> None:
    assert alpha([[0.1 + 0.2, 0.3], [0.3, 0.3]], "interval") is None


def test_observers_who_contradict_one_another_are_below_chance() -> None:
    assert alpha([["a", "b"], ["b", "a"]], "nominal") == close(-0.5)


# Krippendorff's alpha: properties

tables = st.lists(st.lists(st.integers(0, 6).map(float), max_size=5), max_size=8)
metrics = st.sampled_from(METRICS)


def by_coincidences(table: Sequence[Sequence[float]], metric: Metric) -> float | None:
    """Return alpha by its definition: from the matrix of coincidences and the difference of each two values."""
    matrix = Counter[tuple[float, float]]()
    for unit in table:
        for pair in permutations(unit, 2):
            matrix[pair] += 1 / (len(unit) - 1)  # type: ignore[assignment]
    totals = {v: sum(matrix[v, other] for other in range(7)) for v in range(7)}

    def difference(a: int, b: int) -> float:
        if metric == "ordinal":
            return (sum(totals[v] for v in range(a, b + 1)) - (totals[a] + totals[b]) / 2) ** 2
        return (a - b) ** 2 if metric == "interval" else 1

    pairs = list(combinations(range(7), 2))
    expected = sum(totals[a] * totals[b] * difference(a, b) for a, b in pairs)
    observed = sum(matrix[a, b] * difference(a, b) for a, b in pairs)
    return 1 - (sum(totals.values()) - 1) * observed / expected if expected > 1e-6 else None


@thorough
@given(tables, metrics)
def test_alpha_is_what_its_definition_gives(table: list[list[float]], metric: Metric) -> None:
    assert alpha(table, metric) == close(by_coincidences(table, metric), abs=1e-9)


@thorough
@given(tables, metrics, st.randoms(use_true_random=False))
def test_alpha_knows_no_order_of_observers_or_units(
    table: list[list[float]], metric: Metric, random: Random
) -> None:
    other = [random.sample(unit, len(unit)) for unit in random.sample(table, len(table))]
    assert alpha(other, metric) == close(alpha(table, metric), abs=1e-9)


@thorough
@given(tables, metrics)
def test_alpha_is_at_most_1(table: list[list[float]], metric: Metric) -> None:
    found = alpha(table, metric)
    assert found is None or found <= 1


@thorough
@given(st.lists(st.tuples(st.integers(0, 6).map(float), st.integers(2, 5))), metrics)
def test_alpha_is_1_where_all_agree_and_there_is_variation(
    said: list[tuple[float, int]], metric: Metric
) -> None:
    assume(len({value for value, _ in said}) > 1)
    assert alpha([[value] * times for value, times in said], metric) == 1


@thorough
@given(tables, st.permutations("abcdefg"))
def test_nominal_alpha_does_not_mind_what_categories_are_called(
    table: list[list[float]], names: list[str]
) -> None:
    renamed = [[names[int(value)] for value in unit] for unit in table]
    assert alpha(renamed, "nominal") == alpha(table, "nominal")


@thorough
@given(tables, st.sampled_from([0.1, 3.0, -2.0]), st.integers(-50, 50))
def test_interval_alpha_does_not_mind_the_unit_of_measurement(
    table: list[list[float]], factor: float, offset: int
) -> None:
    other = [[factor * value + offset for value in unit] for unit in table]
    assert alpha(other, "interval") == close(alpha(table, "interval"), abs=1e-9)


@thorough
@given(tables)
def test_ordinal_alpha_minds_the_order_of_values_alone(table: list[list[float]]) -> None:
    other = [[value**3 - 7 for value in unit] for unit in table]
    assert alpha(other, "ordinal") == alpha(table, "ordinal")


# One item, observed by several

KINDS: Final = """
yes-no: {ask: Well?, answer: yes-no}
scale: {ask: How well?, answer: 1-5}
choice:
  ask: Which?
  answer: choice
  options: {person: {points: 100, label: {en: A person, ru: Человек}}, bot: 100}
time: {ask: How long?, answer: duration, score: {full: 0s, zero: 100s}}
latest: {ask: And now?, answer: yes-no, combine: latest}
"""


@pytest.fixture
def observe(load: Load) -> Observe:
    """Return what compares the observers of items at one touchpoint, each item with its answers."""

    def compare(head: str = "", **answers: str) -> Agreement | None:
        lines = "".join(f"{item.replace('_', '-')}: {said}\n" for item, said in answers.items())
        audit = f"""
places: {{north: North, south: South}}
{head}
touchpoints:
  desk:
    stage: visit
    checklists:
      q:
{indent(lines, "        ")}"""
        return agreement(load(audit, q=KINDS))

    return compare


def item_of(found: Agreement | None) -> ItemAgreed:
    """Return the only item of what was found."""
    assert found is not None
    (item,) = found.items.values()
    return item


ANN, BEN, EVE = "by: ann", "by: ben", "by: eve"
AGREEING: Final[dict[str, tuple[str, str, int, int]]] = {
    "the same word": ("yes-no", f"[{{answer: yes, {ANN}}}, {{answer: yes, {BEN}}}]", 1, 1),
    "the same meaning in another language": (
        "yes-no",
        f"[{{answer: yes, {ANN}}}, {{answer: да, {BEN}}}]",
        1,
        1,
    ),
    "another meaning": ("yes-no", f"[{{answer: yes, {ANN}}}, {{answer: no, {BEN}}}]", 0, 1),
    "one of three pairs": (
        "yes-no",
        f"[{{answer: yes, {ANN}}}, {{answer: yes, {BEN}}}, {{answer: no, {EVE}}}]",
        1,
        3,
    ),
    "an option and its label": ("choice", f"[{{answer: person, {ANN}}}, {{answer: Человек, {BEN}}}]", 1, 1),
    "options of the same points": ("choice", f"[{{answer: person, {ANN}}}, {{answer: bot, {BEN}}}]", 0, 1),
    "the same step": ("scale", f"[{{answer: 4, {ANN}}}, {{answer: 4, {BEN}}}]", 1, 1),
    "the next step": ("scale", f"[{{answer: 4, {ANN}}}, {{answer: 5, {BEN}}}]", 0, 1),
    "ten points apart": ("time", f"[{{answer: 10s, {ANN}}}, {{answer: 20s, {BEN}}}]", 1, 1),
    "more than ten points apart": ("time", f"[{{answer: 10s, {ANN}}}, {{answer: 20100ms, {BEN}}}]", 0, 1),
    "never and as bad as never": ("time", f"[{{answer: never, {ANN}}}, {{answer: '>3m', {BEN}}}]", 1, 1),
    "the most frequent answer of one observer": (
        "yes-no",
        f"[{{answer: no, {ANN}}}, {{answer: no, {ANN}}}, {{answer: yes, {ANN}}}, {{answer: no, {BEN}}}]",
        1,
        1,
    ),
    "of two answers of one observer the latest": (
        "yes-no",
        f"[{{answer: no, {ANN}, on: 2026-11-03T12:00}}, {{answer: yes, {ANN}, on: 2026-11-03T11:00}}, {{answer: no, {BEN}, on: 2026-11-03}}]",
        1,
        1,
    ),
    "of two answers of one observer on one day the later in the file": (
        "yes-no",
        f"[{{answer: yes, {ANN}}}, {{answer: no, {ANN}}}, {{answer: no, {BEN}}}]",
        1,
        1,
    ),
    "the median of one observer's steps": (
        "scale",
        f"[{{answer: 1, {ANN}}}, {{answer: 2, {ANN}}}, {{answer: 5, {ANN}}}, {{answer: 2, {BEN}}}]",
        1,
        1,
    ),
    "the median of one observer's points": (
        "time",
        f"[{{answer: 10s, {ANN}}}, {{answer: 30s, {ANN}}}, {{answer: 30s, {BEN}}}]",
        1,
        1,
    ),
    "a pair at each place": (
        "yes-no",
        (
            f"[{{answer: yes, {ANN}, place: north}}, {{answer: yes, {BEN}, place: north}},"
            f" {{answer: no, {ANN}, place: south}}, {{answer: yes, {BEN}, place: south}}]"
        ),
        1,
        2,
    ),
}


@pytest.mark.parametrize(("item", "answers", "agreeing", "pairs"), AGREEING.values(), ids=AGREEING)
def test_observers_agree(observe: Observe, item: str, answers: str, agreeing: int, pairs: int) -> None:
    found = item_of(observe(**{item: answers}))
    assert (found.agreeing, found.pairs) == (agreeing, pairs)
    assert found.share == agreeing / pairs


ALONE: Final = {
    "one observer": ("yes_no", f"[{{answer: yes, {ANN}}}, {{answer: no, {ANN}}}]"),
    "one observer under two spellings": ("yes_no", f"[{{answer: yes, {ANN}}}, {{answer: no, by: Ann}}]"),
    "observers at different places": (
        "yes_no",
        f"[{{answer: yes, {ANN}, place: north}}, {{answer: no, {BEN}, place: south}}, {{answer: no, {EVE}}}]",
    ),
    "an observer without a name": ("yes_no", f"[{{answer: yes, {ANN}}}, no]"),
    "n/a": ("yes_no", f"[{{answer: yes, {ANN}}}, {{answer: n/a, note: closed, {BEN}}}]"),
    "a past observation": (
        "yes_no",
        f"[{{answer: yes, {ANN}, on: 2026-11-02}}, {{answer: no, {BEN}, on: 2026-08-02}}]",
    ),
    "one that a newer one of its voice replaces": (
        "latest",
        f"[{{answer: yes, {ANN}}}, {{answer: no, {BEN}}}]",
    ),
    "a mean of many": ("scale", f"[{{answer: 4, {ANN}}}, {{answer: 4.2, of: 60, {BEN}}}]"),
    "a rate": ("yes_no", f"[{{answer: yes, {ANN}}}, {{answer: 37/40, {BEN}}}]"),
    "a rate that is yes only": ("yes_no", f"[{{answer: yes, {ANN}}}, {{answer: 40/40, {BEN}}}]"),
}


@pytest.mark.parametrize(("item", "answers"), ALONE.values(), ids=ALONE)
def test_nobody_is_compared_with(observe: Observe, item: str, answers: str) -> None:
    assert observe("audit: {since: 2026-09-01}", **{item: answers}) is None


def test_a_mean_of_one_is_one_observer_s(observe: Observe) -> None:
    assert item_of(observe(scale=f"[{{answer: 4, {ANN}}}, {{answer: 4, of: 1, {BEN}}}]")).pairs == 1


def test_the_auditor_and_a_visitor_are_two_observers(load: Load) -> None:
    audit = """
audit: {auditor: ann, date: 2026-11-03}
touchpoints: {desk: {stage: visit, checklists: {q: {yes-no: yes}}}}
"""
    visits = {"ben": "visit: {by: ben, on: 2026-11-03}\nanswers: {desk/q.yes-no: no}\n"}
    item = item_of(agreement(load(audit, visits=visits, q=KINDS)))
    assert [(one.by, one.answer, one.score, one.visit, one.line) for one in item.heard] == [
        ("ann", "yes", 100, None, 4),
        ("ben", "no", 0, "ben", 3),
    ]
    assert [Path(one.file).name for one in item.heard] == ["a.yaml", "ben.yaml"]


OCCASIONS: Final = {
    "on one day they agree or not": ("", "2026-11-03", "2026-11-03", 1),
    "two walks on two days are two experiences": ("", "2026-11-03", "2026-11-04", 0),
    "even if only a night lies between": ("", "2026-11-03T22:00", "2026-11-04T08:00", 0),
    "an hour of the day makes no difference": ("", "2026-11-03T08:00", "2026-11-03T22:00", 1),
    "two days are this one and the next": ("occasion: 2d", "2026-11-03", "2026-11-04", 1),
    "and no more": ("occasion: 2d", "2026-11-03", "2026-11-05", 0),
    "an occasion may be shorter than a day": ("occasion: 2h", "2026-11-03T08:00", "2026-11-03T10:00", 0),
    "and long enough": ("occasion: 2h", "2026-11-03T08:00", "2026-11-03T09:59", 1),
}


@pytest.mark.parametrize(("settings_", "first", "second", "pairs"), OCCASIONS.values(), ids=OCCASIONS)
def test_observers_disagree_only_about_the_same_occasion(
    settings_: str, first: str, second: str, pairs: int, load: Load
) -> None:
    audit = (
        "personas: {p: P, q: Q}\n"
        "touchpoints: {desk: {stage: s, checklists: {q: {yes-no: ["
        f"{{answer: yes, by: ann, on: {first}, persona: p}}, {{answer: no, by: ben, on: {second}, persona: q}}]}}}}}}}}\n"
    )
    found = agreement(load(audit, settings=settings_ or None, q=KINDS))
    assert (found.whole.pairs if found else 0) == pairs


# Touchpoints, the whole, and alpha for each set of values

SEVERAL: Final = {
    "yes_no": f"[{{answer: yes, {ANN}, place: north}}, {{answer: yes, {BEN}, place: north}},"
    f" {{answer: no, {ANN}, place: south}}, {{answer: no, {BEN}, place: south}}]",
    "latest": f"[{{answer: yes, {ANN}, method: team}}, {{answer: no, {BEN}, method: probe}}]",
    "scale": f"[{{answer: 1, {ANN}}}, {{answer: 2, {BEN}}}]",
    "choice": f"[{{answer: person, {ANN}}}, {{answer: bot, {BEN}}}]",
    "time": f"[{{answer: 10s, {ANN}}}, {{answer: 50s, {BEN}}}, {{answer: 10s, {EVE}}}]",
}


def test_the_whole_counts_every_pair(observe: Observe) -> None:
    found = observe(**SEVERAL)
    assert found is not None
    assert (found.whole.observers, found.whole.agreeing, found.whole.pairs) == (3, 3, 8)
    assert found.whole.share == 3 / 8
    touch = found.touchpoints["desk"]
    assert (touch.observers, touch.agreeing, touch.pairs) == (3, 3, 8)


def as_rows(found: Sequence[Reliability]) -> list[tuple[str, str, int, int, float | None]]:
    return [(one.answers, one.metric, one.units, one.values, one.alpha) for one in found]


def test_alpha_is_worked_out_for_each_set_of_values_alone(observe: Observe) -> None:
    found = observe(**SEVERAL)
    assert found is not None
    assert as_rows(found.whole.reliability) == [
        ("q.choice", "nominal", 1, 2, None),
        ("yes-no", "nominal", 3, 6, alpha([["y", "y"], ["n", "n"], ["y", "n"]], "nominal")),
        ("1-5", "ordinal", 1, 2, None),
        ("measured", "interval", 1, 3, None),
    ]


def test_an_item_at_two_places_has_an_alpha_of_its_own(observe: Observe) -> None:
    found = observe(**SEVERAL)
    assert found is not None
    assert as_rows(found.items["desk/q.yes-no"].reliability) == [("yes-no", "nominal", 2, 4, 1.0)]


def test_the_most_disputed_come_first_and_what_all_agree_on_is_none_of_them(observe: Observe) -> None:
    found = observe(**SEVERAL)
    assert found is not None
    gaps = [(at.removeprefix("desk/q."), found.items[at].share, found.items[at].gap) for at in found.disputed]
    assert gaps == [
        ("latest", 0, 100),
        ("scale", 0, 25),
        ("choice", 0, 0),
        ("time", 1 / 3, close(40)),
    ]


observations = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["north", "south"]), st.integers(1, 5)), max_size=9
)


def of_scales(said: Sequence[tuple[str, str, int]]) -> Agreement | None:
    """Return the agreement on one scale at one touchpoint."""
    lines = [f"- {{answer: {step}, by: {by}, place: {place}}}" for by, place, step in said] or ["- 3"]
    audit = f"""format: 1
places: {{north: North, south: South}}
touchpoints:
  desk:
    stage: visit
    checklists:
      q:
        scale:
{indent(chr(10).join(lines), "          ")}
"""
    with TemporaryDirectory() as folder:
        (Path(folder) / "checklists").mkdir()
        (Path(folder) / "checklists/q.yaml").write_text(
            "format: 1\nchecklist: q\nitems: {scale: {ask: How well?, answer: 1-5}}\n", encoding="utf-8"
        )
        (Path(folder) / "a.yaml").write_text(audit, encoding="utf-8")
        return agreement(tpaudit.load(f"{folder}/a.yaml"))


@thorough
@given(observations, st.permutations("abc"))
def test_agreement_does_not_mind_who_is_who_nor_who_comes_first(
    said: list[tuple[str, str, int]], names: list[str]
) -> None:
    renamed = [(names["abc".index(by)], place, step) for by, place, step in reversed(said)]
    found, other = of_scales(said), of_scales(renamed)
    assert (found is None) == (other is None)
    if found is not None and other is not None:
        assert (found.whole.agreeing, found.whole.pairs) == (other.whole.agreeing, other.whole.pairs)
        assert found.whole.reliability[0].alpha == close(other.whole.reliability[0].alpha, abs=1e-9)


@thorough
@given(observations)
def test_there_are_as_many_pairs_as_observers_of_each_place_make(said: list[tuple[str, str, int]]) -> None:
    observers = [len({by for by, place, _ in said if place == one}) for one in ("north", "south")]
    pairs = sum(count * (count - 1) // 2 for count in observers)
    found = of_scales(said)
    assert (found.whole.pairs if found else 0) == pairs
    if found is not None:
        assert 0 <= found.whole.agreeing <= pairs
        assert bool(found.disputed) == (found.whole.agreeing < pairs)


# Methods side by side


def test_the_team_is_always_the_other_and_its_pairs_come_first(observe: Observe) -> None:
    said = (
        "[{answer: 5, method: team}, {answer: 2, method: mystery-shopper}, {answer: 3, method: walkthrough}]"
    )
    found = observe(scale=said)
    assert found is not None
    assert [(pair.method, pair.other, pair.difference) for pair in found.methods] == [
        ("walkthrough", "team", -50),
        ("mystery-shopper", "team", -75),
        ("walkthrough", "mystery-shopper", 25),
    ]


def test_methods_are_compared_where_observers_are_not(observe: Observe) -> None:
    found = observe(yes_no="[{answer: yes, method: team}, {answer: no, method: survey}]")
    assert found is not None
    assert (found.whole.pairs, found.whole.share, found.whole.reliability) == (0, None, [])
    assert (found.touchpoints, found.items, found.disputed) == ({}, {}, [])


def test_methods_are_compared_on_the_items_that_both_scored(observe: Observe) -> None:
    found = observe(
        scale="[{answer: 5, method: team}, {answer: 3, method: survey}]",
        yes_no="[{answer: yes, method: team}, {answer: 1/4, method: survey}]",
        time="[{answer: 0s, method: team}, {answer: 0s, method: survey}]",
        latest="[{answer: no, method: team}, {answer: no, method: team}]",
    )
    assert found is not None
    (pair,) = found.methods
    assert (pair.items, pair.score, pair.other_score) == (3, (50 + 25 + 100) / 3, 100)
    assert pair.difference == close(-125 / 3)
    assert [(gap.at, gap.score, gap.other_score, gap.difference) for gap in pair.widest] == [
        ("desk/q.yes-no", 25, 100, -75),
        ("desk/q.scale", 50, 100, -50),
    ]
    assert [gap.line for gap in pair.widest] == [11, 10]


def test_methods_are_compared_at_the_places_that_both_scored(observe: Observe) -> None:
    apart = "[{answer: 1, method: survey, place: north}, {answer: 5, method: team}]"
    found = observe(
        scale="""
  - {answer: 1, method: survey, place: north}
  - {answer: 3, method: survey, place: south}
  - {answer: 5, method: team, place: south}
  - {answer: 5, method: team}""",
        latest=apart.replace("1", "no").replace("5", "yes"),
    )
    assert found is not None
    assert [(pair.items, pair.score, pair.other_score) for pair in found.methods] == [(1, 50, 100)]
    assert observe(scale=apart) is None


def test_a_method_speaks_with_one_voice_at_each_place(observe: Observe) -> None:
    found = observe(
        scale="""
  - {answer: 1, method: survey, place: north}
  - {answer: 3, method: survey, place: north}
  - {answer: 5, method: survey, place: south}
  - {answer: 4, method: team, place: north}
  - {answer: 5, method: team, place: south}
  - 1"""
    )
    assert found is not None
    (pair,) = found.methods
    assert (pair.score, pair.other_score) == ((25 + 100) / 2, (75 + 100) / 2)


def test_one_method_is_compared_with_nothing(observe: Observe) -> None:
    assert observe(scale="[{answer: 1, method: survey}, {answer: 2, method: survey}, 5]") is None


# The figures of the docs

PAGE: Final = (Path(__file__).parent.parent / "docs/arithmetic.md").read_text(encoding="utf-8")
SECTION: Final = PAGE.partition("\n## Several observers\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Agreement:
    """Return the agreement on the audit of the docs."""
    folder = tmp_path_factory.mktemp("docs")
    for name, text in re.findall(r"^`(\S+\.yaml)`:\n```yaml\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = agreement(tpaudit.load(str(folder / "audits/observers.yaml")))
    assert found is not None
    return found


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table of the docs whose first column is called so."""
    table = SECTION.partition(f"\n| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in table]


def shown(number: float | None) -> str:
    assert number is not None
    return f"{number:.2f}".rstrip("0").rstrip(".")


def test_docs_say_which_pairs_agree(documented: Agreement) -> None:
    whole = documented.whole
    found = [
        [
            at.removeprefix("counter/"),
            f"{item.agreeing} of {item.pairs}",
            f"{shown(100 * (item.share or 0))} %",
            shown(item.gap),
        ]
        for at, item in documented.items.items()
    ]
    whole_share = f"{shown(100 * (whole.share or 0))} %"
    assert rows("item") == [*found, ["together", f"{whole.agreeing} of {whole.pairs}", whole_share, ""]]
    assert documented.disputed[0] == "counter/till.thanked"


def test_docs_give_alpha(documented: Agreement) -> None:
    found = [one for one in documented.whole.reliability if one.alpha is not None]
    assert rows("answers") == [
        [one.answers, one.metric, str(one.units), str(one.values), shown(one.alpha)] for one in found
    ]


def test_docs_set_methods_side_by_side(documented: Agreement) -> None:
    assert rows("method") == [
        [
            pair.method,
            pair.other,
            str(pair.items),
            shown(pair.score),
            shown(pair.other_score),
            shown(pair.difference),
        ]
        for pair in documented.methods
    ]
