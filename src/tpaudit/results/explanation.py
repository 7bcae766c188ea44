"""Explanations: what a score is explained by, down to how several observations of an item are heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.results.scorecard import Scorecard

Voices = Mapping[str | None, Mapping[str | None, float]]
"""The score of each method at each place; None where an observation names none."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """An audit beside its scorecard, and what of it is explained: the journey, a touchpoint or an item."""

    audit: LoadedAudit
    scorecard: Scorecard
    """Judged as a whole."""
    touchpoint: AuditedTouchpoint | None = None
    """The touchpoint or handover that is explained; None for the journey."""
    item: str | None = None
    """The item of it that is explained, as `checklist.item`; None for all of them."""
    voices: Mapping[str, Voices] = field(default_factory=dict)
    """How the observations of an item are heard, for each explained item that has several that count."""
