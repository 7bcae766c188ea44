"""Files as they would be: some that are not there yet, and some that will be gone."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from tpaudit.reading.files.bounds import Bounded
from tpaudit.reading.files.disk import FILE, FOLDER, NOTHING, FolderEntry


class Overlay(Bounded):
    """The files on the disk inside one folder, with others in the place of some of them."""

    def __init__(
        self,
        folder: Path,
        added: Mapping[str, bytes],
        *,
        gone: Collection[str] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Take the folder that no file may lead out of, and the new files by their path.

        `gone` are the paths of those that will not be there, `names` is how messages call a path.
        """
        super().__init__(folder)
        self._added = {_key(path): data for path, data in added.items()}
        self._names = names or {}
        self._gone = frozenset(map(_key, gone)) - set(self._added)
        self._within = _entries_by_folder(self._added)

    def contents(self, file: str | Path) -> bytes:
        path = _key(file)
        return self._added[path] if path in self._added else super().contents(file)

    def entries(self, folder: str | Path) -> list[FolderEntry]:
        path = _key(folder)
        there = {
            entry.name: entry
            for entry in super().entries(folder)
            if os.path.join(path, entry.name) not in self._gone
        }
        return sorted((there | self._within.get(path, {})).values())

    def form(self, path: str | Path) -> str:
        name = _key(path)
        if name in self._added:
            return FILE
        if name in self._within:
            return FOLDER
        return NOTHING if name in self._gone else super().form(path)

    def is_file(self, path: str | Path) -> bool:
        name = _key(path)
        return name in self._added or (name not in self._gone and super().is_file(path))

    def shown(self, file: str) -> str:
        return self._names.get(file, file)


def _key(path: str | Path) -> str:
    """Return a path in the one way in which it is looked up, whether it is written from here or from the root."""
    return os.path.abspath(path)


def _entries_by_folder(added: Mapping[str, bytes]) -> dict[str, dict[str, FolderEntry]]:
    """Return the entries of every folder that new files lie in, and of the folders around those."""
    found: dict[str, dict[str, FolderEntry]] = {}
    for path in added:
        folder, name, form = *os.path.split(path), FILE
        while name and name not in found.get(folder, {}):
            found.setdefault(folder, {})[name] = FolderEntry(name, form)
            folder, name, form = *os.path.split(folder), FOLDER
    return found
