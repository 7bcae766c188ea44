"""Insights: adds every result about the journey as a whole to a scorecard."""

from collections.abc import Sequence
from dataclasses import replace

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.insights.consistency import consistency
from tpaudit.judging.insights.dropoff import dropoff
from tpaudit.judging.insights.gaps import gaps
from tpaudit.judging.insights.handovers import handovers
from tpaudit.judging.insights.personas import disagreements, personas
from tpaudit.judging.observers.agreement import agreement
from tpaudit.judging.statistics.chance import chance
from tpaudit.results.scorecard import Scorecard


def with_insights(audit: LoadedAudit, card: Scorecard, languages: Sequence[str] = ()) -> Scorecard:
    """Return a copy of the scorecard of an audit with all insights; its scores stay the same."""
    return replace(
        card,
        consistency=consistency(audit, card, languages),
        gaps=gaps(audit, card, languages),
        chain=handovers(card),
        losses=dropoff(audit, card),
        personas=None if card.persona else personas(audit, card, languages),
        disagreements=disagreements(card),
        agreement=agreement(audit, languages),
        chance=chance(card.links(), _combines(audit)),
    )


def _combines(audit: LoadedAudit) -> dict[str, dict[str, str]]:
    """Return how each item combines its observations, by touchpoint and `checklist.item`."""
    return {
        touch.id: {address: asked.question.item.combine for address, asked in touch.asked.items()}
        for touch in audit.touches
    }
