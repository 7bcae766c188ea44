"""Insights in an explanation: short, with the file and line of each fault."""

from collections.abc import Callable, Iterator
from typing import Final

from tpaudit.documents.questions import bare_question
from tpaudit.results.insights import ContextLost
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.explaining.words import Explaining
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.numbers import visible, wrapped
from tpaudit.showing.text.results.insights import (
    ENOUGH_PAIRS,
    NumberFormats,
    disagreement_words,
    gap_words,
    inconsistency_words,
    losses_words,
)

_MAX_DISPUTED: Final = 5
"""How many disputed items, and pairs of methods, are shown."""
_Part = Callable[[Scorecard, Explaining], Iterator[Line]]


def explained_whole(card: Scorecard, words: Explaining) -> Iterator[Line]:
    """Yield what is wrong between touchpoints and what is missing; nothing if all is right."""
    lines = [line for part in _PARTS for line in part(card, words)]
    if lines:
        yield []
        yield from _text(
            words.say("Between touchpoints, and what is missing (no score depends on it):"), "bold"
        )
        yield from lines


def inconsistencies_at(card: Scorecard, touch_id: str, words: Explaining) -> Iterator[Line]:
    """Yield the facts that a touchpoint contradicts, and the promises that it breaks."""
    for inconsistency in card.consistency.found if card.consistency else ():
        if inconsistency.touchpoint == touch_id:
            yield from _fault(
                inconsistency_words(
                    inconsistency, words.say, words.say("it"), words.link(inconsistency.promised_by or "")
                ),
                inconsistency.file,
                inconsistency.line,
            )
            yield from _text(f"{inconsistency.expected_file}:{inconsistency.expected_line}", "dim", "  ")


def _consistency(card: Scorecard, words: Explaining) -> Iterator[Line]:
    consistency, say = card.consistency, words.say
    if consistency is None:
        return
    if consistency.score is not None:
        told = sum(len(row.said) for row in consistency.facts.values())
        right = sum(statement.same for row in consistency.facts.values() for statement in row.said.values())
        yield from _text(
            say(
                "consistency: {score} of 100 by importance; {right} of {all} sayings of facts are right",
                score=words.two(consistency.score),
                right=right,
                all=told,
            )
        )
    for inconsistency in consistency.found:
        what = inconsistency_words(
            inconsistency,
            say,
            words.link(inconsistency.touchpoint),
            words.link(inconsistency.promised_by or ""),
        )
        where = words.beside(
            [str(inconsistency.line), f"{inconsistency.expected_file}:{inconsistency.expected_line}"]
        )
        yield from _fault(what, inconsistency.file, where)


def _gaps(card: Scorecard, words: Explaining) -> Iterator[Line]:
    gaps, say = card.gaps, words.say
    if gaps is None or not gaps.found:
        return
    yield from _text(say("gaps: {count}", count=len(gaps.found)))
    for gap in gaps.found:
        contacts = gaps.contacts.get(gap.address)
        what = gap_words(gap, contacts, say, gap.name, words.persona(contacts.persona if contacts else None))
        yield from _fault(say("{name}: {text}", name=words.stage(gap.stage), text=what), gap.file, gap.line)


def _chain(card: Scorecard, words: Explaining) -> Iterator[Line]:
    chain, say = card.chain, words.say
    if chain is None or not card.handovers:
        return
    counted = say(
        "chain: {links} links, {handovers} of them handovers",
        links=len(chain.links),
        handovers=len(card.handovers),
    )
    worst = say("the worst is {name}", name=words.link(chain.weakest)) if chain.weakest else ""
    yield from _text(words.beside([counted, worst]))
    for context_lost in chain.lost:
        first, last = _ends(context_lost, words)
        what = say(
            "{handover} ({ends}) scores {score}: what the customer said before is not passed on",
            handover=words.link(context_lost.handover),
            ends=say("{first} to {last}", first=first, last=last) if last else first,
            score=words.two(context_lost.score),
        )
        yield from _fault(what, context_lost.file, context_lost.line)


