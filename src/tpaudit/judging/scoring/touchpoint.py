"""Scoring touchpoints: from observations to items to touchpoints. Points are 0-100, never rounded."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.audit import Handover, Waiver
from tpaudit.documents.checklist import PASS, Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.text import Text, say
from tpaudit.judging.scoring.bands import BandLimits, is_enough, score_band, touchpoint_band
from tpaudit.judging.scoring.broken import faults, open_problems
from tpaudit.judging.scoring.claims import shortfall, strength
from tpaudit.judging.scoring.combining import item_score, mean, net_promoter
from tpaudit.judging.scoring.observations import finding_of, observation_of
from tpaudit.judging.scoring.sections import Sums, touchpoint_sums
from tpaudit.judging.statistics.basis import basis_of, observed_in
from tpaudit.judging.statistics.wilson import rate_chance
from tpaudit.results.scorecard import ItemScore, State, TouchpointScore

FELT: Final = {"delighted": 2, "positive": 1, "neutral": 0, "negative": -1, "angry": -2}
_DAY: Final = 86400.0


class Terms(NamedTuple):
    """What the scoring of a touchpoint needs to know about its audit."""

    languages: Sequence[str]
    as_of: str | None
    waivers: Mapping[str, Waiver]
    standards: frozenset[str]
    limits: BandLimits
    places: Mapping[str, Text]
    """The names of the audit's places."""
    detailed: bool = True
    """Whether to show the observations."""
    claims: bool = True
    """Whether to show beside them what each score rests on, how far chance could move it, and what is good and bad in
    words."""

    @property
    def claimed(self) -> bool:
        """Whether both are to be shown."""
        return self.detailed and self.claims


def score_touch(touch: AuditedTouchpoint, terms: Terms) -> tuple[TouchpointScore, Sums]:
    """Return a touchpoint's score and its sums; the journey fills in the lost points later."""
    document = touch.document
    items = {address: _item(touch, asked, terms) for address, asked in touch.asked.items()}
    sums, sections = touchpoint_sums(touch, items, terms.languages)
    applies = sums.coverage is not None and sums.score is not None
    languages, limits = terms.languages, terms.limits
    reasons = faults(touch, items, sections, languages, terms.places)
    broken = bool(reasons)
    result = TouchpointScore(
        name=say(document.name, languages) or touch.id,
        stage=touch.stage,
        channel=document.channel,
        kind=document.kind,
        owner=document.owner,
        importance=document.importance,
        score=sums.score,
        low=sums.low if applies else None,
        high=sums.high if applies else None,
        coverage=sums.coverage if applies else None,
        lost=0.0,
        broken=broken,
        faults=reasons,
        band=touchpoint_band(sums.score, limits, broken=broken),
        provisional=applies and not broken and score_band(sums.low, limits) != score_band(sums.high, limits),
        feeling=_feeling(touch),
        missing=document.missing,
        delights=[
            address
            for address, item in items.items()
            if item.wow and item.score is not None and item.score >= PASS - TOLERANCE
        ],
        findings={finding_id: finding_of(found, languages) for finding_id, found in touch.findings.items()},
        items=items,
        sections=sections,
        file=touch.file,
        line=touch.line,
        rests_on=basis_of(observed_in(items.values())) if terms.claimed and sums.score is not None else None,
        source=document.source if isinstance(document, Handover) else None,
        target=document.target if isinstance(document, Handover) else None,
        enough=applies and is_enough(sums.coverage, limits),
        problems=open_problems(touch) if touch.findings else 0,
    )
    return result, sums


def _item(touch: AuditedTouchpoint, asked: Asked, terms: Terms) -> ItemScore:
    question = asked.question
    item = question.item
    about = vars(item)  # several times as fast as its attributes, and this is done for every item
    counting = asked.counting()
    score = None
    state: State
    if counting:
        state = "scored"
        score = item_score(counting, item)
    elif asked.observed and asked.recorded():
        state = "recorded"
    elif any(not observed.apart for observed in asked.observed) or (question.waits and touch.left_out(asked)):
        state = "n/a"
    else:
        state = "open"
    address = f"{touch.id}/{question.address}" if terms.waivers or terms.standards else ""
    # Calling the class would first build a dict of all these keywords; there is no larger record made so often.
    result = object.__new__(ItemScore)
    ItemScore.__init__(
        result,
        ask=say(about["ask"], terms.languages),
        state=state,
        score=score,
        weight=question.weight,
        lost=0.0,
        must=bool(about["must"]),
        wow=about["wow"],
        stale=about["valid_for"] is not None and _stale(counting, about["valid_for"], terms.as_of),
        waived=bool(terms.waivers) and _is_waived(touch.id, address, terms),
        standard=address in terms.standards
        or (bool(terms.standards) and question.address in terms.standards),
        file=asked.file,
        line=asked.line,
        observations=[],
        tags=list(about["tags"]),
        nps=net_promoter(counting, item) if about["answer"] == NPS and counting else None,
    )
    if terms.detailed and asked.observed:
        result.observations = [
            observation_of(observed, item, terms.languages, counts=observed in counting)
            for observed in asked.observed
        ]
        if counting and terms.claims:
            _add_claims(result, item, counting, terms.languages)
    return result


def _add_claims(
    result: ItemScore, item: Item, counting: Sequence[Observed], languages: Sequence[str]
) -> None:
    """Add what neither lines nor extracts of many audits need: claims, what the score rests on, and chance."""
    result.shortfall = shortfall(item, counting, languages)
    result.strength = strength(item, counting, languages)
    result.rests_on = basis_of(result.observations)
    result.chance = rate_chance(result.observations) if item.answer == "yes-no" else None


def _is_waived(touchpoint: str, address: str, terms: Terms) -> bool:
    waivers = [terms.waivers[key] for key in (address, touchpoint) if key in terms.waivers]
    return any(_waived(waiver, terms.as_of) for waiver in waivers)


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _stale(counting: Sequence[Observed], valid_for: float, as_of: str | None) -> bool:
    newest = max((observed.on for observed in counting if observed.on), default=None)
    return (
        newest is not None and as_of is not None and (_ordinal(as_of) - _ordinal(newest)) * _DAY > valid_for
    )


def _waived(waiver: Waiver, as_of: str | None) -> bool:
    return as_of is None or as_of[:10] <= waiver.until


def _feeling(touch: AuditedTouchpoint) -> float | None:
    """Return how a touchpoint feels, -2 to 2: as it says itself, else the mean of its counting observations."""
    if touch.document.felt is not None:
        return float(FELT[touch.document.felt])
    felt = [
        FELT[observed.felt]
        for asked in touch.asked.values()
        for observed in asked.observed
        if observed.felt is not None and observed in asked.counting()
    ]
    return mean(felt) if felt else None
