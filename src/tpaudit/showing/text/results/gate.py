"""What each result of the gate says in words, and what protects it.

English goes to programs, and to whoever names no language: what is searched for in logs stays the same.
"""

from collections.abc import Iterable
from typing import Final

from tpaudit.documents.scalars import is_day
from tpaudit.documents.worded import Listing, Worded
from tpaudit.results.claims import Claim
from tpaudit.results.comparison import Moved
from tpaudit.results.message import Difference, Figure, Message, MessageState, MessageValue, Term
from tpaudit.results.verdict import Result, WaiverShown
from tpaudit.showing.text.figures.marks import apart
from tpaudit.showing.text.figures.numerals import in_units, numeral
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import change, rounded
from tpaudit.showing.text.results.scorecard import answered, failed_words
from tpaudit.showing.text.translate import ENGLISH, Translate, translator

_FEW: Final = 6
"""How many answers of one item are written out before the rest is counted."""
_WORDS: Final = frozenset({"yes", "no", "never", "n/a", "none", "open"})
"""Answers and states that are words of ours; every other answer stays as it was written."""


def says(result: Result, say: Translate = ENGLISH) -> str:
    """Return what a result says, without its address: what is wrong, and what was observed."""
    text = apart((result_in_words(part, say) for part in result.message), say.language)
    text = (
        say("{text} at {place}", text=text, place=result.place_name or result.place) if result.place else text
    )
    return with_claim(text, result.claim, say)


def with_claim(text: str, claim: Claim | None, say: Translate = ENGLISH) -> str:
    """Return a text about an item and what failed at it, if anything did."""
    failed = failed_words(claim, say)
    return say("{name}: {text}", name=text, text=failed) if failed else text


def names_its_items(result: Result) -> bool:
    """Tell whether a result's message has the answers of its items already."""
    return any(_has_answers(part) for part in result.message)


def _has_answers(value: MessageValue) -> bool:
    if isinstance(value, Message):
        return any(_has_answers(inner) for inner in value.values.values())
    return isinstance(value, tuple) and bool(value)


def result_in_words(message: Message, say: Translate = ENGLISH) -> str:
    """Return a message in a language."""
    values = {name: value_in_words(value, say) for name, value in message.values.items()}
    return say(message.phrase, one=message.one, number=message.number, **values)


def value_in_words(value: MessageValue, say: Translate) -> str:
    """Return a value of a message as it is written."""
    match value:
        case Message():
            return result_in_words(value, say)
        case Figure(value=figure, limit=limit):
            return numeral(rounded(figure, () if limit is None else (limit,)), say.language)
        case Difference(value=difference):
            return numeral(change(difference), say.language)
        case Term(text=text) | MessageState(text=text):
            return _own(text, say) if isinstance(value, MessageState) else Locale(say.language).word(text)
        case tuple():
            return apart((moves(item, say) for item in value), say.language)
        case _:
            return _text(str(value) if isinstance(value, int) else value, say)


def _text(text: str, say: Translate) -> str:
    """Return a text that is a value of a message: what has words of ours, or a list's commas, in the language."""
    if isinstance(text, Listing):
        return listed(text.words, say)
    if isinstance(text, Worded):
        values = {name: _value_in_text(value, say) for name, value in text.values.items()}
        return translator(say.language, "messages")(text.template, **values)
    return day_in(text, say) if is_day(text) else text


def _value_in_text(value: object, say: Translate) -> object:
    return _text(value, say) if isinstance(value, str) else value


def moves(one: Moved, say: Translate = ENGLISH) -> str:
    """Return how an item moved: its answers, then and now."""
    old, new = one.old_labels or one.old_answers, one.new_labels or one.new_answers
    return f"{_answers(old, say)} → {_answers(new, say)}"


def moved_item(one: Moved, say: Translate = ENGLISH) -> str:
    """Return an item by its question, with its answers, then and now."""
    return answered(one.ask or one.item, moves(one, say), say)


def moved_claim(text: str, one: Moved, say: Translate = ENGLISH) -> str:
    """Return a text with the answers of an item and what somebody noted of it: the answers alone are there."""
    return with_claim(text, one.claim, say) if one.claim is not None and one.claim.text else text


def waives(one: WaiverShown, say: Translate = ENGLISH) -> str:
    """Return what protects a result, or would."""
    names = {"until": day_in(one.until, say), "approved_by": one.approved_by, "reason": one.reason}
    return say("waived until {until} by {approved_by}: {reason}", **names)


def day_in(text: str, say: Translate) -> str:
    """Return a day as the language of people writes it; programs get it as it is."""
    return text if say is ENGLISH else Locale(say.language).day(text)


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
    if text in _WORDS:
        return say(text)
    return text if say is ENGLISH else in_units(text, say.language)
