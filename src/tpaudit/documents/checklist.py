"""A checklist: a reusable list of questions put to a touchpoint."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tpaudit.documents import answers
from tpaudit.documents.curves import Curve
from tpaudit.documents.durations import Duration, seconds
from tpaudit.documents.fields import (
    SCALAR,
    Before,
    Flag,
    Id,
    ItemWeight,
    Keyed,
    Most,
    Record,
    Several,
    Start,
    Written,
)
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.options import Option, as_option, option_faults
from tpaudit.documents.scalars import named, without_nulls, written, wrong
from tpaudit.documents.text import Text
from tpaudit.documents.wants import Wants
from tpaudit.documents.words import METHOD_WORDS, Translated

TouchpointKind = Literal["human", "digital", "physical"]
Method = Literal["walkthrough", "mystery-shopper", "customer-diary", "survey", "team", "measurement", "probe"]
WrittenMethod = Annotated[Method, Translated(METHOD_WORDS)]
Size = Literal["solo", "small", "medium", "large"]
Combine = Literal["mean", "median", "worst", "best", "latest"]
_KINDS: Final = tuple(kind for kind in answers.KINDS if kind != answers.SCALE)
KIND_PATTERN: Final = rf"^({'|'.join(_KINDS)}|-?\d+--?\d+)$"
DROP: Final = "drop"
ANSWERED: Final = "answered"
FINDINGS: Final = "findings"
"""What stands in the place of a checklist in the address of a finding."""
LEVELS: Final = ("low", "medium", "high")


def _format(value: object) -> int:
    if value == 1 or written(value) == "1":
        return 1
    msg = f"format {named(value)} is not known here; expected 1, or a newer tpaudit may know it"
    raise wrong(msg)


def _kind(value: object) -> str:
    text = written(value) or ""
    if text not in _KINDS and not answers.scale(text):
        known = f"{', '.join(_KINDS)} or a scale such as 1-5"
        msg = f"{named(value)} is not a kind of answer; expected {known}"
        raise wrong(msg)
    return text


def _effort(value: object) -> str:
    text = written(value)
    if text is None or (text not in LEVELS and seconds(text) is None):
        msg = f"{named(value)} is not an effort; write a duration such as 2h or 3d, or low, medium, high"
        raise wrong(msg)
    return text


def _answer_text(value: object) -> str:
    text = written(value)
    if text is None:
        msg = f"{named(value)} stands where an answer is wanted; write one answer"
        raise wrong(msg)
    return text


Format = Annotated[Literal[1], Written(_format, const=1)]
KindName = Annotated[str, Written(_kind, type="string", pattern=KIND_PATTERN)]
Effort = Annotated[str, Written(_effort, type="string")]
Condition = Annotated[str, Written(_answer_text, type=SCALAR)]


class Item(Record):
    """One question, the answers it takes and what they are worth."""

    ask: Text
    """The question, as one person can answer it on one visit."""
    answer: KindName
    """The kind of answer: yes-no, duration, number, percent, choice, several, nps, or a scale such as 1-5; text,
    date, time and money are recorded and not scored."""
    good: Flag = True
    """Which answer of a yes-no is the good one: yes or no."""
    weight: ItemWeight = 1.0
    """How much it counts within its touchpoint. With 0 it is recorded: shown, and outside score, coverage and
    interval; it can still be `must`."""
    must: Flag = False
    """A must-be item: its failure breaks the touchpoint, whatever the rest scores."""
    wow: Flag = False
    """A delighter: outside the score, praised when it is there. It cannot be `must`, and none of its options
    can fail."""
    score: Curve | None = None
    """The curve that turns what was measured into points, 0-100. Needed for a duration, number and percent,
    unless `weight` is 0; an nps has one of its own."""
    combine: Combine = "mean"
    """How several observations of one place and method become one."""
    only_if: Keyed[Several[Condition]] = Field(default_factory=dict)
    """Answers by item: items that must have got one of these answers. `answered` stands for any answer."""
    options: Keyed[Annotated[Option, Before(as_option, {"type": "number"})]] = Field(default_factory=dict)
    """The answers of a choice, or what may be found of several, and their points: a number, or keys of their
    own. Needed for a choice and for several."""
    of: Most | None = None
    """The most points that options or a scale give, where that is not 100: of 6, 3 are 50."""
    start: Start = 0.0
    """Where several starts: at 0, and what is found adds its points up to 100; or at 100, and what is found
    takes its points, written below 0, off."""
    wants: Wants = Wants.model_construct()
    """What an answer has to come with: a note, a photo."""
    means: Annotated[dict[str, Text], Before(without_nulls)] = Field(default_factory=dict)
    """What the numbers of a scale mean, by number: at least both ends."""
    unit: Text | None = None
    """What a number counts, for people: clicks, rings, steps."""
    why: Text | None = None
    """Why the question is asked, and why it weighs what it weighs."""
    fix: Text | None = None
    """What to do when it falls short."""
    effort: Effort | None = None
    """What the fix takes: a duration, or low, medium, high."""
    smallest: Size | None = Field(None, alias="from")
    """The smallest company for which the fix makes sense."""
    turn_round: Text | None = None
    """How this fault could become a strength."""
    automate: Text | None = None
    """Which software could do it."""
    methods: Several[WrittenMethod] = ()
    """How it is best observed."""
    valid_for: Duration | None = None
    """How long an observation stays fresh, such as 180d."""
    was: Several[Id] = ()
    """Earlier ids of the item."""

    @property
    def curve(self) -> Curve | None:
        """The curve of its own, or else that of its kind; None for items without one."""
        return self.score or answers.answer_kind(self.answer).usual

    @property
    def counted_weight(self) -> float:
        """How much it counts within its touchpoint: nothing, where its kind is recorded and not scored."""
        return 0.0 if answers.answer_kind(self.answer).recorded else self.weight

    def points(self, value: float) -> float | None:
        """Return the points of a measured value by the item's curve, 0-100; None for items without a curve."""
        return self.curve.points(value) if self.curve is not None else None

    def working(self, value: float | None) -> str:
        """Write out how a measured value becomes points; empty for items without a curve."""
        return self.curve.working(value) if self.curve is not None and value is not None else ""


