"""Insights in words: what is inconsistent, what is missing, and where customers are lost."""

from collections.abc import Callable
from typing import Final, NamedTuple

from tpaudit.documents.scalars import as_text
from tpaudit.results.insights import Disagreement, Gap, Inconsistency, Losses, Pressure, StageReach
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.text.figures.names import unhyphenated
from tpaudit.showing.text.translate import Translate

ENOUGH_PAIRS: Final = 5
"""A share of fewer pairs of observers is written as a count, without a percentage."""


def gap_words(gap: Gap, pressure: Pressure | None, say: Translate, name: str = "", persona: str = "") -> str:
    """Return a sentence on what is missing, or on how many contacts there are.

    `name` is the name of the gap in the sentence, by default its own; `persona` that of the persona whose
    contacts are counted.
    """
    name = name or gap.name
    if gap.kind == "expected":
        return say("{name}: belongs to such a journey, and this audit has none", name=name)
    if gap.kind == "silence":
        return say("{name} does not come: customers hear nothing", name=name)
    if gap.kind == "stage":
        return say("no touchpoint in this stage")
    if gap.kind == "unscored" or pressure is None:
        return say("of {name} nothing is scored: nobody knows what customers meet there", name=name)
    pressed = _pressed(gap, pressure, say)
    return say("persona {persona}: {gap}", persona=persona, gap=pressed) if persona else pressed


def _pressed(gap: Gap, pressure: Pressure, say: Translate) -> str:
    if gap.kind == "too-few":
        many = "{contacts} contacts, too few: {range} would be right"
        one = "{contacts} contact, too few: {range} would be right"
    else:
        many = "{contacts} contacts, too many: {range} would be right"
        one = "{contacts} contact, too many: {range} would be right"
    return say(
        many, one=one, number=pressure.contacts, contacts=pressure.contacts, range=suits_words(pressure)
    )


def suits_words(pressure: Pressure) -> str:
    """Return how many contacts suit a stage: 2–4, or 2."""
    return "–".join(dict.fromkeys([as_text(pressure.least), as_text(pressure.most)]))


def inconsistency_words(
    inconsistency: Inconsistency, say: Translate, name: str, promised_by: str = ""
) -> str:
    """Return a sentence on who contradicts a fact, or who breaks whose promise."""
    if inconsistency.kind == "fact":
        phrase = "{name} says “{says}” of {what}, where “{expected}” is right"
        return say(
            phrase,
            name=name,
            says=inconsistency.says,
            what=unhyphenated(said) if (said := say(inconsistency.what)) == inconsistency.what else said,
            expected=inconsistency.expected,
        )
    phrase = "{name} does not keep what {by} promises, “{expected}”: {says}"
    expected = without_stop(inconsistency.expected)
    return say(phrase, name=name, by=promised_by, expected=expected, says=inconsistency.says)


def without_stop(text: str) -> str:
    """Return a text that is quoted within a sentence, without the full stop at its end."""
    return text.rstrip(".。")


class NumberFormats(NamedTuple):
    """How to write points, shares and stages in a sentence."""

    points: Callable[[float | None], str]
    percent: Callable[[float | None], str]
    stage: Callable[[str], str]


def losses_words(card: Scorecard, say: Translate, write: NumberFormats) -> str:
    """Return sentences on the largest loss and the lowest score (S15); empty if no loss is known."""
    losses = card.losses
    if losses is None or losses.largest is None:
        return ""
    first, second = _largest(losses, say, write), _lowest(losses, card, say, write)
    return say("{first} {second}", first=first, second=second)


def _largest(losses: Losses, say: Translate, write: NumberFormats) -> str:
    reach = losses.stages[losses.largest or ""]
    names = {"stage": write.stage(losses.largest or ""), "lost": write.percent(_lost(reach))}
    if reach.score is None:
        return say("The largest loss is at {stage}: {lost}, and nothing is scored there.", **names)
    return say(
        "The largest loss is at {stage}: {lost}, with a score of {score}.",
        score=write.points(reach.score),
        **names,
    )


def _lowest(losses: Losses, card: Scorecard, say: Translate, write: NumberFormats) -> str:
    """Return a sentence on where the lowest score is, what is lost there, and whether that is the largest loss."""
    if losses.poorest is None:
        return say("No stage scores below strong.")
    if losses.poorest == losses.largest:
        return say("It also scores lowest.")
    reach = losses.stages.get(losses.poorest)
    names = {"stage": write.stage(losses.poorest), "score": write.points(card.stages[losses.poorest].score)}
    if reach is None or reach.share is None:
        lowest = say("The lowest score is at {stage}: {score}.", **names)
    else:
        lost = write.percent(_lost(reach))
        lowest = say("The lowest score is at {stage}: {score}, with a loss of {lost}.", lost=lost, **names)
    strong = losses.meet is None and losses.stages[losses.largest or ""].score is not None
    if not strong:
        return lowest
    return say("{first} {second}", first=lowest, second=say("Loss and lowest score are in different stages."))


def _lost(reach: StageReach) -> float | None:
    return None if reach.share is None else max(0.0, 1.0 - reach.share)


def disagreement_words(disagreement: Disagreement, say: Translate, name: str, score: str) -> str:
    """Return a sentence on a touchpoint that scores well and is disliked, or badly and is liked."""
    phrase = (
        "{name} scores high ({score}), and yet people dislike it"
        if disagreement.kind == "disliked"
        else "{name} scores low ({score}), and yet people like it"
    )
    return say(phrase, name=name, score=score)
