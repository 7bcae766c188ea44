"""Reading YAML: every scalar stays as written, every place is known, and nothing is lost in silence."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from program import run

from tpaudit.documents.scalars import Bare
from tpaudit.reading.yaml.builder import MAX_ALIASED, MAX_DEPTH, read
from tpaudit.reading.yaml.source_map import Position, SyntaxFault, Tree


def bare(text: str) -> tuple[str, str]:
    """Write down a scalar that stands without quotes and that YAML would take for more than a text."""
    return ("without quotes", text)


def shape(data: Any) -> Any:
    """Return data with what is `Bare` told apart from texts."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    if isinstance(data, list):
        return [shape(one) for one in data]
    return bare(data.text) if isinstance(data, Bare) else data


def data_of(source: str) -> Any:
    """Return what a faultless source says."""
    tree = read(source.encode())
    assert tree.faults == []
    return shape(tree.data)


def faults_of(source: str | bytes) -> list[SyntaxFault]:
    """Return what is wrong in the writing of a source."""
    return read(source.encode() if isinstance(source, str) else source).faults


def only_fault(source: str | bytes) -> SyntaxFault:
    """Return the one fault of a source."""
    (fault,) = faults_of(source)
    return fault


# Scalars

TAKEN_FOR_MORE: Final = (
    *(
        "020",
        "0x1f",
        "0o17",
        "0b11",
        "1.10",
        "+7495",
        "-0",
        "1_000",
        "1.",
        ".5",
        "+.5",
        "1e5",
        "1.5e-3",
        "08",
    ),
    *(".inf", "-.INF", ".NaN", "7", "-7.25", "9" * 400),
    *("2026-11-03", "2026-11-03T12:30", "2026-11-03 12:30", "2001-1-1", "2001-12-14t21:59:43.10-05:00"),
    *("true", "True", "TRUE", "false", "False", "FALSE"),
)
PLAIN_TEXT: Final = (
    *("no", "No", "yes", "on", "off", "y", "n", "нет", "да", "否", "nope", "none", "nUll", "nan", "infinity"),
    *(
        "1:30",
        "12:30:45",
        "1,5",
        "1/2",
        "37/40",
        "12s",
        "5 s",
        "95%",
        "n/a",
        "1-5",
        "+44 20 7946",
        "1e",
        "0xG",
        "_1",
    ),
    *(
        "=",
        "<<x",
        "-x",
        "?x",
        ":x",
        "+",
        "~x",
        "tRUE",
        "a#b",
        "b:c",
        "http://example.com/a,b",
        "C:\\x",
        "don't",
        "1 2",
    ),
)


@pytest.mark.parametrize("text", TAKEN_FOR_MORE)
def test_what_yaml_would_take_for_a_number_a_date_or_a_flag_keeps_its_text(text: str) -> None:
    assert data_of(f"key: {text}\nlist:\n- {text}\n") == {"key": bare(text), "list": [bare(text)]}


@pytest.mark.parametrize("text", TAKEN_FOR_MORE)
@pytest.mark.parametrize("quote", ["'", '"'], ids=["single quotes", "double quotes"])
def test_the_same_in_quotes_is_text(text: str, quote: str) -> None:
    assert data_of(f"key: {quote}{text}{quote}\n") == {"key": text}


@pytest.mark.parametrize("text", PLAIN_TEXT)
def test_everything_else_without_quotes_is_text(text: str) -> None:
    assert data_of(f"key: {text}\nlist:\n- {text}\n") == {"key": text, "list": [text]}


@pytest.mark.parametrize(
    "text", ["", "~", "null", "Null", "NULL"], ids=["nothing", "~", "null", "Null", "NULL"]
)
def test_null_is_nothing(text: str) -> None:
    assert data_of(f"key: {text}\nlist:\n- {text}\nflow: {{a: {text}, b: c}}\n") == {
        "key": None,
        "list": [None],
        "flow": {"a": None, "b": "c"},
    }


