"""Options: the answers of a choice, or of a list of which several may be found."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents import answers
from tpaudit.documents.fields import Flag, Number, Record
from tpaudit.documents.scalars import as_text, number
from tpaudit.documents.text import Wording
from tpaudit.documents.worded import Worded, fixed

_FULL: Final = 100.0
_SEPARATORS: Final = ",;，、；"


class Option(Record):
    """One of the answers of a choice, or of several."""

    points: Number
    """What it gives: 0-100 for a choice, or up to the item's `of`; what it adds to the item's `start` for
    several, less than 0 where `start` is 100."""
    label: Wording | None = None
    """How people say it. An answer may use it too, in any of its languages."""
    fails: Flag = False
    """Choosing it breaks the touchpoint, whatever the rest scores."""

    def names(self, option_id: str) -> set[str]:
        """Return everything that an answer may call it, case folded."""
        labels = (
            [] if self.label is None else [self.label] if isinstance(self.label, str) else self.label.values()
        )
        return {option_id.casefold(), *(label.casefold() for label in labels)}


def as_option(value: object) -> object:
    """Take a bare number for an option's points."""
    return value if isinstance(value, dict | Record) else {"points": number(value)}


def option_faults(item: answers.AnsweredItem) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with an item's options and their points."""
    if item.answer in ("choice", answers.SEVERAL) and not item.options:
        yield (
            ("answer",),
            Worded(
                "a {answer} needs `options`; write them with their points, such as {{good: 100, bad: 0}}",
                answer=item.answer,
            ),
        )
    yield from _most_faults(item)
    low, high = _range(item)
    for option_id, option in item.options.items():
        if not low <= option.points <= high:
            points = Worded("expected points from {low} to {high}", low=as_text(low), high=as_text(high))
            yield (
                ("options", option_id, "points"),
                Worded(
                    "`{given}` is out of range; {wanted}{hint}",
                    given=as_text(option.points),
                    wanted=points,
                    hint=_hint(item),
                ),
            )
    yield from _label_faults(item)


def _range(item: answers.AnsweredItem) -> tuple[float, float]:
    most = item.of or _FULL
    if item.answer != answers.SEVERAL:
        return 0.0, most
    return (-most, 0.0) if item.start else (0.0, most)


def _hint(item: answers.AnsweredItem) -> str:
    if item.answer != answers.SEVERAL:
        return fixed(", or `of` with the most that can be had")
    return (
        fixed(", since `start` is 100")
        if item.start
        else fixed(", or `start: 100` for points that are taken off")
    )


def _most_faults(item: answers.AnsweredItem) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with the item's own maximum."""
    if item.of is None:
        return
    ends = answers.scale(item.answer)
    if ends is None and item.answer not in ("choice", answers.SEVERAL):
        yield (
            ("of",),
            Worded(
                "`of` does not go with {answer}; expected it on a choice, several or a scale",
                answer=item.answer,
            ),
        )
    elif ends is not None and not 0 <= min(ends) <= max(ends) <= item.of:
        yield (
            ("of",),
            Worded(
                "the scale {answer} leaves 0-{of}; expected a scale within it",
                answer=item.answer,
                of=as_text(item.of),
            ),
        )
    elif item.start and item.answer == answers.SEVERAL:
        yield ("of",), "`of` does not go with `start: 100`; expected points of 100 that are taken off"


def _label_faults(item: answers.AnsweredItem) -> Iterator[tuple[tuple[str, ...], str]]:
    seen: dict[str, str] = {}
    reserved = answers.NOT_APPLICABLE_WORDS
    if item.answer == answers.SEVERAL:
        reserved |= answers.NOTHING_WORDS
    for option_id, option in item.options.items():
        for name in sorted(option.names(option_id)):
            if name in reserved or seen.setdefault(name, option_id) != option_id:
                taken = Worded("of option `{seen}`", seen=seen[name]) if name in seen else fixed("reserved")
                yield (
                    ("options", option_id),
                    Worded(
                        "the name `{name}` is {taken}; expected names that differ", name=name, taken=taken
                    ),
                )
            elif item.answer == answers.SEVERAL and any(sign in name for sign in _SEPARATORS):
                separator = fixed("has a comma or semicolon, which stand between answers")
                yield (
                    ("options", option_id),
                    Worded(
                        "the name `{name}` {separator}; expected it without", name=name, separator=separator
                    ),
                )
