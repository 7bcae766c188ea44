"""Consistency: a touchpoint says something else than the audit's `facts`, or breaks another one's promise.

It looks at the audit as it is now, and needs no baseline. Waivers do not reach it.

Default: off.
Limits: none.

```yaml
gate:
  consistency: error
```

What to do: correct the touchpoint that is wrong. Where the fact itself changed, correct it under `facts`; where the
promise cannot be kept, stop making it.
"""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, touch_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message, MessageValue, Term
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    # Only where it is asked for, as reading opening hours takes a while to set up.
    from tpaudit.judging.insights.consistency import consistency

    links = case.card.links()
    for found in consistency(case.audit, case.card).found:
        result = touch_result("consistency", found.kind, found.touchpoint, links[found.touchpoint])
        result.stage, result.file, result.line = found.stage, found.file, found.line
        result.about = found.what if found.promised_by is None else f"{found.promised_by}/{found.what}"
        if found.promised_by is not None:
            result.other = links[found.promised_by].name
        result.said, result.expected = found.says, found.expected
        result.beside = f"{found.expected_file}:{found.expected_line}"
        yield RuleFinding(result)


_PROMISE: Final = "does not keep the promise “{expected}” of {other} ({beside}): {said}"
_FACT: Final = "says “{said}” of {about}; expected “{expected}” ({beside})"


def _message(result: Result) -> tuple[Message, ...]:
    is_promise = result.kind == "promise"
    values: dict[str, MessageValue] = {
        **({"other": result.other} if is_promise else {"about": Term(text=result.about)}),
        "expected": result.expected,
        "beside": result.beside or "",
        "said": result.said,
    }
    return (Message(phrase=_PROMISE if is_promise else _FACT, values=values),)


CONSISTENCY: Final = GateRule(
    id="consistency",
    level="off",
    help="Touchpoints say different things: another fact than the audit lists, or a promise that another "
    "touchpoint does not keep.",
    find=_find,
    message=_message,
)
