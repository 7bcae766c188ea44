"""What failed as a sentence, for every output that says it."""

from tpaudit.results.claims import Claim
from tpaudit.results.plan import Recommendation
from tpaudit.showing.text.translate import Translate


def claim_words(claim: Claim, say: Translate) -> str:
    """Return what failed: the words for it, else the answer and the question, as in “No: Is it clean?”.

    What only falls short is the question alone, as an answer such as 80 % is no claim.
    """
    if claim.text or not claim.fails:
        return claim.text or claim.question
    answer = say(claim.answer) if claim.answer.isascii() else claim.answer
    return say("{name}: {text}", name=answer[:1].upper() + answer[1:], text=claim.question)


def what_is_wrong(advice: Recommendation, say: Translate) -> str:
    """Return what is wrong where something could be fixed."""
    return claim_words(advice.claim, say) if advice.claim else advice.what
