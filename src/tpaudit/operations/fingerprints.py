"""Fingerprints: digests of an audit with all that it is judged by, so that what has not changed is known."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DANGLING, DISK, FILE, contents, is_yaml, name_of, short_path
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.version import VERSION

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_BYTES: Final = 20


class Fingerprints:
    """The fingerprints of the audits of one run."""

    def __init__(self, request: str, workspaces: Workspaces) -> None:
        """Take what is asked of every audit, as text, and the workspaces that they are judged in."""
        self._workspaces = workspaces
        self._start = digest([request.encode(), _engine()])
        self._by_workspace: dict[Workspace, bytes] = {}
        self._names: dict[str, dict[str, list[str]]] = {}

    def of(self, file: str) -> str | None:
        """Return the fingerprint of an audit: hexadecimal digits; None where something cannot be read.

        It covers the path as it was given, since results show it; the bytes of the audit and its visits; settings,
        checklists and journeys; what is asked; and the program itself. Time is no part of it.
        """
        try:
            workspace = self._workspaces.of(file)
            return digest(
                [
                    self._start,
                    self._workspace(workspace),
                    os.fsencode(file),
                    *self._of_same_name(file),
                    contents(file),
                    *_visits(file, workspace),
                ]
            ).hex()
        except UsageError:
            return None  # judging it says why

    def _of_same_name(self, file: str) -> Iterable[bytes]:
        """Return the names of the YAML files in the folder of an audit that differ from it in their ending only."""
        folder = os.path.dirname(file)
        if folder not in self._names:
            names = self._names[folder] = {}
            for entry in self._workspaces.files.entries(folder or os.curdir):
                if is_yaml(entry.name):
                    names.setdefault(name_of(entry.name).casefold(), []).append(entry.name)
        return map(os.fsencode, self._names[folder].get(name_of(os.path.basename(file)).casefold(), ()))

    def _workspace(self, workspace: Workspace) -> bytes:
        if workspace not in self._by_workspace:
            self._by_workspace[workspace] = digest(_settings(workspace))
        return self._by_workspace[workspace]


def digest(pieces: Iterable[bytes]) -> bytes:
    """Return 20 bytes of BLAKE2b over pieces, each with its length, so that no other pieces give the same text."""
    hashed = blake2b(digest_size=_BYTES)
    for piece in pieces:
        hashed.update(len(piece).to_bytes(8, "big"))
        hashed.update(piece)
    return hashed.digest()


def _visits(file: str, workspace: Workspace) -> Iterable[bytes]:
    if not workspace.files.entries(os.path.splitext(file)[0] + ".visits"):
        return
    for entry in visits_of(file, workspace.files):
        yield os.fsencode(f"{entry.form} {entry.path}")
        if entry.form in (FILE, DANGLING):
            yield workspace.files.contents(entry.path)


def _settings(workspace: Workspace) -> Iterable[bytes]:
    """Yield the settings of a workspace, and all checklists and journeys that its audits can name."""
    yield os.fsencode(workspace.folder)
    yield b"" if workspace.file is None else workspace.files.contents(short_path(workspace.file))
    for kind in ("checklists", "journeys"):
        for name, source in workspace.sources(kind).items():
            yield name.encode()
            files = DISK if source.built_in else workspace.files
            yield files.contents(short_path(source.path))


def _engine() -> bytes:
    """Return the digest of the program: its version, and its modules, which change more often in a checkout."""
    modules = sorted(_PACKAGE.rglob("*.py"))
    return digest([VERSION.encode(), *(module.read_bytes() for module in modules)])
