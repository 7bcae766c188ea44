"""Insights in an explanation: short, with the file and line of each fault."""

from collections.abc import Callable, Iterator

from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.insights import (
    ENOUGH_PAIRS,
    NumberFormats,
    disagreement_words,
    gap_words,
    inconsistency_words,
    losses_words,
)
from tpaudit.showing.text.numbers import percent, visible, wrapped
from tpaudit.showing.text.translate import translator

WritePoints = Callable[[float | None], str]
"""Writes points in the same way as the sum above it."""
_SAY = translator("en")
_MAX_DISPUTED = 5
"""How many disputed items, and pairs of methods, are shown."""


def explained_whole(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    """Yield what is wrong between touchpoints and what is missing; nothing if all is right."""
    lines = [line for part in _PARTS for line in part(card, points)]
    if lines:
        yield []
        yield from _text("Between touchpoints, and what is missing (no score depends on it):", "bold")
        yield from lines


def inconsistencies_at(card: Scorecard, touch_id: str) -> Iterator[Line]:
    """Yield the facts that a touchpoint contradicts, and the promises that it breaks."""
    for inconsistency in card.consistency.found if card.consistency else ():
        if inconsistency.touchpoint == touch_id:
            yield from _fault(
                inconsistency_words(inconsistency, _SAY, "it", inconsistency.promised_by or ""),
                inconsistency.file,
                inconsistency.line,
            )
            yield from _text(f"{inconsistency.expected_file}:{inconsistency.expected_line}", "dim", "  ")


def _consistency(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    consistency = card.consistency
    if consistency is None:
        return
    if consistency.score is not None:
        told = sum(len(row.said) for row in consistency.facts.values())
        right = sum(statement.same for row in consistency.facts.values() for statement in row.said.values())
        yield from _text(
            f"consistency: {points(consistency.score)} of 100 by importance; {right} of {told} sayings of facts are right"
        )
    for inconsistency in consistency.found:
        what = inconsistency_words(
            inconsistency, _SAY, inconsistency.touchpoint, inconsistency.promised_by or ""
        )
        where = f"{inconsistency.line}; {inconsistency.expected_file}:{inconsistency.expected_line}"
        yield from _fault(what, inconsistency.file, where)


def _gaps(card: Scorecard, _two: WritePoints) -> Iterator[Line]:
    gaps = card.gaps
    if gaps is None or not gaps.found:
        return
    yield from _text(f"gaps: {len(gaps.found)}")
    for gap in gaps.found:
        contacts = gaps.contacts.get(gap.address)
        what = gap_words(gap, contacts, _SAY, gap.address, (contacts and contacts.persona) or "")
        yield from _fault(f"{gap.stage}: {what}", gap.file, gap.line)


def _chain(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    chain = card.chain
    if chain is None or not card.handovers:
        return
    handovers, links = len(card.handovers), len(chain.links)
    worst = f"; the worst is {chain.weakest}" if chain.weakest else ""
    yield from _text(f"chain: {links} links, {handovers} of them handovers{worst}")
    for context_lost in chain.lost:
        ends = (
            " to ".join(filter(None, context_lost.channels))
            or f"{context_lost.source} to {context_lost.target}"
        )
        what = f"{context_lost.handover} ({ends}) scores {points(context_lost.score)}: what the customer said before is not passed on"
        yield from _fault(what, context_lost.file, context_lost.line)


def _losses(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    losses = card.losses
    if losses is None or losses.largest is None:
        return
    reach = losses.stages[losses.largest]
    yield from _text(f"losses: {percent(reach.share)} % of those at {reach.before} get to {losses.largest}")
    write = NumberFormats(points, lambda share: f"{percent(share)} %", str)
    yield from _text(losses_words(card, _SAY, write), "", "  ")


def _personas(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    personas = card.personas
    if personas is None or personas.worst is None:
        return
    served = ", ".join(f"{persona} {points(score.score)}" for persona, score in personas.personas.items())
    close = "" if personas.clear else ", hardly worse than the next: their intervals overlap"
    yield from _text(f"personas: {served}; worst served is {personas.worst}{close}")


def _feelings(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    for disagreement in card.disagreements or ():
        yield from _fault(
            disagreement_words(disagreement, _SAY, disagreement.touchpoint, points(disagreement.score)),
            disagreement.file,
            disagreement.line,
        )


def _observers(card: Scorecard, points: WritePoints) -> Iterator[Line]:
    agreement = card.agreement
    if agreement is None:
        return
    if agreement.whole.share is not None:
        pairs = f"{agreement.whole.agreeing} of {agreement.whole.pairs} pairs of observers agree"
        enough = agreement.whole.pairs >= ENOUGH_PAIRS
        share = f", {percent(agreement.whole.share)} %" if enough else ""
        yield from _text(f"observers: {pairs}{share}")
    for address in agreement.disputed[:_MAX_DISPUTED]:
        item = agreement.items[address]
        what = f"{address}: {item.agreeing} of {item.pairs} agree, up to {points(item.gap)} points apart"
        yield from _fault(what, item.heard[0].file, item.heard[0].line)
    if len(agreement.disputed) > _MAX_DISPUTED:
        yield from _text(f"and {len(agreement.disputed) - _MAX_DISPUTED} more", "dim", "  ")
    for pair in agreement.methods[:_MAX_DISPUTED]:
        apart = f"{points(pair.score)} against {points(pair.other_score)}"
        items = f"{pair.items} item{'s' * (pair.items > 1)}"
        yield from _text(f"methods: {pair.method} against {pair.other}, {items}: {apart}")


_PARTS = (_consistency, _gaps, _chain, _losses, _personas, _feelings, _observers)


def _fault(what: str, file: str, line: object) -> Iterator[Line]:
    yield from _text(f"✗ {what}", "red", "  ")
    yield from _text(f"{file}:{line}", "dim", "    ")


def _text(text: str, style: str = "", indent: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), COLUMNS, indent, "  "):
        yield [Piece(line, style)]
