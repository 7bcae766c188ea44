"""Regression: what customers meet at a touchpoint got worse by more than `max_drop` points.

It counts the experience alone: new answers to items that are scored on both sides, under today's checklists. Within a
touchpoint a better item makes up for a worse one; another touchpoint never does. A waived item is held at its old
score. In one audit that is edited every fall is an error: an answer was changed. Only where every earlier observation
still stands, and the new ones are too few to settle it, a fall is a warning. It compares with the baseline.

Two waves of visits differ by chance, even where nothing changed. For an audit that follows another, `waves` says what
to make of that. With `chance`, the default, and three visits a side or more, a fall is an error only where it is larger
than chance explains: 5 % over all touchpoints together, with visits as units. Otherwise it is a warning, and says how
many visits a side would see a fall of that size. Below three visits a side it stays an error, and says that it may be
chance. `strict` makes every fall an error, `warn` none. Questions that fail newly (`broken`) are judged in the same way.

Default: error.
Limits: `max_drop`, default 0; `waves`, default chance (or strict, warn).

```yaml
gate:
  regression:
    - {level: error, max_drop: 2, waves: chance}
    - {level: warn, only: ["owner:Sales"]}
```

What to do: fix what got worse, or waive the item for a while. Where the old answer was wrong, the reason of the
waiver is the place to say so. Where chance is in doubt, visit more often: `tpaudit sample-size` says how often.
"""

from collections.abc import Iterator
from math import fsum
from typing import Final

from tpaudit.documents.curves import TOLERANCE
from tpaudit.documents.joined import Waived
from tpaudit.documents.workspace import Rule, Waves
from tpaudit.judging.compare.align import AlignedTouchpoint
from tpaudit.judging.compare.attribution import moved_items, parts
from tpaudit.judging.gate.cases import Case, RuleFinding, compared_result, waiver_of
from tpaudit.judging.gate.falls import doubts, figures, point_at_worst, points_fallen, unsettled
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.comparison import Moved
from tpaudit.results.message import Message, MessageValue
from tpaudit.results.verdict import Result

Waivers = dict[str, Waived | None]


def _find(case: Case, rule: Rule) -> Iterator[RuleFinding]:
    for touch in case.changed():
        for finding in fall(case, touch, rule.max_drop or 0.0):
            is_judged = case.about.wave and finding.waiver is None
            yield _of_wave(case, finding, rule.waves or "chance") if is_judged else finding


def fall(case: Case, touch: AlignedTouchpoint, limit: float) -> Iterator[RuleFinding]:
    """Yield the fall of a touchpoint by its answers, if it is one of more than so many points."""
    items = sorted((item for item in moved_items(touch) if item.part == "experience"), key=points_fallen)
    waivers = {item.item: waiver_of(case, f"{touch.touch.id}/{item.item}", item.new) for item in items}
    fell = -parts(*touch.steps).experience
    # What is waived is held where it was: it neither fails the touchpoint nor pays for another fall.
    held = fell + fsum(points_fallen(item) for item in items if waivers[item.item])
    if max(fell, held) > limit + TOLERANCE:
        yield _finding(case, touch, _result(touch, items, limit), waivers, held)


def _of_wave(case: Case, finding: RuleFinding, waves: Waves) -> RuleFinding:
    """Return a fall since the audit before: as it is, as one that chance explains, or as one that it may explain."""
    result = finding.result
    result.kind, result.count = "fell", None
    found = case.about.falls.get(result.at)
    if waves == "chance" and found is None:
        result.kind = "few-visits"
    elif waves == "chance" and found is not None and not found.clear:
        result.kind, result.count = "chance", found.needed
    return RuleFinding(result, warns=waves == "warn" or result.kind == "chance")


def _result(touch: AlignedTouchpoint, items: list[Moved], limit: float) -> Result:
    result = compared_result("regression", "fell", touch)
    result.old, result.new, result.limit = touch.rescored.score, touch.reanswered.score, limit
    result.items = items
    point_at_worst(result, [item for item in items if points_fallen(item) < 0])
    return result


def _finding(
    case: Case, touch: AlignedTouchpoint, result: Result, waivers: Waivers, held: float
) -> RuleFinding:
    """Return a fall as waived, where the touchpoint is or enough of its items are, as unsettled, or as it is."""
    items, limit = result.items or [], result.limit or 0.0
    own = waiver_of(case, touch.touch.id, touch.new.score)
    if own or held <= limit + TOLERANCE:
        of_an_item = next(filter(None, (waivers[item.item] for item in items)), None)
        return RuleFinding(result, waiver=own or of_an_item)
    return _settled(touch, result, [item for item in items if not waivers[item.item]], held)


def _settled(touch: AlignedTouchpoint, result: Result, items: list[Moved], fell: float) -> RuleFinding:
    """Say whether a fall hangs on too few observations of some items, and how many more would settle it."""
    doubtful = {item.item: more for item in items if points_fallen(item) < 0 for more in doubts(touch, item)}
    clear = fell + fsum(points_fallen(item) for item in items if item.item in doubtful)
    if not doubtful or clear > (result.limit or 0.0) + TOLERANCE:
        return RuleFinding(result)
    counts = [more for more in doubtful.values() if more is not None]
    result.kind = "unsettled"
    result.count = max(counts) if len(counts) == len(doubtful) else None
    return RuleFinding(result, warns=True)


_FELL: Final = "fell from {old} to {new} by its answers ({change})"
_FELL_FURTHER: Final = "fell from {old} to {new} by its answers ({change}; at most {limit} is allowed)"


_BY_CHANCE: Final = {
    "chance": "{text}; chance alone explains as much: {count} visits a side would see a fall of that size",
    "few-visits": "{text}; it may be chance: fewer than three visits a side cannot tell",
}


def _message(result: Result) -> tuple[Message, ...]:
    fall = Message(phrase=_FELL_FURTHER if result.limit else _FELL, values=figures(result))
    if result.kind in _BY_CHANCE:
        count = result.count or 0
        values: dict[str, MessageValue] = {"text": fall, "count": count}
        return (Message(phrase=_BY_CHANCE[result.kind], values=values),)
    return (unsettled(fall, result),)


REGRESSION: Final = GateRule(
    id="regression",
    level="error",
    compares=True,
    help="What customers meet at a touchpoint got worse: answers to questions that were scored before and "
    "are scored now. Other touchpoints that rose do not make up for it. Fix it, or waive the item for a while.",
    find=_find,
    message=_message,
)
