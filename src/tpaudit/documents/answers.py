"""What an answer to each kind of item may be, and what it is worth. A kind is one entry of `KINDS`."""

import re
from collections.abc import Callable, Mapping
from math import fsum
from typing import Final, NamedTuple, Protocol

from tpaudit.documents.curves import Limit, Linear
from tpaudit.documents.durations import in_words, seconds
from tpaudit.documents.net_promoter import MARKS, NPS, Marks, marks_of, net
from tpaudit.documents.scalars import LONGEST_NUMBER, as_text, is_day
from tpaudit.documents.worded import Worded, fixed, listing

NOT_APPLICABLE: Final = "n/a"
NOT_APPLICABLE_WORDS: Final = frozenset({NOT_APPLICABLE, "н/п", "не применимо", "不适用"})
NOTHING_WORDS: Final = frozenset({"none", "ничего", "无"})
"""What says that none of several options was found."""
SEVERAL: Final = "several"
SCALE: Final = "a-b"
"""The entry of `KINDS` for every whole-number scale, such as `1-5`."""
YES_WORDS: Final = frozenset({"yes", "true", "да", "是"})
NO_WORDS: Final = frozenset({"no", "false", "нет", "否"})
NEVER_WORDS: Final = frozenset({"never", "никогда", "从未"})
_NUMBER: Final = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
_RATE: Final = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})\Z", re.ASCII)
_SCALE: Final = re.compile(r"(-?\d{1,4})-(-?\d{1,4})\Z", re.ASCII)
_TIME: Final = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?\Z"
_CURRENCY: Final = r"(?:[^\W\d_]{1,6}\.?|[$\u00a2-\u00a5\u20a0-\u20cf\uffe5])"
_MONEY: Final = (
    rf"(?:{_CURRENCY}\s*)?-?(?:[0-9]{{1,15}}|[0-9]{{1,3}}(?:[ '\u00a0\u2009\u202f.,][0-9]{{3}}){{1,4}})(?:[.,][0-9]{{1,2}})?"
    rf"(?:\s*{_CURRENCY})?\Z"
)
_BETWEEN: Final = r"\s*[,;，、；]\s*"
"""What stands between two of several options."""


class Answer(NamedTuple):
    """What one observation says, in the terms of its item."""

    score: float | None
    """0-100, None for n/a and for what is recorded and not scored."""
    meanings: tuple[str, ...]
    """What an `only_if` may ask for: `yes`, an option's id, a number, `never`; empty for gave up and n/a. Of
    several options all that were found, or `none`."""
    value: float | None = None
    """What was measured, in the unit of the item's curve (seconds for a duration); None where nothing was."""
    fails: bool = False
    """The option that was chosen fails the touchpoint."""
    answered: bool = True
    """Something was answered: false for n/a, for never, and for giving up."""
    marks: Marks | None = None
    """The marks of a net promoter question that it stands for; None for other kinds."""
    rate: tuple[int, int] | None = None
    """How many of how many answers were good, where one text stands for many, as 37/40 does."""

    @property
    def recorded(self) -> bool:
        """Tell an answer that is shown and not scored from one that says n/a."""
        return self.score is None and (self.value is not None or bool(self.meanings))


N_A: Final = Answer(None, (), answered=False)


class AnswerOption(Protocol):
    """What reading an answer asks of an option of a choice, or of several."""

    @property
    def points(self) -> float:
        """What choosing it adds, in the points of its item."""

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

    @property
    def of(self) -> float | None:
        """The most points that options or a scale give; None if their best is 100."""

    @property
    def start(self) -> float:
        """The points before any of several options is found."""

    def points(self, value: float) -> float | None:
        """Return the points of a measured value, 0-100; None for an item that is recorded only."""


class AnswerKind(NamedTuple):
    """A kind of answer: how it is read, and which words a message uses for what it takes."""

    read: Callable[[AnsweredItem, str, bool], Answer | None]
    takes: Callable[[AnsweredItem], str]
    measured: str | None = None
    """The unit that limits of its curve carry (see `curves.Limit`), None for kinds without a curve."""
    averages: bool = True
    """An answer may be the mean of several (`of`)."""
    recorded: bool = False
    """Its answers are shown, and never scored."""
    usual: Linear | None = None
    """The curve of an item that names none; None where a curve has to be written."""


def read_answer(item: AnsweredItem, text: str, *, mean: bool = False) -> Answer | None:
    """Return what a written answer says to an item, None if the item does not take it.

    `mean` says that it is the mean of several answers, so that a scale also takes fractions.
    """
    if text.casefold() in NOT_APPLICABLE_WORDS:
        return N_A
    return answer_kind(item.answer).read(item, text, mean)


