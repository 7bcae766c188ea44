"""XML: texts with what no XML can hold written out."""

import re
from typing import Final

from tpaudit.showing.text.numbers import visible

_NO_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, not even escaped."""


def in_xml(text: str) -> str:
    """Return a text with what a terminal would obey, and what XML cannot hold, written out."""
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))
