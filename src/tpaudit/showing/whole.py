"""The journey as a whole in words: what is inconsistent, what is missing, where customers are lost."""

from collections.abc import Callable

from tpaudit.documents.scalars import shown
from tpaudit.judging.whole import Disagreement, Gap, Inconsistency, Losses, Pressure
from tpaudit.showing.words import Translate


def gap_words(gap: Gap, pressure: Pressure | None, say: Translate, name: str = "") -> str:
    """Say what is missing and what that does to a customer; `name` is what to call it, default its own name."""
    name = name or gap.name
    if gap.kind == "expected":
        return say("{name} is expected here and is not there: customers look for it in vain", name=name)
    if gap.kind == "silence":
        return say("{name} does not come: customers are left in the dark and begin to worry", name=name)
    if gap.kind == "stage":
        return say("no touchpoint in this stage: customers are left alone here")
    if gap.kind == "unscored" or pressure is None:
        return say("of {name} nothing is scored: nobody knows what customers meet there", name=name)
    if gap.kind == "too-few":
        many = "{contacts} contacts, where {range} suit: customers wait and wonder"
        one = "{contacts} contact, where {range} suit: customers wait and wonder"
    else:
        many = "{contacts} contacts, where {range} suit: customers feel pressed"
        one = "{contacts} contact, where {range} suit: customers feel pressed"
    return say(many, one=one, number=pressure.contacts, contacts=pressure.contacts, range=suits(pressure))


def suits(pressure: Pressure) -> str:
    """Write how many contacts suit a stage: 2-4, or 2."""
    return "–".join(dict.fromkeys([shown(pressure.least), shown(pressure.most)]))


def inconsistency_words(one: Inconsistency, say: Translate, name: str, promised_by: str = "") -> str:
    """Say who says something else than the facts, or who does not keep whose promise."""
    if one.kind == "fact":
        phrase = "{name} says “{says}” of {what}, where “{expected}” is right"
        return say(phrase, name=name, says=one.says, what=say(one.what), expected=one.expected)
    phrase = "{name} does not keep what {by} promises, “{expected}”: {says}"
    return say(phrase, name=name, by=promised_by, expected=one.expected, says=one.says)


def losses_words(losses: Losses, say: Translate, name: Callable[[str], str]) -> str:
    """Say whether the largest loss and a poor score meet; empty where no loss is known."""
    if losses.largest is None:
        return ""
    if losses.meet:
        return say("The largest loss and a poor score meet: {stage}.", stage=name(losses.meet))
    loss = name(losses.largest)
    if losses.stages[losses.largest].score is None:
        return say("The largest loss is at {stage}, where nothing is scored.", stage=loss)
    if losses.poorest is None:
        return say("The largest loss is at {stage}; no stage scores poorly.", stage=loss)
    phrase = "The largest loss is at {stage}, which scores well; the lowest score has {poorest}. The two do not meet."
    return say(phrase, stage=loss, poorest=name(losses.poorest))


def disagreement_words(one: Disagreement, say: Translate, name: str, score: str) -> str:
    """Say that a touchpoint scores well and is disliked, or badly and is liked."""
    phrase = (
        "{name} is strong ({score}), and yet people dislike it"
        if one.kind == "disliked"
        else "{name} is weak ({score}), and yet people like it"
    )
    return say(phrase, name=name, score=score)
