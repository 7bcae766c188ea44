"""Span: whether what is counted together was seen at about the same time."""

from datetime import date
from functools import lru_cache
from typing import Final

from tpaudit.documents.asked import Asked
from tpaudit.documents.durations import in_words
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.reading.diagnostics import Diagnostics

_DAY: Final = 86400.0


def check_span(audit: LoadedAudit, diagnostics: Diagnostics) -> None:
    """Warn of the item whose answers lie furthest apart in time, where that is more than the audit allows."""
    spans = [
        (_days(asked), f"{touch.id}/{asked.question.address}")
        for touch in audit.touches
        for asked in touch.asked.values()
        if len(asked.observed) > 1 and len({seen.on for seen in asked.observed}) > 1
    ]
    (apart, first, last), address = max(spans, default=((0, "", ""), ""))
    if apart * _DAY > audit.audit.audit.span:
        key = "since" if audit.audit.audit.since else "date"
        message = Worded(
            "answers to {address} from {first} to {last} count together, {apart} days apart; expected {span} at most: raise `since`, start a new wave (tpaudit init --follows), or allow more with `span` beside it",
            address=address,
            first=first,
            last=last,
            apart=apart,
            span=in_words(audit.audit.audit.span),
        )
        diagnostics.warn(("audit", key), message)


def _days(asked: Asked) -> tuple[int, str, str]:
    """Return how many days lie between the first and the last answer that counts, and those days."""
    days = [seen.on[:10] for seen in asked.counting() if seen.on]
    if not days:
        return 0, "", ""
    first, last = min(days), max(days)
    return (0 if first == last else _number(last) - _number(first)), first, last


@lru_cache(maxsize=4096)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