def takes(item: AnsweredItem, also: str = NOT_APPLICABLE) -> str:
    """Say which answers an item takes."""
    return Worded("{takes}, or {also}", takes=answer_kind(item.answer).takes(item), also=also)


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
    bottom, top = ends if item.of is None else (0, item.of)
    return Answer(100.0 * (amount - bottom) / (top - bottom), (as_text(amount),), amount)


def _choice(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    for option_id, option in item.options.items():
        if text.casefold() in option.names(option_id):
            points = option.points if item.of is None else 100.0 * option.points / item.of
            return Answer(points, (option_id,), fails=option.fails)
    return None


def _several(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    if text.casefold() in NOTHING_WORDS:
        found: list[str] = []
    else:
        named = [_option_named(item, name) for name in re.split(_BETWEEN, text)]
        if None in named:
            return None
        found = [option_id for option_id in item.options if option_id in named]
    total = fsum([item.start, *(item.options[option_id].points for option_id in found)])
    points = total if item.of is None else 100.0 * total / item.of
    fails = any(item.options[option_id].fails for option_id in found)
    return Answer(min(100.0, max(0.0, points)), tuple(found) or ("none",), fails=fails)


def _option_named(item: AnsweredItem, name: str) -> str | None:
    said = name.casefold()
    return next(
        (option_id for option_id, option in item.options.items() if said in option.names(option_id)), None
    )


def _duration(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    if text.casefold() in NEVER_WORDS:
        return Answer(None if item.points(0.0) is None else 0.0, ("never",), answered=False)
    gave_up = text.startswith(">")
    amount = 0.0 if text == "0" else seconds(text[1:].lstrip() if gave_up else text)
    if amount is None:
        return None
    return Answer(item.points(amount), () if gave_up else (in_words(amount),), amount, answered=not gave_up)


def _number(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    amount = _amount(text)
    return None if amount is None else Answer(item.points(amount), (as_text(amount),), amount)


def _percent(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return _number(item, text.removesuffix("%").rstrip(), _mean)


def _nps(item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    marks = marks_of(text)
    if marks is None:
        return None
    figure = net(marks)
    meanings = (as_text(float(text)),) if _NUMBER.match(text) else ()
    return Answer(item.points(figure), meanings, figure, marks=marks)


def _text(_item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return Answer(None, (text,)) if text.strip() else None


def _date(_item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return Answer(None, (text,)) if is_day(text) else None


def _time(_item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return Answer(None, (text,)) if re.match(_TIME, text) else None


def _money(_item: AnsweredItem, text: str, _mean: bool) -> Answer | None:
    return Answer(None, (text,)) if re.match(_MONEY, text) else None


def _takes_scale(item: AnsweredItem) -> str:
    ends = scale(item.answer) or (0, 0)
    return Worded(
        "a whole number from {low} to {high} (a mean of several as {{answer: .., of: ..}})",
        low=min(ends),
        high=max(ends),
    )


_NPS_CURVE: Final = Linear.model_construct(full=Limit(80.0), zero=Limit(-80.0))
"""What Bain & Company, who made the figure, call world class (80) is full; excellent (50) is strong, and
favourable (20) is fair. docs/arithmetic.md has the reasons."""

KINDS: Final[dict[str, AnswerKind]] = {
    "yes-no": AnswerKind(_yes_no, lambda _: fixed("yes, no, a rate such as 37/40"), averages=False),
    "duration": AnswerKind(
        _duration, lambda _: fixed('a duration such as 45s, ">3m" (gave up after it, in quotes), never'), "s"
    ),
    "number": AnswerKind(
        _number, lambda item: Worded("a number{unit}", unit=f" ({_unit(item)})" if item.unit else ""), ""
    ),
    "percent": AnswerKind(_percent, lambda _: fixed("a percentage such as 95 or 95%"), "%"),
    "choice": AnswerKind(
        _choice, lambda item: Worded("one of {listed}", listed=listing(item.options)), averages=False
    ),
    SEVERAL: AnswerKind(
        _several,
        lambda item: Worded("any of {listed} with commas between, or none", listed=", ".join(item.options)),
        averages=False,
    ),
    NPS: AnswerKind(_nps, lambda _: MARKS, "", averages=False, usual=_NPS_CURVE),
    "text": AnswerKind(_text, lambda _: fixed("a text in quotes"), averages=False, recorded=True),
    "date": AnswerKind(_date, lambda _: fixed("a day such as 2026-11-03"), averages=False, recorded=True),
    "time": AnswerKind(_time, lambda _: fixed("a time such as 12:30"), averages=False, recorded=True),
    "money": AnswerKind(_money, lambda _: fixed("a sum such as 4.90 EUR"), averages=False, recorded=True),
    SCALE: AnswerKind(_scale, _takes_scale),
}


def _unit(item: AnsweredItem) -> str:
    return item.unit if isinstance(item.unit, str) else next(iter((item.unit or {"": ""}).values()))
