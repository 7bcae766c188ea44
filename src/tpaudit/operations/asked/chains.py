"""Chains: which audits others follow, and which touchpoints others have taken over."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DISK, FILE, contents, is_yaml
from tpaudit.reading.files.heads import Head, head_of, leads_elsewhere


class Chains(NamedTuple):
    """What some audits say of others."""

    followed: frozenset[str]
    """The real paths of audits that another one follows."""
    moved: dict[str, frozenset[str]]
    """By audit: the touchpoints that it had and that another audit has now."""


def chains(files: Iterable[str]) -> Chains:
    """Return what some audits, and the files beside them, say of other audits."""
    followed: set[str] = set()
    moved: dict[str, set[str]] = defaultdict(set)
    given = list(files)
    folders = {os.path.dirname(file) for file in given}
    for file, head in _heads({*given, *(path for folder in folders for path in _yaml_in(folder))}):
        if head.follows is not None and "\0" not in head.follows:  # no path has it; loading the audit says so
            followed.add(os.path.realpath(os.path.join(os.path.dirname(file), head.follows)))
        for address in head.was:
            audit_id, _, touch_id = address.partition("/")
            moved[audit_id].add(touch_id)
    return Chains(frozenset(followed), {audit_id: frozenset(ids) for audit_id, ids in moved.items()})


def _yaml_in(folder: str) -> Iterator[str]:
    try:
        entries = DISK.entries(folder or ".")
    except UsageError:
        return  # finding the audits says why
    for name, form in entries:
        if is_yaml(name) and form == FILE:
            yield os.path.join(folder, name)


def _heads(files: Iterable[str]) -> Iterator[tuple[str, Head]]:
    for file in sorted(files):
        try:
            data = contents(file)
        except UsageError:
            continue  # loading it says why
        if leads_elsewhere(data):
            yield file, head_of(data)


class ChainPlace(NamedTuple):
    """Where an audit stands among those that follow each other."""

    chain: str
    """The first audit of the chain."""
    depth: int
    """How many audits of the chain come before it."""


def chain_places(files: Iterable[str], follows: Mapping[str, str]) -> dict[str, ChainPlace]:
    """Return where each file stands; `follows` has the real path of the one before. A circle ends where it began."""
    known, found = set(files), dict[str, ChainPlace]()
    for file in sorted(known):
        path, met = [file], {file}
        while path[-1] not in found and (before := follows.get(path[-1])) in known and before not in met:
            path.append(before)
            met.add(before)
        start = found.get(path[-1], ChainPlace(path[-1], 0))
        for steps, member in enumerate(reversed(path)):
            found.setdefault(member, ChainPlace(start.chain, start.depth + steps))
    return found
