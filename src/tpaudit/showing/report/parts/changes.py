"""What moved since an earlier audit: the touchpoints that did, and why, in plain words."""

from collections.abc import Iterator
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.results.comparison import PARTS, Comparison, Moved, Part, Split, TouchpointSplit
from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.results import EarlierResults, ReportResults
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.results.scorecard import claim_words

_SHOWN: Final = 0.05
"""Fewer points would be shown as 0.0."""
_REASONS: Final = 3
"""How many items say why a touchpoint moved; the others are counted."""
_WHY: Final[dict[Part, str]] = {
    "yardstick": "the rules changed",
    "experience": "the same questions have other answers",
    "knowledge": "more or fewer questions have an answer",
}


@record
class Movement(Computed):
    """The journey or a touchpoint, before and now."""

    at: str
    """The touchpoint's id; empty for the journey."""
    name: str
    before: float | None
    after: float | None
    by: float | None
    """Null where before or after is."""
    worse: bool
    why: list[str]
    """What moved it, part by part, with its points."""
    items: list[str]
    """What passed before and fails now, or the other way round."""
    more: int
    """How many other items moved it."""


@record
class Movements(Computed):
    """What moved since an earlier audit."""

    since: str
    """The earlier audit's day, or what it is called."""
    journey: Movement
    chance: str
    """Whether chance explains how the journey's score changed; empty where that is not known."""
    moved: list[Movement]
    """The touchpoints whose score moved by what can be seen, the largest moves first."""
    added: list[str]
    """The names of those that are new."""
    removed: list[str]
    """The names of those that are gone."""
    same: int
    """How many touchpoints did not move."""


def movements(results: ReportResults, earlier: EarlierResults, locale: Locale) -> Movements:
    """Return what moved between an earlier audit and this one."""
    return _Movements(results.card, earlier, locale).all()


class _Movements:
    def __init__(self, card: Scorecard, earlier: EarlierResults, locale: Locale) -> None:
        self.links = card.links()
        self.earlier = earlier
        self.comparison: Comparison = earlier.comparison
        self.locale = locale
        self.say = locale.say

    def all(self) -> Movements:
        splits = self.comparison.touchpoints
        both = {touch_id: split for touch_id, split in splits.items() if split.state == "both"}
        moved = [self._touchpoint(touch_id, split) for touch_id, split in both.items() if _is_moved(split)]
        before = self.earlier.card
        return Movements(
            since=self.locale.day(before.date) or before.id,
            journey=self._movement("", "", self.comparison.journey, []),
            chance=self._chance(),
            moved=sorted(moved, key=lambda movement: -abs(movement.by or 0.0)),
            added=[split.name for split in splits.values() if split.state == "added"],
            removed=[split.name for split in splits.values() if split.state == "removed"],
            same=len(both) - len(moved),
        )

    def _chance(self) -> str:
        """Say whether chance explains how the journey's score changed, where it did and that is known."""
        journey = self.comparison.journey
        if self.earlier.clear is None or not _is_moved(journey):
            return ""
        return self.say("more than chance explains" if self.earlier.clear else "no more than chance explains")

    def _touchpoint(self, touch_id: str, split: TouchpointSplit) -> Movement:
        return self._movement(touch_id, split.name, split, split.moved)

    def _movement(self, at: str, name: str, split: Split, moved: list[Moved]) -> Movement:
        by = None if split.old is None or split.new is None else split.new - split.old
        items = list(dict.fromkeys(self._item(at, item) for item in moved))
        return Movement(
            at=at,
            name=name,
            before=split.old,
            after=split.new,
            by=by,
            worse=by is not None and by < -TOLERANCE,
            why=list(self._why(split)),
            items=items[:_REASONS],
            more=len(items[_REASONS:]),
        )

    def _why(self, split: Split) -> Iterator[str]:
        for part in PARTS:
            points = getattr(split, part)
            if abs(points) >= _SHOWN:
                yield self.say("{text} ({more})", text=self.say(_WHY[part]), more=self.locale.signed(points))

    def _item(self, at: str, moved: Moved) -> str:
        """Say what an item was worth and is, by what falls short or else by its question."""
        item = self.links[at].items.get(moved.item) if at in self.links else None
        what = claim_words(moved.claim, self.say) if moved.claim else item.ask if item else moved.item
        before, after = self.locale.points(moved.old), self.locale.points(moved.new)
        return self.say("{text} ({more})", text=what, more=f"{before} → {after}")


def _is_moved(split: Split) -> bool:
    if split.old is None or split.new is None:
        return split.old is not split.new
    return abs(split.new - split.old) >= _SHOWN
