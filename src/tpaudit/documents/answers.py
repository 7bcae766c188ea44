"""What an answer to each kind of item may be, and what it is worth. A kind is one entry of `KINDS`."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, Protocol

from tpaudit.documents.durations import in_words, seconds
from tpaudit.documents.scalars import LONGEST_NUMBER, as_text

NOT_APPLICABLE: Final = "n/a"
SCALE: Final = "a-b"
"""The entry of `KINDS` for every whole-number scale, such as `1-5`."""
YES_WORDS: Final = frozenset({"yes", "true", "да", "是"})
NO_WORDS: Final = frozenset({"no", "false", "нет", "否"})
NEVER_WORDS: Final = frozenset({"never", "никогда", "从未"})
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_RATE: Final = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})\Z", re.ASCII)
_SCALE: Final = re.compile(r"(-?\d{1,4})-(-?\d{1,4})\Z", re.ASCII)


class Answer(NamedTuple):
    """What one observation says, in the terms of its item."""

    score: float | None
    """0-100, None for n/a."""
    meanings: tuple[str, ...]
    """What an `only_if` may ask for: `yes`, an option's id, a number, `never`; empty for gave up and n/a."""
    value: float | None = None
    """What was measured, in the unit of the item's curve (seconds for a duration); None where nothing was."""
    fails: bool = False
    """The option that was chosen fails the touchpoint."""
    answered: bool = True
    """Something was answered: false for n/a, for never, and for giving up."""
    rate: tuple[int, int] | None = None
    """How many of how many answers were good, where one text stands for many, as 37/40 does."""


N_A: Final = Answer(None, (), answered=False)


class AnswerOption(Protocol):
    """What reading an answer asks of an option of a choice."""

    @property
    def points(self) -> float:
        """What choosing it scores, 0-100."""

    @property
    def fails(self) -> bool:
        """Choosing it fails the touchpoint."""

    def names(self, option_id: str) -> set[str]:
        """Return everything that an answer may call it, case folded."""


class AnsweredItem(Protocol):
    """What reading an answer asks of an item; checklists import this module, so it cannot import theirs."""

    @property
    def answer(self) -> str:
        """The kind of answer."""

    @property
    def good(self) -> bool:
        """Which answer of a yes-no is the good one."""

    @property
    def options(self) -> Mapping[str, AnswerOption]:
        """The answers of a choice."""

    @property
    def unit(self) -> str | Mapping[str, str] | None:
        """What a number counts, for people."""

    def points(self, value: float) -> float:
        """Return the points of a measured value, 0-100."""


class AnswerKind(NamedTuple):
    """A kind of answer: how it is read, and which words a message uses for what it takes."""

    read: Callable[[AnsweredItem, str, bool], Answer | None]
    takes: Callable[[AnsweredItem], str]
    measured: str | None = None
    """The unit that limits of its curve carry (see `curves.Limit`), None for kinds without a curve."""
    averages: bool = True
    """An answer may be the mean of several (`of`)."""


def read_answer(item: AnsweredItem, text: str, *, mean: bool = False) -> Answer | None:
    """Return what a written answer says to an item, None if the item does not take it.

    `mean` says that it is the mean of several answers, so that a scale also takes fractions.
    """
    if text.casefold() == NOT_APPLICABLE:
        return N_A
    return answer_kind(item.answer).read(item, text, mean)


def takes(item: AnsweredItem, also: str = NOT_APPLICABLE) -> str:
    """Say which answers an item takes."""
    return f"{answer_kind(item.answer).takes(item)}, or {also}"


def scale(kind: str) -> tuple[int, int] | None:
    """Return both ends of a whole-number scale such as `1-5`, None for other kinds."""
    ends = _SCALE.match(kind)
    return (int(ends[1]), int(ends[2])) if ends and int(ends[1]) != int(ends[2]) else None


def answer_kind(kind: str) -> AnswerKind:
    """Return the entry of `KINDS`; raises KeyError for what is none."""
    return KINDS[SCALE if kind not in KINDS and scale(kind) else kind]


def _amount(text: str) -> float | None:
    return float(text) if len(text) <= LONGEST_NUMBER and _NUMBER.match(text) else None


def _yes_no(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    said = text.casefold()
    if said in YES_WORDS:
        yes, of = 1, 1
    elif said in NO_WORDS:
        yes, of = 0, 1
    else:
        rate = _RATE.match(said)
        if not rate or not int(rate[1]) <= int(rate[2]) or not int(rate[2]):
            return None
        yes, of = int(rate[1]), int(rate[2])
    good = yes if item.good else of - yes
    meanings = ("yes",) * (yes > 0) + ("no",) * (yes < of)
    if of == 1:
        return Answer(100.0 * good, meanings)
    return Answer(100.0 * good / of, meanings, yes / of, rate=(good, of))


def _scale(item: AnsweredItem, text: str, mean: bool) -> Answer | None:
    amount, ends = _amount(text), scale(item.answer)
    if amount is None or ends is None or not min(ends) <= amount <= max(ends):
        return None
    if not (mean or amount.is_integer()):
        return None
    bottom, top = ends
    return Answer(100.0 * (amount - bottom) / (top - bottom), (as_text(amount),), amount)


def _choice(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    for option_id, option in item.options.items():
        if text.casefold() in option.names(option_id):
            return Answer(option.points, (option_id,), fails=option.fails)
    return None


def _duration(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    if text.casefold() in NEVER_WORDS:
        return Answer(0.0, ("never",), answered=False)
    gave_up = text.startswith(">")
    amount = seconds(text[1:].lstrip() if gave_up else text)
    if amount is None:
        return None
    return Answer(item.points(amount), () if gave_up else (in_words(amount),), amount, answered=not gave_up)


def _number(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    amount = _amount(text)
    return None if amount is None else Answer(item.points(amount), (as_text(amount),), amount)


def _percent(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return _number(item, text.removesuffix("%").rstrip(), _mean)


def _takes_scale(item: AnsweredItem) -> str:
    ends = scale(item.answer) or (0, 0)
    return f"a whole number from {min(ends)} to {max(ends)} (a mean of several as {{answer: .., of: ..}})"


KINDS: Final[dict[str, AnswerKind]] = {
    "yes-no": AnswerKind(_yes_no, lambda _: "yes, no, a rate such as 37/40", averages=False),
    "duration": AnswerKind(
        _duration, lambda _: 'a duration such as 45s, ">3m" (gave up after it, in quotes), never', "s"
    ),
    "number": AnswerKind(_number, lambda item: f"a number{f' ({_unit(item)})' if item.unit else ''}", ""),
    "percent": AnswerKind(_percent, lambda _: "a percentage such as 95 or 95%", "%"),
    "choice": AnswerKind(_choice, lambda item: "one of " + ", ".join(item.options), averages=False),
    SCALE: AnswerKind(_scale, _takes_scale),
}


def _unit(item: AnsweredItem) -> str:
    return item.unit if isinstance(item.unit, str) else next(iter((item.unit or {"": ""}).values()))
