"""Snapshots: the files of one commit, read like those on the disk."""

import os
from pathlib import Path
from typing import Final

from tpaudit.errors import BaselineError, UsageError
from tpaudit.reading.files.disk import DANGLING, DISK, FILE, FOLDER, LINKED_FOLDER, NOTHING, FolderEntry
from tpaudit.reading.git.repository import Repository, lacking
from tpaudit.reading.git.repository import TreeEntry as Object

_FOLDER: Final = "40000"
_LINK: Final = "120000"
_FORMS: Final = {_FOLDER: FOLDER, "160000": "a submodule"}
"""What is no file; every other mode is one."""
_LINKS: Final = 16
"""How many symbolic links one path may lead through."""


class Snapshot:
    """The files of one commit; what lies outside the repository is read from the disk."""

    def __init__(self, repository: Repository, commit: str, label: str) -> None:
        """Take the repository, the commit and what messages call it."""
        self.repository = repository
        self.commit = commit
        self.label = label
        start = repository.object(f"{commit}^{{tree}}")
        found = repository.object(commit) or b""
        self._root = found.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")
        if start is None or len(self._root) != len(commit):
            msg = f"the commit {label} cannot be read; fetch it whole: git fetch --unshallow, or git fetch --refetch"
            raise BaselineError(msg)

    def contents(self, file: str | Path) -> bytes:
        """Return a file's bytes; raises UsageError where the commit has none."""
        path = self.repository.relative(file)
        if path is None:
            return DISK.contents(file)
        entry = self._entry(path)
        data = None
        if entry is not None and entry.mode not in _FORMS:
            data = self.repository.object(entry.id, self.shown(str(file)))
            if data is None:
                raise lacking(self.shown(str(file)))
        if data is None:
            msg = f"{self.shown(str(file))}: no such file at that commit; expected a file that can be read"
            raise UsageError(msg)
        return data

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        """Return what lay in a folder, sorted by name; nothing if there was none."""
        path = self.repository.relative(folder)
        if path is None:
            return DISK.entries(folder)
        tree = self._tree(path)
        if tree is None:
            if not self._is_named(path):
                return []
            msg = (
                f"{self.shown(str(folder))}: is no folder at that commit; expected a folder that can be read"
            )
            raise UsageError(msg)
        return sorted(
            FolderEntry(name, self._entry_form(f"{path}/{name}", entry.mode)) for name, entry in tree.items()
        )

    def _entry_form(self, path: str, mode: str) -> str:
        if mode == _LINK:
            found = self._entry(path)
            return LINKED_FOLDER if found is not None and found.mode == _FOLDER else FILE
        return FOLDER if mode == _FOLDER else FILE

    def form(self, path: str | Path) -> str:
        """Return what a path led to."""
        inside = self.repository.relative(path)
        if inside is None:
            return DISK.form(path)
        entry = self._entry(inside)
        if entry is None:
            return DANGLING if self._is_named(inside) else NOTHING
        return _FORMS.get(entry.mode, FILE)

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""
        inside = self.repository.relative(path)
        if inside is None:
            return DISK.is_file(path)
        entry = self._entry(inside)
        return entry is not None and entry.mode not in _FORMS

    def shown(self, file: str) -> str:
        """Return what messages call a file: `label:path`, as `git show` takes it."""
        path = self.repository.relative(file)
        return file if path is None else f"{self.label}:{path}"

    def _tree(self, path: str) -> dict[str, Object] | None:
        """Return the entries of a folder, None if there is none."""
        entry = self._entry(path)
        return self.repository.tree(entry.id) if entry and entry.mode == _FOLDER else None

    def _is_named(self, path: str) -> bool:
        """Tell whether there was anything of a name, though a link may have led nowhere."""
        above, _, name = path.rpartition("/")
        return name in (self._tree(above) or {})

    def _entry(self, path: str, links: int = _LINKS) -> Object | None:
        """Return what a path from the root leads to, through symbolic links of the commit."""
        entry = Object(_FOLDER, self._root)
        steps = [step for step in path.split("/") if step not in ("", ".")]
        for at, step in enumerate(steps):
            below = self.repository.tree(entry.id).get(step) if entry.mode == _FOLDER else None
            if below is None:
                return None
            if below.mode == _LINK:
                target = os.fsdecode(self.repository.object(below.id) or b"")
                whole = os.path.normpath("/".join([*steps[:at], target, *steps[at + 1 :]]))
                inside = not os.path.isabs(target) and not whole.startswith("..")
                return self._entry(whole, links - 1) if links and inside else None
            entry = below
        return entry
