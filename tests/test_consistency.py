"""Consistency: which ways of writing mean the same, and what is said of the touchpoints that say something else."""

import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from profiles import examples
from strategies import Plain, as_yaml

import tpaudit
from tpaudit import LoadedAudit, Scorecard
from tpaudit.judging.insights.complete import with_insights
from tpaudit.judging.insights.consistency import consistency
from tpaudit.judging.insights.facts import meanings
from tpaudit.judging.insights.phone_numbers import PLANS, PhoneNumber, WrittenNumber, phone_number
from tpaudit.results.insights import Consistency

Load = Callable[..., LoadedAudit]
close = pytest.approx
thorough = settings(deadline=None, derandomize=True, max_examples=examples(300), database=None)

SAME = {
    "phone numbers with and without the country": (
        "+44 20 7946 0018", "020 7946 0018", "0044 20 7946 0018", "(020) 7946-0018", "+442079460018",
        "tel: +44 (0)20 7946 0018", "Tel.: 020 7946 0018", "Phone: 020 7946 0018", "电话：020 7946 0018",
    ),
    "Russian phone numbers": (
        "+7 495 000-14-14", "8 (495) 000-14-14", "8-495-0001414", "84950001414", "тел. +7 (495) 000 14 14",
        "тел.: 8 (495) 000-14-14", "Телефон: 8 495 000-14-14",
    ),
    "phone numbers of no country": ("020 7946 0018", "(020) 79460018", "02079460018"),
    "short numbers": ("112", " 112 "),
    "extensions": ("+44 20 7946 0018 ext. 5", "020 7946 0018 доб. 5", "+44 20 7946 0018 x5"),
    "several numbers in any order": ("+44 20 7946 0018, +44 20 7946 0019", "020 7946 0019; 020 7946 0018",
        "020 7946 0018 / 020 7946 0019", "020 7946 0018/020 7946 0019"),
    "a code behind a slash": ("+49 30 1234567", "030/1234567"),
    "opening hours in three languages": (
        "Mon-Fri 9-18", "Mo–Fr 09:00–18:00", "Пн-Пт 9:00-18:00", "周一至周五 9-18", "周一至五 9点-18点",
        "с понедельника по пятницу с 9 до 18", "по будням 9.00–18.00", "weekdays 9am-6pm", "9-18 Mon-Fri",
        "Mon, Tue, Wed, Thu-Fri: 9 a.m. to 6 p.m.", "Fri 9-18, Mon-Thu 9:00 - 18:00",
        "星期一到星期五 上午9点至下午6点", "工作日 9:00—18:00", "с 9 до 18 по будням", "9-6pm Mon-Fri",
        "в будние дни с 9 до 18", "Mon-Fri 9-6", "周一至周五 9:00——18:00",
    ),
    "closed days need no word": (
        "Mon-Fri 9-18", "Mon-Fri 9-18, Sat-Sun closed", "9-18 Mon-Fri, Sun closed",
        "Пн–Пт: 9–18; Сб, Вс — выходной", "周一至周五 9:00-18:00，周末休息",
    ),
    "closed days are taken off": (
        "Tue-Sun 10-20", "10-20, Mon closed", "Daily 10-20, Mon closed", "Closed Mondays, 10-20", "10-20, closed Mon",
        "周一休息，10:00-20:00", "10:00-20:00，周一休息", "每天10:00-20:00，周一闭馆",
        "Выходной: понедельник. 10-20", "Ежедневно 10–20, пн — выходной", "Closed Mon, Tue-Sun 10-20",
    ),
    "several closed days": (
        "Mon-Fri 9-18", "9-18 Mon-Fri, closed Sat, Sun", "Closed Sat, Sun, Mon-Fri 9-18", "9-18, Sat, Sun closed",
        "Пн-Пт 9-18, сб-вс выходные", "Выходные: сб, вс. Пн-Пт 9-18", "9-18 Mon-Fri closed Sat-Sun",
    ),
    "all other days": ("10-20, Mon 12-18", "Mon 12-18, Tue-Sun 10-20", "10-20 Tue-Sun, 12-18 Mon"),
    "every day": (
        "ежедневно 11:00–23:00", "daily 11-23", "11:00 - 23:00", "Ежедневно с 11 до 23", "без выходных 11-23",
        "每天11:00至23:00", "Every day 11am-11pm", "Mon-Sun 11-23", "Sat-Fri 11-23",
    ),
    "round the clock": (
        "24/7", "круглосуточно", "全天 24 小时", "每天 24小时", "open 24 hours", "24 hours a day", "24 часа в сутки", "ежедневно 00:00–24:00", "daily 0-24",
    ),
    "two spans a day": ("Mon 9-12, 14-18", "Mon 14-18, 9-12", "Пн 9–12 и 14–18"),
    "half hours": ("9:30-18:00", "9点半到18点", "9.30 – 18"),
    "prices": ("EUR 4,90", "4.90 €", "€4.9", "4,90 euros", "4,90 евро"),
    "large prices": ("1 200 ₽", "1200 руб.", "1.200,00 RUB", "1,200 р", "1\u00a0200 рублей"),
    "prices between two amounts": ("5-10 €", "5 € - 10 €", "5 – 10 EUR"),
    "a currency on both sides": ("100元", "人民币100元", "¥100 元"),
    "an amount without a currency": ("4,90", "4.90"),
    "prices among words": ("每月 18 元", "每月18元", "每月 ¥18", "每月18.00元"),
    "streets": ("12 St. John Street, London", "12 St John St London", "12 st john street  LONDON."),
    "Russian streets": ("ул. Речная, д. 5", "улица Речная, дом 5", "Ул.Речная, д.5", "ул. Речная, 5"),
    "web addresses": ("https://www.roastery.example/", "roastery.example", "http://Roastery.example"),
    "quotes, dashes and spaces": ("«Супница» — суп", "“супница” - суп", "Супница\u00a0–  суп"),
    "composed and decomposed letters": ("Café Noël", "Cafe\u0301 Noe\u0308l", "ＣＡＦÉ NOËL"),
    "apostrophes": ("Anna's", "Anna’s"),
}  # fmt: skip
OTHER = {
    "a digit of a phone number": ("+7 495 000-14-14", "+7 495 000-14-15"),
    "the country of a phone number": ("+44 20 7946 0018", "+49 20 7946 0018"),
    "an extension": ("+44 20 7946 0018 ext. 5", "+44 20 7946 0018"),
    "an hour": ("Mon-Fri 9-18", "Mon-Fri 9-17"),
    "a day": ("Mon-Sat 9-18", "Mon-Fri 9-18"),
    "the half of a day": ("9-6 pm", "9:00-6:00"),
    "a closed day": ("Closed Mondays, 10-20", "Mon 10-20"),
    "a closed day in Russian": ("Выходной: понедельник. 10-20", "пн 10-20"),
    "a closed day in Chinese": ("周一休息，10:00-20:00", "周一 10:00-20:00"),
    "another closed day, other hours": ("9-18, Sun closed", "10-20, Mon closed"),
    "another closed day": ("10-20, Sun closed", "10-20, Mon closed"),
    "never open": ("Mon-Sun closed, 9-18", "Mon-Sun closed, 10-20"),
    "days without hours": ("Mon-Fri 9-18, Sat", "Mon-Fri 9-18"),
    "a break": ("Mon-Fri 9-18, closed 13-14", "Mon-Fri 9-18"),
    "hours after midnight on the clock": ("9:00-5:00", "9-5"),
    "how long and when": ("24 hours", "24/7"),
    "currencies on both sides": ("$100 元", "100 元"),
    "an amount": ("每月 18 元", "每月 12 元"),
    "a currency": ("4.90 €", "$4.90"),
    "a thousand": ("1 200 ₽", "1200.50 ₽"),
    "a number without a currency": ("4.5", "45"),
    "amounts that are no phone numbers": ("1500.00", "150.000"),
    "a house": ("ул. Речная, д. 5", "ул. Речная, д. 6"),
    "a word": ("Postage is free", "Postage is not free"),
    "minutes that do not exist": ("9:70-18:00", "10:10-18:00"),
    "hours and what else is said": ("9-18", "9-18, ring first"),
}


