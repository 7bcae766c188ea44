"""Names in narrow columns: shortened so that those with one beginning stay distinct."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Final

from tpaudit.results.places import common_start
from tpaudit.showing.text.numbers import width

_CUT: Final = "…"
_HEAD: Final = 0.4
"""How much of a column the beginning of a name keeps where its end tells it apart."""


def distinct_names(names: Sequence[str], columns: int) -> list[str]:
    """Return the names in at most so many columns.

    Those that are equal then go without the first words that they share; what is equal still is cut where it differs,
    or numbered.
    """
    shown = [_start(name, columns) for name in names]
    for group in _equal(names, shown):
        begin = _dropped([names[index] for index in group], columns)
        for index in group if begin else ():
            shown[index] = _start(_CUT + names[index][begin:], columns)
    for shorten in (_end, _difference):
        for group in _equal(names, shown):
            common = _common([names[index] for index in group])
            for index in group:
                shown[index] = shorten(names[index], columns, common)
    for group in _equal(names, shown):
        for number, index in enumerate(group[1:], 2):
            mark = f"~{number}"
            shown[index] = _start(names[index], columns - len(mark)) + mark
    return shown


def taken_for(names: Iterable[str], columns: int) -> Callable[[str], bool]:
    """Return what tells whether a name that is cut after so many columns might be taken for one of some names."""
    starts = {_start(name, columns) for name in names}
    return lambda name: _start(name, columns) in starts


def _equal(names: Sequence[str], shown: Sequence[str]) -> list[list[int]]:
    """Return which names that differ are shown alike."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(shown):
        groups[text].append(index)
    return [group for group in groups.values() if len({names[index] for index in group}) > 1]


def _dropped(names: list[str], columns: int) -> int:
    """Return how many letters to leave out of all names: of the words that they share no more than they must."""
    shared = common_start(names)
    begins = (place + 1 for place, letter in enumerate(names[0][:shared]) if letter == " ")
    return next((begin for begin in begins if all(width(name[begin:]) < columns for name in names)), shared)


def _common(names: Sequence[str]) -> int:
    """Return how many letters all names begin with."""
    pairs = zip(min(names), max(names), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _start(name: str, columns: int) -> str:
    return name if width(name) <= columns else _fill(name, columns - 1) + _CUT


def _end(name: str, columns: int, _common: int) -> str:
    """Return the beginning and the end of a name."""
    if width(name) <= columns:
        return name
    head = _fill(name, int(columns * _HEAD))
    return head + _CUT + _fill(name[::-1], columns - width(head) - 1)[::-1]


def _difference(name: str, columns: int, common: int) -> str:
    """Return the beginning of a name and what follows where it parts from the others."""
    if width(name) <= columns:
        return name
    head = _fill(name, int(columns * _HEAD))
    return head + _CUT + _fill(name[max(common, len(head)) :], columns - width(head) - 1)


def _fill(letters: Iterable[str], columns: int) -> str:
    """Return the first letters that fit into so many columns."""
    kept, used = "", 0
    for letter in letters:
        used += width(letter)
        if used > columns:
            break
        kept += letter
    return kept
