"""Entries: what a gate has of each rule, and what the patterns of an entry reach."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.workspace import Gate, Rule, preset_level, written_rule
from tpaudit.judging.gate.cases import Case
from tpaudit.judging.gate.rule import GateRule
from tpaudit.results.verdict import Result

_PLACE: Final = "place:"


class _Face(NamedTuple):
    """What patterns can match of a result, as it is called today or was called at the baseline."""

    addresses: Sequence[str]
    stage: str | None
    owner: str | None


def entries_of(gate: Gate, rule: GateRule) -> tuple[Rule, ...]:
    """Return the entries of a rule: where nothing is written, or exemptions alone, its preset stands as well."""
    written = written_rule(gate, rule.id)
    exempting = all(entry.level == "off" and entry.only for entry in written)
    level = preset_level(gate, rule.id, rule.level)
    default = () if level == "off" else (Rule(level=level),)
    return (*default, *written) if exempting else written


def places_of(entry: Rule) -> list[str]:
    """Return the places that an entry names."""
    return [pattern.removeprefix(_PLACE) for pattern in entry.only if pattern.startswith(_PLACE)]


def guards(entry: Rule, result: Result, case: Case) -> bool:
    """Tell whether an entry reaches a result, by what it is called today or was called at the baseline."""
    return _at_place(entry, result) and any(_matched(entry, face) for face in _faces(result, case))


def exempts(entry: Rule, result: Result, case: Case) -> bool:
    """Tell whether an entry exempts a result: by both its names, so that nothing is moved into an exemption."""
    return _at_place(entry, result) and all(_matched(entry, face) for face in _faces(result, case))


def _at_place(entry: Rule, result: Result) -> bool:
    places = places_of(entry)
    return not places or result.place in places


def _matched(entry: Rule, face: _Face) -> bool:
    patterns = [pattern for pattern in entry.only if not pattern.startswith(_PLACE)]
    return not patterns or any(
        _matches(pattern, address, face.stage, face.owner)
        for pattern in patterns
        for address in face.addresses
    )


def _faces(result: Result, case: Case) -> Iterator[_Face]:
    touch_id, slash, item_id = result.at.partition("/")
    items = [item_id] if slash else [item.item for item in result.items or ()]
    tails = [f"/{item}" for item in items] if slash else ["", *(f"/{item}" for item in items)]
    was = next((touch.document.was for touch in case.audit.touches if touch.id == touch_id), ())
    yield _Face([f"{name}{tail}" for name in (touch_id, *was) for tail in tails], result.stage, result.owner)
    aligned = case.both.touchpoints.get(touch_id) if case.both else None
    if aligned is not None:
        old = aligned.old
        yield _Face(
            [f"{name}{tail}" for name in (touch_id, aligned.old_id) for tail in tails], old.stage, old.owner
        )


def _matches(pattern: str, address: str, stage: str | None, owner: str | None) -> bool:
    kind, _, name = pattern.partition(":")
    if kind == "stage":
        return fnmatchcase(stage or "", name)
    if kind == "owner":
        return fnmatchcase(owner or "", name)
    touch_id = address.partition("/")[0]
    return bool(address) and (fnmatchcase(address, pattern) or fnmatchcase(touch_id, pattern))


def reaches(pattern: str, audit: LoadedAudit) -> bool:
    """Tell whether a pattern of `only` reaches anything in an audit: one that does not guards nothing."""
    if pattern.startswith(_PLACE):
        return pattern.removeprefix(_PLACE) in audit.audit.places
    if pattern.startswith("stage:") and any(fnmatchcase(stage, pattern[6:]) for stage in audit.stages):
        return True
    return any(
        _matches(pattern, address, touch.stage, touch.document.owner)
        for touch in audit.touches
        for name in (touch.id, *touch.document.was)
        for address in (name, *(f"{name}/{below}" for below in _below(touch)))
    )


def _below(touch: AuditedTouchpoint) -> set[str]:
    """Return what an address may name within a touchpoint: its items, and its sections."""
    return {*touch.asked, *(item_id.partition(".")[0] for item_id in touch.asked)}