@pytest.mark.parametrize("texts", SAME.values(), ids=SAME)
def test_ways_of_writing_the_same_mean_the_same(texts: tuple[str, ...]) -> None:
    first, *others = meanings(texts)
    assert {text: one for text, one in zip(texts[1:], others, strict=True) if one != first} == {}


SEVERAL = """
audit: {date: 2026-11-03}
journey: {stages: {buy: Buy}}
facts: {hours: Mon-Fri 9-18}
touchpoints:
  right: {stage: buy, says: {hours: [Mon-Fri 9-18, weekdays 9am-6pm]}}
  site:
    stage: buy
    importance: 1
    says:
      hours:
        - {text: Mon-Fri 9-18, seen: footer}
        - text: Mon-Fri 9-17
          seen: https://kiln.example/contact
        - Mon-Fri 8-17
"""


def test_a_touchpoint_that_says_several_things_is_right_if_all_of_them_are(load: Load) -> None:
    judgement = judged(load(SEVERAL))
    assert judgement.score == close(75)  # 3 of importance 3 + 1
    (found,) = judgement.found
    assert (found.touchpoint, found.line) == ("site", 14)
    assert found.says == "Mon-Fri 9-17 (https://kiln.example/contact); Mon-Fri 8-17"
    said = judgement.facts["hours"].said
    assert [(one.text, one.seen, one.same) for one in said["site"].sayings] == [
        ("Mon-Fri 9-18", "footer", True),
        ("Mon-Fri 9-17", "https://kiln.example/contact", False),
        ("Mon-Fri 8-17", None, False),
    ]
    assert (said["right"].says, said["right"].same) == ("Mon-Fri 9-18", True)


