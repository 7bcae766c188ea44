"""Handovers (S14, S17): the chain of touchpoints in journey order, and where context is lost on the way."""

from collections.abc import Iterator, Mapping

from tpaudit.results.insights import Chain, ContextLost
from tpaudit.results.scorecard import Scorecard, TouchpointScore


def handovers(card: Scorecard) -> Chain:
    """Return the links of the chain, the weakest of them, and the handovers that are weak or broken.

    A handover stands right before the touchpoint that it leads to; if that comes earlier in the journey
    than its source, as on a way back, right after its source.
    """
    touch_ids = [touch_id for touch_id in card.links() if touch_id in card.touchpoints]
    positions = {touch_id: position for position, touch_id in enumerate(touch_ids)}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for handover_id, handover in card.handovers.items():
        source, target = handover.source or "", handover.target or ""
        if positions.get(source, len(positions)) > positions.get(target, -1) and source in positions:
            after.setdefault(source, []).append(handover_id)
        else:
            before.setdefault(target, []).append(handover_id)
    links = [
        link
        for touch_id in touch_ids
        for link in (*before.get(touch_id, ()), touch_id, *after.get(touch_id, ()))
    ]
    placed = set(links)  # a persona may not meet either end of a handover
    links += [link for link in card.handovers if link not in placed]
    lost = [context_lost for link in links if link in card.handovers for context_lost in _lost(card, link)]
    return Chain(links=links, weakest=card.weakest, lost=lost)


def _lost(card: Scorecard, handover_id: str) -> Iterator[ContextLost]:
    """Yield a handover if it is weak or broken."""
    handover = card.handovers[handover_id]
    if handover.band not in ("weak", "broken"):
        return
    source, target = handover.source or "", handover.target or ""
    yield ContextLost(
        handover=handover_id,
        source=source,
        target=target,
        channels=[_attribute(card.touchpoints, end, "channel") for end in (source, target)],
        owners=[_attribute(card.touchpoints, end, "owner") for end in (source, target)],
        score=handover.score,
        broken=handover.broken,
        file=handover.file,
        line=handover.line,
    )


def _attribute(touchpoints: Mapping[str, TouchpointScore], end: str, name: str) -> str | None:
    value: str | None = getattr(touchpoints.get(end), name, None)
    return value
