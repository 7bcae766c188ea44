"""A checklist: a reusable list of questions put to a touchpoint."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tpaudit.documents import answers
from tpaudit.documents.curves import Curve
from tpaudit.documents.durations import Duration, seconds
from tpaudit.documents.fields import SCALAR, Before, Flag, Id, Keyed, Points, Record, Several, Weight, Written
from tpaudit.documents.scalars import named, number, without_nulls, written, wrong
from tpaudit.documents.text import Text

TouchpointKind = Literal["human", "digital", "physical"]
Method = Literal["walkthrough", "mystery-shopper", "customer-diary", "survey", "team", "measurement", "probe"]
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


def _option(value: object) -> object:
    return value if isinstance(value, dict | Record) else {"points": number(value)}


Format = Annotated[Literal[1], Written(_format, const=1)]
KindName = Annotated[str, Written(_kind, type="string", pattern=KIND_PATTERN)]
Effort = Annotated[str, Written(_effort, type="string")]
Condition = Annotated[str, Written(_answer_text, type=SCALAR)]


class Option(Record):
    """One of the answers of a choice."""

    points: Points
    """What choosing it scores, 0-100."""
    label: Text | None = None
    """How people say it. An answer may use it too, in any of its languages."""
    fails: Flag = False
    """Choosing it breaks the touchpoint, whatever the rest scores."""

    def names(self, option_id: str) -> set[str]:
        """Return everything that an answer may call it, case folded."""
        labels = (
            [] if self.label is None else [self.label] if isinstance(self.label, str) else self.label.values()
        )
        return {option_id.casefold(), *(label.casefold() for label in labels)}


class Item(Record):
    """One question, the answers it takes and what they are worth."""

    ask: Text
    """The question, as one person can answer it on one visit."""
    answer: KindName
    """The kind of answer: yes-no, duration, number, percent, choice, or a scale such as 1-5."""
    good: Flag = True
    """Which answer of a yes-no is the good one: yes or no."""
    weight: Weight = 1.0
    """How much it counts within its touchpoint."""
    must: Flag = False
    """A must-be item: its failure breaks the touchpoint, whatever the rest scores."""
    wow: Flag = False
    """A delighter: outside the score, praised when it is there. It cannot be `must`, and none of its options
    can fail."""
    score: Curve | None = None
    """The curve that turns what was measured into points, 0-100. Needed for a duration, number and
    percent."""
    combine: Combine = "mean"
    """How several observations of one place and method become one."""
    only_if: Keyed[Several[Condition]] = Field(default_factory=dict)
    """Answers by item: items that must have got one of these answers. `answered` stands for any answer."""
    options: Keyed[Annotated[Option, Before(_option, {"type": "number"})]] = Field(default_factory=dict)
    """The answers of a choice and their points: 0-100, or keys of their own. Needed for a choice."""
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
    methods: Several[Method] = ()
    """How it is best observed."""
    valid_for: Duration | None = None
    """How long an observation stays fresh, such as 180d."""
    was: Several[Id] = ()
    """Earlier ids of the item."""

    def points(self, value: float) -> float:
        """Return the points of a measured value by the item's curve, 0-100."""
        if self.score is None:
            msg = f"an item of kind {self.answer} has no curve"
            raise ValueError(msg)
        return self.score.points(value)

    def working(self, value: float | None) -> str:
        """Write out how a measured value becomes points; empty for items without a curve."""
        return self.score.working(value) if self.score is not None and value is not None else ""


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
    was: Several[Id] = ()
    """Earlier ids of the checklist. Audits and visits may use them still."""
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
    elif answers.answer_kind(kind).measured is not None:
        yield ("answer",), f"a {kind} needs `score`; write its curve, such as score: {_sample(kind)}"
    if kind == "choice" and not item.options:
        yield (
            ("answer",),
            "a choice needs `options`; write them with their points, such as {good: 100, bad: 0}",
        )
    for key, right in _ONLY_WITH.items():
        if key in item.model_fields_set and not (kind == right or (key == "means" and answers.scale(kind))):
            yield (key,), f"`{key}` does not go with {kind}; expected it only where the answer is {right}"
    yield from _means_faults(item)
    yield from _label_faults(item)
    yield from _wow_faults(item)


_ONLY_WITH: Final = {"options": "choice", "means": "a scale such as 1-5", "good": "yes-no"}
"""Keys of an item that go with one kind of answer."""


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
    bad = next((limit for limit in curve.limits() if limit.unit not in allowed), None)
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


def _label_faults(item: Item) -> Iterator[tuple[tuple[str, ...], str]]:
    seen: dict[str, str] = {}
    for option_id, option in item.options.items():
        for name in sorted(option.names(option_id)):
            if name == answers.NOT_APPLICABLE or seen.setdefault(name, option_id) != option_id:
                taken = f"of option `{seen[name]}`" if name in seen else "reserved"
                yield ("options", option_id), f"the name `{name}` is {taken}; expected names that differ"


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
