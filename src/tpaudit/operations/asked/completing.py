"""Completing: words that may come next on a command line, read from files without loading more than is needed."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

from tpaudit.errors import TpauditError
from tpaudit.operations.asked.only_audit import newest, workspace_audits
from tpaudit.reading.files.disk import contents
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read

_SECTIONS = ("touchpoints", "handovers")


def audits_beginning(start: str) -> list[str]:
    """Return the audits of the workspace around us whose paths begin so; nothing where files cannot be read."""
    try:
        return [file for file in workspace_audits() if file.startswith(start)]
    except TpauditError:
        return []


def addresses_beginning(start: str, audit: str = "") -> list[str]:
    """Return the touchpoints that begin so, of an audit or of all around us; of a whole one its items, too.

    Checklists are read for the touchpoint that is typed alone.
    """
    try:
        return list(dict.fromkeys(_addresses(start, [audit] if audit else newest(workspace_audits()))))
    except TpauditError:
        return []


def sources_beginning(start: str, kind: str) -> list[str]:
    """Return the checklists or journeys that can be named here and begin so."""
    try:
        return [name for name in sorted(Workspaces().of(SETTINGS).sources(kind)) if name.startswith(start)]
    except TpauditError:
        return []


def _addresses(start: str, files: Iterable[str]) -> Iterator[str]:
    typed, slash, _ = start.partition("/")
    for file in files:
        if not os.path.isfile(file):
            continue
        touches = dict(_touches(read(contents(file)).data))
        near = [name for name in touches if (name == typed if slash else name.startswith(typed))]
        if not slash:
            yield from near
        if len(near) == 1:
            items = _items(file, near[0], touches[near[0]])
            yield from (address for address in items if address.startswith(start))


def _touches(data: Any) -> Iterator[tuple[str, Any]]:
    for section in _SECTIONS if isinstance(data, dict) else ():
        found = data.get(section)
        yield from found.items() if isinstance(found, dict) else ()


def _items(file: str, touch_id: str, touch: Any) -> Iterator[str]:
    """Yield the addresses of the items that are asked of a touchpoint."""
    applied = touch.get("checklists") if isinstance(touch, dict) else None
    home = Workspaces().of(file)
    for name in applied if isinstance(applied, dict | list) else ():
        prepared, _ = home.checklist(str(name))
        if prepared is not None:
            yield from (f"{touch_id}/{name}.{item}" for item in prepared.checklist.items)
