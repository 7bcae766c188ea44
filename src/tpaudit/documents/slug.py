"""Ids made of texts."""

import re
from typing import Final

from tpaudit.documents.scalars import is_identifier

_SLUG: Final = re.compile(r"[\W_]+")
_LONGEST_ID: Final = 40


def slug(text: str) -> str:
    """Return an id made of a text: its first words with hyphens between; empty if it has no letter or digit."""
    words = [word for word in _SLUG.split(text.casefold()) if is_identifier(word)]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if made and len(longer) > _LONGEST_ID:
            break
        made = longer
    return made
