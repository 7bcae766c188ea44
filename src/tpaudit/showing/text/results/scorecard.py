"""A scorecard in words: why a touchpoint is broken, and in how many observations."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tpaudit.documents.answers import scale
from tpaudit.documents.checklist import PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.questions import QUESTION_MARKS, bare_question
from tpaudit.results.claims import Claim
from tpaudit.results.net_promoter import NetPromoter
from tpaudit.results.scorecard import Fault, ItemScore, Scorecard
from tpaudit.results.standing import Standing
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import folded
from tpaudit.showing.text.results.insights import without_stop
from tpaudit.showing.text.translate import Translate

if TYPE_CHECKING:
    from tpaudit.results.plan import Recommendation

_YES_NO: Final = "yes-no"
_NUMBER: Final = "number"
"""Of a number alone, without its question, nobody knows what was counted."""
_OVER: Final = ">"
_WIDE: Final = "？"
"""A mark behind which no blank stands."""


def fault_words(fault: Fault, say: Translate, *, addressed: bool = False) -> str:
    """Return why a touchpoint is broken; ids stand where a scorecard of an earlier version has no names.

    `addressed` has the item's address beside what fails, to be typed next.
    """
    if fault.kind == "finding":
        text = say("critical problem: {text}", text=(fault.note or "").strip())
        return say("{text} ({more})", text=text, more=fault.place_name) if fault.place_name else text
    if fault.kind == "section":
        return say("section {section} lies below its minimum", section=fault.section_name or fault.section)
    if fault.kind == "missing":
        return say("should exist and does not")
    if fault.kind == "promise":
        promise = without_stop(fault.promised or fault.promise or "")
        return say(
            "its promise “{promise}” is not kept by {by}", promise=promise, by=fault.by_name or fault.by
        )
    if fault.claim is None:
        return _counted(fault, say)
    of = (
        _counted(fault, say)
        if addressed
        else observations(fault, "{failing} of {of} observation", "{failing} of {of} observations", say)
    )
    return say("{text} ({more})", text=told_words(fault.claim, say), more=of)


def no_score_words(standing: Standing, say: Translate) -> str:
    """Return why there is no score."""
    if not standing.applies:
        return say("No score: none of the questions applies.")
    if standing.answered:
        return say("No score yet: nothing that was answered is scored.")
    return say("No score yet: nothing is answered.")


def benchmark_words(card: Scorecard, say: Translate, write: Callable[[float | None], str]) -> str:
    """Return what the places that stand beside score; empty if there are none."""
    names = [
        say("{name}: {text}", name=group.name or place, text=write(group.score))
        for place, group in card.benchmarks.items()
    ]
    return say("Beside it, and not in the score: {names}.", names=apart(names, say.language)) if names else ""


def nps_words(figure: NetPromoter, say: Translate, write: Callable[[float], str]) -> str:
    """Return a net promoter score with its counts and its interval; `write` writes a figure."""
    return say(
        "NPS {score} ({promoters} promoters, {passives} passives, {detractors} detractors); 95 % interval "
        "{low} to {high}",
        score=write(figure.score),
        promoters=figure.promoters,
        passives=figure.passives,
        detractors=figure.detractors,
        low=write(figure.low),
        high=write(figure.high),
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


def claim_words(claim: Claim, say: Translate) -> str:
    """Return what failed: the words for it, else the question and the answer, as in “Is it clean? No”.

    What only falls short is the question alone, as an answer such as 80 % is no claim.
    """
    if claim.text or not claim.fails:
        return claim.text or claim.question
    return _asked(claim, say)


def holding_words(claim: Claim, say: Translate) -> str:
    """Return what holds for everything that falls short: the checklist's words, else the question.

    Behind the question stands the answer that all gave, or between what and what all lie. Notes are left to those who
    made them.
    """
    return _in_the_checklist(claim) or _asked(claim, say)


def says_the_answer(claim: Claim) -> bool:
    """Tell whether what holds for everything says what each answered, or need not: it has the words for it."""
    if _in_the_checklist(claim) is None:
        return claim.alike
    return claim.kind == _YES_NO or scale(claim.kind) is not None or (claim.alike and claim.kind == _NUMBER)


def ends_beside(claim: Claim, say: Translate) -> str:
    """Return between what and what the answers lie, where the checklist's words do not say so; else empty."""
    return "" if says_the_answer(claim) or _in_the_checklist(claim) is None else _between(claim, say)


