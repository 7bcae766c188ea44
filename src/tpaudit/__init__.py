"""Touchpoint audits: load what a company's audit says, and score how it meets its customers.

import tpaudit

scorecard = tpaudit.score(tpaudit.load("audits/roastery.yaml"))
print(scorecard.score, scorecard.weakest)
"""

from typing import TYPE_CHECKING, Any

from tpaudit.errors import BaselineError, InputError, Problem, TpauditError, UsageError
from tpaudit.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from tpaudit.documents.joined import LoadedAudit
    from tpaudit.operations.audits.explain import explain
    from tpaudit.operations.audits.load import load
    from tpaudit.operations.audits.plan import plan
    from tpaudit.operations.audits.score import score
    from tpaudit.operations.audits.validate import Validation, validate
    from tpaudit.operations.collecting.probe import ProbeRequest, probe
    from tpaudit.operations.collecting.status import status
    from tpaudit.operations.gate.check import GateCheck, check
    from tpaudit.operations.past.compare import Compared, compare
    from tpaudit.operations.past.history import History, history
    from tpaudit.operations.portfolio.portfolio import PortfolioRequest, portfolio
    from tpaudit.operations.portfolio.trend import TrendRequest, trend
    from tpaudit.operations.reports.render import render
    from tpaudit.results.comparison import Comparison
    from tpaudit.results.explanation import Explanation
    from tpaudit.results.plan import Plan
    from tpaudit.results.portfolio import Portfolio
    from tpaudit.results.probed import Probed
    from tpaudit.results.scorecard import GroupScore, ItemScore, ObservationScore, Scorecard, TouchpointScore
    from tpaudit.results.status import WorkspaceStatus
    from tpaudit.results.trend import Trend
    from tpaudit.results.verdict import HistoryEntry, Verdict

__all__ = [
    "BaselineError",
    "Compared",
    "Comparison",
    "Explanation",
    "GateCheck",
    "GroupScore",
    "History",
    "HistoryEntry",
    "InputError",
    "ItemScore",
    "LoadedAudit",
    "ObservationScore",
    "Plan",
    "Portfolio",
    "PortfolioRequest",
    "ProbeRequest",
    "Probed",
    "Problem",
    "Scorecard",
    "TouchpointScore",
    "TpauditError",
    "Trend",
    "TrendRequest",
    "UsageError",
    "Validation",
    "Verdict",
    "WorkspaceStatus",
    "__version__",
    "check",
    "compare",
    "explain",
    "history",
    "load",
    "plan",
    "portfolio",
    "probe",
    "render",
    "score",
    "status",
    "trend",
    "validate",
]

_HOMES = {
    "check": "tpaudit.operations.gate.check",
    "compare": "tpaudit.operations.past.compare",
    "explain": "tpaudit.operations.audits.explain",
    "history": "tpaudit.operations.past.history",
    "load": "tpaudit.operations.audits.load",
    "plan": "tpaudit.operations.audits.plan",
    "portfolio": "tpaudit.operations.portfolio.portfolio",
    "probe": "tpaudit.operations.collecting.probe",
    "render": "tpaudit.operations.reports.render",
    "score": "tpaudit.operations.audits.score",
    "status": "tpaudit.operations.collecting.status",
    "trend": "tpaudit.operations.portfolio.trend",
    "validate": "tpaudit.operations.audits.validate",
    "Compared": "tpaudit.operations.past.compare",
    "Comparison": "tpaudit.results.comparison",
    "Explanation": "tpaudit.results.explanation",
    "GateCheck": "tpaudit.operations.gate.check",
    "GroupScore": "tpaudit.results.scorecard",
    "History": "tpaudit.operations.past.history",
    "HistoryEntry": "tpaudit.results.verdict",
    "ItemScore": "tpaudit.results.scorecard",
    "LoadedAudit": "tpaudit.documents.joined",
    "ObservationScore": "tpaudit.results.scorecard",
    "Plan": "tpaudit.results.plan",
    "Portfolio": "tpaudit.results.portfolio",
    "PortfolioRequest": "tpaudit.operations.portfolio.portfolio",
    "ProbeRequest": "tpaudit.operations.collecting.probe",
    "Probed": "tpaudit.results.probed",
    "Scorecard": "tpaudit.results.scorecard",
    "TouchpointScore": "tpaudit.results.scorecard",
    "Trend": "tpaudit.results.trend",
    "TrendRequest": "tpaudit.operations.portfolio.trend",
    "Validation": "tpaudit.operations.audits.validate",
    "Verdict": "tpaudit.results.verdict",
    "WorkspaceStatus": "tpaudit.results.status",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `tpaudit --help` waits for nothing else."""
    if name not in _HOMES:
        msg = f"module 'tpaudit' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
