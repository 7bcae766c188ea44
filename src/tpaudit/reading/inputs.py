"""Inputs: the files that tpaudit reads; no output may overwrite them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import ENDINGS, contents
from tpaudit.reading.files.find import audits
from tpaudit.reading.files.kinds import SETTINGS
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read

ALWAYS_INPUTS: Final = (*ENDINGS, ".j2")
"""Endings of files that are always inputs, even if the command line does not name them."""
KEYS_OF_PATHS: Final = ("evidence", "follows", "logo")
"""The keys under which an audit, a visit or the settings name other files."""


def refuse_input(output: Path, named: Iterable[str]) -> None:
    """Raise UsageError if an output exists and is an input, under whatever name.

    Inputs are all YAML files and templates, the files `named` on the command line, and the files that the
    audits among them name.
    """
    real = os.path.realpath(output)
    if not os.path.isfile(real):
        return
    lost = real if real.lower().endswith(ALWAYS_INPUTS) else _same(real, named)
    if lost is not None:
        msg = Worded(
            "the output {output} is the file {path}, which tpaudit reads; nothing is written; expected another file",
            output=output,
            path=os.path.relpath(lost),
        )
        raise UsageError(msg)


def _same(real: str, named: Iterable[str]) -> str | None:
    """Return the input that is the same file as an existing one; None if there is none."""
    status = os.stat(real)
    files = (path for path in _inputs(list(named)) if os.path.isfile(path))
    return next((path for path in files if os.path.samestat(os.stat(path), status)), None)


def _inputs(named: list[str]) -> Iterator[str]:
    """Yield the named files, and those that the audits among them name."""
    yield from named
    workspaces, seen = Workspaces(), set()
    for file in audits([path for path in named if os.path.exists(path)]).files:
        if not os.path.isfile(file):
            continue
        for document in (file, *(visit.path for visit in visits_of(file))):
            yield from _mentioned(document, os.path.dirname(file))
        workspace = workspaces.of(file).folder
        if workspace not in seen:
            seen.add(workspace)
            yield from _mentioned(os.path.join(workspace, SETTINGS), os.fspath(workspace))


def _mentioned(file: str, folder: str) -> Iterator[str]:
    """Yield the paths that a file names; nothing if it cannot be read."""
    try:
        data = contents(file)
    except UsageError:
        return
    if any(key.encode() in data for key in KEYS_OF_PATHS):
        for text in _texts(read(data).data, within=False):
            yield os.path.join(folder, text)


def _texts(node: Any, *, within: bool) -> Iterator[str]:
    """Yield every text under a key that names files; `within` tells whether this node is under one."""
    if isinstance(node, str) and within:
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, within=within or key in KEYS_OF_PATHS)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, within=within)