class Target(Record):
    """Where a checklist is proposed."""

    channels: Several[Id] = ()
    """Ids of the channels that it suits."""
    kinds: Several[TouchpointKind] = ()
    """Kinds of touchpoint that it suits."""


class Checklist(Record):
    """A reusable list of questions, put to every touchpoint that applies it."""

    format: Format
    """The format of this file: 1."""
    checklist: Id
    """The id of the checklist: the file's name without its ending."""
    title: Text | None = None
    """Its name for people."""
    about: Text | None = None
    """What it is for."""
    version: str | None = None
    """Its version, in quotes, as in `version: "1.0"`."""
    extends: Id | None = None
    """The checklist that this one changes: it adds items, changes or drops them."""
    suits: Target | None = Field(None, alias="for")
    """Where it suits, so that `tpaudit init` proposes it."""
    items: Keyed[Item]
    """The questions by their ids."""


def checklist_faults(checklist: Checklist) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong between the keys of a checklist: the path to the key, and the message."""
    circling = _circling(checklist)
    for item_id, item in checklist.items.items():
        for path, message in (*_item_faults(item), *_condition_faults(checklist, item, circling)):
            yield ("items", item_id, *path), message


def _item_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what does not go together in an item."""
    kind = item.answer
    if item.score is not None:
        message = curve_fault(kind, item.score)
        if message:
            yield ("score",), message
    elif answers.answer_kind(kind).measured is not None and item.curve is None and item.weight:
        yield ("answer",), f"a {kind} needs `score`; write its curve, such as score: {_sample(kind)}"
    yield from option_faults(item)
    for key, right in _ONLY_WITH.items():
        if key in item.model_fields_set and not (kind in right or (key == "means" and answers.scale(kind))):
            only = " or ".join(right)
            yield (key,), f"`{key}` does not go with {kind}; expected it only where the answer is {only}"
    yield from _means_faults(item)
    yield from _kind_faults(item)
    yield from _wow_faults(item)


_ONLY_WITH: Final = {
    "options": ("choice", answers.SEVERAL),
    "means": ("a scale such as 1-5",),
    "good": ("yes-no",),
    "start": (answers.SEVERAL,),
}
"""Keys of an item that go with some kinds of answer."""


