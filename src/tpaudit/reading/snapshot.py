"""Snapshots: the files of one commit, read like those on the disk."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tpaudit.errors import BaselineError, UsageError
from tpaudit.reading.files import DISK, ENDINGS
from tpaudit.reading.git import Entry, Repository, lacking

_FOLDER: Final = "40000"
_LINK: Final = "120000"
_MODULE: Final = "160000"
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
        if entry is not None and entry.mode not in (_FOLDER, _MODULE):
            data = self.repository.object(entry.id)
            if data is None:
                raise lacking(self.shown(str(file)))
        if data is None:
            msg = f"{self.shown(str(file))}: no such file at that commit; expected a file that can be read"
            raise UsageError(msg)
        return data

    def names(self, folder: str | Path) -> list[str]:
        """Return the names of what lies in a folder, sorted; nothing if it is none."""
        path = self.repository.relative(folder)
        if path is None:
            return DISK.names(folder)
        entry = self._entry(path)
        return sorted(self.repository.tree(entry.id)) if entry and entry.mode == _FOLDER else []

    def is_file(self, path: str | Path) -> bool:
        """Tell whether there is such a file."""
        inside = self.repository.relative(path)
        if inside is None:
            return DISK.is_file(path)
        entry = self._entry(inside)
        return entry is not None and entry.mode not in (_FOLDER, _MODULE)

    def shown(self, file: str) -> str:
        """Return what messages call a file: `label:path`, as `git show` takes it."""
        path = self.repository.relative(file)
        return file if path is None else f"{self.label}:{path}"

    def yaml_files(self, folder: str) -> Iterator[str]:
        """Yield every YAML file below a folder by its path on the disk; what is hidden stays so.

        A link to a file is one; a link to a folder is not walked through, as on the disk.
        """
        inside = self.repository.relative(folder)
        entry = None if inside is None else self._entry(inside)
        entries = self.repository.tree(entry.id) if entry and entry.mode == _FOLDER else {}
        for name, below in sorted(entries.items()):
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if below.mode == _FOLDER:
                yield from self.yaml_files(path)
            elif name.endswith(ENDINGS) and self.is_file(path):
                yield path

    def _entry(self, path: str, links: int = _LINKS) -> Entry | None:
        """Return what a path from the root leads to, through symbolic links of the commit."""
        entry = Entry(_FOLDER, self._root)
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
