"""Places: a case as one place alone saw it."""

from dataclasses import replace

from tpaudit.judging.compare.align import align
from tpaudit.judging.compare.sides import detailed
from tpaudit.judging.compare.waves import wave_falls
from tpaudit.judging.gate.cases import Case
from tpaudit.judging.scoring.breakdown import only
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.results.scorecard import ItemScore, TouchpointScore


def at_place(case: Case, place: str) -> Case:
    """Return a case as one place alone saw it: the old answers there under today's yardstick."""
    audit = replace(case.audit, touches=[only(touch, "place", place) for touch in case.audit.touches])
    card = score_audit(audit)
    if case.both is None:
        return case._replace(audit=audit, card=card)
    old = case.both.old
    links, before = old.links, case.about.before
    if before is not None:
        links = links | detailed(before, links.keys())  # they may be without the observations
        before = replace(before, touches=[only(touch, "place", place) for touch in before.touches])
    both = align(old._replace(links=_touchpoints_at(links, place)), audit, card)
    about = case.about._replace(before=before, falls=wave_falls(both) if case.about.wave else {})
    return Case(audit=audit, card=card, both=both, about=about)


def _touchpoints_at(touchpoints: dict[str, TouchpointScore], place: str) -> dict[str, TouchpointScore]:
    """Return touchpoints with the answers of one place, and without the scores that all places gave them."""
    return {
        touch_id: replace(
            touch,
            score=None,
            items={item_id: _item_at(item, place) for item_id, item in touch.items.items()},
        )
        for touch_id, touch in touchpoints.items()
    }


def _item_at(item: ItemScore, place: str) -> ItemScore:
    seen = [observation for observation in item.observations if observation.place == place]
    if any(observation.counts for observation in seen):
        return replace(item, observations=seen)
    return replace(item, observations=seen, state="open", score=None)
