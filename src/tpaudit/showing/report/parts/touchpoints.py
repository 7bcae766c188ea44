"""Touchpoints in a report: what failed at each, in sentences, and in one line what is right."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.checklist import PASS
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.questions import bare_question
from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import ItemScore, ObservationScore, Scorecard, TouchpointScore
from tpaudit.showing.text.figures.marks import told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import (
    ends_beside,
    holding_words,
    places_words,
    says_the_answer,
)
from tpaudit.showing.text.translate import Translate

_FULL: Final = 100.0


@record
class Failed(Computed):
    """An item at which something falls short."""

    at: str
    """checklist.item"""
    says: str
    """What falls short, as a sentence that holds for all observations below it; what was noted stands at them."""
    score: float | None
    lost: float
    """The journey points that it costs."""
    fails: bool
    """It breaks the touchpoint."""
    seen: list[ObservationScore]
    """The observations that fall short, the worst first."""
    answers: bool
    """Each has to say what it answered, since the sentence does not."""


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
            seen = _falling_short(item)
            yield Failed(
                at=address,
                says=_head(claim, item, seen, say),
                score=item.score,
                lost=item.lost,
                fails=address in breaking,
                seen=seen,
                answers=not says_the_answer(claim),
            )


def _head(claim: Claim, item: ItemScore, seen: Sequence[ObservationScore], say: Translate) -> str:
    """Return what holds for all that falls short, and at how many places, or in how many observations, it does."""
    where = (
        _where([one for one in item.observations if one.counts], say) if sum(map(_fails, seen)) > 1 else ""
    )
    text, more = holding_words(claim, say), told([where, ends_beside(claim, say)], say.language)
    return say("{text} ({more})", text=text, more=more) if more else text


def _where(counting: Sequence[ObservationScore], say: Translate) -> str:
    """Return at how many of the places something fails on the whole, or in how many observations."""
    scores: dict[str, list[float]] = {}
    for seen in counting:
        scores.setdefault(seen.place or "", []).append(seen.score or 0.0)
    failing = sum(sum(found) / len(found) < PASS - TOLERANCE for found in scores.values())
    if len(scores) > 1 and "" not in scores and failing:
        return places_words(failing, len(scores), say)
    many, one = "{failing} of {of} observations", "{failing} of {of} observation"
    count = sum(map(_fails, counting))
    return say(many, one=one, number=len(counting), failing=count, of=len(counting))


def _short(touch: TouchpointScore, locale: Locale) -> Iterator[str]:
    """Yield what only falls short: of an answer such as 80 % nobody says that it fails."""
    breaking = {fault.item for fault in touch.faults}
    for address, item in touch.items.items():
        claim = item.shortfall
        if item.state == "scored" and claim and not (claim.fails or claim.text or address in breaking):
            yield locale.say("{text} ({more})", text=claim.question, more=locale.points(item.score))


def _falling_short(item: ItemScore) -> list[ObservationScore]:
    """Return what fails; where nothing does, what earns less than all points; the worst first."""
    below = sorted(
        (seen for seen in item.observations if seen.counts and (seen.score or 0.0) < _FULL - TOLERANCE),
        key=lambda seen: seen.score or 0.0,
    )
    return [seen for seen in below if _fails(seen)] or below


def _fails(seen: ObservationScore) -> bool:
    return (seen.score or 0.0) < PASS - TOLERANCE


def _right(touch: TouchpointScore) -> Iterator[str]:
    breaking = {fault.item for fault in touch.faults}
    for address, item in touch.items.items():
        if item.state == "scored" and item.shortfall is None and address not in breaking and not item.wow:
            yield item.strength or bare_question(item.ask)
