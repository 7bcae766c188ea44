"""Wanted answers: what an `only_if` wants of another item, and whether an answer is that."""

import math
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from tpaudit.documents import answers
from tpaudit.documents.answers import Answer
from tpaudit.documents.checklist import ANSWERED, Item
from tpaudit.documents.curves import TOLERANCE

_COMPARISON: Final = re.compile(r"(>=|<=|>|<)\s*(\S.*)\Z")
_NEVER: Final = "never"


class MoreOrLess(NamedTuple):
    """More or less than a limit, in the unit of the item's answers: seconds for a duration."""

    sign: str
    limit: float

    def holds(self, answer: Answer) -> bool:
        """Tell whether what was measured lies there; `never` is longer than anything, `>3m` longer than three minutes."""
        value = math.inf if _NEVER in answer.meanings else answer.value
        if value is None:
            return False
        gave_up = not answer.answered and value < math.inf
        if self.sign.startswith(">"):
            beside = -TOLERANCE if gave_up or self.sign == ">=" else TOLERANCE
            return value > self.limit + beside
        beside = TOLERANCE if self.sign == "<=" else -TOLERANCE
        return not gave_up and value < self.limit + beside


class WantedAnswers(NamedTuple):
    """The answers that fulfil a condition."""

    meanings: frozenset[str]
    comparisons: tuple[MoreOrLess, ...]

    def is_met(self, answer: Answer) -> bool:
        """Tell whether an answer is one of those that are wanted; `answered` stands for any answer."""
        if not self.meanings.isdisjoint(answer.meanings) or (answer.answered and ANSWERED in self.meanings):
            return True
        return any(comparison.holds(answer) for comparison in self.comparisons)


def wanted_answers(item: Item, texts: Iterable[str]) -> WantedAnswers:
    """Return the answers that a condition wants of an item; what the item does not take is left out."""
    read = [read_wanted(item, text) for text in texts]
    return WantedAnswers(
        meanings=frozenset(wanted for wanted in read if isinstance(wanted, str)),
        comparisons=tuple(wanted for wanted in read if isinstance(wanted, MoreOrLess)),
    )


def read_wanted(item: Item, text: str) -> str | MoreOrLess | None:
    """Return what a condition wants when it names this answer, or a comparison such as `>3m`; None for nothing."""
    if text == ANSWERED:
        return text
    comparison = _COMPARISON.match(text)
    if comparison:
        return _comparison(item, comparison[1], comparison[2])
    answer = answers.read_answer(item, text)
    return answer.meanings[0] if answer and answer.meanings else None


def _comparison(item: Item, sign: str, text: str) -> MoreOrLess | None:
    """Return a comparison with a measured value or a step of a scale."""
    compares = answers.answer_kind(item.answer).measured is not None or answers.scale(item.answer)
    answer = answers.read_answer(item, text) if compares else None
    return (
        None
        if answer is None or answer.value is None or not answer.answered
        else MoreOrLess(sign, answer.value)
    )
