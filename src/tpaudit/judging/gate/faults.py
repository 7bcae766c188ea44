"""Faults: what the rules share that find a touchpoint broken."""

from typing import Final

from tpaudit.documents.checklist import FINDINGS
from tpaudit.judging.gate.cases import touch_result
from tpaudit.results.message import Figure, Message, MessageValue
from tpaudit.results.scorecard import Fault, TouchpointScore
from tpaudit.results.verdict import Result

FaultKey = tuple[str | None, ...]


def fault_key(fault: Fault) -> FaultKey:
    """Return what a fault is about: the same on both sides, however many observations fail."""
    return (
        "item" if fault.item else fault.kind,
        fault.item,
        fault.promise,
        fault.by,
        fault.finding,
        fault.section,
    )


def fault_result(rule: str, touch_id: str, touch: TouchpointScore, fault: Fault) -> Result:
    """Return a result about a fault of a touchpoint."""
    below = fault.item or (f"{FINDINGS}.{fault.finding}" if fault.finding else "")
    below = below or fault.section or ""
    address = f"{touch_id}/{below}" if below else touch_id
    result = touch_result(rule, fault.kind, address, touch)
    result.file, result.line = fault.file, fault.line
    result.new = touch.items[fault.item].score if fault.item else touch.score
    result.claim = fault.claim
    result.count, result.of = fault.failing, fault.of
    result.about = fault.item or (f"{fault.promise} ({fault.by})" if fault.promise else "")
    if fault.promise:
        result.expected, result.other = fault.promised or fault.promise, fault.by_name or fault.by or ""
    if fault.section:
        section = touch.sections[fault.section]
        result.new, result.limit, result.about = section.score, section.minimum, section.name
    if fault.finding:
        result.about = fault.note or fault.finding
    return result


_MUST: Final = "it fails in {count} of {of} observations"
_FAILS: Final = "{count} of {of} observations got an answer that fails the touchpoint"


_PROMISE: Final = "its promise “{promise}” is not kept by {by}"
_SECTION: Final = "{section} scores {score}; expected {limit} at least"


def fault_message(result: Result) -> Message:
    """Return what the fault is."""
    if result.kind == "missing":
        return Message(phrase="it should exist and does not")
    if result.kind == "promise":
        return Message(phrase=_PROMISE, values={"promise": result.expected, "by": result.other})
    if result.kind == "section":
        values: dict[str, MessageValue] = {
            "score": Figure(value=result.new, limit=result.limit),
            "limit": Figure(value=result.limit),
        }
        return Message(phrase=_SECTION, values={**values, "section": result.about})
    if result.kind == "finding":
        return Message(phrase="a critical problem: {about}", values={"about": result.about})
    phrase = _MUST if result.kind == "must" else _FAILS
    count, of = result.count or 0, result.of or 0
    return Message(phrase=phrase, one=phrase, number=of, values={"count": count, "of": of})
