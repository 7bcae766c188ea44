"""The six kinds of file, recognised by their top-level keys."""

import os
from typing import Final

SETTINGS: Final = "tpaudit.yaml"
KIND_KEYS: Final = {
    "audit": ("touchpoints", "handovers", "audit", "company"),
    "checklist": ("checklist", "items", "extends"),
    "visit": ("visit", "answers"),
    "journey": ("stages", "expects"),
    "map": ("columns", "mail", "when", "values", "yes"),
    "workspace": ("gate", "bands", "paths", "branding", "plan", "language"),
}
"""The keys by which each kind is recognised, the surest first."""


def is_misnamed(file: str) -> bool:
    """Tell whether a file's name is almost that of the settings, so that it is not read as settings."""
    name = os.path.basename(file)
    return name != SETTINGS and name.lower() in (SETTINGS, "tpaudit.yml")


def file_kind(file: str, data: object) -> str | None:
    """Return the kind of a file, a key of KIND_KEYS; None if its keys do not show it."""
    if os.path.basename(file) == SETTINGS:
        return "workspace"
    keys = set(data) if isinstance(data, dict) else set()
    for rank in range(max(map(len, KIND_KEYS.values()))):
        for kind, kind_keys in KIND_KEYS.items():
            if len(kind_keys) > rank and kind_keys[rank] in keys:
                return kind
    return None
