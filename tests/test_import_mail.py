"""Times of response from a mailbox: threads, automatic answers, working hours, and what is kept of nobody."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from tpaudit.documents.working_hours import seconds_between, working_hours_of
from tpaudit.errors import InputError
from tpaudit.reading.imports.kinds.mbox import MailWay, mbox
from tpaudit.reading.imports.mail.messages import messages
from tpaudit.results.reported import Reported

CASES = Path(__file__).parents[2] / "shared" / "cases" / "imports"
MONDAY = "Mon, 2 Nov 2026"


def mail(sender: str, date: str, *, number: str = "", answers: str = "", more: str = "") -> str:
    """Return a message in an mbox; a date of the week in words, or a time of that Monday."""
    when = f"{MONDAY} {date} +0000" if len(date) <= 5 else date
    head = [f"From: Somebody <{sender}>", f"Date: {when}", "Subject: A private matter"]
    head += [f"Message-ID: <{number}@x>"] if number else []
    head += [f"In-Reply-To: <{answers}@x>"] if answers else []
    head += [more] if more else []
    return "From - Mon Nov  2 10:00:00 2026\n" + "\n".join(head) + "\n\nSome text.\n>From here on.\n\n"


def read(*mails: str, way: MailWay | None = None) -> Reported:
    return mbox("box.mbox", "".join(mails).encode(), way or MailWay())


def said(found: Reported) -> list[tuple[str, str]]:
    return [(answer.item, answer.answer) for answer in found.reports[0].answers]


def test_each_thread_is_an_observation_and_one_without_an_answer_is_never() -> None:
    found = read(
        mail("a@x.org", "09:00", number="1"),
        mail("us@shop.org", "11:30", number="2", answers="1"),
        mail("a@x.org", "11:40", number="3", answers="2"),
        mail("b@x.org", "10:00", number="4"),
    )
    assert said(found) == [
        ("answered-at-all", "1/2"),
        ("first-answer", "2h 30m"),
        ("first-answer", "never"),
    ]
    assert [answer.on for answer in found.reports[0].answers] == [
        None,
        "2026-11-02T09:00",
        "2026-11-02T10:00",
    ]
    assert found.figures[0] == "1 of 2 threads answered"


def test_one_who_writes_again_has_no_answer_yet() -> None:
    found = read(mail("a@x.org", "09:00", number="1"), mail("A@X.org", "09:10", answers="1"))
    assert said(found) == [("answered-at-all", "no"), ("first-answer", "never")]


def test_the_earliest_answer_counts_wherever_it_stands_in_the_file_and_in_the_thread() -> None:
    found = read(
        mail("us@shop.org", "12:00", number="2", answers="1"),
        mail("you@shop.org", "10:15", number="3", answers="4"),
        mail("a@x.org", "09:30", number="4", answers="1"),
        mail("a@x.org", "09:00", number="1"),
    )
    assert said(found)[1] == ("first-answer", "1h 15m")


def test_moments_are_compared_across_zones() -> None:
    found = read(
        mail("a@x.org", f"{MONDAY} 09:00:00 +0300", number="1"),
        mail("us@shop.org", f"{MONDAY} 01:00:30 -0500", answers="1"),
    )
    assert said(found)[1] == ("first-answer", "30s")


AUTOMATIC = [
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated; x=y",
    "Precedence: bulk",
    "Precedence: junk",
    "Precedence: auto_reply",
    "X-Autoreply: yes",
    "Return-Path: <>",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
]


@pytest.mark.parametrize("header", AUTOMATIC)
def test_what_a_program_sends_is_no_answer(header: str) -> None:
    found = read(
        mail("a@x.org", "09:00", number="1"),
        mail("us@shop.org", "09:01", number="2", answers="1", more=header),
        mail("us@shop.org", "10:00", answers="1", more="Auto-Submitted: no"),
        mail("news@shop.org", "11:00", number="9", more=header),
    )
    assert said(found) == [("answered-at-all", "yes"), ("first-answer", "1h")]
    assert found.left_out == {"automatic messages": 2}


def test_a_mailing_list_is_no_program() -> None:
    listed = "List-Id: <help.shop.org>\nPrecedence: bulk"
    found = read(
        mail("a@x.org", "09:00", number="1", more=listed), mail("b@x.org", "09:05", answers="1", more=listed)
    )
    assert said(found)[1] == ("first-answer", "5m")


def test_only_the_company_answers_where_it_is_named() -> None:
    way = MailWay(ours=("@shop.org",))
    found = read(
        mail("a@x.org", "09:00", number="1"),
        mail("friend@x.org", "09:05", answers="1"),
        mail("help@mail.SHOP.org", "10:00", answers="1"),
        mail("news@shop.org", "08:00", number="8"),
        mail("b@notshop.org", "08:00", number="9"),
        way=way,
    )
    assert said(found) == [("answered-at-all", "1/2"), ("first-answer", "1h"), ("first-answer", "never")]
    assert found.left_out == {"threads that the company started": 1}


def test_answers_to_what_is_not_there_are_counted_and_no_thread() -> None:
    found = read(mail("a@x.org", "09:00", number="1"), mail("b@x.org", "09:00", number="2", answers="lost"))
    assert said(found)[0] == ("answered-at-all", "no")
    assert found.left_out == {"answers to what is not in the file": 1}


@pytest.mark.parametrize(("summary", "expected"), [("mean", "2h"), ("median", "1h")])
def test_all_that_were_answered_can_be_one_observation(summary: str, expected: str) -> None:
    threads = [
        text
        for number, answered in enumerate(("10:00", "09:30", "13:30"))
        for text in (
            mail("a@x.org", "09:00", number=f"{number}"),
            mail("us@y.org", answered, answers=f"{number}"),
        )
    ]
    found = read(*threads, mail("b@x.org", "09:00", number="9"), way=MailWay(summary=summary))
    assert said(found) == [("answered-at-all", "3/4"), ("first-answer", expected)]
    assert found.reports[0].answers[1].of == 3


def test_what_came_too_late_is_no_answer() -> None:
    found = read(
        mail("a@x.org", "09:00", number="1"),
        mail("b@x.org", "12:00", answers="1"),
        way=MailWay(within=3600.0),
    )
    assert said(found) == [("answered-at-all", "no"), ("first-answer", "never")]


def test_an_answer_before_its_question_and_a_message_without_a_date_are_named() -> None:
    found = read(
        mail("a@x.org", "09:00", number="1"),
        mail("b@x.org", "08:00", answers="1"),
        mail("c@x.org", "soon", number="2"),
        mail("d@x.org", "10:00", number="3"),
    )
    assert [(left.where, left.why) for left in found.left_open] == [
        ("message 3", "no date that can be read"),
        ("message 1", "answered before it was sent"),
    ]
    assert said(found)[0] == ("answered-at-all", "no")


def test_no_address_name_or_subject_is_kept() -> None:
    found = read(mail("ann@x.org", "09:00", number="secret"), mail("ben@x.org", "10:00", answers="secret"))
    everything = repr(found)
    for word in ("ann", "ben", "x.org", "Somebody", "private", "secret", "Some text"):
        assert word not in everything


def test_line_ends_and_lines_that_look_like_a_beginning_make_no_difference() -> None:
    box = mail("a@x.org", "09:00", number="1") + mail("b@x.org", "10:00", answers="1")
    looks_like = box.replace("Some text.", "Some text.\nFrom where I stand")
    assert len(messages("box", looks_like.encode())) == 2
    assert said(mbox("box", box.replace("\n", "\r\n").encode())) == said(mbox("box", box.encode()))


CIRCLE = mail("a@x.org", "09:00", number="1", answers="2") + mail("b@x.org", "09:10", number="2", answers="1")
HOSTILE = {
    "nothing": b"",
    "no mbox": b"%PDF-1.7\0",
    "answers in a circle": CIRCLE.encode(),
    "an answer to itself": mail("a@x.org", "09:00", number="1", answers="1").encode(),
    "dates of no calendar": mail("a@x.org", "Mon, 99 Nov 99999999999 99:99:99 +9999", number="1").encode(),
    "no head at all": b"From x\n\n\n\nFrom y",
    "too many messages": b"\n\nFrom x\n" * 100_001,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_file_without_a_question_ends_in_one_line(source: bytes) -> None:
    with pytest.raises(InputError) as refused:
        mbox("box.mbox", source)
    assert str(refused.value).startswith("box.mbox:1:1: ")
    assert str(refused.value).count("\n") == 0


def test_a_chain_of_ten_thousand_answers_is_followed() -> None:
    chain = (
        mail(
            "a@x.org" if not number else "b@x.org",
            "09:00",
            number=f"{number}",
            answers=f"{number - 1}" if number else "",
        )
        for number in range(10_000)
    )
    assert said(read(*reversed(list(chain))))[1] == ("first-answer", "0s")


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=400), st.integers(0, 200))
def test_bytes_of_any_kind_are_read_or_refused(noise: bytes, at: int) -> None:
    box = (mail("a@x.org", "09:00", number="1") + mail("b@x.org", "10:00", answers="1")).encode()
    try:
        found = mbox("box.mbox", box[:at] + noise + box[at:])
    except InputError:
        return
    assert all(answer.answer.isprintable() for answer in found.reports[0].answers)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


HOURS = "Mon-Fri 9-18, Sat 10:30-14"


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        pytest.param("2026-11-02T09:00+00:00", "2026-11-02T10:30+00:00", 1.5, id="within a day"),
        pytest.param("2026-11-02T17:00+00:00", "2026-11-03T10:00+00:00", 2.0, id="over a night"),
        pytest.param(
            "2026-11-06T17:00+00:00", "2026-11-09T10:00+00:00", 5.5, id="over a weekend with a Saturday"
        ),
        pytest.param("2026-11-02T20:00+00:00", "2026-11-02T23:00+00:00", 0.0, id="in the evening"),
        pytest.param(
            "2026-11-02T23:00+00:00", "2026-11-03T10:00+03:00", 1.0, id="by the clock of the answer"
        ),
        pytest.param("2026-11-03T17:00+00:00", "2026-11-05T10:00+00:00", 2.0, id="over a holiday"),
    ],
)
def test_working_hours_are_those_in_which_somebody_is_there(start: str, end: str, hours: float) -> None:
    there = working_hours_of(HOURS, frozenset({"2026-11-04"}))
    assert there is not None
    assert seconds_between(moment(start), moment(end), there) == hours * 3600


@pytest.mark.parametrize(
    "text",
    ["", "9-18", "Mon 18-9", "Mon 9-25", "Fri-Mon 9-18", "Mon-Fri 9-18, Wed 10-11", "Mon 9-18;", "Mo 9-18"],
)
def test_what_says_no_hours_is_told_apart(text: str) -> None:
    assert working_hours_of(text) is None


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), min_size=3, max_size=3))  # noqa: DTZ001
def test_working_hours_of_parts_add_up(moments: list[datetime]) -> None:
    there = working_hours_of(HOURS)
    zoned = sorted(each.astimezone(moment("2026-01-01T00:00+00:00").tzinfo) for each in moments)

    def parts() -> Iterator[float]:
        for start, end in pairwise(zoned):
            yield seconds_between(start, end, there)

    assert sum(parts()) == pytest.approx(seconds_between(zoned[0], zoned[-1], there), abs=1e-4)


@pytest.mark.skipif(not CASES.is_dir(), reason="a public mailing list lies beside the checkout")
def test_a_public_mailing_list_comes_to_its_figures() -> None:
    name = "mail/help-list-2020-07.mbox"
    figures = json.loads((CASES / "imports.json").read_text(encoding="utf-8"))[name]
    found = mbox(name, (CASES / name).read_bytes())
    times = [answer for item, answer in said(found) if item == "first-answer"]
    assert said(found)[0] == ("answered-at-all", "17/34")
    assert times.count("never") == figures["unanswered"]
    assert found.left_out["answers to what is not in the file"] == figures["orphan_replies"]
    hours = figures["first_response_hours"]
    assert f"median {hours['median']:.4f}, mean {hours['mean']:.4f}" in found.figures[1]