@pytest.mark.parametrize(("text", "other"), OTHER.values(), ids=OTHER)
def test_what_differs_in_meaning_differs(text: str, other: str) -> None:
    for pair in permutations((text, other)):
        one, two = meanings(pair)
        assert one != two


WRITTEN = [text for texts in SAME.values() for text in texts]
TEXTS = st.one_of(
    st.sampled_from(WRITTEN),
    st.text(max_size=30),
    st.text("0123456789+-–:., ()", max_size=16),
    st.lists(st.sampled_from(["Mon", "-", "–", "Fri", "пн", "вт", "по", "周一", "至", "9", "18:00", "9-18", "10–20", ",", ";", "closed", "休息", "выходные", "9-5", "/", "daily", "4.90", "€", "руб"])).map(
        " ".join
    ),
)  # fmt: skip


@thorough
@given(TEXTS, TEXTS)
def test_saying_the_same_is_symmetric(text: str, other: str) -> None:
    one, two = meanings([text, other])
    back, forth = meanings([other, text])
    assert (one == two) == (back == forth)


@thorough
@given(st.lists(TEXTS, min_size=3, max_size=3))
def test_saying_the_same_is_an_equivalence(texts: list[str]) -> None:
    one, two, three = meanings(texts)
    assert one == meanings([*texts, texts[0]])[-1]
    assert one != two or two != three or one == three


@thorough
@given(TEXTS)
def test_case_and_spaces_make_no_difference(text: str) -> None:
    one, two = meanings([text, f"  {text.swapcase().swapcase().casefold()} "])
    assert one == two


