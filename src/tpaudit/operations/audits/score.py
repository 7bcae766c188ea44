"""Scoring: the scorecard of an audit, with the journey as a whole where it is asked for."""

from collections.abc import Sequence
from typing import get_args

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.given import given_name
from tpaudit.results.grouping import By
from tpaudit.results.scorecard import Scorecard


def score(
    audit: LoadedAudit,
    *,
    persona: str | None = None,
    by: By | None = None,
    languages: Sequence[str] = (),
    whole: bool = False,
    detailed: bool = True,
    claims: bool = True,
) -> Scorecard:
    """Return the scorecard of an audit.

    `persona` leaves the touchpoints that this persona meets; `by` adds a breakdown of the journey; `languages`
    are tried in turn for every text, then the workspace's, then the company's; `whole` judges the journey
    as a whole, too: consistency, gaps, handovers, drop-off, personas, feelings; `claims=False` leaves out claims,
    what scores rest on, and chance, `detailed=False` all that figures do without: observations, too. Raises UsageError
    for a persona that the audit does not have, or an unknown cut.
    """
    given_name("by", by, get_args(By))
    card = score_audit(audit, persona=persona, by=by, languages=languages, detailed=detailed, claims=claims)
    if not whole:
        return card
    from tpaudit.judging.insights.complete import with_insights  # a line for each of many audits does without

    return with_insights(audit, card, languages)
