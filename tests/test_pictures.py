"""The pictures of a report: whatever the journey is like, nothing covers anything and every figure adds up."""

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any, Final

import pytest

from tpaudit import Scorecard
from tpaudit.showing.report.pictures.journey_map import journey_map
from tpaudit.showing.report.pictures.letters import lines_with_end, lines_within, shortened, text_width
from tpaudit.showing.report.pictures.loss_bars import loss_bars
from tpaudit.showing.report.pictures.map_routes import Rectangle, Streets
from tpaudit.showing.report.pictures.score_strip import ScoreStrip, score_strip
from tpaudit.showing.text.figures.shares import lost_as_shown
from tpaudit.showing.text.locale import Locale

Score = Callable[..., Scorecard]
ITEMS: Final = "n: {ask: N?, answer: 0-100}\nmust: {ask: M?, answer: yes-no, must: true, weight: 0.001}"
LOCALE: Final = Locale("en", (60.0, 80.0))
KINDS: Final = ("human", "digital", "physical")
LONG: Final = "A touchpoint whose name is as long as names of touchpoints ever are {}"


def touch(number: int, stage: int, answers: str, more: str = "") -> str:
    name = LONG.format(number)
    checklists = f", checklists: {{g: {{{answers}}}}}" if answers else ""
    return f"  t{number}: {{name: {name}, stage: s{stage}, kind: {KINDS[number % 3]}, channel: phone{more}{checklists}}}\n"


AUDITS: Final = {
    "300 touchpoints": "".join(
        touch(
            number,
            number // 60,
            f"n: {number % 101}, must: {'no' if number % 9 == 0 else 'yes'}",
            ", felt: angry" if number % 4 == 0 else "",
        )
        for number in range(300)
    ),
    "one stage of 90": "".join(touch(number, 0, f"n: {number}") for number in range(90)),
    "two touchpoints": touch(0, 0, "n: 90") + touch(1, 1, "n: 20, must: no", ", felt: delighted"),
    "one touchpoint": touch(0, 0, "n: 100"),
    "nothing scored": "".join(touch(number, number, "n: []") for number in range(4)),
    "all n/a": "".join(touch(number, 0, "n: {answer: n/a, note: No}") for number in range(4)),
    "no points at all": "".join(touch(number, number % 2, "n: 0, must: no") for number in range(8)),
    "all missing": "".join(touch(number, number % 2, "", ", missing: true") for number in range(8)),
}
HANDOVERS: Final = "handovers:\n" + "".join(
    f"  h{number}: {{from: t{number}, to: t{number + step}, checklists: {{g: {{n: 50}}}}}}\n"
    for number, step in ((0, 3), (2, 1), (3, -2))
)


@pytest.fixture(params=AUDITS)
def card(request: pytest.FixtureRequest, scored: Score) -> Scorecard:
    audit = f"touchpoints:\n{AUDITS[request.param]}"
    return scored(audit + (HANDOVERS if "  t3" in audit else ""), g=ITEMS)


def strip_of(card: Scorecard) -> ScoreStrip:
    lost = lost_as_shown(card, LOCALE.limits)
    return score_strip(card, lost.stages, (60.0, 80.0), LOCALE.points, LOCALE.say)


def panels_of(card: Scorecard) -> list[Any]:
    reached = {stage: 100.0 - place for place, stage in enumerate(card.stages)}
    lost = lost_as_shown(card, LOCALE.limits)
    return journey_map(card, reached, lost.stages, LOCALE.say).panels


def boxes_of(panel: Any) -> dict[str, Rectangle]:
    return {
        name: Rectangle(
            left=box.x,
            top=box.y,
            right=box.x + box.width,
            bottom=box.y + box.height,
        )
        for name, box in panel.boxes.items()
    }


def overlap(one: Rectangle, other: Rectangle) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def test_every_touchpoint_stands_once_in_the_strip_and_where_its_score_is(card: Scorecard) -> None:
    strip = strip_of(card)
    assert [mark.id for mark in strip.marks] == list(card.links())
    for mark in strip.marks:
        score = card.links()[mark.id].score
        assert mark.y == (strip.open if score is None else pytest.approx(220 - 1.7 * score, abs=0.06))
        assert strip.left < mark.x < strip.width
    assert [mark.x for mark in strip.marks] == sorted(mark.x for mark in strip.marks)


def test_only_what_is_weak_or_broken_is_named_and_no_name_covers_another(card: Scorecard) -> None:
    strip = strip_of(card)
    named = [mark for mark in strip.marks if mark.label]
    assert {mark.band for mark in named} <= {"weak", "broken", "missing"}
    assert len(named) <= 14
    places = []
    for mark in named:
        label = mark.label
        assert label is not None
        bold = mark.band != "weak"  # as the template writes it
        width = max(text_width(line, 11, bold=bold) for line in label.lines)
        left = label.x - width if label.end else label.x
        assert strip.left <= left + 0.1
        assert left + width <= strip.width + 0.1
        places.append(
            Rectangle(
                left=left, top=label.y - 9, right=left + width, bottom=label.y + 12 * len(label.lines) - 10
            )
        )
    assert not [pair for pair in combinations(places, 2) if overlap(*pair)]


