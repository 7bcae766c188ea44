"""Planning: what to fix first in an audit, within limits or to reach a score."""

from tpaudit.documents.joined import LoadedAudit
from tpaudit.errors import UsageError
from tpaudit.judging.plan.plan import Wish, make_plan
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.asked.given import given_amount
from tpaudit.results.plan import Plan


def plan(
    audit: LoadedAudit,
    *,
    budget: float | None = None,
    days: float | None = None,
    target: float | None = None,
    language: str | None = None,
) -> Plan:
    """Return what to fix first: what is broken, then what wins most.

    `budget` is in the workspace's currency, `days` are days of work, `target` is a score of the journey to reach
    with the fewest hours; it goes without the other two. `language` is that of the texts, default the workspace's.
    Raises UsageError for an amount that cannot be, and for a target where nothing is scored.
    """
    wish = Wish(
        budget=given_amount("budget", budget),
        days=given_amount("days", days),
        target=given_amount("target", target, 100),
    )
    if target is not None and (budget, days) != (None, None):
        msg = "a target looks for the fewest hours; expected it without a budget and days"
        raise UsageError(msg)
    language = language or audit.workspace.language
    card = score_audit(audit, languages=(language,))
    return make_plan(audit, card, wish, (language, "en"))
