"""Consistency (S16): the same facts at every touchpoint, and promises that other touchpoints keep."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.insights.facts import meanings
from tpaudit.results.insights import Consistency, FactSaid, Inconsistency, Said
from tpaudit.results.scorecard import Scorecard, TouchpointScore


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
    return Consistency(score=_share(told), facts=facts, found=found)


def _fact(audit: LoadedAudit, fact: str, speaking: Sequence[AuditedTouchpoint]) -> FactSaid:
    """Return the row of a fact: what each touchpoint says of it, and whether that means the same."""
    text = audit.audit.facts[fact]
    telling = [touch for touch in speaking if fact in touch.document.says]
    told = [touch.document.says[fact] for touch in telling]
    right, *others = meanings([text, *told])
    said = {
        touch.id: Said(
            says=says, same=other == right, line=audit.line(_section(touch), touch.id, "says", fact)
        )
        for touch, says, other in zip(telling, told, others, strict=True)
    }
    weights = [(touch.document.importance, said[touch.id].same) for touch in telling]
    return FactSaid(
        fact=text, read_as=right.read_as, score=_share(weights), said=said, line=audit.line("facts", fact)
    )


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
                    kind="fact",
                    touchpoint=touch_id,
                    stage=links[touch_id].stage,
                    what=fact,
                    promised_by=None,
                    expected=row.fact,
                    says=one.says,
                    file=audit.file,
                    line=one.line,
                    expected_file=audit.file,
                    expected_line=row.line,
                )


def _broken(
    audit: LoadedAudit,
    promising: Sequence[AuditedTouchpoint],
    touches: Mapping[str, AuditedTouchpoint],
    languages: Sequence[str],
) -> Iterator[Inconsistency]:
    """Yield every promise that another touchpoint does not keep."""
    for touch in promising:
        for breach in touch.breaches:
            yield Inconsistency(
                kind="promise",
                touchpoint=breach.by,
                stage=touches[breach.by].stage,
                what=breach.promise,
                promised_by=touch.id,
                expected=say(touch.document.promises[breach.promise], languages),
                says=say(breach.note, languages),
                file=breach.file,
                line=breach.line,
                expected_file=touch.file,
                expected_line=audit.line(_section(touch), touch.id, "promises", breach.promise),
            )


def _section(touch: AuditedTouchpoint) -> str:
    return "handovers" if touch.handover else "touchpoints"
