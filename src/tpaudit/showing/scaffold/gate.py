"""A proposed gate, as text for the workspace file."""

from collections.abc import Iterator

from tpaudit.results.ratchet import Ratchet
from tpaudit.showing.scaffold.audit import comment
from tpaudit.showing.text.translate import Translate


def gate_text(limits: Ratchet, say: Translate) -> str:
    """Return a `gate:` section with the limits, and comments in a language."""
    return "\n".join(_lines(limits, say)) + "\n"


def _lines(limits: Ratchet, say: Translate) -> Iterator[str]:
    yield "gate:"
    yield from comment(say("What the audits reach today; raise a figure when they reach more."), "  ")
    yield "  regression: error"
    yield "  broken: error"
    yield "  removed: error"
    if limits.journey is not None:
        yield "  floor:"
        yield f"    - {{level: error, journey: {limits.journey}}}"
    if limits.touchpoints:
        own = "Each touchpoint's own floor: many small falls, each too small for `regression`, end here."
        yield from comment(say(own), "    ")
    for limit, touchpoints in limits.touchpoints.items():
        yield f"    - {{level: error, touchpoint: {limit}, only: [{', '.join(touchpoints)}]}}"
    if limits.touchpoints:
        yield from comment(say("All others, and those to come."), "    ")
    if limits.touchpoint is not None:
        yield f"    - {{level: error, touchpoint: {limits.touchpoint}}}"
    if limits.exempt:
        low = "These score next to nothing today: a floor comes when they are fixed."
        yield from comment(say(low), "    ")
        yield f"    - {{level: off, only: [{', '.join(limits.exempt)}]}}"
    yield f"  coverage: {{level: error, min: {limits.coverage}}}"
    yield f"  na: {{level: warn, max: {limits.na}}}"
