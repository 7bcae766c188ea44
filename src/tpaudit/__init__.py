"""Touchpoint audits: load what a company's audit says, and score how it meets its customers.

import tpaudit

scorecard = tpaudit.score(tpaudit.load("audits/roastery.yaml"))
print(scorecard.score, scorecard.weakest)
"""

from typing import TYPE_CHECKING, Any

from tpaudit.errors import InputError, TpauditError, UsageError
from tpaudit.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from tpaudit.documents.joined import LoadedAudit
    from tpaudit.operations.render import render
    from tpaudit.operations.score import score
    from tpaudit.reading.audit.load import load
    from tpaudit.results.scorecard import GroupScore, ItemScore, ObservationScore, Scorecard, TouchpointScore

__all__ = [
    "GroupScore",
    "InputError",
    "ItemScore",
    "LoadedAudit",
    "ObservationScore",
    "Scorecard",
    "TouchpointScore",
    "TpauditError",
    "UsageError",
    "__version__",
    "load",
    "render",
    "score",
]

_HOMES = {
    "load": "tpaudit.reading.audit.load",
    "render": "tpaudit.operations.render",
    "score": "tpaudit.operations.score",
    "LoadedAudit": "tpaudit.documents.joined",
    "GroupScore": "tpaudit.results.scorecard",
    "ItemScore": "tpaudit.results.scorecard",
    "ObservationScore": "tpaudit.results.scorecard",
    "Scorecard": "tpaudit.results.scorecard",
    "TouchpointScore": "tpaudit.results.scorecard",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `tpaudit --help` waits for nothing else."""
    if name not in _HOMES:
        msg = f"module 'tpaudit' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
