"""A scorecard in words: why a touchpoint is broken, and in how many observations."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tpaudit.documents.questions import QUESTION_MARKS, bare_question
from tpaudit.results.claims import Claim
from tpaudit.results.net_promoter import NetPromoter
from tpaudit.results.scorecard import Fault, ItemScore, Scorecard
from tpaudit.results.standing import Standing
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.insights import without_stop
from tpaudit.showing.text.translate import Translate

if TYPE_CHECKING:
    from tpaudit.results.plan import Recommendation

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
    words = claim_words if addressed else told_words
    return say("{text} ({more})", text=words(fault.claim, say), more=of)


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
    answer = say(claim.answer) if claim.answer.isascii() else claim.answer
    return answered(claim.question, Locale(say.language).answer(answer, claim.kind), say)


def answered(question: str, answer: str, say: Translate) -> str:
    """Return a question with its answer behind it."""
    if not question.endswith(QUESTION_MARKS):
        return say("{name}: {text}", name=question, text=answer)
    space = "" if question.endswith(_WIDE) else " "
    return f"{question}{space}{answer[:1].upper()}{answer[1:]}"


def told_words(claim: Claim, say: Translate) -> str:
    """Return what failed with what somebody noted of it: a note such as `Friday, at half past seven` is no fault."""
    if claim.fault is None or claim.text is None:
        return claim_words(claim, say)
    return say("{name}: {text}", name=without_stop(claim.fault), text=claim.text)


def failed_words(claim: Claim | None, say: Translate) -> str:
    """Return what failed or was noted; empty where nothing fails and nobody has words for it."""
    return claim_words(claim, say) if claim is not None and (claim.text or claim.fails) else ""


def failing_words(card: Scorecard, address: str, places: int, say: Translate) -> str:
    """Return what fails at so many places, with its touchpoint: at one as it was noted there, else as it was asked."""
    touch_id, _, below = address.partition("/")
    touch = card.links()[touch_id]
    finding = touch.findings.get(below.removeprefix("findings."))
    if finding is not None:
        return say("{name}: {text}", name=touch.name, text=finding.says.strip())
    item = touch.items[below]
    noted = failed_words(item.shortfall, say) if places == 1 else ""
    return say("{name}: {text}", name=touch.name, text=noted or bare_question(item.ask))


def delight_words(item: ItemScore) -> str:
    """Return what delights: the words for it, else the question without its instruction."""
    return item.strength or bare_question(item.ask)


def what_is_wrong(advice: "Recommendation", say: Translate) -> str:
    """Return what is wrong where something could be fixed."""
    return claim_words(advice.claim, say) if advice.claim else advice.what
