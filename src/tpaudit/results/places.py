"""Places compared: the worst first, and what fails in how many of them."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from tpaudit.results.scorecard import GroupScore


class PlaceRow(NamedTuple):
    """A place."""

    id: str
    """Empty for what was seen at no place."""
    name: str
    """Another name than that of any other place; empty for what was seen at no place."""
    group: GroupScore


def place_rows(groups: Mapping[str, GroupScore]) -> list[PlaceRow]:
    """Return the places with the lowest score first; then those without one, and what was seen at no place."""
    names = distinct({place: group.name or place for place, group in groups.items() if place})
    rows = [PlaceRow(id=place, name=names.get(place, ""), group=group) for place, group in groups.items()]
    return sorted(rows, key=lambda row: (not row.id, row.group.score is None, row.group.score or 0.0))


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id that differ from one another: those that do not have their id behind them."""
    counts = Counter(names.values())
    return {place: f"{name} ({place})" if counts[name] > 1 else name for place, name in names.items()}


def own_places(rows: Iterable[PlaceRow], beside: Container[str]) -> list[PlaceRow]:
    """Return the places that are the company's own: not those that stand `beside`, such as a rival's."""
    return [row for row in rows if row.id and row.id not in beside]


def failing_places(rows: Iterable[PlaceRow], beside: Container[str] = ()) -> dict[str, list[str]]:
    """Return what fails at the company's own places, with their names.

    What fails at most of them is the first, then in journey order.
    """
    found: dict[str, list[str]] = {}
    for row in own_places(rows, beside):
        for address in row.group.fails:
            found.setdefault(address, []).append(row.name)
    return dict(sorted(found.items(), key=lambda failing: -len(failing[1])))


def common_start(names: list[str]) -> int:
    """Return how many of the first letters all names share, up to the end of a word."""
    if len(names) <= 1:
        return 0
    letters = zip(*names, strict=False)
    shared = sum(1 for _ in takewhile(lambda here: len(set(here)) == 1, letters))
    return names[0].rfind(" ", 0, shared) + 1
