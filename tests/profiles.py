"""How many examples hypothesis tries: a quick look while one works, a thorough one before a change lands.

`HYPOTHESIS_PROFILE=thorough pytest`, or `pytest --hypothesis-profile=thorough`.
"""

import os
from typing import Final

from hypothesis import settings

EXAMPLES: Final = {"quick": 15, "thorough": 100}


def load() -> None:
    """Make the profiles known, and take the one that the environment asks for."""
    for name, count in EXAMPLES.items():
        settings.register_profile(name, max_examples=count, deadline=None, derandomize=True, database=None)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def examples(thorough: int) -> int:
    """Return how many examples a test tries that tries so many when it is thorough."""
    return max(5, thorough * settings().max_examples // EXAMPLES["thorough"])
