"""Snapshots: the files of one commit, read as if they were on the disk."""

import os
from pathlib import Path
from typing import Final

from tpaudit.documents.worded import Worded
from tpaudit.errors import BaselineError, UsageError
from tpaudit.reading.files.disk import DANGLING, DISK, FILE, FOLDER, LINKED_FOLDER, NOTHING, FolderEntry
from tpaudit.reading.git.repository import Repository, TreeEntry, missing_object

_FOLDER: Final = "40000"
_LINK: Final = "120000"
_NOT_FILES: Final = {_FOLDER: FOLDER, "160000": "a submodule"}
"""Modes of entries that are not files; every other mode is a file."""
_MAX_LINKS: Final = 16
"""How many symbolic links a path may go through."""


class Snapshot:
    """The files of one commit; files outside the repository are read from the disk."""

    def __init__(self, repository: Repository, commit: str, label: str) -> None:
        """Take the repository, the commit, and its name in messages."""
        self.repository = repository
        self.commit = commit
        self.label = label
        tree = repository.object(f"{commit}^{{tree}}")
        commit_object = repository.object(commit) or b""
        self._root = commit_object.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")
        if tree is None or len(self._root) != len(commit):
            msg = Worded(
                "the commit {label} cannot be read; fetch it whole: git fetch --unshallow, or git fetch --refetch",
                label=label,
            )
            raise BaselineError(msg)

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError if the commit does not have the file."""
        path = self.repository.relative(file)
        if path is None:
            return DISK.contents(file)
        entry = self._entry(path)
        data = None
        if entry is not None and entry.mode not in _NOT_FILES:
            data = self.repository.object(entry.id, self.shown(str(file)))
            if data is None:
                raise missing_object(self.shown(str(file)))
        if data is None:
            msg = Worded(
                "{path}: no such file at that commit; expected a file that can be read",
                path=self.shown(str(file)),
            )
            raise UsageError(msg)
        return data

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        """Return the entries of a folder, sorted by name; an empty list if there was none."""
        path = self.repository.relative(folder)
        if path is None:
            return DISK.entries(folder)
        tree = self._tree(path)
        if tree is None:
            if not self._is_named(path):
                return []
            msg = Worded(
                "{path}: is no folder at that commit; expected a folder that can be read",
                path=self.shown(str(folder)),
            )
            raise UsageError(msg)
        return sorted(
            FolderEntry(name, self._entry_form(f"{path}/{name}", entry.mode)) for name, entry in tree.items()
        )

    def _entry_form(self, path: str, mode: str) -> str:
        if mode == _LINK:
            target = self._entry(path)
            return LINKED_FOLDER if target is not None and target.mode == _FOLDER else FILE
        return FOLDER if mode == _FOLDER else FILE

    def form(self, path: str | Path) -> str:
        """Return what a path leads to at the commit, links followed."""
        inside = self.repository.relative(path)
        if inside is None:
            return DISK.form(path)
        entry = self._entry(inside)
        if entry is None:
            return DANGLING if self._is_named(inside) else NOTHING
        return _NOT_FILES.get(entry.mode, FILE)

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""
        inside = self.repository.relative(path)
        if inside is None:
            return DISK.is_file(path)
        entry = self._entry(inside)
        return entry is not None and entry.mode not in _NOT_FILES

    def blob(self, path: str | Path) -> str | None:
        """Return the id of a file's contents; None if there is no such file, or it lies outside the repository."""
        inside = self.repository.relative(path)
        entry = None if inside is None else self._entry(inside)
        return None if entry is None or entry.mode in _NOT_FILES else entry.id

    def shown(self, file: str) -> str:
        """Return the name of a file in messages: `label:path`, as `git show` takes it."""
        path = self.repository.relative(file)
        return file if path is None else f"{self.label}:{path}"

    def _tree(self, path: str) -> dict[str, TreeEntry] | None:
        """Return the entries of a folder, None if there is none."""
        entry = self._entry(path)
        return self.repository.tree(entry.id) if entry and entry.mode == _FOLDER else None

    def _is_named(self, path: str) -> bool:
        """Tell whether the folder had an entry of that name, even a link that leads nowhere."""
        parent, _, name = path.rpartition("/")
        return name in (self._tree(parent) or {})

    def _entry(self, path: str, links: int = _MAX_LINKS) -> TreeEntry | None:
        """Return what a path from the root leads to, with symbolic links of the commit followed."""
        entry = TreeEntry(_FOLDER, self._root)
        steps = [step for step in path.split("/") if step not in ("", ".")]
        for index, step in enumerate(steps):
            child = self.repository.tree(entry.id).get(step) if entry.mode == _FOLDER else None
            if child is None:
                return None
            if child.mode == _LINK:
                target = os.fsdecode(self.repository.object(child.id) or b"")
                resolved = os.path.normpath("/".join([*steps[:index], target, *steps[index + 1 :]]))
                inside = not os.path.isabs(target) and not resolved.startswith("..")
                return self._entry(resolved, links - 1) if links and inside else None
            entry = child
        return entry
