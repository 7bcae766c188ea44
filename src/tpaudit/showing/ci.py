"""The gate's verdict for programs: each format is one function and one entry."""

import json
from collections.abc import Callable
from typing import Final

from tpaudit.judging.verdict import Verdict
from tpaudit.showing.tables import as_data


def as_json(verdict: Verdict) -> str:
    """Return the verdict itself, numbers unrounded."""
    return json.dumps(as_data(verdict), ensure_ascii=True, allow_nan=False, indent=2) + "\n"


FORMATS: Final[dict[str, Callable[[Verdict], str]]] = {
    "json": as_json,
}
"""What a verdict can be written as; text is laid out for where it goes."""
