"""Observations and findings: what was found, by whom, when, by which method and on what evidence."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from tpaudit.documents.checklist import LEVELS, Effort, WrittenMethod
from tpaudit.documents.durations import seconds
from tpaudit.documents.fields import (
    SCALAR,
    Before,
    Count,
    Day,
    Described,
    Editors,
    Moment,
    Record,
    Several,
    Written,
)
from tpaudit.documents.scalars import Bare, named, whole_number, without_nulls, written, wrong
from tpaudit.documents.text import Text
from tpaudit.documents.worded import AND, Worded, linked
from tpaudit.documents.words import FELT_WORDS, FINDING_WORDS, Translated

Felt = Literal["delighted", "positive", "neutral", "negative", "angry"]
WrittenFelt = Annotated[Felt, Translated(FELT_WORDS)]
FindingKind = Literal["problem", "remark", "idea", "praise"]
WrittenFindingKind = Annotated[FindingKind, Translated(FINDING_WORDS)]
Decision = Literal["open", "upheld", "voided"]
MarkCount = Annotated[int, Written(whole_number(0, 1_000_000_000), type="integer", minimum=0)]
Severity = Literal["cosmetic", "minor", "major", "critical"]


def _evidence(value: object) -> object:
    """Take a bare text for a link if it has a scheme, else for a file."""
    if not isinstance(value, str):
        return value
    return {"link": value} if "://" in value or value.startswith(("mailto:", "tel:")) else {"file": value}


class Evidence(Record):
    """What backs an observation: a file, a link or a quote."""

    file: str | None = None
    """A file, by its path from the audit's folder. `tpaudit validate` warns where it is not there."""
    link: str | None = None
    """A link with its scheme: https://..."""
    quote: Text | None = None
    """The customer's or the company's own words."""
    shows: Text | None = None
    """What is to be seen there."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        if self.file or self.link or self.quote:
            return None
        return "evidence without a file, a link or a quote; write one of them"


class Dispute(Record):
    """An observation that somebody does not accept."""

    by: str
    """Who does not accept it."""
    on: Moment | None = None
    """When they said so."""
    why: Text
    """What they say against it."""
    decision: Decision = "open"
    """open, upheld (the observation stands) or voided (it does not: it is shown, and not scored)."""


class Observation(Described):
    """What one person found at one time."""

    answer: Annotated[str, Editors(anyOf=[{"type": SCALAR}, {"type": "array", "items": {"type": SCALAR}}])]
    """The answer, or n/a (with a note). A duration also takes never and >3m, a yes-no 37/40, several a list."""
    promoters: MarkCount | None = None
    """For an nps, instead of `answer`: how many marks were 9 or 10. Write all three counts."""
    passives: MarkCount | None = None
    """How many were 7 or 8."""
    detractors: MarkCount | None = None
    """How many were 0 to 6."""
    of: Count | None = None
    """How many answers it is the mean of. Not for a yes-no, which writes 37/40, and not for a choice."""
    on: Moment | None = None
    """When. Default: when the visit was, else the audit's date."""
    by: str | None = None
    """Who observed. Default: who walked the visit, else the audit's auditor."""
    method: WrittenMethod | None = None
    """How it was observed. Default: the visit's method, else the audit's."""
    place: str | None = None
    """At which of the audit's places, by id. Default: the visit's."""
    persona: str | None = None
    """In whose shoes, by the persona's id."""
    note: Text | None = None
    """What happened, in a sentence."""
    internal: Text | None = None
    """A note that is not for the client."""
    felt: WrittenFelt | None = None
    """How it felt."""
    evidence: Several[Annotated[Evidence, Before(_evidence, {"type": "string"})]] = ()
    """What backs it: {file: ..}, {link: ..} or {quote: ..}."""
    disputed: Dispute | None = None
    """Somebody does not accept it."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Want the answer, or the counts that stand for it."""
        schema = super().__get_pydantic_json_schema__(core, handler)
        schema.pop("required", None)
        return schema | {"anyOf": [{"required": ["answer"]}, {"required": ["promoters"]}]}


def _observations(value: Any) -> Any:
    """Bring the three ways to write answers - a scalar, a mapping, a list of those - to the last one."""
    if type(value) is str:
        return (_plain(value),)
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple([_observation(entry) for entry in value])
    return (_observation(value),)


