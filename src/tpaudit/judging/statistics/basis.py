"""What scores rest on: how many observations, visits and observers."""

from collections.abc import Iterable, Iterator

from tpaudit.results.basis import Basis
from tpaudit.results.scorecard import ItemScore, ObservationScore, TouchpointScore


def basis_of(observations: Iterable[ObservationScore]) -> Basis:
    """Return what a score rests on; observations that do not count are left out.

    Names that differ by capitals only are one observer.
    """
    count, visits, observers = 0, set[str](), set[str]()
    for observation in observations:
        if observation.counts:
            count += 1
            if observation.visit is not None:
                visits.add(observation.visit)
            if observation.by:
                observers.add(observation.by)
    people = len({name.casefold() for name in observers}) if len(observers) > 1 else len(observers)
    return Basis(observations=count, visits=len(visits), observers=people)


def observed_in(items: Iterable[ItemScore]) -> Iterator[ObservationScore]:
    """Yield all observations of some items."""
    for item in items:
        yield from item.observations


def basis_of_links(links: Iterable[TouchpointScore]) -> Basis:
    """Return what the score of some touchpoints together rests on; a missing one rests on no observation."""
    return basis_of(seen for link in links if not link.missing for seen in observed_in(link.items.values()))
