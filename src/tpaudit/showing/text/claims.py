"""What failed as a sentence, for every output that says it."""

from tpaudit.documents.questions import bare_question
from tpaudit.results.claims import Claim
from tpaudit.results.plan import Recommendation
from tpaudit.results.scorecard import ItemScore
from tpaudit.showing.text.translate import Translate


def claim_words(claim: Claim, say: Translate) -> str:
    """Return what failed: the words for it, else the answer and the question, as in “No: Is it clean?”.

    What only falls short is the question alone, as an answer such as 80 % is no claim.
    """
    if claim.text or not claim.fails:
        return claim.text or claim.question
    answer = say(claim.answer) if claim.answer.isascii() else claim.answer
    return say("{name}: {text}", name=answer[:1].upper() + answer[1:], text=claim.question)


def failed_words(claim: Claim | None, say: Translate) -> str:
    """Return what failed or was noted; empty where nothing fails and nobody has words for it."""
    return claim_words(claim, say) if claim is not None and (claim.text or claim.fails) else ""


def delight_words(item: ItemScore) -> str:
    """Return what delights: the words for it, else the question without its instruction."""
    return item.strength or bare_question(item.ask)


def what_is_wrong(advice: Recommendation, say: Translate) -> str:
    """Return what is wrong where something could be fixed."""
    return claim_words(advice.claim, say) if advice.claim else advice.what
