"""What a report is made from: the scorecard, what could be fixed, an earlier audit, and the texts of the audit.

Slotted dataclasses, as in `results`; texts are in the report's language.
"""

from typing import Final

from tpaudit.results.comparison import Comparison
from tpaudit.results.computed import Computed, record
from tpaudit.results.plan import Plan, Recommendation
from tpaudit.results.scorecard import Scorecard
from tpaudit.showing.report.pictures.curve import CurvePicture

ACCENT: Final = "#0b6e4f"
"""The accent colour of reports whose workspace names none."""


@record
class EvidenceFile(Computed):
    """A file that backs something."""

    path: str | None
    """Not for the client."""
    picture: str | None
    """A data address of a picture to embed; null for a mere path."""
    thumbnail: str | None
    """A small one of it; null where the picture is small enough, or could not be scaled."""
    number: int
    """The number of the picture in the report; 0 for what is no picture in it."""
    missing: bool
    """The file is not there; not for the client, who does not see its path."""


@record
class QuestionTexts(Computed):
    """An item, as it was put to a touchpoint."""

    fix: str
    worth: str
    """How a measured value becomes points; empty for items without a curve."""
    answers: dict[str, str]
    """What people read for an answer that has a name of its own."""
    kind: str
    """The kind of answer that it takes."""
    curve: CurvePicture | None
    """What was measured, on the item's curve; null where nothing was, and in a report that shows no curves."""


@record
class TouchpointTexts(Computed):
    """A touchpoint or handover, as the audit describes it."""

    devices: list[str]
    action: str
    note: str
    internal: str
    """Not for the client."""
    promises: dict[str, str]
    questions: dict[str, QuestionTexts]
    """By checklist.item."""


@record
class StageTexts(Computed):
    """A stage, as the journey and the audit describe it."""

    about: str
    reached: float | None
    """How many customers get there, if somebody counted."""


@record
class PersonaTexts(Computed):
    """A persona, as the audit describes it."""

    name: str
    about: str


@record
class ActionTexts(Computed):
    """An action of an audit."""

    task: str
    owner: str | None
    status: str
    targets: dict[str, str]
    """What it is to fix: its address in that audit, and as it is called in the audit reported on."""


@record
class ReportBranding(Computed):
    """Whose report it is."""

    name: str
    colour: str | None
    logo: str | None
    """A data address."""


@record
class CoverTexts(Computed):
    """What stands on the cover of a report."""

    prepared_for: str
    prepared_by: str
    logo: str | None
    """The client's, as a data address."""
    version: str
    confidentiality: str


@record
class AuditTexts(Computed):
    """An audit, as far as its files describe it to people."""

    auditor: str | None
    """Not for the client."""
    scope: str
    note: str
    internal: str
    """Not for the client."""
    branding: ReportBranding
    cover: CoverTexts
    strong: float
    """The score from which something is strong."""
    fair: float
    observers: bool
    """Whether the client sees how far observers agree."""
    stages: dict[str, StageTexts]
    personas: dict[str, PersonaTexts]
    places: dict[str, str]
    touchpoints: dict[str, TouchpointTexts]
    """Handovers as well."""


@record
class EarlierResults(Computed):
    """The audit that a report compares with."""

    card: Scorecard
    actions: dict[str, ActionTexts]
    comparison: Comparison
    """Why scores moved since."""
    clear: bool | None
    """The journey's score changed by more than chance explains; null where that is not known."""


@record
class ReportResults(Computed):
    """Everything that a report is made from."""

    card: Scorecard
    unredacted: Scorecard | None
    """The scorecard itself; null for the client."""
    audit: AuditTexts
    recommendations: list[Recommendation]
    """Everything that could be fixed, in order."""
    plan: Plan
    """What to do first, without a limit of money or time."""
    files: dict[str, EvidenceFile]
    """What backs something, by its path; for the client by a number."""
    earlier: EarlierResults | None
