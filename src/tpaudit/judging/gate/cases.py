"""Cases: what the rules of the gate look at, and what one of them finds."""

from datetime import date
from typing import NamedTuple

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit, Waived
from tpaudit.judging.compare.align import Pair, Paired
from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.results.verdict import Result


class Case(NamedTuple):
    """What the rules look at: an audit, its scorecard, and both beside an earlier one if there is one."""

    audit: LoadedAudit
    card: Scorecard
    both: Paired | None

    def changed(self) -> list[Pair]:
        """Return the touchpoints of both sides at which anything has changed."""
        return [one for one in self.both.pairs.values() if one.changed] if self.both else []


class Finding(NamedTuple):
    """A result, the most that it can be, and what protects it."""

    result: Result
    warns: bool = False
    """It warns, even where the rule is an error."""
    waiver: Waived | None = None


def days_left(one: Waived, as_of: str | None) -> int | None:
    """Return how many days a waiver still holds, its last day being 0; None where no day is known."""
    if as_of is None:
        return None
    return (date.fromisoformat(one.waiver.until) - date.fromisoformat(as_of[:10])).days


def waiver_of(case: Case, at: str, score: float | None) -> Waived | None:
    """Return the waiver that protects an address, its own or its touchpoint's, at a score."""
    for one in case.audit.waivers:
        left = days_left(one, case.audit.as_of)
        reaches = one.address in (at, at.partition("/")[0])
        if reaches and (left is None or left >= 0) and not below(score, one.waiver.floor):
            return one
    return None


def touch_result(rule: str, kind: str, touch_id: str, touch: TouchpointScore) -> Result:
    """Return a result about a touchpoint."""
    return Result(
        rule=rule,
        kind=kind,
        level="error",
        at=touch_id,
        name=touch.name,
        stage=touch.stage,
        owner=touch.owner,
        file=touch.file,
        line=touch.line,
    )


def item_result(rule: str, kind: str, touch_id: str, touch: TouchpointScore, at: str) -> Result:
    """Return a result about an item of a touchpoint."""
    one = touch.items[at]
    return Result(
        rule=rule,
        kind=kind,
        level="error",
        at=f"{touch_id}/{at}",
        name=one.ask,
        stage=touch.stage,
        owner=touch.owner,
        file=one.file,
        line=one.line,
    )


def below(score: float | None, limit: float | None) -> bool:
    """Tell whether a score lies below a limit; none does, and below none nothing does."""
    return score is not None and limit is not None and score < limit - TOLERANCE
