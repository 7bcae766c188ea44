"""Between touchpoints: the rules of the gate for what no single touchpoint shows (S16, S18)."""

from collections.abc import Iterator

from tpaudit.documents.text import say
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, Finding
from tpaudit.judging.insights.consistency import consistency as judged_consistency
from tpaudit.judging.insights.gaps import gaps
from tpaudit.results.verdict import Result


def consistency(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find touchpoints that say something else than the facts, or do not keep what others promise."""
    links = case.card.links()
    for one in judged_consistency(case.audit, case.card).found:
        result = Result(
            rule="consistency",
            kind=one.kind,
            level="error",
            at=one.touchpoint,
            name=links[one.touchpoint].name,
            stage=one.stage,
            owner=links[one.touchpoint].owner,
            file=one.file,
            line=one.line,
        )
        result.about = one.what if one.promised_by is None else f"{one.promised_by}/{one.what}"
        result.said, result.expected = one.says, one.expected
        result.beside = f"{one.expected_file}:{one.expected_line}"
        yield Finding(result)


def _who(case: Case, persona: str | None) -> str:
    """Return the name of the persona whose contacts they are; empty for everyone's."""
    about = case.audit.audit.personas.get(persona or "")
    return say(about.name, case.audit.preferred_languages()) if about else ""


def gap(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find what should be there and is not, or too much of it."""
    judged = gaps(case.audit, case.card)
    links = case.card.links()
    for one in judged.found:
        of_stage = one.kind in ("stage", "too-few", "too-many")
        at = f"stage:{one.address}" if of_stage else one.address
        owner = links[one.address].owner if one.address in links and not of_stage else None
        result = Result(
            rule="gap",
            kind=one.kind,
            level="error",
            at=at,
            name=one.name,
            stage=one.stage,
            owner=owner,
            file=one.file,
            line=one.line,
        )
        pressure = judged.contacts.get(one.stage) if of_stage else None
        if pressure:
            result.count, result.about = pressure.contacts, _who(case, pressure.persona)
        yield Finding(result)
