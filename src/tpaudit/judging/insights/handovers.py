"""The chain (S14, S17): touchpoints and handovers in journey order, and where context is lost between them."""

from collections.abc import Iterator, Mapping

from tpaudit.results.insights import Chain, ContextLost
from tpaudit.results.scorecard import Scorecard, TouchpointScore


def chain(card: Scorecard) -> Chain:
    """Return the links of the chain, the worst of them, and the handovers that are weak or broken.

    A handover stands right before the touchpoint that it leads to; where that comes earlier in the journey,
    as on the way back, right after the one that it comes from.
    """
    stations = [touch_id for touch_id in card.links() if touch_id in card.touchpoints]
    at = {touch_id: place for place, touch_id in enumerate(stations)}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for handover_id, handover in card.handovers.items():
        source, target = handover.source or "", handover.target or ""
        if at.get(source, len(at)) > at.get(target, -1) and source in at:
            after.setdefault(source, []).append(handover_id)
        else:
            before.setdefault(target, []).append(handover_id)
    links = [
        one for station in stations for one in (*before.get(station, ()), station, *after.get(station, ()))
    ]
    placed = set(links)  # in one persona's shoes the ends of a handover may be somebody else's
    links += [one for one in card.handovers if one not in placed]
    lost = [found for one in links if one in card.handovers for found in _lost(card, one)]
    return Chain(links=links, weakest=card.weakest, lost=lost)


def _lost(card: Scorecard, handover_id: str) -> Iterator[ContextLost]:
    """Yield a handover if it is weak or broken."""
    handover = card.handovers[handover_id]
    if not handover.broken and handover.band != "weak":
        return
    source, target = handover.source or "", handover.target or ""
    yield ContextLost(
        handover=handover_id,
        source=source,
        target=target,
        channels=[_of(card.touchpoints, end, "channel") for end in (source, target)],
        owners=[_of(card.touchpoints, end, "owner") for end in (source, target)],
        score=handover.score,
        broken=handover.broken,
        file=handover.file,
        line=handover.line,
    )


def _of(touchpoints: Mapping[str, TouchpointScore], end: str, name: str) -> str | None:
    value: str | None = getattr(touchpoints.get(end), name, None)
    return value
