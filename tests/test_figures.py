"""Figures and texts as people see them: rounding that never flatters, widths, wrapping, nothing hidden."""

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import program
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpaudit.showing.text.numbers import bar, fitted, percent, rounded, visible, width, wrapped

LIMITS: Final = (60.0, 80.0)


# Rounding


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
        (100.0, "100.0"),
        (12.34, "12.3"),
        (12.36, "12.4"),
        (0.04, "0.0"),
        (0.06, "0.1"),
        (1e-12, "0.0"),
        (250 / 3, "83.3"),
        (50.25, "50.2"),
        (50.75, "50.8"),
        (0.125, "0.1"),
    ],
)
def test_a_value_is_shown_with_one_decimal_half_to_even(value: float | None, shown: str) -> None:
    assert rounded(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (79.96, "79.9"),
        (79.94, "79.9"),
        (79.999999, "79.9"),
        (80.0 - 2e-9, "79.9"),
        (80.0 - 1e-12, "80.0"),
        (80.0, "80.0"),
        (80.04, "80.0"),
        (59.95, "59.9"),
        (59.96, "59.9"),
        (60.0, "60.0"),
        (99.95, "99.9"),
        (99.96, "99.9"),
        (99.99999999, "99.9"),
        (100.0 - 1e-12, "100.0"),
        (100.0, "100.0"),
        (69.96, "69.9"),
    ],
)
def test_a_limit_that_is_missed_is_not_shown_as_reached(value: float, shown: str) -> None:
    assert rounded(value, LIMITS) == shown


@pytest.mark.parametrize(
    ("value", "limit", "shown"),
    [
        (82.44, 82.5, "82.4"),
        (82.46, 82.5, "82.4"),
        (82.5, 82.5, "82.5"),
        (33.36, 33.4, "33.3"),
        (49.96, 50.0, "49.9"),
        (0.96, 1.0, "0.9"),
        (0.04, 0.05, "0.0"),
        (60.055, 60.06, "60.0"),
    ],
)
def test_limits_of_a_workspace_count_as_well(value: float, limit: float, shown: str) -> None:
    assert rounded(value, (limit,)) == shown


def test_a_value_reads_the_same_whatever_limit_a_sentence_names() -> None:
    assert rounded(79.96) == rounded(79.96, LIMITS) == "79.9"
    assert rounded(99.96) == "99.9"


def test_two_decimals_follow_the_same_rule() -> None:
    assert rounded(79.996, LIMITS, 2) == "79.99"
    assert rounded(59.994, LIMITS, 2) == "59.99"
    assert rounded(99.999, (), 2) == "99.99"
    assert rounded(12.345678, (), 2) == "12.35"


@settings(deadline=None, derandomize=True)
@given(st.floats(0, 100), st.lists(st.floats(0, 100), max_size=3))
def test_what_is_shown_is_near_and_never_across_a_limit(value: float, limits: list[float]) -> None:
    shown = float(rounded(value, limits))
    assert abs(shown - value) <= 0.1 + 1e-9
    for limit in (*limits, 100.0):
        if value < limit - 1e-9:
            assert shown < limit


@pytest.mark.parametrize(
    ("share", "shown"), [(None, "-"), (0.0, "0.0"), (6 / 7, "85.7"), (0.9996, "99.9"), (1.0, "100.0")]
)
def test_a_share_is_shown_in_percent(share: float | None, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (None, "          "),
        (0.0, "··········"),
        (4.9, "··········"),
        (5.0, "▌·········"),
        (50.0, "█████·····"),
        (54.9, "█████·····"),
        (55.0, "█████▌····"),
        (99.9, "█████████▌"),
        (100.0, "██████████"),
        (100.0 - 1e-12, "██████████"),
    ],
)
def test_a_bar_is_full_for_a_full_score_only(score: float | None, shown: str) -> None:
    assert bar(score) == shown


# Widths


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Phone", 5),
        ("Телефон", 7),
        ("订购电话", 8),
        ("电话 7", 6),
        ("cafe\u0301", 4),
        ("ﾊﾝｶｸ", 4),
        ("ＡＢ", 4),
        ("a\u200db", 2),
        ("—…·", 3),
    ],
    ids=[
        "nothing",
        "Latin",
        "Cyrillic",
        "Chinese",
        "mixed",
        "a mark",
        "half-width",
        "full-width",
        "a joiner",
        "signs",
    ],
)
def test_a_text_has_the_width_that_a_terminal_gives_it(text: str, columns: int) -> None:
    assert width(text) == columns


SIGNS: Final = {
    "a family": ("👩\u200d👩\u200d👧", 2),
    "a trade with a skin tone": ("👩🏽\u200d🍳", 2),
    "a skin tone": ("👍🏽", 2),
    "a heart as a picture": ("❤\ufe0f", 2),
    "a heart as a text": ("❤", 1),
    "a rainbow flag": ("🏳\ufe0f\u200d🌈", 2),
    "two flags": ("🇩🇪🇫🇷", 4),
    "a keycap": ("1\ufe0f\u20e3", 2),
    "Russian with an emoji": ("Касса 👍", 8),
    "Chinese with a family": ("前台👨\u200d👩\u200d👦", 6),
    "a letter with two marks": ("e\u0301\u0323", 1),
    "a Persian joiner": ("می\u200cخواهم", 7),
}


@pytest.mark.parametrize(("text", "columns"), SIGNS.values(), ids=SIGNS)
def test_a_sign_of_several_characters_has_its_width_and_is_never_cut(text: str, columns: int) -> None:
    assert width(text) == columns
    for free in range(1, columns + 3):
        cell = fitted(text, free)
        assert width(cell) == free
        assert cell.rstrip() == text or text.startswith(cell.rstrip().removesuffix("…"))
        assert not cell.rstrip().removesuffix("…").endswith("\u200d")
        assert "".join(wrapped(text, max(2, free))).replace(" ", "") == text.replace(" ", "")


