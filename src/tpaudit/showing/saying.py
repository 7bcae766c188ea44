"""Saying: what each result of the gate is in words, and what a person may do about it."""

from collections.abc import Callable
from typing import Final

from tpaudit.judging.comparing import Moved
from tpaudit.judging.verdict import Result, WaiverShown
from tpaudit.showing.figures import rounded

FEW: Final = 6
"""How many answers of one item are written out before the rest is counted."""

HELP: Final = {
    "regression": "What customers meet at a touchpoint got worse: answers to questions that were scored before and "
    "are scored now. Other touchpoints that rose do not make up for it. Mend it, or waive the item for a while.",
    "item": "One question is answered worse than before, even if others are answered better.",
    "broken": "A touchpoint is newly broken: a must fails, an answer fails it, it is missing, or its promise is broken.",
    "removed": "What was scored before is not scored any more: a touchpoint, an item, an observation or a whole audit. "
    "Answer it again, say `was:` where it has a new name, or waive it.",
    "floor": "A score lies below the floor that the workspace sets.",
    "coverage": "Less was assessed than the workspace asks for.",
    "na": "More of a touchpoint is said not to apply than the workspace allows, or it is said without a note.",
    "stale": "The newest observation of an item is older than its `valid_for`.",
    "yardstick": "A score moved because questions, weights, curves, standards or importances did; no answer did.",
    "consistency": "Touchpoints say different things: another fact than the audit lists, or a promise that another "
    "touchpoint does not keep.",
    "gap": "Something that customers need is not there: an expected touchpoint, an answer, a stage; or there are too "
    "few or too many contacts.",
    "waiver": "A waiver is over, is about to be, or has nothing to waive.",
}
"""What each rule is about, for the outputs that explain rules."""


def says(result: Result) -> str:
    """Return what a result says, in one sentence without its address."""
    place = f" at {result.place}" if result.place else ""
    return _SAY[result.rule](result) + place


def moves(one: Moved) -> str:
    """Return how an item moved: its answers, then and now."""
    return f"{_answers(one.old_answers)} → {_answers(one.new_answers)}"


def waives(one: WaiverShown) -> str:
    """Return what protects a result, or would."""
    return f"waived until {one.until} by {one.approved_by}: {one.reason}"


def _answers(answers: list[str]) -> str:
    more = f", ... ({len(answers)})" if len(answers) > FEW else ""
    return ", ".join(answers[:FEW]) + more if answers else "open"


def change(value: float) -> str:
    """Write a difference with its sign, so that what is not zero does not look like it."""
    text = f"{value:+.1f}"
    if float(text) == 0.0:
        return "0.0" if abs(value) < 1e-9 else f"{value:+.1g}"  # noqa: PLR2004 - the tolerance of every comparison
    return text


def _fell(result: Result) -> str:
    fell = (result.new or 0.0) - (result.old or 0.0)
    allowed = f"; at most {rounded(result.limit)} is allowed" if result.limit else ""
    return (
        f"fell from {rounded(result.old)} to {rounded(result.new)} by its answers ({change(fell)}{allowed})"
    )


def _regression(result: Result) -> str:
    return _fell(result) + (_unsettled(result) if result.kind == "unsettled" else "")


def _item(result: Result) -> str:
    answers = "".join(f": {moves(one)}" for one in result.items or ())
    fell = f"fell from {rounded(result.old)} to {rounded(result.new)}{answers}"
    return fell + (_unsettled(result) if result.kind == "unsettled" else "")


def _unsettled(result: Result) -> str:
    if result.count is None:
        return "; so few observations do not settle it, and those before spread too widely for more to do so"
    more = "one more observation" if result.count == 1 else f"{result.count} more observations"
    return f"; so few observations do not settle it: {more} like these would"


def _broken(result: Result) -> str:
    return f"is newly broken: {_fault(result)}"


def _fault(result: Result) -> str:
    if result.kind == "missing":
        return "it does not exist, and customers expect it"
    if result.kind == "promise":
        return f"a promise is not kept, {result.about}"
    many = f"{result.count} of {result.of} observations"
    return (
        f"it fails in {many}" if result.kind == "must" else f"{many} got an answer that fails the touchpoint"
    )


_REMOVED: Final = {
    "audit": "was an audit that {scored} and is not there any more; expected it, or one with the same id",
    "touchpoint": "{scored} and is not there any more; expected it, or `was:` on what it has become",
    "merged": "{scored} and is gone into {about}, which is compared with what it was itself",
    "unscored": "{scored} as missing and is not scored any more; expected `missing`, or an answer",
    "item": "{scored} and is {about} now; expected an answer, or a waiver",
    "dropped": "{scored} and is not asked any more; expected the question, or a waiver",
    "observation": "{scored}, and an observation was taken away without a newer one; expected all of them",
}


def _removed(result: Result) -> str:
    scored = "was audited" if result.old is None else f"scored {rounded(result.old)}"
    return _REMOVED[result.kind].format(scored=scored, about=result.about)


def _floor(result: Result) -> str:
    return f"scores {rounded(result.new, _limits(result))}; expected {rounded(result.limit)} at least"


def _limits(result: Result) -> tuple[float, ...]:
    return () if result.limit is None else (result.limit,)


def _coverage(result: Result) -> str:
    share = rounded(result.new, _limits(result))
    return f"{share} % is assessed; expected {rounded(result.limit)} % at least"


def _na(result: Result) -> str:
    if result.kind == "note":
        return "is n/a without a note; expected a note that says why"
    return f"{rounded(result.new)} % of its weight is n/a; expected {rounded(result.limit)} % at most"


def _yardstick(result: Result) -> str:
    if result.kind not in ("moved", "importance"):
        return f"is broken by the rules alone: {_fault(result)}"
    weighs = f"weighs otherwise: importance {result.about}" if result.about else ""
    if result.kind == "importance":
        return weighs
    fell = (result.new or 0.0) - (result.old or 0.0)
    moved = f"went from {rounded(result.old)} to {rounded(result.new)} by the rules alone ({change(fell)})"
    return f"{moved}; {weighs}" if weighs else moved


def _consistency(result: Result) -> str:
    if result.kind == "promise":
        return f"does not keep {result.about}, “{result.expected}” ({result.beside}): {result.said}"
    return f"says “{result.said}” of {result.about}; expected “{result.expected}” ({result.beside})"


_GAPS: Final = {
    "expected": "is expected by the journey and is not there",
    "silence": "does not come, and leaves customers in the dark",
    "stage": "has no touchpoint",
    "unscored": "has nothing that is scored",
    "too-few": "has too few contacts ({count})",
    "too-many": "has too many contacts ({count})",
}


def _waiver(result: Result) -> str:
    if result.kind == "expired":
        return f"has a waiver that ended on {result.about}; expected the fault mended, or a later day"
    if result.kind == "nothing":
        return "has a waiver and is not there; expected the address of a touchpoint or item"
    days = {0: "today", 1: "tomorrow"}.get(result.count or 0, f"in {result.count} days")
    return f"has a waiver that ends {days}, on {result.about}"


_SAY: Final[dict[str, Callable[[Result], str]]] = {
    "regression": _regression,
    "item": _item,
    "broken": _broken,
    "removed": _removed,
    "floor": _floor,
    "coverage": _coverage,
    "na": _na,
    "stale": lambda result: f"was seen last on {result.about}, which is longer ago than it is valid for",
    "yardstick": _yardstick,
    "consistency": _consistency,
    "gap": lambda result: _GAPS[result.kind].format(name=result.name, count=result.count),
    "waiver": _waiver,
}
