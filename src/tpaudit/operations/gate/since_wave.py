"""Since the wave before: what a change made worse of a wave that is there already, beside the one before."""

from typing import Final

from tpaudit.documents.joined import LoadedAudit
from tpaudit.judging.gate.cases import Around
from tpaudit.judging.gate.check import check_audit
from tpaudit.judging.scoring.journey import score_audit
from tpaudit.operations.past.baselines import Baseline
from tpaudit.results.scorecard import Scorecard
from tpaudit.results.verdict import Checked, Result

_RULES: Final = ("regression", "broken")


def add_falls_since(checked: Checked, audit: LoadedAudit, *, same: Baseline, wave: Baseline) -> None:
    """Add what fell since the audit that this one follows, and had not fallen before the change."""
    if same.audit is None:
        return
    fallen_then = _falls(same.audit, same.card or score_audit(same.audit), wave)
    known = {_key(result) for result in (*checked.results, *fallen_then)}
    fallen_now = _falls(audit, score_audit(audit), wave)
    checked.results += [result for result in fallen_now if _key(result) not in known]
    checked.results.sort(key=lambda result: (not result.counts, result.level != "error"))


def _falls(audit: LoadedAudit, card: Scorecard, wave: Baseline) -> list[Result]:
    about = Around(before=wave.audit, in_git=True, wave=True)
    beside = check_audit(audit, card, wave.card, baseline=wave.label, about=about)
    return [result for result in beside.results if result.rule in _RULES]


def _key(result: Result) -> tuple[str, str]:
    return (result.rule, result.at)