@pytest.mark.parametrize("text", ["", "~", "null"], ids=["the empty text", "~", "null"])
def test_null_in_quotes_is_text(text: str) -> None:
    assert data_of(f"single: '{text}'\ndouble: \"{text}\"\n") == {"single": text, "double": text}


KEYS: Final = (
    "4.5",
    "10s",
    "no",
    "1.10",
    "2026-01-01",
    "true",
    "null",
    "~",
    "0x1f",
    "1:30",
    "n/a",
    "жёлтый",
    "键",
)


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_always_text(key: str) -> None:
    assert data_of(f"{key}: a\nflow: {{{key}: b}}\n") == {key: "a", "flow": {key: "b"}}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("a: one\n  two\n\n  three\n", "one two\nthree", id="a plain text of several lines"),
        pytest.param(
            "a: |\n  one\n    two #2\n\n  three: x\n", "one\n  two #2\n\nthree: x\n", id="after a bar"
        ),
        pytest.param("a: |-\n  one\n  two\n", "one\ntwo", id="after a bar, without the last line's end"),
        pytest.param("a: |+\n  one\n\nb: c\n", "one\n\n", id="after a bar, with all empty lines"),
        pytest.param("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n", id="folded"),
        pytest.param("a: >-\n  one,\n  {two}: #3\n", "one, {two}: #3", id="folded, with signs"),
        pytest.param("a: |2\n    one\n  two\n", "  one\ntwo\n", id="with the indentation named"),
        pytest.param('a: "one\n  two\n\n  three"\n', "one two\nthree", id="in double quotes"),
        pytest.param('a: "one\\\n  two"\n', "onetwo", id="in double quotes, joined by a backslash"),
        pytest.param("a: 'it''s\n  fine'\n", "it's fine", id="in single quotes, with one doubled"),
        pytest.param('a: "\\u4e2d\\t\\x41\\n"\n', "中\tA\n", id="escapes"),
        pytest.param('a: "\\e[31m\\0"\n', "\x1b[31m\0", id="escapes of control characters"),
    ],
)
def test_texts_of_several_lines_and_escapes_are_read_as_yaml_says(source: str, text: str) -> None:
    assert data_of(source)["a"] == text


@pytest.mark.parametrize(
    "text",
    [
        "Заказ пришёл вовремя, спасибо!",
        "电话响了三声，没有人接。",
        "Ёлка №5 — 12 %",
        "ﬁne",
        "😀👩‍👩‍👧",
        "مرحبا",
        "å",
    ],
    ids=[
        "Russian",
        "Chinese",
        "Russian with signs",
        "a ligature",
        "emoji",
        "Arabic",
        "a letter and its mark",
    ],
)
def test_every_script_is_kept_letter_by_letter(text: str) -> None:
    assert data_of(f"{text[0]}: {text}\nquoted: '{text}'\nblock: |\n  {text}\n") == {
        text[0]: text,
        "quoted": text,
        "block": text + "\n",
    }


