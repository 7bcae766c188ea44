"""A proposed gate, as text for the workspace file."""

from collections.abc import Iterator

from tpaudit.results.ratchet import Ratchet


def gate_text(limits: Ratchet) -> str:
    """Return a `gate:` section with the limits."""
    return "\n".join(_lines(limits)) + "\n"


def _lines(limits: Ratchet) -> Iterator[str]:
    yield "gate:"
    yield "  # What the audits reach today; raise a figure when they reach more."
    yield "  regression: error"
    yield "  broken: error"
    yield "  removed: error"
    if limits.journey is not None:
        yield "  floor:"
        yield f"    - {{level: error, journey: {limits.journey}}}"
    if limits.touchpoint is not None:
        yield f"    - {{level: error, touchpoint: {limits.touchpoint}}}"
    if limits.exempt:
        yield "    # These score next to nothing today: a floor comes when they are fixed."
        yield f"    - {{level: off, only: [{', '.join(limits.exempt)}]}}"
    yield f"  coverage: {{level: error, min: {limits.coverage}}}"
    yield f"  na: {{level: warn, max: {limits.na}}}"
