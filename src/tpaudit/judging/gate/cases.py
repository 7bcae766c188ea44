"""Cases: what the rules of the gate look at, and what one of them finds."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tpaudit.documents.asked import Asked
from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import LoadedAudit, Waived, address_today
from tpaudit.documents.workspace import Waves
from tpaudit.judging.compare.align import AlignedTouchpoint, Alignment
from tpaudit.judging.compare.waves import WaveFall
from tpaudit.results.scorecard import Scorecard, TouchpointScore
from tpaudit.results.verdict import Result


class Loosening(NamedTuple):
    """What became milder about a gate: its key in the settings, and what it was and is."""

    what: str
    old: str
    new: str


class Around(NamedTuple):
    """What is known of an audit besides itself and the scorecard that it is compared with."""

    before: LoadedAudit | None = None
    """The audit behind that scorecard; None for a kept scorecard, or for nothing."""
    in_git: bool = False
    """Both are one audit, or one that follows the other, at two commits."""
    unchanged: bool = False
    """It is, byte for byte, what it was, and so is all that it is judged by."""
    wave: bool = False
    """It is new, and compared with the audit that it follows."""
    new: bool = False
    """It is new, and follows none."""
    followed: bool = False
    """Another audit follows it: it is history."""
    loosened: tuple[Loosening, ...] = ()
    """Where its gate is milder than the baseline's; of several audits of a workspace the first reports it."""
    waves: Waves = "chance"
    """How a fall since the audit that it follows is judged."""
    falls: Mapping[str, WaveFall] = {}
    """Of an audit that is compared with the one that it follows: what chance explains."""
    moved: frozenset[str] = frozenset()
    """Touchpoints that other audits have taken over, by the ids that they had here."""


class Case(NamedTuple):
    """What the rules look at: an audit, its scorecard, and both beside an earlier one if there is one.

    The scorecard may be without details, such as observations; what differs on the two sides has them there.
    """

    audit: LoadedAudit
    card: Scorecard
    both: Alignment | None
    about: Around = Around()

    def earlier_waivers(self) -> dict[str, Waived]:
        """Return the waivers of the baseline, by the addresses that they have today."""
        touches = {touch.id: touch for touch in self.audit.touches}
        waivers = self.about.before.waivers if self.about.before else []
        return {address_today(touches, old.address) or old.address: old for old in waivers}

    def asked(self, touch_id: str, item_id: str) -> Asked:
        """Return the question of an item with all that was observed, which the scorecard need not have."""
        return next(touch for touch in self.audit.touches if touch.id == touch_id).asked[item_id]

    def changed(self) -> list[AlignedTouchpoint]:
        """Return the touchpoints of both sides at which anything has changed."""
        return [touch for touch in self.both.touchpoints.values() if touch.changed] if self.both else []


class RuleFinding(NamedTuple):
    """A result, the most that it can be, and what protects it."""

    result: Result
    warns: bool = False
    """It warns, even where the rule is an error."""
    waiver: Waived | None = None
    fails: bool = False
    """It is an error, even where the rule warns."""


def days_left(waived: Waived, as_of: str | None) -> int | None:
    """Return how many days a waiver still holds, its last day being 0; None where no day is known."""
    if as_of is None:
        return None
    return (date.fromisoformat(waived.waiver.until) - date.fromisoformat(as_of[:10])).days


def waiver_of(case: Case, address: str, score: float | None) -> Waived | None:
    """Return the waiver that protects an address, its own or its touchpoint's, at a score."""
    for waived in case.audit.waivers:
        left = days_left(waived, case.audit.as_of)
        reaches = waived.address in (address, address.partition("/")[0])
        if reaches and (left is None or left >= 0) and not below(score, waived.waiver.floor):
            return waived
    return None


def below(score: float | None, limit: float | None) -> bool:
    """Tell whether a score lies below a limit; no score does, and nothing lies below no limit."""
    return score is not None and limit is not None and score < limit - TOLERANCE


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


def item_result(rule: str, kind: str, touch_id: str, touch: TouchpointScore, item_id: str) -> Result:
    """Return a result about an item of a touchpoint."""
    item = touch.items[item_id]
    return Result(
        rule=rule,
        kind=kind,
        level="error",
        at=f"{touch_id}/{item_id}",
        name=item.ask,
        stage=touch.stage,
        owner=touch.owner,
        file=item.file,
        line=item.line,
    )


def journey_result(rule: str, case: Case, value: float | None, limit: float | None) -> Result:
    """Return a result about the journey as a whole: a value below its limit."""
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


def compared_result(rule: str, kind: str, touch: AlignedTouchpoint) -> Result:
    """Return a result about a touchpoint that is there on both sides."""
    result = touch_result(rule, kind, touch.touch.id, touch.new)
    result.was = f"{touch.old.file}:{touch.old.line}"
    return result


def compared_item_result(rule: str, kind: str, touch: AlignedTouchpoint, item_id: str) -> Result:
    """Return a result about an item, which stands where its touchpoint does until somebody knows better."""
    result = touch_result(rule, kind, f"{touch.touch.id}/{item_id}", touch.new)
    result.name = touch.new.items[item_id].ask if item_id in touch.new.items else item_id
    return result