@thorough
@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 23), st.integers(1, 24))
def test_opening_hours_mean_the_same_in_every_language(first: int, last: int, start: int, end: int) -> None:
    assume(not 0 < end <= start <= 12)
    days = [
        (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "{}-{} {}-{}"),
        (["пн", "вт", "ср", "чт", "пт", "сб", "вс"], "{}–{} с {} до {}"),
        (["周一", "周二", "周三", "周四", "周五", "周六", "周日"], "{}至{} {}点至{}点"),
        (["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], "{2:02}:00-{3:02}:00 {0}-{1}"),
    ]
    texts = [shape.format(names[first], names[last], start, end) for names, shape in days]
    assert len(set(meanings(texts))) == 1
    assert meanings(texts)[0].read_as == "hours"


@pytest.mark.parametrize(
    "piece",
    [
        "1 111 ",
        "1",
        "1-",
        "/",
        " / x",
        "9-18 ",
        "9-18, ",
        "Mon ",
        "Mon closed, ",
        "123456/",
        "5-10 ",
        "123456, ",
        "+441234, ",
        "a.",
        "4.90 € ",
        "- ",
        "'",
        "一",
    ],
)
def test_a_long_text_takes_no_longer_than_it_is_long(piece: str) -> None:
    one, two, three = meanings([piece * 15_000, piece * 15_000 + "x", piece * 15_000])
    assert one == three
    assert two.read_as


AUDIT = """
facts:
  phone: "+44 20 7946 0018"
  opening-hours: Mon-Sat 8-18
  slogan: Good coffee
journey: {stages: {before: Before, after: After}}
touchpoints:
  courier:
    stage: after
    says: {phone: 020 7946 0018}
    breaks: {website/same-day: It takes three days}
  website:
    stage: before
    importance: 5
    promises:
      kept: We answer
      same-day: Posted the same day
    says:
      phone: (020) 7946-0018
      opening-hours: Mo-Sa 8:00-18:00
  map:
    stage: before
    importance: 2
    says: {opening-hours: Mon-Fri 9-17}
  leaflet:
    stage: before
    missing: yes
    says: {opening-hours: never}
handovers:
  out: {from: website, to: courier, importance: 3, says: {opening-hours: Mon-Fri 9-17}}
"""


def judged(audit: LoadedAudit) -> Consistency:
    return consistency(audit, tpaudit.score(audit))


def test_a_fact_is_as_consistent_as_the_importance_of_those_that_say_it(load: Load) -> None:
    found = judged(load(AUDIT))
    assert {fact: row.score for fact, row in found.facts.items()} == {
        "phone": 100.0,
        "opening-hours": close(100 * 5 / (5 + 2 + 3)),
        "slogan": None,
    }
    assert found.score == close(100 * (3 + 5 + 5) / (3 + 5 + 5 + 2 + 3))


def test_the_matrix_holds_what_each_touchpoint_says_in_journey_order(load: Load) -> None:
    row = judged(load(AUDIT)).facts["opening-hours"]
    assert (row.read_as, row.line) == ("hours", 5)
    assert [(touch_id, one.says, one.same, one.line) for touch_id, one in row.said.items()] == [
        ("website", "Mo-Sa 8:00-18:00", True, 21),
        ("map", "Mon-Fri 9-17", False, 25),
        ("out", "Mon-Fri 9-17", False, 31),
    ]


def test_an_inconsistency_names_both_lines_and_both_sides(load: Load) -> None:
    audit = load(AUDIT)
    first, second, promise = judged(audit).found
    assert (first.kind, first.touchpoint, first.stage, first.what) == (
        "fact",
        "map",
        "before",
        "opening-hours",
    )
    assert (first.expected, first.says) == ("Mon-Sat 8-18", "Mon-Fri 9-17")
    assert (first.line, first.expected_line, first.promised_by) == (25, 5, None)
    assert (second.touchpoint, second.line) == ("out", 31)
    assert (promise.kind, promise.touchpoint, promise.stage) == ("promise", "courier", "after")
    assert (promise.what, promise.promised_by) == ("same-day", "website")
    assert (promise.expected, promise.says) == ("Posted the same day", "It takes three days")
    assert (promise.line, promise.expected_line) == (12, 18)
    assert {promise.file, promise.expected_file} == {audit.file}


def test_nobody_says_anything(load: Load) -> None:
    found = judged(load("facts: {phone: a}\ntouchpoints: {t: {stage: s}}\n"))
    assert (found.score, found.facts["phone"].score, found.found) == (None, None, [])
    assert judged(load("touchpoints: {t: {stage: s}}\n")).facts == {}


def test_consistency_is_beside_the_score_and_not_in_it(load: Load) -> None:
    audit = load(AUDIT)
    bare, whole = tpaudit.score(audit), tpaudit.score(audit, whole=True)
    assert bare.consistency is None
    assert whole == with_insights(audit, bare)
    for name in ("score", "low", "high", "coverage", "band", "stages", "touchpoints", "handovers"):
        assert getattr(whole, name) == getattr(bare, name)


def test_only_what_a_persona_meets_is_compared(load: Load) -> None:
    audit = load(AUDIT.replace("  map:\n", "  map:\n    personas: a\n") + "personas: {a: A, b: B}\n")

    def of(persona: str) -> list[str]:
        card: Scorecard = tpaudit.score(audit, persona=persona, whole=True)
        assert card.consistency is not None
        return list(card.consistency.facts["opening-hours"].said)

    assert (of("a"), of("b")) == (["website", "map", "out"], ["website", "out"])


@settings(deadline=None, derandomize=True, max_examples=examples(60), database=None)
@given(TEXTS, TEXTS)
def test_a_fact_and_what_is_said_of_it_can_change_places(text: str, other: str) -> None:
    def share(fact: str, said: str) -> float | None:
        audit = {
            "format": Plain("1"),
            "facts": {"f": fact},
            "touchpoints": {"t": {"stage": "s", "says": {"f": said}}},
        }
        with TemporaryDirectory() as folder:
            (Path(folder) / "a.yaml").write_bytes(as_yaml(audit))
            return judged(tpaudit.load(f"{folder}/a.yaml")).score

    assert share(text, other) == share(other, text)
    assert share(text, text) == 100.0


@thorough
@given(
    st.sampled_from(sorted(PLANS)),
    st.sampled_from(("+", "trunk")),
    st.text("0123456789", min_size=2, max_size=13),
    st.sampled_from((" ", "-", ".", ") ", "")),
)
def test_numbers_told_by_their_digits_are_those_of_the_numbering_plans(
    code: int, how: str, national: str, between: str
) -> None:
    before = f"+{code}{between}" if how == "+" else PLANS[code][0]
    written = f"{before}{national[:3]}{between}{national[3:]}"
    region = phonenumbers.region_code_for_country_code(code)
    try:
        planned = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return
    expected = (planned.country_code, phonenumbers.national_significant_number(planned))
    assert phone_number(WrittenNumber(written, None), code) == PhoneNumber(*expected, None)


def test_numbers_of_the_large_countries_are_read_without_their_numbering_plans() -> None:
    read = (
        "from tpaudit.judging.insights.facts import meanings; import sys;"
        "meanings(['+44 20 7946 0018', '020 7946 0018']); meanings(['+7 495 000-14-14', '8 (495) 000-14-14']);"
        "meanings(['+86 10 8888 0000', '010-88880000']); print('phonenumbers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
