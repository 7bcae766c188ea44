"""Loosened: where a gate is milder than an earlier one, rule by rule, and whether the bands are lower."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.scalars import as_text
from tpaudit.documents.worded import Worded, listing
from tpaudit.documents.workspace import Bands, Gate, Rule
from tpaudit.judging.gate.cases import Loosening
from tpaudit.judging.gate.entries import entries_of
from tpaudit.judging.gate.rule import GateRule

_LEVELS: Final = ("off", "warn", "error")
_ORDERED: Final = {
    "waves": ("warn", "chance", "strict"),
    "severity": ("critical", "major", "minor", "cosmetic"),
}
"""Limits that are words, the mildest first."""
_DEFAULT: Final = {"waves": "chance", "severity": "critical"}
_AT_MOST: Final = {"max_drop": 0.0, "max": 100.0}
"""Limits that are milder the higher they are, and what holds where they are not written."""
_AT_LEAST: Final = ("touchpoint", "stage", "journey", "min")
"""Limits that are milder the lower they are; none is the mildest."""


def loosened_rules(old: Gate, new: Gate, rules: Sequence[GateRule]) -> Iterator[Loosening]:
    """Yield where a gate is milder than an earlier one.

    Each earlier entry needs an entry now that reaches as much and is as strict in all its limits; each exemption of
    now needs the same one then.
    """
    for rule in rules:
        before, now = entries_of(old, rule), entries_of(new, rule)
        if before != now:
            yield from _exempted(rule.id, before, now)
            active = [entry for entry in now if entry.level != "off"]
            for entry in before:
                if entry.level != "off":
                    yield from _milder(rule.id, entry, active)


def loosened_bands(old: Bands, new: Bands) -> Iterator[Loosening]:
    """Yield the bands that begin at a lower score than before."""
    for name in ("strong", "fair"):
        before, now = getattr(old, name), getattr(new, name)
        if now < before:
            yield Loosening(f"bands.{name}", as_text(before), as_text(now))


def _exempted(name: str, before: Sequence[Rule], now: Sequence[Rule]) -> Iterator[Loosening]:
    known = {pattern for entry in before if entry.level == "off" for pattern in entry.only}
    if any(entry.level == "off" and not entry.only for entry in before):
        return
    for entry in now:
        if entry.level == "off" and entry.only and any(old.level != "off" for old in before):
            for pattern in entry.only:
                if pattern not in known:
                    yield Loosening(_reaching(name, [pattern]), _strictest(before), "off")


def _milder(name: str, entry: Rule, active: Sequence[Rule]) -> Iterator[Loosening]:
    """Yield what became milder about one entry, held against the one of now that comes nearest to it."""
    found = [list(_differences(name, entry, now)) for now in active]
    if not found:
        yield Loosening(_called(name, entry), entry.level, "off")
    elif all(found):
        yield from min(found, key=len)


def _differences(name: str, old: Rule, new: Rule) -> Iterator[Loosening]:
    if new.only and (not old.only or not {*old.only} <= {*new.only}):
        yield Loosening(f"{name}.only", listing(old.only) or "*", listing(new.only))
    if _LEVELS.index(new.level) < _LEVELS.index(old.level):
        yield Loosening(_called(name, old), old.level, new.level)
    for limit, default in _AT_MOST.items():
        before, now = (_or_default(getattr(rule, limit), default) for rule in (old, new))
        if now > before:
            yield Loosening(_called(name, old, limit), as_text(before), as_text(now))
    for limit in _AT_LEAST:
        before, now = getattr(old, limit), getattr(new, limit)
        if before is not None and (now is None or now < before):
            yield Loosening(_called(name, old, limit), as_text(before), "-" if now is None else as_text(now))
    for limit, order in _ORDERED.items():
        was, is_now = (getattr(rule, limit) or _DEFAULT[limit] for rule in (old, new))
        if order.index(is_now) < order.index(was):
            yield Loosening(_called(name, old, limit), was, is_now)


def _or_default(value: float | None, default: float) -> float:
    return default if value is None else value


def _called(name: str, entry: Rule, limit: str = "") -> str:
    key = f"{name}.{limit}" if limit else name
    return _reaching(key, entry.only) if entry.only else key


def _reaching(key: str, patterns: Sequence[str]) -> str:
    return Worded("{key} of {patterns}", key=key, patterns=listing(patterns))


def _strictest(entries: Sequence[Rule]) -> str:
    return max((entry.level for entry in entries), key=_LEVELS.index)
