"""A checklist in the making: its data, which cell each part comes from, and what was not taken over."""

from typing import Any, NamedTuple

from tpaudit.documents.identifiers import slug
from tpaudit.errors import Problem


class Draft(NamedTuple):
    """What a sheet says of a checklist."""

    data: dict[str, Any]
    """The checklist as its file would say it, every scalar as its text."""
    cells: dict[tuple[str, ...], tuple[int, int]]
    """Row and column, from 0, of what stands under a path of the data."""
    notes: list[Problem]
    """What was guessed, and what is left out."""


def item_id(wanted: str, question: str, taken: dict[str, Any], number: int) -> str:
    """Return an id for an item that no other has: as it is called, else made of its question, else its number."""
    made = slug(wanted) or slug(question) or f"q{number}"
    if made not in taken:
        return made
    count = 2
    while f"{made}-{count}" in taken:
        count += 1
    return f"{made}-{count}"
