"""The workspace: the settings that all audits of a repository share."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tpaudit.documents.checklist import Format
from tpaudit.documents.durations import Work
from tpaudit.documents.fields import Before, Flag, Keyed, Points, Rare, Record, Several, Weight, Written
from tpaudit.documents.observation import Severity
from tpaudit.documents.scalars import as_text, named, written, wrong
from tpaudit.documents.schedule import PlannedVisits
from tpaudit.documents.text import Language, Text
from tpaudit.documents.worded import OR, Worded, linked, listing

_COLOUR: Final = re.compile(r"^#[0-9a-fA-F]{6}$")
Waves = Literal["strict", "chance", "warn"]
RuleLevel = Literal["off", "warn", "error"]
Preset = Literal["advisory", "standard", "strict"]
Paper = Literal["a4", "letter"]
LIMITS: Final[dict[str, tuple[str, ...]]] = {
    "regression": ("max_drop", "waves"),
    "item": ("max_drop",),
    "floor": ("touchpoint", "section", "stage", "journey"),
    "coverage": ("min",),
    "na": ("max",),
    "finding": ("severity",),
}
"""Which limits a rule of the gate takes; a rule that is not here takes none."""
OF_TOUCHPOINTS: Final = frozenset({"floor", "coverage", "gap", "consistency", "history"})
"""Rules whose results are about touchpoints or more, never about an item."""
NEEDED: Final = frozenset({"floor", "coverage"})
"""Rules that say nothing without a limit."""


class Bands(Record):
    """From which score on a touchpoint is strong, and from which it is fair."""

    strong: Points = 80.0
    """The score from which on a touchpoint is strong."""
    fair: Points = 60.0
    """The score from which on it is fair; below it is weak."""

    def fault(self) -> str | None:
        """Say what is wrong between the keys."""
        if self.fair < self.strong:
            return None
        return Worded(
            "fair ({fair}) is not below strong ({strong}); expected fair below strong",
            fair=as_text(self.fair),
            strong=as_text(self.strong),
        )


class Paths(Record):
    """Where the workspace keeps its own files; they win over the built-in ones of the same name."""

    checklists: str = "checklists"
    """The folder of its own checklists, in the workspace or its git repository."""
    templates: str = "templates"
    """The folder of its own report templates, in the same way."""
    journeys: str = "journeys"
    """The folder of its own journeys, in the same way."""


class Efforts(Record):
    """What low, medium and high effort mean here."""

    low: Work = "4h"
    """How long low effort takes; days are working days."""
    medium: Work = "3d"
    """How long medium effort takes."""
    high: Work = "15d"
    """How long high effort takes."""


class Planning(Record):
    """How effort and cost are counted."""

    hours_per_day: Weight = 8.0
    """The hours of a working day."""
    currency: str = "EUR"
    """The currency of costs."""
    effort: Efforts = Efforts.model_construct()
    """What low, medium and high effort mean."""


def _colour(value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.match(value):
        msg = Worded('{value} is not a colour; write one such as "#0b6e4f", in quotes', value=named(value))
        raise wrong(msg)
    return value


Colour = Annotated[str, Written(_colour, type="string", pattern=_COLOUR.pattern)]


class Branding(Record):
    """Who signs the reports, and how they look."""

    name: Text | None = None
    """The name of the consultant or team that signs the reports."""
    logo: str | None = None
    """A picture, by its path from the workspace. One that reports cannot show is a warning."""
    colour: Colour | None = None
    """The accent colour of reports, in quotes, as in `colour: "#0b6e4f"`."""


class Reports(Record):
    """What reports show beyond what every reader needs, and what stands on their cover."""

    observers: Flag = False
    """Whether a client sees how far observers agree. The team always does."""
    paper: Paper | None = None
    """The paper that reports and sheets are printed on, `a4` or `letter`; default A4 for a PDF, a document for Word and a
    sheet, and for HTML the one in the printer."""
    prepared_for: Text | None = None
    """Who gets the report; default the company."""
    prepared_by: Text | None = None
    """Who wrote it; default the name in `branding`."""
    client_logo: str | None = None
    """The client's logo, by its path from the workspace. One that reports cannot show is a warning."""
    version: str | None = None
    """The version of the report, in quotes, as in `version: "1.1"`."""
    confidentiality: Text | None = None
    """Who may read it, as in `confidentiality: Confidential`; on the cover and at the head of each printed page."""
    names: Several[str] = ()
    """Names of staff that `report --redact` takes out of texts, beside those of who observed."""


class Rule(Record):
    """One rule of the gate."""

    level: RuleLevel
    """off, warn or error."""
    max_drop: Points | None = None
    """How many points a score may fall."""
    touchpoint: Points | None = None
    """The floor of each touchpoint."""
    section: Points | None = None
    """The floor of each section: of each checklist of a touchpoint."""
    stage: Points | None = None
    """The floor of each stage."""
    journey: Points | None = None
    """The floor of the journey."""
    min: Points | None = None
    """The least coverage, in percent."""
    max: Points | None = None
    """The most weight that may be n/a, in percent."""
    waves: Waves | None = None
    """How a fall since the audit that this one follows is judged: strict, chance or warn; default chance."""
    severity: Severity | None = None
    """The least severity of a problem; default critical."""
    only: Several[str] = ()
    """Address globs, stage:.., place:.., owner:.."""


