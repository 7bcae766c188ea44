"""The journey as a whole in an explanation: in short, with the place of each fault."""

from collections.abc import Callable, Iterator

from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.terminal.table import COLUMNS, Line, Piece
from tpaudit.showing.text.insights import (
    Figures,
    disagreement_words,
    gap_words,
    inconsistency_words,
    losses_words,
)
from tpaudit.showing.text.numbers import percent, visible, wrapped
from tpaudit.showing.text.translate import translator

Two = Callable[[float | None], str]
"""Writes a figure as the sum above has it."""
_SAY = translator("en")
_MOST = 5
"""How many disputed questions, and pairs of methods, are named."""


def explained_whole(card: Scorecard, two: Two) -> Iterator[Line]:
    """Yield what lies between touchpoints and what is missing; nothing of what is all right."""
    lines = [line for part in _PARTS for line in part(card, two)]
    if lines:
        yield []
        yield from _text("Between touchpoints, and what is missing (no score depends on it):", "bold")
        yield from lines


def inconsistencies_at(card: Scorecard, touch_id: str) -> Iterator[Line]:
    """Yield what a touchpoint says otherwise, and whose promises it does not keep."""
    for one in card.consistency.found if card.consistency else ():
        if one.touchpoint == touch_id:
            yield from _fault(inconsistency_words(one, _SAY, "it", one.promised_by or ""), one.file, one.line)
            yield from _text(f"{one.expected_file}:{one.expected_line}", "dim", "  ")


def _consistency(card: Scorecard, two: Two) -> Iterator[Line]:
    found = card.consistency
    if found is None:
        return
    if found.score is not None:
        told = sum(len(row.said) for row in found.facts.values())
        right = sum(one.same for row in found.facts.values() for one in row.said.values())
        yield from _text(
            f"consistency: {two(found.score)} of 100 by importance; {right} of {told} sayings of facts are right"
        )
    for one in found.found:
        what = inconsistency_words(one, _SAY, one.touchpoint, one.promised_by or "")
        where = f"{one.line}; {one.expected_file}:{one.expected_line}"
        yield from _fault(what, one.file, where)


def _gaps(card: Scorecard, _two: Two) -> Iterator[Line]:
    found = card.gaps
    if found is None or not found.found:
        return
    yield from _text(f"gaps: {len(found.found)}")
    for gap in found.found:
        pressure = found.contacts.get(gap.address)
        what = gap_words(gap, pressure, _SAY, gap.address, (pressure and pressure.persona) or "")
        yield from _fault(f"{gap.stage}: {what}", gap.file, gap.line)


def _chain(card: Scorecard, two: Two) -> Iterator[Line]:
    found = card.chain
    if found is None or not card.handovers:
        return
    handovers, links = len(card.handovers), len(found.links)
    worst = f"; the worst is {found.weakest}" if found.weakest else ""
    yield from _text(f"chain: {links} links, {handovers} of them handovers{worst}")
    for one in found.lost:
        ends = " to ".join(filter(None, one.channels)) or f"{one.source} to {one.target}"
        what = f"{one.handover} ({ends}) scores {two(one.score)}: what the customer said before does not come along"
        yield from _fault(what, one.file, one.line)


def _losses(card: Scorecard, two: Two) -> Iterator[Line]:
    found = card.losses
    if found is None or found.largest is None:
        return
    worst = found.stages[found.largest]
    yield from _text(f"losses: {percent(worst.share)} % of those at {worst.before} get to {found.largest}")
    write = Figures(two, lambda share: f"{percent(share)} %", str)
    yield from _text(losses_words(card, _SAY, write), "", "  ")


def _personas(card: Scorecard, two: Two) -> Iterator[Line]:
    found = card.personas
    if found is None or found.worst is None:
        return
    served = ", ".join(f"{persona} {two(one.score)}" for persona, one in found.personas.items())
    close = "" if found.clear else ", hardly worse than the next: their intervals overlap"
    yield from _text(f"personas: {served}; worst served is {found.worst}{close}")


def _feelings(card: Scorecard, two: Two) -> Iterator[Line]:
    for one in card.disagreements or ():
        yield from _fault(disagreement_words(one, _SAY, one.touchpoint, two(one.score)), one.file, one.line)


def _observers(card: Scorecard, two: Two) -> Iterator[Line]:
    found = card.agreement
    if found is None:
        return
    if found.whole.share is not None:
        pairs = f"{found.whole.agreeing} of {found.whole.pairs} pairs of observers agree"
        yield from _text(f"observers: {pairs}, {percent(found.whole.share)} %")
    for at in found.disputed[:_MOST]:
        item = found.items[at]
        what = f"{at}: {item.agreeing} of {item.pairs} agree, up to {two(item.gap)} points apart"
        yield from _fault(what, item.heard[0].file, item.heard[0].line)
    if len(found.disputed) > _MOST:
        yield from _text(f"and {len(found.disputed) - _MOST} more", "dim", "  ")
    for pair in found.methods[:_MOST]:
        apart = f"{two(pair.score)} against {two(pair.other_score)}"
        items = f"{pair.items} item{'s' * (pair.items > 1)}"
        yield from _text(f"methods: {pair.method} against {pair.other}, {items}: {apart}")


_PARTS = (_consistency, _gaps, _chain, _losses, _personas, _feelings, _observers)


def _fault(what: str, file: str, line: object) -> Iterator[Line]:
    yield from _text(f"✗ {what}", "red", "  ")
    yield from _text(f"{file}:{line}", "dim", "    ")


def _text(text: str, style: str = "", indent: str = "") -> Iterator[Line]:
    for line in wrapped(visible(text), COLUMNS, indent, "  "):
        yield [Piece(line, style)]