# Encodings and line ends


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    tree = read(b"\xef\xbb\xbftitle: caf\xc3\xa9\n")
    assert (tree.data, tree.faults) == ({"title": "café"}, [])
    assert tree.place("title") == (1, 8)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_reads_alike(end: str) -> None:
    lines = ["a: 1", "note: |", "  one", "  two", "list:", "- x", "-  y", "a2: {b: c}", ""]
    tree = read(end.join(lines).encode())
    assert shape(tree.data) == {"a": bare("1"), "note": "one\ntwo\n", "list": ["x", "y"], "a2": {"b": "c"}}
    assert [tree.place("list", 1), tree.place("a2", "b", key=True)] == [(7, 4), (8, 6)]
    assert tree.faults == []


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        pytest.param(b"title: caf\xe9\n", (1, 11), "byte 0xe9 is not UTF-8", id="Latin-1"),
        pytest.param(
            "a: b\nж: ж".encode() + b"\xff\n", (2, 5), "byte 0xff is not UTF-8", id="after other scripts"
        ),
        pytest.param("a: ж\n".encode("utf-16"), (1, 1), "byte 0xff is not UTF-8", id="UTF-16"),
        pytest.param(b"a: \xed\xa0\x80\n", (1, 4), "byte 0xed is not UTF-8", id="half of a surrogate pair"),
        pytest.param(b"a: \xc0\xaf\n", (1, 4), "byte 0xc0 is not UTF-8", id="an overlong form"),
        pytest.param(
            b"a: x\r\nb: \xe4\xb8", (2, 4), "byte 0xe4 is not UTF-8", id="a letter that ends too soon"
        ),
        pytest.param(b"a: b\x00c\n", (1, 5), "U+0000", id="NUL"),
        pytest.param(b"a: b\n# \x1b[31m\n", (2, 3), "U+001B", id="ESC in a comment"),
        pytest.param("a: b\nc: d\x9bm\n".encode(), (2, 5), "U+009B", id="C1"),
        pytest.param(b"a: 'x\x7f'\n", (1, 6), "U+007F", id="DEL in quotes"),
        pytest.param("a: 中\ufffe\n".encode(), (1, 5), "U+FFFE", id="what is no character"),
        pytest.param("a: b\n\u2028c: \x08\n".encode(), (3, 4), "U+0008", id="behind a line separator"),
    ],
)
def test_bytes_and_characters_that_cannot_stand_there_are_named_with_their_place(
    source: bytes, place: tuple[int, int], said: str
) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert said in fault.message
    assert read(source).data is None


# Places

