"""Durations: a number and its unit, without a sign, as seconds."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Final

from tpaudit.documents.scalars import LONGEST_NUMBER, Written, named, shown, written, wrong

SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_PART: Final = r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)"
_WRITTEN: Final = re.compile(rf"{_PART}(?:\s*{_PART})*\Z", re.ASCII)
_PARTS: Final = re.compile(_PART, re.ASCII)
_ISO: Final = re.compile(
    r"P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?\Z",
    re.ASCII,
)
EXPECTED: Final = "write a number and its unit, such as 45s, 2m 30s, 1.5h or 3d"


def seconds(text: str) -> float | None:
    """Return the seconds of `45s`, `2m 30s`, `1.5h`, `3d` (24 h), `1w`, `250ms`, `PT45S`; None for others.

    Units stand once each, the larger first, so that `30s 2m` is not guessed at.
    """
    if len(text) > LONGEST_NUMBER:
        return None
    if text.startswith("P"):
        iso = _ISO.match(text)
        parts = [(n, unit) for unit, n in iso.groupdict().items() if n] if iso else []
    else:
        parts = _PARTS.findall(text) if _WRITTEN.match(text) else []
    sizes = [SECONDS[unit] for _, unit in parts]
    if not parts or any(a <= b for a, b in pairwise(sizes)):
        return None
    return float(sum(Decimal(n) * Decimal(str(SECONDS[unit])) for n, unit in parts))


def duration(value: object) -> float:
    """Return a written duration as seconds; raise on anything else."""
    if isinstance(value, float):
        return value
    text = written(value)
    amount = seconds(text) if text is not None else None
    if amount is None:
        msg = f"{named(value)} is not a duration; {EXPECTED}"
        raise wrong(msg)
    return amount


def in_words(amount: float) -> str:
    """Write seconds as the shortest exact duration: 45s, 2m 30s, 3d; milliseconds below a second."""
    if amount < 1 and amount > 0:
        return f"{shown(float(Decimal(repr(amount)) * 1000))}ms"
    whole, rest = int(amount), Decimal(repr(amount)) - int(amount)
    parts = []
    for unit in ("d", "h", "m"):
        size = int(SECONDS[unit])
        if whole >= size:
            parts.append(f"{whole // size}{unit}")
            whole %= size
    if whole or rest or not parts:
        parts.append(f"{shown(float(whole + rest))}s")
    return " ".join(parts)


Duration = Annotated[
    float,
    Written(duration, type="string", pattern=r"^(P[0-9WDTHMS.]+|(\d+(\.\d+)?\s*(ms|s|m|h|d|w)\s*)+)$"),
]
