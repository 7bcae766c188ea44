"""Waiver: a waiver has expired, expires soon, or names nothing that is there.

A waiver holds up to and including the day of its `until`, at `--as-of`. From 14 days before it on the rule warns;
after it the waiver protects nothing any more. An expired one has the rule's full level in a run without `--against`,
such as every night, and is a warning where a change is compared, as the change did nothing to it. One that names
nothing is a warning, unless the change itself adds it. A waiver of what was removed since the baseline is in use,
and is not found.

Default: error.
Limits: none.

```yaml
gate:
  waiver: warn
```

What to do: fix what is waived and delete the waiver, or agree on a later day. Where the address is wrong, correct it.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.joined import Waived
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, days_left
from tpaudit.judging.gate.rule import GateRule
from tpaudit.judging.gate.rules.change.removed import find_removed
from tpaudit.results.message import Message, MessageValue
from tpaudit.results.verdict import Result

_DAYS_OF_WARNING: Final = 14


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    unfound = any(not waived.found for waived in case.audit.waivers)
    gone = {found.result.at for found in find_removed(case, rule)} if unfound else set()
    for waived in case.audit.waivers:
        left = days_left(waived, case.audit.as_of)
        kind = _kind(left, there=waived.found or waived.address in gone)
        if kind:
            yield RuleFinding(_result(case, waived, kind, left), warns=_warns(case, waived, kind))


def _warns(case: Case, waived: Waived, kind: str) -> bool:
    """Tell whether a waiver is no fault of the change that is judged, or none yet."""
    if kind == "expired":
        return case.both is not None
    return kind == "ends" or case.about.before is None or waived.address in case.earlier_waivers()


def _kind(left: int | None, *, there: bool) -> str:
    """Return what is wrong with a waiver that has so many days left; empty for nothing."""
    if left is not None and left < 0:
        return "expired"
    if not there:
        return "nothing"
    return "ends" if left is not None and left <= _DAYS_OF_WARNING else ""


def _result(case: Case, waived: Waived, kind: str, left: int | None) -> Result:
    touch = case.card.links().get(waived.address.partition("/")[0])
    return Result(
        rule="waiver",
        kind=kind,
        level="error",
        at=waived.address,
        name=touch.name if touch else "",
        stage=touch.stage if touch else None,
        owner=touch.owner if touch else None,
        file=case.audit.file,
        line=waived.line,
        count=left,
        about=waived.waiver.until,
    )


_EXPIRED: Final = "has a waiver that ended on {day}; expected the problem fixed, or a later day"
_NOTHING: Final = "has a waiver and is not there; expected the address of a touchpoint or item"
_SOON: Final = {
    0: "has a waiver that ends today, on {day}",
    1: "has a waiver that ends tomorrow, on {day}",
}
_IN_A_DAY: Final = "has a waiver that ends in {count} day, on {day}"
_IN_DAYS: Final = "has a waiver that ends in {count} days, on {day}"


def _message(result: Result) -> tuple[Message, ...]:
    if result.kind == "expired":
        return (Message(phrase=_EXPIRED, values={"day": result.about}),)
    if result.kind == "nothing":
        return (Message(phrase=_NOTHING),)
    days = result.count or 0
    if days in _SOON:
        return (Message(phrase=_SOON[days], values={"day": result.about}),)
    values: dict[str, MessageValue] = {"count": days, "day": result.about}
    return (Message(phrase=_IN_DAYS, one=_IN_A_DAY, number=days, values=values),)


WAIVER: Final = GateRule(
    id="waiver",
    level="error",
    help="A waiver is over, is about to be, or has nothing to waive.",
    find=_find,
    message=_message,
)
