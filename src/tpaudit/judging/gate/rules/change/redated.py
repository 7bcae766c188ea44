"""Redated: answers count as seen on another day, although nobody looked again.

An answer without a day of its own is of the audit's `date`. Where that date is moved, such an answer that did not change
would count as new, and nothing would ever grow stale. It compares with the baseline. Waivers do not reach it.

Default: error.
Limits: none.

```yaml
gate:
  redated: warn
```

What to do: give the answers that were not looked at again their own day (`on:`), or start a new wave with
`tpaudit init --follows AUDIT`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tpaudit.documents.asked import Asked
from tpaudit.documents.workspace import Rule
from tpaudit.judging.compare.align import earlier_names
from tpaudit.judging.gate.cases import Case, RuleFinding, journey_result
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message, MessageValue
from tpaudit.results.verdict import Result


def _find(case: Case, _rule: Rule) -> Iterator[RuleFinding]:
    before = case.about.before
    if before is None or case.both is None or not case.about.in_git or case.about.wave:
        return
    old, new = before.audit.audit.date, case.audit.audit.audit.date
    if old is None or old == new:
        return
    earlier = {touch.id: touch for touch in before.touches}
    count = sum(
        _unchanged(earlier[aligned.old_id].asked, aligned.touch.asked.values())
        for aligned in case.both.touchpoints.values()
        if aligned.old_id in earlier
    )
    if count:
        result = journey_result("redated", case, None, None)
        result.kind, result.count, result.line = "redated", count, case.audit.line("audit", "date")
        result.expected, result.said = old, new or "-"
        yield RuleFinding(result)


def _unchanged(earlier: Mapping[str, Asked], now: Iterable[Asked]) -> int:
    """Return how many answers without a day of their own are the same on both sides."""
    count = 0
    for asked in now:
        then = next((earlier[name] for name in earlier_names(asked.question) if name in earlier), None)
        count += (_undated(then) & _undated(asked)).total() if then else 0
    return count


def _undated(asked: Asked) -> Counter[tuple[str, int | None, str | None, str | None]]:
    return Counter((seen.text, seen.of, seen.place, seen.visit) for seen in asked.observed if not seen.dated)


_ONE: Final = "{count} answer of {old} counts as seen on {new} now; date it, or start a new wave"
_SEVERAL: Final = "{count} answers of {old} count as seen on {new} now; date them, or start a new wave"


def _message(result: Result) -> tuple[Message, ...]:
    count = result.count or 0
    values: dict[str, MessageValue] = {"count": count, "old": result.expected, "new": result.said}
    return (Message(phrase=_SEVERAL, one=_ONE, number=count, values=values),)


REDATED: Final = GateRule(
    id="redated",
    level="error",
    compares=True,
    help="The audit's date was moved under answers that did not change. Date them, or start a new wave.",
    find=_find,
    message=_message,
)
