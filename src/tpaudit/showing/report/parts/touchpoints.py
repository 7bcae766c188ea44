"""Touchpoints in a report: what failed at each, in sentences, and in one line what is right."""

from collections.abc import Iterator

from tpaudit.documents.checklist import PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.questions import bare_question
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import claim_words
from tpaudit.showing.text.translate import Translate


@record
class Failed(Computed):
    """An item at which something falls short."""

    at: str
    """checklist.item"""
    says: str
    """What falls short, as a sentence; what was noted of it stands at the observations."""
    score: float | None
    lost: float
    """The journey points that it costs."""
    fails: bool
    """It breaks the touchpoint."""
    seen: list[ObservationScore]
    """The observations that fall short; where each does well enough, all that count."""


@record
class TouchpointShown(Computed):
    """What a report says of a touchpoint before its questions."""

    failed: list[Failed]
    """What fails, or what somebody has words for, what costs most first."""
    short: list[str]
    """What else falls short, each as its question with its points."""
    right: list[str]
    """What is right, each in a few words."""
    open: int
    """How many questions have no answer."""


def touchpoints_shown(card: Scorecard, locale: Locale) -> dict[str, TouchpointShown]:
    """Return what failed and what is right at each touchpoint and handover, in journey order."""
    return {touch_id: _shown(touch, locale) for touch_id, touch in card.links().items()}


def _shown(touch: TouchpointScore, locale: Locale) -> TouchpointShown:
    failed = sorted(_failed(touch, locale.say), key=lambda found: (not found.fails, -found.lost))
    return TouchpointShown(
        failed=failed,
        short=list(_short(touch, locale)),
        right=list(dict.fromkeys(_right(touch))),
        open=sum(item.state == "open" for item in touch.items.values()),
    )


def _failed(touch: TouchpointScore, say: Translate) -> Iterator[Failed]:
    breaking = {fault.item: fault.claim for fault in touch.faults if fault.item}
    for address, item in touch.items.items():
        claim = breaking.get(address) or item.shortfall
        if (
            item.state == "scored"
            and claim is not None
            and (claim.fails or claim.text or address in breaking)
        ):
            yield Failed(
                at=address,
                says=claim.fault or claim_words(claim, say),
                score=item.score,
                lost=item.lost,
                fails=address in breaking,
                seen=_falling_short(item),
            )


def _short(touch: TouchpointScore, locale: Locale) -> Iterator[str]:
    """Yield what only falls short: of an answer such as 80 % nobody says that it fails."""
    breaking = {fault.item for fault in touch.faults}
    for address, item in touch.items.items():
        claim = item.shortfall
        if item.state == "scored" and claim and not (claim.fails or claim.text or address in breaking):
            yield locale.say("{text} ({more})", text=claim.question, more=locale.points(item.score))


def _falling_short(item: ItemScore) -> list[ObservationScore]:
    counting = [seen for seen in item.observations if seen.counts]
    failing = [seen for seen in counting if seen.score is not None and seen.score < PASS - TOLERANCE]
    return failing or counting


def _right(touch: TouchpointScore) -> Iterator[str]:
    breaking = {fault.item for fault in touch.faults}
    for address, item in touch.items.items():
        if item.state == "scored" and item.shortfall is None and address not in breaking and not item.wow:
            yield item.strength or bare_question(item.ask)
