"""A workspace's status for people: its audits, what is open by owner and place, and the next step."""

import shlex
from collections.abc import Iterator, Sequence

from tpaudit.results.status import AuditStatus, WorkspaceStatus
from tpaudit.results.visits import OpenQuestions
from tpaudit.showing.terminal.lines import COLUMNS, Line, Piece
from tpaudit.showing.text.figures.marks import told
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import fitted, percent, rounded, visible, width, wrapped
from tpaudit.showing.text.results.headline import headline

_MOST = 12
"""Owners or places that are named; the rest is only counted."""


def status_lines(status: WorkspaceStatus, locale: Locale, columns: int = COLUMNS) -> Iterator[Line]:
    """Yield what is there, audit by audit, and last what to do next."""
    say = locale.say
    counts = [
        say("audits: {count}", count=len(status.audits)),
        say("earlier waves: {count}", count=len(status.earlier)),
        say("own checklists: {count}", count=status.checklists),
    ]
    folder = "" if status.folder == "." else f"{status.folder}: "
    yield [Piece(visible(folder + told(counts, locale.language)), "dim")]
    for audit in status.audits:
        yield []
        yield from _audit(audit, locale, columns)
    yield []
    for line in wrapped(say("Next: {why}.", why=say(status.next.why)), columns):
        yield [Piece(line, "bold")]
    yield [Piece(visible(f"  {shlex.join(['tpaudit', *status.next.command])}"), "bold")]


def _audit(audit: AuditStatus, locale: Locale, columns: int) -> Iterator[Line]:
    date = locale.day(audit.date)
    title = fitted(visible(audit.name), columns - width(date) - 2) if date else visible(audit.name)
    yield [Piece(title, "bold"), Piece(f"  {date}" if date else "", "dim")]
    if audit.file != audit.name:
        yield [Piece(f"  {visible(audit.file)}", "dim")]
    yield from _standing(audit, locale, columns)
    yield from _open(audit, locale)
    yield from _wrong(audit, locale)


def _standing(audit: AuditStatus, locale: Locale, columns: int) -> Iterator[Line]:
    say, standing = locale.say, audit.standing
    if standing is None:
        return
    said = headline(standing, say, lambda value: locale.numeral(rounded(value, locale.limits)))
    for line in wrapped(visible(said), columns, "  "):
        yield [Piece(line)]
    facts = [
        say("{coverage} % assessed", coverage=locale.numeral(percent(standing.coverage or 0.0))),
        say("broken: {count}", count=audit.broken),
        say("visits: {count}", count=audit.visits),
    ]
    yield [Piece(f"  {told(facts, locale.language)}", "red" if audit.broken else "")]


def _open(audit: AuditStatus, locale: Locale) -> Iterator[Line]:
    """Yield what nobody has answered, by owner; and what was not answered at each place."""
    say = locale.say
    if audit.open is None or not audit.open.open:
        return
    yield [Piece("  " + _questions(say("Still open"), audit.open, locale))]
    owned = [entry for entry in audit.by_owner if entry.open]
    if any(entry.name is not None for entry in owned):
        yield from _each(owned, say("nobody's"), locale)
    yield from _each([entry for entry in audit.by_place if entry.open], "", locale)


def _each(entries: Sequence[OpenQuestions], nameless: str, locale: Locale) -> Iterator[Line]:
    for entry in entries[:_MOST]:
        yield [Piece("    " + _questions(visible(entry.name or nameless), entry, locale))]
    if len(entries) > _MOST:
        yield [Piece("    " + locale.say("and {more} more", more=len(entries) - _MOST))]


def _questions(name: str, entry: OpenQuestions, locale: Locale) -> str:
    return locale.say("{name}: {open} of {asked} questions", name=name, open=entry.open, asked=entry.asked)


def _wrong(audit: AuditStatus, locale: Locale) -> Iterator[Line]:
    if audit.errors:
        yield [Piece("  " + locale.say("errors: {count}", count=audit.errors), "red")]
    if audit.warnings:
        yield [Piece("  " + locale.say("warnings: {count}", count=audit.warnings), "yellow")]
