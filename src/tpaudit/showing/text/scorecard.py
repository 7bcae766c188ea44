"""A scorecard in words: why a touchpoint is broken, and in how many visits."""

from tpaudit.results.scorecard import Fault
from tpaudit.showing.text.translate import Translate


def fault_words(fault: Fault, say: Translate, place: str = "") -> str:
    """Return why a touchpoint is broken; `place` is where a critical problem was found."""
    if fault.kind == "finding":
        text = say("critical problem: {text}", text=fault.note)
        return say("{text} ({more})", text=text, more=place) if place else text
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
    """Return a phrase with the number of visits that found a fault; `one` and `many` are its forms."""
    names = {"item": fault.item, "failing": fault.failing, "of": fault.of}
    return say(many, one=one, number=fault.of, **names)