def _rules(value: Any) -> Any:
    """Bring `warn`, {level: warn} and a list of those to the last one."""
    entries = value if isinstance(value, list | tuple) else [value]
    return tuple({"level": entry} if written(entry) is not None else entry for entry in entries)


Rules = Annotated[tuple[Rule, ...], Before(_rules, {"enum": ["off", "warn", "error"]}, {"type": "object"})]


class Gate(Record):
    """What fails a build, what warns and what is left alone."""

    preset: Preset = "standard"
    """How strict each rule is that is not written here: advisory, standard or strict."""
    regression: Rules | None = None
    """A touchpoint's experience fell; default error."""
    item: Rules | None = None
    """An item's score fell; default warn."""
    broken: Rules | None = None
    """Newly broken; default error."""
    removed: Rules | None = None
    """Bad news deleted; default error."""
    floor: Rules | None = None
    """A score below a fixed floor."""
    coverage: Rules | None = None
    """Too little was assessed."""
    na: Rules | None = None
    """Too much is not applicable."""
    stale: Rules | None = None
    """Evidence older than it is valid for; default warn."""
    yardstick: Rules | None = None
    """Scores moved because the rules did; default warn."""
    waiver: Rules | None = None
    """A waiver expired or matches nothing; default error."""
    finding: Rules | None = None
    """A problem was found, or got worse; default error."""
    history: Rules | None = None
    """An audit that another one follows was changed; default warn."""
    redated: Rules | None = None
    """Answers count for another day than they were given on; default error."""
    gate: Rules | None = None
    """The gate was made milder; default error, as it stands at the baseline."""
    consistency: Rules | None = None
    """Touchpoints say different things."""
    gap: Rules | None = None
    """An expected touchpoint is not there."""


PRESETS: Final[dict[Preset, dict[RuleLevel, RuleLevel]]] = {
    "advisory": {"error": "warn"},
    "standard": {},
    "strict": {"warn": "error", "off": "warn"},
}
"""What each preset makes of the level that a rule has by itself."""


def preset_level(gate: Gate, rule: str, level: RuleLevel) -> RuleLevel:
    """Return the level that a rule has where nothing is written of it; one that needs a limit stays off without."""
    return level if rule in NEEDED else PRESETS[gate.preset].get(level, level)


def written_rules(gate: Gate) -> dict[str, tuple[Rule, ...]]:
    """Return what is written of each rule by its name; mostly nothing."""
    return {name: written_rule(gate, name) for name in type(gate).model_fields if name != "preset"}


def written_rule(gate: Gate, name: str) -> tuple[Rule, ...]:
    """Return what is written of one rule."""
    entries: tuple[Rule, ...] | None = getattr(gate, name)
    return entries or ()


class Settings(Record):
    """The settings that all audits of a repository share."""

    format: Format
    """The format of this file: 1."""
    language: Language = "en"
    """The language of tables, texts and reports: `en`, `ru` or `zh`."""
    bands: Rare[Bands] = Bands.model_construct()
    """From which score on a touchpoint is strong or fair."""
    enough: Points = 30.0
    """The coverage, in percent, below which too little is known for a verdict: no band, and no score in a
    headline."""
    paths: Rare[Paths] = Paths.model_construct()
    """Where the workspace keeps its own files."""
    plan: Rare[Planning] = Planning.model_construct()
    """How effort and cost are counted."""
    occasion: Work = "1d"
    """How far apart two observations of one place may be to be of the same occasion: observers agree or disagree
    only about that. In whole days: `1d` is the same day, `2d` that and the next."""
    schedule: Keyed[Rare[PlannedVisits]] = Field(default_factory=dict)
    """Which visits every branch is due, by a name of each round of visits."""
    reports: Rare[Reports] = Reports.model_construct()
    """What reports show beyond what every reader needs."""
    branding: Rare[Branding] = Branding.model_construct()
    """Who signs the reports, and how they look."""
    gate: Rare[Gate] = Gate.model_construct()
    """What fails a build, what warns and what is left alone."""


def workspace_faults(workspace: Settings) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong between the keys of a workspace: the path to the key, and the message."""
    for name, rules in written_rules(workspace.gate).items():
        allowed = ("level", "only", *LIMITS.get(name, ()))
        for position, rule in enumerate(rules):
            if name in NEEDED and rule.level != "off" and not rule.model_fields_set - {"level", "only"}:
                said = Worded(
                    "the rule `{name}` has no limit to hold anything against; expected {listed}",
                    name=name,
                    listed=linked(allowed[2:], OR),
                )
                yield ("gate", name, position), said
            for position_of_pattern, pattern in enumerate(rule.only):
                if name in OF_TOUCHPOINTS and "/" in pattern and not _is_of_section(name, rule, pattern):
                    said = Worded(
                        "the rule `{name}` is about touchpoints, not items; expected `{touchpoint}`",
                        name=name,
                        touchpoint=pattern.partition("/")[0],
                    )
                    yield ("gate", name, position, "only", position_of_pattern), said
            for key in sorted(rule.model_fields_set - set(allowed)):
                said = Worded(
                    "the rule `{name}` has no limit `{key}`; expected {listed}",
                    name=name,
                    key=key,
                    listed=listing(allowed),
                )
                yield ("gate", name, position, key), said


def _is_of_section(name: str, rule: Rule, pattern: str) -> bool:
    """Tell whether a pattern names sections, and its entry is about them: it has their limit, or exempts."""
    return name == "floor" and "." not in pattern and (rule.section is not None or rule.level == "off")
