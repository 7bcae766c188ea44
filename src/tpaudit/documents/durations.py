"""Durations: a number and its unit, without a sign, as seconds."""

import re
from functools import lru_cache
from itertools import pairwise
from math import fsum
from typing import Annotated, Final

from tpaudit.documents.fields import Written
from tpaudit.documents.scalars import LONGEST_NUMBER, as_text, named, written, wrong
from tpaudit.documents.worded import Worded, fixed

MILLISECONDS: Final = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_UNITS: Final = {
    "ms": ("мс", "毫秒"),
    "s": ("с", "сек", "секунд", "секунда", "секунды", "秒", "秒钟"),
    "m": ("мин", "минут", "минута", "минуты", "分", "分钟"),
    "h": ("ч", "час", "часа", "часов", "小时", "个小时"),
    "d": ("д", "дн", "день", "дня", "дней", "天", "日"),
    "w": ("нед", "неделя", "недели", "недель", "周", "星期"),
}
"""The units as they are written in other languages."""
_IN_LATIN: Final = {word: unit for unit, words in _UNITS.items() for word in words}
_WORDS: Final = "|".join(sorted(_IN_LATIN, key=len, reverse=True))
_FOREIGN: Final = rf"(?<=\d)\s*({_WORDS})\.?(?=\s|\d|\Z)"
_PART: Final = r"(\d+)(?:\.(\d+))?\s*(ms|s|m|h|d|w)"
_WRITTEN: Final = re.compile(rf"{_PART}(?:\s*{_PART})*\Z", re.ASCII)
_PARTS: Final = re.compile(_PART, re.ASCII)
_ISO: Final = (
    r"P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)(?:\.(?P<fraction>\d+))?S)?)?\Z"
)
WORKING_DAYS: Final = 5
"""The working days of a week."""
EXPECTED: Final = fixed("write a number and its unit, such as 45s, 2m 30s, 1.5h or 3d")


def seconds(text: str) -> float | None:
    """Return the seconds of `45s`, `2m 30s`, `1.5h`, `3d` (24 h), `1w`, `250ms`, `PT45S`; None for others.

    Units stand once each, the larger first, so that `30s 2m` is not guessed at.
    """
    parts = _parts(text)
    if not parts:
        return None
    sizes = [MILLISECONDS[unit] for _, _, unit in parts]
    # Whole numbers until the last step: 1.1h is 3960 s, and not a little more.
    scale = 10 ** max(len(fraction) for _, fraction, _ in parts)
    total = sum(
        int(whole + fraction) * size * scale // 10 ** len(fraction)
        for (whole, fraction, _), size in zip(parts, sizes, strict=True)
    )
    return float(total / (1000 * scale))


@lru_cache  # most fixes of an audit have one of few efforts
def working_hours(text: str, hours_per_day: float) -> float:
    """Return the hours of work in a duration: `3d` is three working days, `1w` five of them, `24h` 24 hours."""
    day = hours_per_day
    sizes = {"ms": 1 / 3_600_000, "s": 1 / 3600, "m": 1 / 60, "h": 1.0, "d": day, "w": WORKING_DAYS * day}
    return fsum(float(f"{whole}.{fraction or 0}") * sizes[unit] for whole, fraction, unit in _parts(text))


def _parts(text: str) -> list[tuple[str, str, str]]:
    """Return each amount of a duration with its decimals and its unit; nothing for what is none."""
    if len(text) > LONGEST_NUMBER:
        return []
    if not text.isascii():
        text = _in_latin(text)
    parts = _iso(text) if text.startswith("P") else _PARTS.findall(text) if _WRITTEN.match(text) else []
    sizes = [MILLISECONDS[unit] for _, _, unit in parts]
    return [] if any(a <= b for a, b in pairwise(sizes)) else parts


def _in_latin(text: str) -> str:
    """Return a duration with its units as they are written in English: `2 мин 30 с` is `2 m 30 s`."""
    return re.sub(_FOREIGN, lambda unit: _IN_LATIN[unit[1]], text.casefold(), flags=re.ASCII)


def _iso(text: str) -> list[tuple[str, str, str]]:
    """Return the parts of an ISO 8601 duration without years and months, whose length is not fixed."""
    match = re.match(_ISO, text, re.ASCII)
    found = match.groupdict() if match else {}
    return [
        (found[unit], (found["fraction"] or "") if unit == "s" else "", unit)
        for unit in "wdhms"
        if found.get(unit)
    ]


def duration(value: object) -> float:
    """Return a written duration as seconds; raise on anything else."""
    if isinstance(value, float):
        return value
    text = written(value)
    amount = seconds(text) if text is not None else None
    if amount is None:
        msg = Worded("{value} is not a duration; {expected}", value=named(value), expected=EXPECTED)
        raise wrong(msg)
    return amount


def in_words(amount: float) -> str:
    """Write seconds as the shortest exact duration: 45s, 2m 30s, 3d; milliseconds below a second."""
    if 0 < amount < 1:
        return f"{as_text(round(amount * 1000, 9))}ms"
    whole = int(amount)
    rest = round(amount - whole, 9)
    parts = []
    for unit in ("d", "h", "m"):
        size = MILLISECONDS[unit] // 1000
        if whole >= size:
            parts.append(f"{whole // size}{unit}")
            whole %= size
    if whole or rest or not parts:
        parts.append(f"{as_text(round(whole + rest, 9))}s")
    return " ".join(parts)


def work(value: object) -> str:
    """Return a duration of work as it was written: its days are working days, so seconds would lose it."""
    duration(value)
    return written(value) or ""


_PATTERN: Final = rf"^(P[0-9WDTHMS.]+|(\d+(\.\d+)?\s*(ms|s|m|h|d|w|{_WORDS})\.?\s*)+)$"
Duration = Annotated[float, Written(duration, type="string", pattern=_PATTERN)]
Work = Annotated[str, Written(work, type="string", pattern=_PATTERN)]
