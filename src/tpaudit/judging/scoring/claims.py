"""Claims: what an item found, as a sentence: what somebody noted, or what the checklist says of such an answer."""

from collections.abc import Sequence

from tpaudit.documents.asked import Observed
from tpaudit.documents.checklist import PASS, Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.questions import bare_question
from tpaudit.documents.text import comma, say
from tpaudit.results.claims import Claim

_FULL = 100.0


def shortfall(item: Item, counting: Sequence[Observed], languages: Sequence[str]) -> Claim | None:
    """Return what falls short: of the observations below 50 points, else of those below 100, the newest.

    None where all earn 100 points, and of a wow item, whose absence is no fault.
    """
    below = [observed for observed in counting if (observed.answer.score or 0.0) < _FULL - TOLERANCE]
    if not below or item.wow:
        return None
    failing = [observed for observed in below if (observed.answer.score or 0.0) < PASS - TOLERANCE]
    return claim_of(item, failing or below, languages, fails=bool(failing))


def strength(item: Item, counting: Sequence[Observed], languages: Sequence[str]) -> str | None:
    """Return what is good: the words of the newest observation of 100 points, else those of the checklist.

    Of a wow item 50 points do. None where nothing is, or nobody has words for it.
    """
    least = PASS if item.wow else _FULL
    good = [observed for observed in counting if (observed.answer.score or 0.0) >= least - TOLERANCE]
    if not good or (len(good) < len(counting) and not item.wow):
        return None
    return _words(_newest(good), languages) or say(item.strength, languages) or None


def claim_of(
    item: Item, failing: Sequence[Observed], languages: Sequence[str], *, fails: bool = True
) -> Claim:
    """Return the claim that some observations make, in the words of the newest; `fails` says that they fail."""
    newest = _newest(failing)
    noted = _words(newest, languages)
    fault = say(item.shortfall, languages) if fails else ""
    return Claim(
        text=noted or fault or None,
        answer=answer_label(item, newest, languages) or newest.text,
        question=bare_question(say(item.ask, languages)),
        fails=fails,
        kind=item.answer,
        fault=fault or None if noted else None,
        noted=bool(noted),
        alike=len({_meant(observed) for observed in failing}) == 1,
        ends=_ends(failing),
    )


def _meant(observed: Observed) -> object:
    """Return what tells an answer from another one, however it is written."""
    answer = observed.answer
    return answer.meanings if answer.value is None and answer.meanings else (answer.value, observed.text)


def _ends(failing: Sequence[Observed]) -> list[str]:
    """Return the least and the most that was measured, as it was written; empty where something was not measured."""
    measured = [(value, seen.text) for seen in failing if (value := seen.answer.value) is not None]
    if len(measured) < len(failing) or len({value for value, _ in measured}) == 1:
        return []
    return [min(measured)[1], max(measured)[1]]


def answer_label(item: Item, observed: Observed, languages: Sequence[str]) -> str | None:
    """Return how the checklist writes an answer: an option by its label, yes and no in English; else None."""
    meanings = observed.answer.meanings
    if not meanings or observed.answer.value is not None:
        return None
    return comma(next(iter(languages), "")).join(_label(item, meaning, languages) for meaning in meanings)


def _label(item: Item, meaning: str, languages: Sequence[str]) -> str:
    option = item.options.get(meaning)
    return meaning if option is None else say(option.label, languages) or meaning


def _newest(observed: Sequence[Observed]) -> Observed:
    """Return the newest observation; of those of one moment the later in the files."""
    newest = observed[0]
    for seen in observed[1:]:
        if (seen.on or "") >= (newest.on or ""):
            newest = seen
    return newest


def _words(observed: Observed, languages: Sequence[str]) -> str:
    """Return the note or else the quote of an observation on one line, empty if it has none."""
    if observed.note is None and not observed.evidence:
        return ""
    quotes = (say(piece.quote, languages) for piece in observed.evidence)
    words = say(observed.note, languages) or next(filter(None, quotes), "")
    return " ".join(words.split())
