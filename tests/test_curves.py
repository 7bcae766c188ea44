"""From what was measured or answered to points: curves, durations and answers."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from pydantic import TypeAdapter, ValidationError

from tpaudit.documents.answers import KINDS, Answer, answer_kind, read_answer, takes
from tpaudit.documents.checklist import Checklist, Item
from tpaudit.documents.checks import checklist_faults
from tpaudit.documents.curves import SHAPES, Curve
from tpaudit.documents.durations import in_words, seconds
from tpaudit.reading.yaml.builder import read

CURVES: TypeAdapter[Any] = TypeAdapter(Curve)


def curve(text: str) -> Any:
    """Read a curve as it is written in a file."""
    return CURVES.validate_python(read(f"score: {text}".encode()).data["score"])


def item(text: str) -> Item:
    """Read an item as it is written in a file, without its question."""
    return Item.model_validate(read(f"{{ask: Well, {text}}}".encode()).data)


LOG_NORMAL = {
    "far below p10 it nearly reaches 100": ("{p10: 500, median: 1000}", 250, 99.48),
    "p10 gives 90": ("{p10: 500, median: 1000}", 500, 90.0),
    "the median gives 50": ("{p10: 500, median: 1000}", 1000, 50.0),
    "beyond the median it falls steeply": ("{p10: 500, median: 1000}", 1500, 22.67),
    "far beyond the median little is left": ("{p10: 500, median: 1000}", 2500, 4.51),
    "another p10 gives 90 as well": ("{p10: 3785, median: 7300}", 3785, 90.0),
    "between p10 and median": ("{p10: 3785, median: 7300}", 5000, 76.99),
    "another median gives 50 as well": ("{p10: 3785, median: 7300}", 7300, 50.0),
    "just beyond the median": ("{p10: 3785, median: 7300}", 7500, 47.90),
    "well beyond the median": ("{p10: 3785, median: 7300}", 10000, 26.96),
    "with more being better p10 gives 90": ("{p10: 4.6, median: 4.0}", 4.6, 90.0),
    "with more being better the median gives 50": ("{p10: 4.6, median: 4.0}", 4.0, 50.0),
    "with more being better less is worse": ("{p10: 4.6, median: 4.0}", 3.5, 11.04),
    "with more being better more is better": ("{p10: 4.6, median: 4.0}", 4.8, 95.27),
    "nothing is best where less is better": ("{p10: 500, median: 1000}", 0, 100.0),
    "less than nothing is best where less is better": ("{p10: 500, median: 1000}", -3, 100.0),
    "nothing is worst where more is better": ("{p10: 4.6, median: 4.0}", 0, 0.0),
    "less than nothing is worst where more is better": ("{p10: 4.6, median: 4.0}", -1, 0.0),
    "limits may be durations": ("{p10: 500ms, median: 1s}", 1.5, 22.67),
}


@pytest.mark.parametrize(("text", "value", "points"), LOG_NORMAL.values(), ids=LOG_NORMAL)
def test_log_normal_curve(text: str, value: float, points: float) -> None:
    assert curve(text).points(value) == pytest.approx(points, abs=0.01)


EXACT = {
    "full gives 100": ("{full: 10s, zero: 60s}", 10, 100),
    "zero gives 0": ("{full: 10s, zero: 60s}", 60, 0),
    "halfway gives 50": ("{full: 10s, zero: 60s}", 35, 50),
    "a straight line falls evenly": ("{full: 10s, zero: 60s}", 12, 96),
    "better than full is clamped to 100": ("{full: 10s, zero: 60s}", 3, 100),
    "worse than zero is clamped to 0": ("{full: 10s, zero: 60s}", 600, 0),
    "full above zero rises": ("{full: 95, zero: 45}", 70, 50),
    "full above zero is clamped to 100 above": ("{full: 95, zero: 45}", 99, 100),
    "full above zero is clamped to 0 below": ("{full: 95, zero: 45}", 2, 0),
    "a line may pass through negative numbers": ("{full: -2, zero: 2}", -1, 75),
    "units of both ends may differ": ("{full: 30s, zero: 1m}", 45, 50),
    "below the first limit": ("{at_most: {10s: 100, 30s: 60}}", 3, 100),
    "on the first limit": ("{at_most: {10s: 100, 30s: 60}}", 10, 100),
    "just past the first limit": ("{at_most: {10s: 100, 30s: 60}}", 10.001, 60),
    "on the last limit": ("{at_most: {10s: 100, 30s: 60}}", 30, 60),
    "past the last limit nothing is left": ("{at_most: {10s: 100, 30s: 60}}", 30.001, 0),
    "a limit missed by an error of arithmetic is kept": ("{at_most: {0.3: 100}}", 0.1 + 0.2, 100),
    "limits are sorted by value, not by order": ("{at_most: {2m: 20, 45s: 100, 1m: 60}}", 50, 60),
    "equal points of two limits are allowed": ("{at_most: {10s: 60, 30s: 60}}", 20, 60),
    "above the highest limit": ("{at_least: {4.5: 100, 4: 60}}", 5, 100),
    "on the highest limit": ("{at_least: {4.5: 100, 4: 60}}", 4.5, 100),
    "just short of the highest limit": ("{at_least: {4.5: 100, 4: 60}}", 4.499, 60),
    "on the lowest limit": ("{at_least: {4.5: 100, 4: 60}}", 4, 60),
    "short of the lowest limit nothing is left": ("{at_least: {4.5: 100, 4: 60}}", 3.999, 0),
    "a limit reached but for an error of arithmetic counts": ("{at_least: {0.8: 100}}", 0.7 + 0.1, 100),
    "lower limits may stand first": ("{at_least: {4: 60, 4.5: 100}}", 4.7, 100),
    "inside the ideal": ("{ideal: [2, 3], zero: [0, 10]}", 2.5, 100),
    "on the lower end of the ideal": ("{ideal: [2, 3], zero: [0, 10]}", 2, 100),
    "on the upper end of the ideal": ("{ideal: [2, 3], zero: [0, 10]}", 3, 100),
    "below the ideal it slopes": ("{ideal: [2, 3], zero: [0, 10]}", 0.5, 25),
    "above the ideal it slopes": ("{ideal: [2, 3], zero: [0, 10]}", 4.75, 75),
    "on the lower zero": ("{ideal: [2, 3], zero: [0, 10]}", 0, 0),
    "on the upper zero": ("{ideal: [2, 3], zero: [0, 10]}", 10, 0),
    "below the lower zero": ("{ideal: [2, 3], zero: [0, 10]}", -4, 0),
    "above the upper zero": ("{ideal: [2, 3], zero: [0, 10]}", 11, 0),
    "a lower end that touches is ideal itself": ("{ideal: [1, 3], zero: [1, 12]}", 1, 100),
    "below a lower end that touches nothing is left": ("{ideal: [1, 3], zero: [1, 12]}", 0.99, 0),
    "an upper end that touches is ideal itself": ("{ideal: [1, 3], zero: [0, 3]}", 3, 100),
    "above an upper end that touches nothing is left": ("{ideal: [1, 3], zero: [0, 3]}", 3.01, 0),
    "an ideal may be a single value": ("{ideal: [5, 5], zero: [0, 10]}", 5, 100),
    "an ideal whose lower zero is above 0 slopes from there": ("{ideal: [6, 8], zero: [2, 18]}", 3, 25),
    "an ideal whose lower zero is above 0 slopes evenly": ("{ideal: [6, 8], zero: [2, 18]}", 5, 75),
    "below a lower zero above 0 nothing is left": ("{ideal: [6, 8], zero: [2, 18]}", 1, 0),
    "on a lower zero above 0 nothing is left": ("{ideal: [6, 8], zero: [2, 18]}", 2, 0),
    "an upper zero that is no round distance away": ("{ideal: [6, 8], zero: [2, 18]}", 13, 50),
    "a limit missed by more than an error of arithmetic": ("{at_most: {10: 100, 20: 60}}", 10.00000001, 60),
    "a limit reached but for more than an error of arithmetic": (
        "{at_least: {10: 100, 5: 60}}",
        9.99999999,
        60,
    ),
    "the last limit missed by an error of arithmetic": ("{at_most: {10: 60}}", 10.0000000005, 60),
    "beside a single ideal value it slopes": ("{ideal: [5, 5], zero: [0, 10]}", 6, 80),
}


@pytest.mark.parametrize(("text", "value", "points"), EXACT.values(), ids=EXACT)
def test_curve_of_straight_lines_and_steps(text: str, value: float, points: float) -> None:
    assert curve(text).points(value) == pytest.approx(points, abs=1e-9)


def test_every_shape_of_curve_is_tried() -> None:
    tried = {type(curve(text)) for text, *_ in [*LOG_NORMAL.values(), *EXACT.values()]}
    assert tried == set(SHAPES.values())


REFUSED = {
    "full and zero that are equal": ("{full: 10s, zero: 10s}", "full and zero are both 10s"),
    "full and zero that are equal in other words": ("{full: 1m, zero: 60s}", "full and zero are both 1m"),
    "p10 and median that are equal": ("{p10: 500, median: 500}", "two different limits above 0"),
    "p10 at zero": ("{p10: 0, median: 500}", "two different limits above 0"),
    "a median at zero": ("{p10: 500, median: 0}", "two different limits above 0"),
    "points that rise as the value gets worse": (
        "{at_most: {10s: 60, 30s: 100}}",
        "30s gives 100 points, more than the 60 of 10s",
    ),
    "points that fall as the value gets better": (
        "{at_least: {4: 100, 4.5: 60}}",
        "4 gives 100 points, more than the 60 of 4.5",
    ),
    "points above 100": ("{at_most: {10s: 101}}", "from 0 to 100"),
    "points below 0": ("{at_least: {3: -1}}", "from 0 to 100"),
    "at_most without a step": ("{at_most: {}}", "no step is given"),
    "at_least without a step": ("{at_least: {}}", "no step is given"),
    "at_most that is no mapping": ("{at_most: 10s}", "steps are wanted"),
    "an ideal below zero": ("{ideal: [2, 3], zero: [2.5, 10]}", "not inside zero"),
    "an ideal above zero": ("{ideal: [2, 3], zero: [0, 2.5]}", "not inside zero"),
    "an ideal from high to low": ("{ideal: [3, 2], zero: [0, 10]}", "not inside zero"),
    "a zero from high to low": ("{ideal: [2, 3], zero: [10, 0]}", "not inside zero"),
    "an ideal of one limit": ("{ideal: [2], zero: [0, 10]}", "two limits are wanted"),
    "an ideal without zero": ("{ideal: [2, 3]}", "Field required"),
    "full without zero": ("{full: 10s}", "Field required"),
    "p10 without median": ("{p10: 500}", "Field required"),
    "median without p10": ("{median: 500}", "Field required"),
    "two curves in one": ("{full: 10s, zero: 60s, p10: 3s}", "Extra inputs"),
    "a limit that is a word": ("{full: soon, zero: later}", "`soon` is not a number"),
    "a limit of an unknown unit": ("{full: 10 sec, zero: 60s}", "neither a number nor a duration"),
    "a limit that is infinite": ("{full: .inf, zero: 60}", "not a number"),
    "keys that are no curve's": ("{best: 10s, worst: 60s}", "this is not a curve"),
    "a curve that is a word": ("linear", "this is not a curve"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused_curve(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        curve(text)
    assert message in str(refused.value)


UNITS = {
    "a duration whose curve has no unit": (
        "answer: duration, score: {full: 10, zero: 60}",
        "durations such as 10s",
    ),
    "a duration with one limit in percent": (
        "answer: duration, score: {full: 10s, zero: 60%}",
        "durations such as 10s",
    ),
    "a number whose curve has durations": ("answer: number, score: {at_most: {10s: 100}}", "plain numbers"),
    "a number whose curve has percentages": (
        "answer: number, score: {at_least: {95%: 100}}",
        "plain numbers",
    ),
    "a percent whose curve has durations": (
        "answer: percent, score: {full: 1h, zero: 2h}",
        "percentages such as 95",
    ),
    "a duration without a curve": ("answer: duration", "a duration needs `score`"),
    "a number without a curve": ("answer: number", "a number needs `score`"),
    "a percent without a curve": ("answer: percent", "a percent needs `score`"),
    "a yes-no with a curve": ("answer: yes-no, score: {full: 1, zero: 0}", "a yes-no takes no curve"),
    "a scale with a curve": ("answer: 1-5, score: {full: 1, zero: 0}", "a 1-5 takes no curve"),
}


@pytest.mark.parametrize(("text", "message"), UNITS.values(), ids=UNITS)
def test_curve_that_does_not_go_with_its_kind_is_a_fault(text: str, message: str) -> None:
    checklist = Checklist.model_construct(items={"one": item(text)})
    assert [message in said for _, said in checklist_faults(checklist)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "answer: percent, score: {full: 95, zero: 50%}",
        "answer: duration, score: {ideal: [1h, 1d], zero: [0s, 1w]}",
    ],
    ids=["a percent takes limits with and without the sign", "a duration takes limits of any unit"],
)
def test_curve_that_goes_with_its_kind_has_no_fault(text: str) -> None:
    assert list(checklist_faults(Checklist.model_construct(items={"one": item(text)}))) == []


SECONDS = {
    "seconds": ("45s", 45.0),
    "minutes": ("2m", 120.0),
    "hours": ("3h", 10800.0),
    "a day has 24 hours": ("3d", 259200.0),
    "a week has seven days": ("1w", 604800.0),
    "milliseconds": ("250ms", 0.25),
    "fractions": ("1.5h", 5400.0),
    "tenths are exact": ("0.1s", 0.1),
    "several units": ("2m 30s", 150.0),
    "several units without a space": ("2m30s", 150.0),
    "a space before the unit": ("45 s", 45.0),
    "from weeks to milliseconds": ("1w 1d 1h 1m 1s 1ms", 694861.001),
    "nothing at all": ("0s", 0.0),
    "ISO 8601 seconds": ("PT45S", 45.0),
    "ISO 8601 minutes and seconds": ("PT2M30S", 150.0),
    "ISO 8601 days and hours": ("P1DT2H", 93600.0),
    "ISO 8601 weeks": ("P1W", 604800.0),
    "ISO 8601 fraction of a second": ("PT0.5S", 0.5),
}


@pytest.mark.parametrize(("text", "amount"), SECONDS.values(), ids=SECONDS)
def test_seconds_of_a_duration(text: str, amount: float) -> None:
    assert seconds(text) == amount


NO_DURATIONS = {
    "no unit": "45",
    "a minus sign": "-45s",
    "a plus sign": "+45s",
    "a clock": "1:30",
    "a unit written out": "45 seconds",
    "the smaller unit first": "30s 2m",
    "the same unit twice": "1m 1m",
    "a comma": "1,5h",
    "two points": "1.2.3s",
    "a point without digits": "1.s",
    "a unit alone": "s",
    "nothing": "",
    "a space before": " 45s",
    "another script's digits": "\N{ARABIC-INDIC DIGIT FOUR}s",
    "an upper-case unit": "45S",
    "months": "P1M",
    "an ISO 8601 duration without a part": "P",
    "an ISO 8601 time without a part": "PT",
    "an ISO 8601 number without a unit": "PT45",
    "a lower-case ISO 8601 duration": "pt45s",
    "more digits than are sane": "1" * 40 + "s",
    "an exponent": "1e3s",
}


@pytest.mark.parametrize("text", NO_DURATIONS.values(), ids=NO_DURATIONS)
def test_what_is_no_duration(text: str) -> None:
    assert seconds(text) is None


IN_WORDS = {
    "seconds": (45.0, "45s"),
    "minutes and seconds": (150.0, "2m 30s"),
    "a whole minute": (60.0, "1m"),
    "an hour and a half": (5400.0, "1h 30m"),
    "days": (259200.0, "3d"),
    "a week is seven days": (604800.0, "7d"),
    "part of a second": (0.25, "250ms"),
    "seconds and a part": (1.25, "1.25s"),
    "minutes and part of a second": (90.5, "1m 30.5s"),
    "nothing": (0.0, "0s"),
    "an hour and a second": (3601.0, "1h 1s"),
}


@pytest.mark.parametrize(("amount", "words"), IN_WORDS.values(), ids=IN_WORDS)
def test_duration_in_words(amount: float, words: str) -> None:
    assert in_words(amount) == words


@settings(deadline=None, derandomize=True, max_examples=examples(200))
@given(st.integers(0, 10**12))
def test_durations_in_words_are_read_back(milliseconds: int) -> None:
    amount = milliseconds / 1000
    assert seconds(in_words(amount)) == amount


YES_NO = "answer: yes-no"
NO_IS_GOOD = "answer: yes-no, good: no"
DURATION = "answer: duration, score: {full: 10s, zero: 60s}"
SLOW_IS_GOOD = "answer: duration, score: {full: 60s, zero: 10s}"
NUMBER = "answer: number, score: {full: 2, zero: 10}"
PERCENT = "answer: percent, score: {full: 95, zero: 45}"
CHOICE = (
    "answer: choice, options: {person: 100, menu: {points: 60, label: {en: A Menu, ru: Меню, zh: 菜单}},"
    " бот: {points: 0, fails: true, label: Nobody at all}}"
)
SCALE, REVERSE, BELOW_ZERO = "answer: 1-5", "answer: 6-1", "answer: -2-2"

TEA = "answer: several, options: {tea: 30, milk: {points: 90, label: {ru: Молоко}}, bad: {points: 0, fails: true}}"
FAULTS = "answer: several, start: 100, options: {dusty: -30, broken-light: -80}"
NPS = "answer: nps"

ANSWERS: dict[str, tuple[str, str, float]] = {
    "one of several": (TEA, "tea", 30),
    "two of several": (TEA, "tea, bad", 30),
    "several by a label, in any order": (TEA, "Молоко; TEA", 100),
    "an option that is named twice counts once": (TEA, "tea, tea", 30),
    "more than everything is everything": (TEA, "tea, milk", 100),
    "none of several": (TEA, "none", 0),
    "Russian none of several": (TEA, "Ничего", 0),
    "Chinese commas between several": (TEA, "tea，bad", 30),
    "what is found is taken off": (FAULTS, "dusty", 70),
    "less than nothing is nothing": (FAULTS, "dusty, broken-light", 0),
    "nothing is found": (FAULTS, "none", 100),
    "several of their own maximum": ("answer: several, of: 4, options: {a: 1, b: 2}", "a, b", 75),
    "a choice of its own maximum": ("answer: choice, of: 6, options: {bad: 1, fair: 3, good: 6}", "fair", 50),
    "a scale of its own maximum": ("answer: 1-6, of: 6", "3", 50),
    "a promoter": (NPS, "9", 100),
    "a passive": (NPS, "7", 50),
    "a detractor": (NPS, "6", 0),
    "counts of marks that are excellent": (NPS, "60/30/10", 81.25),
    "counts of marks by a curve of their own": (
        "answer: nps, score: {full: 100, zero: -100}",
        "60/30/10",
        75,
    ),
    "a bare zero of a duration": (DURATION, "0", 100),
    "a Russian duration": (DURATION, "35 сек", 50),
    "a Russian duration of two units": (DURATION, "0 мин 35 с", 50),
    "a Chinese duration": (DURATION, "35秒", 50),
    "yes": (YES_NO, "yes", 100),
    "true": (YES_NO, "true", 100),
    "Russian yes": (YES_NO, "да", 100),
    "Chinese yes": (YES_NO, "是", 100),
    "yes in upper case": (YES_NO, "YES", 100),
    "true with a capital": (YES_NO, "True", 100),
    "Russian yes in upper case": (YES_NO, "ДА", 100),
    "no": (YES_NO, "no", 0),
    "false": (YES_NO, "false", 0),
    "Russian no": (YES_NO, "нет", 0),
    "Chinese no": (YES_NO, "否", 0),
    "no in mixed case": (YES_NO, "No", 0),
    "Russian no with a capital": (YES_NO, "Нет", 0),
    "yes where no is good": (NO_IS_GOOD, "yes", 0),
    "no where no is good": (NO_IS_GOOD, "no", 100),
    "Russian no where no is good": (NO_IS_GOOD, "нет", 100),
    "a rate": (YES_NO, "37/40", 92.5),
    "a rate with spaces": (YES_NO, "1 / 4", 25),
    "a rate of none": (YES_NO, "0/7", 0),
    "a rate of all": (YES_NO, "7/7", 100),
    "a rate where no is good": (NO_IS_GOOD, "37/40", 7.5),
    "a duration": (DURATION, "35s", 50),
    "a duration of several units": (DURATION, "0m 12s", 96),
    "a duration in ISO 8601": (DURATION, "PT35S", 50),
    "gave up is scored as the time waited": (DURATION, ">35s", 50),
    "gave up may have a space": (DURATION, "> 35s", 50),
    "gave up after long": (DURATION, ">3m", 0),
    "never": (DURATION, "never", 0),
    "never in upper case": (DURATION, "NEVER", 0),
    "Russian never": (DURATION, "никогда", 0),
    "Russian never with a capital": (DURATION, "Никогда", 0),
    "Chinese never": (DURATION, "从未", 0),
    "never where longer is better": (SLOW_IS_GOOD, "never", 0),
    "a number": (NUMBER, "6", 50),
    "a number with a point": (NUMBER, "6.0", 50),
    "a number with a plus": (NUMBER, "+6", 50),
    "a number below zero": (NUMBER, "-6", 100),
    "a number without its zero": (NUMBER, ".5", 100),
    "a percentage": (PERCENT, "70", 50),
    "a percentage with its sign": (PERCENT, "70%", 50),
    "a percentage with a space": (PERCENT, "70 %", 50),
    "less than one percent is not a share": (PERCENT, "0.95", 0),
    "an option by its id": (CHOICE, "person", 100),
    "an option by its id in upper case": (CHOICE, "MENU", 60),
    "an option by its English label": (CHOICE, "a menu", 60),
    "an option by its Russian label": (CHOICE, "МЕНЮ", 60),
    "an option by its Chinese label": (CHOICE, "菜单", 60),
    "an option by its only label": (CHOICE, "nobody AT all", 0),
    "an option by an id of another script": (CHOICE, "бот", 0),
    "the bottom of a scale": (SCALE, "1", 0),
    "the top of a scale": (SCALE, "5", 100),
    "a step of a scale": (SCALE, "4", 75),
    "the bottom of a reverse scale": (REVERSE, "6", 0),
    "the top of a reverse scale": (REVERSE, "1", 100),
    "a step of a reverse scale": (REVERSE, "2", 80),
    "the middle of a scale around zero": (BELOW_ZERO, "0", 50),
    "the bottom of a scale around zero": (BELOW_ZERO, "-2", 0),
    "a step of a long scale": ("answer: 0-10", "7", 70),
}


@pytest.mark.parametrize(("text", "said", "points"), ANSWERS.values(), ids=ANSWERS)
def test_answer_scores(text: str, said: str, points: float) -> None:
    answer = read_answer(item(text), said)
    assert answer is not None
    assert answer.score == pytest.approx(points, abs=1e-9)


RECORDED = {
    "a text": ("answer: text", "A man with a beard"),
    "a day": ("answer: date", "2026-11-03"),
    "a time": ("answer: time", "12:30"),
    "a time with seconds": ("answer: time", "9:05:59"),
    "a sum": ("answer: money", "4.90"),
    "a sum with its currency": ("answer: money", "4,90 EUR"),
    "a sum with its currency before it": ("answer: money", "$1,200.50"),
    "a Russian sum": ("answer: money", "1 200 руб."),
    "a Chinese sum": ("answer: money", "￥35"),
    "a number without a curve": ("answer: number, weight: 0", "4"),
    "a duration without a curve": ("answer: duration, weight: 0", "12s"),
    "never without a curve": ("answer: duration, weight: 0", "never"),
    "giving up without a curve": ("answer: duration, weight: 0", ">3m"),
}


@pytest.mark.parametrize(("text", "said"), RECORDED.values(), ids=RECORDED)
def test_recorded_answer_has_no_score_and_is_no_n_a(text: str, said: str) -> None:
    answer = read_answer(item(text), said)
    assert answer is not None
    assert answer.score is None
    assert answer.recorded


def test_every_kind_of_answer_is_tried() -> None:
    tried = [*(text for text, _, _ in ANSWERS.values()), *(text for text, _ in RECORDED.values())]
    assert {answer_kind(item(text).answer) for text in tried} == set(KINDS.values())


def test_an_option_that_fails_fails_among_several() -> None:
    assert [read_answer(item(TEA), said).fails for said in ("tea, bad", "tea")] == [True, False]  # type: ignore[union-attr]


ALL_KINDS = {
    "several": TEA,
    "an nps": NPS,
    "a text": "answer: text",
    "a date": "answer: date",
    "a time": "answer: time",
    "a sum": "answer: money",
    "a yes-no": YES_NO,
    "a duration": DURATION,
    "a number": NUMBER,
    "a percent": PERCENT,
    "a choice": CHOICE,
    "a scale": SCALE,
}


@pytest.mark.parametrize("said", ["n/a", "N/A", "Н/П", "不适用"])
@pytest.mark.parametrize("text", ALL_KINDS.values(), ids=ALL_KINDS)
def test_not_applicable_has_no_score_and_no_meaning(text: str, said: str) -> None:
    assert read_answer(item(text), said) == Answer(None, (), None, fails=False, answered=False)


NOT_TAKEN = {
    "an option that several do not have": (TEA, "tea, sugar"),
    "nothing at all of several": (TEA, ""),
    "a mark above ten": (NPS, "11"),
    "a mean of marks": (NPS, "8.9"),
    "counts of no marks": (NPS, "0/0/0"),
    "a day that is not in the calendar": ("answer: date", "2026-02-30"),
    "a time of no clock": ("answer: time", "25:00"),
    "a sum of words": ("answer: money", "much"),
    "nothing for a text": ("answer: text", " "),
    "another word for a yes-no": (YES_NO, "maybe"),
    "a number for a yes-no": (YES_NO, "1"),
    "never for a yes-no": (YES_NO, "never"),
    "a rate above the whole": (YES_NO, "41/40"),
    "a rate of nothing": (YES_NO, "0/0"),
    "a rate below zero": (YES_NO, "-1/2"),
    "a rate of fractions": (YES_NO, "1.5/2"),
    "a rate of three numbers": (YES_NO, "1/2/3"),
    "yes with something after it": (YES_NO, "yes, mostly"),
    "nothing for a yes-no": (YES_NO, ""),
    "a plain number for a duration": (DURATION, "35"),
    "a negative duration": (DURATION, "-35s"),
    "a clock for a duration": (DURATION, "1:30"),
    "more than never": (DURATION, ">never"),
    "a lone sign for a duration": (DURATION, ">"),
    "less than a duration": (DURATION, "<35s"),
    "yes for a duration": (DURATION, "yes"),
    "never for a number": (NUMBER, "never"),
    "a number with a comma": (NUMBER, "6,5"),
    "a number with an exponent": (NUMBER, "1e1"),
    "a number of another script": (NUMBER, "\N{FULLWIDTH DIGIT SIX}"),
    "a number of base 16": (NUMBER, "0x10"),
    "an infinite number": (NUMBER, "inf"),
    "not a number": (NUMBER, "nan"),
    "a number with underscores": (NUMBER, "1_000"),
    "a number of more digits than are sane": (NUMBER, "1" * 33),
    "a percentage for a number": (NUMBER, "6%"),
    "a duration for a number": (NUMBER, "6s"),
    "a percentage with two signs": (PERCENT, "70%%"),
    "a sign without a percentage": (PERCENT, "%"),
    "a rate for a percentage": (PERCENT, "7/10"),
    "an option that is not there": (CHOICE, "robot"),
    "part of an option's label": (CHOICE, "nobody"),
    "the points of an option": (CHOICE, "60"),
    "below a scale": (SCALE, "0"),
    "above a scale": (SCALE, "6"),
    "between two steps of a scale": (SCALE, "4.2"),
    "a word for a scale": (SCALE, "five"),
    "outside a reverse scale": (REVERSE, "7"),
}


@pytest.mark.parametrize(("text", "said"), NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_answer_that_is_not_taken(text: str, said: str) -> None:
    assert read_answer(item(text), said) is None


MEANS = {
    "between two steps": (SCALE, "4.2", 80),
    "on a step": (SCALE, "4", 75),
    "on a reverse scale": (REVERSE, "2.5", 70),
    "at the very end": (SCALE, "5.0", 100),
}


@pytest.mark.parametrize(("text", "said", "points"), MEANS.values(), ids=MEANS)
def test_mean_of_several_answers_may_lie_anywhere_on_the_scale(text: str, said: str, points: float) -> None:
    answer = read_answer(item(text), said, mean=True)
    assert answer is not None
    assert answer.score == pytest.approx(points, abs=1e-9)


def test_mean_outside_the_scale_is_not_taken() -> None:
    assert read_answer(item(SCALE), "5.1", mean=True) is None


MEANINGS = {
    "yes means yes in any language": (YES_NO, "да", ("yes",)),
    "no means no where it is good, too": (NO_IS_GOOD, "否", ("no",)),
    "a rate means both": (YES_NO, "3/4", ("yes", "no")),
    "a rate of all means yes only": (YES_NO, "4/4", ("yes",)),
    "a rate of none means no only": (YES_NO, "0/4", ("no",)),
    "an option means its id by whatever name": (CHOICE, "菜单", ("menu",)),
    "a duration means its length": (DURATION, "0m 90s", ("1m 30s",)),
    "never means never in any language": (DURATION, "从未", ("never",)),
    "gave up means nothing": (DURATION, ">3m", ()),
    "a number means its value": (NUMBER, "6.0", ("6",)),
    "a percentage means its value": (PERCENT, "70%", ("70",)),
    "a step means its number": (SCALE, "4", ("4",)),
}


@pytest.mark.parametrize(("text", "said", "meanings"), MEANINGS.values(), ids=MEANINGS)
def test_what_a_condition_may_ask_of_an_answer(text: str, said: str, meanings: tuple[str, ...]) -> None:
    answer = read_answer(item(text), said)
    assert answer is not None
    assert answer.meanings == meanings


ANSWERED = {
    "yes": (YES_NO, "yes", True),
    "no": (YES_NO, "no", True),
    "a duration": (DURATION, "5m", True),
    "never": (DURATION, "never", False),
    "gave up": (DURATION, ">3m", False),
    "n/a": (SCALE, "n/a", False),
}


@pytest.mark.parametrize(("text", "said", "answered"), ANSWERED.values(), ids=ANSWERED)
def test_what_counts_as_answered(text: str, said: str, answered: bool) -> None:
    answer = read_answer(item(text), said)
    assert answer is not None
    assert answer.answered is answered


def test_only_the_option_that_fails_says_so() -> None:
    fails = {said: read_answer(item(CHOICE), said) for said in ("person", "menu", "бот")}
    assert {said: answer.fails for said, answer in fails.items() if answer} == {
        "person": False,
        "menu": False,
        "бот": True,
    }


MEASURED = {
    "a duration in seconds": (DURATION, "1m", 60.0),
    "the time waited before giving up": (DURATION, ">3m", 180.0),
    "never measures nothing": (DURATION, "never", None),
    "a number": (NUMBER, "6.5", 6.5),
    "a percentage": (PERCENT, "70%", 70.0),
    "a rate as a share": (YES_NO, "37/40", 0.925),
    "a plain yes measures nothing": (YES_NO, "yes", None),
}


@pytest.mark.parametrize(("text", "said", "value"), MEASURED.values(), ids=MEASURED)
def test_what_was_measured(text: str, said: str, value: float | None) -> None:
    answer = read_answer(item(text), said)
    assert answer is not None
    assert answer.value == value


TAKES = {
    "a yes-no": (YES_NO, "yes, no, a rate such as 37/40, or n/a"),
    "a number names its unit": (f"{NUMBER}, unit: clicks", "a number (clicks), or n/a"),
    "a choice names its options": (CHOICE, "one of person, menu, бот, or n/a"),
    "a reverse scale from low to high": (REVERSE, "a whole number from 1 to 6"),
}


@pytest.mark.parametrize(("text", "words"), TAKES.values(), ids=TAKES)
def test_what_an_item_says_it_takes(text: str, words: str) -> None:
    assert takes(item(text)).startswith(words)


NO_KINDS = ["a-b", "1-1", "yes", "stars", "1 - 5", "1-5-9", "1.5-5"]


@pytest.mark.parametrize("kind", NO_KINDS)
def test_what_is_no_kind_of_answer(kind: str) -> None:
    with pytest.raises(ValidationError, match="not a kind of answer"):
        item(f"answer: '{kind}'")