def test_the_bars_add_up_to_what_the_journey_loses(card: Scorecard) -> None:
    lost = lost_as_shown(card, LOCALE.limits)
    bars = loss_bars(card, lost, LOCALE.points, LOCALE.say)
    assert sum(stage.lost for stage in bars.stages) == pytest.approx(lost.journey)
    for stage in bars.stages:
        assert not stage.bars or sum(bar.lost for bar in stage.bars) == pytest.approx(stage.lost)
        assert all(0 < bar.width <= stage.width <= 100 for bar in stage.bars)
    assert [stage.lost for stage in bars.stages] == sorted(
        (stage.lost for stage in bars.stages), reverse=True
    )
    assert not bars.stages or bars.stages[-1].cumulated == pytest.approx(1.0)
    assert not bars.headline or bars.headline.startswith(bars.stages[0].name)


def test_bars_name_the_ten_that_lose_most_and_count_the_others(scored: Score) -> None:
    touchpoints = "".join(touch(number, number // 100, f"n: {number % 100}") for number in range(300))
    card = scored(f"touchpoints:\n{touchpoints}", g=ITEMS)
    lost = lost_as_shown(card, LOCALE.limits)
    bars = [bar for stage in loss_bars(card, lost, LOCALE.points, LOCALE.say).stages for bar in stage.bars]
    named = {bar.id for bar in bars if bar.id}
    least = min(lost.touchpoints[name] for name in named)
    assert len(named) == 10
    assert max(loss for name, loss in lost.touchpoints.items() if name not in named) <= least
    others = [bar for bar in bars if not bar.id]
    assert sum(bar.count for bar in others) == sum(loss >= 0.05 for loss in lost.touchpoints.values()) - 10


def test_every_touchpoint_stands_once_in_the_map_and_covers_no_other(card: Scorecard) -> None:
    panels = panels_of(card)
    assert [name for panel in panels for name in panel.boxes if name.startswith("t")] != []
    drawn = [name for panel in panels for name in panel.boxes]
    assert sorted(drawn) == sorted(card.links())
    for panel in panels:
        boxes = boxes_of(panel)
        assert not [pair for pair in combinations(boxes.values(), 2) if overlap(*pair)]
        assert all(box.right <= panel.width + 0.1 and box.bottom <= panel.height for box in boxes.values())
        assert (panel.width <= 1270, panel.height <= 770) == (True, True)


NAMES: Final = {
    "latin": "Call back that was promised within one working day after the complaint",
    "cyrillic": "Обещанный обратный звонок в течение одного рабочего дня после жалобы 1",
    "chinese": "投诉之后承诺在一个工作日之内由专人回电并说明处理进度的客户服务热线接触点",
}


@pytest.mark.parametrize("script", NAMES)
def test_a_box_of_the_map_is_as_high_as_its_name_needs(script: str, scored: Score) -> None:
    name = NAMES[script]
    touchpoints = "".join(
        touch(number, number // 4, f"n: {number}").replace(LONG.format(number), name) for number in range(16)
    )
    [panel] = panels_of(scored(f"touchpoints:\n{touchpoints}", g=ITEMS))
    for box in panel.boxes.values():
        whole = re.sub(r"[-\s]", "", f"{box.number}{name}")
        assert (re.sub(r"[-\s]", "", "".join(box.lines)), box.cut) == (whole, False)
        foot = 31 + 14 * len(box.lines)  # as the template writes the channel below the name
        assert foot < box.height <= 150


def test_a_name_that_no_page_has_room_for_is_cut_and_marked(scored: Score) -> None:
    touchpoints = "".join(touch(number, number // 60, f"n: {number % 101}") for number in range(300))
    boxes = [
        box
        for panel in panels_of(scored(f"touchpoints:\n{touchpoints}", g=ITEMS))
        for box in panel.boxes.values()
    ]
    assert {(len(box.lines), box.lines[-1][-1], box.cut) for box in boxes} == {(4, "…", True)}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_map_of_few_steps_takes_half_a_page(count: int, scored: Score) -> None:
    touchpoints = "".join(touch(number, number % 2, "n: 50") for number in range(count))
    [panel] = panels_of(scored(f"touchpoints:\n{touchpoints}", g=ITEMS))
    assert 1270 / 2 < panel.width <= 1270
    assert {box.width for box in panel.boxes.values()} <= {190.0, 230.0}


def test_no_line_of_a_handover_crosses_a_box(card: Scorecard) -> None:
    for panel in panels_of(card):
        boxes = boxes_of(panel)
        for route in panel.routes:
            corners = [tuple(map(float, part.split())) for part in route.path[1:].split("L")]
            for (x1, y1), (x2, y2) in pairwise(corners):
                piece = Rectangle(left=min(x1, x2), top=min(y1, y2), right=max(x1, x2), bottom=max(y1, y2))
                assert x1 == x2 or y1 == y2
                inside = Rectangle(
                    left=piece.left - 0.01,
                    top=piece.top - 0.01,
                    right=piece.right + 0.01,
                    bottom=piece.bottom + 0.01,
                )
                shrunk = [
                    box._replace(
                        left=box.left + 1, top=box.top + 1, right=box.right - 1, bottom=box.bottom - 1
                    )
                    for box in boxes.values()
                ]
                assert not [box for box in shrunk if overlap(inside, box)]


def test_what_is_said_at_peaks_and_in_valleys_covers_nothing(card: Scorecard) -> None:
    for panel in panels_of(card):
        words = []
        for said in panel.words:
            width = max(text_width(line, 12.8) for line in said.lines)
            left = said.x - width if said.end else said.x
            words.append(
                Rectangle(
                    left=left, top=said.y - 10, right=left + width, bottom=said.y + 15 * len(said.lines) - 12
                )
            )
            assert words[-1].bottom <= panel.height
        assert not [pair for pair in combinations(words, 2) if overlap(*pair)]


def test_a_map_quotes_those_who_felt_like_it(scored: Score) -> None:
    quoted = "n: {answer: 10, felt: angry, evidence: [{quote: Never again}]}"
    [panel] = panels_of(
        scored(f"touchpoints:\n{touch(0, 0, 'n: 90')}{touch(1, 0, quoted, ', felt: angry')}", g=ITEMS)
    )
    assert ["“Never again”" in " ".join(said.lines) for said in panel.words] == [True]


def test_a_map_tells_what_those_noted_who_felt_like_it_where_nobody_is_quoted(scored: Score) -> None:
    noted = "n: {answer: 10, felt: angry, note: Nobody came}"
    calm = "n: {answer: 10, note: Nobody came}"
    for seen, told in ((noted, True), (calm, False)):
        [panel] = panels_of(
            scored(f"touchpoints:\n{touch(0, 0, 'n: 90')}{touch(1, 0, seen, ', felt: angry')}", g=ITEMS)
        )
        assert ["Nobody came" in " ".join(said.lines) for said in panel.words] == [told]


def test_a_line_goes_round_what_stands_in_its_way() -> None:
    left, middle, right = (Rectangle(left=x, top=0, right=x + 100, bottom=50) for x in (0, 111, 222))
    corners = Streets([left, middle, right]).route(left, right)
    assert corners is not None
    assert corners[0][1] in (0, 50)
    assert Streets([left, right]).route(left, right) == [(100, 25), (222, 25)]


@pytest.mark.parametrize("most", [2, 3])
@pytest.mark.parametrize("end", ["0.0", "отсутствует"])
@pytest.mark.parametrize("name", ["Chat", "Перезвон о пропавшем заказе", "Zustellbenachrichtigung" * 4])
def test_a_label_is_cut_within_the_name_and_never_in_the_score(name: str, end: str, most: int) -> None:
    lines = lines_with_end(name, end, 84, 11, most)
    assert lines[-1].endswith(end)
    assert len(lines) <= most
    assert all(text_width(line, 11) <= 84 for line in lines)


def test_a_name_is_not_cut_in_the_strip_where_there_is_room(scored: Score) -> None:
    card = scored("touchpoints:\n  a: {stage: s, name: Order confirmation, missing: yes}\n")
    [mark] = strip_of(card).marks
    assert mark.label is not None
    assert " ".join(mark.label.lines) == "Order confirmation missing"


def test_a_stage_is_as_wide_as_the_longest_word_of_its_name(scored: Score) -> None:
    names = ["Знакомство", "Изучение", "Использование", "Сервис"]
    stages = ", ".join(f"s{number}: {name}" for number, name in enumerate(names))
    touchpoints = "".join(touch(number, min(number, 3), "n: 50") for number in range(40))
    card = scored(f"journey: {{stages: {{{stages}}}}}\ntouchpoints:\n{touchpoints}", g=ITEMS)
    assert [stage.lines for stage in strip_of(card).stages] == [[name] for name in names]


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("Order line", 200, 2, ["Order line"]),
        ("Order confirmation", 90, 2, ["Order", "confirmation"]),
        ("Order confirmation by mail", 90, 2, ["Order", "confirmation…"]),
        ("Zustellbenachrichtigung", 100, 3, ["Zustellbenach-", "richtigung"]),
        ("Использование", 80, 2, ["Использова-", "ние"]),
        ("xxxxxxxxxxxxxxxxxxxx", 100, 2, ["xxxxxxxxxxxxx-", "xxxxxxx"]),
        ("开通确认，请稍候", 60, 2, ["开通确认，", "请稍候"]),
        ("3\u00a0Recommendations", 100, 2, ["3\u00a0Recommenda-", "tions"]),
    ],
)
def test_a_text_is_written_in_lines_that_fit(text: str, room: float, most: int, lines: list[str]) -> None:
    assert lines_within(text, room, 12, most) == lines
    assert all(text_width(line, 12) <= room for line in lines)


def test_a_text_that_fits_is_not_shortened() -> None:
    assert (shortened("Chat", 100, 12), shortened("x" * 50, 40, 12)[-1]) == ("Chat", "…")
