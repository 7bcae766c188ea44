"""Messages of an mbox file: who wrote when, in answer to what; nothing else of them is kept."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_tz
from typing import Final, NamedTuple

from tpaudit.documents.worded import Worded
from tpaudit.reading.imports.json_file import unusable

_START: Final = b"From "
"""How the line begins that stands before a message; within a text it is written with a sign before it."""
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD: Final = 65_536
_MOST_MESSAGES: Final = 100_000
_ID: Final = re.compile(r"<([^<>\s]{1,500})>")
_MOST_REFERENCES: Final = 200
_YEARS: Final = range(1970, 2200)
_LONGEST_DATE: Final = 100
_LONGEST_FROM: Final = 1_000
_AUTOMATIC_HEADERS: Final = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-failed-recipients")
_DAEMONS: Final = ("mailer-daemon", "postmaster", "no-reply", "noreply")
_FURTHEST_ZONE: Final = 24 * 3600


class Mail(NamedTuple):
    """One message."""

    number: int
    """Its place in the file, from 1."""
    message_id: str
    answers: tuple[str, ...]
    """The ids of what it answers, the nearest first; nothing for one that starts a thread."""
    sender: str
    """The address alone, in small letters; for comparison, never for a file."""
    sent: datetime | None
    """In the zone of the writer's clock; None if the message has no date that can be read."""
    automatic: bool


def messages(file: str, source: bytes) -> list[Mail]:
    """Return the messages of an mbox in the order of the file; raises InputError for what is none."""
    if source.count(b"\n" + _START) >= _MOST_MESSAGES:
        raise unusable(
            file,
            "there are too many messages in it",
            Worded("at most {most_messages}", most_messages=_MOST_MESSAGES),
        )
    starts = list(_starts(source))
    if not starts:
        raise unusable(
            file, "no message begins in it", "an mbox, whose messages begin with a line `From ...`"
        )
    parser = BytesHeaderParser(policy=compat32)
    return [
        _mail(number, parser.parsebytes(_head(source, start, end)))
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(source)], strict=True), 1)
    ]


def _starts(source: bytes) -> Iterator[int]:
    """Yield where messages begin: at the start of the file, and behind an empty line."""
    if source.startswith(_START):
        yield 0
    position = source.find(b"\n" + _START)
    while position >= 0:
        before = source[max(0, position - 2) : position]
        if before.endswith((b"\n", b"\n\r")):
            yield position + 1
        position = source.find(b"\n" + _START, position + 1)


def _head(source: bytes, start: int, end: int) -> bytes:
    """Return the head of a message, without the line that stands before it."""
    start = source.find(b"\n", start, end) + 1 or end
    end = min(end, start + _LONGEST_HEAD)
    blank = _END_OF_HEAD.search(source, start, end)
    return source[start : blank.start() if blank else end]


def _mail(number: int, head: Message) -> Mail:
    ids = _ids(head, "message-id")
    return Mail(
        number=number,
        message_id=ids[0] if ids else f"message {number}",
        answers=tuple(dict.fromkeys((*_ids(head, "in-reply-to")[:1], *reversed(_ids(head, "references"))))),
        sender=_sender(head),
        sent=_sent(_said(head, "date")),
        automatic=_is_automatic(head),
    )


def _said(head: Message, name: str) -> str:
    """Return what a header says, whatever its bytes are; empty if it is not there."""
    return str(head.get(name, ""))[:_LONGEST_HEAD]


def _ids(head: Message, name: str) -> list[str]:
    return _ID.findall(_said(head, name))[-_MOST_REFERENCES:]


def _sender(head: Message) -> str:
    """Return the address of a writer: what stands in angle brackets, else the first word with an @."""
    said = _said(head, "from")[:_LONGEST_FROM]
    if "<" in said:
        return said.rpartition("<")[2].partition(">")[0].strip().lower()
    return next((word for word in said.lower().split() if "@" in word), said.strip().lower())


def _sent(text: str) -> datetime | None:
    """Return the moment that a header says; one without a zone is UTC, as RFC 5322 has it."""
    try:
        parts = parsedate_tz(text) if len(text) <= _LONGEST_DATE else None
        if parts is None or parts[0] not in _YEARS:
            return None
        offset = parts[9] or 0
        zone = timezone(timedelta(seconds=offset)) if abs(offset) < _FURTHEST_ZONE else UTC
        return datetime(*parts[:6], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_automatic(head: Message) -> bool:
    """Tell what a program sent: a receipt, an out-of-office note, a bounce (RFC 3834 and what came before it)."""
    submitted = _said(head, "auto-submitted").partition(";")[0].strip().lower()
    precedence = _said(head, "precedence").strip().lower()
    from_list = head.get("list-id") is not None or head.get("list-post") is not None
    return (
        submitted not in ("", "no")
        or precedence in ("junk", "auto_reply")
        or (precedence == "bulk" and not from_list)
        or _said(head, "return-path").strip() == "<>"
        or _said(head, "content-type").strip().lower().startswith("multipart/report")
        or any(head.get(name) is not None for name in _AUTOMATIC_HEADERS)
        or _sender(head).partition("@")[0] in _DAEMONS
    )