def _ends(lost: ContextLost, words: Explaining) -> tuple[str, str]:
    """Return from which channel to which a handover leads: one channel alone, or its touchpoints, where there are not two."""
    channels = [words.locale.word(channel) for channel in lost.channels if channel]
    if channels:
        return channels[0], channels[1] if len(channels) > 1 else ""
    return words.link(lost.source), words.link(lost.target)


def _losses(card: Scorecard, words: Explaining) -> Iterator[Line]:
    losses, say = card.losses, words.say
    if losses is None or losses.largest is None:
        return
    reach = losses.stages[losses.largest]
    yield from _text(
        say(
            "losses: {share} % of those at {first} get to {last}",
            share=words.percent(reach.share),
            first=words.stage(reach.before or ""),
            last=words.stage(losses.largest),
        )
    )
    write = NumberFormats(words.two, lambda share: say("{share} %", share=words.percent(share)), words.stage)
    yield from _text(losses_words(card, say, write), "", "  ")


def _personas(card: Scorecard, words: Explaining) -> Iterator[Line]:
    personas, say = card.personas, words.say
    if personas is None or personas.worst is None:
        return
    served = words.beside(f"{score.name} {words.two(score.score)}" for score in personas.personas.values())
    yield from _text(say("personas: {text}", text=served))
    phrase = (
        "worst served is {name}"
        if personas.clear
        else "worst served is {name}, hardly worse than the next: their intervals overlap"
    )
    yield from _text(say(phrase, name=words.persona(personas.worst)), "", "  ")


def _feelings(card: Scorecard, words: Explaining) -> Iterator[Line]:
    for disagreement in card.disagreements or ():
        yield from _fault(
            disagreement_words(
                disagreement, words.say, words.link(disagreement.touchpoint), words.two(disagreement.score)
            ),
            disagreement.file,
            disagreement.line,
        )


def _observers(card: Scorecard, words: Explaining) -> Iterator[Line]:
    agreement, say = card.agreement, words.say
    if agreement is None:
        return
    whole = agreement.whole
    if whole.share is not None:
        pairs = say(
            "{agreeing} of {pairs} pairs of observers agree", agreeing=whole.agreeing, pairs=whole.pairs
        )
        enough = whole.pairs >= ENOUGH_PAIRS
        share = say("{share} %", share=words.percent(whole.share)) if enough else ""
        yield from _text(say("observers: {text}", text=words.listed([pairs, share])))
    for address in agreement.disputed[:_MAX_DISPUTED]:
        item = agreement.items[address]
        touch_id, _, item_id = address.partition("/")
        asked = bare_question(card.links()[touch_id].items[item_id].ask)
        what = say(
            "{address}: {agreeing} of {pairs} agree, up to {points} points apart",
            address=say("{name}: {text}", name=words.link(touch_id), text=asked),
            agreeing=item.agreeing,
            pairs=item.pairs,
            points=words.two(item.gap),
        )
        yield from _fault(what, item.heard[0].file, item.heard[0].line)
    if len(agreement.disputed) > _MAX_DISPUTED:
        more = len(agreement.disputed) - _MAX_DISPUTED
        yield from _text(say("and {count} more", count=more), "dim", "  ")
    for pair in agreement.methods[:_MAX_DISPUTED]:
        yield from _text(
            say(
                "methods: {method} against {other}, {count} items: {score} against {other_score}",
                one="methods: {method} against {other}, {count} item: {score} against {other_score}",
                number=pair.items,
                method=words.method(pair.method),
                other=words.method(pair.other),
                count=pair.items,
                score=words.two(pair.score),
                other_score=words.two(pair.other_score),
            )
        )


_PARTS: Final[tuple[_Part, ...]] = (
    _consistency,
    _gaps,
    _chain,
    _losses,
    _personas,
    _feelings,
    _observers,
)


def _fault(what: str, file: str, line: object) -> Iterator[Line]:
    yield from _text(f"✗ {what}", "red", "  ")
    yield from _text(f"{file}:{line}", "dim", "    ")


def _text(text: str, style: str = "", indent: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), COLUMNS, indent, "  "):
        yield [Piece(line, style)]
