"""Consistency (S16): the same facts at every touchpoint, and promises that other touchpoints keep."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from tpaudit.documents.loaded import LoadedAudit, Touch
from tpaudit.documents.text import say
from tpaudit.judging.facts import meanings
from tpaudit.judging.scorecard import Scorecard, TouchpointScore
from tpaudit.judging.whole import Consistency, FactSaid, Inconsistency, Said


def consistency(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Consistency:
    """Return whether the touchpoints of a scorecard say the same.

    A touchpoint counts by its importance, as in the journey; one that is missing says nothing. Whose
    promise is broken costs no consistency: it is named, and breaks its touchpoint already.
    """
    links = card.links()
    touches = {touch.id: touch for touch in audit.touches}
    speaking = [touches[touch_id] for touch_id, link in links.items() if not link.missing]
    facts = {fact: _fact(audit, fact, speaking) for fact in audit.audit.facts}
    told = [
        (links[touch_id].importance, one.same)
        for fact in facts.values()
        for touch_id, one in fact.said.items()
    ]
    found = [
        *_otherwise(audit, facts, links),
        *_broken(audit, [touches[one] for one in links], touches, audit.tongues(languages)),
    ]
    return Consistency(_share(told), facts, found)


def _fact(audit: LoadedAudit, fact: str, speaking: Sequence[Touch]) -> FactSaid:
    """Return the row of a fact: what each touchpoint says of it, and whether that means the same."""
    text = audit.audit.facts[fact]
    telling = [touch for touch in speaking if fact in touch.document.says]
    told = [touch.document.says[fact] for touch in telling]
    right, *others = meanings([text, *told])
    said = {
        touch.id: Said(says, other == right, audit.line(_section(touch), touch.id, "says", fact))
        for touch, says, other in zip(telling, told, others, strict=True)
    }
    weights = [(touch.document.importance, said[touch.id].same) for touch in telling]
    return FactSaid(text, right.read_as, _share(weights), said, audit.line("facts", fact))


def _share(told: Sequence[tuple[float, bool]]) -> float | None:
    """Return how much of what is said, by importance, is right: 0-100, None where nothing is said."""
    if not told:
        return None
    return 100.0 * fsum(weight for weight, same in told if same) / fsum(weight for weight, _ in told)


def _otherwise(
    audit: LoadedAudit, facts: Mapping[str, FactSaid], links: Mapping[str, TouchpointScore]
) -> Iterator[Inconsistency]:
    """Yield every touchpoint that says something else than a fact."""
    for fact, row in facts.items():
        for touch_id, one in row.said.items():
            if not one.same:
                yield Inconsistency(
                    "fact",
                    touch_id,
                    links[touch_id].stage,
                    fact,
                    None,
                    row.fact,
                    one.says,
                    audit.file,
                    one.line,
                    audit.file,
                    row.line,
                )


def _broken(
    audit: LoadedAudit, promising: Sequence[Touch], touches: Mapping[str, Touch], languages: Sequence[str]
) -> Iterator[Inconsistency]:
    """Yield every promise that another touchpoint does not keep."""
    for touch in promising:
        for breach in touch.breaches:
            yield Inconsistency(
                "promise",
                breach.by,
                touches[breach.by].stage,
                breach.promise,
                touch.id,
                say(touch.document.promises[breach.promise], languages),
                say(breach.note, languages),
                breach.file,
                breach.line,
                touch.file,
                audit.line(_section(touch), touch.id, "promises", breach.promise),
            )


def _section(touch: Touch) -> str:
    return "handovers" if touch.handover else "touchpoints"
