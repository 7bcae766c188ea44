"""Plain scalars: which text without quotes is null, or would be a number, a date or a flag in YAML."""

import re
from functools import lru_cache
from typing import Final

from tpaudit.documents.scalars import Bare

FIRST_LETTERS: Final = "0123456789+-.~nNtTfF"
"""First letters of a plain scalar that may not be text; the empty text counts as one of them."""
_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BARE: Final = re.compile(
    r"[-+]?(?:0[xob][0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|"
    r"\.(?:inf|Inf|INF|nan|NaN|NAN))\Z|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?\Z|(?:true|True|TRUE|false|False|FALSE)\Z"
)


@lru_cache(maxsize=4096)
def plain_value(text: str) -> str | Bare | None:
    """Return the value of a plain scalar whose first letter is one of FIRST_LETTERS; cached, as most recur."""
    if text in _NULL:
        return None
    return Bare(text) if _BARE.match(text) else text
