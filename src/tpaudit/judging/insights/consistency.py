"""Consistency (S16): facts that touchpoints contradict, and promises that other touchpoints break."""

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.text import say
from tpaudit.judging.insights.facts import meanings
from tpaudit.results.insights import Consistency, FactSaid, Inconsistency, Said, SaidThere
from tpaudit.results.scorecard import Scorecard, TouchpointScore


def consistency(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Consistency:
    """Return how far the touchpoints of a scorecard state the same facts, 0-100, and every inconsistency.

    Touchpoints weigh by their importance; missing ones are left out. Broken promises are listed, but do
    not lower the score, as they break their touchpoint already.
    """
    links = card.links()
    touches = {touch.id: touch for touch in audit.touches}
    speaking = [touches[touch_id] for touch_id, link in links.items() if not link.missing]
    facts = {fact: _fact(audit, fact, speaking) for fact in audit.audit.facts}
    weights = [
        (links[touch_id].importance, statement.same)
        for fact in facts.values()
        for touch_id, statement in fact.said.items()
    ]
    inconsistencies = [
        *_contradictions(audit, facts, links),
        *_broken_promises(
            audit, [touches[touch_id] for touch_id in links], touches, audit.preferred_languages(languages)
        ),
    ]
    return Consistency(score=_share(weights), facts=facts, found=inconsistencies)


def _fact(audit: LoadedAudit, fact: str, speaking: Sequence[AuditedTouchpoint]) -> FactSaid:
    """Return what each touchpoint says about a fact, and whether it means the same."""
    text = audit.audit.facts[fact]
    touches = [touch for touch in speaking if touch.document.says.get(fact)]
    texts = [saying.text for touch in touches for saying in touch.document.says[fact]]
    expected, *found = meanings([text, *texts])
    same = (meaning == expected for meaning in found)
    statements = {
        touch.id: _said(audit, touch, fact, [next(same) for _ in touch.document.says[fact]])
        for touch in touches
    }
    weights = [(touch.document.importance, statements[touch.id].same) for touch in touches]
    return FactSaid(
        fact=text,
        read_as=expected.read_as,
        score=_share(weights),
        said=statements,
        line=audit.line("facts", fact),
    )


def _said(audit: LoadedAudit, touch: AuditedTouchpoint, fact: str, same: Sequence[bool]) -> Said:
    """Return what a touchpoint says of a fact, given which of its sayings mean the same as the fact."""
    sayings = touch.document.says[fact]
    wrong = [position for position, is_same in enumerate(same) if not is_same]
    shown = [sayings[position] for position in wrong] or sayings[:1]
    return Said(
        says="; ".join(f"{one.text} ({one.seen})" if one.seen and wrong else one.text for one in shown),
        same=not wrong,
        line=audit.line(_section(touch), touch.id, "says", fact, *wrong[:1]),
        sayings=[
            SaidThere(text=one.text, seen=one.seen, same=is_same)
            for one, is_same in zip(sayings, same, strict=True)
        ]
        if len(sayings) > 1
        else [],
    )


def _share(weights: Sequence[tuple[float, bool]]) -> float | None:
    """Return the share of right statements, weighted by importance: 0-100, None if there are none."""
    if not weights:
        return None
    return 100.0 * fsum(weight for weight, same in weights if same) / fsum(weight for weight, _ in weights)


def _contradictions(
    audit: LoadedAudit, facts: Mapping[str, FactSaid], links: Mapping[str, TouchpointScore]
) -> Iterator[Inconsistency]:
    """Yield every touchpoint that contradicts a fact."""
    for fact, fact_row in facts.items():
        for touch_id, statement in fact_row.said.items():
            if not statement.same:
                yield Inconsistency(
                    kind="fact",
                    touchpoint=touch_id,
                    stage=links[touch_id].stage,
                    what=fact,
                    promised_by=None,
                    expected=fact_row.fact,
                    says=statement.says,
                    file=audit.file,
                    line=statement.line,
                    expected_file=audit.file,
                    expected_line=fact_row.line,
                )


def _broken_promises(
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