PLACES: Final = """\
# a comment
format: 1

touchpoints:
  order-line:   {name: 'Order', stage:  purchase}
  "чат":
    device:
      - mobile
      -   desktop
      - [one,  two]
      - a: b
        c:  d
    note: |
      text
    empty:
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("format",), (2, 1), (2, 9)),
        (("touchpoints",), (4, 1), (5, 3)),
        (("touchpoints", "order-line"), (5, 3), (5, 17)),
        (("touchpoints", "order-line", "name"), (5, 18), (5, 24)),
        (("touchpoints", "order-line", "stage"), (5, 33), (5, 41)),
        (("touchpoints", "чат"), (6, 3), (7, 5)),
        (("touchpoints", "чат", "device"), (7, 5), (8, 7)),
        (("touchpoints", "чат", "device", 0), (8, 9), (8, 9)),
        (("touchpoints", "чат", "device", 1), (9, 11), (9, 11)),
        (("touchpoints", "чат", "device", 2, 1), (10, 16), (10, 16)),
        (("touchpoints", "чат", "device", 3), (11, 9), (11, 9)),
        (("touchpoints", "чат", "device", 3, "c"), (12, 9), (12, 13)),
        (("touchpoints", "чат", "note"), (13, 5), (13, 11)),
        (("touchpoints", "чат", "empty"), (15, 5), (15, 11)),
        ((), (2, 1), (2, 1)),
    ],
    ids=lambda path: "/".join(map(str, path)) or "the whole" if isinstance(path, tuple) else None,
)
def test_keys_values_and_entries_of_lists_know_their_places(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    tree = read(PLACES.encode())
    assert tree.place(*path, key=True) == key
    assert tree.place(*path) == value


def test_of_what_is_not_there_the_nearest_place_is_told() -> None:
    tree = read(PLACES.encode())
    assert tree.place("touchpoints", "order-line", "stagee") == (5, 17)
    assert tree.place("touchpoints", "чат", "device", 9) == (8, 7)
    assert tree.place("nowhere") == (2, 1)
    assert tree.place("touchpoints", "order-line", "<branch>", "name") == (5, 24)


def test_what_an_alias_repeats_stands_where_it_is_written_out() -> None:
    tree = read(b"a: &list [x, y]\nb: *list\n")
    assert tree.data == {"a": ["x", "y"], "b": ["x", "y"]}
    assert [tree.place("b"), tree.place("b", 1)] == [(2, 4), (1, 14)]


def test_marks_are_kept_for_every_entry_of_a_container() -> None:
    tree = read(b"a: [x, {b: c}]\nd: e\n")
    assert list(tree.lines(tree.data)) == ["a", "d"]
    assert [mark.column for mark in tree.lines(tree.data["a"])] == [4, 7]
    assert [mark.column for mark in tree.lines(tree.data["a"][1])["b"]] == [8, 11]


# What is refused


@pytest.mark.parametrize(
    ("source", "place", "names"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", (3, 1), "line 1, column 1", id="at the top"),
        pytest.param("x: {a: 1, b: 2, a: 3}\n", (1, 17), "line 1, column 5", id="inside braces"),
        pytest.param("x:\n  a: 1\n  'a': 2\n", (3, 3), "line 2, column 3", id="once with quotes"),
        pytest.param("x:\n- a: 1\n  a: 2\n", (3, 3), "line 2, column 3", id="inside a list"),
    ],
)
def test_a_repeated_key_is_refused_and_both_places_are_named(
    source: str, place: tuple[int, int], names: str
) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert fault.message.startswith("the key `a` is repeated")
    assert names in fault.message


def test_every_repetition_is_told_and_reading_goes_on() -> None:
    assert [fault.place.line for fault in faults_of("a: 1\na: 2\nb: 3\nb: 4\n")] == [2, 4]


@pytest.mark.parametrize(
    ("source", "place", "tag"),
    [
        pytest.param("a: !!str 1\n", (1, 4), "!!str", id="a tag of YAML"),
        pytest.param("t: x\na: !!timestamp 2024-13-45\n", (2, 4), "!!timestamp", id="a timestamp"),
        pytest.param("a: !include /etc/passwd\n", (1, 4), "!include", id="an own tag"),
        pytest.param("a: ! b\n", (1, 4), "!", id="a lone exclamation mark"),
        pytest.param("a: !<x> b\n", (1, 4), "x", id="a tag written out"),
        pytest.param("!!map {a: b}\n", (1, 1), "!!map", id="on the whole file"),
        pytest.param("!x a: b\n", (1, 1), "!x", id="on a key"),
        pytest.param("a:\n- !!set {b: c}\n", (2, 3), "!!set", id="in a list"),
        pytest.param("a: &x !!seq [b]\n", (1, 4), "!!seq", id="behind an anchor"),
        pytest.param(
            "a: !!python/object/apply:os.system ['x']\n",
            (1, 4),
            "!!python/object/apply:os.system",
            id="Python",
        ),
    ],
)
def test_a_tag_is_refused_by_its_name(source: str, place: tuple[int, int], tag: str) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert fault.message == f"the tag `{tag}` is not read; write the value without it"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param("a: &x {b: c}\nd: {<<: *x}\n", (2, 5), id="of an alias"),
        pytest.param("<<: {a: b}\n", (1, 1), id="of a mapping"),
    ],
)
def test_a_merge_key_is_refused_by_its_name(source: str, place: tuple[int, int]) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert "merge key `<<`" in fault.message


def test_in_quotes_and_as_a_value_its_sign_is_text() -> None:
    assert data_of("'<<': a\nb: <<\n") == {"<<": "a", "b": "<<"}


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param("a: 1\n---\nb: 2\n", (2, 1), id="two documents"),
        pytest.param("---\na: 1\n---\n", (3, 1), id="the second is empty"),
        pytest.param("a: 1\n...\n---\nb: 2\n", (3, 1), id="the first is ended"),
    ],
)
def test_several_documents_are_refused(source: str, place: tuple[int, int]) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert "second document" in fault.message


@pytest.mark.parametrize(
    "source", ["---\na: b\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "# c\n---\n# c\na: b\n"]
)
def test_the_marks_of_a_single_document_are_fine(source: str) -> None:
    assert data_of(source) == {"a": "b"}


@pytest.mark.parametrize("source", ["", "# only a comment\n", "\n\n", "\ufeff", "   \n"])
def test_an_empty_file_is_told(source: str) -> None:
    assert only_fault(source).message == "the file is empty; expected keys and values"


@pytest.mark.parametrize("source", ["text\n", "'text'\n", "12\n", "|\n  text\n", "*a\n", "&a text\n"])
def test_a_file_of_a_single_text_is_told(source: str) -> None:
    fault = only_fault(source)
    assert fault.place == (1, 1)
    assert "a single text stands here" in fault.message


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        pytest.param("? [a]\n: b\n", (1, 3), "a list cannot be a key", id="a list"),
        pytest.param("{a: b}: c\n", (1, 1), "a mapping cannot be a key", id="a mapping"),
        pytest.param("a: &x b\nc: {*x : d}\n", (2, 5), "an alias cannot be a key", id="an alias"),
    ],
)
def test_a_key_is_a_scalar(source: str, place: tuple[int, int], said: str) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert said in fault.message


# Aliases and depth


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param("&a [*a]\n", (1, 5), id="a list in itself"),
        pytest.param("a: &a {b: *a}\n", (1, 11), id="a mapping in itself"),
        pytest.param("a: &a\n- b: &b [*a, *b]\n", (2, 10), id="two in each other"),
    ],
)
def test_an_alias_within_what_it_names_is_refused(source: str, place: tuple[int, int]) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert "stands inside its own anchor" in fault.message


def test_an_alias_of_nothing_is_refused() -> None:
    assert only_fault("a: [b,\n *c]\n") == SyntaxFault(
        Position(2, 2), "there is no anchor `&c` before this; write the value out"
    )


def test_an_anchor_may_be_given_anew() -> None:
    assert data_of("a: &x 1\nb: *x\nc: &x z\nd: *x\n") == {"a": bare("1"), "b": bare("1"), "c": "z", "d": "z"}


def test_aliases_nest_data_no_deeper_than_what_is_written_out() -> None:
    deep = "[" * 30 + "x" + "]" * 30
    fits = f"a: &a {deep}\nb: {'[' * 29}*a{']' * 29}\n"
    assert read(fits.encode()).faults == []
    chain = f"a: &k0 {deep}\n" + "".join(
        f"k{number}: &k{number} {'[' * 30}*k{number - 1}{']' * 30}\n" for number in range(1, 20)
    )
    fault = only_fault(chain)
    assert fault.place == (3, 39)
    assert fault.message == "aliases nest data more than 60 deep; expected a flatter file"


def test_aliases_repeat_a_bounded_number_of_values() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    fault = only_fault("\n".join(rows))
    assert str(MAX_ALIASED) in fault.message
    assert fault.place.line == len(rows) - 4


def test_as_many_as_are_allowed_are_read() -> None:
    tree = read(("a: &a x\nb: [" + "*a, " * MAX_ALIASED + "]\n").encode())
    assert tree.faults == []
    assert len(tree.data["b"]) == MAX_ALIASED
    assert (
        "aliases repeat more than" in only_fault("a: &a x\nb: [" + "*a, " * (MAX_ALIASED + 1) + "]\n").message
    )


@pytest.mark.parametrize(
    ("nested", "step"),
    [
        pytest.param(lambda depth: "[" * depth + "]" * depth, 1, id="lists in brackets"),
        pytest.param(lambda depth: "{a: " * depth + "}" * depth, 4, id="mappings in braces"),
        pytest.param(lambda depth: "- " * depth, 2, id="lists in one line"),
        pytest.param(
            lambda depth: "\n".join("  " * n + "a:" for n in range(depth)), None, id="keys below keys"
        ),
    ],
)
def test_depth_is_bounded_and_the_place_of_the_excess_is_told(
    nested: Callable[[int], str], step: int | None
) -> None:
    assert read(nested(MAX_DEPTH).encode()).data is not None
    fault = only_fault(nested(MAX_DEPTH + 40))
    assert f"more than {MAX_DEPTH} deep" in fault.message
    if step:
        assert fault.place == (1, (MAX_DEPTH + 1) * step + 1)


# What libyaml cannot read


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        pytest.param("a:\n\t- b\n", (2, 1), "indent with spaces", id="a tab before an entry"),
        pytest.param("\ta: b\n", (1, 1), "indent with spaces", id="a tab at the start"),
        pytest.param("a: b\n\tc: d\n", (2, 1), "indent with spaces", id="a tab before a key"),
        pytest.param("a: @x\n", (1, 4), "in quotes", id="an at sign"),
        pytest.param("a: `x`\n", (1, 4), "in quotes", id="a back-quote"),
        pytest.param("a: %x\n", (1, 4), "in quotes", id="a percent sign"),
        pytest.param("a: b: c\n", (1, 5), "a colon stands inside a text", id="a colon in a text"),
        pytest.param(
            "a: see: the\n  list\n", (1, 7), "a colon stands inside a text", id="a colon in a long text"
        ),
        pytest.param(
            "a:\n  b: c\n d: e\n",
            (3, 2),
            "starts in column 2; expected column 1 or 3",
            id="a key between two columns",
        ),
        pytest.param("a: b\n- c\n", (2, 1), "does not fit the indentation", id="an entry among keys"),
        pytest.param("- a\nb: c\n", (2, 1), "not an entry of the list", id="a key among entries"),
        pytest.param('a: "\\q"\n', (1, 5), "a backslash in double quotes", id="an unknown escape"),
        pytest.param("a: !b!c d\n", (1, 4), "tags are not read", id="a tag of an unknown handle"),
        pytest.param(
            "%FOO\n---\na: b\n", (1, 5), "starts with % is read as an order", id="an unknown directive"
        ),
    ],
)
def test_what_is_not_yaml_is_said_in_plain_words(source: str, place: tuple[int, int], said: str) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert said in fault.message
    assert ";" in fault.message


@pytest.mark.parametrize("source", ["a:\tb\n", "a: \tb\n", "a: b\t\n", "a: {\n\tb: c}\n", "a: |\n  b\tc\n"])
def test_a_tab_that_does_not_indent_is_fine(source: str) -> None:
    assert faults_of(source) == []


@pytest.mark.parametrize(
    "source", ["a: {b: c\nd: e\n", "a: [b\nc: d\n", 'a: "b\n', "a: 'b\n", "a: {b: [c, d}\n"]
)
def test_what_is_never_closed_is_told(source: str) -> None:
    assert "close" in only_fault(source).message


# What YAML would lose in silence


@pytest.mark.parametrize(
    ("source", "place", "lost", "left"),
    [
        pytest.param("a: Call #1234\n", (1, 9), "#1234", "`Call`", id="a number behind a text"),
        pytest.param("a: x\n  y #12\n", (2, 5), "#12", "`x y`", id="on the second line of a text"),
        pytest.param("a: 1 #2\n", (1, 6), "#2", "`1`", id="behind a number"),
        pytest.param("a: x\t#1\n", (1, 6), "#1", "`x`", id="behind a tab"),
        pytest.param("a: x   #1\n", (1, 8), "#1", "`x`", id="behind several spaces"),
        pytest.param("a: x #1 #2\n", (1, 6), "#1 #2", "`x`", id="two numbers"),
        pytest.param("- x #1\n- y\n", (1, 5), "#1", "`x`", id="in a list"),
        pytest.param("a: [x #1\n, y]\n", (1, 7), "#1", "`x`", id="in brackets"),
        pytest.param("a: {b: c #1\n}\n", (1, 10), "#1", "`c`", id="in braces"),
        pytest.param("a: b #тест\n", (1, 6), "#тест", "`b`", id="a Russian word"),
        pytest.param("键: 订单 #一\n", (1, 7), "#一", "`订单`", id="a Chinese numeral"),
        pytest.param(
            "ж: 😀 Заказ №12 #34\n", (1, 16), "#34", "`😀 Заказ №12`", id="behind letters of four bytes"
        ),
        pytest.param("a: b\r\nc: d #1\r\n", (2, 6), "#1", "`d`", id="with CRLF"),
        pytest.param("a: #1234\n", (1, 4), "#1234", "empty", id="a number alone"),
        pytest.param("a:   #1\nb: c\n", (1, 6), "#1", "empty", id="a number alone, farther off"),
        pytest.param("a:\t#1\n", (1, 4), "#1", "empty", id="a number alone behind a tab"),
        pytest.param("a:\n- #1\n- b\n", (2, 3), "#1", "empty", id="a number alone in a list"),
        pytest.param("- a: #1\n", (1, 6), "#1", "empty", id="a number alone below an entry"),
    ],
)
def test_a_text_that_a_hash_cuts_off_or_empties_is_refused(
    source: str, place: tuple[int, int], lost: str, left: str
) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert fault.message == (
        f"YAML reads `{lost}` as a comment and the text as {left}; put the text in quotes, or a space after the #"
    )


@pytest.mark.parametrize(
    "source",
    [
        *(
            "a: b # see #12\n",
            "# #1\na: b\n",
            "a: b\n#1 below\nc: d\n",
            "a: # why\n  b: c\n",
            "a: b #\n",
            "a: b #!\n",
        ),
        *("a: 'b' #1\n", 'a: "b" #1\n', "a: [b] #1\n", "a: {b: c} #1\n", "a: |  #1\n  b\n", "a: b ## x\n"),
        *("a:\n  #1\n  b: c\n", "a: #1\n  b: c\n", "a: #1\n  - b\n", "a: &x #1\n  b\n", "a: { #1\n b: c}\n"),
        *("a: b#1\n", "a: '#1'\n", 'a: "b #1"\n', "a: |\n  b #1\n", "a: >\n  #1\n", "a: b\n\n\n  #1\nc: d\n"),
    ],
    ids=lambda source: source.strip().replace("\n", "⏎"),
)
def test_comments_and_hashes_that_lose_nothing_are_fine(source: str) -> None:
    assert faults_of(source) == []


@pytest.mark.parametrize(
    ("source", "place", "lost"),
    [
        pytest.param("a: {note: Slow, but polite}\n", (1, 17), "but polite", id="at the end"),
        pytest.param("a: {note: Slow, but polite, on: x}\n", (1, 17), "but polite", id="in the middle"),
        pytest.param("a: {note: 1,000 calls}\n", (1, 13), "000 calls", id="at a thousand"),
        pytest.param("a: {note: медленно, но вежливо}\n", (1, 21), "но вежливо", id="in Russian"),
        pytest.param('a: {b: "x", c}\n', (1, 13), "c", id="behind quotes"),
        pytest.param("a: {b: Mo-Fr, 9-18}\n", (1, 15), "9-18", id="hours"),
    ],
)
def test_a_text_in_braces_that_a_comma_splits_is_refused(
    source: str, place: tuple[int, int], lost: str
) -> None:
    fault = only_fault(source)
    assert fault.place == place
    assert f"`{lost}` was cut off" in fault.message
    assert fault.message.endswith("put the text in quotes, or after `|`")


@pytest.mark.parametrize(
    "source",
    [
        *(
            "a: {b: c, d: e, }\n",
            "a: {b: , d: e}\n",
            "a: {b: ~}\n",
            "a: {b : }\n",
            "a: [b, c d]\n",
            "a: {b: 'c, d'}\n",
        ),
        *("a: {b: (x)}\n", "a: {b: http://c}\n", "a: {b: 12:30}\n", "a: b, c\n", "a: {'b': 1}\n", "{}\n"),
    ],
    ids=lambda source: source.strip(),
)
def test_what_loses_nothing_in_braces_is_fine(source: str) -> None:
    assert faults_of(source) == []


def test_all_losses_of_a_file_are_told_at_once_and_in_order() -> None:
    source = "a: x #1\nb: {c: d, e}\nf: g\nf: #2\nh: i #3\n"
    assert [fault.place for fault in faults_of(source)] == [(1, 6), (2, 11), (4, 1), (4, 4), (5, 6)]


def test_losses_before_what_cannot_be_read_are_told_with_it() -> None:
    assert sorted(fault.place for fault in faults_of("a: x #1\nb: c #2\n- d #3\n")) == [
        (1, 6),
        (2, 6),
        (3, 1),
    ]


# Time


@pytest.mark.parametrize(
    "piece",
    [
        *(
            " #a",
            "a #b\n",
            "- x #a\n",
            "- #a\n",
            "#a\n",
            " ",
            "\t",
            "\n",
            "- \n",
            "x",
            "ж",
            "中 ",
            "'",
            '"x" ',
            "\\",
        ),
        *(
            "- &a [x]\n",
            "- {a, b}\n",
            "- {a: b, c}\n",
            "- [x]\n",
            "? a\n",
            "- ? \n",
            "{",
            "[{",
            ": ",
            "- |\n",
            "!a ",
            "*a ",
        ),
        *(
            "\r\n",
            "\u2028",
            "\x85",
            "- ''\n",
            "a: b\n",
            "---\n",
            "- a: x\n  a: y\n",
            "- 1:30\n",
            "- a #b",
            "    #a\n",
        ),
    ],
    ids=repr,
)
def test_time_grows_with_the_size_and_no_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        source = f"a: {'x' if piece.startswith(' #') else ''}\n{piece * times}".encode()
        took = []
        for _ in range(3):
            start = time.process_time()
            read(source)
            took.append(time.process_time() - start)
        return min(took)

    small, large = seconds(1_000), seconds(8_000)
    assert large < 0.05 or large < 24 * small


def test_a_million_letters_are_one_text() -> None:
    text = "x" * 1_000_000
    tree: Tree = read(f"a: {text}\n".encode())
    assert tree.data == {"a": text}


def test_errors_behind_a_syntax_error_are_found_up_to_a_bound() -> None:
    text = "a:\n" + "".join(f"  k{number}: b: c\n" for number in range(100))
    lines = [fault.place.line for fault in read(text.encode()).faults]
    assert lines == list(range(2, len(lines) + 2))
    assert 10 < len(lines) <= 21


def test_what_belongs_to_a_line_with_an_error_is_left_out_with_it() -> None:
    text = 'a:\n  b: c: d\n  - e\n  - f\n      g\ni: "open\n'
    assert [fault.place for fault in read(text.encode()).faults] == [(2, 7), (6, 4)]


FOLDED: Final = """\
folded: >
  第一行，
  第二行 有空格
  第三行 with latin
  然后
