"""Gate: the same change makes the gate milder.

Whatever a change does to the settings, it is judged by the stricter of both gates, the baseline's and its own, rule by
rule. This rule reports each place where the new gate is milder: a lower level, a wider limit, a narrower `only`, a new
exemption, lower bands, another `tpaudit.yaml` for an audit. A waiver that the change itself adds or lengthens is a
warning, as it still protects. It compares with the baseline, and its own level is read from there.

It also warns, with or without a baseline, of a pattern under `only` that reaches nothing in any audit of the workspace:
such a rule guards nothing.

Default: error.
Limits: none.

```yaml
gate:
  gate: warn
```

What to do: make the gate milder in a change of its own, which somebody approves who owns the settings, and change
answers in another. Waivers do not reach it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tpaudit.documents.joined import LoadedAudit, Waived
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, Loosening, RuleFinding, journey_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result

_LONG: Final = timedelta(days=366)
"""A waiver that holds for longer is as good as a rule that is off."""


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    before = case.about.before
    if before is None or not case.about.in_git:
        return
    for loosening in case.about.loosened:
        yield RuleFinding(_loosened(case, loosening))
    if _moved(before, case.audit):
        yield RuleFinding(_workspace(case, before))
    yield from _waivers(case)


def _loosened(case: Case, loosening: Loosening) -> Result:
    result = journey_result("gate", case, None, None)
    result.kind, result.about = "loosened", loosening.what
    result.said, result.expected = loosening.new, loosening.old
    result.file, result.line = case.audit.settings_file or case.audit.file, 1
    return result


def _moved(before: LoadedAudit, audit: LoadedAudit) -> bool:
    """Tell whether other settings judge an audit now; those that moved along with it are the same."""
    old, new = before.settings_file, audit.settings_file
    if old is None or old == new:
        return False
    if new is None:
        return before.workspace != audit.workspace
    return before.settings_from_here != audit.settings_from_here


def _workspace(case: Case, before: LoadedAudit) -> Result:
    result = journey_result("gate", case, None, None)
    result.kind, result.line = "workspace", 1
    result.said, result.expected = case.audit.settings_file or "-", before.settings_file or "-"
    return result


def _waivers(case: Case) -> Iterator[RuleFinding]:
    """Yield the waivers that are new, or that hold for longer or for more than before."""
    known = case.earlier_waivers()
    for waived in case.audit.waivers:
        old = known.get(waived.address)
        kind = _kind(waived, old)
        if kind:
            result = journey_result("gate", case, None, None)
            result.kind, result.at, result.line = kind, waived.address, waived.line
            result.about = waived.waiver.until if _is_long(waived, case.audit.as_of) else ""
            yield RuleFinding(result, warns=True)


def _kind(waived: Waived, old: Waived | None) -> str:
    """Return how a waiver protects more than before; empty where it does not."""
    if old is None:
        return "waiver"
    longer = waived.waiver.until > old.waiver.until
    lower = old.waiver.floor is not None and (waived.waiver.floor or 0.0) < old.waiver.floor
    return "waiver-longer" if longer or lower else ""


def _is_long(waived: Waived, as_of: str | None) -> bool:
    return (
        as_of is not None and date.fromisoformat(waived.waiver.until) > date.fromisoformat(as_of[:10]) + _LONG
    )


_PHRASES: Final = {
    "loosened": "the gate is milder: {about}, {old} → {new}; judged by what it was",
    "workspace": "this audit has another workspace now: {old} → {new}; judged by what it was",
    "unreached": "{about} reaches nothing in any audit; expected an address, stage, owner or place of one",
    "waiver": "has a waiver that is new in this change",
    "waiver-longer": "has a waiver that this change makes wider",
}


def _message(result: Result) -> tuple[Message, ...]:
    values = {"about": result.about, "old": result.expected, "new": result.said}
    said = Message(phrase=_PHRASES[result.kind], values=values)
    if result.kind.startswith("waiver") and result.about:
        long = Message(phrase="it holds for more than a year, until {day}", values={"day": result.about})
        return (said, long)
    return (said,)


GATE: Final = GateRule(
    id="gate",
    level="error",
    compares=True,
    help="The change makes the gate milder than it is at the baseline, or waives what it does.",
    find=_find,
    message=_message,
)
