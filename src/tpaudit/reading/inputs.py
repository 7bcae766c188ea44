"""Inputs: the files that tpaudit reads, over which no output is written."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import ENDINGS, contents
from tpaudit.reading.files.find import audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read

OWN: Final = (*ENDINGS, ".j2")
"""How the names of all files end that are read without being named on the command line."""
NAMING: Final = ("evidence", "follows", "logo")
"""The keys under which an audit, a visit or the settings name other files."""


def refuse_input(output: Path, named: Iterable[str]) -> None:
    """Raise UsageError if an output is there already and is an input, under whatever name.

    An input is any YAML file and template, what is `named` on the command line, and what the audits among that
    name in their turn.
    """
    real = os.path.realpath(output)
    if not os.path.isfile(real):
        return
    lost = real if real.lower().endswith(OWN) else _same(real, named)
    if lost is not None:
        msg = f"the output {output} is the file {os.path.relpath(lost)}, which tpaudit reads; nothing is written; expected another file"
        raise UsageError(msg)


def _same(real: str, named: Iterable[str]) -> str | None:
    """Return the input that is the same file as one that is there; None if there is none."""
    there = os.stat(real)
    found = (path for path in _inputs(list(named)) if os.path.isfile(path))
    return next((path for path in found if os.path.samestat(os.stat(path), there)), None)


def _inputs(named: list[str]) -> Iterator[str]:
    """Yield the files that are named, and those that the audits among them name."""
    yield from named
    workspaces, met = Workspaces(), set()
    for file in audits([path for path in named if os.path.exists(path)]).files:
        if not os.path.isfile(file):
            continue
        for one in (file, *(met.path for met in visits_of(file))):
            yield from _mentioned(one, os.path.dirname(file))
        workspace = workspaces.of(file).folder
        if workspace not in met:
            met.add(workspace)
            yield from _mentioned(os.path.join(workspace, SETTINGS), os.fspath(workspace))


def _mentioned(file: str, folder: str) -> Iterator[str]:
    """Yield the paths that a file names; none of one that cannot be read."""
    try:
        data = contents(file)
    except UsageError:
        return
    if any(key.encode() in data for key in NAMING):
        for text in _texts(read(data).data, within=False):
            yield os.path.join(folder, text)


def _texts(node: Any, *, within: bool) -> Iterator[str]:
    """Yield every text that stands under a key that names files."""
    if isinstance(node, str) and within:
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, within=within or key in NAMING)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, within=within)
