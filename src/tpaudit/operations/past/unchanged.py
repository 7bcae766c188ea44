"""Unchanged: whether an audit and all that it is judged by are, byte for byte, what they were at a commit."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import DISK, contents, short_path
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.git.snapshot import Snapshot
from tpaudit.reading.workspace.workspace import Workspace, Workspaces


class Unchanged:
    """The files of a commit held against those on the disk, by the ids that git gives to contents."""

    def __init__(self, snapshot: Snapshot, then: Workspaces) -> None:
        """Take the commit, and the workspaces as they were there."""
        self._snapshot = snapshot
        self._then = then
        self._workspaces: dict[tuple[Workspace, Workspace], bool] = {}

    def audit(self, file: str, now: Workspaces) -> bool:
        """Tell whether an audit, its visits, its settings and all checklists and journeys are the same."""
        try:
            return (
                self.file(file) and self._visits(file) and self._workspace(now.of(file), self._then.of(file))
            )
        except UsageError:
            return False  # loading it says why

    def share_workspace(self, file: str, now: Workspaces) -> None:
        """Let an audit's workspace of then take over what is read now, where no file of theirs differs."""
        try:
            here, then = now.of(file), self._then.of(file)
            if self._workspace(here, then):
                then.share(here)
        except UsageError:
            return  # loading it says why

    def file(self, path: str | Path) -> bool:
        """Tell whether a file has the same bytes; git's conversion of line ends makes a file look changed."""
        then = self._snapshot.blob(path)
        return then is not None and then == _blob_id(contents(path), len(then))

    def _visits(self, file: str) -> bool:
        now, then = ([visit.path for visit in visits_of(file, files)] for files in (DISK, self._snapshot))
        return self._files(now, then)

    def _files(self, now: Sequence[str | Path], then: Sequence[str | Path]) -> bool:
        return [*now] == [*then] and all(self.file(path) for path in now)

    def _workspace(self, now: Workspace, then: Workspace) -> bool:
        if (now, then) not in self._workspaces:
            self._workspaces[now, then] = self._same_workspace(now, then)
        return self._workspaces[now, then]

    def _same_workspace(self, now: Workspace, then: Workspace) -> bool:
        if (now.folder, now.file) != (then.folder, then.file):
            return False
        if now.file is not None and not self.file(now.file):
            return False
        return all(self._files(_own(now, kind), _own(then, kind)) for kind in ("checklists", "journeys"))


def _own(home: Workspace, kind: str) -> list[str]:
    """Return a workspace's own files of a kind."""
    return [short_path(source.path) for source in home.sources(kind).values() if not source.built_in]


def _blob_id(data: bytes, digits: int) -> str:
    """Return the id that git gives to a file's bytes, in as many digits as the repository's ids have."""
    algorithm = (
        hashlib.sha1 if digits == len(hashlib.sha1(usedforsecurity=False).hexdigest()) else hashlib.sha256
    )
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
