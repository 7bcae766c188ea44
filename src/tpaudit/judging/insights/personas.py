"""Personas and feelings (S20, S13): the journey of each persona, and where feeling and score disagree."""

from collections.abc import Iterator, Sequence

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.scoring.aggregate import group_score
from tpaudit.judging.scoring.bands import weakest
from tpaudit.judging.scoring.combining import mean
from tpaudit.judging.scoring.sections import sums_of
from tpaudit.judging.scoring.touchpoint import FELT
from tpaudit.results.insights import Disagreement, Personas, PersonaScore
from tpaudit.results.scorecard import ObservationScore, Scorecard, TouchpointScore


def personas(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Personas:
    """Return the score of each persona over the touchpoints that it meets, and who is served worst.

    A touchpoint has the same score for everyone; the personas differ in which touchpoints they meet.
    """
    persona_ids = {touch.id: touch.document.personas for touch in audit.touches}
    links = card.links()
    scores = {
        persona: _persona(
            say(about.name, audit.preferred_languages(languages)),
            persona,
            {
                touch_id: link
                for touch_id, link in links.items()
                if not persona_ids[touch_id] or persona in persona_ids[touch_id]
            },
        )
        for persona, about in audit.audit.personas.items()
    }
    worst = _worst(scores)
    return Personas(personas=scores, worst=worst, clear=worst is not None and _clear(scores, worst))


def _persona(name: str, persona: str, links: dict[str, TouchpointScore]) -> PersonaScore:
    sums = {touch_id: sums_of(link.items.values(), missing=link.missing) for touch_id, link in links.items()}
    total = group_score(links, links, sums)
    observations = [observation for observation in _observed(links) if observation.persona == persona]
    felt = [float(FELT[observation.felt]) for observation in observations if observation.felt]
    return PersonaScore(
        name=name,
        score=total.score,
        low=total.low,
        high=total.high,
        coverage=total.coverage,
        touchpoints=list(links),
        weakest=weakest(links),
        broken=[touch_id for touch_id, link in links.items() if link.broken],
        observations=len(observations),
        feeling=mean(felt) if felt else None,
        rests_on=total.rests_on,
    )


def _observed(links: dict[str, TouchpointScore]) -> Iterator[ObservationScore]:
    for link in links.values():
        for item in link.items.values():
            yield from (observation for observation in item.observations if observation.counts)


def _worst(personas: dict[str, PersonaScore]) -> str | None:
    """Return who has the lowest score; ties go to the first. None if all have the same score."""
    scores = {persona: score.score for persona, score in personas.items() if score.score is not None}
    if not scores or max(scores.values()) - min(scores.values()) <= TOLERANCE:
        return None
    lowest = min(scores.values())
    return next(persona for persona, score in scores.items() if score <= lowest + TOLERANCE)


def _clear(scores: dict[str, PersonaScore], worst: str) -> bool:
    """Tell whether the worst stays worst whatever the open items turn out to be: the intervals do not overlap."""
    others = [score for persona, score in scores.items() if persona != worst and score.score is not None]
    second = min(others, key=lambda other: other.score or 0.0)
    high, low = scores[worst].high, second.low
    return high is not None and low is not None and high < low - TOLERANCE


def disagreements(card: Scorecard) -> list[Disagreement]:
    """Return the strong touchpoints that people dislike and the weak ones that they like, in journey order."""
    return [
        disagreement
        for touch_id, link in card.links().items()
        for disagreement in _disagreement(touch_id, link)
    ]


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
