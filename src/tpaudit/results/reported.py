"""What another tool reported: answers to `checklist.item`, before it is known which touchpoint they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tpaudit.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAnswer:
    """One answer, as it may stand in a visit."""

    checklist: str
    item: str
    answer: str
    where: str
    """Where it stands in the file, in words of the file."""
    note: str = ""
    links: Sequence[str] = ()
    """Pages that back it."""
    quotes: Sequence[str] = ()
    """Lines of the source that back it."""
    photos: Sequence[str] = ()
    """Pictures that back it, by their path from the audit's folder."""
    of: int | None = None
    """How many answers it is the mean or the median of."""
    on: str | None = None
    """When, where that differs from the whole: a day or a minute as in a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """Something that gives no answer, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolReport:
    """What was reported of one occasion: a page, an inspection, a form that was sent."""

    key: str
    """What tells it from others of the same file."""
    answers: Sequence[ReportedAnswer]
    on: str | None = None
    """When, as in a visit."""
    device: str | None = None
    place: str | None = None
    """Where: a place of the audit, by id."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Everything that a file of one kind says."""

    reports: Sequence[ToolReport]
    unit: str = "answers"
    """What is counted, in the plural: rules, questions, threads."""
    method: str | None = None
    """How it was found out, as in a visit."""
    checklists: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The questions that were answered, as a checklist's file says them, by id; none where they are the audit's."""
    left_open: Sequence[LeftOpen] = ()
    """What was asked and gives no answer, one by one."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What was passed over: how many, by what it is."""
    why_left_out: str = "it gives no answer"
    """Why that was passed over."""
    problems: Sequence[Problem] = ()
    """What is wrong in the file, with its place; it was left out, and the rest kept."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures by their path from the audit's folder."""
    figures: Sequence[str] = ()
    """What the file says of the whole, to be held against the scores."""
