"""Completing: a scorecard with every judgement of the journey as a whole."""

from collections.abc import Sequence
from dataclasses import replace

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.insights.agreement import agreement
from tpaudit.judging.insights.consistency import consistency
from tpaudit.judging.insights.dropoff import losses
from tpaudit.judging.insights.gaps import gaps
from tpaudit.judging.insights.handovers import chain
from tpaudit.judging.insights.personas import disagreements, personas
from tpaudit.results.scorecard import Scorecard


def completed(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Scorecard:
    """Return a scorecard of the audit with what lies between its touchpoints; its scores are as they were."""
    return replace(
        card,
        consistency=consistency(audit, card, languages),
        gaps=gaps(audit, card, languages),
        chain=chain(card),
        losses=losses(audit, card),
        personas=None if card.persona else personas(audit, card, languages),
        disagreements=disagreements(card),
        agreement=agreement(audit),
    )
