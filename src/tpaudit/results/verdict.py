"""The verdict of the gate: what every output of `check` is a view of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from tpaudit.results.claims import Claim
from tpaudit.results.comparison import Comparison, Moved
from tpaudit.results.computed import Computed, record
from tpaudit.results.message import Message
from tpaudit.results.standing import Standing

Level = Literal["error", "warn"]
NOT_WRITTEN: Final[Mapping[str, bool]] = {"written": False}
"""The metadata of a field that outputs in words need, and that the verdict's JSON does not have."""


@dataclass(frozen=True, slots=True, match_args=False, kw_only=True)
class RuleInfo:
    """What outputs say of a rule itself."""

    id: str
    help: str
    """What it finds and what to do about it, in English."""
    level: Literal["off", "warn", "error"]
    """What it is where the workspace says nothing."""
    compares: bool
    """It has nothing to say where there is no baseline."""


@record
class WaiverShown(Computed):
    """A fault that somebody accepts for a while."""

    address: str
    reason: str
    approved_by: str
    until: str
    """The last day on which it holds."""
    days: int | None
    """How many days are left; below 0 it is over."""
    file: str
    line: int


@record
class Result(Computed):
    """One thing that a rule of the gate says."""

    rule: str
    kind: str
    """What about the rule: `fell` or `unsettled`, `touchpoint` or `item`, ..."""
    level: Level
    at: str
    """The address of the touchpoint or item; `stage:ID` for a stage, empty for the journey or the audit."""
    name: str
    """The touchpoint's name, or the item's question."""
    stage: str | None
    owner: str | None
    file: str
    line: int
    was: str | None = None
    """Where it stood at the baseline, as FILE:LINE."""
    old: float | None = None
    new: float | None = None
    limit: float | None = None
    """What it is held against."""
    count: int | None = None
    """How many observations fail, or how many more are needed, or how many days are left."""
    of: int | None = None
    """Of how many."""
    about: str = ""
    """A promise and who breaks it, a fact, a reason: what the kind needs besides."""
    items: list[Moved] | None = None
    """The items that carry it."""
    claim: Claim | None = None
    """What failed at the item that it is about; null where it is about something else, or nobody has words for it."""
    place: str | None = None
    """The place that the rule looks at alone."""
    waiver: WaiverShown | None = None
    """What protects it: it is shown, and does not count."""
    said: str = ""
    """What is said or done somewhere, where the touchpoints disagree."""
    expected: str = ""
    """What should be said, or was promised."""
    beside: str | None = None
    """Where that stands, as FILE:LINE."""
    message: tuple[Message, ...] = field(default=(), metadata=NOT_WRITTEN)
    """What it says in words, in one part or several."""
    called: str = ""
    """The name of the touchpoint or stage that it is about; empty for the journey or the audit."""
    place_name: str | None = None
    """The name of that place."""
    other: str = ""
    """The name of the other touchpoint: whose promise it is, or who does not keep it."""

    @property
    def counts(self) -> bool:
        """Tell whether it fails the gate."""
        return self.level == "error" and self.waiver is None


@record
class Checked(Computed):
    """One audit under the gate."""

    file: str
    id: str
    company: str | None
    baseline: str | None
    """What it is compared with; null for nothing."""
    word: str
    """Why there is no baseline: empty, `new`, `unasked`."""
    results: list[Result]
    waivers: list[WaiverShown]
    comparison: Comparison | None
    touchpoints: dict[str, str]
    """The names of what was judged, by id."""
    standing: Standing | None = None
    """Where the journey stands; null for an audit that is gone."""
    off: frozenset[str] = field(default=frozenset(), metadata=NOT_WRITTEN)
    """The rules that are off in the audit's workspace, whatever they would look at."""


@record
class Unjudged(Computed):
    """An audit that could not be judged."""

    file: str
    why: str


@record
class Verdict(Computed):
    """What the gate says of all audits."""

    format: int
    engine: str
    passed: bool
    errors: int
    warnings: int
    waived: int
    as_of: str | None
    against: str | None
    audits: list[Checked]
    unjudged: list[Unjudged]
    """What could not be judged, or not compared: while there is any, nothing passes."""
    rules: list[RuleInfo] = field(metadata=NOT_WRITTEN)
    """Every rule of the gate, in the order in which their results are listed."""


@record
class HistoryEntry(Computed):
    """What an audit scored at one commit."""

    commit: str
    day: str
    """The day on which it was written, as its author's clock said."""
    subject: str
    path: str
    """What the audit was called then, from the repository's root."""
    score: float | None = None
    coverage: float | None = None
    broken: list[str] | None = None
    problem: str = ""
    """Why its files do not load; empty if they do."""
    comparison: Comparison | None = None
    """What moved since the last commit that loads."""
