"""Personas and feelings (S20, S13): the journey in each persona's shoes, and where feeling and score disagree."""

from collections.abc import Iterator, Sequence

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.scoring.aggregate import weakest, weighed
from tpaudit.judging.scoring.touchpoint import FELT, mean, sums_of
from tpaudit.results.insights import Disagreement, Personas, PersonaScore
from tpaudit.results.scorecard import ObservationScore, Scorecard, TouchpointScore


def personas(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Personas:
    """Return each persona's journey over the touchpoints that it meets, and who is served worst.

    The touchpoints score as they do for everyone; which of them a persona meets makes the difference.
    """
    met = {touch.id: touch.document.personas for touch in audit.touches}
    links = card.links()
    found = {
        persona: _persona(
            say(about.name, audit.tongues(languages)),
            persona,
            {
                touch_id: link
                for touch_id, link in links.items()
                if not met[touch_id] or persona in met[touch_id]
            },
        )
        for persona, about in audit.audit.personas.items()
    }
    worst = _worst(found)
    return Personas(personas=found, worst=worst, clear=worst is not None and _clear(found, worst))


def _persona(name: str, persona: str, links: dict[str, TouchpointScore]) -> PersonaScore:
    sums = {touch_id: sums_of(link.items.values(), missing=link.missing) for touch_id, link in links.items()}
    whole = weighed(links, links, sums)
    seen = [one for one in _observed(links) if one.persona == persona]
    felt = [float(FELT[one.felt]) for one in seen if one.felt]
    return PersonaScore(
        name=name,
        score=whole.score,
        low=whole.low,
        high=whole.high,
        coverage=whole.coverage,
        touchpoints=list(links),
        weakest=weakest(links),
        broken=[touch_id for touch_id, link in links.items() if link.broken],
        observations=len(seen),
        feeling=mean(felt) if felt else None,
    )


def _observed(links: dict[str, TouchpointScore]) -> Iterator[ObservationScore]:
    for link in links.values():
        for item in link.items.values():
            yield from (one for one in item.observations if one.counts)


def _worst(found: dict[str, PersonaScore]) -> str | None:
    """Return who has the lowest score, of equals the first; None if nobody is served better."""
    scores = {persona: one.score for persona, one in found.items() if one.score is not None}
    if not scores or max(scores.values()) - min(scores.values()) <= TOLERANCE:
        return None
    least = min(scores.values())
    return next(persona for persona, score in scores.items() if score <= least + TOLERANCE)


def _clear(found: dict[str, PersonaScore], worst: str) -> bool:
    """Tell whether the worst is so whatever the open questions will say: it ends where the next begins."""
    scored = [one for persona, one in found.items() if persona != worst and one.score is not None]
    second = min(scored, key=lambda one: one.score or 0.0)
    high, low = found[worst].high, second.low
    return high is not None and low is not None and high < low - TOLERANCE


def disagreements(card: Scorecard) -> list[Disagreement]:
    """Return the strong touchpoints that people dislike and the weak ones that they like, in journey order."""
    return [one for touch_id, link in card.links().items() for one in _disagreement(touch_id, link)]


def _disagreement(touch_id: str, link: TouchpointScore) -> Iterator[Disagreement]:
    if link.score is None or link.feeling is None:
        return
    disliked = link.band == "strong" and link.feeling < -TOLERANCE
    liked = link.band == "weak" and link.feeling > TOLERANCE
    if disliked or liked:
        yield Disagreement(
            kind="disliked" if disliked else "liked",
            touchpoint=touch_id,
            stage=link.stage,
            score=link.score,
            feeling=link.feeling,
            file=link.file,
            line=link.line,
        )
