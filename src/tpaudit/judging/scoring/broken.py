"""Broken: why a touchpoint fails whatever it scores, and how many problems were found there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tpaudit.documents.asked import Asked, Observed
from tpaudit.documents.checklist import Item
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import AuditedTouchpoint
from tpaudit.documents.text import Text, say
from tpaudit.judging.scoring.claims import claim_of
from tpaudit.judging.scoring.observations import optional_text
from tpaudit.results.scorecard import Fault, ItemScore, Problems, TouchpointScore
from tpaudit.results.sections import SectionScore


class Failures(NamedTuple):
    """How many answers to an item fail, and which observation is the first that says so."""

    failing: int
    of: int
    """How many answers there are; a rate such as 37/40 is 40 of them."""
    first: Observed | None
    by_option: bool
    """An option that fails the touchpoint was chosen."""


def failures(item: Item, observed: Iterable[Observed]) -> Failures:
    """Return how many answers to an item fail: an option that fails, or points below the limit of a must."""
    failing, of, first, by_option = 0, 0, None, False
    for observation in observed:
        count = _failing(item, observation)
        failing += count
        of += observation.answer.rate[1] if observation.answer.rate else 1
        if count:
            first = first or observation
            by_option = by_option or observation.answer.fails
    return Failures(failing=failing, of=of, first=first, by_option=by_option)


def _failing(item: Item, observation: Observed) -> int:
    answer = observation.answer
    if answer.rate and item.must:
        good, of = answer.rate
        return of - good
    too_low = bool(item.must) and (answer.score or 0.0) < item.must - TOLERANCE
    return int(answer.fails or too_low)


def is_broken(item: Item, found: Failures) -> bool:
    """Tell whether more answers fail than the item tolerates."""
    return 100.0 * found.failing > item.tolerate * found.of + TOLERANCE


def faults(
    touch: AuditedTouchpoint,
    items: Mapping[str, ItemScore],
    sections: Mapping[str, SectionScore],
    languages: Sequence[str],
    places: Mapping[str, Text],
) -> list[Fault]:
    """Return why a touchpoint is broken; none if it is not. `places` are the names of the audit's places."""
    found = [_missing(touch, languages)] if touch.document.missing else []
    found += _items(touch, items, languages)
    found += _sections(touch, sections)
    if touch.breaches:
        found += _promises(touch, languages)
    if touch.findings:
        found += _findings(touch, languages, places)
    return found


def _missing(touch: AuditedTouchpoint, languages: Sequence[str]) -> Fault:
    return Fault(
        kind="missing",
        item=None,
        promise=None,
        by=None,
        failing=0,
        of=0,
        note=optional_text(touch.document.note, languages),
        file=touch.file,
        line=touch.line,
    )


def _items(
    touch: AuditedTouchpoint, items: Mapping[str, ItemScore], languages: Sequence[str]
) -> Iterator[Fault]:
    for address, asked in touch.asked.items():
        if asked.question.can_break and items[address].score is not None:
            yield from _item(address, asked, languages)


def _item(address: str, asked: Asked, languages: Sequence[str]) -> Iterator[Fault]:
    item, counting = asked.question.item, asked.counting()
    found = failures(item, counting)
    if found.first is not None and is_broken(item, found):
        failing = [observed for observed in counting if _failing(item, observed)]
        yield Fault(
            kind="fails" if found.by_option else "must",
            item=address,
            promise=None,
            by=None,
            failing=found.failing,
            of=found.of,
            note=optional_text(found.first.note, languages),
            file=found.first.file,
            line=found.first.line,
            claim=claim_of(item, failing, languages),
        )


def _sections(touch: AuditedTouchpoint, sections: Mapping[str, SectionScore]) -> Iterator[Fault]:
    for name, section in sections.items():
        too_low = section.score is not None and section.minimum is not None
        if too_low and (section.score or 0.0) < (section.minimum or 0.0) - TOLERANCE:
            first = next(asked for asked in touch.asked.values() if asked.question.checklist == name)
            yield Fault(
                kind="section",
                item=None,
                promise=None,
                by=None,
                failing=1,
                of=1,
                note=None,
                file=first.file,
                line=first.line,
                section=name,
                section_name=section.name,
            )


def _promises(touch: AuditedTouchpoint, languages: Sequence[str]) -> Iterator[Fault]:
    for breach in touch.breaches:
        yield Fault(
            kind="promise",
            item=None,
            promise=breach.promise,
            by=breach.by,
            failing=1,
            of=1,
            note=say(breach.note, languages),
            file=breach.file,
            line=breach.line,
            promised=say(touch.document.promises[breach.promise], languages),
            by_name=say(breach.name, languages),
        )


def _findings(
    touch: AuditedTouchpoint, languages: Sequence[str], places: Mapping[str, Text]
) -> Iterator[Fault]:
    for finding_id, audited in touch.findings.items():
        if audited.finding.breaks:
            yield Fault(
                kind="finding",
                item=None,
                promise=None,
                by=None,
                failing=1,
                of=1,
                note=say(audited.finding.says, languages),
                file=audited.file,
                line=audited.line,
                finding=finding_id,
                place_name=say(places.get(audited.place or ""), languages) or audited.place,
            )


def open_problems(touch: AuditedTouchpoint) -> int:
    """Return how many problems were found at a touchpoint that nobody has resolved."""
    return sum(audited.finding.is_open_problem for audited in touch.findings.values())


def counted_problems(links: Iterable[TouchpointScore]) -> Problems:
    """Return how many problems were found that are not resolved, by severity."""
    counts = Problems()
    for link in links:
        for finding in link.findings.values():
            if finding.kind == "problem" and finding.resolved is None:
                severity = finding.severity or "unrated"
                setattr(counts, severity, getattr(counts, severity) + 1)
    return counts
