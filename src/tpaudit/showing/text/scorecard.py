"""A scorecard in words: why a touchpoint is broken, and in how many observations."""

from tpaudit.results.scorecard import Fault
from tpaudit.showing.text.claims import claim_words
from tpaudit.showing.text.translate import Translate


def fault_words(fault: Fault, say: Translate) -> str:
    """Return why a touchpoint is broken."""
    if fault.kind == "missing":
        return say("does not exist, and customers expect it")
    if fault.kind == "promise":
        return say("its promise {promise} is not kept by {by}", by=fault.by, promise=fault.promise)
    counted = _counted(fault, say)
    return (
        say("{text} ({more})", text=claim_words(fault.claim, say), more=counted) if fault.claim else counted
    )


def _counted(fault: Fault, say: Translate) -> str:
    """Return which item fails, in how many observations."""
    if fault.kind == "fails":
        one = "{item} got an answer that fails it in {failing} of {of} observation"
        return observations(
            fault, one, "{item} got an answer that fails it in {failing} of {of} observations", say
        )
    one = "{item} fails in {failing} of {of} observation"
    return observations(fault, one, "{item} fails in {failing} of {of} observations", say)


def observations(fault: Fault, one: str, many: str, say: Translate) -> str:
    """Return a phrase with the number of observations that found a fault; `one` and `many` are its forms."""
    names = {"item": fault.item, "failing": fault.failing, "of": fault.of}
    return say(many, one=one, number=fault.of, **names)