def _kind_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what does not go with what is recorded and not scored, and with a net promoter question."""
    kind = item.answer
    recorded = answers.answer_kind(kind).recorded
    if recorded and item.weight and "weight" in item.model_fields_set:
        yield ("weight",), f"a {kind} is recorded and not scored; drop `weight`, or write 0"
    curveless = answers.answer_kind(kind).measured is not None and item.curve is None
    for key in ("must", "wow") if recorded or curveless else ():
        if getattr(item, key):
            yield (key,), f"`{key}` does not go with what is recorded and not scored; drop it"
    if kind == NPS and item.must:
        yield ("must",), "`must` does not go with nps, of which one mark is no failure; drop it"
    if kind == NPS and item.combine not in ("mean", "latest"):
        yield ("combine",), "the marks of an nps are counted together; expected mean or latest"


def _wow_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    if not item.wow:
        return
    if item.must:
        yield ("must",), "a wow item cannot be a must; drop one of the two"
    for option_id, option in item.options.items():
        if option.fails:
            yield ("options", option_id), "an option of a wow item cannot fail a touchpoint; drop `fails`"


def _sample(kind: str) -> str:
    samples = {"duration": "{full: 10s, zero: 60s}", "percent": "{full: 95, zero: 50}"}
    return samples.get(kind, "{full: 2, zero: 10}")


def curve_fault(kind: str, curve: Any) -> str | None:
    """Return what is wrong with a curve for a kind of item, None if it fits."""
    unit = answers.answer_kind(kind).measured
    if unit is None:
        return f"a {kind} takes no curve; expected one on a duration, number or percent only"
    allowed = {"s": {"s"}, "%": {"%", ""}, "": {""}}[unit]
    zero = ("s", "", 0.0)
    limits = (limit for limit in curve.limits() if (unit, limit.unit, limit.value) != zero)
    bad = next((limit for limit in limits if limit.unit not in allowed), None)
    if bad is None:
        return None
    wanted = {"s": "durations such as 10s", "%": "percentages such as 95", "": "plain numbers"}[unit]
    return f"`{bad}` does not measure a {kind}; expected limits that are {wanted}"


def _means_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    ends = answers.scale(item.answer)
    if ends is None:
        return
    for key in item.means:
        if key not in {str(step) for step in range(min(ends), max(ends) + 1)}:
            yield (
                ("means", key),
                f"`{key}` is not on the scale; expected a whole number from {min(ends)} to {max(ends)}",
            )


def _condition_faults(
    checklist: Checklist, item: Item, circling: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for other_id, wanted in item.only_if.items():
        message = _condition_fault(checklist, other_id, wanted, circling)
        if message:
            yield ("only_if", other_id), message


def _condition_fault(
    checklist: Checklist, other_id: str, wanted: tuple[str, ...], circling: frozenset[str]
) -> str | None:
    other = checklist.items.get(other_id)
    if other is None:
        return f"this checklist has no item `{other_id}`; expected one of {', '.join(checklist.items)}"
    if other_id in circling:
        return f"`{other_id}` waits for itself; expected conditions without a circle"
    if not wanted:
        return "no answer is named; write `answered`, or the answers that are wanted"
    for text in wanted:
        if text != ANSWERED and read_meaning(other, text) is None:
            return f"`{other_id}` does not take {named(text)}; it takes {answers.takes(other, also=ANSWERED)}"
    return None


def _circling(checklist: Checklist) -> frozenset[str]:
    """Return the items that wait for themselves.

    First goes, again and again, what waits for nothing that is left: of a chain without a circle nothing stays.
    """
    waiting = {
        item_id: set(item.only_if) & checklist.items.keys() for item_id, item in checklist.items.items()
    }
    awaited_by: dict[str, list[str]] = {}
    for item_id, others in waiting.items():
        for other in others:
            awaited_by.setdefault(other, []).append(item_id)
    free = [item_id for item_id, others in waiting.items() if not others]
    while free:
        gone = free.pop()
        del waiting[gone]
        for item_id in awaited_by.get(gone, ()):
            waiting[item_id].discard(gone)
            if not waiting[item_id]:
                free.append(item_id)
    return frozenset(item_id for item_id in waiting if item_id in _needs(checklist, item_id))


def _needs(checklist: Checklist, item_id: str) -> set[str]:
    """Return every item that an item waits for, directly or through others."""
    found: set[str] = set()
    todo = list(checklist.items[item_id].only_if)
    while todo:
        other = todo.pop()
        if other not in found and other in checklist.items:
            found.add(other)
            todo.extend(checklist.items[other].only_if)
    return found


def read_meaning(item: Item, text: str) -> str | None:
    """Return the meaning that an `only_if` wants when it names this answer, None if there is none."""
    answer = answers.read_answer(item, text)
    return answer.meanings[0] if answer and answer.meanings else None
