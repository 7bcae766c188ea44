"""Between touchpoints: the rules of the gate for what no single touchpoint shows (S16, S18)."""

from collections.abc import Iterator

from tpaudit.documents.text import say
from tpaudit.documents.workspace import Rule
from tpaudit.judging.cases import Case, Found
from tpaudit.judging.consistency import consistency as judged_consistency
from tpaudit.judging.gaps import gaps
from tpaudit.judging.verdict import Result


def consistency(case: Case, _rule: Rule) -> Iterator[Found]:
    """Find touchpoints that say something else than the facts, or do not keep what others promise."""
    links = case.card.links()
    for one in judged_consistency(case.audit, case.card).found:
        about = (links[one.touchpoint].name, one.stage, links[one.touchpoint].owner)
        result = Result("consistency", one.kind, "error", one.touchpoint, *about, one.file, one.line)
        result.about = one.what if one.promised_by is None else f"{one.promised_by}/{one.what}"
        result.said, result.expected = one.says, one.expected
        result.beside = f"{one.expected_file}:{one.expected_line}"
        yield Found(result)


def _who(case: Case, persona: str | None) -> str:
    """Return the name of the persona whose contacts they are; empty for everyone's."""
    about = case.audit.audit.personas.get(persona or "")
    return say(about.name, case.audit.tongues()) if about else ""


def gap(case: Case, _rule: Rule) -> Iterator[Found]:
    """Find what should be there and is not, or too much of it."""
    judged = gaps(case.audit, case.card)
    links = case.card.links()
    for one in judged.found:
        of_stage = one.kind in ("stage", "too-few", "too-many")
        at = f"stage:{one.address}" if of_stage else one.address
        owner = links[one.address].owner if one.address in links and not of_stage else None
        result = Result("gap", one.kind, "error", at, one.name, one.stage, owner, one.file, one.line)
        pressure = judged.contacts.get(one.stage) if of_stage else None
        if pressure:
            result.count, result.about = pressure.contacts, _who(case, pressure.persona)
        yield Found(result)
