"""A checklist: a reusable list of questions put to a touchpoint."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tpaudit.documents import answers
from tpaudit.documents.curves import Curve
from tpaudit.documents.durations import Duration, seconds
from tpaudit.documents.fields import (
    SCALAR,
    Before,
    ById,
    Flag,
    Id,
    ItemWeight,
    Keyed,
    Most,
    OneOf,
    Points,
    Record,
    Several,
    Start,
    Written,
)
from tpaudit.documents.identifiers import identifier
from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.options import Option, as_option
from tpaudit.documents.scalars import (
    Bare,
    flag,
    is_number,
    named,
    points,
    without_nulls,
    written,
    wrong,
)
from tpaudit.documents.text import Wording
from tpaudit.documents.wants import Wants
from tpaudit.documents.worded import Worded, fixed, listing
from tpaudit.documents.words import METHOD_WORDS, Translated

TouchpointKind = Literal["human", "digital", "physical"]
Method = Literal["walkthrough", "mystery-shopper", "customer-diary", "survey", "team", "measurement", "probe"]
WrittenMethod = Annotated[Method, Translated(METHOD_WORDS)]
Size = Literal["solo", "small", "medium", "large"]
Combine = Literal["mean", "median", "worst", "best", "latest"]
_KINDS: Final = tuple(kind for kind in answers.KINDS if kind != answers.SCALE)
KIND_PATTERN: Final = rf"^({'|'.join(_KINDS)}|-?\d+--?\d+)$"
DROP: Final = "drop"
PASS: Final = 50.0
"""From here on a must item holds that names no limit of its own, and a wow item delights."""
ANSWERED: Final = "answered"
FINDINGS: Final = "findings"
"""What stands in the place of a checklist in the address of a finding."""
_LONGEST_NAME: Final = 40
LEVELS: Final = ("low", "medium", "high")


def _format(value: object) -> int:
    if value == 1 or written(value) == "1":
        return 1
    msg = Worded(
        "format {value} is not known here; expected 1, or a newer tpaudit may know it", value=named(value)
    )
    raise wrong(msg)


def _kind(value: object) -> str:
    text = written(value) or ""
    if text not in _KINDS and not answers.scale(text):
        known = Worded("{listed} or a scale such as 1-5", listed=listing(_KINDS))
        msg = Worded("{value} is not a kind of answer; expected {known}", value=named(value), known=known)
        raise wrong(msg)
    return text


def _effort(value: object) -> str:
    text = written(value)
    if text is None or (text not in LEVELS and seconds(text) is None):
        msg = Worded(
            "{value} is not an effort; write a duration such as 2h or 3d, or low, medium, high",
            value=named(value),
        )
        raise wrong(msg)
    return text


def _answer_text(value: object) -> str:
    text = written(value)
    if text is None:
        msg = Worded("{value} stands where an answer is wanted; write one answer", value=named(value))
        raise wrong(msg)
    return text


def _condition_told_by(value: object) -> str:
    return "group" if isinstance(value, Mapping) else "answer"


def _must(value: object) -> float:
    """Return the points below which an answer breaks the touchpoint; 0 for what is no must."""
    text = written(value)
    if text is None or not is_number(text):
        return PASS if flag(value) else 0.0
    amount = points(value)
    if amount == 0:
        msg = "below 0 points nothing lies; write true, no, or a number above 0 up to 100"
        raise wrong(msg)
    return amount


def _percentage(value: object) -> float:
    text = written(value)
    return points(value if text is None else Bare(text.removesuffix("%").rstrip()))


def _item_address(value: object) -> str:
    text = written(value) or ""
    checklist, dot, item_id = text.partition(".")
    return f"{identifier(checklist)}.{identifier(item_id)}" if dot else identifier(value)


def _probe(value: object) -> str:
    text = written(value)
    if text is None or text not in MEASUREMENTS:
        from difflib import get_close_matches

        near = get_close_matches((text or "")[:_LONGEST_NAME], MEASUREMENTS, 1)
        hint = (
            Worded("the nearest is `{near}`", near=near[0])
            if near
            else fixed("expected one such as phone-on-pages")
        )
        msg = Worded(
            "{value} is no measurement; {hint}, or a newer tpaudit may know it", value=named(value), hint=hint
        )
        raise wrong(msg)
    return text


Format = Annotated[Literal[1], Written(_format, const=1)]
KindName = Annotated[str, Written(_kind, type="string", pattern=KIND_PATTERN)]
Effort = Annotated[str, Written(_effort, type="string")]
ProbeName = Annotated[str, Written(_probe, type="string", enum=list(MEASUREMENTS))]
Condition = Annotated[str, Written(_answer_text, type=SCALAR)]
Must = Annotated[
    float,
    Written(
        _must,
        anyOf=[
            {"enum": [True, False, "yes", "no", "true", "false"]},
            {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
        ],
    ),
]
Percentage = Annotated[float, Written(_percentage, type=["number", "string"], pattern=r"^[0-9.]+ *%$")]
ItemAddress = Annotated[
    str, Written(_item_address, type="string", pattern=r"^[^\sA-Z_/.]+(\.[^\sA-Z_/.]+)?$")
]
Group = Annotated[dict[ItemAddress, Several[Condition]], ById(without_nulls)]
ConditionOrGroup = Annotated[Condition | Group, OneOf(_condition_told_by, answer=Condition, group=Group)]
OnlyIf = Annotated[dict[ItemAddress, Several[ConditionOrGroup]], ById(without_nulls)]


class Item(Record):
    """One question, the answers it takes and what they are worth."""

    ask: Wording
    """The question, as one person can answer it on one visit."""
    answer: KindName
    """The kind of answer: yes-no, duration, number, percent, choice, several, nps, or a scale such as 1-5; text,
    date, time and money are recorded and not scored."""
    good: Flag = True
    """Which answer of a yes-no is the good one: yes or no."""
    weight: ItemWeight = 1.0
    """How much it counts within its touchpoint. With 0 it is recorded: shown, and outside score, coverage and
    interval; it can still be `must`."""
    must: Must = 0.0
    """A must-be item: an answer below 50 points breaks the touchpoint, whatever the rest scores; with a
    number, an answer below so many points."""
    tolerate: Percentage = 0.0
    """How many of a must-be item's answers may fail, or of the answers that an option fails, such as 5%."""
    wow: Flag = False
    """A delighter: outside the score, praised when it is there. It cannot be `must`, and none of its options
    can fail."""
    score: Curve | None = None
    """The curve that turns what was measured into points, 0-100. Needed for a duration, number and percent,
    unless `weight` is 0; an nps has one of its own."""
    combine: Combine = "mean"
    """How several observations of one place and method become one."""
    only_if: OnlyIf = Field(default_factory=dict)
    """Answers by item: items that must have got one of these answers. `answered` stands for any answer, and
    `>3m` for all that is more; `>=`, `<` and `<=` likewise, in quotes. An
    item of another checklist is `checklist.item`; where that is not applied, nothing follows of it. `any`
    lists groups of conditions of which one has to hold, `not` those that must not; `device`, `persona` and
    `place` are those of the visits."""
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
    means: Annotated[dict[str, Wording], Before(without_nulls)] = Field(default_factory=dict)
    """What the numbers of a scale mean, by number: at least both ends."""
    unit: Wording | None = None
    """What a number counts, for people: clicks, rings, steps."""
    shortfall: Wording | None = None
    """What it says where the answer fails, as a claim: the price is not in the contract."""
    strength: Wording | None = None
    """What it says where the answer is good, as a claim."""
    why: Wording | None = None
    """Why the question is asked, and why it weighs what it weighs."""
    fix: Wording | None = None
    """What to do when it falls short."""
    effort: Effort | None = None
    """What the fix takes: a duration, or low, medium, high."""
    smallest: Size | None = Field(None, alias="from")
    """The smallest company for which the fix makes sense."""
    turn_round: Wording | None = None
    """How this fault could become a strength."""
    automate: Wording | None = None
    """Which software could do it."""
    tags: Several[Id] = ()
    """What it belongs to, for `--by tag`: hygiene, front-of-house."""
    methods: Several[WrittenMethod] = ()
    """How it is best observed."""
    probe: ProbeName | None = None
    """The measurement of `tpaudit probe` that answers it."""
    watch_for: Duration | None = None
    """How long one has to wait or watch before it can be answered, such as 14d; `tpaudit init` puts what takes a
    day and more last. Without it a duration whose curve reaches two days is taken for such; 0s says that it is none."""
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
    title: Wording | None = None
    """Its name for people."""
    about: Wording | None = None
    """What it is for."""
    version: str | None = None
    """Its version, in quotes, as in `version: "1.0"`."""
    was: Several[Id] = ()
    """Earlier ids of the checklist. Audits and visits may use them still."""
    extends: Id | None = None
    """The checklist that this one changes: it adds items, changes or drops them."""
    suits: Target | None = Field(None, alias="for")
    """Where it suits, so that `tpaudit init` proposes it."""
    only_if: OnlyIf = Field(default_factory=dict)
    """Answers by item, as in an item: every other item of the checklist waits for them."""
    minimum: Points | None = None
    """The score below which this section breaks its touchpoint."""
    items: Keyed[Item]
    """The questions by their ids."""


def curve_fault(kind: str, curve: Any) -> str | None:
    """Return what is wrong with a curve for a kind of item, None if it fits."""
    unit = answers.answer_kind(kind).measured
    if unit is None:
        return Worded(
            "a {kind} takes no curve; expected one on a duration, number, percent or nps only", kind=kind
        )
    allowed = {"s": {"s"}, "%": {"%", ""}, "": {""}}[unit]
    zero = ("s", "", 0.0)
    limits = (limit for limit in curve.limits() if (unit, limit.unit, limit.value) != zero)
    bad = next((limit for limit in limits if limit.unit not in allowed), None)
    if bad is None:
        return None
    wanted = {
        "s": fixed("durations such as 10s"),
        "%": fixed("percentages such as 95"),
        "": fixed("plain numbers"),
    }[unit]
    return Worded(
        "`{bad}` does not measure a {kind}; expected limits that are {wanted}",
        bad=bad,
        kind=kind,
        wanted=wanted,
    )
