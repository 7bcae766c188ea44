"""Limits: the rules of the gate that need no earlier audit, but floors, shares and days."""

from collections.abc import Iterator
from math import fsum
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.workspace import Rule
from tpaudit.judging.gate.cases import Case, Finding, below, days_left, item_result, touch_result
from tpaudit.judging.gate.rules.worsening import removed
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.verdict import Result

ENDING: Final = 14
"""From so many days before its end on a waiver is warned about."""


def floor(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find scores below a fixed floor."""
    for touch_id, touch in case.card.links().items():
        if below(touch.score, rule.touchpoint):
            result = touch_result("floor", "touchpoint", touch_id, touch)
            result.new, result.limit = touch.score, rule.touchpoint
            yield Finding(result)
    for stage, group in case.card.stages.items():
        if below(group.score, rule.stage):
            result = _whole(case, "floor", group.score, rule.stage)
            result.kind, result.at = "stage", f"stage:{stage}"
            result.name, result.stage = group.name, stage
            yield Finding(result)
    if below(case.card.score, rule.journey):
        yield Finding(_whole(case, "floor", case.card.score, rule.journey))


def _whole(case: Case, rule: str, value: float | None, limit: float | None) -> Result:
    return Result(
        rule=rule,
        kind="journey",
        level="error",
        at="",
        name="",
        stage=None,
        owner=None,
        file=case.audit.file,
        line=case.audit.line("touchpoints"),
        new=value,
        limit=limit,
    )


def coverage(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find where too little was assessed: of the journey, or of each touchpoint that `only` names."""
    limit = rule.min or 0.0
    for touch_id, touch in case.card.links().items() if rule.only else ():
        share = 0.0 if touch.coverage is None and _asks(touch) else touch.coverage
        if below(None if share is None else 100.0 * share, limit):
            result = touch_result("coverage", "touchpoint", touch_id, touch)
            result.new, result.limit = 100.0 * (share or 0.0), limit
            yield Finding(result)
    share = 0.0 if case.card.coverage is None else case.card.coverage
    if below(100.0 * share, limit):
        yield Finding(_whole(case, "coverage", 100.0 * share, limit))


def _asks(touch: TouchpointScore) -> bool:
    return any(one.state == "open" for one in touch.items.values())


def na(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find touchpoints of which too much is said not to apply, and items of which it is said without a note."""
    for touch_id, touch in case.card.links().items():
        share = set_aside(touch)
        if rule.max is not None and share > rule.max + TOLERANCE:
            result = touch_result("na", "share", touch_id, touch)
            result.new, result.limit = share, rule.max
            yield Finding(result)
        for at, one in touch.items.items():
            bare = [
                seen for seen in one.observations if seen.score is None and not (seen.note or seen.internal)
            ]
            if one.state == "n/a" and bare:
                result = item_result("na", "note", touch_id, touch, at)
                result.file, result.line = bare[0].file, bare[0].line
                yield Finding(result)


def set_aside(touch: TouchpointScore) -> float:
    """Return how much of a touchpoint's weight is n/a, in percent; 0 where it asks nothing."""
    whole = fsum(one.weight for one in touch.items.values() if not one.wow)
    apart = fsum(one.weight for one in touch.items.values() if not one.wow and one.state == "n/a")
    return 100.0 * apart / whole if whole else 0.0


def stale(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find items whose newest evidence is older than it is valid for."""
    for touch_id, touch in case.card.links().items():
        for at, one in touch.items.items():
            if one.stale:
                result = item_result("stale", "stale", touch_id, touch, at)
                result.about = max((seen.on or "" for seen in one.observations if seen.counts), default="")[
                    :10
                ]
                yield Finding(result)


def waiver(case: Case, _rule: Rule) -> Iterator[Finding]:
    """Find waivers that have expired, are about to, or have nothing that they could waive."""
    unfound = any(not one.found for one in case.audit.waivers)
    gone = {found.result.at for found in removed(case, _rule)} if unfound else set()
    links = case.card.links()
    for one in case.audit.waivers:
        left = days_left(one, case.audit.as_of)
        result = Result(
            rule="waiver",
            kind="",
            level="error",
            at=one.address,
            name="",
            stage=None,
            owner=None,
            file=case.audit.file,
            line=one.line,
        )
        result.count, result.about = left, one.waiver.until
        touch = links.get(one.address.partition("/")[0])
        if touch:
            result.name, result.stage, result.owner = touch.name, touch.stage, touch.owner
        if left is not None and left < 0:
            result.kind = "expired"
            yield Finding(result)
        elif not one.found and one.address not in gone:
            result.kind = "nothing"
            yield Finding(result)
        elif left is not None and left <= ENDING:
            result.kind = "ends"
            yield Finding(result, warns=True)
