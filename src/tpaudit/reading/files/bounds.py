"""Bounds: the paths that a file may name must stay inside its workspace or git repository."""

import os
from pathlib import Path
from typing import Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import Disk

_DEVICES: Final = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
    }
)
"""Names that Windows keeps, with any ending: learn.microsoft.com/windows/win32/fileio/naming-a-file."""


def inside(path: str | Path, folder: str | Path) -> Path | None:
    """Return the real path, links followed; None if it is outside the folder or cannot be resolved."""
    try:
        real, root = os.path.realpath(path), os.path.realpath(folder)
    except (OSError, ValueError):
        return None
    return Path(real) if real == root or real.startswith(os.path.join(root, "")) else None


def work_tree(workspace: Path) -> Path:
    """Return the root of the git repository around a workspace; the workspace itself if there is none."""
    for folder in (workspace, *workspace.parents):
        if (folder / ".git").exists():
            return folder
    return workspace


def readable(workspace: Path, named: str) -> Path:
    """Return the path of a folder that the settings of a workspace name, for reading.

    Workspaces of one repository may share a folder. Raises UsageError if the path leads out of the git
    repository around the workspace (without git: out of the workspace), so that settings from a stranger
    cannot read other files of this machine.
    """
    path = workspace / named
    if inside(path, workspace) is None and inside(path, work_tree(workspace)) is None:
        msg = Worded(
            "{path}: leads out of the workspace; expected a folder inside it, or inside its git repository",
            path=path,
        )
        raise UsageError(msg)
    return path


def writable(workspace: Path, path: Path) -> Path:
    """Return the real path, links followed, of a file of a workspace that is to be written.

    Raises UsageError if it is outside the workspace, even if it is inside the git repository, and for a name that no
    clone on Windows could have.
    """
    real = inside(path, workspace)
    if real is None:
        msg = Worded(
            "{path}: leads out of the workspace; nothing is written there; expected a place inside it",
            path=path,
        )
        raise UsageError(msg)
    if path.name.partition(".")[0].lower() in _DEVICES:
        msg = Worded(
            "{path}: Windows keeps this name for a device; nothing is written there; expected another name",
            path=path,
        )
        raise UsageError(msg)
    return real


class Bounded(Disk):
    """The files on the disk inside one folder: a link that leads out of it is refused, and never read."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that no file may lead out of."""
        self.folder = folder

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError if it cannot be read, or leads out of the folder."""
        if inside(file, self.folder) is None:
            msg = Worded(
                "{file}: leads out of the workspace and its git repository; expected a file inside", file=file
            )
            raise UsageError(msg)
        return super().contents(file)
