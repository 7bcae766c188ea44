"""Fingerprints: digests of an audit with all that it is judged by, so that what has not changed is known."""

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DANGLING, DISK, FILE, contents, is_yaml, name_of, short_path
from tpaudit.reading.files.walk import VISITS, visits_of
from tpaudit.reading.workspace.workspace import Workspace, Workspaces
from tpaudit.version import VERSION

_PACKAGE: Final = Path(__file__).resolve().parents[2]
_BYTES: Final = 20


class _Folder(NamedTuple):
    """A folder of audits: what all of them share, and what lies in it."""

    start: bytes
    """The digest of what is asked, of the program, and of the workspace."""
    workspace: Workspace
    beside: Mapping[str, Sequence[str]]
    """By the name of an audit without its ending: the YAML files and the folders of visits of that name."""


class Fingerprints:
    """The fingerprints of the audits of one run."""

    def __init__(self, request: str, workspaces: Workspaces) -> None:
        """Take what is asked of every audit, as text, and the workspaces that they are judged in."""
        self._request = request
        self._workspaces = workspaces
        self._by_workspace: dict[Workspace, bytes] = {}
        self._folders: dict[str, _Folder] = {}
        self._seen: dict[str, bytes] = {}

    def look(self, file: str) -> bytes:
        """Return a file's bytes; their digest is remembered, so that `of` need not read them again."""
        data = contents(file)
        self._seen[file] = digest((data,))
        return data

    def of(self, file: str, *, again: bool = False) -> bytes | None:
        """Return the fingerprint of an audit; None where something cannot be read.

        It covers the path as it was given, since results show it; the bytes of the audit and its visits; settings,
        checklists and journeys; what is asked; and the program itself. Time is no part of it. With `again` the audit
        and its visits are read as they are now, whatever was seen before.
        """
        seen = self._seen.pop(file, None)
        folder_path, name = os.path.split(file)
        try:
            folder = self._folders.get(folder_path) or self._folder(folder_path)
            beside = folder.beside.get(_stem(name), ())
            visits = _visits(file, folder.workspace) if again or any(map(_is_visits, beside)) else ()
            named = os.fsencode("\0".join((file, *beside)))
            return digest((folder.start, named, seen or digest((contents(file),)), *visits))
        except UsageError:
            return None  # judging it says why

    @cached_property
    def _start(self) -> bytes:
        return digest((self._request.encode(), _engine()))

    def _folder(self, path: str) -> _Folder:
        workspace = self._workspaces.of(os.path.join(path, "audit"))
        if workspace not in self._by_workspace:
            self._by_workspace[workspace] = digest((self._start, *_settings(workspace)))
        beside = defaultdict[str, list[str]](list)
        for name, _ in self._workspaces.files.entries(path or os.curdir):
            if is_yaml(name) or _is_visits(name):
                beside[_stem(name)].append(name)
        folder = self._folders[path] = _Folder(self._by_workspace[workspace], workspace, beside)
        return folder


def digest(pieces: Iterable[bytes]) -> bytes:
    """Return 20 bytes of BLAKE2b over pieces, each with its length, so that no other pieces give the same text."""
    hashed = blake2b(digest_size=_BYTES)
    for piece in pieces:
        hashed.update(len(piece).to_bytes(8, "big"))
        hashed.update(piece)
    return hashed.digest()


def _stem(name: str) -> str:
    """Return what the names of files have in common that differ in their endings, or on some disks not at all."""
    stem = name_of(name)
    return stem.casefold() if stem.isascii() else unicodedata.normalize("NFC", stem).casefold()


def _is_visits(name: str) -> bool:
    return name[-len(VISITS) :].casefold() == VISITS


def _visits(file: str, workspace: Workspace) -> Iterable[bytes]:
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
    folders = os.walk(_PACKAGE)
    files = (os.path.join(folder, name) for folder, _, names in folders for name in names)
    modules = sorted(file for file in files if file.endswith(".py"))
    return digest((VERSION.encode(), *map(contents, modules)))
