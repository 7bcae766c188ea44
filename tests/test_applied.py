"""Checklists put to a touchpoint in the text of an audit."""

import pytest

from tpaudit.showing.scaffold.questions.applied import with_checklists

BLOCK = """\
# An audit.
touchpoints:
  site:  # the site
    name: Site
    checklists:
      website:
        load-time: 2s
      # the form comes next
      web-form:

  # the phone
  phone: {stage: purchase, checklists: {phone: }}
  empty:
    stage: purchase
    checklists:
  braces:
    checklists: {}
    stage: purchase
  none:
    stage: purchase
    note: |
      # no comment

handovers:
  passed-on:
    to: phone
"""


@pytest.mark.parametrize(
    ("touchpoint", "before", "after"),
    [
        ("site", "      web-form:\n", "      web-form:\n      axe:\n      pa11y:\n"),
        ("phone", "{phone: }", "{axe: {}, pa11y: {}, phone: }"),
        ("empty", "    checklists:\n  braces", "    checklists:\n      axe:\n      pa11y:\n  braces"),
        ("braces", "{}", "{axe: {}, pa11y: {}}"),
        ("passed-on", "    to: phone\n", "    to: phone\n    checklists:\n      axe:\n      pa11y:\n"),
    ],
)
def test_nothing_else_changes(touchpoint: str, before: str, after: str) -> None:
    made = with_checklists(BLOCK.encode(), touchpoint, ["axe", "pa11y"])
    assert made is not None
    assert made.decode() == BLOCK.replace(before, after)


def test_what_looks_like_a_comment_and_is_a_text_stays_one() -> None:
    made = with_checklists(BLOCK.encode(), "none", ["axe"])
    assert made == BLOCK.replace("  none:\n", "  none:\n    checklists:\n      axe:\n").encode()


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    source = b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode()
    made = with_checklists(source, "site", ["axe"])
    assert made == source.replace(b"      web-form:\r\n", b"      web-form:\r\n      axe:\r\n")


def test_a_last_line_without_an_end_gets_one() -> None:
    made = with_checklists(b"touchpoints:\n  a:\n    stage: x", "a", ["axe"])
    assert made == b"touchpoints:\n  a:\n    stage: x\n    checklists:\n      axe:\n"


@pytest.mark.parametrize("touchpoint", ["nowhere", "name"])
def test_no_touchpoint_has_no_place(touchpoint: str) -> None:
    assert with_checklists(BLOCK.encode(), touchpoint, ["axe"]) is None
