"""Schemas: the JSON Schema of each kind of file and of the scorecard."""

from typing import Any

from tpaudit.documents.schema import published
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.diagnostics import nearest
from tpaudit.reading.validate import MODELS
from tpaudit.results.scorecard import Scorecard


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file, or of the scorecard; raises UsageError for another kind."""
    models = {**MODELS, "scorecard": Scorecard}
    if kind not in models:
        msg = Worded("there is no kind `{kind}` of file; {hint}", kind=kind, hint=nearest(kind, models))
        raise UsageError(msg)
    return published(models[kind])
