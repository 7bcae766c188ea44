"""Gap: what customers need is not there, or there is too much of it.

It finds an expected touchpoint of the journey that is not there, a touchpoint that does not come and leaves customers
in the dark, a stage without touchpoints, a touchpoint of which nothing is scored, and a stage with too few or too
many contacts. It looks at the audit as it is now, and needs no baseline. Waivers do not reach it.

Default: off.
Limits: none; what is expected stands in the journey.

```yaml
gate:
  gap: {level: warn, only: ["stage:delivery"]}
```

What to do: add the touchpoint to the audit, with `missing: true` if the company does not have it, or audit what is
not scored yet. What this company does not need is listed under `not_expected` in the audit.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.text import say
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding
from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.insights.gaps import gaps
from tpaudit.results.insights import Gap
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result

_OF_STAGES: Final = ("stage", "too-few", "too-many")


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    judged = gaps(case.audit, case.card)
    for found in judged.found:
        result = _result(case, found)
        pressure = judged.contacts.get(found.stage) if found.kind in _OF_STAGES else None
        if pressure:
            result.count, result.about = pressure.contacts, _persona_name(case, pressure.persona)
        yield RuleFinding(result)


def _result(case: Case, gap: Gap) -> Result:
    of_stage = gap.kind in _OF_STAGES
    touch = None if of_stage else case.card.links().get(gap.address)
    return Result(
        rule="gap",
        kind=gap.kind,
        level="error",
        at=f"stage:{gap.address}" if of_stage else gap.address,
        name=gap.name,
        stage=gap.stage,
        owner=touch.owner if touch else None,
        file=gap.file,
        line=gap.line,
    )


def _persona_name(case: Case, persona: str | None) -> str:
    """Return the name of the persona whose contacts they are; empty for everyone's."""
    about = case.audit.audit.personas.get(persona or "")
    return say(about.name, case.audit.preferred_languages()) if about else ""


_PHRASES: Final = {
    "expected": "is expected by the journey and is not there",
    "silence": "does not come: customers hear nothing",
    "stage": "has no touchpoint",
    "unscored": "has nothing that is scored",
    "too-few": "has too few contacts ({count})",
    "too-many": "has too many contacts ({count})",
    "too-few-persona": "has too few contacts for {who} ({count})",
    "too-many-persona": "has too many contacts for {who} ({count})",
}


def _message(result: Result) -> tuple[Message, ...]:
    of_all = _PHRASES[result.kind]
    phrase = _PHRASES.get(f"{result.kind}-persona", of_all) if result.about else of_all
    return (Message(phrase=phrase, values={"count": result.count or 0, "who": result.about}),)


GAP: Final = GateRule(
    id="gap",
    level="off",
    help="Something that customers need is not there: an expected touchpoint, an answer, a stage; or there are too "
    "few or too many contacts.",
    find=_find,
    message=_message,
)
