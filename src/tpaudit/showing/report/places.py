"""The places of a report: a row each, the worst first, and what fails at how many of them."""

from typing import Final

from tpaudit.results.computed import Computed, record
from tpaudit.results.places import PlaceRow, failing_places, own_places, place_rows
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.results.scorecard import failing_words, places_words
from tpaudit.showing.text.translate import Translate

_SIDE_BY_SIDE: Final = 4
"""So many places have their touchpoints side by side; with more of them nobody could read it."""
_SAID: Final = 3
"""How many things that fail are said of a place; the rest is only counted."""


@record
class PlaceShown(Computed):
    """A place, and what fails there."""

    id: str
    name: str
    """Another name than that of any other place; empty for what was seen at no place."""
    failing: list[str]
    """What fails there, the first of it."""
    more: int
    """How much more fails there."""


@record
class FailingShown(Computed):
    """What fails at several places."""

    address: str
    what: str
    where: str
    """At how many places, and their names."""


@record
class PlacesShown(Computed):
    """Places compared."""

    rows: list[PlaceShown]
    """The worst first."""
    count: int
    """How many of the company's own places are scored."""
    failing: list[FailingShown]
    """What fails at more than one place, at most of them first."""
    together: bool
    """Few enough to have their touchpoints side by side."""


def places_shown(card: Scorecard, say: Translate) -> PlacesShown:
    """Return the places of a scorecard that is cut by place; nothing for another one."""
    groups = card.grouped.groups if card.grouped and card.grouped.by == "place" else {}
    rows = place_rows(groups)
    found = failing_places(rows, card.benchmarks)
    count = sum(1 for row in own_places(rows, card.benchmarks) if row.group.score is not None)
    return PlacesShown(
        rows=[_row(card, row, {name: len(places) for name, places in found.items()}, say) for row in rows],
        count=count,
        failing=[
            FailingShown(
                address=address,
                what=failing_words(card, address, say),
                where=say(
                    "{name}: {text}",
                    name=places_words(len(places), count, say),
                    text=say(", ").join(places),
                ),
            )
            for address, places in found.items()
            if len(places) > 1
        ],
        together=len(rows) <= _SIDE_BY_SIDE,
    )


def _row(card: Scorecard, row: PlaceRow, places: dict[str, int], say: Translate) -> PlaceShown:
    """Return a place; what fails at the fewest places is said first, as it tells this one from the others."""
    fails = sorted(row.group.fails, key=lambda address: places.get(address, 0))
    return PlaceShown(
        id=row.id,
        name=row.name,
        failing=[failing_words(card, address, say, row.id) for address in fails[:_SAID]],
        more=max(0, len(fails) - _SAID),
    )
