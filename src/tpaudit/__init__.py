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
    from tpaudit.documents.loaded import LoadedAudit
    from tpaudit.judging.journey import score
    from tpaudit.judging.scorecard import GroupScore, ItemScore, ObservationScore, Scorecard, TouchpointScore
    from tpaudit.reading.loading import load
    from tpaudit.showing.rendering import render

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
    "load": "tpaudit.reading.loading",
    "render": "tpaudit.showing.rendering",
    "score": "tpaudit.judging.journey",
    "LoadedAudit": "tpaudit.documents.loaded",
    "GroupScore": "tpaudit.judging.scorecard",
    "ItemScore": "tpaudit.judging.scorecard",
    "ObservationScore": "tpaudit.judging.scorecard",
    "Scorecard": "tpaudit.judging.scorecard",
    "TouchpointScore": "tpaudit.judging.scorecard",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `tpaudit --help` waits for nothing else."""
    if name not in _HOMES:
        msg = f"module 'tpaudit' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