def _between(claim: Claim, say: Translate) -> str:
    """Return between what and what the answers lie; empty where all are alike, or something was not measured."""
    if not claim.ends:
        return ""
    least, most = claim.ends
    phrase = "{low} to over {high}" if most.startswith(_OVER) else "{low} to {high}"
    high = _written(most.removeprefix(_OVER).strip(), claim, say)
    return say(phrase, low=_written(least, claim, say), high=high)


def _in_the_checklist(claim: Claim) -> str | None:
    """Return what the checklist says of such an answer; None where it says nothing."""
    return claim.fault or (None if claim.noted else claim.text)


def _asked(claim: Claim, say: Translate) -> str:
    """Return the question with the answer that all gave, or between what and what the answers lie, or alone."""
    answer = _written(claim.answer, claim, say) if claim.alike else _between(claim, say)
    return answered(claim.question, answer, say) if answer else claim.question


def _written(answer: str, claim: Claim, say: Translate) -> str:
    return Locale(say.language).answer(say(answer) if answer.isascii() else answer, claim.kind)


def answered(question: str, answer: str, say: Translate) -> str:
    """Return a question with its answer behind it."""
    if not question.endswith(QUESTION_MARKS):
        return say("{name}: {text}", name=without_stop(question), text=answer)
    space = "" if question.endswith(_WIDE) else " "
    return f"{question}{space}{answer[:1].upper()}{answer[1:]}"


def told_words(claim: Claim, say: Translate) -> str:
    """Return what failed with what somebody noted of it: a note such as `Friday, at half past seven` is no fault."""
    what, noted = holding_words(claim, say), claim.noted or claim.fault is not None
    return answered(without_stop(what), claim.text, say) if noted and claim.text else what


def failed_words(claim: Claim | None, say: Translate) -> str:
    """Return what failed or was noted; empty where nothing fails and nobody has words for it."""
    return claim_words(claim, say) if claim is not None and (claim.text or claim.fails) else ""


def failing_words(card: Scorecard, address: str, say: Translate, place: str | None = None) -> str:
    """Return what fails at places, with its touchpoint; of one place, given by its id, with what was noted there."""
    touch_id, _, below = address.partition("/")
    touch = card.links()[touch_id]
    finding = touch.findings.get(below.removeprefix("findings."))
    if finding is not None:
        return say("{name}: {text}", name=touch.name, text=finding.says.strip())
    item = touch.items[below]
    claim = item.shortfall
    what = (_in_the_checklist(claim) if claim else None) or bare_question(item.ask)
    note = _noted_at(item, place) if place is not None else ""
    text = answered(without_stop(what), note, say) if note else what
    return say("{name}: {text}", name=touch.name, text=text)


def places_words(failing: int, of: int, say: Translate) -> str:
    """Return at how many places something fails."""
    many, one = "fails at {count} of {all} places", "fails at {count} of {all} place"
    return say(many, one=one, number=of, count=failing, all=of)


def _noted_at(item: ItemScore, place: str) -> str:
    """Return the newest note or quote of what failed at a place, or where nobody said at which."""
    failing = [
        seen
        for seen in item.observations
        if seen.counts and (seen.place or "") == place and (seen.score or 0.0) < PASS - TOLERANCE
    ]
    for seen in sorted(failing, key=lambda seen: seen.on or "", reverse=True):
        quotes = (piece.quote for piece in seen.evidence if piece.quote)
        words = folded(seen.note or next(quotes, ""))
        if words:
            return words
    return ""


def delight_words(item: ItemScore) -> str:
    """Return what delights: the words for it, else the question without its instruction."""
    return item.strength or bare_question(item.ask)


def what_is_wrong(advice: "Recommendation", say: Translate) -> str:
    """Return what is wrong where something could be fixed."""
    return claim_words(advice.claim, say) if advice.claim else advice.what