plain: 普通多行
  继续 这里
list:
  - "引号多行
    第二行"
  - |
    原样
    保留
paragraphs: &two >-
  一
  二

  三
again: *two
flow: [一 二, {inner: 三
   四}]
latin: one
  two 三
"""


def test_lines_of_chinese_meet_without_a_blank_where_yaml_folds_them_and_written_blanks_stay() -> None:
    assert read(FOLDED.encode()).data == {
        "folded": "第一行，第二行 有空格第三行 with latin 然后\n",
        "plain": "普通多行继续 这里",
        "list": ["引号多行第二行", "原样\n保留\n"],
        "paragraphs": "一二\n三",
        "again": "一二\n三",
        "flow": ["一 二", {"inner": "三四"}],
        "latin": "one two 三",
    }


def test_windows_line_ends_fold_the_same() -> None:
    assert read(FOLDED.replace("\n", "\r\n").encode()).data == read(FOLDED.encode()).data


@pytest.mark.parametrize("words", [("score",), ("explain", "desk"), ("report", "--format", "md")])
def test_folded_chinese_is_shown_without_blanks(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "tpaudit.yaml").write_text("format: 1\nlanguage: zh\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "format: 1\naudit: {date: 2026-11-01, auditor: 安娜, method: walkthrough}\ntouchpoints:\n"
        "  desk:\n    name: >\n      前台\n      接待\n    stage: purchase\n    checklists:\n"
        "      quick:\n        works: {answer: no, note: 没人\n          应答}\n",
        encoding="utf-8",
    )
    command, *rest = words
    done = run(command, "a.yaml", *rest, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "前台接待" in done.stdout
    assert "没人应答" in done.stdout
    assert not re.search("前台 接待|没人 应答", done.stdout)
