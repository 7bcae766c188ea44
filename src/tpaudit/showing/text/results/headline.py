"""The headline: the first line of every verdict, with the weakest link beside the score."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.scorecard import Problems, TouchpointScore
from tpaudit.results.standing import Standing, WeakestLink
from tpaudit.showing.text.figures.marks import marks
from tpaudit.showing.text.figures.numerals import numeral, percentage
from tpaudit.showing.text.numbers import percent
from tpaudit.showing.text.results.scorecard import no_score_words
from tpaudit.showing.text.translate import Translate

PointsWriter = Callable[[float | None], str]
_FULL = 100.0
THIN = "thin"
"""What stands in the place of a band where too little was assessed to say one."""
WEAKEST = "Weakest link: {name} ({score})."
LITTLE_KNOWN = "Too little is known: {coverage} % assessed."


def headline(standing: Standing, say: Translate, points: PointsWriter) -> str:
    """Return the verdict on a journey and its weakest link, in sentences: what is broken comes before the score.

    `points` writes a score.
    """
    verdict = _verdict(standing, say, points)
    if standing.weakest is None or _is_spotless(standing.weakest):
        return verdict
    weakest = _weakest(standing.weakest, say, points)
    first, second = (weakest, verdict) if standing.weakest.band == "broken" else (verdict, weakest)
    return say("{first} {second}", first=first, second=second)


def _verdict(standing: Standing, say: Translate, points: PointsWriter) -> str:
    if standing.score is None:
        return problem_words(standing.problems, say) or no_score_words(standing, say)
    if not standing.enough:
        return say(LITTLE_KNOWN, coverage=numeral(percent(standing.coverage), say.language))
    score, band = points(standing.score), say(standing.band or "")
    if not standing.provisional:
        return say("Score {score} of 100: {band}.", score=score, band=band)
    phrase = "Score {score} of 100: {band} (may change: {share} not yet assessed)."
    unknown = percentage(percent(1.0 - (standing.coverage or 0.0)), say.language)
    return say(phrase, score=score, band=band, share=unknown)


def _is_spotless(weakest: WeakestLink) -> bool:
    """Tell whether even the weakest link loses nothing."""
    return weakest.band == "strong" and weakest.score is not None and weakest.score > _FULL - TOLERANCE


def _weakest(weakest: WeakestLink, say: Translate, points: PointsWriter) -> str:
    score = "" if weakest.score is None else points(weakest.score)
    word = "missing" if weakest.missing else "broken" if weakest.band == "broken" else ""
    return say(WEAKEST, name=weakest.name, score=scored_words(score, say(word), say))


def scored_words(score: str, word: str, say: Translate) -> str:
    """Return a score with the word beside it, or the one that there is."""
    return say("{score}, {word}", score=score, word=word) if score and word else score or word


def problem_words(problems: Problems, say: Translate) -> str:
    """Return how many problems were found, by severity, the worst first; empty if there are none."""
    counts = say(", ").join(_counts(problems, say))
    return say("Problems found: {counts}.", counts=counts) if counts else ""


def _counts(problems: Problems, say: Translate) -> Iterator[str]:
    for field in fields(problems):
        count = getattr(problems, field.name)
        if count:
            yield f"{say(field.name)} {count}"


def banded(band: str, say: Translate, *, provisional: bool) -> str:
    """Return the word for a band, with a mark behind it where open questions could still change it."""
    return say(band) + marks(say.language).unsure * provisional


def band_word(touch: TouchpointScore) -> str:
    """Return the word for a touchpoint as people read it: that of its band, or n/a where no question applies."""
    word = band_of(touch)
    return "n/a" if word == "open" and no_question_applies(touch) else word


def no_question_applies(touch: TouchpointScore) -> bool:
    """Tell whether a touchpoint has questions, and none of them applies."""
    return {item.state for item in touch.items.values()} == {"n/a"}


def band_of(touch: TouchpointScore) -> str:
    """Return the word for a touchpoint: its band, or missing, thin where too little was assessed, or open."""
    if touch.missing:
        return "missing"
    if touch.band == "broken":
        return "broken"
    if touch.score is None:
        return "open"
    return (touch.band or "open") if touch.enough else THIN
