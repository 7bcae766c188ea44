"""The five kinds of file, told apart by their top-level keys."""

from pathlib import Path
from typing import Final

SETTINGS: Final = "tpaudit.yaml"
TELLING: Final = {
    "audit": ("touchpoints", "handovers", "audit", "company"),
    "checklist": ("checklist", "items", "extends"),
    "visit": ("visit", "answers"),
    "journey": ("stages", "expects"),
    "workspace": ("gate", "bands", "paths", "branding", "plan", "language"),
}
"""The keys that tell a kind, the surest first."""


def is_misnamed(file: str) -> bool:
    """Tell whether a file is called almost like that of the settings, so that nobody reads it."""
    name = Path(file).name
    return name != SETTINGS and name.lower() in (SETTINGS, "tpaudit.yml")


def file_kind(file: str, data: object) -> str | None:
    """Return which kind of file it is; None where its keys tell nothing."""
    if Path(file).name == SETTINGS:
        return "workspace"
    keys = set(data) if isinstance(data, dict) else set()
    for rank in range(max(map(len, TELLING.values()))):
        for name, telling in TELLING.items():
            if len(telling) > rank and telling[rank] in keys:
                return name
    return None