def test_tables_align_with_names_in_every_letter(tmp_path: Path) -> None:
    names = [
        "Order line",
        "Заказ по телефону",
        "前台接待处",
        "Кухня 👩\u200d🍳 и бар",
        "👨\u200d👩\u200d👦" * 20,
    ]
    touches = "".join(
        f"  t{number}: {{name: '{name}', stage: s, checklists: {{quick: {{works: yes, easy: 3}}}}}}\n"
        for number, name in enumerate(names)
    )
    (tmp_path / "a.yaml").write_text(
        f"format: 1\naudit: {{date: 2026-11-14}}\njourney: {{stages: {{s: S}}}}\ntouchpoints:\n{touches}",
        "utf-8",
    )
    lines = program.run("score", "a.yaml", cwd=tmp_path).stdout.partition("\nS  ")[2].partition("─")[0]
    rows = [line for line in lines.splitlines() if "█" in line][1:]
    assert len(rows) == len(names)
    assert len({width(row.partition("█")[0]) for row in rows}) == 1


@pytest.mark.parametrize(
    ("text", "columns", "right", "shown"),
    [
        ("Phone", 8, False, "Phone   "),
        ("Phone", 8, True, "   Phone"),
        ("Phone", 5, False, "Phone"),
        ("Phone", 4, False, "Pho…"),
        ("Телефон", 5, False, "Теле…"),
        ("订购电话", 8, False, "订购电话"),
        ("订购电话", 7, False, "订购电…"),
        ("订购电话", 6, False, "订购… "),
        ("订购电话", 10, True, "  订购电话"),
        ("", 3, False, "   "),
        ("Phone", 1, False, "…"),
    ],
)
def test_a_cell_has_exactly_its_columns(text: str, columns: int, right: bool, shown: str) -> None:
    assert fitted(text, columns, right=right) == shown
    assert width(shown) == columns


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.integers(2, 30))
def test_any_text_fits_its_cell(text: str, columns: int) -> None:
    assert width(fitted(text, columns)) == columns


# Wrapping


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, []),
        ("one two three", 10, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("one  two", 10, ["one  two"]),
        ("abcdefghijklmno", 10, ["abcdefghij", "klmno"]),
        ("ab abcdefghijklmno", 10, ["ab", "abcdefghij", "klmno"]),
        ("电话响了很久没有人接听", 10, ["电话响了很", "久没有人接", "听"]),
        ("电话响了三声，没有人接。", 14, ["电话响了三声，", "没有人接。"]),
        ("电话 order-line 响了", 10, ["电话", "order-line", "响了"]),
        ("Телефон звонит долго", 14, ["Телефон звонит", "долго"]),
    ],
)
def test_a_text_is_broken_where_a_reader_would_break_it(text: str, columns: int, lines: list[str]) -> None:
    if "order-line" in text:
        assert [width(line) <= columns for line in wrapped(text, columns)] == [True] * len(
            wrapped(text, columns)
        )
    else:
        assert wrapped(text, columns) == lines


def test_lines_are_indented_and_those_after_the_first_hang() -> None:
    assert wrapped("one two three four", 12, "  ", "  ") == ["  one two", "    three", "    four"]


def test_a_comma_of_a_chinese_text_never_starts_a_line() -> None:
    text = "电话响了三声，没有人接。" * 5
    for columns in range(10, 40):
        assert not [line for line in wrapped(text, columns) if line[0] in "，。"]


texts: Final = st.text(st.sampled_from(["a", "b", " ", "ж", "电", "，", "-", "é"]), max_size=80)


@settings(deadline=None, derandomize=True)
@given(texts, st.integers(8, 40), st.sampled_from(["", "  ", "    "]), st.sampled_from(["", "  "]))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, columns: int, indent: str, hang: str) -> None:
    lines = wrapped(text, columns, indent, hang)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.startswith(indent) for line in lines)


# What would give a terminal orders


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Phone, телефон, 电话 №5 — 12 %", "Phone, телефон, 电话 №5 — 12 %"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("bell\a", "bell\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("del\x7f", "del\\x7f"),
        ("one\ntwo\tthree\rfour", "one two three four"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("a\u2028b", "a\\u2028b"),
        ("a\ufeffb", "a\\ufeffb"),
        ("a\u200bb", "a\\u200bb"),
        ("\ue000", "\\ue000"),
        ("\x00", "\\x00"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("cafe\u0301", "cafe\u0301"),
    ],
    ids=ascii,
)
def test_what_a_terminal_would_obey_or_hide_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_breaks_and_tabs_may_stay() -> None:
    assert visible("one\ntwo\tthree\x1b", breaks=True) == "one\ntwo\tthree\\x1b"


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=30))
def test_nothing_of_what_is_shown_is_obeyed(text: str) -> None:
    shown = visible(text)
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Co", "Zl", "Zp"}]
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff"
    )


@pytest.mark.parametrize(
    "show",
    [visible, width, lambda text: fitted(text, 20), lambda text: wrapped(text, 80)],
    ids=["visible", "width", "fitted", "wrapped in words"],
)
def test_time_grows_with_the_size_and_no_faster(show: Callable[[str], object]) -> None:
    def seconds(times: int) -> float:
        text = "привет 电话 " * times
        took = []
        for _ in range(3):
            start = time.process_time()
            show(text)
            took.append(time.process_time() - start)
        return min(took)

    small, large = seconds(500), seconds(4_000)
    assert large < 0.05 or large < 24 * small
