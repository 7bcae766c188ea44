"""Bounds: how far a path may lead that a file of a workspace names."""

import os
from pathlib import Path

from tpaudit.errors import UsageError
from tpaudit.reading.files.disk import Disk


def inside(path: str | Path, folder: str | Path) -> Path | None:
    """Return where a path leads, links followed; None if that is outside the folder or cannot be found out."""
    try:
        real, root = os.path.realpath(path), os.path.realpath(folder)
    except (OSError, ValueError):
        return None
    return Path(real) if real == root or real.startswith(os.path.join(root, "")) else None


def work_tree(workspace: Path) -> Path:
    """Return the work tree of the git repository around a workspace; without one, the workspace."""
    for folder in (workspace, *workspace.parents):
        if (folder / ".git").exists():
            return folder
    return workspace


def readable(workspace: Path, named: str) -> Path:
    """Return a folder that a workspace's settings name, which other workspaces of the repository may share.

    Raises UsageError if it leads out of the git repository around the workspace (without git: out of the
    workspace), since a file that somebody sends must not read what is not theirs.
    """
    path = workspace / named
    if inside(path, workspace) is None and inside(path, work_tree(workspace)) is None:
        msg = f"{path}: leads out of the workspace; expected a folder inside it, or inside its git repository"
        raise UsageError(msg)
    return path


def writable(workspace: Path, path: Path) -> Path:
    """Return where a file of a workspace is written, links followed.

    Raises UsageError if that is outside the workspace, where nothing is written even within its git repository.
    """
    real = inside(path, workspace)
    if real is None:
        msg = f"{path}: leads out of the workspace; nothing is written there; expected a place inside it"
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
            msg = f"{file}: leads out of the workspace and its git repository; expected a file inside"
            raise UsageError(msg)
        return super().contents(file)
