"""The scorecard: the one result that every table, report, gate and program is a view of.

Slotted dataclasses, not models: they are made by the ten thousand, from values that were validated when
they were read. Nothing changes them once `score` has returned them. Scores, intervals, coverage and
lost points are unrounded: 0-100 points, coverage 0-1, None where nothing is scored.
"""

from dataclasses import dataclass
from typing import Final, Literal

from tpaudit.results.agreement import Agreement
from tpaudit.results.insights import Chain, Consistency, Disagreement, Gaps, Losses, Personas

State = Literal["scored", "n/a", "open"]
Band = Literal["strong", "fair", "weak"]
PASS: Final = 50.0
"""From here on a must item holds and a wow item delights."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class EvidenceShown:
    """What backs an observation or finding."""

    file: str | None
    link: str | None
    quote: str | None
    shows: str | None


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ObservationScore:
    """One observation and what it scores by itself."""

    answer: str
    """As it was written."""
    score: float | None
    """0-100; null for n/a."""
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    visit: str | None
    """The visit that it comes from, by its file's name; null for the audit's own."""
    past: bool
    """Before `since`: kept and shown, not scored."""
    counts: bool
    """It takes part in the item's score."""
    persona: str | None
    of: int | None
    """How many answers it is the mean of."""
    felt: str | None
    note: str | None
    internal: str | None
    """Not for the client."""
    evidence: list[EvidenceShown]
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ItemScore:
    """One checklist item at one touchpoint."""

    ask: str
    """The question."""
    state: State
    """scored, n/a (leaves both sums) or open (leaves the score, lowers coverage)."""
    score: float | None
    """0-100; null unless scored."""
    weight: float
    lost: float
    """The journey points that it costs."""
    must: bool
    wow: bool
    stale: bool
    """Its newest observation is older than the item's `valid_for`."""
    waived: bool
    """Somebody accepts its fault for now; that changes no score."""
    standard: bool
    """Measured by the company's own curve."""
    file: str
    line: int
    observations: list[ObservationScore]


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Fault:
    """Why a touchpoint is broken, whatever it scores."""

    kind: Literal["must", "fails", "missing", "promise"]
    item: str | None
    """checklist.item, where an item is at fault."""
    promise: str | None
    """The promise that is not kept, and by whom: `next-day`, `kitchen`."""
    by: str | None
    failing: int
    """How many observations fail."""
    of: int
    """How many observations count."""
    note: str | None
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class FindingShown:
    """What no checklist asked."""

    kind: str
    says: str
    severity: str | None
    fix: str | None
    effort: float | str | None
    """Seconds, or low, medium, high."""
    quote: str | None
    felt: str | None
    note: str | None
    internal: str | None
    """Not for the client."""
    evidence: list[EvidenceShown]
    on: str | None
    by: str | None
    method: str | None
    place: str | None
    visit: str | None
    file: str
    line: int


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class TouchpointScore:
    """One touchpoint or handover."""

    name: str
    stage: str
    channel: str | None
    kind: str | None
    owner: str | None
    importance: float
    score: float | None
    """Σ weight·score / Σ weight over its scored items."""
    low: float | None
    """The score were every open item 0."""
    high: float | None
    """The score were every open item 100."""
    coverage: float | None
    """Weight scored / weight scored or open, 0-1."""
    lost: float
    """Its share of the journey's lost points."""
    broken: bool
    faults: list[Fault]
    """Why it is broken."""
    band: Band | None
    provisional: bool
    """The interval reaches over more than one band."""
    feeling: float | None
    """-2 (angry) to 2 (delighted)."""
    missing: bool
    delights: list[str]
    """Wow items at 50 or more, as checklist.item."""
    findings: dict[str, FindingShown]
    items: dict[str, ItemScore]
    """By checklist.item."""
    file: str
    line: int
    source: str | None = None
    """The touchpoint that a handover comes from; null for a touchpoint."""
    target: str | None = None
    """The touchpoint that a handover leads to; null for a touchpoint."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class GroupScore:
    """A stage, channel, persona, place or any other part of the journey."""

    name: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float | None
    lost: float
    """Its touchpoints' share of the journey's lost points; of a place or method, of that journey's own."""
    touchpoints: dict[str, float | None]
    """The score of each of its touchpoints, by id; of a place or method, from its observations alone."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class ChecklistUsed:
    """Which wording of a checklist was used."""

    version: str | None
    fingerprint: str
    """Twelve hexadecimal digits over everything it says."""


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class VisitShown:
    """One walk."""

    on: str | None
    by: str | None
    method: str | None
    place: str | None
    persona: str | None
    scenario: str | None
    outcome: list[str]
    felt: str | None
    file: str


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Groups:
    """The journey cut another way."""

    by: str
    groups: dict[str, GroupScore]


@dataclass(slots=True, repr=False, match_args=False, kw_only=True)
class Scorecard:
    """How a company meets its customers, judged."""

    format: int
    """The format of this scorecard: 1; it only grows."""
    engine: str
    """The version of tpaudit that judged."""
    file: str
    id: str
    company: str | None
    date: str | None
    as_of: str | None
    """The day for which freshness and waivers are judged."""
    persona: str | None
    """The persona in whose shoes it is scored; null for everyone's."""
    score: float | None
    """Σ importance·score / Σ importance over touchpoints and handovers with a score."""
    low: float | None
    """The score if the open questions all fail."""
    high: float | None
    """The score if the open questions all pass."""
    coverage: float | None
    """Σ importance·coverage / Σ importance over what has an applicable item."""
    band: Band | None
    """strong, fair or weak; at best fair while anything is broken."""
    provisional: bool
    """Low and high lie in different bands."""
    weakest: str | None
    """The touchpoint or handover with the lowest score."""
    bottleneck: str | None
    """The one with the most lost points among those that are not strong."""
    broken: list[str]
    """The ids of broken touchpoints and handovers, in journey order."""
    observations: int
    """How many observations count."""
    visits: dict[str, VisitShown]
    checklists: dict[str, ChecklistUsed]
    stages: dict[str, GroupScore]
    touchpoints: dict[str, TouchpointScore]
    handovers: dict[str, TouchpointScore]
    grouped: Groups | None
    """What was asked for with `--by`, else null."""
    consistency: Consistency | None = None
    """Whether the touchpoints say the same; null, as all that follows, where the whole was not judged."""
    gaps: Gaps | None = None
    """What the journey lacks, and how many contacts its stages have."""
    chain: Chain | None = None
    """Touchpoints and handovers as links of one chain."""
    losses: Losses | None = None
    """Where customers are lost, beside the scores."""
    personas: Personas | None = None
    """Every persona's journey; null, too, in one persona's shoes."""
    disagreements: list[Disagreement] | None = None
    """Touchpoints whose feeling and score disagree, in journey order."""
    agreement: Agreement | None = None
    """How far observers and methods agree; null, too, where nobody observed the same item twice."""

    def links(self) -> dict[str, TouchpointScore]:
        """Return touchpoints and handovers together, stage by stage."""
        together = self.touchpoints | self.handovers
        order = {stage: place for place, stage in enumerate(self.stages)}
        return dict(sorted(together.items(), key=lambda link: order[link[1].stage]))
