"""A scorecard in words: what is broken, and in how many visits."""

from tpaudit.results.scorecard import Fault
from tpaudit.showing.text.translate import Translate


def fault_words(fault: Fault, say: Translate) -> str:
    """Say why a touchpoint is broken."""
    if fault.kind == "missing":
        return say("does not exist, and customers expect it")
    if fault.kind == "promise":
        return say("its promise {promise} is not kept by {by}", by=fault.by, promise=fault.promise)
    if fault.kind == "fails":
        one = "{item} got an answer that fails it in {failing} of {of} visit"
        return visits(fault, one, "{item} got an answer that fails it in {failing} of {of} visits", say)
    return visits(
        fault, "{item} fails in {failing} of {of} visit", "{item} fails in {failing} of {of} visits", say
    )


def visits(fault: Fault, one: str, many: str, say: Translate) -> str:
    """Say something of the visits that found a fault."""
    names = {"item": fault.item, "failing": fault.failing, "of": fault.of}
    return say(many, one=one, number=fault.of, **names)
