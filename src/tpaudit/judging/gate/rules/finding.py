"""Finding: a problem was found that was not known, or one that was known got worse.

It looks at problems of at least `severity` that are not resolved: one that is new, that was milder, or that was resolved
and is not any more. At a touchpoint that is new in the audit it only warns. One that is gone without having been resolved
is found by `removed`. It compares with the baseline.

Default: error.
Limits: `severity`, default critical.

```yaml
gate:
  finding: {level: error, severity: major}
```

What to do: fix the problem and write the day under `resolved:`, or waive the touchpoint for a while.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from tpaudit.documents.checklist import FINDINGS
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, RuleFinding, touch_result, waiver_of
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.message import Message, MessageValue, Term
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.verdict import Result
from tpaudit.results.visits import FindingShown

_RANKS: Final = {None: 0, "cosmetic": 1, "minor": 2, "major": 3, "critical": 4}


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    if case.both is None:
        return
    least = _RANKS[rule.severity or "critical"]
    for touch_id, touch in case.both.touchpoints.items():
        for result in _worse(touch_id, touch.new, touch.old.findings, least):
            yield RuleFinding(result, waiver=waiver_of(case, touch_id, touch.new.score))
    links = case.card.links()
    for touch_id in case.both.added:
        for result in _worse(touch_id, links[touch_id], {}, least):
            yield RuleFinding(result, warns=True)


def _worse(
    touch_id: str, touch: TouchpointScore, known: Mapping[str, FindingShown], least: int
) -> Iterator[Result]:
    """Yield the problems of a touchpoint that are as bad as that and were not before."""
    by_text = {finding.says: finding for finding in known.values()}
    for finding_id, finding in touch.findings.items():
        old = known.get(finding_id) or by_text.get(finding.says)
        before = _rank(old) if old else -1
        if _rank(finding) >= least and before < _rank(finding):
            result = touch_result("finding", "raised" if before >= 0 else "new", touch_id, touch)
            result.at = f"{touch_id}/{FINDINGS}.{finding_id}"
            result.file, result.line = finding.file, finding.line
            result.said, result.about = finding.says, finding.severity or ""
            yield result


def _rank(finding: FindingShown) -> int:
    """Return how bad a problem is; -1 for what is none, or none any more."""
    return -1 if finding.kind != "problem" or finding.resolved else _RANKS[finding.severity]


_PHRASES: Final = {
    "new": "has a new problem: “{text}”",
    "raised": "has a problem that got worse: “{text}”",
}
_GRADED: Final = {
    "new": "has a new {severity} problem: “{text}”",
    "raised": "has a problem that is {severity} now: “{text}”",
}


def _message(result: Result) -> tuple[Message, ...]:
    phrases = _GRADED if result.about else _PHRASES
    values: dict[str, MessageValue] = {"severity": Term(text=result.about), "text": result.said}
    return (Message(phrase=phrases[result.kind], values=values),)


FINDING: Final = GateRule(
    id="finding",
    level="error",
    compares=True,
    help="A problem was found that was not known, or a known one got worse.",
    find=_find,
    message=_message,
)
