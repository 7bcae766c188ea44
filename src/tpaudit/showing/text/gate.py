"""Saying: what each result of the gate is in words, and what a person may do about it.

English goes to programs, and to whoever names no language: what is searched for in logs stays the same.
"""

from collections.abc import Callable, Iterable
from typing import Final

from tpaudit.results.comparison import Moved
from tpaudit.results.verdict import Result, WaiverShown
from tpaudit.showing.text.numbers import rounded
from tpaudit.showing.text.translate import Translate, translator

ENGLISH: Final = translator("en")
_FEW: Final = 6
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
"""What each rule is about, for the outputs that explain rules: programs, so in English."""
_WORDS: Final = frozenset({"yes", "no", "never", "n/a", "open"})
"""Answers and states that are words of ours; every other answer stays as it was written."""


def says(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result says, in one sentence without its address."""
    text = _SAY[result.rule](result, say)
    return say("{text} at {place}", text=text, place=result.place) if result.place else text


def moves(one: Moved, say: Translate = ENGLISH) -> str:
    """Return how an item moved: its answers, then and now."""
    return f"{_answers(one.old_answers, say)} → {_answers(one.new_answers, say)}"


def waives(one: WaiverShown, say: Translate = ENGLISH) -> str:
    """Return what protects a result, or would."""
    names = {"until": one.until, "approved_by": one.approved_by, "reason": one.reason}
    return say("waived until {until} by {approved_by}: {reason}", **names)


def listed(texts: Iterable[str], say: Translate = ENGLISH) -> str:
    """Return several texts as one."""
    return say(", ").join(texts)


def _answers(answers: list[str], say: Translate) -> str:
    if not answers:
        return say("open")
    few = listed((_own(answer, say) for answer in answers[:_FEW]), say)
    more = len(answers) > _FEW
    return say("{answers}, ... ({count})", answers=few, count=len(answers)) if more else few


def _own(text: str, say: Translate) -> str:
    return say(text) if text in _WORDS else text


def change(value: float) -> str:
    """Write a difference with its sign, so that what is not zero does not look like it."""
    text = f"{value:+.1f}"
    if float(text) == 0.0:
        return "0.0" if abs(value) < 1e-9 else f"{value:+.1g}"  # noqa: PLR2004 - the tolerance of every comparison
    return text


def _figures(result: Result) -> dict[str, str]:
    """Return the scores of a result, what lies between them, and the limit, as phrases name them."""
    fell = (result.new or 0.0) - (result.old or 0.0)
    scores = {"old": rounded(result.old), "new": rounded(result.new)}
    return scores | {"change": change(fell), "limit": rounded(result.limit)}


def _regression(result: Result, say: Translate) -> str:
    phrase = (
        "fell from {old} to {new} by its answers ({change}; at most {limit} is allowed)"
        if result.limit
        else "fell from {old} to {new} by its answers ({change})"
    )
    return _unsettled(say(phrase, **_figures(result)), result, say)


def _item(result: Result, say: Translate) -> str:
    answers = "; ".join(moves(one, say) for one in result.items or ())
    phrase = "fell from {old} to {new}: {answers}" if answers else "fell from {old} to {new}"
    return _unsettled(say(phrase, answers=answers, **_figures(result)), result, say)


def _unsettled(text: str, result: Result, say: Translate) -> str:
    """Add how many more observations would settle a fall, where those that there are do not."""
    if result.kind != "unsettled":
        return text
    if result.count is None:
        phrase = "{text}; so few observations do not settle it, and those before spread too widely for more to do so"
        return say(phrase, text=text)
    if result.count == 1:
        phrase = "{text}; so few observations do not settle it: one more observation like these would"
        return say(phrase, text=text)
    one = "{text}; so few observations do not settle it: {count} more observation like these would"
    many = "{text}; so few observations do not settle it: {count} more observations like these would"
    return say(many, one=one, number=result.count, text=text, count=result.count)


def _broken(result: Result, say: Translate) -> str:
    return say("is newly broken: {fault}", fault=_fault(result, say))


def _fault(result: Result, say: Translate) -> str:
    if result.kind == "missing":
        return say("it does not exist, and customers expect it")
    if result.kind == "promise":
        return say("a promise is not kept, {about}", about=result.about)
    phrase = (
        "it fails in {count} of {of} observations"
        if result.kind == "must"
        else "{count} of {of} observations got an answer that fails the touchpoint"
    )
    return say(phrase, one=phrase, number=result.of or 0, count=result.count, of=result.of)


_REMOVED: Final = {
    "audit": "was an audit that {scored} and is not there any more; expected it, or one with the same id",
    "touchpoint": "{scored} and is not there any more; expected it, or `was:` on what it has become",
    "merged": "{scored} and is gone into {about}, which is compared with what it was itself",
    "unscored": "{scored} as missing and is not scored any more; expected `missing`, or an answer",
    "item": "{scored} and is {about} now; expected an answer, or a waiver",
    "dropped": "{scored} and is not asked any more; expected the question, or a waiver",
    "observation": "{scored}, and an observation was taken away without a newer one; expected all of them",
}


def _removed(result: Result, say: Translate) -> str:
    scored = say("was audited") if result.old is None else say("scored {score}", score=rounded(result.old))
    return say(_REMOVED[result.kind], scored=scored, about=_own(result.about, say))


def _floor(result: Result, say: Translate) -> str:
    return say("scores {score}; expected {limit} at least", score=_share(result), limit=rounded(result.limit))


def _share(result: Result) -> str:
    return rounded(result.new, () if result.limit is None else (result.limit,))


def _coverage(result: Result, say: Translate) -> str:
    phrase = "{share} % is assessed; expected {limit} % at least"
    return say(phrase, share=_share(result), limit=rounded(result.limit))


def _na(result: Result, say: Translate) -> str:
    if result.kind == "note":
        return say("is n/a without a note; expected a note that says why")
    phrase = "{share} % of its weight is n/a; expected {limit} % at most"
    return say(phrase, share=rounded(result.new), limit=rounded(result.limit))


def _stale(result: Result, say: Translate) -> str:
    return say("was seen last on {day}, which is longer ago than it is valid for", day=result.about)


def _yardstick(result: Result, say: Translate) -> str:
    if result.kind not in ("moved", "importance"):
        return say("is broken by the rules alone: {fault}", fault=_fault(result, say))
    weighs = say("weighs otherwise: importance {importance}", importance=result.about) if result.about else ""
    if result.kind == "importance":
        return weighs
    moved = say("went from {old} to {new} by the rules alone ({change})", **_figures(result))
    return f"{moved}; {weighs}" if weighs else moved


def _consistency(result: Result, say: Translate) -> str:
    phrase = (
        "does not keep {about}, “{expected}” ({beside}): {said}"
        if result.kind == "promise"
        else "says “{said}” of {about}; expected “{expected}” ({beside})"
    )
    about = result.about if result.kind == "promise" else say(result.about)
    names = {"about": about, "expected": result.expected, "beside": result.beside, "said": result.said}
    return say(phrase, **names)


_GAPS: Final = {
    "expected": "is expected by the journey and is not there",
    "silence": "does not come, and leaves customers in the dark",
    "stage": "has no touchpoint",
    "unscored": "has nothing that is scored",
    "too-few": "has too few contacts ({count})",
    "too-many": "has too many contacts ({count})",
    "too-few-persona": "has too few contacts for {who} ({count})",
    "too-many-persona": "has too many contacts for {who} ({count})",
}


def _gap(result: Result, say: Translate) -> str:
    of_all = _GAPS[result.kind]
    phrase = _GAPS.get(f"{result.kind}-persona", of_all) if result.about else of_all
    return say(phrase, count=result.count, who=result.about)


def _waiver(result: Result, say: Translate) -> str:
    if result.kind == "expired":
        phrase = "has a waiver that ended on {day}; expected the fault mended, or a later day"
        return say(phrase, day=result.about)
    if result.kind == "nothing":
        return say("has a waiver and is not there; expected the address of a touchpoint or item")
    days = result.count or 0
    if days in _SOON:
        return say(_SOON[days], day=result.about)
    one, many = (
        "has a waiver that ends in {count} day, on {day}",
        "has a waiver that ends in {count} days, on {day}",
    )
    return say(many, one=one, number=days, count=days, day=result.about)


_SOON: Final = {
    0: "has a waiver that ends today, on {day}",
    1: "has a waiver that ends tomorrow, on {day}",
}

_SAY: Final[dict[str, Callable[[Result, Translate], str]]] = {
    "regression": _regression,
    "item": _item,
    "broken": _broken,
    "removed": _removed,
    "floor": _floor,
    "coverage": _coverage,
    "na": _na,
    "stale": _stale,
    "yardstick": _yardstick,
    "consistency": _consistency,
    "gap": _gap,
    "waiver": _waiver,
}
