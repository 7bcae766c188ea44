"""Completing: a scorecard with every judgement of the journey as a whole."""

from collections.abc import Sequence
from dataclasses import replace

from tpaudit.documents.loaded import LoadedAudit
from tpaudit.judging.agreement import agreement
from tpaudit.judging.chain import chain
from tpaudit.judging.consistency import consistency
from tpaudit.judging.gaps import gaps
from tpaudit.judging.losses import losses
from tpaudit.judging.personas import disagreements, personas
from tpaudit.judging.scorecard import Scorecard


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
