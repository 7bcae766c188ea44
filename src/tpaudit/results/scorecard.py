"""The scorecard: the one result that every table, report, gate and program is a view of.

Slotted dataclasses, not models: they are made by the ten thousand, from values that were validated when
they were read. Nothing changes them once `score` has returned them. Scores, intervals, coverage and
lost points are unrounded: 0-100 points, coverage 0-1, None where nothing is scored.
"""

from dataclasses import dataclass, field
from typing import Literal

from tpaudit.results.agreement import Agreement
from tpaudit.results.basis import Alike, Basis, Chance
from tpaudit.results.claims import Claim
from tpaudit.results.computed import Computed
from tpaudit.results.insights import Chain, Consistency, Disagreement, Gaps, Losses, Personas
from tpaudit.results.net_promoter import NetPromoter
from tpaudit.results.sections import SectionScore
from tpaudit.results.visits import DisputeShown, EvidenceShown, FindingShown, VisitShown

State = Literal["scored", "n/a", "open", "recorded"]
Band = Literal["strong", "fair", "weak", "broken"]


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class ObservationScore(Computed):
    """One observation and what it scores by itself."""

    answer: str
    """As it was written: `12s`, `37/40`, `да`."""
    score: float | None
    """What it scores by itself, 0-100; null for n/a and for what is recorded and not scored."""
    on: str | None
    """When: a day or a moment, as in 2026-11-03T12:30."""
    by: str | None
    """Who observed."""
    method: str | None
    """By which method."""
    place: str | None
    """The id of the place."""
    visit: str | None
    """The visit that it comes from, by its file's name without the ending; null for the audit's own."""
    past: bool
    """It is before the audit's `since`: kept and shown, not scored."""
    benchmark: bool = False
    """It is of a place that stands beside, such as a rival's: shown, not scored."""
    disputed: DisputeShown | None = None
    """Who does not accept it, and what was decided; where it is voided it is not scored."""
    counts: bool
    """It takes part in the item's score."""
    persona: str | None
    """In whose shoes, by the persona's id."""
    of: int | None
    """How many answers it is the mean of."""
    felt: str | None
    """How it felt: `delighted`, `positive`, `neutral`, `negative`, `angry`."""
    note: str | None
    """What happened."""
    internal: str | None
    """A note that is not for the client: leave it out of what you hand over."""
    evidence: list[EvidenceShown]
    """What backs it."""
    file: str
    """The file in which the observation stands, by its path."""
    line: int
    """The line in that file."""
    label: str | None = None
    """The answer to a choice as the checklist writes it; null for other answers."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class ItemScore(Computed):
    """One checklist item at one touchpoint."""

    ask: str
    """The question."""
    state: State
    """`n/a` counts in neither sum; `open` counts in the coverage, not in the score; `recorded` is answered, and
    never scored."""
    score: float | None
    """0-100; null unless scored."""
    weight: float
    """How much it counts within its touchpoint; 0 for what is recorded and not scored."""
    lost: float
    """The journey points that it costs; 0 for wow items and for what is not scored."""
    must: bool
    """A must-be item: its failure breaks the touchpoint."""
    wow: bool
    """A delighter, outside the score."""
    stale: bool
    """Its newest observation that counts is older than the item's `valid_for`."""
    waived: bool
    """Somebody accepts its fault for now; that changes no score."""
    standard: bool
    """It is measured by the company's own curve."""
    file: str
    """The file in which its answer stands in the audit, or else its checklist, by its path."""
    line: int
    """The line in that file."""
    observations: list[ObservationScore]
    """Its observations, those that do not count too."""
    tags: list[str] = field(default_factory=list)
    """The tags of the question."""
    nps: NetPromoter | None = None
    """The net promoter score of its observations that count; null for other kinds of item."""
    shortfall: Claim | None = None
    """What falls short; null where all is well, and for wow items."""
    strength: str | None = None
    """What is good, in words; null where nothing is, or nobody has words for it."""
    rests_on: Basis | None = None
    """What its score rests on; null where there is none."""
    chance: Chance | None = None
    """Between which scores chance would put a yes-no item; null below three answers, and for other items."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Fault(Computed):
    """Why a touchpoint is broken, whatever it scores."""

    kind: Literal["must", "fails", "missing", "promise", "finding", "section"]
    """A must-be item failed, an option that fails was chosen, the touchpoint is missing, a promise is not
    kept, a critical problem was found, or a section lies below its minimum."""
    item: str | None
    """For `must` and `fails`: the item, as `checklist.item`."""
    promise: str | None
    """For `promise`: the id of the promise that is not kept."""
    by: str | None
    """For `promise`: the id of the touchpoint that does not keep it."""
    failing: int
    """How many answers that count fail, where a rate such as 37/40 is 40 answers; 0 for `missing`, 1 for
    `promise`, `finding` and `section`."""
    of: int
    """How many answers count; 0 for `missing`, 1 for `promise`, `finding` and `section`."""
    note: str | None
    """What was said about it."""
    file: str
    """The file in which it stands, by its path."""
    line: int
    """The line in that file."""
    finding: str | None = None
    """For `finding`: the id of the critical problem."""
    section: str | None = None
    """For `section`: the checklist that lies below its minimum."""
    claim: Claim | None = None
    """For `must` and `fails`: what failed, to be said in a sentence."""
    promised: str | None = None
    """For `promise`: what was promised."""
    by_name: str | None = None
    """For `promise`: the name of the touchpoint that does not keep it."""
    section_name: str | None = None
    """For `section`: the title of that checklist."""
    place_name: str | None = None
    """For `finding`: the name of the place where it was found; null where none is said."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Problems(Computed):
    """How many problems were found that are not resolved, by severity."""

    critical: int = 0
    """Those that break their touchpoint."""
    major: int = 0
    """Those that drive customers away."""
    minor: int = 0
    """Those that are a nuisance."""
    cosmetic: int = 0
    """Those that only look bad."""
    unrated: int = 0
    """Those of which nobody says how bad they are."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class TouchpointScore(Computed):
    """One touchpoint or handover."""

    name: str
    """Its name for people; its id where it has none."""
    stage: str
    """The id of its stage."""
    channel: str | None
    """Where it happens."""
    kind: str | None
    """`human`, `digital` or `physical`."""
    owner: str | None
    """Who answers for it in the company."""
    importance: float
    """How much it counts in the journey."""
    score: float | None
    """Σ weight · score / Σ weight over its scored items, 0-100."""
    low: float | None
    """The score if every open item is 0; null where nothing is scored."""
    high: float | None
    """The score if every open item is 100; null where nothing is scored."""
    coverage: float | None
    """The weight that is scored / the weight that is scored or open, 0-1; null where nothing is scored."""
    lost: float
    """Its share of the points that the journey lacks to 100."""
    broken: bool
    """It is broken, whatever it scores."""
    faults: list[Fault]
    """Why it is broken."""
    band: Band | None
    """`broken` for what is broken or missing, whatever it scores; else by its score."""
    provisional: bool
    """It is not broken, and `low` and `high` lie in different bands."""
    feeling: float | None
    """−2 (angry) to 2 (delighted)."""
    missing: bool
    """It should exist and does not."""
    delights: list[str]
    """Wow items at 50 or more, each as `checklist.item`."""
    findings: dict[str, FindingShown]
    """Its findings, by id."""
    sections: dict[str, SectionScore] = field(default_factory=dict)
    """The subtotal of each checklist applied to it, by checklist; empty where it is missing."""
    items: dict[str, ItemScore]
    """Its items, by `checklist.item`."""
    file: str
    """The file in which it stands, by its path."""
    line: int
    """The line in that file."""
    rests_on: Basis | None = None
    """What its score rests on; null where there is none."""
    source: str | None = None
    """The touchpoint that a handover comes from; null for a touchpoint."""
    target: str | None = None
    """The touchpoint that a handover leads to; null for a touchpoint."""
    enough: bool = True
    """Its coverage reaches what the workspace's `enough` asks for; where it does not, its score says little."""
    problems: int = 0
    """How many of its findings are problems that are not resolved."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class GroupScore(Computed):
    """A stage, channel, persona, place or any other part of the journey."""

    name: str
    """Its name for people."""
    score: float | None
    """Its score, 0-100."""
    low: float | None
    """The score if the open questions all fail."""
    high: float | None
    """The score if the open questions all pass."""
    coverage: float | None
    """How much of it was assessed, 0-1."""
    lost: float
    """The sum of what its touchpoints lose; for a place or method, of that journey's own."""
    touchpoints: dict[str, float | None]
    """The score of each of its touchpoints and handovers, by id; for a place or method, by its observations
    alone."""
    rests_on: Basis | None = None
    """What its score rests on; null where there is none."""
    alike: Alike | None = None
    """For a place or method: its score over what all of them have; null for other parts, and where they have nothing
    in common."""
    fails: list[str] = field(default_factory=list)
    """For a place or method: what fails there by its observations alone, as `touchpoint/checklist.item`, and critical
    problems as `touchpoint/findings.id`; empty for other parts."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class ChecklistUsed(Computed):
    """Which wording of a checklist was used."""

    version: str | None
    """Its version."""
    fingerprint: str
    """12 hexadecimal digits. They change whenever anything that the checklist says changes, but for `probe` and `watch_for` of its items."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Groups(Computed):
    """The journey cut another way."""

    by: str
    """How it is cut: `stage`, `channel`, `kind`, `persona`, `place`, `method`, `owner`, `observer`, `tag`."""
    groups: dict[str, GroupScore]
    """The parts of the journey, by id or name."""