def _observation(value: Any) -> Any:
    if type(value) is dict:
        answer = value.get("answer")
        if type(answer) is Bare:
            return without_nulls({**value, "answer": answer.text})
        if type(answer) is list:
            return without_nulls({**value, "answer": _together(answer)})
        return without_nulls(_counted(value) if answer is None else value)
    text = written(value)
    if text is not None:
        return _plain(text)
    if isinstance(value, Observation):
        return value
    msg = Worded(
        "{value} stands where an answer is wanted; write the answer, {{answer: ..}} or a list of those",
        value=named(value),
    )
    raise wrong(msg)


def _together(found: list[Any]) -> str:
    """Return several options as one answer."""
    texts = [written(option) for option in found]
    if None in texts:
        msg = "an answer holds something that is no option; write {answer: [one, two]}, or `one, two`"
        raise wrong(msg)
    return ", ".join(filter(None, texts)) or "none"


def _counted(value: dict[str, Any]) -> dict[str, Any]:
    """Return an observation of three counts with the answer that they make: `60/30/10`."""
    counts = {kind: written(value.get(kind)) for kind in ("promoters", "passives", "detractors")}
    if not any(counts.values()):
        return value
    missing = [kind for kind, count in counts.items() if count is None]
    if missing:
        msg = Worded(
            "{listed} is not counted; write {{promoters: 60, passives: 30, detractors: 10}}",
            listed=linked(missing, AND),
        )
        raise wrong(msg)
    return {**value, "answer": "/".join(count or "" for count in counts.values())}


@lru_cache(maxsize=4096)
def _plain(answer: str) -> Observation:
    """Return the observation that says no more than its answer; most do, and share it."""
    return Observation.model_construct(answer=answer)


class _Answers(Before):
    """Marks the three ways to write answers."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Return the schema of a scalar, a mapping or a list of those."""
        entry = {"anyOf": [{"type": SCALAR}, handler(core)["items"]]}
        return {
            "anyOf": [{"type": [*SCALAR, "null"]}, *entry["anyOf"][1:], {"type": "array", "items": entry}]
        }


Answers = Annotated[tuple[Observation, ...], _Answers(_observations)]


class Finding(Record):
    """What no checklist asks: a problem, a remark, an idea or praise; unscored, reported, planned."""

    kind: WrittenFindingKind
    """problem, remark, idea or praise."""
    says: Text
    """What was found."""
    severity: Severity | None = None
    """How bad a problem is: cosmetic, minor, major or critical. A critical one breaks its touchpoint."""
    resolved: Day | None = None
    """The day on which it was fixed. A resolved finding stays in the file as history: it breaks nothing and
    is not planned."""
    resolved_by: str | None = None
    """Who fixed it."""
    fix: Text | None = None
    """What to do about it."""
    effort: Effort | None = None
    """What the fix takes: a duration, or low, medium, high."""
    quote: Text | None = None
    """The customer's own words."""
    on: Moment | None = None
    """When. Default: when the visit was, else the audit's date."""
    by: str | None = None
    """Who found it. Default: who walked the visit, else the audit's auditor."""
    method: WrittenMethod | None = None
    """How it was found. Default: the visit's method, else the audit's."""
    place: str | None = None
    """At which of the audit's places, by id. Default: the visit's."""
    felt: WrittenFelt | None = None
    """How it felt."""
    note: Text | None = None
    """More about it."""
    internal: Text | None = None
    """A note that is not for the client."""
    evidence: Several[Annotated[Evidence, Before(_evidence, {"type": "string"})]] = ()
    """What backs it: {file: ..}, {link: ..} or {quote: ..}."""

    @property
    def is_open_problem(self) -> bool:
        """It is a problem that nobody has resolved."""
        return self.kind == "problem" and self.resolved is None

    @property
    def breaks(self) -> bool:
        """It breaks its touchpoint: a critical problem that nobody has resolved."""
        return self.severity == "critical" and self.is_open_problem

    def seconds(self) -> float | str | None:
        """Return the effort in seconds, a day of 24 hours; low, medium, high and nothing as they are."""
        return self.effort if self.effort is None or self.effort in LEVELS else seconds(self.effort)
