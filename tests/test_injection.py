"""Texts that mean something where they are shown, or that nobody sees: nothing is obeyed, nothing is hidden."""

import pytest

from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.letters import likeness
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.ci.sarif import _artifact
from tpaudit.showing.text.markdown import in_markdown, in_mermaid
from tpaudit.showing.text.numbers import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call @org/team", "call @<!-- -->org/team"),
        ("(@me)", "(@<!-- -->me)"),
        ("see #12", r"see \#<!-- -->12"),
        ("org/repo#1", r"org/repo\#<!-- -->1"),
        ("write to info@kiln.example", "write to info@kiln.example"),
        ("5 @ 3", "5 @ 3"),
        ("https://kiln.example/my_cups?a=1", r"https:<!-- -->//kiln.example/my\_cups?a=1"),
        ("www.kiln.example/my_cups", r"www<!-- -->.kiln.example/my\_cups"),
        ("So GH-7 says :tada:", "So GH-<!-- -->7 says :<!-- -->tada:"),
        ("at 12:30:45: a:b", "at 12:30:45: a:b"),
    ],
)
def test_markdown_calls_nobody_and_names_no_issue(text: str, shown: str) -> None:
    assert in_markdown(text) == shown


@pytest.mark.parametrize("text", ["Section A", "TITLE", "accTitle", "accDescr x", "journeyman", ": section"])
def test_no_label_of_a_mermaid_journey_starts_with_a_keyword(text: str) -> None:
    assert in_mermaid(text).startswith("· ")


def test_a_label_with_a_keyword_further_on_is_as_it_is_and_calls_nobody() -> None:
    assert in_mermaid("The section of @ben") == "The section of @ ben"


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("audits/a.yaml", "audits/a.yaml", "%SRCROOT%"),
        ("../out/a.yaml", "out/a.yaml", "1_ABOVE_SRCROOT"),
        ("../../a b.yaml", "a%20b.yaml", "2_ABOVE_SRCROOT"),
    ],
)
def test_no_place_in_sarif_leads_out_of_its_base(path: str, uri: str, base: str) -> None:
    assert _artifact(path) == {"uri": uri, "uriBaseId": base}


HIDDEN = {
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "blank of Braille": "\u2800",
    "combining grapheme joiner": "\u034f",
    "variation selector": "\ufe0f",
    "variation selector of ideographs": "\U000e0100",
    "tag letter": "\U000e0061",
    "right-to-left override": "\u202e",
}


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_is_written_out_and_stands_in_no_id(character: str) -> None:
    assert visible(f"a{character}b") == f"a\\u{ord(character):04x}b"
    assert not is_identifier(f"a{character}b")
    assert not is_identifier(character)


@pytest.mark.parametrize("text", ["❤\ufe0f", "1\ufe0f\u20e3", "☎\ufe0e", "क्\u200dष", "й", "é"])
def test_what_a_picture_or_a_script_needs_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("key", "other"), [("phone", "рhone"), ("phone", "ｐhone"), ("сор", "cop"), ("οrder", "order")]
)
def test_two_keys_that_look_alike_are_refused(key: str, other: str) -> None:
    assert likeness(key) == likeness(other)
    (fault,) = read(f"a:\n  {key}: 1\n  x: 2\n  {other}: 3\n".encode()).faults
    assert fault.place == (4, 3)
    assert fault.message.startswith(f"the key `{other}` looks like `{key}` of line 2, column 3")


@pytest.mark.parametrize(("key", "other"), [("сайт", "сайты"), ("cop", "cope"), ("а", "б"), ("店", "店铺")])
def test_keys_of_any_script_that_differ_to_the_eye_are_read(key: str, other: str) -> None:
    assert not read(f"{key}: 1\n{other}: 3\n".encode()).faults