@dataclass(slots=True, repr=False, eq=False, match_args=False, kw_only=True)
class Scorecard(Computed):
    """How a company meets its customers, judged."""

    format: int
    """The format of this scorecard: 1; it only grows."""
    engine: str
    """The version of tpaudit that judged."""
    file: str
    """The audit, by its path."""
    id: str
    """What the audit is called; default the file's name."""
    company: str | None
    """The company's name."""
    date: str | None
    """The audit's date."""
    as_of: str | None
    """The day for which staleness and waivers are judged."""
    persona: str | None
    """The persona in whose shoes it is scored, as asked for with `--persona`; null for everyone's."""
    score: float | None
    """Σ importance · score / Σ importance over touchpoints and handovers with a score, 0-100."""
    low: float | None
    """The score if the open questions all fail."""
    high: float | None
    """The score if the open questions all pass."""
    coverage: float | None
    """Σ importance · coverage / Σ importance over what has an applicable item, 0-1."""
    band: Band | None
    """At best `fair` while a touchpoint or handover of importance 3 or more is weak, broken or missing; null
    where nothing is scored, or `enough` is false."""
    provisional: bool
    """`low` and `high` lie in different bands."""
    weakest: str | None
    """The touchpoint or handover with the lowest score, among what is broken or missing if anything is."""
    bottleneck: str | None
    """The one with the most lost points among those that are not strong, broken ones included."""
    broken: list[str]
    """The ids of broken touchpoints and handovers, in journey order."""
    observations: int
    """How many observations count."""
    recorded: int = 0
    """How many observations are recorded and not scored."""
    visits: dict[str, VisitShown]
    """The visits, by file name without the ending."""
    checklists: dict[str, ChecklistUsed]
    """The checklists that were used, by id."""
    stages: dict[str, GroupScore]
    """The stages by id, those without touchpoints too."""
    touchpoints: dict[str, TouchpointScore]
    """The touchpoints, by id."""
    handovers: dict[str, TouchpointScore]
    """The handovers, by id."""
    benchmarks: dict[str, GroupScore] = field(default_factory=dict)
    """The places that stand beside, such as a rival's, by id: each scored by its own observations alone."""
    grouped: Groups | None
    """The journey cut another way, as asked for with `--by`."""
    consistency: Consistency | None = None
    """Whether the touchpoints say the same; null, as all that follows, where the whole was not judged."""
    gaps: Gaps | None = None
    """What the journey lacks, and how many contacts its stages have."""
    chain: Chain | None = None
    """Touchpoints and handovers as the links of one chain."""
    losses: Losses | None = None
    """Where customers are lost, beside the scores."""
    personas: Personas | None = None
    """Every persona's journey; null with `--persona`, too."""
    disagreements: list[Disagreement] | None = None
    """Touchpoints whose feeling and score disagree, in journey order."""
    rests_on: Basis | None = None
    """What the score rests on; null where there is none."""
    chance: Chance | None = None
    """Between which scores chance would put the journey; null below three visits, and where the whole was not
    judged."""
    agreement: Agreement | None = None
    """How far observers and methods agree; null, too, where nobody observed the same item twice."""
    enough: bool = True
    """The coverage reaches what the workspace's `enough` asks for; where it does not, the figures are no
    verdict. False, too, where nothing is scored."""
    problems: Problems = field(default_factory=Problems)
    """How many problems were found that are not resolved, by severity."""
    held_back_by: list[str] = field(default_factory=list)
    """The ids of the touchpoints and handovers that keep the journey from being strong, whatever it scores:
    those of importance 3 or more that are weak, broken or missing, in journey order."""

    def links(self) -> dict[str, TouchpointScore]:
        """Return touchpoints and handovers together, stage by stage."""
        together = self.touchpoints | self.handovers
        order = {stage: place for place, stage in enumerate(self.stages)}
        return dict(sorted(together.items(), key=lambda link: order[link[1].stage]))
